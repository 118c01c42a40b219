import { randomUUID } from 'node:crypto';
import { isId } from '#src/lib/id.ts';
import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import { submitOnce } from '#src/platform/db/submission.ts';
import {
  dueStep,
  mayJoinFamily,
  type AnswerState,
  type Audience,
  type WaveState,
} from '#src/features/surveys/rules.ts';
import { findLibraryEntry } from '#src/features/surveys/rules/library.ts';
import { coarsen, GROUP_FLOOR } from '#src/features/surveys/rules/suppression.ts';
import { allItems, type Side } from '#src/features/surveys/rules/model.ts';
import { storedAudience, type WaveInput } from '#src/features/surveys/schema.ts';
import {
  accountOf,
  admit,
  admitToWave,
  surveysAbilities,
  todayOf,
  yearOf,
  type ReadWave,
  type SurveysAbilities,
  type SurveysDeps,
} from '#src/features/surveys/service.server/context.ts';
import {
  destroyKey,
  ensureKey,
  keyState,
  listAnonymousGroups,
  sealAnswers,
  settleInvitations,
} from '#src/features/surveys/store.server/answers.ts';
import {
  findInvitees,
  findPeople,
  listClasses,
  type FoundInvitee,
  type NamedPerson,
} from '#src/features/surveys/store.server/audience.ts';
import { listPublished } from '#src/features/surveys/store.server/surveys.ts';
import {
  countAnswers,
  deleteInvitations,
  deleteWave,
  insertInvitations,
  insertWave,
  listDueWaves,
  listFamily,
  listInvitations,
  listWaves,
  markInvitations,
  setReminded,
  updateWave,
  type Invitation,
  type Wave,
  type WaveLine,
} from '#src/features/surveys/store.server/waves.ts';

export const WAVES_PAGE_SIZE = 50;

export interface WaveView {
  readonly wave: ReadWave;
  readonly audience: Audience;
  /** Of a wave that has not begun: whom the filter means now. */
  readonly foreseen: { readonly willBeAsked: number; readonly withoutConsent: number } | null;
  readonly invitations: readonly Invitation[];
  readonly answered: number;
  readonly family: readonly Wave[];
  /** Of an anonymous family: whether its secret still lives. */
  readonly key: 'none' | 'kept' | 'destroyed';
  readonly needsConsent: boolean;
  readonly today: string;
  readonly can: SurveysAbilities;
}

export interface Waves {
  list(
    actor: PersonActor,
    organizationId: string,
    filter: { state?: WaveState | undefined; page: number },
  ): Promise<Result<{ rows: readonly WaveLine[]; total: number; page: number; can: SurveysAbilities }>>;
  /** What may be chosen for a new wave: published questionnaires, classes, earlier waves to go on from, found people. */
  choices(
    actor: PersonActor,
    organizationId: string,
    words: string,
  ): Promise<
    Result<{
      surveys: readonly { surveyId: string; title: string; libraryKey: string | null }[];
      classes: readonly { id: string; label: string }[];
      earlier: readonly { id: string; title: string; isAnonymous: boolean }[];
      people: readonly NamedPerson[];
      today: string;
    }>
  >;
  /** A draft; nobody is asked yet. Refuses `surveys.not_published`, `surveys.family`, `surveys.ranking_named`. */
  create(actor: PersonActor, organizationId: string, input: WaveInput): Promise<Result<{ waveId: string }>>;
  view(actor: PersonActor, waveId: string): Promise<Result<WaveView>>;
  /**
   * Invites the audience; the wave opens on its day. Refuses `surveys.nobody` and, of an anonymous wave,
   * `surveys.too_few` (fact `floor`): the answers of fewer could never be shown.
   */
  launch(
    actor: PersonActor,
    input: { waveId: string; version: number },
  ): Promise<Result<{ invited: number }>>;
  /** Those whom the filter means by now and who are not invited yet. */
  inviteMore(
    actor: PersonActor,
    input: { waveId: string; version: number; personIds?: readonly string[] },
  ): Promise<Result<{ invited: number }>>;
  setCandidates(
    actor: PersonActor,
    input: { waveId: string; version: number; side: Side; personIds: readonly string[] | null },
  ): Promise<Result>;
  changeClosing(
    actor: PersonActor,
    input: { waveId: string; version: number; closesOn: string },
  ): Promise<Result>;
  /** At once and for good; of an anonymous wave the answers are sealed in the same moment. */
  close(actor: PersonActor, input: { waveId: string; version: number }): Promise<Result>;
  /** A draft. */
  remove(actor: PersonActor, input: { waveId: string; version: number }): Promise<Result>;
  /** By hand: handed in on paper, does not want to, or not asked after all. */
  mark(
    actor: PersonActor,
    input: { waveId: string; invitationIds: readonly string[]; as: AnswerState | 'removed' },
  ): Promise<Result<{ count: number }>>;
  /** Writes down that those who have not answered were reminded today; gives them, for the list by classes. */
  remind(
    actor: PersonActor,
    waveId: string,
  ): Promise<Result<{ wave: ReadWave; waiting: readonly Invitation[] }>>;
  /** Nobody can link the answers of the family to people any more. Refuses while a wave of it is open. */
  destroyKey(actor: PersonActor, waveId: string): Promise<Result>;
  /** Opens and closes what is due; the nightly job. */
  turn(): Promise<{ opened: number; closed: number }>;
}

