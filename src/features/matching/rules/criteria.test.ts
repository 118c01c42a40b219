import { describe, expect, test } from 'vitest';
import { criteria, tellPair } from '#src/features/matching/rules/criteria.ts';
import { sentenceOf } from '#src/features/matching/rules/explain.ts';
import type { MenteeFacts, MentorFacts, Relation } from '#src/features/matching/rules/facts.ts';
import { brokenRules } from '#src/features/matching/rules/hard.ts';
import { nearness } from '#src/features/matching/rules/nearness.ts';
import { createPairs, type PairFacts } from '#src/features/matching/rules/pair.ts';
import { usualSettings, type CriterionId } from '#src/features/matching/rules/settings.ts';
import { mentee, mentor, pool } from '#src/features/matching/testing/people.ts';

function pair(
  asks: Partial<MenteeFacts>,
  offers: Partial<MentorFacts>,
  relations: readonly Pick<Relation, 'kind' | 'rank'>[] = [],
): PairFacts {
  const between = relations.map((one) => ({ ...one, menteeId: 'e', mentorId: 'r' }));
  return createPairs(pool([mentee('e', asks)], [mentor('r', offers)], { relations: between }))(0, 0);
}
const told = (id: CriterionId, given: PairFacts) => {
  const score = criteria[id].score(given);
  return { score, words: criteria[id].reason(given, score)?.words ?? null };
};

describe('nearness of words', () => {
  test.each([
    ['физика', 'Физика', 1],
    ['алгебра', 'математика', 1],
    ['английский', 'английский язык', 1],
    ['олимпиадная физика', 'физика', 0.8],
    ['химия', 'биология', 0.5],
    ['публичные выступления', 'самопрезентация', 0.5],
    ['физика', 'вокал', 0],
    ['история', 'истории успеха в спорте', 0.8],
  ])('%s – %s', (one, other, near) => {
    expect(nearness(one, other)).toBe(near);
    expect(nearness(other, one)).toBe(near);
  });
});

