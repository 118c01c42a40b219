import { accept, refuse, type Refusal, type Result } from '#src/lib/result.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import { listUnconsented } from '#src/features/consents/service.server.ts';
import { findForm } from '#src/features/programmes/rules/forms.ts';
import { warningsOf, type Closeness, type MentorshipWarning } from '#src/features/mentorships/rules.ts';
import type { MentorshipBank } from '#src/features/mentorships/service.server/bank.ts';
import { listDeclinedNow } from '#src/features/mentorships/store.server/declined.ts';
import {
  holdPlaces,
  listCloseness,
  listMenteesByMentor,
  lockPeople,
  type Candidate,
  type HeldPlaces,
} from '#src/features/mentorships/store.server/members.ts';

/** Who is to be together, and under which rules. */
export interface Joining {
  readonly form: string;
  readonly isGroup: boolean;
  readonly labourCode: boolean;
  /** Why it begins without the papers of art. 351.8; empty: it does not. */
  readonly labourReason: string;
  readonly mentorIds: readonly string[];
  readonly menteeIds: readonly string[];
}

/** What is known of everybody in a list of joinings, read with all of them locked. */
export interface JoiningFacts {
  readonly people: ReadonlyMap<string, Candidate>;
  readonly unconsented: ReadonlySet<string>;
  /** Mentees whom each mentor has; grows by those who are accepted one after another. */
  readonly menteesByMentor: Map<string, Set<string>>;
  readonly limits: ReadonlyMap<string, { readonly limit: number; readonly isArchived: boolean }>;
  readonly unpapered: ReadonlySet<string>;
  /** As `MentorshipBank.lackAdmission` says; guests are admitted by the school that offers them. */
  readonly unadmitted: ReadonlyMap<string, { readonly certificate: boolean }>;
  /** Of mentors who are known at several schools. */
  readonly shared: ReadonlyMap<string, HeldPlaces>;
  /** By mentor and mentee; nobody close has no entry. */
  readonly closeness: ReadonlyMap<string, Closeness>;
  /** Pairs of this school year that one of the two declined. */
  readonly declined: ReadonlySet<string>;
}

const pairKey = (mentorId: string, menteeId: string): string => `${mentorId} ${menteeId}`;

/** Locks everybody of the list in one order and reads what `judgeJoining` needs: a few questions, however long the list. */
export async function gatherJoiningFacts(
  tx: ScopedTx,
  bank: MentorshipBank,
  organizationId: string,
  joinings: readonly Pick<Joining, 'mentorIds' | 'menteeIds' | 'labourCode'>[],
): Promise<JoiningFacts> {
  const mentorIds = [...new Set(joinings.flatMap((one) => one.mentorIds))];
  const everybody = [...new Set([...mentorIds, ...joinings.flatMap((one) => one.menteeIds)])];
  // What schools share is locked before what is this school's own: everybody in the same order.
  const shared = await holdPlaces(tx, mentorIds);
  const guests = new Set(shared.flatMap(({ personId, isGuest }) => (isGuest ? [personId] : [])));
  const people = new Map((await lockPeople(tx, organizationId, everybody)).map((one) => [one.id, one]));
  const unconsented = await listUnconsented(tx, [...people.keys()]);
  const menteesByMentor = await listMenteesByMentor(tx, mentorIds);
  const pairs = joinings.flatMap((one) =>
    one.mentorIds.flatMap((mentorId) => one.menteeIds.map((menteeId) => ({ mentorId, menteeId }))),
  );
  const closeness = await listCloseness(tx, pairs);
  const declined = await listDeclinedNow(tx, organizationId);
  const byLabourCode = joinings.filter(({ labourCode }) => labourCode).flatMap((one) => one.mentorIds);
  return {
    people,
    unconsented: new Set(unconsented),
    menteesByMentor: new Map([...menteesByMentor].map(([id, mentees]) => [id, new Set(mentees)])),
    limits: await bank.limitsOf(tx, mentorIds),
    unpapered: new Set(
      byLabourCode.length === 0 ? [] : await bank.lackLabourPapers(tx, [...new Set(byLabourCode)]),
    ),
    unadmitted: await bank.lackAdmission(
      tx,
      mentorIds.flatMap((id) => (guests.has(id) ? [] : (people.get(id) ?? []))),
    ),
    shared: new Map(shared.map((one) => [one.personId, one])),
    closeness: new Map(closeness.map((one) => [pairKey(one.mentorId, one.menteeId), one])),
    declined: new Set(declined.map((one) => pairKey(one.mentorId, one.menteeId))),
  };
}

/**
 * Everything that must hold before people join a mentorship. Refuses with `mentorships.same_person`,
 * `mentorships.pair_of_many`, `mentorships.person_not_found`, `consents.needed`, `mentorships.already`,
 * `mentorships.archived_mentor`, `mentorships.certificate` (ТК РФ art. 351.1), `mentorships.guest_not_offered`, `mentorships.no_capacity` (facts `limit`, `taken`), `mentorships.labour_staff`,
 * `mentorships.labour_papers` (ТК РФ art. 351.8). Answers what deserves a second look, and counts those who join into the
 * facts, so that the next of a list finds their places taken.
 */
