import { randomInt } from 'node:crypto';
import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { renderPdf } from '#src/platform/render/pdf.ts';
import { refuseWithoutConsent } from '#src/features/consents/service.server.ts';
import { readAnswers, seenAnswers } from '#src/features/surveys/rules/answers.ts';
import { allItems, modelFor, type SurveyModel } from '#src/features/surveys/rules/model.ts';
import { fromPaper } from '#src/features/surveys/rules/paper.ts';
import { paperForms, type PaperForm } from '#src/features/surveys/papers/forms.ts';
import {
  admitToWave,
  todayOf,
  type ReadWave,
  type SurveysDeps,
} from '#src/features/surveys/service.server/context.ts';
import {
  beginAnonymousAnswer,
  beginNamedAnswer,
  findNamedAnswer,
  respondentKey,
  saveAnonymousAnswer,
  saveNamedAnswer,
  setInvitationState,
} from '#src/features/surveys/store.server/answers.ts';
import { listInvitations } from '#src/features/surveys/store.server/invitations.ts';
import { countAnswers, holdWave } from '#src/features/surveys/store.server/waves.ts';

/** Most forms printed at once. */
export const PRINT_LIMIT = 300;

export interface EntryView {
  readonly wave: ReadWave;
  /** Items of the form that lies on the table: of the code, or of the variant of an anonymous wave. */
  readonly model: SurveyModel;
  /** In a wave with names: whose form it is, once the code is known. */
  readonly found: {
    readonly paperNumber: number;
    readonly name: string;
    readonly isAnswered: boolean;
  } | null;
  readonly waiting: number;
  readonly answered: number;
}

export interface PaperEntry {
  /** A4 forms: of those who have not answered, or `count` nameless ones of an anonymous wave. */
  print(
    actor: PersonActor,
    input: { waveId: string; classLabel?: string | undefined; count: number },
  ): Promise<Result<Uint8Array>>;
  /** Refuses `surveys.code_unknown`. */
  view(actor: PersonActor, waveId: string, code: string): Promise<Result<EntryView>>;
  /**
   * Keeps a form that was typed in; what is missing on paper stays missing. Refuses `surveys.code_unknown`,
   * `surveys.already_answered`, `surveys.serial_taken`, `surveys.wrong_entries` (facts: text of the first, by item).
   */
  enter(
    actor: PersonActor,
    input: { waveId: string; code: string; typed: Readonly<Record<string, string>> },
  ): Promise<Result<{ errors: Readonly<Record<string, string>>; name: string }>>;
}

