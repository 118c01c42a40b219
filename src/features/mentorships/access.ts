import type { AccessTable } from '#src/features/accounts/access.ts';

export const mentorshipsAccess = {
  'mentorships.list': ['director', 'curator', 'team', 'psychologist', 'class_teacher'],
  'mentorships.edit': ['director', 'curator'],
  /** Answers of others, asking anew, dissolving: with what people say in confidence, so not for a director. */
  'mentorships.settle': ['curator'],
  /** Why somebody answered so: the policy of `answer_reasons` says the same. */
  'mentorships.read_reasons': ['curator', 'psychologist'],
} as const satisfies AccessTable;
