import { z } from 'zod';
import { SIDES } from '#src/features/programmes/rules/sides.ts';
import { line, neededLine, tidyLines, version } from '#src/features/orgs/schema.ts';
import { ACTIVITY_KINDS, PERSON_KINDS } from '#src/features/surveys/rules.ts';
import { ITEM_KINDS, MOMENTS, type SurveyModel } from '#src/features/surveys/rules/model.ts';
import { ITEMS_LIMIT, PAGES_LIMIT } from '#src/features/surveys/rules/edit.ts';

const key = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/);
const dottedKey = z.string().regex(/^[a-z][a-z0-9_.-]{0,59}$/);

/** The questionnaire at every border: the file of the library, the column of the database. */
export const surveyModel: z.ZodType<SurveyModel> = z.strictObject({
  format: z.literal(1),
  title: z.string().min(1).max(300),
  intro: z.string().max(3_000),
  thanks: z.string().max(1_000),
  pages: z
    .array(
      z.strictObject({
        title: z.string().max(200),
        items: z
          .array(
            z.strictObject({
              id: key,
              kind: z.enum(ITEM_KINDS),
              text: z.string().max(1_000),
              hint: z.string().max(500).optional(),
              required: z.boolean().optional(),
              options: z
                .array(z.strictObject({ key: z.string().min(1).max(40), text: z.string().min(1).max(300) }))
                .max(60)
                .optional(),
              ends: z.array(z.string().max(200)).max(3).optional(),
              min: z.number().optional(),
              max: z.number().optional(),
              of: z.enum(SIDES).optional(),
              when: z
                .array(
                  z.strictObject({
                    item: key,
                    in: z.array(z.string().max(40)).max(60).optional(),
                    atLeast: z.number().optional(),
                    atMost: z.number().optional(),
                  }),
                )
                .max(10)
                .optional(),
              only: z
                .strictObject({
                  forms: z.array(z.string().max(60)).optional(),
                  sides: z.array(z.enum(SIDES)).optional(),
                  moments: z.array(z.enum(MOMENTS)).optional(),
                })
                .optional(),
              pair: dottedKey.optional(),
              indicator: dottedKey.optional(),
            }),
          )
          .max(ITEMS_LIMIT),
      }),
    )
    .min(1)
    .max(PAGES_LIMIT),
});

/** Answers as the database has them. */
export const storedAnswers = z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())]));

const text = (max: number) =>
  z
    .string()
    .transform(tidyLines)
    .pipe(z.string().max(max, `не длиннее ${max} знаков`))
    .default('');
const lines = (most: number) =>
  text(20_000).transform((typed) =>
    typed
      .split('\n')
      .map((one) => one.trim())
      .filter((one) => one !== '')
      .slice(0, most),
  );
const flag = z
  .literal('on')
  .optional()
  .transform((value) => value === 'on');
const optionalNumber = z.coerce.number({ error: 'введите число' }).min(-1e9).max(1e9).optional();

export const createSurveyForm = z.object({
  submission: z.uuid(),
  /** Key of the library; empty: from nothing. */
  library: z.string().max(60).default(''),
  title: line(300).default(''),
});
export type CreateSurvey = z.output<typeof createSurveyForm>;

export const surveyHeadForm = z.object({
  version,
  title: neededLine(300, 'напишите название'),
  intro: text(3_000),
  thanks: text(1_000),
});
export const surveyPageForm = z.object({
  version,
  page: z.coerce.number().int().min(0),
  title: line(200).default(''),
});
export const moveItemForm = z.object({ version, itemId: key, by: z.enum(['-1', '1']) });
export const removeItemForm = z.object({ version, itemId: key });

