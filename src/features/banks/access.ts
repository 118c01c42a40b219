import type { AccessTable } from '#src/features/accounts/access.ts';

export const banksAccess = {
  'banks.view': ['director', 'curator', 'team', 'psychologist', 'class_teacher'],
  'banks.edit': ['director', 'curator', 'class_teacher'],
  'banks.admit': ['director', 'curator'],
  'banks.call': ['director', 'curator'],
  'banks.import': ['director', 'curator'],
  'banks.export': ['director', 'curator'],
  // Words of a psychologist about a mentee: nobody else, the director included.
  'banks.psychologist_notes': ['psychologist'],
} as const satisfies AccessTable;
