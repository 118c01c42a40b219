import type { AccessTable } from '#src/features/accounts/access.ts';

export const mentorshipsAccess = {
  'mentorships.list': ['director', 'curator', 'team', 'psychologist', 'class_teacher'],
  'mentorships.edit': ['director', 'curator'],
} as const satisfies AccessTable;
