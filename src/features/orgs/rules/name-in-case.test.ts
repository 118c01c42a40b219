import { describe, expect, it } from 'vitest';
import { fullNameInCase } from '#src/features/orgs/rules/name-in-case.ts';

describe('the full name in a case', () => {
  const school = { fullName: 'Средняя школа № 5', fullNameGenitive: '' };
  it('follows the rules', () => {
    expect(fullNameInCase(school, 'genitive')).toBe('Средней школы № 5');
    expect(fullNameInCase(school, 'nominative')).toBe('Средняя школа № 5');
  });
  it('keeps the genitive that a person fixed, and that alone', () => {
    const fixed = { ...school, fullNameGenitive: 'средней школы № 5' };
    expect(fullNameInCase(fixed, 'genitive')).toBe('средней школы № 5');
    expect(fullNameInCase(fixed, 'dative')).toBe('Средней школе № 5');
  });
});
