import { z } from 'zod';
import { parseClassName } from '#src/features/people/rules/classes.ts';
import { version } from '#src/features/orgs/schema.ts';
import { optionalId } from '#src/features/people/schema.ts';

const name = z.string({ error: 'напишите класс, например 7А' }).transform((typed, context) => {
  const read = parseClassName(typed);
  if (read !== null) return read;
  context.addIssue({ code: 'custom', message: 'напишите класс числом и буквой, например 7А или 10 физмат' });
  return z.NEVER;
});
const schoolYear = z.coerce
  .number('выберите учебный год')
  .int('выберите учебный год')
  .min(2000, 'выберите учебный год')
  .max(2100, 'выберите учебный год');

export const addClassForm = z.object({
  submission: z.uuid(),
  schoolYear,
  name,
  teacherId: optionalId,
});
export type AddClass = z.output<typeof addClassForm>;

export const editClassForm = z.object({ classId: z.uuid(), version, name, teacherId: optionalId });
export type EditClass = z.output<typeof editClassForm>;

/** Most people moved at once: a whole grade of a large school. */
const MOVE_LIMIT = 500;

export const movePupilsForm = z.object({
  submission: z.uuid(),
  personIds: z.preprocess(
    (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
    z.array(z.uuid()).max(MOVE_LIMIT, `не больше ${MOVE_LIMIT} человек за раз`),
  ),
  /** A class, out of every class, or into the graduates. */
  to: z.union([z.uuid(), z.literal('out'), z.literal('graduate')], 'выберите, куда перевести'),
});
export type MovePupils = z.output<typeof movePupilsForm>;

const fate = z.enum(['up', 'graduate', 'stay_out']);
/** `fates.<class id>` of the wizard; a class without a decision goes its usual way. */
export const rollOverForm = z.object({
  submission: z.uuid(),
  fromYear: schoolYear,
  fates: z.record(z.uuid(), fate).default({}),
});
export type RollOver = z.output<typeof rollOverForm>;
