import { randomUUID } from 'node:crypto';
import { accept, refuse, type Result } from '#src/lib/result.ts';
import { actingAccount } from '#src/platform/db/acting-account.ts';
import type { PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import { submitOnce } from '#src/platform/db/submission.ts';
import { mayJoinFamily, type Audience, type WaveState } from '#src/features/surveys/rules.ts';
import { findLibraryEntry } from '#src/features/surveys/rules/library.ts';
import { GROUP_FLOOR } from '#src/features/surveys/rules/suppression.ts';
import { allItems } from '#src/features/surveys/rules/model.ts';
import { storedAudience, type WaveInput } from '#src/features/surveys/schema.ts';
import { audienceOf } from '#src/features/surveys/service.server/audience.ts';
import {
  admit,
  admitToWave,
  surveysAbilities,
  todayOf,
  yearOf,
  type ReadWave,
  type SurveysAbilities,
  type SurveysDeps,
} from '#src/features/surveys/service.server/context.ts';
import { ensureKey, keyState } from '#src/features/surveys/store.server/answers.ts';
import { findPeople, listClasses, type NamedPerson } from '#src/features/surveys/store.server/audience.ts';
import {
  insertInvitations,
  listInvitations,
  type Invitation,
} from '#src/features/surveys/store.server/invitations.ts';
import { listPublished } from '#src/features/surveys/store.server/surveys.ts';
import {
  countAnswers,
  insertWave,
  listFamily,
  listWaves,
  updateWave,
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
            createdBy: actingAccount(tx),
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
