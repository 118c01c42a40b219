import { toJson } from '#src/platform/db/json.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';

/** The text of a drafted paper as it is kept; the shapes inside are checked by whoever reads them. */
export interface TextRow {
  readonly paperId: string;
  readonly organizationId: string;
  readonly title: string;
  readonly body: string;
  readonly answers: unknown;
  readonly subjectIds: readonly string[];
  readonly stamps: unknown;
  readonly schoolYear: number;
  readonly templateId: string | null;
  readonly document: unknown;
}

export async function findText(tx: ScopedTx, paperId: string): Promise<TextRow | null> {
  const row = await tx.query
    .selectFrom('paper_texts')
    .select([
      'paper_id as paperId',
      'organization_id as organizationId',
      'title',
      'body',
      'answers',
      'subject_ids as subjectIds',
      'stamps',
      'school_year as schoolYear',
      'template_id as templateId',
      'document',
    ])
    .where('paper_id', '=', paperId)
    .executeTakeFirst();
  return row ?? null;
}

export type NewText = Pick<
  TextRow,
  'paperId' | 'organizationId' | 'title' | 'body' | 'schoolYear' | 'templateId' | 'subjectIds'
> &
  Partial<Pick<TextRow, 'answers' | 'stamps' | 'document'>>;

export async function insertText(tx: ScopedTx, text: NewText): Promise<void> {
  await insertTexts(tx, [text]);
}

/** By one statement; `document` for papers whose words are fixed from the first. */
export async function insertTexts(tx: ScopedTx, texts: readonly NewText[]): Promise<void> {
  if (texts.length === 0) return;
  await tx.query
    .insertInto('paper_texts')
    .values(
      texts.map((text) => ({
        paper_id: text.paperId,
        organization_id: text.organizationId,
        title: text.title,
        body: text.body,
        school_year: text.schoolYear,
        template_id: text.templateId,
        subject_ids: [...text.subjectIds],
        ...(text.answers === undefined ? {} : { answers: toJson(text.answers) }),
        ...(text.stamps === undefined ? {} : { stamps: toJson(text.stamps) }),
        ...(text.document === undefined ? {} : { document: toJson(text.document) }),
      })),
    )
    .execute();
}

/** What these papers said when they were approved, by the paper; those that were not approved are left out. */
export async function listKeptDocuments(
  tx: ScopedTx,
  paperIds: readonly string[],
): Promise<ReadonlyMap<string, unknown>> {
  if (paperIds.length === 0) return new Map();
  const rows = await tx.query
    .selectFrom('paper_texts')
    .select(['paper_id', 'document'])
    .where('paper_id', 'in', [...paperIds])
    .where('document', 'is not', null)
    .execute();
  return new Map(rows.map((row) => [row.paper_id, row.document]));
}

export interface TextPatch {
  readonly title?: string;
  readonly body?: string;
  readonly answers?: unknown;
  readonly subjectIds?: readonly string[];
  readonly stamps?: unknown;
  /** null: the text is open again. */
  readonly document?: unknown;
}

export async function updateText(tx: ScopedTx, paperId: string, patch: TextPatch): Promise<void> {
  await tx.query
    .updateTable('paper_texts')
    .set({
      ...(patch.title === undefined ? {} : { title: patch.title }),
      ...(patch.body === undefined ? {} : { body: patch.body }),
      ...(patch.answers === undefined ? {} : { answers: toJson(patch.answers) }),
      ...(patch.subjectIds === undefined ? {} : { subject_ids: [...patch.subjectIds] }),
      ...(patch.stamps === undefined ? {} : { stamps: toJson(patch.stamps) }),
      ...(patch.document === undefined
        ? {}
        : { document: patch.document === null ? null : toJson(patch.document) }),
    })
    .where('paper_id', '=', paperId)
    .execute();
}
