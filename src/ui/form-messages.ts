import type { z } from 'zod';
import { plural } from '#src/lib/russian/plural.ts';

type Issue = Parameters<z.core.$ZodErrorMap>[0];

/**
 * Russian words for what a schema refuses, when the schema itself says nothing better: what is wrong and what to do.
 * Undefined leaves the words to Zod.
 */
export function describeIssue(issue: Issue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined || issue.input === null) {
        return issue.expected === 'file' ? 'выберите файл' : 'заполните это поле';
      }
      return wrongType(issue.expected);
    case 'too_small':
      return tooSmall(issue);
    case 'too_big':
      return tooBig(issue);
    case 'invalid_value':
      if (issue.input !== undefined) return 'такого варианта нет, выберите из списка';
      // One allowed value is a box to tick.
      return issue.values.length === 1 ? 'поставьте отметку' : 'выберите один из вариантов';
    case 'invalid_format':
      return wrongFormat(issue.format);
    case 'not_multiple_of':
      return issue.divisor === 1 ? 'введите целое число' : `введите число, кратное ${String(issue.divisor)}`;
    case 'unrecognized_keys':
      return 'форма устарела: обновите страницу и заполните её снова';
    case 'invalid_union':
      return issue.input === undefined ? 'заполните это поле' : 'такое значение не подходит';
    default:
      return 'такое значение не подходит, проверьте его';
  }
}

function wrongType(expected: string): string {
  switch (expected) {
    case 'int':
      return 'введите целое число, например 12';
    case 'number':
    case 'nan':
      return 'введите число, например 12';
    case 'date':
      return 'введите дату, например 01.09.2026';
    case 'file':
      return 'выберите файл';
    default:
      return 'такое значение не подходит, проверьте его';
  }
}

function tooSmall(issue: z.core.$ZodRawIssue<z.core.$ZodIssueTooSmall>): string {
  const least = Number(issue.minimum);
  switch (issue.origin) {
    case 'string':
      if (least <= 1) return 'заполните это поле';
      return `нужно не меньше ${plural(least, 'знака', 'знаков', 'знаков')}`;
    case 'array':
    case 'set':
      if (least <= 1) return 'выберите хотя бы один вариант';
      return `выберите не меньше ${plural(least, 'варианта', 'вариантов', 'вариантов')}`;
    case 'file':
      return 'файл пуст, выберите другой';
    default:
      return issue.inclusive === false
        ? `введите число больше ${String(issue.minimum)}`
        : `введите число не меньше ${String(issue.minimum)}`;
  }
}

function tooBig(issue: z.core.$ZodRawIssue<z.core.$ZodIssueTooBig>): string {
  const most = Number(issue.maximum);
  switch (issue.origin) {
    case 'string': {
      const now = typeof issue.input === 'string' ? `, сейчас ${issue.input.length}` : '';
      return `сократите текст: помещается не больше ${plural(most, 'знака', 'знаков', 'знаков')}${now}`;
    }
    case 'array':
    case 'set':
      return `выберите не больше ${plural(most, 'варианта', 'вариантов', 'вариантов')}`;
    case 'file':
      return `файл больше ${Math.floor(most / 1024 / 1024)} МБ: сожмите его или разделите на части`;
    default:
      return issue.inclusive === false
        ? `введите число меньше ${String(issue.maximum)}`
        : `введите число не больше ${String(issue.maximum)}`;
  }
}

function wrongFormat(format: string): string {
  switch (format) {
    case 'email':
      return 'проверьте адрес почты, он должен быть вида ivanova@example.ru';
    case 'url':
      return 'проверьте адрес, он должен начинаться с https://';
    case 'date':
      return 'такой даты нет, введите её как 01.09.2026';
    case 'time':
      return 'введите время, например 14:30';
    case 'uuid':
    case 'guid':
      return 'форма устарела: обновите страницу и заполните её снова';
    default:
      return 'проверьте, как это записано';
  }
}
