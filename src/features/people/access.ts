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

export const peopleAccess = {
  'people.list': READERS,
  'people.add': KEEPERS,
  'people.edit': KEEPERS,
  'people.import': KEEPERS,
  'people.edit_teams': KEEPERS,
} as const satisfies AccessTable;
