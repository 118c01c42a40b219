import type { AccessTable } from '#src/features/accounts/access.ts';

/** Those who answer for personal data at the school itself; an administrator looks after the program, not after people. */
const KEEPERS = ['director', 'curator'] as const;

export const consentsAccess = {
  'consents.list': [...KEEPERS, 'team', 'psychologist', 'class_teacher'],
  'consents.enter': [...KEEPERS, 'class_teacher'],
  'consents.withdraw': KEEPERS,
  'consents.edit_texts': KEEPERS,
  'consents.destroy': KEEPERS,
  'consents.answer_requests': KEEPERS,
  'consents.handle_incidents': KEEPERS,
} as const satisfies AccessTable;
