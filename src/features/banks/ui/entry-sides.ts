import type { Side } from '#src/features/programmes/rules/sides.ts';
import { offerLabels, requestLabels } from '#src/features/banks/labels.ts';

/** What the screens of an offer and of a request say, where they differ in words alone. */
interface EntrySide {
  /** Address of the bank. */
  readonly bank: string;
  readonly bankTitle: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly newTitle: string;
  readonly paperTitle: string;
  readonly entered: string;
  /** On one's own page. */
  readonly ownTitle: string;
  readonly sent: string;
  readonly readers: string;
  readonly withoutConsent: string;
}

export const entrySides: Readonly<Record<Side, EntrySide>> = {
  mentor: {
    bank: '/banks/mentors',
    bankTitle: 'База наставников',
    labels: offerLabels,
    newTitle: 'Новый наставник',
    paperTitle: 'Предложение с бумажного бланка',
    entered: 'Предложение внесено.',
    ownTitle: 'Моё предложение',
    sent: 'Предложение отправлено куратору.',
    readers: 'Прочтут куратор и педагоги, которые подбирают наставников.',
    withoutConsent: 'Без согласия на обработку данных школа не хранит предложение.',
  },
  mentee: {
    bank: '/banks/mentees',
    bankTitle: 'База наставляемых',
    labels: requestLabels,
    newTitle: 'Новый запрос',
    paperTitle: 'Запрос с бумажного бланка',
    entered: 'Запрос внесён.',
    ownTitle: 'Мой запрос',
    sent: 'Запрос отправлен куратору.',
    readers: 'Прочтут куратор, психолог и классный руководитель. Пишите так, как вам удобно.',
    withoutConsent: 'Без согласия на обработку данных школа не хранит запрос.',
  },
};
