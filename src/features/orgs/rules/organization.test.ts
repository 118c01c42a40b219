import { describe, expect, test } from 'vitest';
import { FIRST_KINDS, isInn, keeperRole, kindsBelow, ORGANIZATION_KINDS, rolesAt } from './organization.ts';

describe('INN', () => {
  test.each(['7707083893', '7830002293', '500100732259'])('accepts %s', (inn) => {
    expect(isInn(inn)).toBe(true);
  });

  test.each([
    '7707083894',
    '500100732258',
    '500100732269',
    '0000000000',
    '770708389',
    '77070838931',
    '770708389З',
    '',
  ])('refuses %s', (inn) => {
    expect(isInn(inn)).toBe(false);
  });
});

describe('the tree', () => {
  test('nothing stands below itself or below a partner', () => {
    for (const kind of ORGANIZATION_KINDS) expect(kindsBelow(kind)).not.toContain(kind);
    expect(kindsBelow('partner')).toEqual([]);
  });

  test('whoever sets an installation up gets a role that exists there', () => {
    for (const kind of FIRST_KINDS) expect(rolesAt(kind)).toContain(keeperRole(kind));
  });
});
