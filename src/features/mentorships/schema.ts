import { z } from 'zod';
import { findForm, roleModelTitle } from '#src/features/programmes/rules/forms.ts';
import { line, neededLine, optionalLines, version } from '#src/features/orgs/schema.ts';
import { ENDED_BY, endReasons, FIRST_STATES, MENTORSHIP_STATES } from '#src/features/mentorships/rules.ts';

/** People in one mentorship; a group of a school is far smaller. */
export const MEMBERS_LIMIT = 50;

const ids = (message: string) =>
  z.array(z.uuid('выберите человека из списка')).min(1, message).max(MEMBERS_LIMIT, 'слишком много людей');

export const day = z.iso
  .date('укажите день, например 12.09.2026')
  .refine(
    (text) => text >= '2000-01-01' && text <= '2199-12-31',
    'проверьте год: он должен быть от 2000 до 2199',
  );

const link = line(2000).refine(
  (text) => text === '' || /^https?:\/\/\S+$/i.test(text),
  'вставьте адрес страницы целиком, например https://school.example.ru/case',
);

export const addMentorshipForm = z
  .object({
    submission: z.uuid(),
    form: z.string({ error: 'выберите форму' }).refine((id) => findForm(id) !== undefined, 'выберите форму'),
    roleModel: line(60),
    isGroup: z.literal('on').optional(),
    mentorIds: ids('выберите наставника'),
    menteeIds: ids('выберите наставляемого'),
    programmeId: z.uuid().nullable().default(null),
    state: z.enum(FIRST_STATES).default('agreed'),
    startsOn: day.nullable().default(null),
    dueOn: day.nullable().default(null),
    labourCode: z.literal('on').optional(),
    labourReason: optionalLines(1000),
  })
  .refine(({ form, roleModel }) => roleModel === '' || roleModelTitle(form, roleModel) !== roleModel, {
    path: ['roleModel'],
    error: 'такой ролевой модели у этой формы нет: выберите другую',
  })
  .refine(({ startsOn, dueOn }) => startsOn === null || dueOn === null || dueOn >= startsOn, {
    path: ['dueOn'],
    error: 'окончание раньше начала: проверьте даты',
  });
export type AddMentorship = z.output<typeof addMentorshipForm>;

export const endMentorshipForm = z.object({
  version,
  outcome: z.enum(['closed', 'ended_early'], { error: 'выберите, как закончилось' }),
  endedOn: day,
  reasonKey: z
    .string({ error: 'выберите причину' })
    .refine((id) => endReasons.some((reason) => reason.id === id), 'выберите причину'),
  reason: optionalLines(1000),
  endedBy: z.enum(ENDED_BY).nullable().default(null),
  results: optionalLines(5000),
  caseUrl: link,
  isCompleted: z.literal('on').optional(),
  /** Mentees go on looking for a mentor. */
  goesOn: z.literal('on').optional(),
});
export type EndMentorship = z.output<typeof endMentorshipForm>;

export const pauseMentorshipForm = z.object({
  version,
  reason: neededLine(1000, 'напишите, почему приостановлено'),
});
export const resumeMentorshipForm = z.object({ version });

export const replaceMentorForm = z.object({
  version,
  memberId: z.uuid('выберите, кого заменяют'),
  mentorId: z.uuid({ error: 'выберите нового наставника' }),
  replacedOn: day,
  reason: neededLine(1000, 'напишите, почему заменяют'),
  labourReason: optionalLines(1000),
});
export type ReplaceMentor = z.output<typeof replaceMentorForm>;

/** Filters of the list, as they stand in the address; what is unknown is dropped. */
export const mentorshipFilter = z.object({
  year: z.coerce.number().int().min(2000).max(2100).optional().catch(undefined),
  state: z
    .union([z.enum(MENTORSHIP_STATES), z.literal(['open', 'forming', 'declined'])])
    .optional()
    .catch(undefined),
  form: z
    .string()
    .refine((id) => findForm(id) !== undefined)
    .optional()
    .catch(undefined),
  q: line(200).catch(''),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});
export type MentorshipFilter = z.output<typeof mentorshipFilter>;
