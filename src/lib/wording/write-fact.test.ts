import { describe, expect, it } from 'vitest';
import { writeFact } from '#src/lib/wording/write-fact.ts';

describe('what a person fixed by hand', () => {
  it('wins for an organization in the genitive, and there alone', () => {
    const school = { kind: 'organization', name: 'Школа № 5', genitive: 'школы № 5 города' } as const;
    expect(writeFact(school, ['родительный']).text).toBe('школы № 5 города');
    expect(writeFact(school, ['дательный']).text).toBe('Школе № 5');
    expect(writeFact(school, []).text).toBe('Школа № 5');
  });

  it('wins for a person, and makes an unknown gender no question', () => {
    const name = { familyName: 'Ким', givenName: 'Саша', patronymic: '' };
    const person = { kind: 'person', name, gender: null, post: '' } as const;
    expect(writeFact(person, ['дательный'])).toEqual({ text: 'Ким Саше', unsure: ['Ким Саша'] });
    const fixed = { ...person, forms: { dative: { familyName: 'Киму' } } };
    expect(writeFact(fixed, ['дательный'])).toEqual({ text: 'Киму Саше', unsure: [] });
    expect(writeFact({ ...person, gender: 'male' }, ['дательный']).text).toBe('Киму Саше');
  });
});
