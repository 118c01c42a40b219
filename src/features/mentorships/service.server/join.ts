import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import { refuseWithoutConsent } from '#src/features/consents/service.server.ts';
import { findForm } from '#src/features/programmes/rules/forms.ts';
import { warningsOf, type MentorshipWarning } from '#src/features/mentorships/rules.ts';
import type { MentorshipBank } from '#src/features/mentorships/service.server/bank.ts';
import {
  listCloseness,
  listMenteesByMentor,
  lockPeople,
  type Candidate,
} from '#src/features/mentorships/store.server/members.ts';

/** Who is to be together, and under which rules. */
export interface Joining {
  readonly organizationId: string;
  readonly form: string;
  readonly isGroup: boolean;
  readonly labourCode: boolean;
  /** Why it begins without the papers of art. 351.8; empty: it does not. */
  readonly labourReason: string;
  readonly mentorIds: readonly string[];
  readonly menteeIds: readonly string[];
}

/**
 * Everything that must hold before people join a mentorship, judged with all of them locked. Refuses with
 * `mentorships.same_person`, `mentorships.pair_of_many`, `mentorships.person_not_found`, `consents.needed`,
 * `mentorships.already`, `mentorships.archived_mentor`, `mentorships.no_capacity` (facts `limit`, `taken`),
 * `mentorships.labour_staff`, `mentorships.labour_papers` (ТК РФ art. 351.8). Answers what deserves a second look.
 */
export async function checkJoining(
  tx: ScopedTx,
  bank: MentorshipBank,
  joining: Joining,
): Promise<Result<{ warnings: MentorshipWarning[] }>> {
  const mentorIds = [...new Set(joining.mentorIds)];
  const menteeIds = [...new Set(joining.menteeIds)];
  if (mentorIds.some((id) => menteeIds.includes(id)))
    return refuse('mentorships.same_person', {}, 'menteeIds');
  if (!joining.isGroup && (mentorIds.length > 1 || menteeIds.length > 1)) {
    return refuse('mentorships.pair_of_many', {}, 'isGroup');
  }
  const people = await lockPeople(tx, joining.organizationId, [...mentorIds, ...menteeIds]);
  if (people.length < mentorIds.length + menteeIds.length) return refuse('mentorships.person_not_found');
  const blocked = await refuseWithoutConsent(tx, [...mentorIds, ...menteeIds]);
  if (blocked !== null) return blocked;
  const taken = await listMenteesByMentor(tx, mentorIds);
  if (mentorIds.some((id) => menteeIds.some((mentee) => taken.get(id)?.has(mentee) === true))) {
    return refuse('mentorships.already', {}, 'menteeIds');
  }
  const crowded = await refuseWithoutCapacity(tx, bank, joining, { mentorIds, menteeIds, taken });
  if (crowded !== null) return crowded;
  const unpapered = await refuseWithoutPapers(tx, bank, joining, people);
  if (unpapered !== null) return unpapered;
  const kindsOf = (ids: readonly string[]) =>
    people.filter(({ id }) => ids.includes(id)).map(({ kinds }) => kinds);
  const warnings = warningsOf(
    {
      mentorKinds: kindsOf(mentorIds),
      menteeKinds: kindsOf(menteeIds),
      closeness: await listCloseness(tx, mentorIds, menteeIds),
      mostMentees: Math.max(...mentorIds.map((id) => (taken.get(id)?.size ?? 0) + menteeIds.length)),
    },
    findForm(joining.form) ?? null,
    joining.isGroup,
  );
  return accept({ warnings });
}

async function refuseWithoutCapacity(
  tx: ScopedTx,
  bank: MentorshipBank,
  { form, isGroup }: Joining,
  who: {
    readonly mentorIds: readonly string[];
    readonly menteeIds: readonly string[];
    readonly taken: ReadonlyMap<string, ReadonlySet<string>>;
  },
): Promise<Result<never> | null> {
  const limits = await bank.limitsOf(tx, who.mentorIds);
  const usual = findForm(form);
  for (const id of who.mentorIds) {
    const offer = limits.get(id);
    if (offer?.isArchived === true) return refuse('mentorships.archived_mentor', {}, 'mentorIds');
    // A mentor who was entered without an offer takes what is usual for the form.
    const limit = offer?.limit ?? (isGroup ? (usual?.groupLimit ?? 10) : (usual?.menteeLimit ?? 1));
    const before = who.taken.get(id)?.size ?? 0;
    if (before + who.menteeIds.length > limit) {
      return refuse('mentorships.no_capacity', { limit, taken: before }, 'mentorIds');
    }
  }
  return null;
}

async function refuseWithoutPapers(
  tx: ScopedTx,
  bank: MentorshipBank,
  { labourCode, labourReason, mentorIds }: Joining,
  people: readonly Candidate[],
): Promise<Result<never> | null> {
  if (!labourCode) return null;
  if (people.some(({ kinds }) => !kinds.includes('staff'))) {
    return refuse('mentorships.labour_staff', {}, 'labourCode');
  }
  if (labourReason !== '') return null;
  const lacking = await bank.lackLabourPapers(tx, mentorIds);
  return lacking.length === 0 ? null : refuse('mentorships.labour_papers', {}, 'labourReason');
}
