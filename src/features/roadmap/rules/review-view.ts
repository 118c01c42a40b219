import { formatMeaning } from '#src/lib/deadlines/format.ts';
import { explainAmbiguity } from '#src/lib/deadlines/reasons.ts';
import { listApartSubPoints } from '#src/features/roadmap/rules/correct.ts';
import { describeFinding } from '#src/features/roadmap/rules/linter/labels.ts';
import type { Finding } from '#src/features/roadmap/rules/linter/model.ts';
import type { Activity, Responsible, Section } from '#src/features/roadmap/rules/model.ts';
import type { DeadlineQuestion } from '#src/features/roadmap/rules/review.ts';
import { describeRowFlags } from '#src/features/roadmap/rules/row-flags.ts';

export const REVIEW_PAGE_SIZE = 50;
export const REVIEW_FILTERS = ['unclear', 'all', 'findings'] as const;
export type ReviewFilter = (typeof REVIEW_FILTERS)[number];

/** A row as the service of the review answers it. */
export interface RowToReview {
  readonly activity: Activity;
  readonly sectionId: string;
  readonly question: DeadlineQuestion | null;
  readonly unclear: boolean;
  readonly occurrenceCount: number;
  readonly firstOccurrence: { readonly start: string; readonly end: string } | null;
  readonly lastOccurrence: { readonly start: string; readonly end: string } | null;
}

export type RowFinding = Finding & { readonly sectionId: string | null; readonly activityId: string | null };

/** A finding in words; `fix` is what one press would change. */
export interface FindingView {
  readonly key: string;
  readonly severity: Finding['severity'];
  readonly message: string;
  readonly advice: string;
  readonly targetId: string | null;
  readonly fix: NonNullable<Finding['fix']> | null;
}

/** A line of the list of rows. */
export interface ReviewLine {
  readonly id: string;
  readonly version: number;
  readonly sectionId: string;
  readonly number: string;
  readonly title: string;
  readonly isGroup: boolean;
  readonly deadlineText: string;
  /** The meaning in words; null when there is none. */
  readonly meaning: string | null;
  readonly responsible: string;
  readonly unclear: boolean;
  readonly isReviewed: boolean;
  /** Unclear, but with no deadline to choose: may be confirmed together with others. */
  readonly mayConfirmTogether: boolean;
  readonly doubts: number;
}

/** The findings whose matter the row's own question about its deadline already asks. */
const ASKED_APART = new Set(['deadline.ambiguous', 'deadline.unreadable']);
/** Flags of the reading that a finding says again, with advice. */
const SAID_BY_FINDING: Readonly<Record<string, string>> = {
  'reading.no_deadline': 'deadline.missing',
  'reading.no_responsible': 'responsible.missing',
  'reading.number_missing': 'number.absent',
};

export function describeFindings(findings: readonly RowFinding[]): FindingView[] {
  return findings.map((finding, index) => ({
    key: `${finding.code}-${index}`,
    severity: finding.severity,
    ...describeFinding(finding),
    targetId: finding.activityId ?? finding.sectionId,
    fix: finding.fix ?? null,
  }));
}

/** Findings by row, and those of sections and of the whole roadmap under `null`. */
export function groupFindings(findings: readonly RowFinding[]): Map<string | null, RowFinding[]> {
  return Map.groupBy(
    findings.filter((finding) => !ASKED_APART.has(finding.code)),
    (finding) => finding.activityId,
  );
}

/** The rows that a filter shows, in the order of the document. */
export function filterRows<Row extends RowToReview>(
  rows: readonly Row[],
  filter: ReviewFilter,
  findings: ReadonlyMap<string | null, readonly RowFinding[]>,
): Row[] {
  if (filter === 'all') return [...rows];
  return rows.filter((row) => (filter === 'unclear' ? row.unclear : findings.has(row.activity.id)));
}

/**
 * Which page is shown and which row is open on it: an asked row brings its page, else the asked page opens its first
 * row. `page` counts from 1.
 */
export function choosePage(
  ids: readonly string[],
  asked: { page: number; row: string | null },
): { page: number; selectedId: string | null } {
  const at = asked.row === null ? -1 : ids.indexOf(asked.row);
  const last = Math.max(1, Math.ceil(ids.length / REVIEW_PAGE_SIZE));
  const page = at >= 0 ? Math.floor(at / REVIEW_PAGE_SIZE) + 1 : Math.min(Math.max(1, asked.page), last);
  const selectedId = ids[at >= 0 ? at : (page - 1) * REVIEW_PAGE_SIZE] ?? null;
  return { page, selectedId };
}

