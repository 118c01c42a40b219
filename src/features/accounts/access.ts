import { ROLES } from '#src/features/orgs/access.ts';
import type { AccessTable, Holder, Role, Standing } from '#src/features/orgs/access.ts';
import { rolesAt, type OrganizationKind } from '#src/features/orgs/rules/organization.ts';

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
  'curator',
  'team',
  'psychologist',
  'class_teacher',
  'mentor',
  'mentee',
  'guardian',
];

/**
 * Which roles a holder gives and ends, as far as such a role exists at the organization (`rolesAt`). Nobody raises
 * themselves: a curator gives the roles of the school below the director's; an upper level gives to organizations
 * below it those who answer there.
 */
const GIVES: Readonly<Partial<Record<Holder, readonly Role[]>>> = {
  director: ['director', ...AT_A_SCHOOL, 'municipal', 'regional', 'administrator'],
  curator: AT_A_SCHOOL,
  municipal: ['municipal', 'director', 'team'],
  regional: ['regional', 'director', 'team'],
  administrator: ['director', ...AT_A_SCHOOL, 'municipal', 'regional', 'administrator'],
  'above:municipal': ['director', 'curator', 'administrator'],
  'above:regional': ['director', 'curator', 'municipal', 'administrator'],
  'above:administrator': ['director', ...AT_A_SCHOOL, 'municipal', 'administrator'],
};

/**
 * Roles that this person may give or end at an organization of the kind, in the order of `ROLES`. While nobody is
 * director there (`hasDirector` false) a curator brings the first one in; afterwards a curator neither makes directors
 * nor ends or resets them, or the curator's password would be the director's too.
 */
export function givableRoles(
  standing: Standing,
  kind: OrganizationKind,
  hasDirector: boolean,
): readonly Role[] {
  const given = new Set([...standing.roles, ...standing.above].flatMap((holder) => GIVES[holder] ?? []));
  if (!hasDirector && standing.roles.includes('curator')) given.add('director');
  const exist = rolesAt(kind);
  return ROLES.filter((role) => given.has(role) && exist.includes(role));
}

const ANSWERING: readonly Role[] = ['director', 'curator', 'municipal', 'regional', 'administrator'];

/**
 * Whether somebody who gives these roles may open an account with those roles by a one-time code: one of them must be
 * theirs to give, and none of the answering ones may be beyond them.
 */
export function mayIssueCodeTo(givable: readonly Role[], held: readonly Role[]): boolean {
  return (
    held.some((role) => givable.includes(role)) &&
    held.every((role) => !ANSWERING.includes(role) || givable.includes(role))
  );
}

/** Roles that nobody gives to themselves, whatever they may give to others. */
export function isGivenByOthers(role: Role): boolean {
  return ANSWERING.includes(role);
}

/** Roles that an organization never loses: the last holder hands over instead of leaving. */
export function isNeverEmpty(role: Role): boolean {
  return ANSWERING.includes(role);
}
