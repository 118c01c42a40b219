import type { Refusal } from '#src/lib/result.ts';
import { accountsRefusalText } from '#src/features/accounts/labels.ts';

export const teamKindLabels = {
  organizers: 'Рабочая группа (организаторы)',
  other: 'Другая группа',
} as const;

const texts: Readonly<Record<string, (facts: NonNullable<Refusal['facts']>) => string>> = {
  'people.not_found': () => 'Такого человека в списке нет. Возможно, его уже убрали: откройте список заново.',
  'people.stale': () =>
    'Пока вы вводили, карточку изменил кто-то другой. Ваши слова остались в форме: сверьте их с новыми и сохраните ещё раз.',
  'people.same_name': (facts) =>
    `В школе уже есть ${facts.name ?? 'человек с таким именем'}. Если это другой человек, отметьте «Это однофамилец».`,
  'people.team_not_found': () => 'Такой группы нет. Возможно, её уже убрали: откройте список заново.',
  'people.team_name_taken': (facts) =>
    `Группа «${facts.name ?? ''}» в этом учебном году уже есть. Назовите иначе или дополните её.`,
  'people.not_staff': () => 'В группу можно включить только людей этой школы.',
  'people.nothing_to_import': () =>
    'В тексте не нашлось ни одного человека. Вставьте по одному человеку в строке: «Иванова Мария Петровна, учитель физики».',
  'people.import_errors': (facts) =>
    `Не внесено ничего: строк с ошибками ${facts.count ?? ''}. Исправьте их в таблице ниже и повторите.`,
  'people.too_many': (facts) => `За один раз вносится не больше ${facts.limit ?? ''} человек.`,
};

/** The Russian text of a refusal of this room or of those above it. */
export function peopleRefusalText(refusal: Refusal): string {
  return texts[refusal.code]?.(refusal.facts ?? {}) ?? accountsRefusalText(refusal);
}
