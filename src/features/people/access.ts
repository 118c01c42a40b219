import { LEADERS, STAFF, type AccessTable } from '#src/features/accounts/access.ts';

/** Those who work with pupils, parents and outsiders; row-level security leaves to a class teacher the own classes. */
const EDUCATORS = ['director', 'curator', 'team', 'psychologist', 'class_teacher'] as const;
/** Those who answer for pupils at the school itself: an administrator looks after the program and its staff. */
const KEEPERS = ['director', 'curator'] as const;

/** `…_everyone` is everybody besides staff: pupils, graduates, students, people of partners, guardians. */
export const peopleAccess = {
  'people.list': STAFF,
  'people.list_everyone': EDUCATORS,
  'people.add': LEADERS,
  'people.edit': LEADERS,
  'people.edit_everyone': KEEPERS,
  'people.import': LEADERS,
  'people.edit_teams': LEADERS,
  'people.edit_classes': KEEPERS,
  'people.roll_over': KEEPERS,
  'people.list_partners': STAFF,
  'people.edit_partners': LEADERS,
  'people.issue_codes': KEEPERS,
  /** Two records of one person, joined and parted. */
  'people.merge': KEEPERS,
} as const satisfies AccessTable;
