import { accept, type Result } from '#src/lib/result.ts';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { renderXlsx } from '#src/platform/render/sheets.ts';
import { abilities } from '#src/features/accounts/access.ts';
import { formTitle } from '#src/features/programmes/rules/forms.ts';
import { matchingAccess } from '#src/features/matching/access.ts';
import { aimLabels, formatScore } from '#src/features/matching/labels.ts';
import { placesOf } from '#src/features/matching/rules/pool.ts';
import { loadInput, openDraft, type MatchingDeps } from '#src/features/matching/service.server/deps.ts';
import { showPerson, type ShownPerson } from '#src/features/matching/rules/shown.ts';
import {
  createTeller,
  orderRows,
  type MatchingAbilities,
} from '#src/features/matching/service.server/studio.ts';
import type { Draft } from '#src/features/matching/store.server/drafts.ts';
import { listMarks } from '#src/features/matching/store.server/steps.ts';

/** Mentors on one page of the board: a phone draws them without a stop. */
export const BOARD_PAGE_SIZE = 48;

/** A mentee on the board. */
export interface BoardCard extends ShownPerson {
  /** Of the pair, from 0 to 1; null: without one. */
  readonly score: number | null;
  readonly isPinned: boolean;
  readonly wants: string;
}
/** A mentor with those who are proposed to them. */
export interface BoardColumn extends ShownPerson {
  readonly offers: string;
  readonly places: number;
  readonly cards: readonly BoardCard[];
}

export interface Board {
  board(
    actor: PersonActor,
    draftId: string,
    page: number,
  ): Promise<
    Result<{
      readonly draft: Draft;
      readonly unmatched: readonly BoardCard[];
      /** A page of them: the busiest first, then those with free places. */
      readonly columns: readonly BoardColumn[];
      readonly total: number;
      readonly page: number;
      readonly pageSize: number;
      /** How many are without a pair; of them at most a page is among `unmatched`. */
      readonly unmatchedCount: number;
      readonly can: MatchingAbilities;
    }>
  >;
  /** The pairs with their reasons as a workbook; in a second sheet what they were looked for by. */
  sheet(
    actor: PersonActor,
    draftId: string,
  ): Promise<Result<{ readonly name: string; readonly bytes: Uint8Array }>>;
}

export function createBoard({ db }: MatchingDeps): Board {
  return {
    board: (actor, draftId, page) =>
      db.withActor(actor, 'matching.board', async (tx) => {
        const opened = await openDraft(tx, draftId, 'matching.view');
        if (!opened.ok) return opened;
        const { draft, standing } = opened.value;
        const { pool } = await loadInput(tx, draft);
        const cards = pool.mentees.map(({ facts, pair, mentorId }) => ({
          mentorId,
          card: {
            ...showPerson(facts),
            score: pair?.score ?? null,
            isPinned: pair?.isPinned ?? false,
            wants: facts.tags.join(', ') || facts.mainRequest,
          },
        }));
        const columns = pool.mentors.map((mentor): BoardColumn => ({
          ...showPerson(mentor),
          offers: mentor.competences.join(', '),
          places: placesOf(mentor, draft.settings),
          cards: cards.filter(({ mentorId }) => mentorId === mentor.personId).map(({ card }) => card),
        }));
        // Whoever has neither places nor mentees would only be in the way.
        const inOrder = columns
          .filter((column) => column.cards.length > 0 || column.places > 0)
          .toSorted((a, b) => b.cards.length - a.cards.length || a.name.localeCompare(b.name, 'ru'));
        const unmatched = cards.filter(({ card }) => card.score === null).map(({ card }) => card);
        const from = (page - 1) * BOARD_PAGE_SIZE;
        return accept({
          draft,
          unmatched: unmatched.slice(0, BOARD_PAGE_SIZE),
          unmatchedCount: unmatched.length,
          columns: inOrder.slice(from, from + BOARD_PAGE_SIZE),
          total: inOrder.length,
          page,
          pageSize: BOARD_PAGE_SIZE,
          can: abilities(matchingAccess, standing),
        });
      }),

    sheet: async (actor, draftId) => {
      const found = await db.withActor(actor, 'matching.sheet', async (tx) => {
        const opened = await openDraft(tx, draftId, 'matching.view');
        if (!opened.ok) return opened;
        const { pool, input } = await loadInput(tx, opened.value.draft);
        const tell = createTeller(opened.value, pool, input, await listMarks(tx, draftId));
        return accept({ draft: opened.value.draft, rows: tell(orderRows(pool.mentees).toReversed()) });
      });
      if (!found.ok) return found;
      const { draft, rows } = found.value;
      const { outcome, settings } = draft;
      const bytes = await renderXlsx([
        {
          name: 'Пары',
          title: [draft.title, `Базы и анкеты на ${draft.takenOn.split('-').toReversed().join('.')}`],
          columns: [
            { heading: 'Наставляемый', width: 32 },
            { heading: 'Класс, должность', width: 16 },
            { heading: 'Запрос', width: 30 },
            { heading: 'Наставник', width: 32 },
            { heading: 'Класс, должность', width: 16 },
            { heading: 'Форма', width: 20 },
            { heading: 'Подходят', width: 10 },
            { heading: 'Почему', width: 70 },
          ],
          rows: rows.map(({ mentee, mentor, pair, words }) => ({
            kind: 'row' as const,
            cells: [
              mentee.name,
              mentee.where,
              mentee.tags.join(', ') || mentee.mainRequest,
              mentor?.name ?? (pair === null ? 'без пары' : ''),
              mentor?.where ?? '',
              pair === null ? '' : formTitle(pair.form),
              pair === null ? '' : formatScore(pair.score),
              words,
            ],
          })),
        },
        {
          name: 'Итоги',
          title: ['Чем и как подобрано'],
          columns: [
            { heading: 'Что', width: 40 },
            { heading: 'Сколько', width: 40 },
          ],
          rows: [
            ['С парой', outcome?.served ?? 0],
            ['Без пары', outcome?.unmatched ?? 0],
            ['В среднем подходят', formatScore(outcome?.meanScore ?? null)],
            ['Слабейшая пара', formatScore(outcome?.worstScore ?? null)],
            ['Взаимных пожеланий', outcome?.mutual ?? 0],
            ['Цель', aimLabels[settings.aim]],
            ['Доказано, что лучше нельзя', outcome?.proof.kind === 'optimal' ? 'да' : 'нет'],
          ].map((cells) => ({ kind: 'row' as const, cells })),
        },
      ]);
      return accept({ name: `${draft.title}.xlsx`, bytes });
    },
  };
}
