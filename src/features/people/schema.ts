import { z } from 'zod';
import { line, neededLine, version } from '#src/features/orgs/schema.ts';
import { healLookalikes } from '#src/features/people/rules.ts';
import { orderKinds, PERSON_KINDS, type PersonKind } from '#src/features/people/rules/kinds.ts';

/** Most letters of a post, most posts of one person. */
export const POST_LENGTH = 200;
export const POSTS_LIMIT = 20;

export const email = line(200).refine(
  (text) => text === '' || z.email().safeParse(text).success,
  'адрес почты с ошибкой: напишите как ivanova@school.ru',
);

/** A part of a name; Latin letters that slipped in among Cyrillic ones are put right. */
const namePart = line(100).transform(healLookalikes);
/** A day or nothing, as a field of a form has it. */
export const optionalDay = z
  .union([
    z.literal('').transform(() => null),
    z.null(),
    z.iso
      .date('укажите день, например 31.08.2026')
      .refine(
        (day) => day >= '1900-01-01' && day <= '2199-12-31',
        'проверьте год: он должен быть от 1900 до 2199',
      ),
  ])
  .default(null);
/** The row that a choice names, or nothing. */
export const optionalId = z
  .union([z.literal('').transform(() => null), z.null(), z.uuid('выберите из списка')])
  .default(null);
const optionalYear = z
  .union([
    z.literal('').transform(() => null),
    z.null(),
    z.coerce
      .number('напишите год четырьмя цифрами')
      .int('напишите год четырьмя цифрами')
      .min(1950, 'напишите год от 1950')
      .max(2199, 'проверьте год'),
  ])
  .default(null);

const personFields = {
  familyName: neededLine(100, 'напишите фамилию').transform(healLookalikes),
  givenName: namePart.default(''),
  patronymic: namePart.default(''),
  email: email.default(''),
  phone: line(50).default(''),
  /** Posts, one a line; the first is the main one. */
  posts: z
    .string()
    .default('')
    .transform((text) => [
      ...new Set(
        text
          .normalize('NFC')
          .split(/\r?\n/)
          .map((post) => post.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim())
          .filter((post) => post !== ''),
      ),
    ])
    .pipe(
      z
        .array(z.string().max(POST_LENGTH, `должность длиннее ${POST_LENGTH} знаков`))
        .max(POSTS_LIMIT, `не больше ${POSTS_LIMIT} должностей`),
    ),
  /** What they are to the school. */
  kinds: z
    .preprocess(
      (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
      z.array(z.enum(PERSON_KINDS)).min(1, 'отметьте, кто это для школы').max(PERSON_KINDS.length),
    )
    .refine((kinds) => !(kinds.includes('pupil') && kinds.includes('graduate')), {
      message: 'ученик и выпускник сразу – так не бывает: оставьте одно',
    })
    .transform((kinds): readonly PersonKind[] => orderKinds(kinds)),
  birthDate: optionalDay,
  birthYear: optionalYear,
  workplace: line(300).default(''),
  partnerId: optionalId,
  graduatedIn: optionalYear,
  serviceSince: optionalYear,
};

export const addPersonForm = z.object({
  submission: z.uuid(),
  ...personFields,
  /** Ticked after the warning about a namesake. */
  isNamesake: z.preprocess((value) => value === 'on' || value === true, z.boolean()).default(false),
  /** A pupil comes into this class today. */
  classId: optionalId,
  /** A guardian is entered from the card of this child. */
  childId: optionalId,
  relation: line(60).default(''),
});
export type AddPerson = z.output<typeof addPersonForm>;

export const editPersonForm = z.object({
  personId: z.uuid(),
  version,
  ...personFields,
  leftOn: optionalDay,
});
export type EditPerson = z.output<typeof editPersonForm>;

export const linkAccountForm = z.object({
  personId: z.uuid(),
  version,
  /** Empty: the person has no account any more. */
  accountId: line(64).transform((text) => (text === '' ? null : text)),
});

export const teamForm = z.object({
  name: neededLine(200, 'назовите группу'),
  kind: z.enum(['organizers', 'other']).default('organizers'),
  schoolYear: z.coerce
    .number('выберите учебный год')
    .int('выберите учебный год')
    .min(2000, 'выберите учебный год')
    .max(2100, 'выберите учебный год'),
  memberIds: z.preprocess(
    (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
    z.array(z.uuid()).max(200, 'в группе не больше 200 человек'),
  ),
  /** What each does in the team, by the id of the person. */
  duties: z.record(z.uuid(), line(200)).default({}),
});
export type TeamInput = z.output<typeof teamForm>;

export const addTeamForm = teamForm.extend({ submission: z.uuid() });
export type AddTeam = z.output<typeof addTeamForm>;

export const editTeamForm = teamForm.extend({ teamId: z.uuid(), version });
export type EditTeam = z.output<typeof editTeamForm>;
