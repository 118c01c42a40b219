import type { Problem, ProblemCode } from '#src/lib/wording/model.ts';

const texts: Readonly<Record<ProblemCode, (words: string) => string>> = {
  unknown_field: (words) => `нет поля «${words}»: выберите поле из списка`,
  unknown_modifier: (words) =>
    `поле так не пишется: «${words}». Падеж и уточнения показаны рядом с полем в списке`,
  table_in_text: (words) => `«${words}» – таблица: поставьте её в отдельную строку`,
  not_a_signer: (words) => `«${words}» подписать не может: здесь нужны люди или организация`,
  open_brace: (words) => `скобка не закрыта или не открыта: «${words}»`,
  open_bold: (words) => `жирный текст начат и не закончен двумя звёздочками: «${words}»`,
  open_italic: (words) => `курсив начат и не закончен звёздочкой: «${words}»`,
  markup: (words) => `разметка HTML здесь не действует: «${words}». Уберите её`,
  clause_without_parent: (words) => `подпункт стоит без пункта над ним: «${words}»`,
  empty: () => 'текста нет: напишите хотя бы одну строку',
  too_long: () => 'текст длиннее 60 000 знаков: разделите его на документ и приложения',
  too_many_lines: () => 'в тексте больше 1 500 строк: разделите его на несколько документов',
};

/** «Строка 3: нет поля «директора»: …». */
export function problemText({ code, line, words, in: place }: Problem & { in: 'title' | 'body' }): string {
  const at = place === 'title' ? 'Заголовок' : `Строка ${line}`;
  return `${at}: ${texts[code](words)}`;
}
