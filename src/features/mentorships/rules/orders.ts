/** Keys of data/paper-kinds.json of orders that can fix pairs and groups. */
export const ORDER_KINDS = ['order.pairs', 'order.replacement', 'order'] as const;

/** What the list for the order shows: agreed and in no order yet, in an order, or both. */
export const ORDER_STATES = ['agreed', 'ordered', 'all'] as const;
export type OrderState = (typeof ORDER_STATES)[number];
