import type { Refusal } from '#src/lib/result.ts';
import { peopleRefusalText } from '#src/features/people/labels.ts';
import { dutyRefusalTexts } from '#src/features/consents/labels/duties.ts';
import type { Deed } from '#src/features/consents/rules/traces.ts';
import type { ConsentState } from '#src/features/consents/rules/states.ts';
import type { Purpose, Signer, TeenSigners } from '#src/features/consents/rules/purposes.ts';

export const purposeLabels: Readonly<Record<Purpose, string>> = {
  processing: 'Обработка данных наставничества',
  publication: 'Публикации (распространение)',
  transfer: 'Передача партнёру',
  messages: 'Сообщения',
  photo: 'Фото и видео',
};

/** Where a column has no room. */
export const shortPurposeLabels: Readonly<Record<Purpose, string>> = {
  processing: 'Обработка',
  publication: 'Публикации',
  transfer: 'Партнёрам',
  messages: 'Сообщения',
  photo: 'Фото',
};

/** What goes without it, said before somebody refuses or withdraws. */
export const purposeBlocks: Readonly<Record<Purpose, string>> = {
  processing: 'Без него в программе наставничества нельзя хранить ничего, кроме имени и класса.',
  publication: 'Без него имя и результаты нельзя показывать на сайте и в общедоступных файлах.',
  transfer: 'Без него данные нельзя передавать предприятию, колледжу или вузу-партнёру.',
  messages: 'Без него программа не отправляет писем и сообщений.',
  photo: 'Без него нельзя снимать и публиковать снимки и записи.',
};

export const signerLabels: Readonly<Record<Signer, string>> = {
  self: 'сам человек',
  guardian: 'родитель (представитель)',
};

/** Whose signatures are wanted, in one line. */
export function signatureWords(signers: readonly Signer[]): string {
  if (signers.length > 1) return 'родитель (представитель) и сам ученик';
  return signers[0] === 'guardian' ? 'родитель (представитель)' : 'сам ученик';
}

export const channelLabels = { paper: 'на бумаге', electronic: 'в программе' } as const;

export const teenSignersLabels: Readonly<Record<TeenSigners, string>> = {
  both: 'Родитель и подросток — оба',
  guardian: 'Только родитель (представитель)',
  self: 'Только сам подросток',
};

export const stateLabels: Readonly<Record<ConsentState, string>> = {
  in_force: 'действует',
  expiring: 'истекает',
  second: 'нужна вторая подпись',
  ended: 'срок истёк',
  withdrawn: 'отозвано',
  missing: 'нет',
};

/** Words of the filter, in the order of the list. */
export const stateFilterLabels = {
  none: 'Нет согласия',
  wanted: 'Нужно попросить',
  expiring: 'Истекает за 60 дней',
  of_age: 'С 18 лет подписывает сам',
  second: 'Нужна вторая подпись',
  withdrawn: 'Отозвано',
  ended: 'Срок истёк',
  missing: 'Не подписывал никто',
  held: 'Действует',
} as const;

export const personKindLabels = {
  pupil: 'ученики',
  staff: 'сотрудники',
  student: 'студенты',
  partner: 'сотрудники партнёров',
  graduate: 'выпускники',
} as const;

export const withdrawnByLabels = {
  self: 'сам человек',
  guardian: 'представитель',
  school: 'школа по заявлению',
} as const;

export const deedLabels: Readonly<Record<Deed, string>> = {
  delete: 'удалено',
  blank: 'обезличено',
  unlink: 'связь с человеком убрана',
  keep: 'остаётся без имени',
  restrict: 'остаётся, доступ ограничен',
};

/** The same before it is done. */
export const deedPlanLabels: Readonly<Record<Deed, string>> = {
  delete: 'удалить',
  blank: 'обезличить',
  unlink: 'убрать связь с человеком',
  keep: 'оставить без имени',
  restrict: 'оставить, ограничить доступ',
};

export const causeLabels = {
  withdrawal: 'отзыв согласия',
  request: 'требование субъекта',
  retention: 'истёк срок хранения',
} as const;

export const destructionStateLabels = {
  due: 'нужно уничтожить',
  done: 'уничтожено',
  cancelled: 'отменено',
} as const;

const texts: Readonly<Record<string, (facts: NonNullable<Refusal['facts']>) => string>> = {
  'consents.needed': ({ count }) =>
    `Нет действующего согласия на обработку данных: ${count ?? ''} чел. Внесите согласие в разделе «Согласия» и повторите.`,
  'consents.nobody': () => 'Отметьте хотя бы одного человека.',
  'consents.person_not_found': () =>
    'Кого-то из отмеченных нет в списке школы или в вашем классе. Откройте список заново.',
  'consents.no_purpose': () => 'Отметьте хотя бы одно согласие.',
  'consents.future': () => 'Дата подписи ещё не наступила. Проверьте её.',
  'consents.too_early': () => 'Согласие подписано раньше, чем человек родился. Проверьте дату.',
  'consents.of_age': () =>
    'На день подписи человек уже был совершеннолетним: за него не подписывает никто, нужна его подпись.',
  'consents.under_age': () =>
    'На день подписи ребёнку не было 14 лет (или возраст ученика не указан): нужна подпись родителя или представителя.',
  'consents.guardian_unknown': () => 'Выберите представителя этого ребёнка из списка или впишите его имя.',
  'consents.guardian_of_one': () =>
    'Представителя можно указать только для одного ребёнка. Для списка оставьте это поле пустым.',
  'consents.already_entered': () =>
    'Все эти подписи с такой датой уже внесены, и скан у них есть. Новый скан не сохранён: проверьте дату или список.',
  'consents.nothing_to_withdraw': () => 'Отзывать нечего: такого согласия нет или оно уже отозвано.',
  'consents.text_outdated': () =>
    'Пока вы читали, школа утвердила новый текст. Подпись под старым не принята: откройте документ заново и прочитайте.',
  'consents.signed_already': () => 'Вы уже подписали это согласие. Оно действует.',
  'consents.unknown_fields': ({ fields }) =>
    `В тексте есть поля, которых программа не знает: ${fields ?? ''}. Исправьте их по списку справа или уберите скобки.`,
  'consents.missing_fields': ({ fields }) =>
    `Без этих полей документ не будет согласием по закону: ${fields ?? ''}. Вставьте их в оба варианта текста.`,
  'consents.text_stale': () =>
    'Пока вы правили, кто-то утвердил другую версию. Ваш текст остался в форме: сверьте с новой версией и сохраните ещё раз.',
  'consents.text_same': () => 'Текст не изменился: новая версия не нужна.',
  'consents.settings_stale': () =>
    'Пока вы выбирали, настройку изменил кто-то другой. Проверьте и сохраните ещё раз.',
  'consents.too_many_pages': ({ limit }) =>
    `В один файл помещается не больше ${limit ?? ''} бланков. Выберите класс или меньше согласий.`,
  'consents.too_many_at_once': ({ limit }) =>
    `Сразу скачивается не больше ${limit ?? ''} бланков. Откройте «Бланки согласий» и нажмите «Подготовить PDF»: больший файл готовится на отдельной странице.`,
  ...dutyRefusalTexts,
  'consents.not_found': () => 'Такого согласия нет. Откройте список заново.',
};

/** The Russian text of a refusal of this room or of those above it. */
export function consentsRefusalText(refusal: Refusal): string {
  return texts[refusal.code]?.(refusal.facts ?? {}) ?? peopleRefusalText(refusal);
}
