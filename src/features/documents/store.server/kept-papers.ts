import { toDay, toIso } from '#src/lib/iso-day.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { KeptFile } from '#src/platform/kept-files.ts';
import type { Paper } from '#src/features/documents/rules.ts';

/** A paper with what is kept of it. */
export interface KeptPaper extends Pick<
  Paper,
  'id' | 'kind' | 'number' | 'issuedOn' | 'title' | 'state' | 'replacedBy'
> {
  /** Its text was made here. */
  readonly isDrafted: boolean;
  /** The scan, as far as the actor sees it. */
  readonly file: KeptFile | null;
}

/** Papers of an organization: these, or those of a span of days (ISO, both included); oldest first. */
export async function listKeptPapers(
  tx: ScopedTx,
  organizationId: string,
  which: { ids: readonly string[] } | { from: string; to: string },
): Promise<KeptPaper[]> {
  if ('ids' in which && which.ids.length === 0) return [];
  let rows = tx.query
    .selectFrom('papers as p')
    .leftJoin('paper_texts as t', 't.paper_id', 'p.id')
    .leftJoin('files as f', 'f.id', 'p.file_id')
    .select([
      'p.id',
      'p.kind',
      'p.number',
      'p.issued_on',
      'p.title',
      'p.state',
      'p.replaced_by',
      't.paper_id as text_of',
      'f.id as file_id',
      'f.name as file_name',
      'f.media_type',
      'f.size_bytes',
      'f.sha256',
      'f.is_personal',
    ])
    .where('p.organization_id', '=', organizationId)
    .orderBy('p.issued_on')
    .orderBy('p.id');
  rows =
    'ids' in which
      ? rows.where('p.id', 'in', [...which.ids])
      : rows.where('p.issued_on', '>=', toDay(which.from)).where('p.issued_on', '<=', toDay(which.to));
  return (await rows.execute()).map((row) => ({
    id: row.id,
    kind: row.kind,
    number: row.number,
    issuedOn: toIso(row.issued_on),
    title: row.title,
    state: row.state,
    replacedBy: row.replaced_by,
    isDrafted: row.text_of !== null,
    file:
      row.file_id === null
        ? null
        : {
            id: row.file_id,
            organizationId,
            name: row.file_name ?? '',
            mediaType: row.media_type ?? '',
            sizeBytes: row.size_bytes ?? 0,
            sha256: row.sha256 ?? '',
            isPersonal: row.is_personal ?? false,
          },
  }));
}
