import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  missingItems,
  readAnswer,
  readAnswers,
  readRanking,
  seenAnswers,
  visibleItems,
  visiblePages,
} from '#src/features/surveys/rules/answers.ts';
import { checkModel } from '#src/features/surveys/rules/check-model.ts';
import {
  applyEdit,
  emptyModel,
  freeItemId,
  readOptions,
  type Edit,
} from '#src/features/surveys/rules/edit.ts';
import {
  allItems,
  ITEM_KINDS,
  modelFor,
  type Item,
  type SurveyModel,
} from '#src/features/surveys/rules/model.ts';
import { countPresses, fromPaper, keyPlan } from '#src/features/surveys/rules/paper.ts';
import { surveyModel } from '#src/features/surveys/schema.ts';

const options = [
  { key: 'red', text: 'красный' },
  { key: 'blue', text: 'синий' },
];
const model = (...items: Item[]): SurveyModel => ({ ...emptyModel('Опрос'), pages: [{ title: '', items }] });
const scale: Item = { id: 'mood', kind: 'scale', text: 'Как дела?', required: true };
const why: Item = {
  id: 'why',
  kind: 'long',
  text: 'Почему?',
  required: true,
  when: [{ item: 'mood', atMost: 4 }],
};
const what: Item = { id: 'what', kind: 'short', text: 'Что?', when: [{ item: 'colour', in: ['blue'] }] };
const colour: Item = {
  id: 'colour',
  kind: 'single',
  text: 'Цвет?',
  options,
  when: [{ item: 'mood', atLeast: 5 }],
};

describe('what is seen', () => {
  const all = model(scale, why, colour, what);
  const seen = (answers: Record<string, number | string>) => visibleItems(all, answers).map(({ id }) => id);
  test('follows from the answers so far', () => {
    expect(seen({})).toEqual(['mood']);
    expect(seen({ mood: 3 })).toEqual(['mood', 'why']);
    expect(seen({ mood: 7, colour: 'blue' })).toEqual(['mood', 'colour', 'what']);
  });
  test('does not follow from an answer that is itself no longer seen', () => {
    expect(seen({ mood: 3, colour: 'blue' })).toEqual(['mood', 'why']);
    expect(seenAnswers(all, { mood: 3, colour: 'blue', why: 'так' })).toEqual({ mood: 3, why: 'так' });
  });
  test('leaves out pages without anything to see', () => {
    const pages = { ...all, pages: [scale, why, colour].map((item) => ({ title: '', items: [item] })) };
    expect(visiblePages(pages, { mood: 9 })).toEqual([0, 2]);
  });
  test('is asked for only where it is seen', () => {
    expect(missingItems(all, {}).map(({ id }) => id)).toEqual(['mood']);
    expect(missingItems(all, { mood: 2 }).map(({ id }) => id)).toEqual(['why']);
    expect(missingItems(all, { mood: 9 })).toEqual([]);
  });
  test('depends on side, form and moment', () => {
    const both = model(
      { ...scale, only: { sides: ['mentor'] } },
      { ...scale, id: 'late', only: { moments: ['after'] } },
    );
    const ids = (side: 'mentor' | 'mentee' | null, moment: 'before' | 'after') =>
      allItems(modelFor(both, { side, form: null, moment })).map(({ id }) => id);
    expect(ids('mentor', 'before')).toEqual(['mood']);
    expect(ids(null, 'after')).toEqual(['late']);
    expect(modelFor(both, { side: null, form: null, moment: 'before' }).pages).toEqual([]);
  });
});

const of = (kind: Item['kind'], raw: string | string[], more: Partial<Item> = {}) =>
  readAnswer({ id: 'x', kind, text: '?', ...more }, raw);
const ids = (asked: SurveyModel) => asked.pages.map((page) => page.items.map(({ id }) => id));

