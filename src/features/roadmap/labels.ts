import type { Refusal } from '#src/lib/result.ts';
import { tableRefusals } from '#src/lib/tables/labels.ts';
import { documentsRefusalText } from '#src/features/documents/labels.ts';
import type { Origin, RoadmapState, Shift } from '#src/features/roadmap/rules/model.ts';
import type { ClosedState, StepState } from '#src/features/roadmap/rules/state.ts';

export const roadmapStateLabels: Readonly<Record<RoadmapState, string>> = {
  review: 'на проверке',
  draft: 'проект',
  approved: 'утверждена',
  closed: 'завершена',
};

/** How a state looks beside its word: `Tone` of `src/ui/badge.tsx`. */
export const roadmapStateTones = {
  review: 'warning',
  draft: 'info',
  approved: 'success',
  closed: 'neutral',
} as const satisfies Readonly<Record<RoadmapState, string>>;

export const originLabels: Readonly<Record<Origin, string>> = {
  file: 'из документа школы',
  text: 'из вставленного текста',
  template: 'по шаблону',
  rollover: 'из карты прошлого года',
};

export const stepStateLabels: Readonly<Record<StepState, string>> = {
  planned: 'запланировано',
  in_progress: 'в работе',
  done: 'выполнено',
  done_in_part: 'выполнено частично',
  not_done: 'не выполнено',
  moved: 'перенесено',
};

export const closedStateLabels: Readonly<Record<ClosedState, string>> = {
  done: 'Выполнено',
  done_in_part: 'Выполнено частично',
  not_done: 'Не выполнено',
};

export const shiftLabels: Readonly<Record<Shift, string>> = {
  none: 'Оставлять как есть',
  next: 'Переносить на следующий рабочий день',
  previous: 'Переносить на предыдущий рабочий день',
};

const count = (facts: NonNullable<Refusal['facts']>): string => String(facts.count ?? '');

