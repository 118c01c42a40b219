import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SIDES, type Side } from '#src/features/programmes/rules/sides.ts';
import { checkModel } from '#src/features/surveys/rules/check-model.ts';
import { findLibraryEntry, surveyLibrary } from '#src/features/surveys/rules/library.ts';
import { allItems, concerns, modelFor } from '#src/features/surveys/rules/model.ts';
import { surveyModel } from '#src/features/surveys/schema.ts';

const folder = join(import.meta.dirname, '../../../../data/surveys');
const read = surveyLibrary.map((entry) => ({ ...entry, model: surveyModel.parse(entry.model) }));

describe('the library', () => {
  test('has every file of its folder, each under its own key', () => {
    const files = readdirSync(folder).map((file) => file.replace('.json', ''));
    expect(read.map(({ key }) => key).toSorted()).toEqual(files.toSorted());
    expect(files.length).toBeGreaterThanOrEqual(13);
  });

  test.each(read)('$key can be published as it is', ({ model }) => {
    expect(checkModel(model)).toEqual([]);
  });

  test.each(read)('$key names its source and says for whom it is', ({ source, about }) => {
    expect(source).toMatch(/МР-42\/02/);
    expect(about.length).toBeGreaterThan(30);
  });

  test.each(read.filter(({ key }) => key.startsWith('participants-')))(
    '$key asks both sides the same before and after',
    ({ model, forms }) => {
      const pairsOf = (side: Side, moment: 'before' | 'after') =>
        allItems(model)
          .filter((item) => concerns(item, { side, form: forms[0] ?? null, moment }))
          .flatMap(({ pair }) => pair ?? []);
      for (const side of SIDES) {
        const before = pairsOf(side, 'before');
        expect(before.length).toBeGreaterThanOrEqual(9);
        expect(pairsOf(side, 'after')).toEqual(before);
        expect(new Set(before).size).toBe(before.length);
      }
      for (const word of [
        'comfort',
        'personal',
        'group',
        'support',
        'planning',
        'inclusion',
        'safety',
        'joint',
        'result',
      ])
        expect(pairsOf('mentee', 'after')).toContain(`mentee.${word}`);
    },
  );

  test('asks a teacher about adaptation, duties, theory and skills as well', () => {
    const model = read.find(({ key }) => key === 'participants-teacher-teacher')?.model;
    const pairs = model === undefined ? [] : allItems(model).map(({ pair }) => pair);
    for (const word of ['adaptation', 'duties', 'theory', 'skills'])
      expect(pairs).toContain(`mentee.${word}`);
  });

  test('asks pupils in short sentences, a thought a page', () => {
    for (const key of ['candidate-mentee', 'participants-pupil-pupil']) {
      const model = surveyModel.parse(findLibraryEntry(key)?.model);
      for (const { text } of allItems(model)) expect(text.length).toBeLessThanOrEqual(100);
      for (const page of modelFor(model, { side: 'mentee', form: 'pupil-pupil', moment: 'after' }).pages)
        expect(page.items.length).toBeLessThanOrEqual(3);
    }
  });

  test('has the nine marks of the curator, from 0 to 18 together', () => {
    const model = surveyModel.parse(findLibraryEntry('curator-card')?.model);
    expect(allItems(model).filter(({ indicator }) => indicator === 'curator.card')).toHaveLength(9);
  });

  test('lets only nameless questionnaires do without a consent', () => {
    for (const { anonymous, withoutConsent } of read) expect(withoutConsent && !anonymous).toBe(false);
    expect(findLibraryEntry('parents')).toMatchObject({ anonymous: true, withoutConsent: true });
  });
});
