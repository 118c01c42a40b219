import { isId } from '#src/lib/id.ts';
import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import { dueStep, type AnswerState } from '#src/features/surveys/rules.ts';
import { coarsen } from '#src/features/surveys/rules/suppression.ts';
import { storedAudience } from '#src/features/surveys/schema.ts';
import { audienceOf } from '#src/features/surveys/service.server/audience.ts';
import {
  admitToWave,
  todayOf,
  type ReadWave,
  type SurveysDeps,
} from '#src/features/surveys/service.server/context.ts';
import {
  destroyKey,
  listAnonymousGroups,
  sealAnswers,
  settleInvitations,
} from '#src/features/surveys/store.server/answers.ts';
import {
  deleteInvitations,
  insertInvitations,
  listInvitations,
  markInvitations,
  setReminded,
  type Invitation,
} from '#src/features/surveys/store.server/invitations.ts';
import {
  deleteWave,
  listDueWaves,
  listFamily,
  updateWave,
  type Wave,
} from '#src/features/surveys/store.server/waves.ts';

/** What happens to a wave once it is there: more invitations, marks, reminders, its end. */
export interface WaveCourse {
  /** Those whom the filter means by now and who are not invited yet. */
  inviteMore(
    actor: PersonActor,
    input: { waveId: string; version: number; personIds?: readonly string[] },
  ): Promise<Result<{ invited: number }>>;
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

export function createWaveCourse(deps: SurveysDeps): WaveCourse {
  const { db } = deps;
  return {
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