describe('criteria', () => {
  test('request: the first word counts twice', () => {
    const asks = { tags: ['физика', 'вокал'] };
    expect(told('request', pair(asks, { competences: ['физика'] }))).toEqual({
      score: 2 / 3,
      words: 'запрос «физика» – сильная сторона наставника',
    });
    expect(told('request', pair(asks, { competences: ['вокал'] })).score).toBeCloseTo(1 / 3);
    expect(told('request', pair(asks, { competences: ['шахматы'] }))).toEqual({
      score: 0,
      words: 'с запросами «физика», «вокал» сильные стороны наставника не совпадают',
    });
    expect(told('request', pair({ tags: ['биология'] }, { competences: ['химия'] })).words).toBe(
      'к запросу «биология» близко то, в чём наставник силён: «химия»',
    );
  });

  test('request: without words the text is searched', () => {
    const asks = { mainRequest: 'Не успеваю по физике' };
    expect(told('request', pair(asks, { competences: ['физика'] }))).toEqual({
      score: 0.9,
      words: 'в запросе – сильная сторона наставника: «физика»',
    });
    expect(told('request', pair(asks, { competences: ['вокал'] })).words).toBeNull();
  });

  test('wishes: both is best, one is good, nobody is less than that; unasked says nothing', () => {
    const score = (relations: readonly Pick<Relation, 'kind' | 'rank'>[]) =>
      told('wishes', pair({}, {}, relations)).score;
    const both = score([
      { kind: 'mentee_wish', rank: 1 },
      { kind: 'mentor_wish', rank: 1 },
    ]);
    expect(both).toBe(1);
    expect(score([{ kind: 'mentee_wish', rank: 1 }])).toBeLessThan(both);
    expect(score([{ kind: 'mentee_wish', rank: 1 }])).toBeGreaterThan(
      score([{ kind: 'mentee_wish', rank: 3 }]),
    );
    expect(told('wishes', pair({}, {}))).toEqual({ score: 0.6, words: null });
  });

  test('times: three common slots are enough', () => {
    const asks = { times: ['1-after', '2-after', '4-evening'] as const };
    expect(told('times', pair(asks, { times: ['2-after', '4-evening'] }))).toEqual({
      score: 2 / 3,
      words: 'оба свободны: вт днём после уроков; чт вечером',
    });
    expect(told('times', pair(asks, { times: ['7-morning'] }))).toEqual({
      score: 0,
      words: 'общего времени нет',
    });
    expect(told('times', pair(asks, {})).words).toBeNull();
  });

  test('wished age: a quarter less for each year beyond', () => {
    const offers = { ageFrom: 14, ageTo: 15 };
    expect(told('wished_age', pair({ age: 15 }, offers)).score).toBe(1);
    expect(told('wished_age', pair({ age: 12 }, offers))).toEqual({
      score: 0.5,
      words: 'наставник хотел кого-то постарше: наставляемому 12 лет',
    });
    expect(told('wished_age', pair({ age: 30 }, offers)).score).toBe(0);
  });

  test('interests, place, history', () => {
    expect(
      told('interests', pair({ interests: ['шахматы'] }, { interests: ['шахматы', 'космос'] })).words,
    ).toBe('общий интерес: шахматы');
    expect(told('interests', pair({ interests: ['шахматы'] }, { interests: ['мода'] })).score).toBeLessThan(
      0.5,
    );
    expect(told('place', pair({ places: ['distance'] }, { places: ['school', 'distance'] })).words).toBe(
      'встречаться придётся на расстоянии',
    );
    expect(told('history', pair({}, {}, [{ kind: 'earlier_good', rank: null }])).score).toBe(1);
    expect(told('history', pair({}, {}, [{ kind: 'earlier_bad', rank: null }])).score).toBe(0);
    expect(told('history', pair({}, { finished: 2 })).words).toBe('у наставника уже есть 2 завершённые пары');
  });

  test('stay between 0 and 1 whatever is said', () => {
    const kinds = ['mentee_wish', 'mentor_wish', 'earlier_good', 'earlier_bad'] as const;
    for (const kind of kinds) {
      for (const rank of [1, 5]) {
        for (const { score } of tellPair(
          pair({ age: 99 }, { ageTo: 1 }, [{ kind, rank }]),
          usualSettings([]).weights,
        )) {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(1);
        }
      }
    }
  });

  test('a sentence holds three reasons and what is to be minded', () => {
    const given = pair(
      { tags: ['физика'], times: ['1-after'] },
      { competences: ['физика'], times: ['1-after'] },
    );
    expect(sentenceOf(tellPair(given, usualSettings([]).weights), ['class_teacher'])).toBe(
      'Подходит: запрос «физика» – сильная сторона наставника; оба свободны: пн днём после уроков. Учтите: наставник – классный руководитель.',
    );
    expect(sentenceOf([], [])).toBe('Прямых совпадений нет.');
  });
});

describe('rules', () => {
  const settings = { ...usualSettings(['pupil-pupil']), minimumScore: 0 };
  const broken = (
    given: PairFacts,
    ages = { ageFrom: null as number | null, ageTo: null as number | null },
  ) => brokenRules(given, settings, ages);
  test.each([
    ['consent', {}, { hasConsent: false }],
    ['certificate', {}, { needsCertificate: true }],
    ['admission', {}, { isAdmitted: false }],
    ['form', { forms: ['student-pupil'] }, {}],
    ['seniority', { grade: 10 }, { grade: 10 }],
    ['wished_age', { age: 9 }, { ageFrom: 10 }],
    ['language', { languages: ['tt'] }, { languages: ['ru'] }],
    ['place', { places: ['school'] }, { places: ['distance'] }],
    ['time', { times: ['1-after'] }, { times: ['2-after'] }],
  ] as const)('%s', (rule, asks, offers) => {
    expect(broken(pair(asks, offers))).toEqual([rule]);
  });
  test.each([
    ['veto', 'mentor_veto'],
    ['declined', 'declined'],
    ['relative', 'relative'],
    ['class_teacher', 'class_teacher'],
    ['subordinate', 'subordinate'],
  ] as const)('%s', (rule, kind) => {
    expect(broken(pair({}, {}, [{ kind, rank: null }]))).toEqual([rule]);
  });
  test('the ages of the programme, and the least score', () => {
    expect(broken(pair({ age: 9 }, {}), { ageFrom: 10, ageTo: null })).toEqual(['programme_age']);
    expect(
      brokenRules(
        pair({ tags: ['физика'] }, { competences: ['вокал'] }),
        { ...settings, minimumScore: 60 },
        { ageFrom: null, ageTo: null },
      ),
    ).toEqual(['weak']);
  });
  test("nothing said stands in nobody's way", () => {
    expect(broken(pair({ age: null, grade: null }, { grade: null }))).toEqual([]);
  });
});
