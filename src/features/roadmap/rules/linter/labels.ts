import type { Finding, FindingCode, Severity } from '#src/features/roadmap/rules/linter/model.ts';

/** What happened and what to do about it. */
export interface FindingText {
  readonly message: string;
  readonly advice: string;
}

export const severityLabels: Readonly<Record<Severity, string>> = {
  error: 'Ошибка',
  warning: 'Проверьте',
  note: 'Замечание',
};

type Facts = Finding['facts'];

const texts: Readonly<Record<FindingCode, (facts: Facts) => FindingText>> = {
  'deadline.outside_period': (facts) => ({
    message: `Срок «${facts['deadline']}» (${day(facts['day'])}) лежит вне периода карты: ${day(facts['start'])} – ${day(facts['end'])}.`,
    advice: 'Исправьте год или месяц срока либо период карты.',
  }),
  'deadline.partly_outside_period': (facts) => ({
    message: `Срок «${facts['deadline']}» выходит за период карты (${day(facts['start'])} – ${day(facts['end'])}): ${day(facts['day'])}.`,
    advice: 'Проверьте год в начале и в конце срока.',
  }),
  'deadline.outside_section_year': (facts) => ({
    message: `Срок «${facts['deadline']}» не относится к разделу «${facts['section']}».`,
    advice: 'Оставьте, если работа и правда переходит на следующий год, или исправьте год.',
  }),
  'deadline.ends_before_start': (facts) => ({
    message: `Срок «${facts['deadline']}» кончается (${day(facts['end'])}) раньше, чем начинается (${day(facts['start'])}).`,
    advice: 'Поменяйте даты местами или исправьте год.',
  }),
  'deadline.missing': (facts) => ({
    message: `У пункта ${facts['row']} нет срока.`,
    advice: 'Впишите срок.',
  }),
  'deadline.unreadable': (facts) => ({
    message: `Срок «${facts['deadline']}» не понят.`,
    advice: 'Впишите его иначе: «до 30.09.2024», «октябрь 2024», «ежеквартально».',
  }),
  'deadline.ambiguous': (facts) => ({
    message: `Срок «${facts['deadline']}» можно понять по-разному.`,
    advice: 'Выберите одно из значений.',
  }),
  'title.missing': () => ({
    message: 'В строке нет названия мероприятия.',
    advice: 'Впишите название или объедините строку с соседней.',
  }),
  'title.other_year': (facts) => ({
    message: `В названии стоит ${facts['year']} учебный год, а карта – на ${day(facts['start'])} – ${day(facts['end'])}.`,
    advice: 'Похоже, строка осталась от прошлого плана: исправьте год.',
  }),
  'number.missing': (facts) => ({
    message: `Пропущен номер ${facts['number']}.`,
    advice: 'Проверьте, не потеряна ли строка, или пронумеруйте заново.',
  }),
  'number.absent': (facts) => ({
    message: 'Строка без номера стоит среди пронумерованных.',
    advice: facts['number'] === '' ? 'Впишите номер.' : `Впишите номер ${facts['number']}.`,
  }),
  'number.doubled': (facts) => ({
    message: `Номер ${facts['number']} уже занят другой строкой.`,
    advice: 'Дайте строке свой номер.',
  }),
  'number.out_of_order': (facts) => ({
    message: `Номер ${facts['number']} стоит после ${facts['before']}.`,
    advice: 'Переставьте строку или исправьте номер.',
  }),
  'responsible.missing': (facts) => ({
    message: `У пункта ${facts['row']} нет ответственного.`,
    advice: 'Назначьте ответственного: без него пункт никому не напомнить.',
  }),
  'result.missing': (facts) => ({
    message: `У пункта ${facts['row']} не назван результат.`,
    advice: 'Впишите документ или итог, по которому видно, что сделано.',
  }),
  'roadmap.no_rows': () => ({
    message: 'В карте нет ни одного мероприятия.',
    advice: 'Добавьте строки или загрузите документ заново.',
  }),
  'roadmap.no_deadlines': (facts) => ({
    message: `Ни у одного из ${facts['rows']} мероприятий нет срока.`,
    advice: 'Возьмите сроки из образца семи этапов и поправьте их под свой год.',
  }),
  'roadmap.no_responsible': (facts) => ({
    message: `Ни у одного из ${facts['rows']} мероприятий нет ответственного.`,
    advice: 'Назначьте ответственных: сразу на все строки или по разделам.',
  }),
  'section.empty': (facts) => ({
    message: `В разделе «${facts['section']}» нет мероприятий.`,
    advice: 'Добавьте мероприятия или удалите раздел.',
  }),
  'stage.missing': (facts) => ({
    message: `В карте не найден этап: «${facts['stage']}».`,
    advice: String(facts['advice'] ?? ''),
  }),
  'act.misquoted': (facts) => ({
    message: `Номер «${facts['said']}» похож на ошибку: ${facts['act']}.`,
    advice: 'Исправьте реквизиты акта.',
  }),
  'act.wrong_date': (facts) => ({
    message: `Дата «${facts['said']}» не та: ${facts['act']}.`,
    advice: 'Исправьте дату акта.',
  }),
  'act.unknown': (facts) => ({
    message: `Акта ${facts['said']} нет в библиотеке системы.`,
    advice: 'Сверьте номер и дату с текстом акта.',
  }),
  'act.not_in_force': (facts) => ({
    message: `Акт не действует в период карты (${facts['act']}; действует с ${day(facts['from'])}${facts['to'] === '' ? '' : ` по ${day(facts['to'])}`}).`,
    advice: 'Проверьте, на какой акт нужна ссылка.',
  }),
  'document.missing': (facts) => ({
    message: `В карте нет документа, который понадобится: «${facts['paper']}».`,
    advice: `Добавьте мероприятие: «${facts['maker']}».`,
  }),
  'document.nobody_makes': (facts) => ({
    message: `Пункт ${facts['row']} обещает документ («${facts['paper']}»), но ни одно мероприятие его не готовит.`,
    advice: `Добавьте мероприятие: «${facts['maker']}», или уточните результат.`,
  }),
  'row.repeated': (facts) => ({
    message: `Пункт ${facts['row']} повторяет пункт ${facts['first']}.`,
    advice: 'Удалите одну из строк или уточните, чем они отличаются.',
  }),
  'text.cut_off': (facts) => ({
    message: `Текст обрывается: «…${facts['said']}».`,
    advice: 'Допишите текст по документу.',
  }),
  'text.doubled_word': (facts) => ({
    message: `Слово повторено: «${facts['said']}».`,
    advice: 'Удалите лишнее слово.',
  }),
  'text.doubled_space': (facts) => ({
    message: `Лишний пробел: «${facts['said']}».`,
    advice: 'Оставьте один пробел.',
  }),
  'text.glued': (facts) => ({
    message: `Нет пробела: «${facts['said']}».`,
    advice: `Напишите «${facts['right']}».`,
  }),
  'text.latin_letters': (facts) => ({
    message: `В слове «${facts['said']}» есть латинские буквы.`,
    advice: `Наберите его русскими: «${facts['right']}», иначе его не найдёт поиск.`,
  }),
  'text.quotes_unbalanced': () => ({
    message: 'Кавычки открыты и не закрыты (или наоборот).',
    advice: 'Поставьте вторую кавычку.',
  }),
  'text.slip': (facts) => ({
    message: `Похоже на опечатку: «${facts['said']}».`,
    advice: `Может быть, «${facts['right']}»?`,
  }),
  'text.stray_letter': (facts) => ({
    message: `Отдельная буква посреди текста: «${facts['said']}».`,
    advice: facts['right'] === undefined ? 'Проверьте по документу.' : `Может быть, «${facts['right']}»?`,
  }),
};

/** The finding in Russian: what happened and what to do. */
export function describeFinding(finding: Pick<Finding, 'code' | 'facts'>): FindingText {
  return texts[finding.code](finding.facts);
}

/** «2023-05-31» → «31.05.2023». */
function day(iso: string | number | undefined): string {
  return String(iso ?? '')
    .split('-')
    .toReversed()
    .join('.');
}
