import { z } from 'zod';
import type { Meaning } from '#src/lib/deadlines/meaning.ts';
import { version } from '#src/features/orgs/schema.ts';
import { CLOSED_STATES } from '#src/features/roadmap/rules/state.ts';
import { SHIFTS } from '#src/features/roadmap/rules/model.ts';
import { ROADMAP_LAYOUTS } from '#src/features/roadmap/papers/layouts.ts';

const id = z.uuid();
/** One line of a form: white space folded, so that two spellings of a blank are one; control characters count as blanks. */
const line = (max: number) =>
  z
    .string()
    .transform((text) => text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim())
    .pipe(z.string().max(max));
/** Several lines: ends of lines are Unix ones, blanks at the ends go; other control characters become blanks. */
const text = (max: number) =>
  z
    .string()
    .transform((value) =>
      value
        .replaceAll(/\r\n?/g, '\n')
        .replaceAll(/[^\P{Cc}\n\t]/gu, ' ')
        .trim(),
    )
    .pipe(z.string().max(max));
/** Taken letter by letter, but for the one that no database keeps. */
const letters = (max: number) =>
  z
    .string()
    .max(max)
    .transform((value) => value.replaceAll('\0', ''));
/** A day that a plan can name; years that nobody lives in are slips of the keyboard. */
const isoDay = z.iso
  .date()
  .refine(
    (day) => day >= '1900-01-01' && day <= '2199-12-31',
    'Проверьте год: он должен быть от 1900 до 2199',
  );
const optionalDay = z.union([z.literal('').transform(() => null), isoDay]);

const isoOrRelative = z
  .string()
  .regex(/^((19|20|21)\d\d|Y[01])-\d{2}-\d{2}$/)
  // A year that nobody named may be a leap year.
  .refine((day) => z.iso.date().safeParse(day.replace(/^Y[01]/, '2000')).success);
const monthDay = z.string().refine((day) => z.iso.date().safeParse(`2000-${day}`).success);

/** A meaning that came back from a form: the same forms as `lib/deadlines/meaning.ts`, nothing else. */
export const meaningSchema: z.ZodType<Meaning> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('date'), date: isoOrRelative }),
    z.strictObject({ kind: z.literal('by'), date: isoOrRelative }),
    z.strictObject({ kind: z.literal('range'), start: isoOrRelative, end: isoOrRelative }),
    z.strictObject({
      kind: z.literal('recurring'),
      freq: z.enum(['daily', 'weekly', 'monthly', 'quarterly', 'half-yearly', 'yearly']),
      months: z.array(z.int().min(1).max(12)).max(12).optional(),
      monthday: z.int().min(-1).max(31).optional(),
      weekday: z.array(line(4)).max(7).optional(),
      interval: z.int().min(1).max(99).optional(),
      times: z.int().min(1).max(99).optional(),
      window: z.strictObject({ from: monthDay, to: monthDay }).optional(),
      start: isoOrRelative.optional(),
      end: isoOrRelative.optional(),
    }),
    z.strictObject({
      kind: z.literal('continuous'),
      scope: z.enum(['programme', 'year', 'open']),
      start: isoOrRelative.optional(),
      end: isoOrRelative.optional(),
    }),
    z.strictObject({ kind: z.literal('event'), text: line(1000) }),
    z.strictObject({ kind: z.literal('set'), items: z.array(meaningSchema).min(1).max(60) }),
  ]),
);

/** A JSON string in a hidden field or a radio button. */
export const meaningField = z
  .string()
  .max(20_000)
  .transform((value, context): Meaning => {
    try {
      const parsed = meaningSchema.safeParse(JSON.parse(value));
      if (parsed.success) return parsed.data;
    } catch {
      // Not JSON at all: the same answer as for JSON of another shape.
    }
    context.addIssue({
      code: 'custom',
      message: 'Срок передан в неизвестном виде: откройте страницу заново',
    });
    return z.NEVER;
  });

export const pasteSchema = z.object({
  title: line(255).default(''),
  text: text(2_000_000).pipe(z.string().min(1, 'Вставьте текст дорожной карты')),
});

