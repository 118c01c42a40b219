import type { Refusal } from '#src/lib/result.ts';
import { tableRefusals } from '#src/lib/tables/labels.ts';
import { accountsRefusalText } from '#src/features/accounts/labels.ts';
import type { StaffError } from '#src/features/people/rules/staff-rows.ts';

export const teamKindLabels = {
  organizers: 'Рабочая группа (организаторы)',
  other: 'Другая группа',
} as const;

export const staffErrorLabels: Readonly<Record<StaffError, string>> = {
  no_name: 'в строке нет имени: впишите фамилию, имя и отчество',
  bad_name: 'это не похоже на имя: оставьте только фамилию, имя и отчество буквами',
  only_family_name: 'есть только фамилия: впишите имя и отчество или инициалы',
  bad_email: 'адрес почты с ошибкой: исправьте или сотрите',
  too_long: 'слишком длинно: сократите',
  too_many_posts: 'больше 20 должностей: оставьте главные',
};

const texts: Readonly<Record<string, (facts: NonNullable<Refusal['facts']>) => string>> = {
  'people.not_found': () => 'Такого человека в списке нет. Возможно, его уже убрали: откройте список заново.',
  'people.stale': () =>
    'Пока вы вводили, карточку изменил кто-то другой. Ваши слова остались в форме: сверьте их с новыми и сохраните ещё раз.',
  'people.account_unknown': () =>
    'У этой учётной записи нет роли в школе. Обновите страницу и выберите из списка ещё раз.',
  'people.account_taken': () =>
    'Эта учётная запись уже у другого человека из списка. Сначала отсоедините её там.',
  'people.same_name': (facts) =>
    `В школе уже есть ${facts.name ?? 'человек с таким именем'}. Если это другой человек, отметьте «Это однофамилец».`,
  'people.team_not_found': () => 'Такой группы нет. Возможно, её уже убрали: откройте список заново.',
  'people.team_name_taken': (facts) =>
    `Группа «${facts.name ?? ''}» в этом учебном году уже есть. Назовите иначе или дополните её.`,
  'people.not_staff': () => 'В группу можно включить только людей этой школы.',
  'people.team_stale': () =>
    'Пока вы вводили, группу изменил кто-то другой. Введённое осталось в форме: сверьте с новым и сохраните ещё раз.',
  'people.choose_source': () => 'Вставьте список в поле или выберите файл.',
  'people.nobody_new': () =>
    'Вносить некого: все строки отмечены «Не вносить». Выберите «Внести» хотя бы в одной.',
  'people.nothing_to_import': () =>
    'В списке не нашлось ни одного человека. Вставьте по одному человеку в строке: «Иванова Мария Петровна, учитель физики».',
  'people.import_errors': (facts) =>
    `Не внесено ничего: строк с ошибками ${facts.count ?? ''}. Исправьте их в таблице ниже и повторите.`,
  'people.too_many': (facts) => `За один раз вносится не больше ${facts.limit ?? ''} человек.`,
};

/** The Russian text of a refusal of this room or of those above it. */
export function peopleRefusalText(refusal: Refusal): string {
  const table: Readonly<Record<string, string>> = tableRefusals;
  return texts[refusal.code]?.(refusal.facts ?? {}) ?? table[refusal.code] ?? accountsRefusalText(refusal);
}
