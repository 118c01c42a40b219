import { isId } from '#src/lib/id.ts';
import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import { refuseWithoutConsent } from '#src/features/consents/service.server.ts';
import { takesAnswers } from '#src/features/surveys/rules.ts';
import {
  missingItems,
  readAnswers,
  readRanking,
  seenAnswers,
  visibleItems,
  visiblePages,
  type RawAnswer,
  type Ranking,
} from '#src/features/surveys/rules/answers.ts';
import { modelFor, type Answers, type Item, type SurveyModel } from '#src/features/surveys/rules/model.ts';
import { storedCandidates } from '#src/features/surveys/schema.ts';
import {
  readModel,
  readStored,
  todayOf,
  type ReadWave,
  type Respondent,
  type SurveysDeps,
} from '#src/features/surveys/service.server/context.ts';
import {
  beginAnonymousAnswer,
  beginNamedAnswer,
  findAnonymousAnswer,
  findNamedAnswer,
  findOwnInvitation,
  respondentKey,
  saveAnonymousAnswer,
  saveNamedAnswer,
  setInvitationState,
  type KeptAnswer,
  type OwnInvitation,
} from '#src/features/surveys/store.server/answers.ts';
import { listCandidates, type NamedPerson } from '#src/features/surveys/store.server/audience.ts';
import { findRanking, savePreferences } from '#src/features/surveys/store.server/preferences.ts';
import { findWave, holdWave } from '#src/features/surveys/store.server/waves.ts';

/** A questionnaire as its respondent meets it. */
export interface OwnSurvey {
  readonly invitationId: string;
  /** As it is for this side, form and moment. */
  readonly model: SurveyModel;
  readonly answers: Answers;
  /** By the id of the item. */
  readonly rankings: Readonly<Record<string, Ranking>>;
  readonly candidates: Readonly<Record<string, readonly NamedPerson[]>>;
  readonly isAnonymous: boolean;
  readonly canChange: boolean;
  readonly isComplete: boolean;
  readonly closesOn: string;
  /** `done`: nothing more can be changed. */
  readonly stage: 'open' | 'not_yet' | 'closed' | 'done';
}

export interface PageInput {
  readonly invitationId: string;
  /** Position in `model.pages`. */
  readonly page: number;
  readonly raw: Readonly<Record<string, RawAnswer>>;
  readonly rankings: Readonly<
    Record<string, { readonly ranks: readonly string[]; readonly vetoes: readonly string[] }>
  >;
  /** Items that were on the screen; the others of the page have just come into view. */
  readonly shown: readonly string[];
  /** `save` keeps what is right and asks for nothing; `next` wants the page whole; `finish` the questionnaire. */
  readonly intent: 'save' | 'next' | 'finish';
}

export interface PageSaved {
  readonly errors: Readonly<Record<string, string>>;
  /** Where to go on: a page, or null when everything is handed in. */
  readonly page: number | null;
  readonly isComplete: boolean;
}

export interface Answering {
  /** Refuses `surveys.invitation_not_found`, `consents.needed`. */
  open(actor: Respondent, invitationId: string): Promise<Result<OwnSurvey>>;
  /**
   * Keeps the answers of a page: only items of this page change, so that two tabs do not undo each other. The same page
   * sent twice is kept once. Refuses `surveys.closed`, `surveys.not_yet`, `surveys.already_answered`,
   * `surveys.answered_on_paper`, `consents.needed`.
   */
  save(actor: Respondent, input: PageInput): Promise<Result<PageSaved>>;
}

interface Found {
  readonly invitation: OwnInvitation;
  readonly wave: ReadWave;
  readonly model: SurveyModel;
}

