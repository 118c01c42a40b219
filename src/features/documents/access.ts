import { LEADERS, STAFF, type AccessTable } from '#src/features/accounts/access.ts';

export const documentsAccess = {
  'documents.list': STAFF,
  'documents.register': LEADERS,
  'documents.edit': LEADERS,
  'documents.cancel': LEADERS,
  'documents.download': STAFF,
} as const satisfies AccessTable;
