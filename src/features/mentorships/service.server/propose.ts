import type { Refusal } from '#src/lib/result.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import { schoolYearOf } from '#src/features/orgs/rules/school-year.ts';
import { findForm, roleModelTitle } from '#src/features/programmes/rules/forms.ts';
import type { MentorshipWarning } from '#src/features/mentorships/rules.ts';
import type { MentorshipBank } from '#src/features/mentorships/service.server/bank.ts';
import { insertMentorships } from '#src/features/mentorships/service.server/bring-in.ts';
import { gatherJoiningFacts, judgeJoining } from '#src/features/mentorships/service.server/join.ts';
import { listLabourCodeByProgramme } from '#src/features/mentorships/store.server/mentorships.ts';

/** A pair or a group that somebody would form. */
export interface MentorshipProposal {
  /** Key of data/forms.json. */
  readonly form: string;
  /** One of the form's, or empty. */
  readonly roleModel: string;
  readonly isGroup: boolean;
  readonly mentorIds: readonly string[];
  readonly menteeIds: readonly string[];
  readonly programmeId: string | null;
  /** ISO day; null: that of the whole list. */
  readonly startsOn: string | null;
  readonly dueOn: string | null;
}

/** What became of a proposal: made, with what deserves a second look, or not made and why. */
export type ProposalOutcome =
  | {
      readonly ok: true;
      readonly mentorshipId: string;
      readonly warnings: MentorshipWarning[];
    }
  | { readonly ok: false; readonly refusal: Refusal };

/**
 * Makes the sound ones of a list of proposals, in the state «предложено»; answers in the order given. Everybody is locked in one
 * order and judged as one by one through `judgeJoining`, with the places that earlier ones of the list have taken; refuses also
 * with `mentorships.unknown_form`, `mentorships.programme_not_found`, `mentorships.due_before_start`. A mentorship of teachers in
 * a programme under art. 351.8 is under it too. A few statements, however long the list. Rights are the caller's affair.
 *
 * @param startsOn ISO day on which those begin that name none.
 */
export async function proposeMentorships(
  tx: ScopedTx,
  bank: MentorshipBank,
  organizationId: string,
  proposals: readonly MentorshipProposal[],
  startsOn: string,
): Promise<readonly ProposalOutcome[]> {
  if (proposals.length === 0) return [];
  const programmeIds = proposals.flatMap(({ programmeId }) => programmeId ?? []);
  const labourCodes = await listLabourCodeByProgramme(tx, organizationId, [...new Set(programmeIds)]);
  const asked = proposals.map((proposal) => ({
    ...proposal,
    startsOn: proposal.startsOn ?? startsOn,
    mentorIds: [...new Set(proposal.mentorIds)],
    menteeIds: [...new Set(proposal.menteeIds)],
    labourReason: '',
    labourCode:
      findForm(proposal.form)?.regime === 'teachers' && labourCodes.get(proposal.programmeId ?? '') === true,
  }));
  const facts = await gatherJoiningFacts(tx, bank, organizationId, asked);
  const judged = asked.map((one) => {
    const refusal = unsoundness(one, labourCodes);
    return refusal === null ? judgeJoining(facts, one) : { ok: false as const, refusal };
  });
  const sound = asked.filter((_, index) => judged[index]?.ok === true);
  const ids = await insertMentorships(
    tx,
    organizationId,
    sound.map((one) => ({
      ...one,
      schoolYear: schoolYearOf(Temporal.PlainDate.from(one.startsOn)),
      state: 'proposed',
    })),
    'matching',
  );
  let made = 0;
  return judged.map((one): ProposalOutcome => {
    if (!one.ok) return one;
    const mentorshipId = ids[made] ?? '';
    made += 1;
    return { ok: true, mentorshipId, warnings: one.value.warnings };
  });
}

function unsoundness(
  proposal: MentorshipProposal & { readonly startsOn: string },
  programmes: ReadonlyMap<string, boolean>,
): Refusal | null {
  const { form, roleModel, programmeId, startsOn, dueOn } = proposal;
  const isKnown =
    findForm(form) !== undefined && (roleModel === '' || roleModelTitle(form, roleModel) !== roleModel);
  if (!isKnown) return { code: 'mentorships.unknown_form', field: 'form' };
  if (programmeId !== null && !programmes.has(programmeId)) {
    return { code: 'mentorships.programme_not_found', field: 'programmeId' };
  }
  return dueOn !== null && dueOn < startsOn ? { code: 'mentorships.due_before_start', field: 'dueOn' } : null;
}
