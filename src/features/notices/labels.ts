import type { Refusal } from '#src/lib/result.ts';
import { accountsRefusalText } from '#src/features/accounts/labels.ts';
import type { NoticeKind } from '#src/features/notices/rules.ts';

export const noticeKindLabels: Readonly<Record<NoticeKind, string>> = {
  digest: 'Неделя',
  day_before: 'Завтра срок',
  overdue: 'Просрочено',
  application: 'Заявка',
  proposal: 'Пара',
  matching: 'Подбор',
  'consents.withdrawal': 'Отзыв согласия',
  'consents.destruction': 'Уничтожение данных',
  'consents.request': 'Обращение',
  'consents.request_due': 'Срок ответа',
  'consents.incident': 'Инцидент',
  'consents.expiring': 'Согласия',
  'consents.of_age': 'Согласия',
  'consents.retention': 'Сроки хранения',
  'surveys.opened': 'Опрос',
  'surveys.closing': 'Опрос заканчивается',
  'surveys.all_answered': 'Опрос',
  'surveys.closed': 'Опрос',
};

const texts: Readonly<Record<string, () => string>> = {
  'notices.no_person': () =>
    'Ваша учётная запись не связана с человеком из списка сотрудников, поэтому календаря нет. Попросите куратора связать их на странице «Люди».',
};

/** The Russian text of a refusal of this room or of those above it. */
export function noticesRefusalText(refusal: Refusal): string {
  return texts[refusal.code]?.() ?? accountsRefusalText(refusal);
}
