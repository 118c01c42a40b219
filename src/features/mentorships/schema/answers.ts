import { z } from 'zod';
import { optionalLines, version } from '#src/features/orgs/schema.ts';
import { ANSWERS, STEPS, TOLD_CHANNELS } from '#src/features/mentorships/rules/answers.ts';
import { findForm } from '#src/features/programmes/rules/forms.ts';
import { ORDER_STATES } from '#src/features/mentorships/rules/orders.ts';
import { day } from '#src/features/mentorships/schema.ts';

/** Of one person; as much as fits a talk. */
export const REASON_LENGTH = 1000;
/** Ticked at once in the list. */
export const MANY_LIMIT = 500;

const answer = z.enum(ANSWERS, { error: 'выберите ответ' });
const reason = optionalLines(REASON_LENGTH);

export const answerProposalForm = z.object({
  submission: z.uuid(),
  /** Of the answer that is changed; 0: the first. */
  version: z.coerce.number().int().min(0),
  answer,
  reason,
});
export type AnswerProposal = z.output<typeof answerProposalForm>;

export const answerForForm = z.object({
  submission: z.uuid(),
  version,
  personId: z.uuid({ error: 'выберите, за кого вносите ответ' }),
  answer,
  channel: z.enum(TOLD_CHANNELS, { error: 'выберите, как ответил человек' }),
  answeredOn: day,
  reason,
});
export type AnswerFor = z.output<typeof answerForForm>;

export const askAgainForm = z.object({ version, personId: z.uuid() });
export type AskAgain = z.output<typeof askAgainForm>;

export const stepForm = z.object({
  version,
  state: z.enum(STEPS, { error: 'выберите шаг' }),
  steppedOn: day,
  channel: z.enum(TOLD_CHANNELS).default('paper'),
});
export type TakeStep = z.output<typeof stepForm>;

export const dissolveForm = z.object({ version, whole: z.literal('on').optional() });
export type Dissolve = z.output<typeof dissolveForm>;

/** Boxes of the list: id of the mentorship and the version that was on the screen. */
const ticked = z
  .array(
    z
      .string()
      .regex(/^[0-9a-f-]{36}\.\d{1,9}$/i, 'обновите страницу и отметьте заново')
      .transform((text) => {
        const [id = '', version = ''] = text.split('.');
        return { id, version: Number(version) };
      }),
  )
  .min(1, 'отметьте хотя бы одну пару или группу')
  .max(MANY_LIMIT, `отметьте не больше ${MANY_LIMIT} за раз`);
export type Ticked = z.output<typeof ticked>[number];

export const MANY_DEEDS = ['met', 'trial', 'agreed', 'dissolve'] as const;
export type ManyDeed = (typeof MANY_DEEDS)[number];

export const manyForm = z.object({
  submission: z.uuid(),
  deed: z.enum(MANY_DEEDS, { error: 'выберите, что сделать с отмеченными' }),
  steppedOn: day,
  items: ticked,
});
export type DoWithMany = z.output<typeof manyForm>;

export const orderManyForm = z.object({
  submission: z.uuid(),
  paperId: z.uuid({ error: 'выберите приказ' }),
  items: ticked,
});
export type OrderMany = z.output<typeof orderManyForm>;

/** What the list for the order shows, as it stands in the address; what is unknown is dropped. */
export const orderListFilter = z.object({
  year: z.coerce.number().int().min(2000).max(2100).optional().catch(undefined),
  form: z
    .string()
    .refine((id) => findForm(id) !== undefined)
    .optional()
    .catch(undefined),
  state: z.enum(ORDER_STATES).catch('agreed'),
});
export type OrderListFilter = z.output<typeof orderListFilter>;
