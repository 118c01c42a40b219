import { accept, refuse, type Result } from '#src/lib/result.ts';
import { recordView } from '#src/platform/audit.ts';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { renderXlsx } from '#src/platform/render/sheets.ts';
import { responseRate } from '#src/features/surveys/rules.ts';
import { cardLevel } from '#src/features/surveys/rules/library.ts';
import { rankedSides } from '#src/features/surveys/rules/model.ts';
import { GROUP_FLOOR, PAIRS_FLOOR } from '#src/features/surveys/rules/suppression.ts';
import {
  comparePairs,
  summarise,
  type AnswerRow,
  type ItemSummary,
  type PairSummary,
} from '#src/features/surveys/rules/summarise.ts';
import type { ResultFilter } from '#src/features/surveys/schema.ts';
import { answerSheets } from '#src/features/surveys/service.server/answer-sheets.ts';
import {
  admitToWave,
  readModel,
  readStored,
  surveysAbilities,
  type ReadWave,
  type SurveysAbilities,
  type SurveysDeps,
} from '#src/features/surveys/service.server/context.ts';
import { listFinished, listPairs, type StoredRow } from '#src/features/surveys/store.server/answers.ts';
import { listPreferences, type NamedPreference } from '#src/features/surveys/store.server/preferences.ts';
import { listInvitations, type Invitation } from '#src/features/surveys/store.server/invitations.ts';
import { findWave, listFamily } from '#src/features/surveys/store.server/waves.ts';

export interface ResultsView {
  readonly wave: ReadWave;
  /** `open`: an anonymous wave tells nothing yet. `few`: it never will, fewer than five answered. */
  readonly stage: 'shown' | 'open' | 'few';
  readonly invited: number;
  readonly answered: number;
  readonly rate: number;
  /** After the filter. */
  readonly rows: number;
  readonly items: readonly ItemSummary[];
  /** Labels by which the answers can be filtered. */
  readonly groups: {
    readonly classes: readonly string[];
    readonly sides: readonly string[];
    readonly forms: readonly string[];
  };
  /** Of the curator's card: sum of means and what it stands for. */
  readonly card: { readonly sum: number; readonly level: ReturnType<typeof cardLevel> } | null;
  readonly compare: Comparison | null;
  readonly can: SurveysAbilities;
}

export interface Comparison {
  readonly beforeTitle: string;
  readonly afterTitle: string;
  readonly respondents: number;
  readonly pairs: readonly PairSummary[];
  /** `few`: fewer than ten answered both. `open`: one of the waves is not closed. */
  readonly stage: 'shown' | 'few' | 'open';
}

export interface Results {
  view(actor: PersonActor, waveId: string, filter: ResultFilter): Promise<Result<ResultsView>>;
  /** One row a respondent and a code book; refuses `surveys.not_shown` while an anonymous wave tells nothing. */
  exportAnswers(actor: PersonActor, waveId: string): Promise<Result<{ name: string; bytes: Uint8Array }>>;
  /** Who named whom, vetoes included; that it was looked at is written down. */
  preferences(
    actor: PersonActor,
    waveId: string,
  ): Promise<Result<{ wave: ReadWave; preferences: readonly NamedPreference[] }>>;
}