export const itemForm = z.object({
  version,
  kind: z.enum(ITEM_KINDS),
  text: z
    .string({ error: 'напишите вопрос' })
    .trim()
    .min(1, 'напишите вопрос')
    .max(1_000, 'не длиннее 1000 знаков'),
  hint: text(500),
  required: flag,
  options: lines(60).pipe(z.array(z.string().max(300, 'вариант не длиннее 300 знаков'))),
  ends: lines(3).pipe(z.array(z.string().max(200, 'подпись не длиннее 200 знаков'))),
  min: optionalNumber,
  max: optionalNumber,
  of: z.enum(SIDES).optional(),
  whenItem: key.optional(),
  whenValues: line(300).default(''),
  whenAtLeast: optionalNumber,
  whenAtMost: optionalNumber,
  sides: z.array(z.enum(SIDES)).default([]),
  forms: z.array(z.string().max(60)).default([]),
  moments: z.array(z.enum(MOMENTS)).default([]),
  pair: z.union([dottedKey, z.literal('')], { error: 'латинские буквы, цифры, точка и дефис' }).optional(),
  indicator: z
    .union([dottedKey, z.literal('')], { error: 'латинские буквы, цифры, точка и дефис' })
    .optional(),
});
export type ItemInput = z.output<typeof itemForm>;

const day = z.iso
  .date('укажите день')
  .refine((iso) => iso >= '2000-01-01' && iso <= '2199-12-31', 'проверьте год');

export const audienceFields = z.object({
  source: z.enum(['people', 'mentorships', 'banks', 'picked'], { error: 'выберите, кого спросить' }),
  kinds: z.array(z.enum(PERSON_KINDS)).default([]),
  classIds: z.array(z.uuid()).max(200).default([]),
  sides: z.array(z.enum(SIDES)).default([]),
  forms: z.array(z.string().max(60)).max(20).default([]),
  personIds: z.array(z.uuid()).max(5_000).default([]),
});

/** The audience as the database has it. */
export const storedAudience = audienceFields.catch({
  source: 'picked',
  kinds: [],
  classIds: [],
  sides: [],
  forms: [],
  personIds: [],
});
export const storedCandidates = z
  .object({ mentor: z.array(z.uuid()).optional(), mentee: z.array(z.uuid()).optional() })
  .catch({});

export const waveForm = z
  .object({
    submission: z.uuid(),
    surveyId: z.uuid({ error: 'выберите анкету' }),
    title: neededLine(300, 'напишите название, например «Анкета после первой встречи»'),
    moment: z.enum(MOMENTS).default('once'),
    /** The wave whose respondents are asked again; empty: a family of its own. */
    after: z.uuid().optional(),
    activityKind: z.enum(ACTIVITY_KINDS).optional(),
    isAnonymous: flag,
    canChange: flag,
    opensOn: day,
    closesOn: day,
  })
  .extend(audienceFields.shape)
  .refine(({ opensOn, closesOn }) => closesOn >= opensOn, {
    path: ['closesOn'],
    error: 'последний день раньше первого',
  });
export type WaveInput = z.output<typeof waveForm>;

/** Whom a ranking offers; `all`: the bank of the side, whatever is ticked. */
export const candidatesForm = z.object({
  version,
  side: z.enum(SIDES),
  as: z.enum(['picked', 'all']),
  personIds: z.array(z.uuid()).max(1_000).default([]),
});
export const candidatesFilter = z.object({
  side: z.enum(SIDES).optional().catch(undefined),
  words: z.string().max(100).catch(''),
});

export const waveStepForm = z.object({ version });
export const waveDaysForm = z.object({ version, closesOn: day });
export const markForm = z.object({
  version,
  invitationIds: z.array(z.uuid()).max(5_000).default([]),
  as: z.enum(['answered', 'declined', 'waiting', 'removed']),
});

/** A questionnaire list's filter, as it stands in the address. */
export const surveyFilter = z.object({
  state: z.enum(['draft', 'published', 'retired']).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});
export const waveFilter = z.object({
  state: z.enum(['draft', 'scheduled', 'open', 'closed']).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});
export const resultFilter = z.object({
  side: z.enum(SIDES).optional().catch(undefined),
  form: z.string().max(60).optional().catch(undefined),
  class: z.string().max(30).optional().catch(undefined),
});
export type ResultFilter = z.output<typeof resultFilter>;
