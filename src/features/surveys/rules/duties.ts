import { shortDay } from '#src/lib/russian/short-day.ts';

/** What the curator is told of waves; `kind` of a notice. */
export const SURVEY_DUTY_KINDS = [
  'surveys.opened',
  'surveys.closing',
  'surveys.all_answered',
  'surveys.closed',
] as const;
export type SurveyDutyKind = (typeof SURVEY_DUTY_KINDS)[number];

/** A wave that goes on or has just ended, in numbers. Days are ISO. */
export interface WaveFact {
  readonly id: string;
  readonly title: string;
  readonly state: 'open' | 'closed';
  readonly opensOn: string;
  readonly closesOn: string;
  readonly invited: number;
  readonly answered: number;
  /** Neither answered nor declined. */
  readonly waiting: number;
}

/** One thing to tell: numbers, never names, because it may go by mail. */
export interface SurveyDuty {
  readonly kind: SurveyDutyKind;
  /** The wave. */
  readonly subjectId: string;
  readonly text: string;
  readonly path: string;
  /** Told again after so many days; null: once. */
  readonly everyDays: number | null;
}

/** So many days before the last one it is told who has not answered yet, and once more before the end. */
export const CLOSING_NEAR_DAYS = 3;
const CLOSING_AGAIN_DAYS = 2;
/** A wave that began or ended longer ago is no news, for instance when the program was off. */
export const NEWS_DAYS = 7;

/** What the waves make worth telling today (ISO). */
export function surveyDutiesOf(waves: readonly WaveFact[], today: string): SurveyDuty[] {
  const shifted = (days: number): string => Temporal.PlainDate.from(today).add({ days }).toString();
  return waves.flatMap((wave): SurveyDuty[] => {
    const { id, state, opensOn, closesOn, invited, answered, waiting } = wave;
    const about = { subjectId: id, path: `/surveys/waves/${id}`, everyDays: null };
    const title = `«${shorten(wave.title)}»`;
    if (state === 'closed')
      return [
        {
          ...about,
          kind: 'surveys.closed',
          text: `Опрос ${title} завершён. Ответили ${answered} из ${invited}.`,
          path: `${about.path}/results`,
        },
      ];
    const duties: SurveyDuty[] = [];
    if (opensOn >= shifted(-NEWS_DAYS))
      duties.push({
        ...about,
        kind: 'surveys.opened',
        text: `Опрос ${title} начался, ответить можно до ${shortDay(closesOn)}. Приглашено: ${invited}.`,
      });
    if (waiting === 0 && answered > 0)
      duties.push({
        ...about,
        kind: 'surveys.all_answered',
        text: `В опросе ${title} больше некого ждать: ответили ${answered} из ${invited}. Его можно завершить.`,
      });
    if (waiting > 0 && closesOn <= shifted(CLOSING_NEAR_DAYS))
      duties.push({
        ...about,
        kind: 'surveys.closing',
        text: `Опрос ${title} заканчивается ${shortDay(closesOn)}. Не ответили: ${waiting} из ${invited}.`,
        path: `${about.path}/reminders`,
        everyDays: CLOSING_AGAIN_DAYS,
      });
    return duties;
  });
}

function shorten(title: string): string {
  const letters = Array.from(title);
  return letters.length <= 120 ? title : `${letters.slice(0, 119).join('').trimEnd()}…`;
}
