import type { AccessTable, Holder, Role, Standing } from '#src/features/orgs/access.ts';

// The vocabulary of rights is defined at `orgs`, the first room, because that room has rights too; every other room
// takes it from here, where roles are given.
export { abilities, LEADERS, may, ROLES, STAFF } from '#src/features/orgs/access.ts';
export type { AccessTable, CommandOf, Holder, Role, RoleAbove, Standing } from '#src/features/orgs/access.ts';

const MANAGERS = [
  'director',
  'curator',
  'municipal',
  'regional',
  'administrator',
  'above:municipal',
  'above:regional',
  'above:administrator',
] as const;

export const accountsAccess = {
  'accounts.list': MANAGERS,
  'accounts.invite': MANAGERS,
  'accounts.grant_role': MANAGERS,
  'accounts.end_role': MANAGERS,
  'accounts.hand_over': MANAGERS,
  'accounts.issue_code': MANAGERS,
} as const satisfies AccessTable;

const AT_A_SCHOOL: readonly Role[] = [
  'director',
  'curator',
  'team',
  'psychologist',
  'class_teacher',
  'mentor',
  'mentee',
  'guardian',
];

/**
 * Which roles a holder gives and ends. Nobody raises themselves: a school's director or curator gives roles of the
 * school only; an upper level gives to organizations below it those who answer there.
 */
const GIVES: Readonly<Partial<Record<Holder, readonly Role[]>>> = {
  director: AT_A_SCHOOL,
  curator: AT_A_SCHOOL,
  municipal: ['municipal', 'team', 'mentor'],
  regional: ['regional', 'team', 'mentor'],
  administrator: [...AT_A_SCHOOL, 'municipal', 'regional', 'administrator'],
  'above:municipal': ['director', 'curator', 'administrator'],
  'above:regional': ['director', 'curator', 'municipal', 'administrator'],
  'above:administrator': [...AT_A_SCHOOL, 'municipal', 'administrator'],
};

/** Roles that this person may give or end at the organization of the standing, in the order of `ROLES`. */
export function givableRoles(standing: Standing, order: readonly Role[]): readonly Role[] {
  const given = new Set([...standing.roles, ...standing.above].flatMap((holder) => GIVES[holder] ?? []));
  return order.filter((role) => given.has(role));
}