export const templateSchema = z.object({
  templateId: z.string().max(60),
  startYear: z.coerce.number().int().min(2015).max(2100),
});

export const rollOverSchema = z.object({ startYear: z.coerce.number().int().min(2015).max(2100) });

export const headerSchema = z.object({
  version,
  title: line(1000).pipe(z.string().min(1, 'Назовите дорожную карту')),
  periodStart: optionalDay.default(null),
  periodEnd: optionalDay.default(null),
  layout: z.enum(ROADMAP_LAYOUTS),
  shift: z.enum(SHIFTS),
  aim: text(5000).default(''),
  tasks: text(20_000).default(''),
});

/** `meaning` empty: read the phrase again; otherwise the reading that the person chose. */
export const rowSchema = z.object({
  activityId: id,
  version,
  number: line(40).default(''),
  title: text(10_000).pipe(z.string().min(1, 'Напишите, что нужно сделать')),
  deadlineText: line(1000).default(''),
  meaning: z.union([z.literal('').transform(() => null), meaningField]).default(null),
  responsibleText: text(2000).default(''),
  resultText: text(5000).default(''),
  activitiesText: text(10_000).default(''),
  isGroup: z.preprocess((value) => value === 'on' || value === true, z.boolean()).default(false),
  /** Another section to move to; null stays. */
  sectionId: z.union([z.literal('').transform(() => null), id]).default(null),
  kinds: z.preprocess(
    (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
    z.array(line(60)).max(20),
  ),
});
export type RowInput = z.infer<typeof rowSchema>;

export const newRowSchema = rowSchema
  .omit({ activityId: true, version: true, meaning: true })
  .extend({ sectionId: id, afterId: z.union([z.literal('').transform(() => null), id]).default(null) });

export const rowRefSchema = z.object({ activityId: id, version });
export type RowRef = z.infer<typeof rowRefSchema>;

/** `<row id>:<version>`, one a row. */
export const confirmRowsSchema = z.object({
  rows: z
    .array(
      z
        .string()
        .regex(/^[0-9a-f-]{36}:[1-9]\d{0,8}$/)
        .refine((value) => id.safeParse(value.slice(0, 36)).success)
        .transform((value): RowRef => ({ activityId: value.slice(0, 36), version: Number(value.slice(37)) })),
    )
    .min(1, 'Отметьте хотя бы одну строку')
    .max(200),
});

/** A fix that the linter offered: `from` may be empty, texts are taken letter by letter. */
export const fixSchema = z.object({
  targetId: id,
  version: z.coerce.number().int().min(0).max(2_147_483_647).default(0),
  field: z.enum(['number', 'title', 'subPoints', 'deadline', 'responsible', 'result', 'sectionTitle']),
  from: letters(2000).default(''),
  to: letters(2000).default(''),
});
export type FixInput = z.infer<typeof fixSchema>;

export const splitSchema = rowRefSchema.extend({
  first: text(10_000).pipe(z.string().min(1, 'Первая строка не может быть пустой')),
  second: text(10_000).pipe(z.string().min(1, 'Вторая строка не может быть пустой')),
});

export const chooseMeaningSchema = rowRefSchema.extend({ meaning: meaningField });

/** `person:<id>`, `team:<id>`, `post:<words>`. */
function isSomebody(who: string): boolean {
  const [, kind, rest = ''] = /^(person|team|post):(.*)$/.exec(who) ?? [];
  return kind === 'post' ? rest !== '' : kind !== undefined && id.safeParse(rest).success;
}

export const mapResponsibleSchema = z.object({
  words: line(300).pipe(z.string().min(1)),
  /** Empty for nobody yet. */
  who: line(205)
    .refine((who) => who === '' || isSomebody(who), 'Выберите, кто это')
    .default(''),
});
export type MapResponsible = z.infer<typeof mapResponsibleSchema>;
export const mapResponsiblesSchema = z.object({ words: z.array(mapResponsibleSchema).min(1).max(500) });

export const sectionSchema = z.object({
  sectionId: id,
  number: line(40).default(''),
  title: text(2000).default(''),
});
export const newSectionSchema = z.object({
  position: z.coerce.number().int().min(0).max(500),
  number: line(40).default(''),
  title: text(2000).pipe(z.string().min(1, 'Назовите раздел')),
});

export const approveSchema = z.object({
  version,
  approvalNumber: line(60).pipe(z.string().min(1, 'Укажите номер приказа')),
  approvedOn: isoDay,
});

/** Id of one sending of a form (`newSubmission()`), so that a second press does nothing more. */
const submission = z.uuid().optional();

export const stepCloseSchema = z.object({
  submission,
  stepId: id,
  version,
  state: z.enum(CLOSED_STATES),
  reason: text(1000).default(''),
  fact: text(5000).default(''),
});

/** A paper that a part asks for, to be drafted. */
export const draftSchema = z.object({ submission, stepId: id, kind: z.string().min(1).max(60) });

export const moveSchema = z.object({
  occurrenceId: id,
  version,
  dueOn: isoDay,
  reason: text(1000).pipe(z.string().min(1, 'Напишите, почему срок перенесён')),
});

export const reopenSchema = z.object({
  stepId: id,
  version,
  reason: text(1000).pipe(z.string().min(1, 'Напишите, почему открываете снова')),
});

export const openConditionalSchema = z.object({
  submission,
  startsOn: isoDay,
  dueOn: isoDay,
  reason: text(1000).pipe(z.string().min(1, 'Напишите, что произошло')),
});

/** Whom one activity means: `responsibleId` empty adds somebody. */
export const setResponsibleSchema = z.object({
  version,
  responsibleId: z.union([z.literal('').transform(() => null), id]).default(null),
  who: line(205).refine(isSomebody, 'выберите, кто это'),
});

export const dropEvidenceSchema = z.object({ evidenceId: id });

export const progressSchema = z.object({
  stepId: id,
  version,
  progress: z.coerce.number().int().min(0).max(1_000_000),
});

/** Evidence of one kind at a time; which one is told by what is filled in. `closeStepId` closes that part with it. */
export const evidenceSchema = z.object({
  submission,
  occurrenceId: z.union([z.literal('').transform(() => null), id]).default(null),
  partId: z.union([z.literal('').transform(() => null), id]).default(null),
  paperId: z.union([z.literal('').transform(() => null), id]).default(null),
  url: z
    .union([
      z.literal(''),
      z
        .url({ protocol: /^https?$/, error: 'Ссылка должна начинаться с http:// или https://' })
        .max(2000, 'Ссылка длиннее 2000 знаков')
        // The parser of addresses overlooks them, a database does not.
        .regex(/^\P{Cc}*$/u, 'В ссылке есть невидимые знаки: скопируйте её заново'),
    ])
    .default(''),
  note: text(5000).default(''),
  happenedOn: optionalDay.default(null),
  closeStepId: z.union([z.literal('').transform(() => null), id]).default(null),
  closeVersion: version.default(1),
});

export const commentSchema = z.object({
  submission,
  text: text(5000).pipe(z.string().min(1, 'Напишите комментарий')),
});

/** Filters of the plan, as they stand in the address. Anything unknown is dropped, so that an old link still opens. */
export const planFilterSchema = z.object({
  roadmap: z.uuid().optional().catch(undefined),
  who: line(50).optional().catch(undefined),
  state: z.enum(['open', 'overdue', 'closed', 'no_date']).optional().catch(undefined),
  kind: line(60).optional().catch(undefined),
  q: line(200).optional().catch(undefined),
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .optional()
    .catch(undefined),
  section: z.uuid().optional().catch(undefined),
  /** Part of a person's name. */
  name: line(100).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
});
export type PlanFilter = z.infer<typeof planFilterSchema>;

export const reportSchema = z
  .object({ from: isoDay, to: isoDay })
  .refine((span) => span.from <= span.to, { path: ['to'], message: 'Конец периода раньше его начала' });

export const bulkCloseSchema = z.object({
  occurrenceIds: z.array(id).min(1, 'Отметьте хотя бы одну строку').max(1000),
  state: z.enum(CLOSED_STATES),
  reason: text(1000).pipe(z.string().min(1, 'Напишите, на каком основании закрываете прошедшее')),
});