export function createWaves(deps: SurveysDeps): Waves {
  const { db } = deps;
  return {
    list: (actor, organizationId, { state, page }) =>
      db.withActor(actor, 'surveys.waves', async (tx) => {
        const admitted = await admit(tx, organizationId, 'surveys.list');
        if (!admitted.ok) return admitted;
        const found = await listWaves(tx, organizationId, {
          state,
          offset: (page - 1) * WAVES_PAGE_SIZE,
          limit: WAVES_PAGE_SIZE,
        });
        return accept({ ...found, page, can: surveysAbilities(admitted.value) });
      }),

    choices: (actor, organizationId, words) =>
      db.withActor(actor, 'surveys.choices', async (tx) => {
        const admitted = await admit(tx, organizationId, 'surveys.run');
        if (!admitted.ok) return admitted;
        const today = todayOf(deps);
        const { rows } = await listWaves(tx, organizationId, { offset: 0, limit: 200 });
        return accept({
          surveys: await listPublished(tx, organizationId),
          classes: await listClasses(tx, organizationId, yearOf(today)),
          earlier: rows
            .filter(({ moment }) => moment !== 'once')
            .map(({ id, title, isAnonymous }) => ({ id, title, isAnonymous })),
          people: words.trim() === '' ? [] : await findPeople(tx, organizationId, words.trim().slice(0, 100)),
          today,
        });
      }),

    create: (actor, organizationId, input) =>
      db.withActor(actor, 'surveys.create_wave', (tx) =>
        submitOnce(tx, input.submission, async () => {
          const admitted = await admit(tx, organizationId, 'surveys.run');
          if (!admitted.ok) return admitted;
          const survey = (await listPublished(tx, organizationId)).find(
            ({ surveyId }) => surveyId === input.surveyId,
          );
          if (survey === undefined) return refuse('surveys.not_published', undefined, 'surveyId');
          const family = await familyOf(tx, organizationId, input);
          if (family === null) return refuse('surveys.family', undefined, 'after');
          const {
            submission: _submission,
            surveyId: _surveyId,
            after: _after,
            activityKind,
            ...rest
          } = input;
          const { source, kinds, classIds, sides, forms, personIds, ...wave } = rest;
          const waveId = await insertWave(tx, {
            ...wave,
            organizationId,
            versionId: survey.versionId,
            family,
            withoutConsent: input.isAnonymous && findLibraryEntry(survey.libraryKey)?.withoutConsent === true,
            activityKind: activityKind ?? null,
            audience: { source, kinds, classIds, sides, forms, personIds },
            createdBy: accountOf(tx),
          });
          const made = await admitToWave(tx, waveId, 'surveys.run');
          if (
            made.ok &&
            input.isAnonymous &&
            allItems(made.value.wave.model).some(({ kind }) => kind === 'ranking')
          )
            return refuse('surveys.ranking_named', undefined, 'isAnonymous');
          return accept({ waveId });
        }),
      ),

    view: async (actor, waveId) => {
      const found = await db.withActor(actor, 'surveys.view_wave', async (tx) => {
        const admitted = await admitToWave(tx, waveId, 'surveys.list');
        if (!admitted.ok) return admitted;
        const { wave, standing } = admitted.value;
        const audience = storedAudience.parse(wave.audience);
        const invitees = wave.state === 'draft' ? await audienceOf(tx, deps, wave) : null;
        return accept({
          wave,
          audience,
          foreseen:
            invitees === null
              ? null
              : { willBeAsked: invitees.asked.length, withoutConsent: invitees.withoutConsent },
          invitations: await listInvitations(tx, wave),
          answered: await countAnswers(tx, waveId),
          family: await listFamily(tx, wave.family),
          needsConsent: !wave.withoutConsent,
          today: todayOf(deps),
          can: surveysAbilities(standing),
        });
      });
      if (!found.ok) return found;
      const { wave } = found.value;
      const key = wave.isAnonymous
        ? await db.asSystem('whether the key of a family lives', 'surveys.view_wave', (tx) =>
            keyState(tx, wave.organizationId, wave.family),
          )
        : 'none';
      return accept({ ...found.value, key });
    },

    launch: async (actor, { waveId, version }) => {
      const checked = await db.withActor(actor, 'surveys.launch', (tx) =>
        admitToWave(tx, waveId, 'surveys.run'),
      );
      if (!checked.ok) return checked;
      const { wave: draft } = checked.value;
      if (draft.isAnonymous)
        await db.asSystem('the key of an anonymous family', 'surveys.launch', (tx) =>
          ensureKey(tx, draft.organizationId, draft.family),
        );
      return db.withActor(actor, 'surveys.launch', async (tx) => {
        const admitted = await admitToWave(tx, waveId, 'surveys.run');
        if (!admitted.ok) return admitted;
        const { wave } = admitted.value;
        if (wave.state !== 'draft') return refuse('surveys.launched');
        const today = todayOf(deps);
        if (wave.closesOn < today) return refuse('surveys.days_over', undefined, 'closesOn');
        const { asked } = await audienceOf(tx, deps, wave);
        if (asked.length === 0) return refuse('surveys.nobody');
        if (wave.isAnonymous && asked.length < GROUP_FLOOR)
          return refuse('surveys.too_few', { floor: GROUP_FLOOR });
        const isOpen = wave.opensOn <= today;
        const saved = await updateWave(tx, waveId, version, {
          state: isOpen ? 'open' : 'scheduled',
          isOpenedNow: isOpen,
        });
        if (!saved) return refuse('surveys.stale');
        return accept({ invited: await insertInvitations(tx, wave, asked) });
      });
    },

    inviteMore: (actor, { waveId, version, personIds = [] }) =>
      db.withActor(actor, 'surveys.invite', async (tx) => {
        const admitted = await admitToWave(tx, waveId, 'surveys.run');
        if (!admitted.ok) return admitted;
        const { wave } = admitted.value;
        const audience = storedAudience.parse(wave.audience);
        const grown = {
          ...audience,
          personIds: [...new Set([...audience.personIds, ...personIds.filter(isId)])],
        };
        if (wave.state === 'closed') return refuse('surveys.closed');
        if (!(await updateWave(tx, waveId, version, { audience: grown }))) return refuse('surveys.stale');
        if (wave.state === 'draft') return accept({ invited: 0 });
        const { asked } = await audienceOf(tx, deps, { ...wave, audience: grown });
        return accept({ invited: await insertInvitations(tx, wave, asked) });
      }),

    setCandidates: (actor, { waveId, version, side, personIds }) =>
      db.withActor(actor, 'surveys.candidates', async (tx) => {
        const admitted = await admitToWave(tx, waveId, 'surveys.run');
        if (!admitted.ok) return admitted;
        const { wave } = admitted.value;
        if (wave.state === 'closed') return refuse('surveys.closed');
        const now = (wave.candidates ?? {}) as Record<string, readonly string[] | undefined>;
        const { [side]: _before, ...others } = now;
        const candidates = personIds === null ? others : { ...others, [side]: personIds.filter(isId) };
        return (await updateWave(tx, waveId, version, { candidates })) ? accept() : refuse('surveys.stale');
      }),

    changeClosing: (actor, { waveId, version, closesOn }) =>
      db.withActor(actor, 'surveys.change_days', async (tx) => {
        const admitted = await admitToWave(tx, waveId, 'surveys.run');
        if (!admitted.ok) return admitted;
        const { wave } = admitted.value;
        if (wave.state === 'closed') return refuse('surveys.closed');
        if (closesOn < todayOf(deps) || closesOn < wave.opensOn)
          return refuse('surveys.days_over', undefined, 'closesOn');
        return (await updateWave(tx, waveId, version, { closesOn })) ? accept() : refuse('surveys.stale');
      }),

    close: async (actor, { waveId, version }) => {
      const checked = await db.withActor(actor, 'surveys.close', async (tx) => {
        const admitted = await admitToWave(tx, waveId, 'surveys.run');
        if (!admitted.ok) return admitted;
        const { wave } = admitted.value;
        if (wave.state === 'draft') return refuse('surveys.not_launched');
        if (wave.state === 'closed') return refuse('surveys.closed');
        return wave.version === version ? accept(wave) : refuse('surveys.stale');
      });
      if (!checked.ok) return checked;
      return db.asSystem(`closed by ${actor.accountId}`, 'surveys.close', (tx) =>
        closeWave(tx, checked.value),
      );
    },

    remove: (actor, { waveId, version }) =>
      db.withActor(actor, 'surveys.remove_wave', async (tx) => {
        const admitted = await admitToWave(tx, waveId, 'surveys.run');
        if (!admitted.ok) return admitted;
        if (admitted.value.wave.state !== 'draft') return refuse('surveys.launched');
        if (!(await updateWave(tx, waveId, version, {}))) return refuse('surveys.stale');
        await deleteWave(tx, waveId);
        return accept();
      }),

    mark: (actor, { waveId, invitationIds, as }) =>
      db.withActor(actor, 'surveys.mark', async (tx) => {
        const admitted = await admitToWave(tx, waveId, 'surveys.run');
        if (!admitted.ok) return admitted;
        const { wave } = admitted.value;
        if (wave.state === 'closed') return refuse('surveys.closed');
        const ids = invitationIds.filter(isId);
        if (ids.length === 0) return refuse('surveys.choose_people');
        // What somebody answered on the screen is theirs: in a wave with names only paper entry says «answered».
        if (as === 'answered' && !wave.isAnonymous) return refuse('surveys.enter_instead');
        // Whoever began on the screen would be counted twice.
        const states = wave.isAnonymous ? await listInvitations(tx, wave) : [];
        const idle = new Set(states.filter(({ state }) => state !== 'begun').map(({ id }) => id));
        const chosen = wave.isAnonymous ? ids.filter((id) => idle.has(id)) : ids;
        if (as === 'removed') return accept({ count: await deleteInvitations(tx, waveId, chosen) });
        const from: AnswerState[] =
          as === 'waiting' ? (wave.isAnonymous ? ['answered', 'declined'] : ['declined']) : ['waiting'];
        return accept({ count: await markInvitations(tx, waveId, chosen, { from, to: as, on: null }) });
      }),

    remind: (actor, waveId) =>
      db.withActor(actor, 'surveys.remind', async (tx) => {
        const admitted = await admitToWave(tx, waveId, 'surveys.run');
        if (!admitted.ok) return admitted;
        const { wave } = admitted.value;
        if (wave.state !== 'open') return refuse('surveys.not_open');
        const waiting = (await listInvitations(tx, wave)).filter(
          ({ state }) => state === 'waiting' || state === 'begun',
        );
        await setReminded(
          tx,
          waiting.map(({ id }) => id),
          todayOf(deps),
        );
        return accept({ wave, waiting });
      }),

    destroyKey: async (actor, waveId) => {
      const checked = await db.withActor(actor, 'surveys.destroy_key', async (tx) => {
        const admitted = await admitToWave(tx, waveId, 'surveys.run');
        if (!admitted.ok) return admitted;
        const { wave } = admitted.value;
        if (!wave.isAnonymous) return refuse('surveys.no_key');
        const family = await listFamily(tx, wave.family);
        if (family.some(({ state }) => state !== 'closed')) return refuse('surveys.family_open');
        return accept(wave);
      });
      if (!checked.ok) return checked;
      const { organizationId, family } = checked.value;
      return db.asSystem(`key destroyed by ${actor.accountId}`, 'surveys.destroy_key', async (tx) =>
        (await destroyKey(tx, organizationId, family)) ? accept() : refuse('surveys.no_key'),
      );
    },

    turn: async () => {
      const today = todayOf(deps);
      const due = await db.asSystem('waves whose day has come', 'surveys.turn', (tx) =>
        listDueWaves(tx, today),
      );
      let [opened, closed] = [0, 0];
      for (const wave of due) {
        const step = dueStep(wave, today);
        const done = await db.asSystem('a wave whose day has come', 'surveys.turn', async (tx) =>
          step === 'close'
            ? closeWave(tx, wave)
            : (await updateWave(tx, wave.id, wave.version, { state: 'open', isOpenedNow: true }))
              ? accept()
              : refuse('surveys.stale'),
        );
        if (done.ok && step === 'close') closed += 1;
        else if (done.ok) opened += 1;
      }
      return { opened, closed };
    },
  };
}

