import type { Flag } from '#src/features/roadmap/rules/reading/model.ts';

/** Russian text of every flag: what is unclear, and what to do about it. */
const flagTexts: Record<string, (facts: Record<string, string | number>) => string> = {
  'reading.header_guessed': () =>
    'У таблицы нет строки с названиями столбцов: что в каком столбце, определено по содержанию. Проверьте столбцы.',
  'reading.numbers_missing': (facts) =>
    `В нумерации строк есть пропуски: ${facts['numbers'] ?? ''}. Возможно, эти строки не прочитаны. Сверьте с источником.`,
  'reading.text_uncovered': (facts) =>
    `Часть текста не попала ни в одну строку (строк текста: ${facts['count'] ?? ''}, первая – ${facts['line'] ?? ''}-я: «${facts['text'] ?? ''}»). Сверьте с источником.`,
  'reading.layout_unsure': () =>
    'Порядок ячеек в тексте нарушен: строки могли смешаться или потеряться. Проверьте каждую; надёжнее загрузить DOCX.',
  'reading.rows_merged': (facts) =>
    `Возможно, в одной строке оказались две соседние (сомнительных строк: ${facts['count'] ?? ''}). Пересчитайте строки по источнику.`,
  'reading.column_unknown': () =>
    'В таблице есть столбец, название которого программе незнакомо: его текст не прочитан. Сверьте с источником.',
  'reading.layout_interleaved': () =>
    'Текст взят из PDF построчно через все столбцы, ячейки собраны по смыслу. Проверьте строки; надёжнее загрузить DOCX.',
  'reading.layout_columns': () =>
    'Столбцы таблицы идут в тексте один за другим, строки собраны по порядку. Проверьте каждую строку.',
  'reading.lines_interleaved': () =>
    'Ячейки этой строки собраны из строк текста, общих для всех столбцов. Сверьте с источником.',
  'reading.column_by_column': () =>
    'Срок, ответственный и результат подставлены по порядку в столбцах. Сверьте с источником.',
  'reading.row_split': () =>
    'В одной строке таблицы стояли два номера: строка разделена на две по пустым строкам.',
  'reading.row_split_unsure': () =>
    'В одной строке таблицы стояли два номера, но не все ячейки удалось разделить. Проверьте обе строки.',
  'reading.cell_guessed': () => 'Границы ячеек определены неуверенно. Сверьте с источником.',
  'reading.cell_shared': () =>
    'Срок, ответственный или результат относятся сразу к нескольким пунктам ячейки. Уточните для каждого.',
  'reading.letter_restored': (facts) =>
    `В слове «${facts['word'] ?? ''}» пропала первая буква, она восстановлена.`,
  'reading.no_title': () =>
    'В строке нет названия мероприятия. Впишите его, присоедините строку к соседней или удалите.',
  'reading.title_broken': (facts) =>
    `Название обрывается на слове «${facts['word'] ?? ''}»: часть текста могла попасть в другую ячейку.`,
  'reading.deadline_unclear': (facts) => `Срок «${facts['text'] ?? ''}» не удалось понять. Укажите даты.`,
  'reading.deadline_ambiguous': () => 'Срок можно понять по-разному. Выберите нужное прочтение.',
  'reading.deadline_in_text': () => 'Похоже, срок остался внутри другой ячейки. Сверьте с источником.',
  'reading.no_deadline': () => 'Срок не указан.',
  'reading.no_responsible': () => 'Ответственный не указан.',
  'reading.responsible_unknown': () =>
    'Не удалось понять, кто ответственный: человек, должность или группа. Выберите сами.',
  'reading.number_missing': () => 'У строки нет номера, хотя соседние пронумерованы.',
  'reading.period_inferred': () => 'Период в заголовке не назван, он взят из сроков мероприятий. Проверьте.',
  'reading.no_period': () =>
    'Период дорожной карты не назван. Укажите его, чтобы сроки без года получили даты.',
  'reading.no_title_of_document': () => 'Название документа не найдено. Впишите его.',
  'reading.no_rows': () =>
    'Строки дорожной карты не найдены. Проверьте, что в документе есть таблица с названиями столбцов, или сохраните его как DOCX.',
};

/** The Russian text of a flag. A code without a text is shown as such, so that nothing unclear goes unseen. */
export function describeFlag(flag: Flag): string {
  const text = flagTexts[flag.code];
  return text === undefined ? `Проверьте строку (${flag.code}).` : text(flag.facts ?? {});
}

export const flagCodes: readonly string[] = Object.keys(flagTexts);
