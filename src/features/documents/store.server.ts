import { sql } from 'kysely';
import { toDay, toIso } from '#src/lib/iso-day.ts';
import { containing } from '#src/platform/db/like-pattern.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { Paper, PaperState } from '#src/features/documents/rules.ts';
import { placeColumns, type PlaceInSeries } from '#src/features/documents/store.server/series.ts';

const COLUMNS = [
  'papers.id',
  'papers.organization_id as organizationId',
  'papers.kind',
  'papers.direction',
  'papers.number',
  'papers.issued_on as issuedOn',
  'papers.title',
  'papers.issuer',
  'papers.note',
  'papers.state',
  'papers.state_reason as stateReason',
  'papers.replaced_by as replacedBy',
  'papers.file_id as fileId',
  'papers.version',
  'files.name as fileName',
] as const;

type Row = Omit<Paper, 'issuedOn' | 'direction'> & { issuedOn: Temporal.PlainDate | null; direction: string };

const rowToPaper = (row: Row): Paper => ({
  ...row,
  issuedOn: toIso(row.issuedOn),
  direction: row.direction as Paper['direction'],
});

export async function findPaper(tx: ScopedTx, id: string): Promise<Paper | null> {
  const row = await tx.query
    .selectFrom('papers')
    .leftJoin('files', 'files.id', 'papers.file_id')
    .select(COLUMNS)
    .where('papers.id', '=', id)
    .executeTakeFirst();
  return row === undefined ? null : rowToPaper(row);
}

/** These papers as far as the actor sees them, oldest first. */
export async function listPapersOf(tx: ScopedTx, ids: readonly string[]): Promise<Paper[]> {
  if (ids.length === 0) return [];
  const rows = await tx.query
    .selectFrom('papers')
    .leftJoin('files', 'files.id', 'papers.file_id')
    .select(COLUMNS)
    .where('papers.id', 'in', [...ids])
    .orderBy('papers.issued_on')
    .orderBy('papers.id')
    .execute();
  return rows.map(rowToPaper);
}

export interface PaperQuery {
  readonly organizationId: string;
  readonly kind?: string | undefined;
  readonly state?: PaperState | undefined;
  readonly search?: string | undefined;
}

/** Newest first, papers without a date on top; with the total before paging. */
export async function listPapers(
  tx: ScopedTx,
  query: PaperQuery,
  page: { offset: number; limit: number },
): Promise<{ papers: Paper[]; total: number }> {
  let rows = tx.query
    .selectFrom('papers')
    .leftJoin('files', 'files.id', 'papers.file_id')
    .where('papers.organization_id', '=', query.organizationId);
  if (query.kind !== undefined && query.kind !== '') rows = rows.where('papers.kind', '=', query.kind);
  if (query.state !== undefined) rows = rows.where('papers.state', '=', query.state);
  const search = query.search?.trim() ?? '';
  if (search !== '') {
    const pattern = containing(search);
    rows = rows.where((eb) =>
      eb.or([
        eb('papers.title', 'ilike', pattern),
        eb('papers.number', 'ilike', pattern),
        eb('papers.issuer', 'ilike', pattern),
      ]),
    );
  }
  const { total } = await rows.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const found = await rows
    .select(COLUMNS)
    .orderBy('papers.issued_on', (o) => o.desc().nullsFirst())
    .orderBy('papers.id')
    .offset(page.offset)
    .limit(page.limit)
    .execute();
  return { papers: found.map(rowToPaper), total };
}

export interface NewPaper {
  readonly organizationId: string;
  readonly kind: string;
  readonly direction: Paper['direction'];
  readonly number: string;
  readonly issuedOn: string | null;
  readonly title: string;
  readonly issuer: string;
  readonly note: string;
  readonly state: PaperState;
  readonly fileId: string | null;
  readonly createdBy: string | null;
}

