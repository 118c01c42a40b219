import type {
  Check,
  Finding,
  FindingCode,
  LintField,
  Severity,
} from '#src/features/roadmap/rules/linter/model.ts';
import { listOwnRows, nameRow, type LintRow } from '#src/features/roadmap/rules/linter/rows.ts';

/**
 * Cells that are empty: title, deadline, responsible, result. A column that the whole roadmap lacks is one
 * finding, not one a row; a result is expected only where most rows have one.
 */
export const checkFilled: Check = (input) => {
  const rows = listOwnRows(input);
  if (rows.length === 0) return [{ code: 'roadmap.no_rows', severity: 'error', facts: {} }];
  return [
    ...rows
      .filter(({ item }) => item.title.trim() === '' && item.subPoints.length === 0)
      .map((row) => place(row, 'title.missing', 'error', 'title')),
    ...reportEmpty(rows, hasDeadline, 'deadline.missing', 'roadmap.no_deadlines', 'deadline'),
    ...reportEmpty(rows, hasResponsible, 'responsible.missing', 'roadmap.no_responsible', 'responsible'),
    ...reportEmptyResults(rows),
  ];
};

const hasDeadline = ({ item }: LintRow): boolean =>
  (item.deadlineText ?? '').trim() !== '' || item.meaning !== null;
const hasResponsible = ({ item }: LintRow): boolean => item.responsible.some((words) => words.trim() !== '');
const hasResult = ({ item }: LintRow): boolean => (item.result ?? '').trim() !== '';

function reportEmpty(
  rows: readonly LintRow[],
  isFilled: (row: LintRow) => boolean,
  code: FindingCode,
  wholeCode: FindingCode,
  field: LintField,
): Finding[] {
  const empty = rows.filter((row) => !isFilled(row));
  if (empty.length === rows.length) {
    return [{ code: wholeCode, severity: 'warning', field, facts: { rows: rows.length } }];
  }
  return empty.map((row) => place(row, code, 'warning', field));
}

function reportEmptyResults(rows: readonly LintRow[]): Finding[] {
  const empty = rows.filter((row) => !hasResult(row));
  if (empty.length * 2 >= rows.length) return [];
  return empty.map((row) => place(row, 'result.missing', 'note', 'result'));
}

function place(row: LintRow, code: FindingCode, severity: Severity, field: LintField): Finding {
  const { sectionIndex, itemIndex, item } = row;
  return { code, severity, sectionIndex, itemIndex, field, facts: { row: nameRow(item) } };
}
