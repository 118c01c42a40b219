import { describe, expect, test } from 'vitest';
import {
  abilities,
  accountsAccess,
  givableRoles,
  may,
  mayIssueCodeTo,
  ROLES,
  type Role,
  type RoleAbove,
  type Standing,
} from '#src/features/accounts/access.ts';
import { orgsAccess } from '#src/features/orgs/access.ts';
import { abilityTexts, roleLabels } from '#src/features/accounts/labels.ts';

const ABOVE: readonly RoleAbove[] = ['above:municipal', 'above:regional', 'above:administrator'];

function standing(roles: readonly Role[], above: readonly RoleAbove[] = []): Standing {
  return { accountId: 'a', organizationId: 'o', roles, above };
}

/** Written out by hand: who may, command by command. Everybody else may not. */
const expected: Record<string, string> = {
  'orgs.view': `${ROLES.join(' ')} ${ABOVE.join(' ')}`,
  'orgs.edit': `director curator municipal regional administrator ${ABOVE.join(' ')}`,
  'orgs.set_days': 'director curator municipal regional administrator',
  'orgs.view_settings': 'director curator municipal regional administrator',
  'orgs.list_below': `municipal regional administrator ${ABOVE.join(' ')}`,
  'orgs.add_below': `municipal regional administrator ${ABOVE.join(' ')}`,
  'accounts.list': `director curator municipal regional administrator ${ABOVE.join(' ')}`,
  'accounts.invite': `director curator municipal regional administrator ${ABOVE.join(' ')}`,
  'accounts.grant_role': `director curator municipal regional administrator ${ABOVE.join(' ')}`,
  'accounts.end_role': `director curator municipal regional administrator ${ABOVE.join(' ')}`,
  'accounts.hand_over': `director curator municipal regional administrator ${ABOVE.join(' ')}`,
  'accounts.issue_code': `director curator municipal regional administrator ${ABOVE.join(' ')}`,
};

describe('role × command', () => {
  const table = { ...orgsAccess, ...accountsAccess };

  test('the tables have these commands and no other', () => {
    expect(Object.keys(table).sort()).toEqual(Object.keys(expected).sort());
  });

  test.each(Object.entries(expected))('%s', (command, holders) => {
    const allowed = holders.split(' ');
    for (const role of ROLES) {
      const answer = may(table, standing([role]), command as keyof typeof table);
      expect([role, answer === true]).toEqual([role, allowed.includes(role)]);
    }
    for (const above of ABOVE) {
      const answer = may(table, standing([], [above]), command as keyof typeof table);
      expect([above, answer === true]).toEqual([above, allowed.includes(above)]);
    }
  });
});

describe('a refusal', () => {
  test('without any role does not tell that there is something', () => {
    expect(may(accountsAccess, standing([]), 'accounts.list')).toEqual({ code: 'access.not_found' });
  });

  test('with another role names who may, in Russian', () => {
    const can = abilityTexts(abilities(accountsAccess, standing(['mentor', 'team'])));
    expect(can['accounts.list']).toBe(
      'Это делает: директор, куратор, муниципальный куратор, региональный куратор, администратор, ' +
        'администратор вышестоящей организации. ' +
        'У вас здесь: наставник, рабочая группа.',
    );
    expect(abilityTexts(abilities(accountsAccess, standing(['curator'])))['accounts.list']).toBe(true);
  });

  test('one of several roles is enough', () => {
    expect(may(accountsAccess, standing(['mentor', 'curator']), 'accounts.invite')).toBe(true);
  });
});

describe('roles to give', () => {
  test('nobody gives what would raise themselves', () => {
    const school = (roles: readonly Role[], above: readonly RoleAbove[] = []) =>
      givableRoles(standing(roles, above), 'school', true);
    expect(school(['curator'])).toEqual([
      'curator',
      'team',
      'psychologist',
      'class_teacher',
      'mentor',
      'mentee',
      'guardian',
    ]);
    expect(school(['director'])).toContain('administrator');
    expect(school([], ['above:municipal'])).toEqual(['director', 'curator', 'administrator']);
    for (const role of ['team', 'psychologist', 'class_teacher', 'mentor', 'mentee', 'guardian'] as const) {
      expect(school([role])).toEqual([]);
    }
  });

  test('a curator brings the first director in, and makes none afterwards', () => {
    const curator = standing(['curator']);
    expect(givableRoles(curator, 'school', false)).toContain('director');
    expect(givableRoles(curator, 'school', true)).not.toContain('director');
    expect(givableRoles(standing(['team']), 'school', false)).toEqual([]);
  });

  test('only roles that exist there', () => {
    expect(givableRoles(standing(['municipal']), 'municipality', true)).toEqual([
      'director',
      'team',
      'municipal',
    ]);
    expect(givableRoles(standing(['director']), 'school', true)).not.toContain('municipal');
    expect(givableRoles(standing([], ['above:regional']), 'municipality', true)).toEqual([
      'director',
      'municipal',
      'administrator',
    ]);
  });

  test('a code opens an account only to those who give its answering roles', () => {
    const curator = givableRoles(standing(['curator']), 'school', true);
    expect(mayIssueCodeTo(curator, ['team', 'mentor'])).toBe(true);
    expect(mayIssueCodeTo(curator, ['director'])).toBe(false);
    expect(mayIssueCodeTo(curator, ['curator', 'director'])).toBe(false);
    expect(mayIssueCodeTo(curator, ['team', 'administrator'])).toBe(false);
    expect(mayIssueCodeTo(curator, [])).toBe(false);
    const municipal = givableRoles(standing([], ['above:municipal']), 'school', true);
    expect(mayIssueCodeTo(municipal, ['director', 'mentor'])).toBe(true);
    expect(mayIssueCodeTo(municipal, ['mentor'])).toBe(false);
  });
});

test('every role has a name', () => {
  expect(ROLES.every((role) => roleLabels[role].length > 3)).toBe(true);
});
