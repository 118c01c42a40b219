import { LEADERS, STAFF, type AccessTable } from '#src/features/accounts/access.ts';

export const documentsAccess = {
  'documents.list': STAFF,
  /** Drafting, wording, approval of papers made here. */
  'documents.draft': LEADERS,
  'documents.register': LEADERS,
  'documents.edit': LEADERS,
  'documents.cancel': LEADERS,
  /** Wordings and masks of numbers of the organization. */
  'documents.settings': LEADERS,
  'documents.acquaint': LEADERS,
  'documents.download': STAFF,
} as const satisfies AccessTable;
