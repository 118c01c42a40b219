/** The two sides of mentoring, as questionnaires, mentorships, banks and calls part people. */
export const SIDES = ['mentor', 'mentee'] as const;
export type Side = (typeof SIDES)[number];
