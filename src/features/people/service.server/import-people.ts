import { accept, refuse, type Result } from '#src/lib/result.ts';
import { readDocument } from '#src/lib/tables/read.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import { standingOf } from '#src/features/accounts/service.server.ts';
import { parseFullName } from '#src/features/people/rules.ts';
import { readStaffDocument, readStaffText } from '#src/features/people/rules/read-staff.ts';
import {
  checkStaffRows,
  isSettled,
  splitPosts,
  type CheckedRow,
  type StaffRow,
} from '#src/features/people/rules/staff-rows.ts';
import { IMPORT_LIMIT } from '#src/features/people/schema.ts';
import { refuseUnlessMay } from '#src/features/people/service.server/rights.ts';
import { insertPeople, listNames, type NewPerson } from '#src/features/people/store.server.ts';

export type ImportSource = { readonly text: string } | { readonly name: string; readonly bytes: Uint8Array };

/** Rows of a pasted text or of a file (XLSX, CSV, DOCX, PDF with text, TXT). */
export async function readImport(source: ImportSource): Promise<Result<StaffRow[]>> {
  if ('text' in source) return checkAmount(readStaffText(source.text));
  const read = await readDocument(source.bytes, source.name);
  return read.ok ? checkAmount(readStaffDocument(read.value)) : read;
}

function checkAmount(rows: StaffRow[]): Result<StaffRow[]> {
  if (rows.length === 0) return refuse('people.nothing_to_import');
  return rows.length > IMPORT_LIMIT ? refuse('people.too_many', { limit: IMPORT_LIMIT }) : accept(rows);
}

export async function checkImport(
  tx: ScopedTx,
  organizationId: string,
  rows: readonly StaffRow[],
): Promise<Result<CheckedRow[]>> {
  const refused = refuseUnlessMay(await standingOf(tx, organizationId), 'people.import');
  if (refused !== null) return refused;
  if (rows.length > IMPORT_LIMIT) return refuse('people.too_many', { limit: IMPORT_LIMIT });
  return accept(checkStaffRows(rows, await listNames(tx, organizationId)));
}

export async function importPeople(
  tx: ScopedTx,
  organizationId: string,
  rows: readonly StaffRow[],
): Promise<Result<{ added: number; skipped: number }>> {
  const checked = await checkImport(tx, organizationId, rows);
  if (!checked.ok) return checked;
  const unsettled = checked.value.filter((one) => !isSettled(one));
  if (unsettled.length > 0) return refuse('people.import_errors', { count: unsettled.length });
  const people = rows.flatMap((row): NewPerson[] => {
    const name = row.decision === 'skip' ? null : parseFullName(row.name);
    if (name === null) return [];
    return [{ ...name, posts: splitPosts(row.posts), email: row.email, phone: row.phone, accountId: null }];
  });
  if (people.length === 0) return refuse('people.nobody_new');
  await insertPeople(tx, organizationId, people);
  return accept({ added: people.length, skipped: rows.length - people.length });
}