describe('an answer', () => {
  test.each([
    ['scale', '10', 10],
    ['level', '0', 0],
    ['number', ' 1 200,5 ', 1200.5],
    ['yes_no', 'no', 'no'],
    ['date', '2028-02-29', '2028-02-29'],
    ['short', '  два\n слова ', 'два слова'],
    ['long', 'строка\r\nещё', 'строка\nещё'],
  ] as const)('%s «%s» is understood', (kind, raw, value) => {
    expect(of(kind, raw)).toEqual({ ok: true, value });
  });
  test.each([
    ['scale', '11'],
    ['scale', '5.5'],
    ['level', '3'],
    ['number', 'много'],
    ['number', '1e999'],
    ['yes_no', 'maybe'],
    ['date', '2026-02-29'],
    ['date', '31.12.2026'],
    ['short', 'я'.repeat(301)],
  ] as const)('%s «%s» is refused with a reason', (kind, raw) => {
    expect(of(kind, raw)).toMatchObject({ ok: false, text: expect.stringMatching(/^[а-я]/u) });
  });
  test('of several is kept in the order of the questionnaire, each once', () => {
    expect(of('many', ['blue', 'red', 'blue'], { options })).toEqual({ ok: true, value: ['red', 'blue'] });
    expect(of('many', ['green'], { options }).ok).toBe(false);
    expect(of('many', ['blue', 'red'], { options, max: 1 }).ok).toBe(false);
    expect(of('single', 'green', { options }).ok).toBe(false);
  });
  test('that is empty is none', () => {
    for (const kind of ITEM_KINDS)
      expect(of(kind, '  ', { options })).toEqual({ ok: true, value: undefined });
    expect(readAnswers([scale], {})).toEqual({ answers: {}, emptied: ['mood'], errors: {} });
  });
  test('of any form whatever never throws', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ITEM_KINDS),
        fc.oneof(fc.string(), fc.array(fc.string())),
        (kind, raw) => {
          const read = readAnswer({ id: 'x', kind, text: '?', options }, raw);
          expect(typeof read.ok).toBe('boolean');
        },
      ),
    );
  });
});

describe('a ranking', () => {
  const item: Item = { id: 'r', kind: 'ranking', text: 'Кто?', of: 'mentor', max: 3 };
  const offered = new Set(['a', 'b', 'c', 'd']);
  const read = (ranks: string[], vetoes: string[] = []) => readRanking(item, { ranks, vetoes }, offered);
  test('closes gaps and keeps vetoes apart', () => {
    expect(read(['b', '', 'a'], ['d', 'd'])).toEqual({
      ok: true,
      ranking: { ranks: ['b', 'a'], vetoes: ['d'] },
    });
  });
  test('refuses strangers, doubles, too many, and a veto on a wish', () => {
    for (const wrong of [
      read(['z']),
      read(['a', 'a']),
      read(['a', 'b', 'c', 'd']),
      read(['a'], ['a']),
      read([], ['z']),
    ])
      expect(wrong.ok).toBe(false);
  });
});

describe('a questionnaire', () => {
  const faultsOf = (...items: Item[]) => checkModel(model(...items)).map(({ itemId }) => itemId);
  test('without faults has none', () => {
    expect(checkModel(model(scale, why, colour, what))).toEqual([]);
  });
  test.each<[string, Item[], (string | null)[]]>([
    ['no items', [], [null]],
    ['one key twice', [scale, scale], ['mood']],
    ['no words', [{ ...scale, text: ' ' }], ['mood']],
    ['one choice', [{ ...colour, when: [], options: options.slice(1) }], ['colour']],
    [
      'two equal choices',
      [{ ...colour, when: [], options: [options[0]!, { key: 'x', text: 'Красный' }] }],
      ['colour'],
    ],
    ['a condition on what comes later', [why, scale], ['why']],
    [
      'a condition on words',
      [
        { ...why, when: [] },
        { ...what, when: [{ item: 'why', in: ['да'] }] },
      ],
      ['what'],
    ],
    [
      'a condition on an unknown choice',
      [scale, colour, { ...what, when: [{ item: 'colour', in: ['x'] }] }],
      ['what'],
    ],
    ['a ranking of nobody', [{ id: 'r', kind: 'ranking', text: 'Кто?' }], ['r']],
    ['a level without words', [{ id: 'l', kind: 'level', text: 'Сколько?' }], ['l']],
    [
      'a pair of different kinds',
      [
        { ...scale, pair: 'p', only: { moments: ['before'] } },
        { id: 'n', kind: 'number', text: '?', pair: 'p', only: { moments: ['after'] } },
      ],
      ['n'],
    ],
    [
      'a pair at one moment',
      [
        { ...scale, pair: 'p' },
        { ...scale, id: 'm', pair: 'p' },
      ],
      ['mood'],
    ],
  ])('is not published with %s', (_name, items, faults) => {
    expect(faultsOf(...items)).toEqual(faults);
  });
});