export function judgeJoining(
  facts: JoiningFacts,
  joining: Joining,
): Result<{ warnings: MentorshipWarning[] }> {
  const mentorIds = [...new Set(joining.mentorIds)];
  const menteeIds = [...new Set(joining.menteeIds)];
  const everybody = [...mentorIds, ...menteeIds];
  if (mentorIds.some((id) => menteeIds.includes(id)))
    return refuse('mentorships.same_person', {}, 'menteeIds');
  if (!joining.isGroup && (mentorIds.length > 1 || menteeIds.length > 1)) {
    return refuse('mentorships.pair_of_many', {}, 'isGroup');
  }
  const isWhole = mentorIds.length > 0 && menteeIds.length > 0;
  if (!isWhole || everybody.some((id) => !facts.people.has(id)))
    return refuse('mentorships.person_not_found');
  const blocked = everybody.filter((id) => facts.unconsented.has(id)).length;
  if (blocked > 0) return refuse('consents.needed', { count: blocked });
  const taken = (mentorId: string): ReadonlySet<string> => facts.menteesByMentor.get(mentorId) ?? new Set();
  if (mentorIds.some((id) => menteeIds.some((mentee) => taken(id).has(mentee)))) {
    return refuse('mentorships.already', {}, 'menteeIds');
  }
  const refusal =
    lackOfCapacity(facts, joining, mentorIds, menteeIds.length) ??
    lackOfCertificate(facts, mentorIds, menteeIds) ??
    lackOfPapers(facts, joining);
  if (refusal !== null) return { ok: false, refusal };
  const kindsOf = (ids: readonly string[]) => ids.map((id) => facts.people.get(id)?.kinds ?? []);
  const warnings = warningsOf(
    {
      mentorKinds: kindsOf(mentorIds),
      menteeKinds: kindsOf(menteeIds),
      closeness: mentorIds.flatMap((mentor) =>
        menteeIds.flatMap((mentee) => facts.closeness.get(pairKey(mentor, mentee)) ?? []),
      ),
      isDeclined: mentorIds.some((mentor) =>
        menteeIds.some((mentee) => facts.declined.has(pairKey(mentor, mentee))),
      ),
      isUnadmitted: mentorIds.some((id) => facts.unadmitted.has(id)),
      mostMentees: Math.max(...mentorIds.map((id) => taken(id).size + menteeIds.length)),
    },
    findForm(joining.form) ?? null,
    joining.isGroup,
  );
  for (const id of mentorIds) facts.menteesByMentor.set(id, new Set([...taken(id), ...menteeIds]));
  return accept({ warnings });
}

/** Locks everybody of one joining and judges it: see `judgeJoining`. */
export async function checkJoining(
  tx: ScopedTx,
  bank: MentorshipBank,
  joining: Joining & { readonly organizationId: string },
): Promise<Result<{ warnings: MentorshipWarning[] }>> {
  return judgeJoining(await gatherJoiningFacts(tx, bank, joining.organizationId, [joining]), joining);
}

function lackOfCapacity(
  facts: JoiningFacts,
  { form, isGroup }: Joining,
  mentorIds: readonly string[],
  joiningCount: number,
): Refusal | null {
  const usual = findForm(form);
  for (const id of mentorIds) {
    const shared = facts.shared.get(id);
    if (shared?.isGuest === true && (!shared.isOffered || shared.limit === null)) {
      return { code: 'mentorships.guest_not_offered', field: 'mentorIds' };
    }
    const offer = facts.limits.get(id);
    if (offer?.isArchived === true) return { code: 'mentorships.archived_mentor', field: 'mentorIds' };
    // A mentor who was entered without an offer takes what is usual for the form.
    const limit =
      shared?.limit ?? offer?.limit ?? (isGroup ? (usual?.groupLimit ?? 10) : (usual?.menteeLimit ?? 1));
    const taken = (facts.menteesByMentor.get(id)?.size ?? 0) + (shared?.elsewhere ?? 0);
    if (taken + joiningCount > limit) {
      return { code: 'mentorships.no_capacity', facts: { limit, taken }, field: 'mentorIds' };
    }
  }
  return null;
}

function lackOfCertificate(
  { people, unadmitted }: JoiningFacts,
  mentorIds: readonly string[],
  menteeIds: readonly string[],
): Refusal | null {
  const isWithMinors = menteeIds.some((id) => people.get(id)?.isMinor === true);
  return isWithMinors && mentorIds.some((id) => unadmitted.get(id)?.certificate === true)
    ? { code: 'mentorships.certificate', field: 'mentorIds' }
    : null;
}

function lackOfPapers(facts: JoiningFacts, joining: Joining): Refusal | null {
  if (!joining.labourCode) return null;
  const everybody = [...joining.mentorIds, ...joining.menteeIds];
  if (everybody.some((id) => facts.people.get(id)?.kinds.includes('staff') !== true)) {
    return { code: 'mentorships.labour_staff', field: 'labourCode' };
  }
  if (joining.labourReason !== '') return null;
  return joining.mentorIds.some((id) => facts.unpapered.has(id))
    ? { code: 'mentorships.labour_papers', field: 'labourReason' }
    : null;
}