export function createAnswering(deps: SurveysDeps): Answering {
  const { db } = deps;

  const candidatesOf = async ({ wave, invitation, model }: Found) => {
    const rankings = model.pages.flatMap(({ items }) => items).filter(({ kind }) => kind === 'ranking');
    if (rankings.length === 0) return {};
    const picked = storedCandidates.parse(wave.candidates);
    // A pupil sees nobody of the other side by themselves; the names of this list are what the wave is about.
    return db.asSystem('people whom a questionnaire offers', 'surveys.offer', async (tx) => {
      const lists: Record<string, readonly NamedPerson[]> = {};
      for (const { id, of = 'mentor' } of rankings) {
        const all = await listCandidates(tx, wave.organizationId, of, picked[of]);
        lists[id] = all.filter((person) => person.id !== invitation.personId);
      }
      return lists;
    });
  };

  return {
    open: async (actor, invitationId) => {
      const found = await db.withActor(actor, 'surveys.open', async (tx) => {
        const answer = await findOwn(tx, invitationId);
        if (!answer.ok) return answer;
        const { invitation, wave, model } = answer.value;
        const isNamed = !wave.isAnonymous;
        return accept({
          ...answer.value,
          kept: isNamed ? await findNamedAnswer(tx, wave.id, invitation.personId) : null,
          ranking: hasRanking(model) ? await findRanking(tx, wave.id, invitation.personId) : null,
        });
      });
      if (!found.ok) return found;
      const { invitation, wave, model, ranking } = found.value;
      const isTaken = takesAnswers(wave, todayOf(deps));
      const kept =
        wave.isAnonymous && isTaken === 'yes'
          ? await db.asSystem('an anonymous answer goes on', 'surveys.answer', async (tx) => {
              const key = await respondentKey(tx, wave.family, invitation.personId);
              return key === null ? null : findAnonymousAnswer(tx, wave.id, key);
            })
          : found.value.kept;
      const isComplete = kept?.isComplete === true || invitation.state === 'answered';
      const isOver =
        isComplete &&
        (!wave.canChange || invitation.state === 'declined' || kept?.channel === 'paper' || kept === null);
      return accept({
        invitationId,
        model,
        answers: kept === null ? {} : readStored(kept.answers),
        rankings:
          ranking === null ? {} : Object.fromEntries(rankingItems(model).map(({ id }) => [id, ranking])),
        candidates: isTaken === 'yes' ? await candidatesOf(found.value) : {},
        isAnonymous: wave.isAnonymous,
        canChange: wave.canChange,
        isComplete,
        closesOn: wave.closesOn,
        stage: isTaken !== 'yes' ? isTaken : isOver ? 'done' : 'open',
      });
    },

    save: async (actor, input) => {
      const prepared = await db.withActor(actor, 'surveys.answer', async (tx) => {
        const found = await findOwn(tx, input.invitationId);
        if (!found.ok) return found;
        const refused = refuseUnlessOpen(found.value, deps);
        if (refused !== null) return refused;
        // The usual page: all in this one transaction. Names of others, and what names nobody, are read by the program itself.
        if (found.value.wave.isAnonymous || hasRanking(found.value.model))
          return accept({ found: found.value });
        const saved = await saveNamed(tx, deps, found.value, {}, input);
        return saved.ok ? accept({ saved: saved.value }) : saved;
      });
      if (!prepared.ok) return prepared;
      if ('saved' in prepared.value) return accept(prepared.value.saved);
      const { found } = prepared.value;
      const { wave, invitation } = found;
      const offered = await candidatesOf(found);
      if (wave.isAnonymous) {
        // The program writes by itself, so that neither the audit nor the transaction names anybody.
        return db.asSystem('an anonymous answer', 'surveys.answer', async (tx) => {
          if ((await holdWave(tx, wave.id)) === 'closed') return refuse('surveys.closed');
          const key = await respondentKey(tx, wave.family, invitation.personId);
          if (key === null) return refuse('surveys.key_gone');
          await beginAnonymousAnswer(tx, wave.organizationId, wave.id, key);
          const kept = await findAnonymousAnswer(tx, wave.id, key, true);
          const change = applyPage(found, input, kept, {}, new Set());
          if (!change.ok) return change;
          await saveAnonymousAnswer(tx, wave.id, key, { ...change.value.kept, channel: 'screen' });
          return accept(change.value.saved);
        });
      }
      return db.withActor(actor, 'surveys.answer', (tx) => saveNamed(tx, deps, found, offered, input));
    },
  };
}

/** Keeps a page of an answer under its respondent's name, with the wishes of its rankings. */
async function saveNamed(
  tx: ScopedTx,
  deps: SurveysDeps,
  found: Found,
  offered: Readonly<Record<string, readonly NamedPerson[]>>,
  input: PageInput,
): Promise<Result<PageSaved>> {
  const { wave, invitation } = found;
  if ((await holdWave(tx, wave.id)) === 'closed') return refuse('surveys.closed');
  await beginNamedAnswer(tx, wave.organizationId, invitation);
  const kept = await findNamedAnswer(tx, wave.id, invitation.personId, true);
  const before = hasRanking(found.model) ? await findRanking(tx, wave.id, invitation.personId) : null;
  const ranked = new Set(
    before !== null && before.ranks.length > 0 ? rankingItems(found.model).map(({ id }) => id) : [],
  );
  const change = applyPage(found, input, kept, offered, ranked);
  if (!change.ok) return change;
  const { saved, ranking } = change.value;
  if (ranking !== null)
    await savePreferences(
      tx,
      { organizationId: wave.organizationId, waveId: wave.id, personId: invitation.personId },
      ranking,
    );
  const today = todayOf(deps);
  await saveNamedAnswer(tx, wave.id, invitation.personId, {
    ...change.value.kept,
    channel: 'screen',
    completedOn: saved.isComplete ? today : null,
  });
  await setInvitationState(
    tx,
    invitation.id,
    saved.isComplete ? 'answered' : 'begun',
    saved.isComplete ? today : null,
  );
  return accept(saved);
}