/** A family of its own, or that of an earlier wave; null when the earlier one cannot be gone on from. */
async function familyOf(tx: ScopedTx, organizationId: string, input: WaveInput): Promise<string | null> {
  if (input.after === undefined) return randomUUID();
  const earlier = await admitToWave(tx, input.after, 'surveys.run');
  if (!earlier.ok || earlier.value.wave.organizationId !== organizationId) return null;
  const family = await listFamily(tx, earlier.value.wave.family);
  return mayJoinFamily(family, input) ? earlier.value.wave.family : null;
}

async function audienceOf(
  tx: ScopedTx,
  deps: SurveysDeps,
  wave: ReadWave,
): Promise<{ asked: readonly FoundInvitee[]; withoutConsent: number }> {
  const found = await findInvitees(
    tx,
    wave.organizationId,
    yearOf(todayOf(deps)),
    storedAudience.parse(wave.audience),
  );
  const asked = !wave.withoutConsent ? found.filter(({ hasConsent }) => hasConsent) : found;
  return { asked, withoutConsent: found.length - asked.length };
}

/** In one transaction of the program itself: who has answered is settled, the answers are sealed, the wave is closed. */
async function closeWave(
  tx: ScopedTx,
  wave: Pick<Wave, 'id' | 'version' | 'isAnonymous' | 'family'>,
): Promise<Result> {
  // First the row of the wave: whoever is writing an answer holds it, and afterwards finds it closed.
  if (!(await updateWave(tx, wave.id, wave.version, { isClosedNow: true }))) return refuse('surveys.stale');
  if (wave.isAnonymous) {
    await settleInvitations(tx, wave.id);
    const groups = await listAnonymousGroups(tx, wave);
    const labels = coarsen(groups);
    await sealAnswers(
      tx,
      wave.id,
      groups.map(({ id }, index) => ({
        ...(labels[index] ?? { classLabel: '', side: null, form: null }),
        id,
      })),
    );
  }
  return (await updateWave(tx, wave.id, wave.version + 1, { state: 'closed' }))
    ? accept()
    : refuse('surveys.stale');
}
