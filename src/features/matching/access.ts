import type { AccessTable } from '#src/features/accounts/access.ts';

/** Drafts are made and shaped by whoever may know of wishes and vetoes; the director reads what goes into the order. */
export const matchingAccess = {
  'matching.view': ['director', 'curator', 'psychologist'],
  'matching.edit': ['curator'],
} as const satisfies AccessTable;
