import { z } from 'zod';
import { line, neededLine, optionalLines, version } from '#src/features/orgs/schema.ts';
import { findForm } from '#src/features/programmes/rules/forms.ts';
import { day } from '#src/features/mentorships/schema.ts';
import { languages, PLACES, REQUEST_STATES } from '#src/features/banks/rules/entries.ts';
import { MENTOR_STATES } from '#src/features/banks/rules/admission.ts';
import { REACHES } from '#src/features/banks/rules/outside-offer.ts';
import { splitTags, TAG_LENGTH, TAGS_LIMIT } from '#src/features/banks/rules/tags.ts';
import { isTimeSlot } from '#src/features/banks/rules/times.ts';

/** Words parted by commas or lines, or none. */
export const optionalTags = optionalLines(2_000)
  .transform(splitTags)
  .refine((words) => words.length <= TAGS_LIMIT, `не больше ${TAGS_LIMIT} слов: выберите главные`)
  .refine(
    (words) => words.every((word) => Array.from(word).length <= TAG_LENGTH),
    'слишком длинно для одного слова: разделите запятыми',
  );

/** A whole number within bounds, with what to say when it is not one. */
export const whole = (min: number, max: number, message: string) =>
  z.coerce.number({ error: message }).int(message).min(min, message).max(max, message);

const times = z
  .array(z.string())
  .default([])
  .transform((slots) => slots.filter(isTimeSlot));
const places = z.array(z.enum(PLACES)).default([]);
const spoken = z
  .array(z.string())
  .default([])
  .transform((ids) => ids.filter((id) => languages.some((language) => language.id === id)));
const forms = z
  .array(z.string())
  .default([])
  .transform((ids) => ids.filter((id) => findForm(id) !== undefined));

export const offerFields = {
  competences: optionalTags.refine((words) => words.length > 0, 'напишите хотя бы одно: в чём вы сильны'),
  interests: optionalTags,
  achievements: optionalLines(5000),
  ageFrom: whole(0, 99, 'укажите возраст целым числом лет').nullable().default(null),
  ageTo: whole(0, 99, 'укажите возраст целым числом лет').nullable().default(null),
  hoursAMonth: whole(0, 200, 'укажите часы целым числом, от 0 до 200').nullable().default(null),
  timeWords: line(300),
  times,
  places,
  languages: spoken,
  forms,
  menteeLimit: whole(0, 100, 'укажите число от 0 до 100').default(1),
  note: optionalLines(2000),
};
const areInOrder = ({ ageFrom, ageTo }: { ageFrom: number | null; ageTo: number | null }) =>
  ageFrom === null || ageTo === null || ageTo >= ageFrom;
const notInOrder = { path: ['ageTo'], error: 'второй возраст меньше первого: поменяйте местами' };

export const addOfferForm = z
  .object({
    submission: z.uuid(),
    personId: z.uuid({ error: 'выберите человека из списка' }),
    ...offerFields,
  })
  .refine(areInOrder, notInOrder);
export type AddOffer = z.output<typeof addOfferForm>;
export const editOfferForm = z.object({ version, ...offerFields }).refine(areInOrder, notInOrder);
export type EditOffer = z.output<typeof editOfferForm>;

export const requestFields = {
  mainRequest: optionalLines(2000).refine((text) => text !== '', 'напишите, с чем нужна помощь'),
  tags: optionalTags,
  wishes: optionalLines(2000),
  urgency: whole(1, 3, 'выберите срочность').default(2),
  times,
  places,
  languages: spoken,
  forms,
};
export const addRequestForm = z.object({
  submission: z.uuid(),
  personId: z.uuid({ error: 'выберите человека из списка' }),
  ...requestFields,
});
export type AddRequest = z.output<typeof addRequestForm>;
export const editRequestForm = z.object({ version, ...requestFields });
export type EditRequest = z.output<typeof editRequestForm>;

/** Names of fields that come several times. */
export const ENTRY_LISTS = ['times', 'places', 'languages', 'forms'] as const;

export const endOfferForm = z.object({ version, reason: neededLine(500, 'напишите, почему') });
/** An agreement to be offered to other schools; `agreedOn`: the day under a paper, of the curator alone. */
export const agreeOutsideForm = z.object({
  reach: z.enum(REACHES, { error: 'выберите, каким школам' }),
  textVersion: z.coerce.number().int(),
  agreedOn: day.nullable().default(null),
});
export type AgreeOutside = z.output<typeof agreeOutsideForm>;
export const withdrawRequestForm = z.object({ version });
export const supporterForm = z.object({ version, supporterId: z.uuid().nullable().default(null) });

export const checkForm = z
  .object({
    submission: z.uuid(),
    checkId: z.string(),
    outcome: z.enum(['passed', 'failed', 'waived'], { error: 'выберите итог' }),
    checkedOn: day,
    validUntil: day.nullable().default(null),
    hours: z.coerce
      .number({ error: 'укажите часы числом' })
      .min(0, 'укажите часы числом')
      .max(1000, 'не больше 1000 часов')
      .nullable()
      .default(null),
    note: optionalLines(2000),
  })
  .refine(({ outcome, note }) => outcome !== 'waived' || note !== '', {
    path: ['note'],
    error: 'напишите, почему проверка не нужна',
  })
  .refine(({ checkedOn, validUntil }) => validUntil === null || validUntil >= checkedOn, {
    path: ['validUntil'],
    error: 'срок кончается раньше дня проверки: проверьте даты',
  });
export type EnterCheck = z.output<typeof checkForm>;

export const absenceForm = z
  .object({
    submission: z.uuid(),
    kind: z.enum(['pause', 'leave']),
    startsOn: day,
    endsOn: day.nullable().default(null),
    reason: line(500),
  })
  .refine(({ startsOn, endsOn }) => endsOn === null || endsOn >= startsOn, {
    path: ['endsOn'],
    error: 'окончание раньше начала: проверьте даты',
  });
export type EnterAbsence = z.output<typeof absenceForm>;

export const noteForm = z.object({
  submission: z.uuid(),
  notedOn: day,
  note: optionalLines(10_000).refine((text) => text !== '', 'напишите заметку'),
});
export type EnterNote = z.output<typeof noteForm>;

export const joinTagsForm = z.object({
  gone: neededLine(TAG_LENGTH, 'напишите слово, которое уйдёт'),
  kept: neededLine(TAG_LENGTH, 'напишите слово, которое останется'),
});

const page = z.coerce.number().int().min(1).max(10_000).catch(1);
const form = z
  .string()
  .refine((id) => findForm(id) !== undefined)
  .optional()
  .catch(undefined);

/** Filters of the bank of mentees, as they stand in the address; what is unknown is dropped. */
export const menteeFilter = z.object({
  q: line(200).catch(''),
  class: line(24).catch(''),
  form,
  state: z
    .union([z.enum(REQUEST_STATES), z.literal(['all', 'unpaired'])])
    .optional()
    .catch(undefined),
  tag: line(TAG_LENGTH).catch(''),
  place: z.enum(PLACES).optional().catch(undefined),
  page,
});
export type MenteeFilter = z.output<typeof menteeFilter>;

export const mentorFilter = z.object({
  q: line(200).catch(''),
  class: line(24).catch(''),
  form,
  state: z
    .union([z.enum(MENTOR_STATES), z.enum(['all', 'admitted'])])
    .optional()
    .catch(undefined),
  tag: line(TAG_LENGTH).catch(''),
  place: z.enum(PLACES).optional().catch(undefined),
  page,
});
export type MentorFilter = z.output<typeof mentorFilter>;
