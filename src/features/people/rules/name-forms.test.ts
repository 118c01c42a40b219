import { describe, expect, it } from 'vitest';
import { OBLIQUE_CASES, type ObliqueCase } from '#src/lib/russian/case.ts';
import { toGender, toNameForms } from '#src/lib/russian/kept-forms.ts';
import type { NameForms } from '#src/lib/russian/names.ts';
import { nameFormsForm } from '#src/features/people/schema/name-forms.ts';
import { fixForms, viewForms } from '#src/features/people/rules/fixed-forms.ts';
import { nameFormsInWords, pickNameForms } from '#src/features/people/rules/name-forms.ts';

const person = {
  familyName: 'Груша',
  givenName: 'Пётр',
  patronymic: 'Ильич',
  gender: null,
  nameForms: {},
};
const blank = Object.fromEntries(OBLIQUE_CASES.map((name) => [name, ''])) as Record<ObliqueCase, string>;

describe('what is kept of typed forms', () => {
  it('is what differs from the rules', () => {
    expect(fixForms(person, blank, null)).toEqual({ isFit: true, forms: {} });
    const same = { ...blank, dative: 'Груше Петру Ильичу' };
    expect(fixForms(person, same, 'male')).toEqual({ isFit: true, forms: {} });
    const typed = { ...blank, dative: 'Груша Петру Ильичу' };
    expect(fixForms(person, typed, null)).toEqual({
      isFit: true,
      forms: { dative: { familyName: 'Груша' } },
    });
    expect(fixForms(person, { ...blank, genitive: 'Груши' }, null)).toEqual({
      isFit: false,
      name: 'genitive',
    });
  });

  it('shows again as it was kept', () => {
    const shown = viewForms({ ...person, nameForms: { dative: { familyName: 'Груша' } } });
    expect(shown.forms.map(({ isFixed }) => isFixed)).toEqual([false, false, true, false, false, false]);
    expect(shown).toMatchObject({ guessed: 'male', isCertain: true });
  });
});

describe('JSON of the database', () => {
  it.each([
    null,
    5,
    'x',
    [],
    { dative: 'x' },
    { dative: [] },
    { dative: { familyName: 5 } },
    { x: { familyName: 'а' } },
  ])('%j holds no forms', (value) => expect(toNameForms(value)).toEqual({}));
  it('gives forms and genders that are some', () => {
    const forms = { dative: { familyName: 'Груша', givenName: '' }, x: {} };
    expect(toNameForms(forms)).toEqual({ dative: { familyName: 'Груша' } });
    expect(['male', 'female', 'x', null].map(toGender)).toEqual(['male', 'female', null, null]);
    expect(nameFormsInWords(toNameForms(forms))).toBe('дательный – Груша');
    expect(nameFormsInWords({ genitive: 'Груша Петра' })).toBe('родительный – Груша Петра');
  });
});

it('a form sent with nothing in it asks for the rules: empty fields do not arrive', () => {
  const {
    personId: _,
    version: __,
    ...fields
  } = nameFormsForm.parse({
    personId: '0197a1b2-0000-7000-8000-000000000000',
    version: '3',
  });
  expect(fields).toEqual({ gender: null, ...blank });
});

it('forms of two records are picked by the part of the name', () => {
  const one: NameForms = { dative: { familyName: 'А', patronymic: 'Б' } };
  const other: NameForms = { dative: { familyName: 'В' }, genitive: { familyName: 'Г' } };
  expect(pickNameForms((part) => (part === 'familyName' ? other : one))).toEqual({
    dative: { familyName: 'В', patronymic: 'Б' },
    genitive: { familyName: 'Г' },
  });
});
