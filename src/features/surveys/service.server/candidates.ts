import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import type { Side } from '#src/features/programmes/rules/sides.ts';
import { losesNobody, takesAnswers } from '#src/features/surveys/rules.ts';
import { rankedSides } from '#src/features/surveys/rules/model.ts';
import { storedCandidates } from '#src/features/surveys/schema.ts';
import {
  admitToWave,
  todayOf,
  type ReadWave,
  type SurveysDeps,
} from '#src/features/surveys/service.server/context.ts';
import { findPeople, listNameable, type Nameable } from '#src/features/surveys/store.server/audience.ts';
import { updateWave } from '#src/features/surveys/store.server/waves.ts';

export interface CandidatesView {
  readonly wave: ReadWave;
  readonly side: Side;
  /** Sides that the questionnaire has ranked. */
  readonly sides: readonly Side[];
  /** Null: everybody of the bank. */
  readonly picked: readonly string[] | null;
  /** The bank, those picked beside it and those found by `words`. */
  readonly people: readonly Nameable[];
  /** Answers are taken by now: somebody may be added, nobody taken out. */
  readonly hasBegun: boolean;
}

/** Whom a ranking offers to its respondents: the bank of the side, or those whom the curator picked of it and beside it. */
export interface Candidates {
  /** Refuses `surveys.no_ranking`; a side that is not ranked shows the first one that is. `words`: a family name's beginning. */
  view(
    actor: PersonActor,
    input: { waveId: string; side: Side | undefined; words: string },
  ): Promise<Result<CandidatesView>>;
  /**
   * `personIds` null: everybody of the bank. Refuses `surveys.no_ranking`, `surveys.closed`, `surveys.choose_people` for
   * nobody, `people.not_found` for somebody who is not of this school, and `surveys.candidates_named` when the wave has begun
   * and somebody would be taken out, whom a respondent may have named.
   */
  choose(
    actor: PersonActor,
    input: { waveId: string; version: number; side: Side; personIds: readonly string[] | null },
  ): Promise<Result<{ offered: number }>>;
}

export function createCandidates(deps: SurveysDeps): Candidates {
  const { db } = deps;
  return {
    view: (actor, { waveId, side, words }) =>
      db.withActor(actor, 'surveys.view_candidates', async (tx) => {
        const found = await admitToRanking(tx, waveId, side);
        if (!found.ok) return found;
        const { wave, sides, side: shown, picked } = found.value;
        const typed = words.trim().slice(0, 100);
        const beside = typed === '' ? [] : await findPeople(tx, wave.organizationId, typed);
        const also = [...(picked ?? []), ...beside.map(({ id }) => id)];
        return accept({
          wave,
          side: shown,
          sides,
          picked,
          people: await listNameable(tx, wave.organizationId, shown, also),
          hasBegun: hasBegun(wave, deps),
        });
      }),

    choose: (actor, { waveId, version, side, personIds }) =>
      db.withActor(actor, 'surveys.candidates', async (tx) => {
        const found = await admitToRanking(tx, waveId, side);
        if (!found.ok) return found;
        const { wave, picked, side: ranked } = found.value;
        if (ranked !== side) return refuse('surveys.no_ranking');
        if (takesAnswers(wave, todayOf(deps)) === 'closed') return refuse('surveys.closed');
        const wanted = personIds === null ? null : [...new Set(personIds)];
        if (wanted?.length === 0) return refuse('surveys.choose_people', undefined, 'personIds');
        const people = await listNameable(tx, wave.organizationId, side, [
          ...(picked ?? []),
          ...(wanted ?? []),
        ]);
        const known = new Set(people.map(({ id }) => id));
        if (wanted?.some((id) => !known.has(id)) === true) return refuse('people.not_found');
        const bank = people.filter(({ isInBank }) => isInBank).map(({ id }) => id);
        // Those picked who have left meanwhile are lost to nobody.
        const before = picked?.filter((id) => known.has(id)) ?? bank;
        if (hasBegun(wave, deps) && !losesNobody(before, wanted ?? bank))
          return refuse('surveys.candidates_named', undefined, 'personIds');
        const { [side]: _before, ...others } = storedCandidates.parse(wave.candidates);
        const candidates = wanted === null ? others : { ...others, [side]: wanted };
        return (await updateWave(tx, waveId, version, { candidates }))
          ? accept({ offered: (wanted ?? bank).length })
          : refuse('surveys.stale');
      }),
  };
}

const hasBegun = (wave: ReadWave, deps: SurveysDeps): boolean =>
  takesAnswers(wave, todayOf(deps)) !== 'not_yet';

async function admitToRanking(
  tx: ScopedTx,
  waveId: string,
  asked: Side | undefined,
): Promise<Result<{ wave: ReadWave; sides: readonly Side[]; side: Side; picked: readonly string[] | null }>> {
  const found = await admitToWave(tx, waveId, 'surveys.run');
  if (!found.ok) return found;
  const { wave } = found.value;
  const sides = rankedSides(wave.model);
  const side = sides.find((one) => one === asked) ?? sides[0];
  if (side === undefined) return refuse('surveys.no_ranking');
  return accept({ wave, sides, side, picked: storedCandidates.parse(wave.candidates)[side] ?? null });
}
