import { z } from 'zod';
import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import { settingsForm, type MarkInput } from '#src/features/matching/schema.ts';
import { loadInput, withOutside } from '#src/features/matching/service.server/deps.ts';
import { gatherInput } from '#src/features/matching/service.server/gather.ts';
import { solveAndSave } from '#src/features/matching/service.server/save.ts';
import type { SolveHow } from '#src/features/matching/service.server/solve.ts';
import { toSettings } from '#src/features/matching/service.server/to-settings.ts';
import { findDraft, insertDraft, type Draft } from '#src/features/matching/store.server/drafts.ts';
import { addToPool, replacePool, type KeptPool } from '#src/features/matching/store.server/pool.ts';
import {
  findUndoable,
  listMarks,
  markUndone,
  type Mark,
  type StepKind,
} from '#src/features/matching/store.server/steps.ts';

/** What is done to a draft, after which it is solved again: also what a task of a large one carries. */
export const changeOfDraft = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('mark'),
    mark: z.enum(['pin', 'ban', 'free']),
    menteeId: z.uuid(),
    mentorId: z.uuid(),
  }),
  z.strictObject({ kind: z.literal('swap'), menteeId: z.uuid(), withId: z.uuid() }),
  z.strictObject({ kind: z.literal('settings'), given: settingsForm }),
  z.strictObject({ kind: z.literal('undo') }),
  z.strictObject({ kind: z.literal('retake') }),
  z.strictObject({ kind: z.literal('copy'), title: z.string() }),
]);
export type ChangeOfDraft = z.output<typeof changeOfDraft>;

/** The kind of long work that changes a large draft. */
export const RESHAPE_TASK = 'matching.reshape';

function pairOfSwap(pool: KeptPool, menteeId: string) {
  return pool.mentees.find(({ facts }) => facts.personId === menteeId)?.mentorId ?? null;
}

/** Marks after one about two people: a mentee is pinned to one mentor, and a pin takes the ban away. */
function withMark(marks: readonly Mark[], { kind, menteeId, mentorId }: Omit<MarkInput, 'version'>): Mark[] {
  const others = marks.filter(
    (mark) =>
      !(mark.menteeId === menteeId && mark.mentorId === mentorId) &&
      !(kind === 'pin' && mark.kind === 'pin' && mark.menteeId === menteeId),
  );
  return kind === 'free' ? others : [...others, { menteeId, mentorId, kind }];
}

/** The draft with other marks, solved anew. */
async function remark(
  tx: ScopedTx,
  draft: Draft,
  kind: StepKind,
  change: (marks: readonly Mark[], pool: KeptPool) => Result<Mark[]>,
  how: SolveHow,
): Promise<Result<Reshaped>> {
  const { pool, input } = await loadInput(tx, draft);
  const before = await listMarks(tx, draft.id);
  const after = change(before, pool);
  if (!after.ok) return after;
  const intent = {
    input,
    settings: draft.settings,
    marks: after.value,
    haveMarksChanged: true,
    step: { kind, change: { marksBefore: before, marksAfter: after.value } },
  };
  const done = await solveAndSave(tx, draft, intent, how);
  return done.ok ? accept({ draftId: draft.id }) : done;
}

/** The draft that came of it: the same, or its copy. */
export interface Reshaped {
  readonly draftId: string;
}

/** Changes a draft that was opened for it, and solves it again. Refuses as the commands of `MatchingCommands` say. */
export async function reshape(
  tx: ScopedTx,
  draft: Draft,
  change: ChangeOfDraft,
  how: SolveHow = {},
): Promise<Result<Reshaped>> {
  switch (change.kind) {
    case 'mark':
      return remark(
        tx,
        draft,
        change.mark,
        (marks, pool) => {
          const isThere =
            pool.mentees.some(({ facts }) => facts.personId === change.menteeId) &&
            pool.mentors.some(({ personId }) => personId === change.mentorId);
          if (!isThere) return refuse('matching.person_not_found');
          return accept(withMark(marks, { ...change, kind: change.mark }));
        },
        how,
      );
    case 'swap':
      return remark(
        tx,
        draft,
        'swap',
        (marks, pool) => {
          const { menteeId, withId } = change;
          const [one, other] = [pairOfSwap(pool, menteeId), pairOfSwap(pool, withId)];
          if (one === null || other === null || one === other || menteeId === withId) {
            return refuse('matching.nothing_to_swap', {}, 'withId');
          }
          const first = withMark(marks, { kind: 'pin', menteeId, mentorId: other });
          return accept(withMark(first, { kind: 'pin', menteeId: withId, mentorId: one }));
        },
        how,
      );
    case 'settings':
      return resettle(tx, draft, change.given, how);
    case 'undo':
      return undo(tx, draft, how);
    case 'retake':
      return retake(tx, draft, how);
    case 'copy':
      return copy(tx, draft, change.title, how);
  }
}