export function toLine(row: RowToReview, findings: readonly RowFinding[]): ReviewLine {
  const { activity } = row;
  return {
    id: activity.id,
    version: activity.version,
    sectionId: row.sectionId,
    number: activity.number,
    title: activity.title,
    isGroup: activity.isGroup,
    deadlineText: activity.deadlineText,
    meaning: activity.meaning === null ? null : formatMeaning(activity.meaning),
    responsible: activity.responsibles.map((one) => one.words).join(', '),
    unclear: row.unclear,
    isReviewed: activity.isReviewed,
    mayConfirmTogether: row.unclear && row.question === null,
    doubts: describeDoubts(row, findings).length + findings.length,
  };
}

function describeDoubts({ activity }: RowToReview, findings: readonly RowFinding[]): string[] {
  if (activity.isReviewed) return [];
  const codes = new Set<string>(findings.map((finding) => finding.code));
  return describeRowFlags(activity.flags.filter((flag) => !codes.has(SAID_BY_FINDING[flag.code] ?? '')));
}

/** Everything about the open row. */
export function toDetail(row: RowToReview, findings: readonly RowFinding[], staff: StaffNames) {
  const { activity, question } = row;
  return {
    id: activity.id,
    version: activity.version,
    number: activity.number,
    title: activity.title,
    subPoints: listApartSubPoints(activity),
    activitiesText: activity.activitiesText,
    resultText: activity.resultText,
    isGroup: activity.isGroup,
    isReviewed: activity.isReviewed,
    confidence: activity.confidence,
    deadline: {
      said: activity.deadlineText,
      meaning: activity.meaning === null ? null : formatMeaning(activity.meaning),
      by: activity.meaningBy,
      question: question === null ? null : explainAmbiguity(question.reasonCode),
      choices: (question?.choices ?? []).map((meaning) => ({
        value: JSON.stringify(meaning),
        label: formatMeaning(meaning),
      })),
      count: row.occurrenceCount,
      first: row.firstOccurrence,
      last: row.lastOccurrence,
    },
    responsibles: activity.responsibles.map((one) => ({ words: one.words, means: tellWho(one, staff) })),
    parts: activity.parts.map(({ id, title, kind, kindBy }) => ({ id, title, kind, kindBy })),
    doubts: describeDoubts(row, findings),
    findings: describeFindings(findings),
    sourceText: activity.source?.text ?? null,
    lineFrom: activity.source?.lineFrom ?? null,
    lineTo: activity.source?.lineTo ?? activity.source?.lineFrom ?? null,
  };
}

export interface StaffNames {
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly teams: readonly { readonly id: string; readonly name: string }[];
}

/** Whom the words mean, by name; null while nobody has said. */
export function tellWho(
  meaning: Pick<Responsible, 'personId' | 'teamId' | 'post'>,
  staff: StaffNames,
): string | null {
  if (meaning.personId !== null) {
    return (
      staff.people.find((person) => person.id === meaning.personId)?.name ??
      'сотрудник, который больше не работает'
    );
  }
  if (meaning.teamId !== null) {
    return staff.teams.find((team) => team.id === meaning.teamId)?.name ?? 'группа, которой больше нет';
  }
  return meaning.post === null ? null : `кто занимает должность «${meaning.post}»`;
}

export interface SourceLine {
  /** From 1. */
  readonly number: number;
  readonly text: string;
}

const WHOLE_LINES = 1500;
const WHOLE_LENGTH = 200_000;
const LINES_AROUND = 200;
const LONGEST_LINE = 2000;

/**
 * The lines of the source to show: all of a usual document, of a very long one those around the open row. A line of
 * endless length is cut.
 */
export function showSource(
  text: string,
  around: { from: number; to: number } | null,
): { lines: SourceLine[]; total: number } {
  if (text === '') return { lines: [], total: 0 };
  const all = text.split('\n');
  const isWhole = all.length <= WHOLE_LINES && text.length <= WHOLE_LENGTH;
  const from = isWhole ? 1 : Math.max(1, (around?.from ?? 1) - LINES_AROUND);
  const to = isWhole
    ? all.length
    : Math.min(all.length, (around?.to ?? 1) + LINES_AROUND, from + 3 * LINES_AROUND);
  return {
    lines: all.slice(from - 1, to).map((line, index) => ({
      number: from + index,
      text: line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line,
    })),
    total: all.length,
  };
}

export function sectionHeading(section: Pick<Section, 'number' | 'title'>): string {
  const title = section.title === '' ? 'Без раздела' : section.title;
  return section.number === '' ? title : `${section.number.replace(/\.$/, '')}. ${title}`;
}

/** Meanings of `by` for a reader: who gave the deadline its meaning. */
export const meaningByLabels: Readonly<Record<Activity['meaningBy'], string>> = {
  reading: 'прочитано программой',
  person: 'подтверждено человеком',
  template: 'предложено по этапам',
  rollover: 'перенесено с прошлого года',
};

export type RowDetail = ReturnType<typeof toDetail>;
