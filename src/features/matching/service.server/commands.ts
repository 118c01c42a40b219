import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import { submitOnce } from '#src/platform/db/submission.ts';
import type { MarkInput, NewDraftInput, SettingsInput, SwapInput } from '#src/features/matching/schema.ts';
import {
  admit,
  loadInput,
  openDraft,
  openToChange,
  withOutside,
  type MatchingDeps,
} from '#src/features/matching/service.server/deps.ts';
import { countPairs, gatherInput } from '#src/features/matching/service.server/gather.ts';
import { makeDraft, MAKE_DRAFT_TASK } from '#src/features/matching/service.server/make-draft.ts';
import { solveAndSave } from '#src/features/matching/service.server/save.ts';
import { toSettings } from '#src/features/matching/service.server/to-settings.ts';
import {
  findDraft,
  insertDraft,
  settleDraft,
  type Draft,
} from '#src/features/matching/store.server/drafts.ts';
import { addToPool, replacePool, type KeptPool } from '#src/features/matching/store.server/pool.ts';
import {
  findUndoable,
  listMarks,
  markUndone,
  type Mark,
  type StepKind,
} from '#src/features/matching/store.server/steps.ts';

/** The draft, or the task that is making it. A type, not an interface: it is kept with the form that was sent, as JSON. */
export type Created = { draftId: string } | { taskId: string };

/** Pairs of a pool that are solved while the form waits; more are a task with a bar. */
const AT_ONCE = 300_000;

export interface MatchingCommands {
  /**
   * A new draft from the banks as they are now; of large banks a task that makes it. Refuses with `matching.programme_not_found`,
   * `matching.no_mentees`, `matching.no_mentors`.
   */
  create(actor: PersonActor, organizationId: string, input: NewDraftInput): Promise<Result<Created>>;
  /** Another draft with the same people, rules and marks, to be shaped otherwise. */
  copy(
    actor: PersonActor,
    draftId: string,
    input: { readonly submission: string; readonly title: string },
  ): Promise<Result<{ readonly draftId: string }>>;
  /** Pins two people together, keeps them apart, or neither. Refuses with `matching.person_not_found` and as `propose` does. */
  mark(actor: PersonActor, draftId: string, input: MarkInput): Promise<Result>;
  /** Each of the two mentees gets the other's mentor, both pinned. Refuses with `matching.nothing_to_swap`. */
  swap(actor: PersonActor, draftId: string, input: SwapInput): Promise<Result>;
  changeSettings(actor: PersonActor, draftId: string, input: SettingsInput): Promise<Result>;
  /** Takes the last change back. Refuses with `matching.nothing_to_undo`. */
  undo(actor: PersonActor, draftId: string, input: { readonly version: number }): Promise<Result>;
  /** Looks at the banks and questionnaires anew; marks of people who are still there stay. */
  retake(actor: PersonActor, draftId: string, input: { readonly version: number }): Promise<Result>;
  rename(
    actor: PersonActor,
    draftId: string,
    input: { readonly version: number; readonly title: string },
  ): Promise<Result>;
  discard(actor: PersonActor, draftId: string, input: { readonly version: number }): Promise<Result>;
}

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
): Promise<Result> {
  const { pool, input } = await loadInput(tx, draft);
  const before = await listMarks(tx, draft.id);
  const after = change(before, pool);
  if (!after.ok) return after;
  const done = await solveAndSave(tx, draft, {
    input,
    settings: draft.settings,
    marks: after.value,
    haveMarksChanged: true,
    step: { kind, change: { marksBefore: before, marksAfter: after.value } },
  });
  return done.ok ? accept() : done;
}

