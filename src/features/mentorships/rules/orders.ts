import type { MentorshipState } from '#src/features/mentorships/rules.ts';

/** Keys of data/paper-kinds.json of orders that can fix pairs and groups. */
export const ORDER_KINDS = ['order.pairs', 'order.replacement', 'order'] as const;

/** What the list for the order shows: agreed and in no order yet, in an order, or both. */
export const ORDER_STATES = ['agreed', 'ordered', 'all'] as const;
export type OrderState = (typeof ORDER_STATES)[number];

/** Somebody in the list, with class, post or enterprise. The name is empty without a consent in force. */
export interface OrderPerson {
  readonly name: string;
  readonly place: string;
}

/** A line of the list for the order; days are ISO. */
export interface OrderLine {
  readonly id: string;
  readonly version: number;
  readonly state: MentorshipState;
  readonly form: string;
  readonly roleModel: string;
  readonly isGroup: boolean;
  readonly startsOn: string | null;
  readonly dueOn: string | null;
  readonly mentors: readonly OrderPerson[];
  readonly mentees: readonly OrderPerson[];
}
