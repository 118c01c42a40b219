import { describe, expect, it } from 'vitest';
import { isSameMeaning } from '#src/lib/deadlines/meaning.ts';
import { readDeadline } from '#src/lib/deadlines/read.ts';
import { findActivityKind } from '#src/features/roadmap/rules/kinds/dictionary.ts';
import { recogniseParts } from '#src/features/roadmap/rules/kinds/recognise.ts';
import { lintRoadmap } from '#src/features/roadmap/rules/linter/lint.ts';
import {
  instantiateTemplate,
  type InstantiatedRoadmap,
} from '#src/features/roadmap/rules/templates/instantiate.ts';
import { findRoadmapTemplate, roadmapTemplates } from '#src/features/roadmap/rules/templates/library.ts';
import { offerDates } from '#src/features/roadmap/rules/templates/offer-dates.ts';

const rowsOf = (roadmap: InstantiatedRoadmap) =>
  roadmap.sections.flatMap((section) => section.activities.map((activity) => ({ section, activity })));

function instantiate(id: string, startYear: number, years?: number): InstantiatedRoadmap {
  const template = findRoadmapTemplate(id);
  if (template === undefined) throw new Error(`No template ${id}`);
  return instantiateTemplate(template, startYear, years);
}

describe.each(roadmapTemplates.map((template) => [template.id, template] as const))(
  'template %s',
  (_id, template) => {
    const roadmap = instantiateTemplate(template, 2027);

    it('names only kinds that exist, and recognition reads the same kinds from its words', () => {
      for (const { section, activity } of rowsOf(roadmap)) {
        const kinds = activity.parts.map((part) => part.kind ?? '');
        expect(kinds.filter((kind) => findActivityKind(kind) === undefined)).toEqual([]);
        const found = recogniseParts({
          title: activity.title,
          subPoints: activity.subPoints,
          activities: activity.activitiesText,
          result: activity.resultText,
          sectionTitle: section.title,
        });
        expect({ title: activity.title, kinds: found.map((part) => part.kind).toSorted() }).toEqual({
          title: activity.title,
          kinds: kinds.toSorted(),
        });
      }
    });

    it('writes deadlines that read back as they were meant', () => {
      for (const { activity } of rowsOf(roadmap)) {
        if (activity.meaning === null) continue;
        const { meaning, ambiguous } = readDeadline(activity.deadlineText, roadmap.period);
        const same = meaning !== null && isSameMeaning(meaning, activity.meaning);
        expect({ text: activity.deadlineText, same, ambiguous }).toEqual({
          text: activity.deadlineText,
          same: true,
          ambiguous: false,
        });
      }
    });

    it('gives the linter nothing to find', () => {
      const findings = lintRoadmap({
        period: roadmap.period,
        sections: roadmap.sections.map((section) => ({
          number: section.number === '' ? null : section.number,
          title: section.title,
          items: section.activities.map((activity) => ({
            number: activity.number,
            title: activity.title,
            subPoints: activity.subPoints,
            deadlineText: activity.deadlineText,
            meaning: activity.meaning,
            ambiguous: false,
            responsible: activity.responsibles.map(({ words }) => words),
            result: activity.resultText === '' ? null : activity.resultText,
            kinds: activity.parts.flatMap(({ kind }) => (kind === null ? [] : [kind])),
          })),
        })),
      });
      expect(findings).toEqual([]);
    });
  },
);

describe('instantiateTemplate', () => {
  it('moves the dates to the chosen school year', () => {
    const roadmap = instantiate('school-year', 2024);
    expect(roadmap.title).toBe('Дорожная карта наставничества на 2024/2025 учебный год');
    expect(roadmap.period).toEqual({ start: '2024-09-01', end: '2025-08-31' });
    const first = roadmap.sections[0]?.activities[0];
    expect(first).toMatchObject({
      number: '1.1.',
      meaning: { kind: 'by', date: '2024-09-12' },
      deadlineText: 'до 12 сентября 2024 года',
      meaningBy: 'template',
    });
  });

  it('repeats yearly sections and numbers their rows in one run', () => {
    const roadmap = instantiate('school-cycle', 2024, 3);
    expect(roadmap.sections.map(({ title }) => title)).toEqual([
      '2024–2025 учебный год',
      '2025–2026 учебный год',
      '2026–2027 учебный год',
      'Итоги цикла',
    ]);
    const numbers = rowsOf(roadmap).map(({ activity }) => activity.number);
    expect(numbers).toEqual(numbers.map((_, index) => `${index + 1}.`));
    expect(roadmap.sections[3]?.activities[0]?.meaning).toEqual({
      kind: 'range',
      start: '2027-05-01',
      end: '2027-06-30',
    });
  });

  it('keeps the span within what the template allows', () => {
    expect(instantiate('school-year', 2024, 9).period.end).toBe('2025-08-31');
    expect(instantiate('school-cycle', 2024, 1).period.end).toBe('2026-08-31');
  });
});

const rowWithout = (kinds: string[]) => ({ title: 'Строка', deadlineText: null, kinds });

describe('offerDates', () => {
  it('offers the usual date of a kind and says why', () => {
    const [offer] = offerDates([{ title: 'Завершение', items: [rowWithout(['acts.pairs'])] }], 2025);
    expect(offer).toMatchObject({
      sectionIndex: 0,
      itemIndex: 0,
      meaning: { kind: 'by', date: '2025-11-30' },
      deadlineText: 'до 30 ноября 2025 года',
      reason: 'Обычный срок для «Приказ о закреплении пар и групп», этап 5 «Формирование пар и групп»',
    });
  });

  it('takes the part that ends last when a row has several', () => {
    const [offer] = offerDates(
      [{ title: null, items: [rowWithout(['people.mentors', 'consents.collect'])] }],
      2025,
    );
    expect(offer?.meaning).toEqual({ kind: 'range', start: '2025-10-01', end: '2025-10-25' });
  });

  it('goes by the stage when the kind is unknown, and offers nothing when neither is known', () => {
    const offers = offerDates(
      [
        { title: '3. Формирование банка наставников', items: [rowWithout([])] },
        { title: 'Разное', items: [rowWithout([])] },
      ],
      2025,
    );
    expect(offers).toHaveLength(1);
    expect(offers[0]?.reason).toContain('этап 3');
  });

  it('leaves rows that have a deadline, and headings', () => {
    const items = [
      { title: 'Строка', deadlineText: 'май', kinds: ['acts.pairs'] },
      { title: 'Строка', deadlineText: null, kinds: ['acts.pairs'], isGroup: true },
    ];
    expect(offerDates([{ title: null, items }], 2025)).toEqual([]);
  });
});