export function createResults({ db }: SurveysDeps): Results {
  /** Anonymous answers are visible to the program alone; it hands on what may be shown. */
  const finished = (actor: PersonActor, wave: ReadWave): Promise<StoredRow[]> =>
    wave.isAnonymous
      ? db.asSystem('results of an anonymous wave', 'surveys.results', (tx) => listFinished(tx, wave))
      : db.withActor(actor, 'surveys.results', (tx) => listFinished(tx, wave));

  const admitted = (actor: PersonActor, waveId: string, command: string) =>
    db.withActor(actor, command, async (tx) => {
      const found = await admitToWave(tx, waveId, 'surveys.view_results');
      if (!found.ok) return found;
      const { wave, standing } = found.value;
      // Whoever chose people was promised that only those who form the pairs read it, the words beside the choice too.
      const told = isChoice(wave) ? surveysAbilities(standing)['surveys.view_preferences'] : true;
      if (told !== true) return { ok: false as const, refusal: told };
      return accept({
        wave,
        standing,
        invitations: await listInvitations(tx, wave),
        family: wave.moment === 'before' || wave.moment === 'after' ? await listFamily(tx, wave.family) : [],
      });
    });

  const compare = async (
    actor: PersonActor,
    wave: ReadWave,
    family: readonly { id: string; moment: string; state: string }[],
  ) => {
    const before = family.find(({ moment }) => moment === 'before');
    const after = family.findLast(({ moment }) => moment === 'after');
    if (before === undefined || after === undefined) return null;
    const waves = await db.withActor(actor, 'surveys.compare', async (tx) => ({
      before: await findWave(tx, before.id),
      after: await findWave(tx, after.id),
    }));
    if (waves.before === null || waves.after === null) return null;
    const titles = { beforeTitle: waves.before.title, afterTitle: waves.after.title };
    if (wave.isAnonymous && [waves.before, waves.after].some(({ state }) => state !== 'closed'))
      return { ...titles, respondents: 0, pairs: [], stage: 'open' } satisfies Comparison;
    const [early, late] = [waves.before, waves.after];
    const rowsOf = async (one: typeof early) =>
      (await finished(actor, { ...one, model: wave.model })).map(({ answers }) => readStored(answers));
    const joined = wave.isAnonymous
      ? await db.asSystem('before and after of an anonymous family', 'surveys.compare', (tx) =>
          listPairs(tx, early, late),
        )
      : await db.withActor(actor, 'surveys.compare', (tx) => listPairs(tx, early, late));
    const pairs = comparePairs(
      { before: readModel(early.model), after: readModel(late.model) },
      {
        before: await rowsOf(early),
        after: await rowsOf(late),
        pairs: joined.map((one) => ({ before: readStored(one.before), after: readStored(one.after) })),
      },
      wave.isAnonymous,
    );
    const isShown = joined.length >= PAIRS_FLOOR;
    return {
      ...titles,
      respondents: joined.length,
      pairs: isShown ? pairs : [],
      stage: isShown ? 'shown' : 'few',
    } satisfies Comparison;
  };

  return {
    view: async (actor, waveId, filter) => {
      const found = await admitted(actor, waveId, 'surveys.results');
      if (!found.ok) return found;
      const { wave, standing, invitations, family } = found.value;
      const stored = isTold(wave) ? await finished(actor, wave) : [];
      const all = stored.map(toRow);
      const stage = !isTold(wave) ? 'open' : wave.isAnonymous && all.length < GROUP_FLOOR ? 'few' : 'shown';
      const rows = stage === 'shown' ? all.filter((row) => fits(row, filter)) : [];
      const asked = invitations.filter((one) => fits(one, filter));
      const items = summarise(wave.model, rows, {
        moment: wave.moment,
        isAnonymous: wave.isAnonymous,
        whole: all,
      });
      const isFiltered = Object.values(filter).some((value) => value !== undefined);
      const answered = isFiltered ? rows.length : isTold(wave) ? all.length : countAnswered(invitations);
      // Groups that the sealing joined have no number of invited people of their own.
      const invited = wave.isAnonymous && isFiltered ? 0 : asked.length;
      return accept({
        wave,
        stage,
        invited,
        answered,
        rate: responseRate(answered, invited),
        rows: rows.length,
        items,
        groups: {
          classes: valuesOf(all, ({ classLabel }) => classLabel),
          sides: valuesOf(all, ({ side }) => side),
          forms: valuesOf(all, ({ form }) => form),
        },
        card: cardOf(items),
        compare: isFiltered ? null : await compare(actor, wave, family),
        can: surveysAbilities(standing),
      });
    },

    exportAnswers: async (actor, waveId) => {
      const found = await admitted(actor, waveId, 'surveys.export');
      if (!found.ok) return found;
      const { wave, invitations } = found.value;
      if (!isTold(wave)) return refuse('surveys.not_shown');
      const rows = await finished(actor, wave);
      if (wave.isAnonymous && rows.length < GROUP_FLOOR) return refuse('surveys.not_shown');
      const hidden = new Set(
        summarise(wave.model, rows.map(toRow), {
          moment: wave.moment,
          isAnonymous: wave.isAnonymous,
          whole: rows.map(toRow),
        })
          .filter(({ isHidden }) => isHidden)
          .map(({ item }) => item.id),
      );
      const sheets = answerSheets(wave, rows, { hidden, invited: invitations.length });
      return accept({ name: `${wave.title}.xlsx`, bytes: await renderXlsx(sheets) });
    },

    preferences: (actor, waveId) =>
      db.withActor(actor, 'surveys.preferences', async (tx) => {
        const found = await admitToWave(tx, waveId, 'surveys.view_preferences');
        if (!found.ok) return found;
        const { wave } = found.value;
        if (!isChoice(wave)) return refuse('surveys.no_ranking');
        await recordView(tx, { organizationId: wave.organizationId, table: 'preferences', rowId: wave.id });
        return accept({ wave, preferences: await listPreferences(tx, wave.id) });
      }),
  };
}

const isChoice = (wave: ReadWave): boolean => rankedSides(wave.model).length > 0;
/** An anonymous wave is told of only when nothing can be added to it any more. */
const isTold = (wave: ReadWave): boolean => !wave.isAnonymous || wave.state === 'closed';
const countAnswered = (invitations: readonly Invitation[]): number =>
  invitations.filter(({ state }) => state === 'answered').length;
const toRow = ({ classLabel, side, form, answers }: StoredRow): AnswerRow => ({
  classLabel,
  side,
  form,
  answers: readStored(answers),
});

function fits(row: Pick<AnswerRow, 'classLabel' | 'side' | 'form'>, filter: ResultFilter): boolean {
  return (
    (filter.class === undefined || row.classLabel === filter.class) &&
    (filter.side === undefined || row.side === filter.side) &&
    (filter.form === undefined || row.form === filter.form)
  );
}

function valuesOf(rows: readonly AnswerRow[], pick: (row: AnswerRow) => string | null): string[] {
  return [...new Set(rows.flatMap((row) => pick(row) ?? []))]
    .filter((value) => value !== '')
    .toSorted((a, b) => a.localeCompare(b, 'ru', { numeric: true }));
}

function cardOf(items: readonly ItemSummary[]): ResultsView['card'] {
  const marks = items.filter(({ item, mean }) => item.indicator === 'curator.card' && mean !== null);
  if (marks.length === 0) return null;
  const sum = Math.round(marks.reduce((total, { mean }) => total + (mean ?? 0), 0) * 10) / 10;
  return { sum, level: cardLevel(sum) };
}
