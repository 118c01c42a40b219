import { ROLES, STAFF, type AccessTable } from '#src/features/accounts/access.ts';

/** Notices are everybody's own; the feed needs a person of the staff list. */
export const noticesAccess = {
  'notices.read': ROLES,
  'notices.choose': ROLES,
  'notices.feed': STAFF,
} as const satisfies AccessTable;
