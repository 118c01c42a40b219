import { shortDay } from '#src/lib/russian/short-day.ts';
import { plural } from '#src/lib/russian/plural.ts';
import { addDays } from '#src/features/consents/rules/states.ts';

/** What those who answer for personal data at a school are told of; `kind` of a notice. */
export const DUTY_KINDS = [
  'consents.withdrawal',
  'consents.destruction',
  'consents.request',
  'consents.request_due',
  'consents.incident',
  'consents.expiring',
  'consents.of_age',
  'consents.retention',
] as const;
export type DutyKind = (typeof DUTY_KINDS)[number];

/** What is open at a school on a day. Days are ISO. */
export type DutyFact =
  | {
      readonly what: 'destruction';
      readonly id: string;
      readonly cause: 'withdrawal' | 'request' | 'retention';
      readonly dueOn: string;
    }
  | { readonly what: 'request'; readonly id: string; readonly dueOn: string }
  | {
      readonly what: 'incident';
      readonly id: string;
      readonly isFirstSent: boolean;
      readonly isSecondSent: boolean;
    }
  | { readonly what: 'expiring' | 'of_age' | 'retention'; readonly count: number };

/** One thing to tell: without names, because it may go by mail; only what it is and where to look. */
export interface ConsentDuty {
  readonly kind: DutyKind;
  /** The row it is about; the organization when it is a number. */
  readonly subjectId: string;
  readonly text: string;
  readonly path: string;
  /** Told again after so many days; null: once. */
  readonly everyDays: number | null;
}

/** A destruction is told of again within so many days of its last one, a request likewise. */
const DESTRUCTION_NEAR_DAYS = 7;
const REQUEST_NEAR_DAYS = 3;
const WEEKLY = 7;

const people = (count: number) => plural(count, 'человек', 'человека', 'человек');

/** What the facts make worth telling today. */
export function dutiesOf(organizationId: string, facts: readonly DutyFact[], today: string): ConsentDuty[] {
  return facts.flatMap((fact): ConsentDuty[] => {
    switch (fact.what) {
      case 'destruction':
        return destructionDuties(fact, today);
      case 'request':
        return requestDuties(fact, today);
      case 'incident':
        return [
          {
            kind: 'consents.incident',
            subjectId: fact.id,
            text: incidentText(fact),
            path: `/consents/incidents/${fact.id}`,
            everyDays: 1,
          },
        ];
      case 'expiring':
      case 'of_age':
      case 'retention':
        if (fact.count === 0) return [];
        return [
          {
            kind: `consents.${fact.what}`,
            subjectId: organizationId,
            everyDays: WEEKLY,
            ...countWords(fact),
          },
        ];
    }
  });
}

function destructionDuties(fact: Extract<DutyFact, { what: 'destruction' }>, today: string): ConsentDuty[] {
  const about = { subjectId: fact.id, path: `/consents/destruction/${fact.id}` };
  const duties: ConsentDuty[] = [];
  if (fact.cause === 'withdrawal') {
    duties.push({
      ...about,
      kind: 'consents.withdrawal',
      text: `Отозвано согласие на обработку. Данные наставничества нужно уничтожить до ${shortDay(fact.dueOn)}.`,
      everyDays: null,
    });
  }
  if (fact.dueOn <= addDays(today, DESTRUCTION_NEAR_DAYS)) {
    duties.push({
      ...about,
      kind: 'consents.destruction',
      text:
        fact.dueOn < today
          ? `Просрочено уничтожение персональных данных: последний день был ${shortDay(fact.dueOn)}.`
          : `Подходит срок уничтожения персональных данных: до ${shortDay(fact.dueOn)}.`,
      everyDays: fact.dueOn <= addDays(today, 1) ? 1 : 3,
    });
  }
  return duties;
}

function requestDuties(fact: Extract<DutyFact, { what: 'request' }>, today: string): ConsentDuty[] {
  const about = { subjectId: fact.id, path: `/consents/requests/${fact.id}` };
  const duties: ConsentDuty[] = [
    {
      ...about,
      kind: 'consents.request',
      text: `Есть обращение о персональных данных. Ответить нужно до ${shortDay(fact.dueOn)}.`,
      everyDays: null,
    },
  ];
  if (fact.dueOn <= addDays(today, REQUEST_NEAR_DAYS)) {
    duties.push({
      ...about,
      kind: 'consents.request_due',
      text:
        fact.dueOn < today
          ? `Просрочен ответ на обращение о персональных данных: последний день был ${shortDay(fact.dueOn)}.`
          : `Подходит срок ответа на обращение о персональных данных: до ${shortDay(fact.dueOn)}.`,
      everyDays: 1,
    });
  }
  return duties;
}

function incidentText(fact: Extract<DutyFact, { what: 'incident' }>): string {
  if (!fact.isFirstSent) {
    return 'Инцидент с персональными данными: первое уведомление отправляют за 24 часа с обнаружения.';
  }
  if (!fact.isSecondSent) {
    return 'Инцидент с персональными данными: о результатах расследования сообщают за 72 часа с обнаружения.';
  }
  return 'Инцидент с персональными данными не закрыт: запишите выводы и закройте карточку.';
}

function countWords(fact: Extract<DutyFact, { count: number }>): { text: string; path: string } {
  switch (fact.what) {
    case 'expiring':
      return {
        text: `Согласие на обработку скоро закончится: ${people(fact.count)}. Раздайте новые бланки.`,
        path: '/consents?state=expiring',
      };
    case 'of_age':
      return {
        text: `С 18 лет согласие подписывает сам человек: ${people(fact.count)}. Попросите их подписать заново.`,
        path: '/consents?state=of_age',
      };
    case 'retention':
      return {
        text: `Срок хранения данных вышел: ${people(fact.count)}. Решите, уничтожить или оставить.`,
        path: '/consents/retention',
      };
  }
}