describe('the editor', () => {
  const two: SurveyModel = {
    ...emptyModel('Опрос'),
    pages: [
      { title: '', items: [scale, colour] },
      { title: '', items: [what] },
    ],
  };
  test('moves an item over the edge of a page and back', () => {
    const moved = applyEdit(two, { do: 'move', itemId: 'colour', by: 1 });
    expect(ids(moved)).toEqual([['mood'], ['colour', 'what']]);
    expect(ids(applyEdit(moved, { do: 'move', itemId: 'colour', by: -1 }))).toEqual(ids(two));
    expect(applyEdit(two, { do: 'move', itemId: 'mood', by: -1 })).toBe(two);
  });
  test('keeps items when their page is removed', () => {
    expect(ids(applyEdit(two, { do: 'remove_page', page: 1 }))).toEqual([['mood', 'colour', 'what']]);
    expect(ids(applyEdit(two, { do: 'remove_page', page: 0 }))).toEqual([['mood', 'colour', 'what']]);
  });
  test('neither loses nor doubles an item by any moves', () => {
    const move = fc.record({
      do: fc.constant('move' as const),
      itemId: fc.constantFrom('mood', 'colour', 'what', 'nobody'),
      by: fc.constantFrom<1 | -1>(1, -1),
    });
    fc.assert(
      fc.property(fc.array(move), (moves: Edit[]) => {
        const after = moves.reduce(applyEdit, two);
        expect(
          allItems(after)
            .map(({ id }) => id)
            .toSorted(),
        ).toEqual(['colour', 'mood', 'what']);
        expect(surveyModel.safeParse(after).success).toBe(true);
      }),
    );
  });
  test('keeps the key of a choice whose words were corrected, or that was moved', () => {
    expect(readOptions(['алый', 'синий'], options)).toEqual([{ key: 'red', text: 'алый' }, options[1]]);
    expect(readOptions(['синий', 'красный'], options)).toEqual([options[1], options[0]]);
    const grown = readOptions(['красный', 'зелёный', 'синий'], options);
    expect(new Set(grown.map(({ key }) => key)).size).toBe(3);
    expect(grown[2]).toEqual(options[1]);
  });
  test('finds a key that is free', () => {
    expect(freeItemId(two)).toBe('q4');
    expect(freeItemId(model({ ...scale, id: 'q2' }))).toBe('q3');
  });
});

describe('a paper form', () => {
  test('is typed by digits that go on by themselves', () => {
    expect(keyPlan(scale).instant).toContain('0');
    expect(fromPaper(scale, '0')).toBe('10');
    expect(fromPaper(colour, '2')).toBe('blue');
    expect(fromPaper({ ...colour, kind: 'many' }, '21')).toEqual(['blue', 'red']);
    expect(fromPaper({ ...scale, kind: 'yes_no' }, '2')).toBe('no');
    expect(fromPaper({ ...scale, kind: 'date' }, '1.9.2026')).toBe('2026-09-01');
    expect(readAnswer(colour, fromPaper(colour, '7')).ok).toBe(false);
  });
  test('of twelve items takes few enough presses for twenty forms in ten minutes', () => {
    const twelve = Array.from({ length: 12 }, (_, index): Item => ({ ...scale, id: `q${index}` }));
    // A press a second, and five seconds to take the next sheet.
    expect(20 * (countPresses(twelve, 4) + 5)).toBeLessThan(600);
    expect(countPresses(twelve, 4)).toBe(18);
  });
});
