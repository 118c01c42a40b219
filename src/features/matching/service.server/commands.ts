import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import { toJson, type JsonValue } from '#src/platform/db/json.ts';
import { submitOnce } from '#src/platform/db/submission.ts';
import type { MarkInput, NewDraftInput, SettingsInput, SwapInput } from '#src/features/matching/schema.ts';
import {
  admit,
  openDraft,
  openToChange,
  type MatchingDeps,
} from '#src/features/matching/service.server/deps.ts';
import { countPairs } from '#src/features/matching/service.server/gather.ts';
import { makeDraft, MAKE_DRAFT_TASK } from '#src/features/matching/service.server/make-draft.ts';
import { reshape, RESHAPE_TASK, type ChangeOfDraft } from '#src/features/matching/service.server/reshape.ts';
import { settleDraft, type Draft } from '#src/features/matching/store.server/drafts.ts';

/** The draft, or the task that is making it. A type, not an interface: it is kept with the form that was sent, as JSON. */
export type Created = { draftId: string } | { taskId: string };
/** The draft that was changed or copied, or the task that is doing it. */
export type Changed = Created;

/** Pairs of a pool that are solved while the form waits; more are a task with a bar and a way to cancel. */
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
  ): Promise<Result<Changed>>;
  /** Pins two people together, keeps them apart, or neither. Refuses with `matching.person_not_found` and as `propose` does. */
  mark(actor: PersonActor, draftId: string, input: MarkInput): Promise<Result<Changed>>;
  /** Each of the two mentees gets the other's mentor, both pinned. Refuses with `matching.nothing_to_swap`. */
  swap(actor: PersonActor, draftId: string, input: SwapInput): Promise<Result<Changed>>;
  changeSettings(actor: PersonActor, draftId: string, input: SettingsInput): Promise<Result<Changed>>;
  /** Takes the last change back. Refuses with `matching.nothing_to_undo`. */
  undo(actor: PersonActor, draftId: string, input: { readonly version: number }): Promise<Result<Changed>>;
  /** Looks at the banks and questionnaires anew; marks of people who are still there stay. */
  retake(actor: PersonActor, draftId: string, input: { readonly version: number }): Promise<Result<Changed>>;
  rename(
    actor: PersonActor,
    draftId: string,
    input: { readonly version: number; readonly title: string },
  ): Promise<Result>;
  discard(actor: PersonActor, draftId: string, input: { readonly version: number }): Promise<Result>;
}

export function createMatchingCommands(deps: MatchingDeps): MatchingCommands {
  const { db, tasks } = deps;

  /** Does it at once, or starts a task for a draft of large banks; whoever is late or may not is told so before. */
  const change = async (
    tx: ScopedTx,
    draft: Draft,
    asked: ChangeOfDraft,
    submission?: string,
  ): Promise<Result<Changed>> => {
    const { outcome, organizationId, version } = draft;
    const pairs =
      asked.kind === 'retake'
        ? await countPairs(tx, organizationId)
        : (outcome?.mentees ?? 0) * (outcome?.mentors ?? 0);
    if (pairs <= AT_ONCE) {
      const done = await reshape(tx, draft, asked);
      return done.ok ? accept({ draftId: done.value.draftId }) : done;
    }
    return tasks.start(tx, {
      kind: RESHAPE_TASK,
      organizationId,
      title: 'Пары подбираются заново',
      payload: JSON.parse(toJson({ draftId: draft.id, version, change: asked })) as JsonValue,
      ...(submission === undefined ? {} : { submission }),
    });
  };
  const changeAt = (
    actor: PersonActor,
    command: string,
    draftId: string,
    { version, ...asked }: ChangeOfDraft & { readonly version: number },
  ): Promise<Result<Changed>> =>
    db.withActor(actor, command, async (tx) => {
      const opened = await openToChange(tx, draftId, version);
      return opened.ok ? change(tx, opened.value.draft, asked) : opened;
    });

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
        return submitOnce<Changed>(tx, submission, () =>
          change(tx, draft, { kind: 'copy', title }, submission),
        );
      }),

    mark: (actor, draftId, { kind: mark, ...given }) =>
      changeAt(actor, 'matching.mark', draftId, { kind: 'mark', mark, ...given }),
    swap: (actor, draftId, given) => changeAt(actor, 'matching.swap', draftId, { kind: 'swap', ...given }),
    changeSettings: (actor, draftId, given) =>
      changeAt(actor, 'matching.settings', draftId, { kind: 'settings', version: given.version, given }),
    undo: (actor, draftId, { version }) =>
      changeAt(actor, 'matching.undo', draftId, { kind: 'undo', version }),
    retake: (actor, draftId, { version }) =>
      changeAt(actor, 'matching.retake', draftId, { kind: 'retake', version }),

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
