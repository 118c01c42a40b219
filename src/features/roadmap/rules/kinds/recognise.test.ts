import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { activityKinds } from '#src/features/roadmap/rules/kinds/dictionary.ts';
import { recogniseParts } from '#src/features/roadmap/rules/kinds/recognise.ts';
import { scoreKinds } from '#src/features/roadmap/rules/kinds/score.ts';

interface Case {
  title: string;
  kinds: string[];
  activities?: string;
  result?: string;
  section?: string;
  isHeading?: boolean;
  set?: 'dev' | 'held' | 'negative';
}

function readCases(name: string): Case[] {
  return readFileSync(new URL(`cases/${name}`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Case);
}

function recogniseCase(row: Case): string[] {
  return recogniseParts({
    title: row.title,
    activities: row.activities ?? null,
    result: row.result ?? null,
    sectionTitle: row.section ?? null,
    ...(row.isHeading === undefined ? {} : { isHeading: row.isHeading }),
  }).map((part) => part.kind);
}

const score = (rows: Case[]) =>
  scoreKinds(rows.map((row) => ({ expected: row.kinds, found: recogniseCase(row) })));

describe('recogniseParts', () => {
  it('reads the 105 rows of the five roadmaps', () => {
    const rows = readCases('seeds.jsonl');
    expect(rows).toHaveLength(105);
    const { precision, recall } = score(rows);
    expect(precision).toBeGreaterThanOrEqual(0.97);
    expect(recall).toBeGreaterThanOrEqual(0.97);
  });

  it('reads other wordings, those the rules were written with and those they were not', () => {
    const own = readCases('own.jsonl');
    const written = score(own.filter((row) => row.set === 'dev'));
    const held = score(own.filter((row) => row.set === 'held'));
    expect(written.precision).toBeGreaterThanOrEqual(0.97);
    expect(written.recall).toBeGreaterThanOrEqual(0.97);
    expect(held.precision).toBeGreaterThanOrEqual(0.9);
    expect(held.recall).toBeGreaterThanOrEqual(0.85);
  });

  it('leaves rows unknown that are not about mentoring', () => {
    const wrong = readCases('own.jsonl').filter(
      (row) => row.set === 'negative' && recogniseCase(row).length > 0,
    );
    expect(wrong).toEqual([]);
  });

  it('knows every kind that the labelled rows name', () => {
    const known = new Set(activityKinds.map((kind) => kind.id));
    const named = [...readCases('seeds.jsonl'), ...readCases('own.jsonl')].flatMap((row) => row.kinds);
    expect(named.filter((kind) => !known.has(kind))).toEqual([]);
  });

  it('puts the parts of one row in the order of its text', () => {
    const parts = recogniseParts({
      title:
        'Организация работы наставнических пар или групп: - встреча-планирование; - совместная работа наставника и наставляемого; - итоговая встреча.',
    });
    expect(parts.map((part) => part.kind)).toEqual([
      'mentorships.plan',
      'mentorships.work',
      'meetings.final',
    ]);
    expect(parts[0]?.title).toBe('Встреча-планирование');
    expect(parts[0]?.why).toContain('встреча планирование');
  });

  it('gives each kind of one clause its own title', () => {
    expect(recogniseParts({ title: 'Отбор и обучение наставников' })).toMatchObject([
      { kind: 'people.selection', title: 'Отбор наставников', confidence: 'high' },
      { kind: 'training.mentors', title: 'Обучение наставников', confidence: 'high' },
    ]);
  });

  it('finds no kind in a heading', () => {
    expect(recogniseParts({ title: 'Формирование базы наставников:' })).toEqual([]);
    expect(recogniseParts({ title: 'Выявление лучших практик', isHeading: true })).toEqual([]);
  });

  it('finds none in a row that repeats the heading of its section, but reads its other cells', () => {
    const row = { title: 'Выявление лучших практик', sectionTitle: '2. Выявление лучших практик' };
    expect(recogniseParts(row)).toEqual([]);
    expect(recogniseParts({ ...row, activities: 'Анкетирование участников' })).toMatchObject([
      { kind: 'surveys.satisfaction' },
    ]);
  });

  it('does not take the contents of an act for work, in the title or apart from it', () => {
    const title = 'Утверждение распорядительных актов, включающих';
    const subPoints = ['назначение ответственных за внедрение', 'сроки проведения мониторинга'];
    for (const row of [
      { title: `${title}: - ${subPoints.join('; - ')}` },
      { title: `${title}:`, subPoints },
      { title, subPoints },
    ]) {
      expect(recogniseParts(row).map((part) => part.kind)).toEqual(['acts.introduce']);
    }
  });

  it('asks the section when a title says only where, and says that it is unsure', () => {
    expect(
      recogniseParts({
        title: 'На уровне школы:',
        result: 'Условия',
        sectionTitle: 'Координирование внедрения',
      }),
    ).toMatchObject([{ kind: 'control', confidence: 'low' }]);
  });

  it('reads through words broken by a wrapped cell and Latin letters inside Cyrillic words', () => {
    expect(recogniseParts({ title: 'Анкети рование участников' })[0]).toMatchObject({
      kind: 'surveys.satisfaction',
      confidence: 'medium',
    });
    expect(recogniseParts({ title: 'Oбучeние наставникoв' })[0]?.kind).toBe('training.mentors');
  });

  it('answers any text without throwing', () => {
    for (const title of ['', ' ', ':::', '- - -', '🙂', '(((', 'а'.repeat(20_000)]) {
      expect(Array.isArray(recogniseParts({ title }))).toBe(true);
    }
  });
});
