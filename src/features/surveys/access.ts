import type { AccessTable } from '#src/features/accounts/access.ts';

export const surveysAccess = {
  'surveys.list': ['director', 'curator', 'team', 'psychologist'],
  'surveys.edit': ['director', 'curator', 'psychologist'],
  'surveys.run': ['director', 'curator', 'psychologist'],
  'surveys.enter_paper': ['director', 'curator', 'psychologist'],
  'surveys.view_results': ['director', 'curator', 'psychologist'],
  // Who named whom, vetoes included.
  'surveys.view_preferences': ['curator', 'psychologist'],
} as const satisfies AccessTable;