async function resettle(
  tx: ScopedTx,
  draft: Draft,
  given: Extract<ChangeOfDraft, { kind: 'settings' }>['given'],
  how: SolveHow,
): Promise<Result<Reshaped>> {
  const settings = toSettings(draft.settings, given);
  const kept = await loadInput(tx, draft);
  const { input, added } = await withOutside(tx, draft, kept.input, settings);
  const at = { organizationId: draft.organizationId, draftId: draft.id };
  await addToPool(tx, at, { mentees: [], ...added }, kept.input.mentors.length);
  const intent = {
    input,
    settings,
    marks: await listMarks(tx, draft.id),
    haveMarksChanged: false,
    step: {
      kind: 'settings' as const,
      change: { settingsBefore: draft.settings, settingsAfter: settings },
    },
  };
  const done = await solveAndSave(tx, draft, intent, how);
  return done.ok ? accept({ draftId: draft.id }) : done;
}

async function undo(tx: ScopedTx, draft: Draft, how: SolveHow): Promise<Result<Reshaped>> {
  const step = await findUndoable(tx, draft.id);
  if (step === null) return refuse('matching.nothing_to_undo');
  const { marksBefore, settingsBefore } = step.change;
  const { input } = await loadInput(tx, draft);
  await markUndone(tx, draft.id, step.number);
  const intent = {
    input,
    settings: settingsBefore ?? draft.settings,
    marks: marksBefore ?? (await listMarks(tx, draft.id)),
    haveMarksChanged: marksBefore !== undefined,
    step: { kind: 'undo' as const, change: { undid: step.number } },
  };
  const done = await solveAndSave(tx, draft, intent, how);
  return done.ok ? accept({ draftId: draft.id }) : done;
}

async function retake(tx: ScopedTx, draft: Draft, how: SolveHow): Promise<Result<Reshaped>> {
  const { organizationId } = draft;
  const input = await gatherInput(tx, organizationId, draft, draft.settings.withOtherSchools);
  const before = await listMarks(tx, draft.id);
  await replacePool(tx, { organizationId, draftId: draft.id }, input);
  const [mentees, mentors] = [input.mentees, input.mentors].map(
    (people) => new Set(people.map(({ personId }) => personId)),
  );
  const marks = before.filter(
    ({ menteeId, mentorId }) => mentees?.has(menteeId) === true && mentors?.has(mentorId) === true,
  );
  const intent = {
    input,
    settings: draft.settings,
    marks,
    haveMarksChanged: true,
    step: { kind: 'retaken' as const, change: { marksBefore: before, marksAfter: marks } },
  };
  const done = await solveAndSave(tx, draft, intent, how);
  return done.ok ? accept({ draftId: draft.id }) : done;
}

async function copy(tx: ScopedTx, draft: Draft, title: string, how: SolveHow): Promise<Result<Reshaped>> {
  const { input } = await loadInput(tx, draft);
  const copyId = await insertDraft(tx, { ...draft, title });
  await replacePool(tx, { organizationId: draft.organizationId, draftId: copyId }, input);
  const made = await findDraft(tx, copyId);
  if (made === null) return refuse('matching.not_found');
  const marks = await listMarks(tx, draft.id);
  const intent = {
    input,
    settings: draft.settings,
    marks,
    haveMarksChanged: true,
    step: { kind: 'made' as const, change: { settingsAfter: draft.settings, marksAfter: marks } },
  };
  const done = await solveAndSave(tx, made, intent, how);
  return done.ok ? accept({ draftId: copyId }) : done;
}