export function createPaperEntry(deps: SurveysDeps): PaperEntry {
  const { db } = deps;
  return {
    print: async (actor, { waveId, classLabel, count }) => {
      const found = await db.withActor(actor, 'surveys.print', async (tx) => {
        const admitted = await admitToWave(tx, waveId, 'surveys.enter_paper');
        if (!admitted.ok) return admitted;
        const { wave } = admitted.value;
        if (wave.state === 'draft') return refuse('surveys.not_launched');
        if (wave.state === 'closed') return refuse('surveys.closed');
        const waiting = wave.isAnonymous
          ? []
          : (await listInvitations(tx, wave)).filter(
              (one) => one.state === 'waiting' && (classLabel === undefined || one.classLabel === classLabel),
            );
        return accept({ wave, waiting });
      });
      if (!found.ok) return found;
      const { wave, waiting } = found.value;
      const forms: PaperForm[] = wave.isAnonymous
        ? Array.from({ length: Math.min(Math.max(1, count), PRINT_LIMIT) }, () => ({
            // Said once on paper and never kept in a list: nobody knows who took which sheet.
            code: String(randomInt(100_000, 1_000_000)),
            name: '',
            model: modelFor(wave.model, { side: null, form: null, moment: wave.moment }),
          }))
        : waiting.slice(0, PRINT_LIMIT).map((one) => ({
            code: String(one.paperNumber),
            name: [one.name, one.classLabel].filter((part) => part !== '').join(', '),
            model: modelFor(wave.model, { side: one.side, form: one.form, moment: wave.moment }),
          }));
      if (forms.length === 0) return refuse('surveys.nobody_waiting');
      return accept(await renderPdf(paperForms(wave.title, forms, wave.closesOn)));
    },

    view: (actor, waveId, code) =>
      db.withActor(actor, 'surveys.entry', async (tx) => {
        const admitted = await admitToWave(tx, waveId, 'surveys.enter_paper');
        if (!admitted.ok) return admitted;
        const { wave } = admitted.value;
        const invitations = await listInvitations(tx, wave);
        const answered = await countAnswers(tx, waveId);
        const waiting = invitations.filter(({ state }) => state === 'waiting' || state === 'begun').length;
        if (wave.isAnonymous || code === '')
          return accept({
            wave,
            model: modelFor(wave.model, { side: null, form: null, moment: wave.moment }),
            found: null,
            waiting,
            answered,
          });
        const one = invitations.find(({ paperNumber }) => String(paperNumber) === code.trim());
        if (one === undefined) return refuse('surveys.code_unknown', undefined, 'code');
        return accept({
          wave,
          model: modelFor(wave.model, { side: one.side, form: one.form, moment: wave.moment }),
          found: { paperNumber: one.paperNumber, name: one.name, isAnswered: one.state === 'answered' },
          waiting,
          answered,
        });
      }),

    enter: async (actor, { waveId, code, typed }) => {
      const admitted = await db.withActor(actor, 'surveys.enter_paper', (tx) =>
        admitToWave(tx, waveId, 'surveys.enter_paper'),
      );
      if (!admitted.ok) return admitted;
      const { wave } = admitted.value;
      if (wave.state !== 'open')
        return refuse(wave.state === 'closed' ? 'surveys.closed' : 'surveys.not_open');
      const serial = code.trim();
      if (wave.isAnonymous) {
        if (!/^\d{1,9}$/.test(serial)) return refuse('surveys.serial_needed', undefined, 'code');
        const model = modelFor(wave.model, { side: null, form: null, moment: wave.moment });
        const read = readTyped(model, typed);
        if (Object.keys(read.errors).length > 0) return accept({ errors: read.errors, name: '' });
        return db.asSystem('an anonymous form of paper', 'surveys.enter_paper', async (tx) => {
          if ((await holdWave(tx, wave.id)) !== 'open') return refuse('surveys.closed');
          const key = await respondentKey(tx, wave.family, `paper:${wave.id}:${serial}`);
          if (key === null) return refuse('surveys.key_gone');
          if (!(await beginAnonymousAnswer(tx, wave.organizationId, wave.id, key)))
            return refuse('surveys.serial_taken', undefined, 'code');
          await saveAnonymousAnswer(tx, wave.id, key, {
            answers: read.answers,
            isComplete: true,
            channel: 'paper',
          });
          return accept({ errors: {}, name: '' });
        });
      }
      return db.withActor(actor, 'surveys.enter_paper', async (tx) => {
        if ((await holdWave(tx, wave.id)) !== 'open') return refuse('surveys.closed');
        const one = (await listInvitations(tx, wave)).find(
          ({ paperNumber }) => String(paperNumber) === serial,
        );
        if (one === undefined) return refuse('surveys.code_unknown', undefined, 'code');
        const refused = await refuseWithoutConsent(tx, [one.personId]);
        if (refused !== null) return refused;
        const model = modelFor(wave.model, { side: one.side, form: one.form, moment: wave.moment });
        const read = readTyped(model, typed);
        if (Object.keys(read.errors).length > 0) return accept({ errors: read.errors, name: one.name });
        await beginNamedAnswer(tx, wave.organizationId, { ...one, waveId: wave.id });
        const kept = await findNamedAnswer(tx, wave.id, one.personId, true);
        if (kept?.isComplete === true) return refuse('surveys.already_answered', { name: one.name }, 'code');
        const today = todayOf(deps);
        await saveNamedAnswer(tx, wave.id, one.personId, {
          answers: read.answers,
          isComplete: true,
          channel: 'paper',
          completedOn: today,
        });
        await setInvitationState(tx, one.id, 'answered', today);
        return accept({ errors: {}, name: one.name });
      });
    },
  };
}

function readTyped(model: SurveyModel, typed: Readonly<Record<string, string>>) {
  const items = allItems(model).filter(({ kind }) => kind !== 'ranking');
  const read = readAnswers(
    items,
    Object.fromEntries(items.map((item) => [item.id, fromPaper(item, typed[item.id] ?? '')])),
  );
  return { errors: read.errors, answers: seenAnswers(model, read.answers) };
}
