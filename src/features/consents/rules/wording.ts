import { plural } from '#src/lib/russian/plural.ts';
import type { ConsentWording } from '#src/features/consents/rules/purposes.ts';

/** What a text may leave to be filled in: the name in braces, and what it becomes. */
export const FIELDS = {
  организация: 'полное название школы',
  ИНН: 'ИНН школы',
  'адрес организации': 'адрес школы',
  руководитель: 'директор, как в реквизитах',
  фио: 'кто подписывает',
  'дата рождения': 'того, чьи это данные',
  класс: 'класс ребёнка',
  ребёнок: 'чьи это данные, когда подписывает представитель',
  адрес: 'адрес того, кто подписывает: строка, которую заполняют от руки',
  документ: 'паспорт того, кто подписывает: строка, которую заполняют от руки; программа его не хранит',
  полномочия: 'на чём основаны права представителя: строка, которую заполняют от руки',
  контакты: 'телефон или почта того, кто подписывает',
  условия: 'условия и запреты: строка, которую заполняют от руки',
  партнёры: 'организации-партнёры школы',
  срок: 'до какого времени действует согласие',
  дата: 'день подписания или печати',
} as const;
export type Field = keyof typeof FIELDS;

const FIELD = /\{([^{}\n]*)\}/g;
const names = Object.keys(FIELDS) as Field[];
/** Filled by hand, on paper only: the program does not keep them. */
const BY_HAND: readonly Field[] = ['адрес', 'документ', 'полномочия', 'условия'];
const LINE = '_'.repeat(40);
const NOT_ASKED = '(указывается при подписании на бумаге)';

/** Fields of a text that nobody knows, in order, and a brace without its pair as it stands. */
export function unknownFields(text: string): string[] {
  const unknown = [...text.matchAll(FIELD)]
    .map((match) => match[1] ?? '')
    .filter((name) => !names.includes(name.trim() as Field))
    .map((name) => `{${name}}`);
  if (/[{}]/.test(text.replaceAll(FIELD, ''))) unknown.push('непарная скобка');
  return [...new Set(unknown)];
}

/** Fields without which a text is no consent (152-ФЗ art. 9 p. 4): who, whose, to whom, where, until when. */
export function missingFields(wording: Pick<ConsentWording, 'body' | 'guardianBody'>): string[] {
  const needed: readonly Field[] = ['фио', 'организация', 'адрес организации', 'срок'];
  const has = (text: string, name: string) =>
    [...text.matchAll(FIELD)].some((match) => (match[1] ?? '').trim() === name);
  const missing = needed.filter((name) => !has(wording.body, name) || !has(wording.guardianBody, name));
  return [...missing, ...(has(wording.guardianBody, 'ребёнок') ? [] : ['ребёнок'])].map(
    (name) => `{${name}}`,
  );
}

export type FieldValues = Readonly<Partial<Record<Field, string>>>;

/**
 * The text with its fields filled. On paper an empty one is a line to fill in by hand; on the screen what is only asked on
 * paper says so, and any other empty one is «не указано».
 */
export function fillWording(text: string, values: FieldValues, medium: 'paper' | 'screen'): string {
  return text.replaceAll(FIELD, (_whole, name: string) => {
    const field = name.trim() as Field;
    const value = values[field] ?? '';
    if (value !== '') return value;
    if (medium === 'paper') return LINE;
    return BY_HAND.includes(field) ? NOT_ASKED : 'не указано';
  });
}

/** «до отзыва», «3 года со дня подписания», «18 месяцев со дня подписания». */
export function termWords(months: number | null): string {
  if (months === null) return 'до его отзыва';
  if (months % 12 !== 0) return `${months} мес. со дня подписания`;
  const years = months / 12;
  return `${plural(years, 'год', 'года', 'лет')} со дня подписания`;
}
