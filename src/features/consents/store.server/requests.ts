import { sql, type SqlBool } from 'kysely';
import { toDay, toIso } from '#src/lib/iso-day.ts';
import { actingAccount } from '#src/platform/db/acting-account.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { RequestKind, RequestState } from '#src/features/consents/rules/requests.ts';

export interface SubjectRequest {
  readonly id: string;
  readonly organizationId: string;
  readonly personId: string | null;
  readonly applicant: string;
  readonly kind: RequestKind;
  /** On paper, or left by the person on their own page. */
  readonly channel: 'paper' | 'own';
  readonly words: string;
  readonly receivedOn: string;
  readonly dueOn: string;
  /** Why five days more were taken; empty: they were not. */
  readonly extendedReason: string;
  readonly state: RequestState;
  readonly answer: string;
  readonly answeredOn: string | null;
  /** The letter, scanned; only those who answer requests open it. */
  readonly fileId: string | null;
  readonly version: number;
}

const COLUMNS = [
  'id',
  'organization_id as organizationId',
  'person_id as personId',
  'applicant',
  'kind',
  'channel',
  'words',
  'received_on as receivedOn',
  'due_on as dueOn',
  'extended_reason as extendedReason',
  'state',
  'answer',
  'answered_on as answeredOn',
  'file_id as fileId',
  'version',
] as const;

interface Row {
  readonly kind: string;
  readonly channel: string;
  readonly state: string;
  readonly receivedOn: Temporal.PlainDate;
  readonly dueOn: Temporal.PlainDate;
  readonly answeredOn: Temporal.PlainDate | null;
}

function toRequest<R extends Row>(row: R) {
  return {
    ...row,
    kind: row.kind as RequestKind,
    channel: row.channel as SubjectRequest['channel'],
    state: row.state as RequestState,
    receivedOn: toIso(row.receivedOn),
    dueOn: toIso(row.dueOn),
    answeredOn: toIso(row.answeredOn),
  };
}

/** Open ones first, by their last day; then the rest, the newest first. */
export async function listRequests(
  tx: ScopedTx,
  organizationId: string,
  only: { state?: RequestState | undefined; offset: number; limit: number },
): Promise<{ requests: SubjectRequest[]; total: number }> {
  let rows = tx.query.selectFrom('subject_requests').where('organization_id', '=', organizationId);
  if (only.state !== undefined) rows = rows.where('state', '=', only.state);
  const { total } = await rows.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const found = await rows
    .select(COLUMNS)
    .orderBy(sql`state <> 'open'`)
    .orderBy(sql`case when state = 'open' then due_on end`)
    .orderBy('received_on', 'desc')
    .orderBy('id', 'desc')
    .offset(only.offset)
    .limit(only.limit)
    .execute();
  return { total, requests: found.map(toRequest) };
}

export async function findRequest(
  tx: ScopedTx,
  organizationId: string,
  id: string,
): Promise<SubjectRequest | null> {
  const row = await tx.query
    .selectFrom('subject_requests')
    .select(COLUMNS)
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row === undefined ? null : toRequest(row);
}

/** Requests about the actor and their children not of age, the newest first; at most 50. */
export async function listOwnRequests(
  tx: ScopedTx,
  organizationId: string | null,
): Promise<SubjectRequest[]> {
  let rows = tx.query
    .selectFrom('subject_requests')
    .select(COLUMNS)
    .where(sql<SqlBool>`person_id = any ((select app.own_people())::uuid[])`);
  if (organizationId !== null) rows = rows.where('organization_id', '=', organizationId);
  const found = await rows.orderBy('received_on', 'desc').orderBy('id', 'desc').limit(50).execute();
  return found.map(toRequest);
}

export async function insertRequest(
  tx: ScopedTx,
  request: Pick<
    SubjectRequest,
    | 'organizationId'
    | 'personId'
    | 'applicant'
    | 'kind'
    | 'channel'
    | 'words'
    | 'receivedOn'
    | 'dueOn'
    | 'fileId'
  >,
): Promise<string> {
  const { id } = await tx.query
    .insertInto('subject_requests')
    .values({
      organization_id: request.organizationId,
      person_id: request.personId,
      applicant: request.applicant,
      kind: request.kind,
      channel: request.channel,
      words: request.words,
      received_on: toDay(request.receivedOn),
      due_on: toDay(request.dueOn),
      file_id: request.fileId,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Whether a request of this kind about the person waits for its answer. */
export async function hasOpenRequest(tx: ScopedTx, personId: string, kind: RequestKind): Promise<boolean> {
  const row = await tx.query
    .selectFrom('subject_requests')
    .select('id')
    .where('person_id', '=', personId)
    .where('kind', '=', kind)
    .where('state', '=', 'open')
    .executeTakeFirst();
  return row !== undefined;
}

/** Changes an open request at this version; false when it is not. */
export async function updateRequest(
  tx: ScopedTx,
  key: { id: string; organizationId: string; version: number },
  patch:
    | { dueOn: string; extendedReason: string }
    | { state: 'answered' | 'refused'; answer: string; answeredOn: string },
): Promise<boolean> {
  const done = await tx.query
    .updateTable('subject_requests')
    .set({
      version: key.version + 1,
      ...('dueOn' in patch
        ? { due_on: toDay(patch.dueOn), extended_reason: patch.extendedReason }
        : {
            state: patch.state,
            answer: patch.answer,
            answered_on: toDay(patch.answeredOn),
            answered_by: actingAccount(tx),
          }),
    })
    .where('id', '=', key.id)
    .where('organization_id', '=', key.organizationId)
    .where('version', '=', key.version)
    .where('state', '=', 'open')
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/** Puts a scan to a request at this version, open or answered; false when it is at another. */
export async function setRequestFile(
  tx: ScopedTx,
  key: { id: string; organizationId: string; version: number },
  fileId: string,
): Promise<boolean> {
  const done = await tx.query
    .updateTable('subject_requests')
    .set({ file_id: fileId, version: key.version + 1 })
    .where('id', '=', key.id)
    .where('organization_id', '=', key.organizationId)
    .where('version', '=', key.version)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}
