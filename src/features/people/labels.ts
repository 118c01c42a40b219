import type { Refusal } from '#src/lib/result.ts';
import { tableRefusals } from '#src/lib/tables/labels.ts';
import { accountsRefusalText } from '#src/features/accounts/labels.ts';
import { importTexts } from '#src/features/people/labels/import.ts';
import { mergeTexts } from '#src/features/people/labels/merge.ts';
import type { PartnerKind } from '#src/features/people/rules/partners.ts';
import type { PeopleList, PersonKind } from '#src/features/people/rules/kinds.ts';
import type { ClassFate } from '#src/features/people/rules/roll-over.ts';

export const teamKindLabels = {
  organizers: 'Рабочая группа (организаторы)',
  other: 'Другая группа',
} as const;

export const personKindLabels: Readonly<Record<PersonKind, string>> = {
  staff: 'сотрудник',
  pupil: 'ученик',
  graduate: 'выпускник',
  student: 'студент',
  partner: 'сотрудник партнёра',
  guardian: 'родитель или законный представитель',
};

export const nameGenderLabels: Readonly<Record<string, string>> = { male: 'мужской', female: 'женский' };

export const peopleListLabels: Readonly<Record<PeopleList, string>> = {
  staff: 'Сотрудники',
  pupils: 'Ученики',
  graduates: 'Выпускники',
  outsiders: 'Студенты и сотрудники партнёров',
  guardians: 'Родители',
};

export const partnerKindLabels: Readonly<Record<PartnerKind, string>> = {
  enterprise: 'Предприятие',
  college: 'Колледж',
  university: 'Вуз',
  school: 'Школа',
  public: 'Общественная организация',
  other: 'Другая организация',
};

export const classFateLabels: Readonly<Record<ClassFate, string>> = {
  up: 'переходит дальше',
  graduate: 'выпускается',
  stay_out: 'не переводить',
};

const texts: Readonly<Record<string, (facts: NonNullable<Refusal['facts']>) => string>> = {
  'people.not_found': () => 'Такого человека в списке нет. Возможно, его уже убрали: откройте список заново.',
  'people.stale': () =>
    'Пока вы вводили, карточку изменил кто-то другой. Ваши слова остались в форме: сверьте их с новыми и сохраните ещё раз.',
  'people.form_words': () =>
    'В этой форме не столько слов, сколько в имени. Напишите имя целиком: фамилию, имя и отчество, – или очистите поле, и форма будет по правилам.',
  'people.account_unknown': () =>
    'У этой учётной записи нет роли в школе. Обновите страницу и выберите из списка ещё раз.',
  'people.account_taken': () =>
    'Эта учётная запись уже у другого человека из списка. Сначала отсоедините её там.',
  'people.same_name': (facts) =>
    `В школе уже есть ${facts.name ?? 'человек с таким именем'}. Если это другой человек, отметьте «Это однофамилец».`,
  'people.birth_future': () => 'Дата рождения ещё не наступила: проверьте год.',
  'people.birth_too_old': () => 'Такая дата рождения – больше 110 лет назад: проверьте год.',
  'people.graduated_later': (facts) => `Год выпуска не может быть позже ${facts.year ?? ''}: проверьте.`,
  'people.partner_unknown': () => 'Такого партнёра в списке нет. Обновите страницу и выберите ещё раз.',
  'people.has_children': (facts) =>
    `К этому человеку как к родителю привязан ребёнок: ${facts.name ?? ''}. Сначала отвяжите его в карточке ребёнка.`,
  'people.own_guardian': () => 'Человек не может быть родителем самому себе. Выберите другого.',
  'people.class_not_found': () =>
    'Такого класса нет. Возможно, его уже убрали: откройте список классов заново.',
  'people.class_exists': (facts) => `Класс ${facts.name ?? ''} в этом учебном году уже есть.`,
  'people.class_stale': () =>
    'Пока вы вводили, класс изменил кто-то другой. Введённое осталось в форме: сверьте с новым и сохраните ещё раз.',
  'people.class_in_use': () =>
    'Убрать можно только класс, в котором никогда никого не было. Сначала переведите учеников, если он заведён по ошибке, – или оставьте его для истории.',
  'people.teacher_unknown': () =>
    'Классным руководителем может быть только сотрудник, который сейчас работает в школе.',
  'people.nobody_chosen': () => 'Никто не отмечен. Отметьте хотя бы одного человека.',
  'people.not_pupils': () =>
    'Среди отмеченных есть те, кто уже не ученик. Обновите страницу и отметьте снова.',
  'people.roll_over_early': () => 'Этот учебный год ещё не начался: переводить из него рано.',
  'people.roll_over_nothing': () =>
    'Переводить некого: у всех, кто остаётся в школе, класс нового учебного года уже есть.',
  'people.roll_over_none': () =>
    'Отменять нечего: из этого учебного года никого не переводили или перевод уже отменён.',
  'people.roll_over_in_use': (facts) =>
    `Отменить перевод уже нельзя: после него изменился состав классов ${facts.classes ?? ''}. Исправьте списки этих классов вручную.`,
  'people.partner_not_found': () =>
    'Такого партнёра нет. Возможно, адрес набран с ошибкой: откройте список заново.',
  'people.partner_exists': (facts) =>
    `Партнёр «${facts.name ?? ''}» уже есть в списке. Дополните его карточку.`,
  'people.partner_stale': () =>
    'Пока вы вводили, карточку партнёра изменил кто-то другой. Введённое осталось в форме: сверьте и сохраните ещё раз.',
  'people.signer_unknown': () =>
    'Имя здесь ещё не указано. Сначала впишите, кто подписывает документы, потом проверьте, как склоняется имя.',
  'people.code_day': () => 'Выберите день от сегодняшнего и не дальше чем через год.',
  'people.codes_for_nobody': () =>
    'Печатать нечего: у всех отмеченных есть учётная запись или действующий код. Чтобы выдать новый код вместо прежнего, снимите отметку «Оставить прежние».',
  'people.code_wrong': () =>
    'Код не подошёл: он набран с ошибкой или уже не действует. Проверьте по карточке или попросите у куратора новую.',
  'people.team_not_found': () => 'Такой группы нет. Возможно, её уже убрали: откройте список заново.',
  'people.team_name_taken': (facts) =>
    `Группа «${facts.name ?? ''}» в этом учебном году уже есть. Назовите иначе или дополните её.`,
  'people.not_staff': () => 'В группу можно включить только людей этой школы.',
  'people.team_stale': () =>
    'Пока вы вводили, группу изменил кто-то другой. Введённое осталось в форме: сверьте с новым и сохраните ещё раз.',
  'people.choose_source': () => 'Вставьте список в поле или выберите файл.',
  'people.nothing_to_import': () =>
    'В списке не нашлось ни одного человека. Вставьте по одному человеку в строке: «Иванова Мария Петровна, учитель физики».',
  'people.import_errors': (facts) =>
    `Не внесено ничего: строк с ошибками ${facts.count ?? ''}. Исправьте их в таблице ниже и повторите.`,
  'people.too_many': (facts) => `За один раз вносится не больше ${facts.limit ?? ''} человек.`,
};

/** The Russian text of a refusal of this room or of those above it. */
export function peopleRefusalText(refusal: Refusal): string {
  const table: Readonly<Record<string, string>> = tableRefusals;
  const known = texts[refusal.code] ?? importTexts[refusal.code] ?? mergeTexts[refusal.code];
  return known?.(refusal.facts ?? {}) ?? table[refusal.code] ?? accountsRefusalText(refusal);
}
