import { LEADERS, STAFF, type AccessTable } from '#src/features/accounts/access.ts';

export const programmesAccess = {
  'programmes.view': STAFF,
  'programmes.edit': LEADERS,
  'programmes.edit_partners': LEADERS,
} as const satisfies AccessTable;
