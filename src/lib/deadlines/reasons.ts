/** Why a phrase is unclear, or why nothing was understood: English for JSON, Russian for people. */
const REASONS = {
  // unclear
  outside_period: [
    "the date lies outside the document's own period; a slip in the year is likely",
    'Дата выходит за период документа: похоже, в годе описка. Так и написано или год другой?',
  ],
  which_year: [
    'no year is said and the document covers several: every year, or one of them',
    'Год не назван, а документ на несколько лет: каждый год или только один раз?',
  ],
  august_side: [
    'August may stand before or after the school year',
    'Неясно, какой август: перед началом учебного года или в конце его?',
  ],
  year_not_said: [
    'which year is not said, the document covers several',
    'Неясно, в течение какого года: документ рассчитан на несколько лет.',
  ],
  month_in_each_year: [
    'that month in each of the years, or one span from it to the last year',
    'Неясно: этот месяц в каждом из названных лет или всё время от первого до последнего?',
  ],
  months_without_commas: [
    'months without commas: separate months or one span',
    'Месяцы записаны без запятых: каждый отдельно или подряд, от первого до последнего?',
  ],
  hyphen_lost: [
    'two months side by side: a span whose hyphen is lost, or two separate months',
    'Между месяцами нет знака: это «с … по …» или два отдельных месяца?',
  ],
  same_twice: [
    'the same time is named twice: a slip, another year was probably meant',
    'Одно и то же время названо дважды: возможно, во втором случае имелся в виду следующий год.',
  ],
  repeat_months_unsaid: [
    'the months of the yearly repeat are not named',
    'Неясно, в какие месяцы повторять каждый год: в те же или в любое время?',
  ],
  yearly_from_month: [
    'whether each repeat falls in the month of the first one is not said',
    'Неясно: повторять каждый год в том же месяце или месяц только для начала?',
  ],
  outside_schedule: [
    'the dates themselves come from a schedule or plan outside the document',
    'Точные даты берутся из другого документа (графика, плана): назовите их, когда они известны.',
  ],
  or_event: [
    'continuous, or tied to an event',
    'Неясно: делать постоянно или каждый раз, когда наступает названное событие?',
  ],
  start_only: [
    'start only, the end is not said',
    'Названо только начало: это один день или с этого дня и дальше? До какого срока?',
  ],
  time_only: [
    'a time of day only, and it looks like a range of days',
    'Названо только время суток, без дня.',
  ],
  vague_part: [
    'where the named part begins and ends is not exact',
    'Границы не точны («начало», «середина», «конец»): проверьте первый и последний день.',
  ],
  week_of_month: [
    'a week may be counted by sevens of days or from Monday to Sunday',
    'Неделю можно считать по семь дней от первого числа или с понедельника по воскресенье.',
  ],
  month_not_said: ['the month is not said', 'Не назван месяц: укажите его.'],
  no_frequency: [
    'no frequency is named',
    'Не сказано, как часто: выберите, каждую неделю, месяц или квартал.',
  ],
  school_year_over_years: [
    "'учебный год' in the singular over several years",
    'Сказано «учебный год», а названо несколько лет: один год или все подряд?',
  ],
  school_year_unsaid: [
    'which school year is not said',
    'Не сказано, какой учебный год: документ захватывает больше одного.',
  ],
  school_half_or_calendar: [
    'half of the school year, or of the calendar year',
    'Неясно: полугодие учебного года (сентябрь–декабрь, январь–май) или календарного?',
  ],
  school_quarter: [
    'each school sets the dates of its own school quarters',
    'Границы четверти школа назначает сама: проверьте первый и последний день.',
  ],
  winter_year: [
    'winter belongs to two years',
    'Зима приходится на два года: неясно, с какого декабря она считается.',
  ],
  relative_deadline: [
    'a relative deadline that has a calendar date once the year is known',
    'Срок отсчитывается от другого дня: он станет датой, когда известен год.',
  ],
  relative_year: [
    'one deadline in each year, or a single date relative to another year',
    'Неясно: к этому дню каждый год или один раз, перед названным годом?',
  ],
  following_month: [
    'the day belongs to the month after the one reported on',
    'День относится к месяцу, следующему за отчётным: проверьте, за какой период отчёт.',
  ],
  leftover_words: [
    'some words of the phrase were not understood',
    'Часть слов не понята: проверьте, не меняют ли они срок.',
  ],
  number_or_date: [
    'a number of a paragraph, or a day and month',
    'Неясно: это номер пункта или день и месяц?',
  ],
  year_or_day: [
    'a two-digit number beside a month: the year, or the day',
    'Неясно: число рядом с месяцем — это год или день?',
  ],
  bare_year: ['a bare number that may be a year', 'Неясно: это год или просто число?'],
  years_or_school_year: [
    'calendar years, or the school year',
    'Неясно: два календарных года или один учебный год?',
  ],
  approximate: ['the phrase itself calls the time approximate', 'Срок назван приблизительно: уточните его.'],
  weekday_only: [
    'a day of the week only: each week, or one day',
    'Назван только день недели: каждую неделю или один раз?',
  ],
  weekday_differs: [
    'the day of the week named beside the date is another one: a slip in one of the two',
    'День недели не совпадает с датой: проверьте число, месяц и год.',
  ],
  until_month: [
    'whether the named month or year itself is included is not said',
    'Неясно, входит ли в срок сам названный месяц или год.',
  ],
  part_of_each: [
    'which days of each repeat are meant is not exact',
    'Неясно, в какие дни каждого месяца или квартала.',
  ],
  duration_only: [
    'a length of time without a beginning',
    'Назван промежуток времени, но не сказано, от какого дня его считать.',
  ],
  // not understood
  empty: ['the phrase is empty', 'Срок не указан.'],
  too_long: [
    'the text is too long to be a deadline',
    'Текст слишком длинный для срока (больше 500 знаков): оставьте только срок.',
  ],
  not_a_deadline: [
    'no deadline was recognised',
    'Срок не распознан: напишите дату, месяц, период или условие, например «до 15 октября 2022 года».',
  ],
  a_document: [
    'a document with its number and date, not a deadline',
    'Это похоже на реквизиты документа (дата и номер), а не на срок.',
  ],
  impossible_date: [
    'there is no such day in the calendar',
    'Такого дня нет в календаре: проверьте число, месяц и год.',
  ],
  reversed_range: ['the end lies before the start', 'Конец срока раньше начала: проверьте даты.'],
  bad_input: ['the line is not what the command reads', 'Строка не в том виде, который читает команда.'],
} as const satisfies Record<string, readonly [english: string, russian: string]>;

export type ReasonCode = keyof typeof REASONS;

/** English, short, for JSON. */
export function nameReason(code: ReasonCode): string {
  return REASONS[code][0];
}

/** Russian sentence for the screen; an unknown code gets a general one. */
export function explainAmbiguity(code: string): string {
  return Object.hasOwn(REASONS, code)
    ? REASONS[code as ReasonCode][1]
    : 'Срок можно понять по-разному: выберите подходящее прочтение.';
}
