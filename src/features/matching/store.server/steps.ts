import { actingAccount } from '#src/platform/db/acting-account.ts';
import { toJson } from '#src/platform/db/json.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { Marks, PairKey } from '#src/features/matching/rules/pool.ts';
import type { MatchSettings } from '#src/features/matching/rules/settings.ts';

export type StepKind = 'made' | 'pin' | 'ban' | 'free' | 'swap' | 'settings' | 'retaken' | 'undo';
export type Mark = PairKey & { readonly kind: 'pin' | 'ban' };

/** What a step changed, with what was before. */
export interface StepChange {
  readonly marksBefore?: readonly Mark[];
  readonly marksAfter?: readonly Mark[];
  readonly settingsBefore?: MatchSettings;
  readonly settingsAfter?: MatchSettings;
  /** Of an undoing: the number of the step that it undid. */
  readonly undid?: number;
}

export interface Step {
  /** The version of the draft that it made. */
  readonly number: number;
  readonly kind: StepKind;
  readonly change: StepChange;
  readonly madeBy: string | null;
  /** ISO instant. */
  readonly madeAt: string;
  readonly undone: boolean;
}

export async function listMarks(tx: ScopedTx, draftId: string): Promise<Mark[]> {
  const rows = await tx.query
    .selectFrom('matching_marks')
    .select(['mentee_id as menteeId', 'mentor_id as mentorId', 'kind'])
    .where('draft_id', '=', draftId)
    .orderBy('mentee_id')
    .orderBy('mentor_id')
    .execute();
  return rows.map((row) => ({ ...row, kind: row.kind === 'pin' ? 'pin' : 'ban' }));
}

export function asMarks(marks: readonly Mark[]): Marks {
  return {
    pins: marks.filter(({ kind }) => kind === 'pin'),
    bans: marks.filter(({ kind }) => kind === 'ban'),
  };
}

/** Gives a draft these marks and no others. */
export async function replaceMarks(
  tx: ScopedTx,
  to: { readonly organizationId: string; readonly draftId: string },
  marks: readonly Mark[],
): Promise<void> {
  await tx.query.deleteFrom('matching_marks').where('draft_id', '=', to.draftId).execute();
  if (marks.length === 0) return;
  await tx.query
    .insertInto('matching_marks')
    .values(
      marks.map(({ menteeId, mentorId, kind }) => ({
        organization_id: to.organizationId,
        draft_id: to.draftId,
        mentee_id: menteeId,
        mentor_id: mentorId,
        kind,
      })),
    )
    .execute();
}

export async function insertStep(
  tx: ScopedTx,
  to: { readonly organizationId: string; readonly draftId: string; readonly number: number },
  step: { readonly kind: StepKind; readonly change: StepChange },
): Promise<void> {
  await tx.query
    .insertInto('matching_steps')
    .values({
      organization_id: to.organizationId,
      draft_id: to.draftId,
      number: to.number,
      kind: step.kind,
      change: toJson(step.change),
      made_by: actingAccount(tx),
    })
    .execute();
}

/** The newest steps of a draft, the newest first. @param after only those later than this version */
export async function listSteps(tx: ScopedTx, draftId: string, limit: number, after = 0): Promise<Step[]> {
  const rows = await tx.query
    .selectFrom('matching_steps')
    .select(['number', 'kind', 'change', 'made_by as madeBy', 'made_at as madeAt', 'undone'])
    .where('draft_id', '=', draftId)
    .where('number', '>', after)
    .orderBy('number', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    ...row,
    kind: row.kind as StepKind,
    change: row.change as unknown as StepChange,
    madeAt: row.madeAt.toString(),
  }));
}

/** The newest step that may be undone: nothing before the banks were looked at anew. */
export async function findUndoable(tx: ScopedTx, draftId: string): Promise<Step | null> {
  const steps = await listSteps(tx, draftId, 200);
  for (const step of steps) {
    if (step.kind === 'made' || step.kind === 'retaken') return null;
    if (step.kind !== 'undo' && !step.undone) return step;
  }
  return null;
}

export async function markUndone(tx: ScopedTx, draftId: string, number: number): Promise<void> {
  await tx.query
    .updateTable('matching_steps')
    .set({ undone: true })
    .where('draft_id', '=', draftId)
    .where('number', '=', number)
    .execute();
}
