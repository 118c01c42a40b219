import { LEADERS, STAFF, type AccessTable } from '#src/features/accounts/access.ts';

export const peopleAccess = {
  'people.list': STAFF,
  'people.add': LEADERS,
  'people.edit': LEADERS,
  'people.import': LEADERS,
  'people.edit_teams': LEADERS,
} as const satisfies AccessTable;
