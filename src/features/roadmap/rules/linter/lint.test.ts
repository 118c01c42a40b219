import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeFinding } from '#src/features/roadmap/rules/linter/labels.ts';
import { lintRoadmap } from '#src/features/roadmap/rules/linter/lint.ts';
import type { LintInput } from '#src/features/roadmap/rules/linter/model.ts';

const seeds = JSON.parse(readFileSync(new URL('cases/seeds.json', import.meta.url), 'utf8')) as (LintInput & {
  id: string;
})[];

/** `code number` of every finding, the section's or the roadmap's own without a number. */
function lintSeed(id: string): string[] {
  const roadmap = seeds.find((candidate) => candidate.id === id);
  if (roadmap === undefined) throw new Error(`No roadmap ${id}`);
  return lintRoadmap(roadmap).map(({ code, sectionIndex, itemIndex }) => {
    const item = roadmap.sections[sectionIndex ?? -1]?.items[itemIndex ?? -1];
    return `${code} ${item?.number?.replace(/\.$/, '') ?? ''}`.trim();
  });
}

describe('lintRoadmap on the five roadmaps', () => {
  it('finds the impossible date, the misquoted act and the empty cells of a school plan', () => {
    expect(lintSeed('S0')).toEqual(
      expect.arrayContaining([
        'act.misquoted',
        'deadline.partly_outside_period 5.1',
        'title.other_year 3.3',
        'result.missing 3.4',
        'result.missing 6.1.1',
        'text.glued 3.2',
        'text.glued 3.5',
        'text.cut_off 2.3',
      ]),
    );
  });

  it('finds the deadlines after the year of their section', () => {
    const found = lintSeed('S1').filter((finding) => finding.startsWith('deadline.'));
    expect(found).toEqual(['deadline.outside_section_year 9', 'deadline.outside_section_year 26']);
  });

  it('finds the lost number and the rows without a responsible person', () => {
    const roadmap = seeds.find(({ id }) => id === 'S2');
    expect(lintSeed('S2')).toEqual(
      expect.arrayContaining([
        'title.missing',
        'number.absent',
        'responsible.missing 2.4',
        'responsible.missing 2.5',
      ]),
    );
    const absent = lintRoadmap(roadmap as LintInput).find(({ code }) => code === 'number.absent');
    expect(absent?.fix).toEqual({ field: 'number', from: '', to: '2.2' });
  });

  it('says once that a roadmap has no deadlines and nobody responsible', () => {
    expect(lintSeed('S3')).toEqual(['roadmap.no_deadlines', 'roadmap.no_responsible']);
  });

  it('finds the slips of a scanned text and the lost number', () => {
    const roadmap = seeds.find(({ id }) => id === 'S4') as LintInput;
    const fixes = lintRoadmap(roadmap).flatMap(({ fix }) =>
      fix === undefined ? [] : [`${fix.from} → ${fix.to}`],
    );
    expect(fixes).toEqual(
      expect.arrayContaining([
        'внедрение н развитие → внедрение и развитие',
        'Сформированы н утверждены → Сформированы и утверждены',
        'Организационво → Организационно',
        ' → 3.3',
      ]),
    );
  });

  it('has words for every finding, with every fact filled in', () => {
    for (const roadmap of seeds) {
      for (const finding of lintRoadmap(roadmap)) {
        const { message, advice } = describeFinding(finding);
        expect(message).not.toMatch(/undefined|NaN/);
        expect(advice).not.toMatch(/undefined|NaN/);
        expect(message).toMatch(/[.?]$/);
      }
    }
  });
});

describe('lintRoadmap', () => {
  it('answers an empty roadmap', () => {
    expect(lintRoadmap({ period: null, sections: [] })).toEqual([
      { code: 'roadmap.no_rows', severity: 'error', facts: {} },
    ]);
  });

  it('puts errors before warnings before notes', () => {
    const ranks = lintRoadmap(seeds[0] as LintInput).map(({ severity }) =>
      ['error', 'warning', 'note'].indexOf(severity),
    );
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
  });
});