/** The actor's own invitation with what it asks, if they may answer at all. */
async function findOwn(tx: ScopedTx, invitationId: string): Promise<Result<Found>> {
  const invitation = isId(invitationId) ? await findOwnInvitation(tx, invitationId) : null;
  const found = invitation === null ? null : await findWave(tx, invitation.waveId);
  if (invitation === null || found === null || found.state === 'draft')
    return refuse('surveys.invitation_not_found');
  const wave = { ...found, model: readModel(found.model) };
  if (!wave.withoutConsent) {
    const refused = await refuseWithoutConsent(tx, [invitation.personId]);
    if (refused !== null) return refused;
  }
  const { side, form } = invitation;
  return accept({ invitation, wave, model: modelFor(wave.model, { side, form, moment: wave.moment }) });
}

const rankingItems = (model: SurveyModel): readonly Item[] =>
  model.pages.flatMap(({ items }) => items).filter(({ kind }) => kind === 'ranking');
const hasRanking = (model: SurveyModel): boolean => rankingItems(model).length > 0;

function refuseUnlessOpen({ wave, invitation }: Found, deps: SurveysDeps): Result<never> | null {
  const taken = takesAnswers(wave, todayOf(deps));
  if (taken !== 'yes') return refuse(taken === 'closed' ? 'surveys.closed' : 'surveys.not_yet');
  if (invitation.state === 'declined') return refuse('surveys.declined');
  // Of an anonymous wave an open invitation is «answered» only by paper.
  return wave.isAnonymous && invitation.state === 'answered' ? refuse('surveys.answered_on_paper') : null;
}

/** What a page sent does to what is kept: pure, whoever writes it. */
function applyPage(
  { wave, model }: Found,
  input: PageInput,
  kept: KeptAnswer | null,
  offered: Readonly<Record<string, readonly NamedPerson[]>>,
  rankedBefore: ReadonlySet<string>,
): Result<{ saved: PageSaved; kept: { answers: Answers; isComplete: boolean }; ranking: Ranking | null }> {
  if (kept?.channel === 'paper' && kept.isComplete) return refuse('surveys.answered_on_paper');
  if (kept?.isComplete === true && !wave.canChange) return refuse('surveys.already_answered');
  const page = model.pages[input.page];
  if (page === undefined) return refuse('surveys.page_not_found');
  const before = kept === null ? {} : readStored(kept.answers);
  const items = page.items.filter(({ id }) => input.shown.includes(id));
  const read = readAnswers(items, input.raw);
  const errors: Record<string, string> = { ...read.errors };
  const next: Record<string, Answers[string]> = { ...before, ...read.answers };
  for (const id of read.emptied) delete next[id];
  let ranking: Ranking | null = null;
  const ranked = new Set(rankedBefore);
  for (const item of items.filter(({ kind }) => kind === 'ranking')) {
    const ids = new Set((offered[item.id] ?? []).map(({ id }) => id));
    const answer = readRanking(item, input.rankings[item.id] ?? { ranks: [], vetoes: [] }, ids);
    if (!answer.ok) errors[item.id] = answer.text;
    else {
      ranking = answer.ranking;
      if (ranking.ranks.length > 0) ranked.add(item.id);
      else ranked.delete(item.id);
    }
  }
  const missing = missingItems(model, next, ranked);
  const here = new Set(page.items.map(({ id }) => id));
  if (input.intent !== 'save') {
    for (const { id } of missing)
      if (here.has(id) && input.shown.includes(id)) errors[id] ??= 'ответьте на этот вопрос';
  }
  const isRight = Object.keys(errors).length === 0;
  const seen = visibleItems(model, next);
  const isNew = page.items.some(({ id }) => !input.shown.includes(id) && seen.some((one) => one.id === id));
  const later = visiblePages(model, next).find((index) => index > input.page);
  const wantsEnd = input.intent === 'finish' || (input.intent === 'next' && later === undefined);
  const isFinished = isRight && !isNew && wantsEnd && missing.length === 0;
  const isComplete = isFinished || (kept?.isComplete === true && missing.length === 0);
  const firstMissing = model.pages.findIndex(({ items: all }) =>
    all.some(({ id }) => missing.some((one) => one.id === id)),
  );
  const goTo = isFinished
    ? null
    : !isRight || isNew || input.intent === 'save'
      ? input.page
      : wantsEnd
        ? firstMissing
        : (later ?? input.page);
  return accept({
    saved: { errors, page: goTo, isComplete },
    kept: { answers: isFinished ? seenAnswers(model, next) : next, isComplete },
    ranking,
  });
}
