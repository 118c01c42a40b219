import { z } from 'zod';
import { line, neededLine } from '#src/features/orgs/schema.ts';

const version = z.coerce.number().int().min(1);
const email = line(200).refine(
  (text) => text === '' || z.email().safeParse(text).success,
  'Проверьте адрес почты',
);

const personFields = {
  familyName: neededLine(100, 'Напишите фамилию'),
  givenName: line(100).default(''),
  patronymic: line(100).default(''),
  email: email.default(''),
  phone: line(50).default(''),
  /** Posts, one a line; the first is the main one. */
  posts: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split('\n')
        .map((post) => post.replaceAll(/\s+/g, ' ').trim().slice(0, 200))
        .filter((post) => post !== ''),
    ),
};

export const addPersonForm = z.object({
  submission: z.uuid(),
  ...personFields,
  /** Ticked after the warning about a namesake. */
  isNamesake: z.preprocess((value) => value === 'on' || value === true, z.boolean()).default(false),
});
export type AddPerson = z.output<typeof addPersonForm>;

export const editPersonForm = z.object({
  personId: z.uuid(),
  version,
  ...personFields,
  leftOn: z.union([z.literal('').transform(() => null), z.iso.date()]).default(null),
});
export type EditPerson = z.output<typeof editPersonForm>;

export const teamForm = z.object({
  name: neededLine(200, 'Назовите группу'),
  kind: z.enum(['organizers', 'other']).default('organizers'),
  schoolYear: z.coerce.number().int().min(2000).max(2100),
  memberIds: z.preprocess(
    (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
    z.array(z.uuid()).max(200),
  ),
});
export type TeamInput = z.output<typeof teamForm>;

export const editTeamForm = teamForm.extend({ teamId: z.uuid(), version });
export type EditTeam = z.output<typeof editTeamForm>;