export function createMatchingCommands(deps: MatchingDeps): MatchingCommands {
  const { db, tasks } = deps;
  return {
    create: (actor, organizationId, given) =>
      db.withActor(actor, 'matching.create', async (tx) => {
        const admitted = await admit(tx, organizationId, 'matching.edit');
        if (!admitted.ok) return admitted;
        return submitOnce<Created>(tx, given.submission, async () => {
          if ((await countPairs(tx, organizationId)) <= AT_ONCE)
            return makeDraft(tx, deps, organizationId, given);
          const { title, programmeId, forms, aim, withOtherSchools } = given;
          return tasks.start(tx, {
            kind: MAKE_DRAFT_TASK,
            organizationId,
            title: 'Подбор пар',
            payload: {
              title,
              programmeId,
              forms,
              aim,
              ...(withOtherSchools === undefined ? {} : { withOtherSchools }),
            },
            submission: given.submission,
          });
        });
      }),

    copy: (actor, draftId, { submission, title }) =>
      db.withActor(actor, 'matching.copy', async (tx) => {
        const opened = await openDraft(tx, draftId, 'matching.edit');
        if (!opened.ok) return opened;
        const { draft } = opened.value;
        return submitOnce(tx, submission, async () => {
          const { input } = await loadInput(tx, draft);
          const copyId = await insertDraft(tx, { ...draft, title });
          await replacePool(tx, { organizationId: draft.organizationId, draftId: copyId }, input);
          const copy = await findDraft(tx, copyId);
          if (copy === null) return refuse('matching.not_found');
          const marks = await listMarks(tx, draft.id);
          const done = await solveAndSave(tx, copy, {
            input,
            settings: draft.settings,
            marks,
            haveMarksChanged: true,
            step: { kind: 'made', change: { settingsAfter: draft.settings, marksAfter: marks } },
          });
          return done.ok ? accept({ draftId: copyId }) : done;
        });
      }),

    mark: (actor, draftId, { version, ...mark }) =>
      db.withActor(actor, 'matching.mark', async (tx) => {
        const opened = await openToChange(tx, draftId, version);
        if (!opened.ok) return opened;
        return remark(tx, opened.value.draft, mark.kind, (marks, pool) => {
          const isThere =
            pool.mentees.some(({ facts }) => facts.personId === mark.menteeId) &&
            pool.mentors.some(({ personId }) => personId === mark.mentorId);
          return isThere ? accept(withMark(marks, mark)) : refuse('matching.person_not_found');
        });
      }),

    swap: (actor, draftId, { version, menteeId, withId }) =>
      db.withActor(actor, 'matching.swap', async (tx) => {
        const opened = await openToChange(tx, draftId, version);
        if (!opened.ok) return opened;
        return remark(tx, opened.value.draft, 'swap', (marks, pool) => {
          const [one, other] = [pairOfSwap(pool, menteeId), pairOfSwap(pool, withId)];
          if (one === null || other === null || one === other || menteeId === withId) {
            return refuse('matching.nothing_to_swap', {}, 'withId');
          }
          const first = withMark(marks, { kind: 'pin', menteeId, mentorId: other });
          return accept(withMark(first, { kind: 'pin', menteeId: withId, mentorId: one }));
        });
      }),

    changeSettings: (actor, draftId, given) =>
      db.withActor(actor, 'matching.settings', async (tx) => {
        const opened = await openToChange(tx, draftId, given.version);
        if (!opened.ok) return opened;
        const { draft } = opened.value;
        const settings = toSettings(draft.settings, given);
        const kept = await loadInput(tx, draft);
        const { input, added } = await withOutside(tx, draft, kept.input, settings);
        const at = { organizationId: draft.organizationId, draftId };
        await addToPool(tx, at, { mentees: [], ...added }, kept.input.mentors.length);
        const done = await solveAndSave(tx, draft, {
          input,
          settings,
          marks: await listMarks(tx, draft.id),
          haveMarksChanged: false,
          step: { kind: 'settings', change: { settingsBefore: draft.settings, settingsAfter: settings } },
        });
        return done.ok ? accept() : done;
      }),

    undo: (actor, draftId, { version }) =>
      db.withActor(actor, 'matching.undo', async (tx) => {
        const opened = await openToChange(tx, draftId, version);
        if (!opened.ok) return opened;
        const { draft } = opened.value;
        const step = await findUndoable(tx, draft.id);
        if (step === null) return refuse('matching.nothing_to_undo');
        const { marksBefore, settingsBefore } = step.change;
        const { input } = await loadInput(tx, draft);
        await markUndone(tx, draft.id, step.number);
        const done = await solveAndSave(tx, draft, {
          input,
          settings: settingsBefore ?? draft.settings,
          marks: marksBefore ?? (await listMarks(tx, draft.id)),
          haveMarksChanged: marksBefore !== undefined,
          step: { kind: 'undo', change: { undid: step.number } },
        });
        return done.ok ? accept() : done;
      }),

    retake: (actor, draftId, { version }) =>
      db.withActor(actor, 'matching.retake', async (tx) => {
        const opened = await openToChange(tx, draftId, version);
        if (!opened.ok) return opened;
        const { draft } = opened.value;
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
        const done = await solveAndSave(tx, draft, {
          input,
          settings: draft.settings,
          marks,
          haveMarksChanged: true,
          step: { kind: 'retaken', change: { marksBefore: before, marksAfter: marks } },
        });
        return done.ok ? accept() : done;
      }),

    rename: (actor, draftId, { version, title }) =>
      db.withActor(actor, 'matching.rename', async (tx) => {
        const opened = await openDraft(tx, draftId, 'matching.edit');
        if (!opened.ok) return opened;
        const isSaved = await settleDraft(tx, { id: draftId, version }, { title });
        return isSaved ? accept() : refuse('matching.stale', { since: version });
      }),

    discard: (actor, draftId, { version }) =>
      db.withActor(actor, 'matching.discard', async (tx) => {
        const opened = await openToChange(tx, draftId, version);
        if (!opened.ok) return opened;
        const isSaved = await settleDraft(tx, { id: draftId, version }, { state: 'discarded' });
        return isSaved ? accept() : refuse('matching.stale', { since: version });
      }),
  };
}
