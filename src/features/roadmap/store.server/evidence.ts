import { isId } from '#src/lib/id.ts';
import { toDay, toIso } from '#src/lib/iso-day.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';

export interface Evidence {
  readonly id: string;
  readonly activityId: string;
  readonly occurrenceId: string | null;
  readonly partId: string | null;
  readonly kind: 'paper' | 'file' | 'link' | 'note';
  readonly paperId: string | null;
  readonly fileId: string | null;
  readonly url: string | null;
  readonly note: string;
  readonly happenedOn: string | null;
  readonly addedBy: string | null;
  readonly createdAt: string;
  /** Title of the paper with number and date, or the file's name: what a person reads. */
  readonly paper: {
    kind: string;
    number: string;
    issuedOn: string | null;
    title: string;
    state: string;
  } | null;
  readonly fileName: string | null;
}

/** Evidence in force of some activities, oldest first. */
export async function loadEvidence(tx: ScopedTx, activityIds: readonly string[]): Promise<Evidence[]> {
  if (activityIds.length === 0) return [];
  const rows = await tx.query
    .selectFrom('activity_evidence as e')
    .leftJoin('papers as p', 'p.id', 'e.paper_id')
    .leftJoin('files as f', 'f.id', 'e.file_id')
    .select([
      'e.id',
      'e.activity_id',
      'e.occurrence_id',
      'e.part_id',
      'e.kind',
      'e.paper_id',
      'e.file_id',
      'e.url',
      'e.note',
      'e.happened_on',
      'e.added_by',
      'e.created_at',
      'p.kind as paper_kind',
      'p.number as paper_number',
      'p.issued_on as paper_issued_on',
      'p.title as paper_title',
      'p.state as paper_state',
      'f.name as file_name',
    ])
    .where('e.activity_id', 'in', [...activityIds])
    .where('e.withdrawn_at', 'is', null)
    .orderBy('e.created_at')
    .orderBy('e.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    activityId: row.activity_id,
    occurrenceId: row.occurrence_id,
    partId: row.part_id,
    kind: row.kind as Evidence['kind'],
    paperId: row.paper_id,
    fileId: row.file_id,
    url: row.url,
    note: row.note,
    happenedOn: toIso(row.happened_on),
    addedBy: row.added_by,
    createdAt: row.created_at.toString(),
    paper:
      row.paper_title === null
        ? null
        : {
            kind: row.paper_kind ?? '',
            number: row.paper_number ?? '',
            issuedOn: toIso(row.paper_issued_on),
            title: row.paper_title,
            state: row.paper_state ?? '',
          },
    fileName: row.file_name,
  }));
}

export interface NewEvidence {
  readonly organizationId: string;
  readonly activityId: string;
  readonly occurrenceId: string | null;
  readonly partId: string | null;
  readonly kind: Evidence['kind'];
  readonly paperId: string | null;
  readonly fileId: string | null;
  readonly url: string | null;
  readonly note: string;
  readonly happenedOn: string | null;
  readonly addedBy: string | null;
}

export async function insertEvidence(tx: ScopedTx, evidence: NewEvidence): Promise<string> {
  const row = await tx.query
    .insertInto('activity_evidence')
    .values({
      organization_id: evidence.organizationId,
      activity_id: evidence.activityId,
      occurrence_id: evidence.occurrenceId,
      part_id: evidence.partId,
      kind: evidence.kind,
      paper_id: evidence.paperId,
      file_id: evidence.fileId,
      url: evidence.url,
      note: evidence.note,
      happened_on: toDay(evidence.happenedOn),
      added_by: evidence.addedBy,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** The activity that an evidence in force belongs to; null when there is none such. */
export async function activityOfEvidence(tx: ScopedTx, id: string): Promise<string | null> {
  if (!isId(id)) return null;
  const row = await tx.query
    .selectFrom('activity_evidence')
    .select('activity_id')
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  return row?.activity_id ?? null;
}

export async function withdrawEvidence(tx: ScopedTx, id: string, at: Temporal.Instant): Promise<void> {
  await tx.query.updateTable('activity_evidence').set({ withdrawn_at: at }).where('id', '=', id).execute();
}

export interface Comment {
  readonly id: string;
  readonly text: string;
  readonly authorId: string | null;
  readonly createdAt: string;
}

export async function loadComments(tx: ScopedTx, activityId: string): Promise<Comment[]> {
  const rows = await tx.query
    .selectFrom('activity_comments')
    .select(['id', 'text', 'author_id', 'created_at'])
    .where('activity_id', '=', activityId)
    .orderBy('created_at')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    text: row.text,
    authorId: row.author_id,
    createdAt: row.created_at.toString(),
  }));
}

export async function insertComment(
  tx: ScopedTx,
  comment: { organizationId: string; activityId: string; text: string; authorId: string },
): Promise<void> {
  await tx.query
    .insertInto('activity_comments')
    .values({
      organization_id: comment.organizationId,
      activity_id: comment.activityId,
      text: comment.text,
      author_id: comment.authorId,
    })
    .execute();
}
