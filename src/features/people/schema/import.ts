import { z } from 'zod';
import { line, neededLine, version } from '#src/features/orgs/schema.ts';
import { IMPORT_COLUMNS } from '#src/features/people/rules/import/columns.ts';
import { LIST_SORTS } from '#src/features/people/rules/import/entries.ts';
import { IMPORT_KINDS } from '#src/features/people/rules/import/records.ts';
import { parseClassName } from '#src/features/people/rules/classes.ts';
const kind = z.enum(IMPORT_KINDS, 'выберите, кто эти люди');
const sort = z.enum(LIST_SORTS, 'выберите, что это за список');
const className = line(30).refine(
  (text) => text === '' || parseClassName(text) !== null,
  'такого класса не бывает: напишите как 7А',
);

export const startImportForm = z.object({
  submission: z.uuid(),
  text: z.string().max(2_000_000, 'список слишком длинный: загрузите его файлом').default(''),
  kind,
  className,
});

export const chooseColumnsForm = z.object({
  importId: z.uuid(),
  version,
  kind,
  className,
  sort: sort.default('people'),
  /** First calendar year of the school year that a bank is of. */
  schoolYear: z.coerce.number().int().min(2000).max(2100).optional(),
  form: line(60).default(''),
  meanings: z.array(z.enum(IMPORT_COLUMNS, 'выберите, что в этом столбце')).max(60),
});
export type ChooseColumns = z.output<typeof chooseColumnsForm>;

const cell = (max: number) => line(max);
const isTicked = z.preprocess((value) => value === 'on', z.boolean());

/** Rows as they were mended or decided; what a form does not show is not in it and stays as it was. */
export const fixRowsForm = z.object({
  importId: z.uuid(),
  version,
  rows: z
    .array(
      z.object({
        index: z.coerce.number().int().min(0).max(100_000_000),
        name: cell(400).optional(),
        birth: cell(60).optional(),
        class: cell(30).optional(),
        phone: cell(60).optional(),
        email: cell(250).optional(),
        posts: cell(2_000).optional(),
        since: cell(60).optional(),
        service: cell(60).optional(),
        form: cell(200).optional(),
        entered: cell(60).optional(),
        ended: cell(200).optional(),
        isSkipped: isTicked,
        /** 'new', 'skip' or the id of a person. */
        as: z.union([z.enum(['new', 'skip']), z.uuid()]).optional(),
        /** Fields shown with boxes, and those whose box is ticked. */
        shown: z.string().max(200).optional(),
        take: z.array(z.string().max(30)).max(20).optional(),
      }),
    )
    .max(200)
    .default([])
    .transform((rows) =>
      rows.map(({ index, isSkipped, as, shown, take, ...values }) => {
        const typed = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
        const fields = shown === undefined ? [] : shown.split(',');
        return {
          index,
          ...(Object.keys(typed).length === 0 ? {} : { values: typed }),
          isSkipped: isSkipped || as === 'skip',
          ...(as === undefined || as === 'skip' ? {} : { as }),
          ...(shown === undefined ? {} : { keep: fields.filter((field) => !(take ?? []).includes(field)) }),
        };
      }),
    ),
});
export type FixRows = z.output<typeof fixRowsForm>;

export const sayConsentsForm = z.object({
  importId: z.uuid(),
  version,
  basis: neededLine(500, 'напишите, где лежат подписанные согласия'),
  signedOn: z.iso.date('укажите день, например 01.09.2024'),
});
export type SayConsents = z.output<typeof sayConsentsForm>;

export const storeImportForm = z.object({ importId: z.uuid(), version, submission: z.uuid() });
