import { z } from 'zod';
import { line, neededLine, version } from '#src/features/orgs/schema.ts';
import { findForm } from '#src/features/programmes/rules/forms.ts';
import { AIMS, RULE_IDS, WEIGHT_IDS, WEIGHT_MOST } from '#src/features/matching/rules/settings.ts';

const whole = (min: number, max: number) =>
  z.coerce
    .number({ error: `укажите целое число от ${min} до ${max}` })
    .int(`укажите целое число от ${min} до ${max}`)
    .min(min, `не меньше ${min}`)
    .max(max, `не больше ${max}`);
const form = z.string().refine((id) => findForm(id) !== undefined, 'выберите форму');
const aim = z.enum(AIMS, { error: 'выберите, что важнее' });
const title = neededLine(200, 'назовите подбор, чтобы отличать его от других');

export const newDraftForm = z.object({
  submission: z.uuid(),
  title,
  programmeId: z.uuid().nullable().default(null),
  forms: z.array(form).min(1, 'выберите хотя бы одну форму'),
  aim,
  withOtherSchools: z.literal('on').optional(),
});
export type NewDraftInput = z.output<typeof newDraftForm>;

export const markForm = z.object({
  version,
  kind: z.enum(['pin', 'ban', 'free']),
  menteeId: z.uuid('выберите наставляемого'),
  mentorId: z.uuid('выберите наставника'),
});
export type MarkInput = z.output<typeof markForm>;

export const swapForm = z.object({
  version,
  menteeId: z.uuid('выберите наставляемого'),
  withId: z.uuid('выберите, с кем поменять'),
});
export type SwapInput = z.output<typeof swapForm>;

export const settingsForm = z.object({
  version,
  aim,
  withOtherSchools: z.literal('on').optional(),
  minimumOverlap: whole(1, 21),
  seniorityGap: whole(0, 11),
  minimumScore: whole(0, 100),
  rules: z.array(z.enum(RULE_IDS)).default([]),
  weights: z.object(
    Object.fromEntries(WEIGHT_IDS.map((id) => [id, whole(0, WEIGHT_MOST)])) as Record<
      (typeof WEIGHT_IDS)[number],
      ReturnType<typeof whole>
    >,
  ),
  forms: z
    .array(
      z.object({
        form,
        isOn: z.literal('on').optional(),
        isGroup: z.literal('on').optional(),
        groupMinimum: whole(0, 50).default(0),
        limit: whole(1, 100).nullable().default(null),
      }),
    )
    .default([]),
});
export type SettingsInput = z.output<typeof settingsForm>;

export const versionForm = z.object({ version });
export const renameForm = z.object({ version, title });
export const copyForm = z.object({ submission: z.uuid(), title });

export const approveForm = z.object({
  version,
  submission: z.uuid(),
  menteeIds: z.array(z.uuid()).min(1, 'отметьте хотя бы одну пару'),
  startsOn: z.iso.date('укажите день, например 12.09.2026'),
  dueOn: z.iso.date('укажите день, например 31.05.2027').nullable().default(null),
});
export type ApproveInput = z.output<typeof approveForm>;

/** Of the list of the group meeting; what is unknown is dropped. */
export const meetingFilter = z.object({
  form: z
    .string()
    .refine((id) => findForm(id) !== undefined)
    .optional()
    .catch(undefined),
});

/** What the table of a draft shows, as it stands in the address; what is unknown is dropped. */
export const tableFilter = z.object({
  q: line(200).catch(''),
  show: z.enum(['all', 'unmatched', 'weak', 'warned', 'pinned', 'mutual']).catch('all'),
  form: z
    .string()
    .refine((id) => findForm(id) !== undefined)
    .optional()
    .catch(undefined),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});
export type TableFilter = z.output<typeof tableFilter>;