const texts: Readonly<Record<string, (facts: NonNullable<Refusal['facts']>) => string>> = {
  'roadmap.not_found': () => 'Такой дорожной карты нет, или она принадлежит другой организации.',
  'roadmap.row_not_found': () => 'Такого мероприятия нет. Возможно, его уже убрали: откройте карту заново.',
  'roadmap.section_not_found': () => 'Такого раздела нет. Возможно, его уже убрали: откройте карту заново.',
  'roadmap.step_not_found': () => 'Этой части мероприятия больше нет. Откройте мероприятие заново.',
  'roadmap.occurrence_not_found': () => 'Такого срока у мероприятия нет. Откройте мероприятие заново.',
  'roadmap.part_not_found': () => 'Такой части у мероприятия нет. Откройте мероприятие заново.',
  'roadmap.evidence_not_found': () => 'Этого подтверждения уже нет. Откройте мероприятие заново.',
  'roadmap.paper_kind': () =>
    'Этот документ здесь подготовить нельзя: он не подтверждает эту работу. Обновите страницу и выберите другой.',
  'roadmap.paper_not_found': () => 'Такого документа в реестре нет. Выберите документ из списка.',
  'roadmap.stale': () =>
    'Пока вы работали, это изменил кто-то другой. Ничего не потеряно: введённое осталось в форме, сверьте его с новым и сохраните ещё раз.',
  'roadmap.wrong_state': (facts) =>
    `Карта сейчас ${roadmapStateLabels[facts.state as RoadmapState] ?? 'в другом состоянии'}: это действие в таком состоянии не выполняется. Обновите страницу.`,
  'roadmap.nothing_found': (facts) =>
    `В документе «${facts.name ?? ''}» не нашлось ни одной строки плана. Проверьте, тот ли это файл, или скопируйте таблицу из него и вставьте как текст.`,
  'roadmap.fix_gone': () =>
    'Этого текста в строке больше нет: её уже исправили. Сверьте строку с источником.',
  'roadmap.nothing_to_join': () => 'Это последняя строка раздела: присоединять нечего.',
  'roadmap.nobody_like_that': () => 'Такого человека, группы или должности в школе нет. Выберите из списка.',
  'roadmap.responsible_not_found': () =>
    'Этого ответственного у мероприятия уже нет. Откройте мероприятие заново.',
  'roadmap.words_not_found': (facts) => `Слов «${facts.words ?? ''}» в карте больше нет. Обновите страницу.`,
  'roadmap.half_a_period': () => 'Укажите и начало, и конец периода карты.',
  'roadmap.period_backwards': () => 'Конец раньше начала. Проверьте даты.',
  'roadmap.period_too_long': () => 'Период длиннее десяти лет. Проверьте годы.',
  'roadmap.section_not_empty': (facts) =>
    `В разделе есть строки: ${count(facts)}. Сначала уберите их или перенесите в другой раздел.`,
  'roadmap.no_period': () =>
    'Не указан период карты. Укажите начало и конец: без них нельзя поставить сроки.',
  'roadmap.no_rows': () => 'В карте нет ни одной строки. Добавьте строки или удалите карту.',
  'roadmap.unclear_left': (facts) =>
    `Остались неясные строки: ${count(facts)}. Просмотрите их: исправьте или нажмите «Всё верно».`,
  'roadmap.open_left': (facts) =>
    `Остались открытые сроки: ${count(facts)}. Закройте их в плане – выполнено, частично или не выполнено с причиной, – тогда карту можно завершить.`,
  'roadmap.closed_already': () => 'Это уже закрыто. Если закрыто по ошибке, откройте снова с причиной.',
  'roadmap.open_already': () => 'Это и так открыто.',
  'roadmap.not_responsible': () =>
    'Закрывать и подтверждать может ответственный за мероприятие, куратор или директор. Попросите куратора указать вас ответственным.',
  'roadmap.not_conditional': () => 'У этого мероприятия есть свои сроки: открывать его по событию не нужно.',
  'roadmap.not_past': (facts) =>
    `Среди отмеченных есть закрытые или будущие строки: ${count(facts)}. Обновите страницу и отметьте заново.`,
  'roadmap.moved_too_far': (facts) =>
    `Так далеко срок не переносят: последний возможный день ${String(facts.latest ?? '')
      .split('-')
      .toReversed()
      .join('.')}.`,
  'roadmap.future_fact': () => 'Дата ещё не наступила. Укажите день, когда это было сделано.',
  'roadmap.needs_reason_evidence': () =>
    'Подтверждений пока нет. Приложите документ, файл, ссылку или заметку — либо напишите, почему закрываете без них.',
  'roadmap.needs_reason_target': () =>
    'Намеченное количество ещё не достигнуто. Обновите число — либо напишите, почему закрываете раньше.',
  'roadmap.needs_reason_period': () =>
    'Срок этой работы ещё идёт. Закройте её в конце периода — либо напишите, почему закрываете раньше.',
  'roadmap.needs_reason_not_done': () => 'Напишите, почему не выполнено: эта причина войдёт в отчёт.',
  'roadmap.needs_fact': () => 'Напишите, что сделано, а что нет: это войдёт в отчёт.',
  'roadmap.one_at_a_time': () =>
    'Приложите что-то одно: документ, файл или ссылку. Остальное можно приложить следующим шагом; заметка может быть рядом с любым из них.',
  'roadmap.nothing_attached': () =>
    'Ничего не приложено. Выберите документ из реестра или файл, вставьте ссылку либо напишите, что сделано.',
  'roadmap.choose_paper': () => 'Выберите документ из реестра.',
  'roadmap.choose_file': () => 'Выберите файл.',
  'roadmap.write_link': () => 'Вставьте ссылку, она начинается с http:// или https://.',
  'roadmap.write_note': () => 'Напишите, что сделано.',
  'roadmap.template_not_found': () => 'Такого шаблона нет. Выберите из списка.',
  'roadmap.same_year': () => 'Карта на этот учебный год и есть исходная. Выберите другой год.',
  'roadmap.no_dates_chosen': () => 'Отметьте хотя бы одну строку, которой нужен срок.',
  'roadmap.folder_empty': () =>
    'В этом году папку собирать не из чего. Утвердите дорожную карту или выберите другой год.',
  'roadmap.folder_too_large': (facts) =>
    `Файлов в папке: ${count(facts)}, вместе ${facts.megabytes} МБ. За один раз собирается не больше ${facts.limit} МБ: выберите одну карту или замените самые большие сканы меньшими.`,
  'roadmap.nothing_to_roll': () => 'В этой карте нет мероприятий для переноса на новый год.',
};

/** What is said where the reading of a document led. */
export const importedText = 'Карта прочитана. Проверьте строки: неясные показаны первыми.';

/** The Russian text of a refusal of this room, of reading documents, or of the rooms above. */
export function roadmapRefusalText(refusal: Refusal): string {
  const reading: Readonly<Record<string, string>> = tableRefusals;
  return texts[refusal.code]?.(refusal.facts ?? {}) ?? reading[refusal.code] ?? documentsRefusalText(refusal);
}
