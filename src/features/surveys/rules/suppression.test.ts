import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  coarsen,
  GROUP_FLOOR,
  keyOfGroup,
  pairsToLeaveOut,
  type Group,
} from '#src/features/surveys/rules/suppression.ts';
import { comparePairs, summarise, type AnswerRow } from '#src/features/surveys/rules/summarise.ts';
import type { Answers, SurveyModel } from '#src/features/surveys/rules/model.ts';

const group = fc.record<Group>({
  classLabel: fc.constantFrom('', '5А', '5Б', '6А', '7В'),
  side: fc.constantFrom(null, 'mentor', 'mentee'),
  form: fc.constantFrom(null, 'pupil-pupil', 'student-pupil'),
});
const model: SurveyModel = {
  format: 1,
  title: 'Опрос',
  intro: '',
  thanks: '',
  pages: [
    {
      title: '',
      items: [
        { id: 'a', kind: 'scale', text: 'Как дела?', pair: 'a' },
        { id: 'b', kind: 'long', text: 'Почему?', when: [{ item: 'a', atMost: 4 }] },
      ],
    },
  ],
};

/** Every filter that the page of results offers, with the rows that it leaves. */
function views(rows: readonly AnswerRow[]): (readonly AnswerRow[])[] {
  const values = <T>(pick: (row: AnswerRow) => T): (T | undefined)[] => [
    undefined,
    ...new Set(rows.map(pick)),
  ];
  return values((row) => row.classLabel).flatMap((classLabel) =>
    values((row) => row.side).flatMap((side) =>
      values((row) => row.form).map((form) =>
        rows.filter(
          (row) =>
            (classLabel === undefined || row.classLabel === classLabel) &&
            (side === undefined || row.side === side) &&
            (form === undefined || row.form === form),
        ),
      ),
    ),
  );
}

describe('groups of an anonymous wave', () => {
  test('have nobody or at least five in every combination that is left', () => {
    fc.assert(
      fc.property(fc.array(group, { maxLength: 80 }), (groups) => {
        const left = coarsen(groups);
        expect(left).toHaveLength(groups.length);
        const sizes = [...Map.groupBy(left, keyOfGroup).values()].map((some) => some.length);
        const isBare = groups.length < GROUP_FLOOR;
        expect(isBare ? sizes.length <= 1 : sizes.every((size) => size >= GROUP_FLOOR)).toBe(true);
      }),
    );
  });

  test('only lose labels, never take another one', () => {
    fc.assert(
      fc.property(fc.array(group, { maxLength: 60 }), (groups) => {
        coarsen(groups).forEach((after, index) => {
          const before = groups[index];
          expect(['', before?.classLabel]).toContain(after.classLabel);
          expect([null, before?.side]).toContain(after.side);
          expect([null, before?.form]).toContain(after.form);
        });
      }),
    );
  });

  test('keep a group that is large enough whole', () => {
    const large = Array.from({ length: 6 }, (): Group => ({ classLabel: '5А', side: 'mentee', form: null }));
    const small = Array.from({ length: 2 }, (): Group => ({ classLabel: '5Б', side: 'mentor', form: null }));
    const left = coarsen([...large, ...large.map((one) => ({ ...one, classLabel: '6А' })), ...small]);
    // Two of 5Б would be alone without labels: the smallest other group goes with them, the third one stays.
    expect(left.filter(({ classLabel }) => classLabel !== '')).toHaveLength(6);
  });

  test('tell nothing of fewer than five by any view or by subtracting two of them', () => {
    const row = fc.tuple(group, fc.integer({ min: 1, max: 10 }), fc.boolean());
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 60 }), (given) => {
        const labels = coarsen(given.map(([labels]) => labels));
        const rows = given.map(([, a, b], index): AnswerRow => {
          const answers: Answers = b ? { a, b: `слова ${index}` } : { a };
          return { ...(labels[index] ?? { classLabel: '', side: null, form: null }), answers };
        });
        for (const itemId of ['a', 'b']) {
          const shown = views(rows)
            .map((chosen) => ({
              who: new Set(chosen.filter(({ answers }) => answers[itemId] !== undefined)),
              summary: summarise(model, chosen, { moment: 'once', isAnonymous: true, whole: rows }).find(
                ({ item }) => item.id === itemId,
              ),
            }))
            .filter(({ summary }) => summary !== undefined && !summary.isHidden && summary.n > 0);
          for (const one of shown) {
            expect(one.who.size).toBeGreaterThanOrEqual(GROUP_FLOOR);
            for (const other of shown) {
              const rest = one.who.difference(other.who).size;
              const isWithin = other.who.isSubsetOf(one.who);
              expect(!isWithin || rest === 0 || rest >= GROUP_FLOOR).toBe(true);
            }
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('a comparison of two anonymous waves', () => {
  test('leaves out so many that the rest of either wave is nobody or five at least', () => {
    fc.assert(
      fc.property(fc.nat(12), fc.nat(12), (before, after) => {
        const left = pairsToLeaveOut(before, after);
        expect(left).toBeLessThanOrEqual(GROUP_FLOOR);
        for (const rest of [before + left, after + left])
          expect(rest === 0 || rest >= GROUP_FLOOR).toBe(true);
        const isSafe = (before === 0 || before >= 5) && (after === 0 || after >= 5);
        expect(left === 0).toBe(isSafe);
      }),
    );
  });

  test('does not give away the one who answered only once', () => {
    const steady = Array.from({ length: 20 }, (): Answers => ({ a: 8 }));
    const before: Answers[] = [...steady, { a: 1 }];
    const pairs = steady.map((answers) => ({ before: answers, after: answers }));
    const [joined] = comparePairs({ before: model, after: model }, { before, after: steady, pairs }, true);
    // 21 and 20 would tell the first answer of the twenty-first; 21 and 15 tell the mean of six.
    expect(joined?.n).toBe(15);
    const [named] = comparePairs({ before: model, after: model }, { before, after: steady, pairs }, false);
    expect(named).toMatchObject({ n: 20, before: 8, after: 8, change: 0 });
  });

  test('claims nothing below ten pairs', () => {
    const nine = Array.from({ length: 9 }, (): Answers => ({ a: 8 }));
    const pairs = nine.map((answers) => ({ before: answers, after: answers }));
    const [joined] = comparePairs(
      { before: model, after: model },
      { before: nine, after: nine, pairs },
      false,
    );
    expect(joined).toMatchObject({ n: 9, before: null, after: null, change: null });
  });
});
