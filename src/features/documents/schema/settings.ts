import { z } from 'zod';
import { neededLine, version } from '#src/features/orgs/schema.ts';
import { readMask, RESTARTS } from '#src/features/documents/rules/numbering.ts';
import { wordingFields } from '#src/features/documents/schema/drafts.ts';

export const templateForm = z.object({
  kind: z.string().min(1).max(60),
  /** The one that the form was opened at; 0: the product's own words. */
  revision: z.coerce.number().int().min(0),
  ...wordingFields,
});
export type SaveTemplate = z.output<typeof templateForm>;

const maskProblems: Readonly<Record<string, string>> = {
  no_number: 'в маске нет номера: напишите, например, {n}-од',
  twice: 'каждый счётчик может стоять в маске один раз',
  unknown: 'маска понимает только {n}, {k}, {год} и {гг}; остальное пишите без фигурных скобок',
  touching: 'отделите счётчики друг от друга и от цифр знаком: {n}/{k}, {n}-05',
};

export const seriesForm = z.object({
  key: z.string().min(1).max(60),
  /** 0: the series has not been used or changed yet. */
  version: version.or(z.literal(0)).or(z.literal('0').transform(() => 0)),
  name: neededLine(120, 'напишите название ряда'),
  mask: neededLine(40, 'напишите маску, например {n}-од').superRefine((mask, context) => {
    const read = readMask(mask);
    if (typeof read === 'string') {
      context.addIssue({ code: 'custom', message: maskProblems[read] ?? 'маску не удалось прочитать' });
    }
  }),
  restarts: z.enum(RESTARTS, { error: 'выберите, когда нумерация начинается заново' }),
});
export type SaveSeries = z.output<typeof seriesForm>;
