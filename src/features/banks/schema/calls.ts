import { z } from 'zod';
import { SIDES } from '#src/features/programmes/rules/sides.ts';
import { line, neededLine, optionalLines, version } from '#src/features/orgs/schema.ts';
import { healLookalikes } from '#src/features/people/rules.ts';
import { PERSON_KINDS } from '#src/features/people/rules/kinds.ts';
import { email } from '#src/features/people/schema.ts';
import { findForm } from '#src/features/programmes/rules/forms.ts';
import { day } from '#src/features/mentorships/schema.ts';
import { APPLICATION_STATES, CALL_KINDS } from '#src/features/banks/rules/calls.ts';
import { optionalTags, whole } from '#src/features/banks/schema.ts';

const forms = z
  .array(z.string())
  .default([])
  .transform((ids) => ids.filter((id) => findForm(id) !== undefined));
const kinds = z.array(z.enum(PERSON_KINDS)).default([]);

const callFields = {
  title: neededLine(300, 'назовите набор, например «Наставники для пятых классов»'),
  invitation: optionalLines(5000),
  forms,
  kinds,
  opensOn: day,
  closesOn: day,
  answerLimit: whole(1, 10_000, 'укажите, сколько заявок принять: от 1 до 10000'),
};
const inOrder = ({ opensOn, closesOn }: { opensOn: string; closesOn: string }) => closesOn >= opensOn;
const notInOrder = { path: ['closesOn'], error: 'последний день раньше первого: проверьте даты' };

export const addCallForm = z
  .object({ submission: z.uuid(), side: z.enum(SIDES, { error: 'выберите, кого зовёте' }), ...callFields })
  .refine(inOrder, notInOrder)
  // What does not fit the side is dropped: nobody is asked for as a mentee of a partner.
  .transform((call) => ({
    ...call,
    kinds: call.kinds.filter((kind) => CALL_KINDS[call.side].includes(kind)),
  }));
export type AddCall = z.output<typeof addCallForm>;
export const editCallForm = z.object({ version, ...callFields }).refine(inOrder, notInOrder);
export type EditCall = z.output<typeof editCallForm>;
export const closeCallForm = z.object({ version });
export const reopenCallForm = z.object({ version, closesOn: day });
/** Names of fields that come several times. */
export const CALL_LISTS = ['forms', 'kinds'] as const;

const birthDay = z.iso
  .date('укажите дату рождения, например 31.08.2010')
  .refine((text) => text >= '1900-01-01', 'проверьте год рождения');
const hours = whole(0, 200, 'укажите часы целым числом, от 0 до 200').nullable().default(null);

/** What an applicant writes; also how it is kept until it is settled. */
export const applicationAnswers = z.object({
  familyName: neededLine(100, 'напишите фамилию').transform(healLookalikes),
  givenName: neededLine(100, 'напишите имя').transform(healLookalikes),
  patronymic: line(100).transform(healLookalikes),
  birthDate: birthDay,
  kind: z.enum(PERSON_KINDS, { error: 'выберите, кто вы' }),
  /** Class, or where they study or work. */
  place: line(300),
  phone: line(50),
  email: email.default(''),
  guardianName: line(300),
  forms,
  competences: optionalTags,
  interests: optionalTags,
  achievements: optionalLines(2000),
  hoursAMonth: hours,
  timeWords: line(300),
  mainRequest: optionalLines(2000),
  tags: optionalTags,
  wishes: optionalLines(2000),
});
export type ApplicationAnswers = z.output<typeof applicationAnswers>;
export const APPLICATION_LISTS = ['forms'] as const;

export const applyForm = applicationAnswers
  .extend({
    submission: z.uuid(),
    consent: z.literal('on', { error: 'без согласия на обработку заявки школа не может её принять' }),
    consentVersion: z.coerce.number().int(),
    /** Not for people: whoever fills it in is a machine. */
    website: z.string().default(''),
  })
  .refine(({ phone, email: address }) => phone !== '' || address !== '', {
    path: ['phone'],
    error: 'оставьте телефон или почту: иначе школа не сможет ответить',
  });
export type Apply = z.output<typeof applyForm>;

/** Kept answers: lists of words are arrays there, not lines. */
export const keptAnswers = applicationAnswers.extend({
  competences: z.array(z.string()),
  interests: z.array(z.string()),
  tags: z.array(z.string()),
});

export const acceptApplicationForm = z.object({
  version,
  /** An id of the people of the school, or «new». */
  person: z.union([z.literal('new'), z.uuid()], { error: 'выберите, кто это' }),
});
export const declineApplicationForm = z.object({
  version,
  reason: neededLine(500, 'напишите, почему'),
});

const page = z.coerce.number().int().min(1).max(10_000).catch(1);
export const applicationFilter = z.object({
  state: z
    .union([z.enum(APPLICATION_STATES), z.literal('all')])
    .optional()
    .catch(undefined),
  page,
});
export type ApplicationFilter = z.output<typeof applicationFilter>;