export async function insertPaper(tx: ScopedTx, paper: NewPaper): Promise<string> {
  const row = await tx.query
    .insertInto('papers')
    .values(rowOf(paper))
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** Papers with the places that they have been given, by one statement; answers their ids in the same order. */
export async function insertPapers(
  tx: ScopedTx,
  papers: readonly (NewPaper & { readonly at: PlaceInSeries | null })[],
): Promise<string[]> {
  if (papers.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    select uuidv7() as id from generate_series(1, ${papers.length})`.execute(tx.query);
  const ids = rows.map(({ id }) => id);
  await tx.query
    .insertInto('papers')
    .values(papers.map((paper, at) => ({ id: ids[at] ?? '', ...rowOf(paper), ...placeColumns(paper.at) })))
    .execute();
  return ids;
}

function rowOf(paper: NewPaper) {
  return {
    organization_id: paper.organizationId,
    kind: paper.kind,
    direction: paper.direction,
    number: paper.number,
    issued_on: toDay(paper.issuedOn),
    title: paper.title,
    issuer: paper.issuer,
    note: paper.note,
    state: paper.state,
    file_id: paper.fileId,
    created_by: paper.createdBy,
  };
}

/** A registered paper of the same kind, number, day and issuer; null when there is none. */
export async function findTwin(
  tx: ScopedTx,
  paper: Pick<NewPaper, 'organizationId' | 'kind' | 'direction' | 'number' | 'issuer'> & { issuedOn: string },
): Promise<string | null> {
  const row = await tx.query
    .selectFrom('papers')
    .select('id')
    .where('organization_id', '=', paper.organizationId)
    .where('direction', '=', paper.direction)
    .where('kind', '=', paper.kind)
    .where('number', '=', paper.number)
    .where('issuer', '=', paper.issuer)
    .where('issued_on', '=', toDay(paper.issuedOn))
    .where('state', 'in', ['registered', 'replaced'])
    .executeTakeFirst();
  return row?.id ?? null;
}

export interface PaperPatch {
  readonly kind?: string;
  readonly direction?: Paper['direction'];
  readonly number?: string;
  readonly issuedOn?: string | null;
  readonly title?: string;
  readonly issuer?: string;
  readonly note?: string;
  readonly state?: PaperState;
  readonly stateReason?: string;
  readonly fileId?: string;
  readonly replacedBy?: string;
}

/** The version that the paper has now; null when it was no longer at `version`. */
export async function updatePaper(
  tx: ScopedTx,
  id: string,
  version: number,
  patch: PaperPatch,
): Promise<number | null> {
  const row = await tx.query
    .updateTable('papers')
    .set((eb) => ({
      version: eb('version', '+', 1),
      ...(patch.kind === undefined ? {} : { kind: patch.kind }),
      ...(patch.direction === undefined ? {} : { direction: patch.direction }),
      ...(patch.number === undefined ? {} : { number: patch.number }),
      ...(patch.issuedOn === undefined ? {} : { issued_on: toDay(patch.issuedOn) }),
      ...(patch.title === undefined ? {} : { title: patch.title }),
      ...(patch.issuer === undefined ? {} : { issuer: patch.issuer }),
      ...(patch.note === undefined ? {} : { note: patch.note }),
      ...(patch.state === undefined ? {} : { state: patch.state }),
      ...(patch.stateReason === undefined ? {} : { state_reason: patch.stateReason }),
      ...(patch.fileId === undefined ? {} : { file_id: patch.fileId }),
      ...(patch.replacedBy === undefined ? {} : { replaced_by: patch.replacedBy }),
    }))
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst();
  return row?.version ?? null;
}

/** Registered issued papers with one of these numbers: kind, number and day of each. */
export async function listTakenNumbers(
  tx: ScopedTx,
  organizationId: string,
  numbers: readonly string[],
): Promise<{ kind: string; number: string; issuedOn: string }[]> {
  if (numbers.length === 0) return [];
  const rows = await tx.query
    .selectFrom('papers')
    .select(['kind', 'number', 'issued_on'])
    .where('organization_id', '=', organizationId)
    .where('direction', '=', 'issued')
    .where('issuer', '=', '')
    .where('number', 'in', [...numbers])
    .where('state', 'in', ['registered', 'replaced'])
    .execute();
  return rows.map((row) => ({ kind: row.kind, number: row.number, issuedOn: toIso(row.issued_on) ?? '' }));
}
