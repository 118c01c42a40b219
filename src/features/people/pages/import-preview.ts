import { capitalize } from '#src/lib/russian/capitalize.ts';
import { staffErrorLabels } from '#src/features/people/labels.ts';
import { fullName, parseFullName } from '#src/features/people/rules.ts';
import type { CheckedRow, StaffRow } from '#src/features/people/rules/staff-rows.ts';
import { newSubmission, type FormState } from '#src/ui/form-state.ts';

/** Most rows shown as fields at once: more would make a page that a phone cannot scroll. */
const FIELDS_LIMIT = 100;

/** A row that somebody must look at: wrong, or a namesake. */
export interface DoubtfulRow {
  readonly row: StaffRow;
  /** Whom it resembles; null for a wrong row. */
  readonly twin: string | null;
}

export interface ImportPreviewData {
  readonly submission: string;
  readonly doubtful: readonly DoubtfulRow[];
  readonly fresh: readonly StaffRow[];
  /** Rows that travel with the form without being shown as fields. */
  readonly carried: readonly StaffRow[];
  /** Wrong rows beyond those shown: they come up after these are mended. */
  readonly wrongLater: number;
  /** Namesakes beyond those shown: they will be left out. */
  readonly namesakesSkipped: number;
  readonly state: FormState;
}

/** The name as it will stand in the list: «СОБОЛЬ Инна» becomes «Соболь Инна». */
function asEntered(row: StaffRow): StaffRow {
  const name = parseFullName(row.name);
  return name === null ? row : { ...row, name: fullName(name) };
}

function isSkipped({ row }: CheckedRow): boolean {
  return row.decision === 'skip';
}

/** A checked list as its page shows it: wrong rows first, then namesakes, as fields; the rest as a table. */
export function toImportPreview(checked: readonly CheckedRow[]): ImportPreviewData {
  const wrong = checked.filter((one) => one.state === 'error');
  const namesakes = checked.filter(
    (one) => one.state === 'namesake' || (isSkipped(one) && one.state === 'new'),
  );
  const fresh = checked
    .filter((one) => one.state === 'new' && !isSkipped(one))
    .map(({ row }) => asEntered(row));
  const shown = [...wrong, ...namesakes].slice(0, FIELDS_LIMIT);
  const later = [...wrong, ...namesakes].slice(FIELDS_LIMIT);
  const values: Record<string, string> = { intent: 'add' };
  const errors: Record<string, string> = {};
  const labels: Record<string, string> = {};
  for (const [index, { row, state, errors: found }] of shown.entries()) {
    values[`rows.${index}.decision`] = row.decision ?? (state === 'error' ? 'add' : 'skip');
    for (const field of ['name', 'posts', 'email', 'phone'] as const) {
      const name = `rows.${index}.${field}`;
      values[name] = row[field];
      labels[name] = capitalize(row.place);
      const error = found[field];
      if (error !== undefined) errors[name] = staffErrorLabels[error];
    }
  }
  return {
    submission: newSubmission(),
    doubtful: shown.map(({ row, twin }) => ({ row, twin })),
    fresh,
    carried: [
      ...fresh,
      ...later.map(({ row, state }): StaffRow =>
        state === 'error' ? row : { ...row, decision: row.decision ?? 'skip' },
      ),
    ],
    wrongLater: later.filter(({ state }) => state === 'error').length,
    namesakesSkipped: later.filter(({ state }) => state !== 'error').length,
    state: { ok: false, values, errors, formErrors: [], labels },
  };
}
