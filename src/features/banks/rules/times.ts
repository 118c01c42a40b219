/** 1 is Monday. */
export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
export const DAY_PARTS = ['morning', 'after', 'evening'] as const;
export type DayPart = (typeof DAY_PARTS)[number];
/** «3-evening»: Wednesday evening. */
export type TimeSlot = `${(typeof WEEKDAYS)[number]}-${DayPart}`;

const weekdayLabels = ['пн', 'вт', 'ср', 'чт', 'пт', 'сб', 'вс'] as const;
const partLabels: Readonly<Record<DayPart, string>> = {
  morning: 'утром',
  after: 'днём после уроков',
  evening: 'вечером',
};

export function isTimeSlot(text: string): text is TimeSlot {
  return /^[1-7]-(?:morning|after|evening)$/.test(text);
}

/** Every slot in the order of a week, with its words. */
export const timeSlots: readonly { readonly value: TimeSlot; readonly label: string }[] = WEEKDAYS.flatMap(
  (day) =>
    DAY_PARTS.map((part) => ({
      value: `${day}-${part}` as const,
      label: `${weekdayLabels[day - 1] ?? ''} ${partLabels[part]}`,
    })),
);

/** «пн, ср вечером; сб утром»: the slots of a part together. */
export function formatTimes(slots: readonly string[]): string {
  return DAY_PARTS.map((part) => {
    const days = WEEKDAYS.filter((day) => slots.includes(`${day}-${part}`)).map(
      (day) => weekdayLabels[day - 1],
    );
    return days.length === 0 ? '' : `${days.join(', ')} ${partLabels[part]}`;
  })
    .filter((words) => words !== '')
    .join('; ');
}

/** Slots out of what the database or a form holds; anything else is dropped, each once, in the order of the week. */
export function readTimes(value: unknown): TimeSlot[] {
  if (!Array.isArray(value)) return [];
  const given = new Set(value.filter((one): one is string => typeof one === 'string'));
  return timeSlots.map((slot) => slot.value).filter((slot) => given.has(slot));
}
