import { shortDay } from '#src/lib/russian/short-day.ts';
import { DUTY_KINDS, type ConsentDuty } from '#src/features/consents/rules/duties.ts';
import { SURVEY_DUTY_KINDS, type SurveyDuty } from '#src/features/surveys/rules/duties.ts';

/** What a notice is about. */
export const NOTICE_KINDS = [
  'digest',
  'day_before',
  'overdue',
  'application',
  'proposal',
  'matching',
  ...DUTY_KINDS,
  ...SURVEY_DUTY_KINDS,
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** What a person chose; without a choice everything is on. */
export interface NoticeSettings {
  readonly byEmail: boolean;
  readonly weeklyDigest: boolean;
  readonly dayBefore: boolean;
  readonly overdue: boolean;
  /** That waves begin, wait for somebody and end. */
  readonly surveys: boolean;
}

export const USUAL_SETTINGS: NoticeSettings = {
  byEmail: true,
  weeklyDigest: true,
  dayBefore: true,
  overdue: true,
  surveys: true,
};

/** One thing owed, as notices need it. Days are ISO. */
export interface Owed {
  readonly occurrenceId: string;
  readonly activityId: string;
  readonly number: string;
  readonly title: string;
  readonly startsOn: string;
  readonly dueOn: string;
}

export interface PlannedNotice {
  readonly kind: NoticeKind;
  /** The occurrence; null for a digest. */
  readonly subjectId: string | null;
  readonly text: string;
  readonly path: string;
}

const MONDAY = 1;
/** An overdue thing is told on the day after its last day, and again each week; daily nagging is read by nobody. */
const REPEAT_DAYS = 7;

/** «1.2 Сбор согласий», at most 160 characters. */
export function nameOwed(owed: Pick<Owed, 'number' | 'title'>): string {
  const words = `${owed.number} ${owed.title}`.replaceAll(/\s+/g, ' ').trim();
  const letters = Array.from(words);
  return letters.length <= 160 ? words : `${letters.slice(0, 159).join('').trimEnd()}…`;
}

/**
 * What to tell one person on a day (ISO). `nextWorkingDay` is the working day after it: what is due on it or before
 * is told the day before, so that Friday tells about Saturday to Monday.
 */
export function planNotices(
  owed: readonly Owed[],
  settings: NoticeSettings,
  today: string,
  nextWorkingDay: string,
): PlannedNotice[] {
  const date = Temporal.PlainDate.from(today);
  const notices: PlannedNotice[] = [];
  const overdue = owed.filter((one) => one.dueOn < today);
  if (settings.weeklyDigest && date.dayOfWeek === MONDAY) {
    const weekEnd = date.add({ days: 6 }).toString();
    const week = owed.filter((one) => one.dueOn >= today && one.dueOn <= weekEnd);
    if (week.length + overdue.length > 0) {
      notices.push({ kind: 'digest', subjectId: null, text: digestText(week, overdue), path: '/' });
    }
  }
  if (settings.dayBefore) {
    for (const one of owed.filter((each) => each.dueOn > today && each.dueOn <= nextWorkingDay)) {
      notices.push(
        noticeOf('day_before', one, `Завтра последний день: ${nameOwed(one)} (до ${shortDay(one.dueOn)})`),
      );
    }
  }
  if (settings.overdue) {
    for (const one of overdue) {
      const late = Temporal.PlainDate.from(one.dueOn).until(date, { largestUnit: 'days' }).days;
      if ((late - 1) % REPEAT_DAYS === 0) {
        notices.push(noticeOf('overdue', one, `Просрочено с ${shortDay(one.dueOn)}: ${nameOwed(one)}`));
      }
    }
  }
  return notices;
}

function noticeOf(kind: NoticeKind, one: Owed, text: string): PlannedNotice {
  return { kind, subjectId: one.occurrenceId, text, path: `/plan/activities/${one.activityId}` };
}

/** When one person was last told of a thing: its kind and subject, the ISO day. */
export interface Told {
  readonly kind: string;
  readonly subjectId: string | null;
  readonly day: string;
}

/**
 * Duties that are to be told today: never told yet, or long enough ago. Those in personal data are not a matter of choice:
 * the law sets their terms.
 */
export function planDutyNotices(
  duties: readonly (ConsentDuty | SurveyDuty)[],
  told: readonly Told[],
  today: string,
): PlannedNotice[] {
  const date = Temporal.PlainDate.from(today);
  return duties
    .filter(({ kind, subjectId, everyDays }) => {
      const last = told.find((one) => one.kind === kind && one.subjectId === subjectId);
      if (last === undefined) return true;
      return everyDays !== null && date.since(last.day, { largestUnit: 'days' }).days >= everyDays;
    })
    .map(({ kind, subjectId, text, path }) => ({ kind, subjectId, text, path }));
}

/** Lines that a digest spells out under one heading; the rest is a number and a pointer. */
const DIGEST_LINES = 10;

function digestText(week: readonly Owed[], overdue: readonly Owed[]): string {
  const lines = [...digestPart('На этой неделе:', week), ...digestPart('Просрочено:', overdue)];
  return lines.join('\n').slice(0, 2000);
}

function digestPart(title: string, owed: readonly Owed[]): string[] {
  if (owed.length === 0) return [];
  const rest = owed.length - DIGEST_LINES;
  return [
    title,
    ...owed.slice(0, DIGEST_LINES).map((one) => `• ${nameOwed(one)} – до ${shortDay(one.dueOn)}`),
    ...(rest > 0 ? [`• и ещё ${rest}, все – на странице «Сегодня»`] : []),
  ];
}
