import { z } from 'zod';
import { FIRST_KINDS, isInn, ORGANIZATION_KINDS } from '#src/features/orgs/rules/organization.ts';

/** One line of text, perhaps empty: no control characters, spaces tidied, at most `max` characters. */
export function line(max: number) {
  return z
    .string()
    .optional()
    .transform((text) => tidy(text ?? ''))
    .pipe(z.string().max(max, `не длиннее ${max} знаков`));
}

/** The same, but something must stand there: `message` says what. */
export function neededLine(max: number, message: string) {
  return z
    .string({ error: message })
    .transform(tidy)
    .pipe(z.string().min(1, message).max(max, `не длиннее ${max} знаков`));
}

/** Version of a row that a form was made from: no more than the database counts to. */
export const version = z.coerce.number().int().min(1).max(2_147_483_647);

/** Several lines without control characters (a database takes no NUL), lines kept, at most `max` characters. */
export function lines(max: number) {
  return z
    .string()
    .transform((text) => tidyLines(text).trim())
    .pipe(z.string().max(max, `не длиннее ${max} знаков`));
}

/** The same, perhaps absent. */
export function optionalLines(max: number) {
  return lines(max).default('');
}

/** Text of several lines as a database takes it, spaces at its ends kept. */
export function tidyLines(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll('\r\n', '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, ' ');
}

function tidy(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

const inn = line(20)
  .transform((text) => text.replaceAll(' ', ''))
  .refine((text) => text === '' || isInn(text), 'такого ИНН не бывает: проверьте цифры, их 10 или 12')
  .transform((text) => (text === '' ? null : text));

function isTimeZone(name: string): boolean {
  try {
    return Intl.DateTimeFormat('ru', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

export const requisites = z.object({
  fullName: neededLine(500, 'напишите полное название, как в уставе'),
  shortName: neededLine(200, 'напишите короткое название, например «МБОУ СОШ № 5»'),
  fullNameGenitive: line(500),
  inn,
  address: line(500),
  city: line(200),
  directorName: line(200),
  directorPost: neededLine(200, 'напишите должность руководителя, например «директор»'),
  schoolWeek: z.coerce.number().pipe(z.union([z.literal(5), z.literal(6)], 'выберите 5 или 6 дней')),
  timeZone: z
    .string({ error: 'выберите часовой пояс из списка' })
    .refine(isTimeZone, 'выберите часовой пояс из списка'),
});

export const editOrganizationForm = requisites.extend({
  organizationId: z.uuid(),
  version,
});
export type EditOrganization = z.output<typeof editOrganizationForm>;

export const addOrganizationForm = z.object({
  submission: z.uuid(),
  parentId: z.uuid(),
  kind: z.enum(ORGANIZATION_KINDS, 'выберите вид организации'),
  fullName: requisites.shape.fullName,
  shortName: requisites.shape.shortName,
  inn,
  city: line(200),
});
export type AddOrganization = z.output<typeof addOrganizationForm>;

export const setDayForm = z.object({
  organizationId: z.uuid(),
  day: z
    .string({ error: 'укажите день, например 31.12.2026' })
    .refine(isDay, 'укажите день, например 31.12.2026'),
  isWorking: z
    .enum(['working', 'off'], 'выберите: рабочий или выходной')
    .transform((value) => value === 'working'),
  note: line(200),
});
export type SetDay = z.output<typeof setDayForm>;

export const removeDayForm = z.object({ organizationId: z.uuid(), day: setDayForm.shape.day });

/** What set-up and adding share: the kind of a first organization. */
export const firstKind = z
  .enum(ORGANIZATION_KINDS, 'выберите вид организации')
  .refine((kind) => FIRST_KINDS.includes(kind), 'выберите вид организации');

function isDay(text: string): boolean {
  if (!/^20\d\d-\d\d-\d\d$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
