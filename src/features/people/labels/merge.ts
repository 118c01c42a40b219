import type { Refusal } from '#src/lib/result.ts';
import type { DoubleReason } from '#src/features/people/rules/merge/doubles.ts';
import type { MergeField } from '#src/features/people/rules/merge/fields.ts';

export const doubleReasonLabels: Readonly<Record<DoubleReason, string>> = {
  same_birthday: 'имя и дата рождения совпадают',
  same_name: 'имя совпадает, дата рождения указана не у обеих',
  no_patronymic: 'фамилия и имя совпадают, отчество разное или не указано',
  slip: 'дата рождения совпадает, имя отличается одной буквой',
};

export const mergeFieldLabels: Readonly<Record<MergeField, string>> = {
  familyName: 'Фамилия',
  givenName: 'Имя',
  patronymic: 'Отчество',
  birth: 'Дата рождения',
  phone: 'Телефон',
  email: 'Почта',
  workplace: 'Место работы или учёбы',
  graduatedIn: 'Год выпуска',
  serviceSince: 'Стаж с года',
  leftOn: 'Выбыл',
};

/** Refusals of joining records and of parting them. */
export const mergeTexts: Readonly<Record<string, (facts: NonNullable<Refusal['facts']>) => string>> = {
  'people.merge_same': () => 'Это одна и та же запись. Выберите другую.',
  'people.merge_kin': () =>
    'Один из них записан родителем другого, значит, это разные люди. Если связь ошибочна, сначала отвяжите её в карточке ребёнка.',
  'people.merge_same_mentorship': () =>
    'Обе записи состоят в одной паре или группе, поэтому объединить их нельзя. Сначала исправьте состав пары.',
  'people.merge_destroyed': () =>
    'Данные по одной из записей уничтожены или подлежат уничтожению после отзыва согласия. Такие записи не объединяются.',
  'people.merge_withdrawn': () =>
    'По одной записи согласие на обработку отозвано, по другой действует. Сначала выясните, какая воля верна, и исправьте согласия.',
  'people.merge_two_accounts': () =>
    'У обеих записей есть учётная запись. Сначала отсоедините одну: «Учётная запись и роли» в карточке.',
  'people.merge_no_consent': () =>
    'У записи есть пары или группы, а согласие на обработку не действует, поэтому перенести их нельзя. Сначала внесите согласие.',
  'people.merge_not_found': () => 'Такого объединения нет. Откройте карточку заново.',
  'people.merge_undone': () => 'Эти записи уже разделены.',
  'people.part_first': () =>
    'Эта запись сама объединена с другой. Сначала разделите то объединение, которое сделано позже.',
  'people.part_no_consent': () =>
    'Вернуть пары и группы нельзя: согласие на обработку больше не действует. Сначала внесите согласие.',
};
