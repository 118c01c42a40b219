import type { Refusal } from '#src/lib/result.ts';

/**
 * Who may do what. Every room writes its rights down as one table, command → holders, and asks `may`.
 * The database knows the same roles (`account_role`); row-level security stands behind these tables.
 */
export const ROLES = [
  'director',
  'curator',
  'team',
  'psychologist',
  'class_teacher',
  'mentor',
  'mentee',
  'guardian',
  'municipal',
  'regional',
  'administrator',
] as const;

export type Role = (typeof ROLES)[number];

/** A role held at an organization above the one in question: a municipality over its schools, a region over both. */
export type RoleAbove = 'above:municipal' | 'above:regional' | 'above:administrator';

/** What a line of a table of rights names. */
export type Holder = Role | RoleAbove;

/** What the signed-in person is at one organization, as read in the same transaction that acts. */
export interface Standing {
  readonly accountId: string;
  readonly organizationId: string;
  /** Roles in force at the organization itself. */
  readonly roles: readonly Role[];
  /** Upper roles in force at an organization above it. */
  readonly above: readonly RoleAbove[];
}

/**
 * One room's rights: `{ 'documents.register': ['director', 'curator'] } as const satisfies AccessTable`.
 * A command that is not in the table does not compile; a holder that is not listed is refused.
 */
export type AccessTable<Command extends string = string> = Readonly<Record<Command, readonly Holder[]>>;

/** Commands of a table, as a type. */
export type CommandOf<Table extends AccessTable> = keyof Table & string;

/**
 * Staff who see everything of the programme of their organization: who reads lists, plans and papers. The municipal
 * and the regional role stand here for their own organization; over the schools below they are `above:…`.
 */
export const STAFF = [
  'director',
  'curator',
  'team',
  'psychologist',
  'class_teacher',
  'municipal',
  'regional',
  'administrator',
] as const;

/** Those who answer for the programme of their organization: who changes its plan, papers and people. */
export const LEADERS = ['director', 'curator', 'municipal', 'regional', 'administrator'] as const;

/**
 * True, or the refusal. `access.not_found`: no role here at all, which a page shows as «не найдено», so that a stranger
 * does not learn that the organization exists. `access.not_allowed`: a role, but not one of those that may; the facts name
 * the command, the person's roles and the roles that may, comma-separated.
 */
export function may<Table extends AccessTable>(
  table: Table,
  standing: Standing,
  command: CommandOf<Table>,
): true | Refusal {
  const held: readonly Holder[] = [...standing.roles, ...standing.above];
  if (held.length === 0) return { code: 'access.not_found' };
  const allowed: readonly Holder[] = table[command] ?? [];
  if (held.some((holder) => allowed.includes(holder))) return true;
  return { code: 'access.not_allowed', facts: { command, held: held.join(','), allowed: allowed.join(',') } };
}

/** `may` for every command of a table at once: what loader data carries. */
export function abilities<Table extends AccessTable>(
  table: Table,
  standing: Standing,
): Record<CommandOf<Table>, true | Refusal> {
  const answers = {} as Record<CommandOf<Table>, true | Refusal>;
  for (const command of Object.keys(table) as CommandOf<Table>[]) {
    answers[command] = may(table, standing, command);
  }
  return answers;
}

export const orgsAccess = {
  'orgs.view': [...ROLES, 'above:municipal', 'above:regional', 'above:administrator'],
  'orgs.edit': [...LEADERS, 'above:municipal', 'above:regional', 'above:administrator'],
  'orgs.view_settings': LEADERS,
  'orgs.set_days': LEADERS,
  'orgs.list_below': [
    'municipal',
    'regional',
    'administrator',
    'above:municipal',
    'above:regional',
    'above:administrator',
  ],
  'orgs.add_below': [
    'municipal',
    'regional',
    'administrator',
    'above:municipal',
    'above:regional',
    'above:administrator',
  ],
} as const satisfies AccessTable;
