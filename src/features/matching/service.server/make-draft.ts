import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import { schoolYearOf } from '#src/features/orgs/rules/school-year.ts';
import { usualSettings, type MatchSettings } from '#src/features/matching/rules/settings.ts';
import type { NewDraftInput } from '#src/features/matching/schema.ts';
import type { MatchingDeps } from '#src/features/matching/service.server/deps.ts';
import { gatherInput } from '#src/features/matching/service.server/gather.ts';
import { solveAndSave } from '#src/features/matching/service.server/save.ts';
import type { SolveHow } from '#src/features/matching/service.server/solve.ts';
import { findDraft, insertDraft } from '#src/features/matching/store.server/drafts.ts';
import { replacePool } from '#src/features/matching/store.server/pool.ts';
import { findOpenProgramme } from '#src/features/programmes/service.server.ts';

/** The kind of long work that makes a draft of large banks. */
export const MAKE_DRAFT_TASK = 'matching.make_draft';

/** A draft from the banks as they are now, with the usual rules and weights of its forms. Rights are the caller's affair. */
export async function makeDraft(
  tx: ScopedTx,
  { clock, timeZone }: Pick<MatchingDeps, 'clock' | 'timeZone'>,
  organizationId: string,
  given: Omit<NewDraftInput, 'submission'>,
  how: SolveHow = {},
): Promise<Result<{ draftId: string }>> {
  const programme = await findOpenProgramme(tx, organizationId, given.programmeId);
  if (given.programmeId !== null && programme === null) {
    return refuse('matching.programme_not_found', {}, 'programmeId');
  }
  const usual = usualSettings(given.forms);
  const settings: MatchSettings = {
    ...usual,
    aim: given.aim,
    withOtherSchools: given.withOtherSchools === 'on',
    forms: usual.forms.map((one) => ({
      ...one,
      limit: programme?.forms.find(({ form }) => form === one.form)?.menteeLimit ?? null,
    })),
  };
  const ages = { ageFrom: programme?.ageFrom ?? null, ageTo: programme?.ageTo ?? null };
  const input = await gatherInput(tx, organizationId, ages, settings.withOtherSchools);
  const draftId = await insertDraft(tx, {
    organizationId,
    programmeId: programme?.id ?? null,
    schoolYear: schoolYearOf(clock.today(timeZone)),
    title: given.title,
    settings,
    ...ages,
    takenOn: input.takenOn,
  });
  await replacePool(tx, { organizationId, draftId }, input);
  const draft = await findDraft(tx, draftId);
  if (draft === null) return refuse('matching.not_found');
  const intent = {
    input,
    settings,
    marks: [],
    haveMarksChanged: false,
    step: { kind: 'made' as const, change: { settingsAfter: settings } },
  };
  const done = await solveAndSave(tx, draft, intent, how);
  return done.ok ? accept({ draftId }) : done;
}
