import type { AccessTable } from '#src/features/accounts/access.ts';

const READERS = [
  'director',
  'curator',
  'team',
  'psychologist',
  'class_teacher',
  'municipal',
  'regional',
  'administrator',
] as const;
const KEEPERS = ['director', 'curator', 'municipal', 'regional', 'administrator'] as const;

export const documentsAccess = {
  'documents.list': READERS,
  'documents.register': KEEPERS,
  'documents.edit': KEEPERS,
  'documents.cancel': KEEPERS,
  'documents.download': READERS,
} as const satisfies AccessTable;
