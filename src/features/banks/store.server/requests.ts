import { sql } from 'kysely';
import { toDay, toIso } from '#src/lib/iso-day.ts';
import { toJson } from '#src/platform/db/json.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import { isRequestState, type EntrySource, type Request } from '#src/features/banks/rules/entries.ts';
import { readTimes } from '#src/features/banks/rules/times.ts';
import { newIds } from '#src/features/banks/store.server/offers.ts';

/** The words of a request, each as the word that stands for it. */
export const requestTags = sql<string[]>`coalesce((
  select array_agg(distinct coalesce(main.word, t.word) order by coalesce(main.word, t.word))
  from request_tags rt join tags t on t.id = rt.tag_id left join tags main on main.id = t.stands_for
  where rt.request_id = r.id), '{}')`;

const COLUMNS = [
  'r.id',
  'r.organization_id as organizationId',
  'r.person_id as personId',
  'r.entered_on as enteredOn',
  'r.main_request as mainRequest',
  'r.wishes',
  'r.urgency',
  'r.times',
  'r.places',
  'r.languages',
  'r.forms',
  'r.state',
  'r.supporter_id as supporterId',
  'r.source',
  'r.ended_on as endedOn',
  'r.version',
] as const;

function select(tx: ScopedTx) {
  return tx.query.selectFrom('mentee_requests as r').select(COLUMNS).select(requestTags.as('tags'));
}
type Row = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>;

function toRequest(row: Row): Request {
  return {
    ...row,
    enteredOn: toIso(row.enteredOn),
    endedOn: toIso(row.endedOn),
    times: readTimes(row.times),
    state: isRequestState(row.state) ? row.state : 'in_bank',
    source: row.source as EntrySource,
  };
}

export async function findRequest(tx: ScopedTx, id: string): Promise<Request | null> {
  const row = await select(tx).where('r.id', '=', id).executeTakeFirst();
  return row === undefined ? null : toRequest(row);
}

/** The request in force of a person; without a consent in force there is none to be seen. */
export async function findRequestOf(tx: ScopedTx, personId: string): Promise<Request | null> {
  const row = await select(tx)
    .where('r.person_id', '=', personId)
    .where('r.ended_on', 'is', null)
    .executeTakeFirst();
  return row === undefined ? null : toRequest(row);
}

/** The requests in force of these people, by the person, each as `findRequestOf` has it. */
export async function listRequestsOf(
  tx: ScopedTx,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, Request>> {
  if (personIds.length === 0) return new Map();
  const rows = await select(tx)
    .where('r.person_id', 'in', [...personIds])
    .where('r.ended_on', 'is', null)
    .execute();
  return new Map(rows.map((row) => [row.personId, toRequest(row)]));
}

export type RequestFacts = Partial<Pick<Request, 'languages'>> &
  Pick<Request, 'mainRequest' | 'wishes' | 'urgency' | 'times' | 'places' | 'forms'>;

function toRow(facts: RequestFacts) {
  return {
    main_request: facts.mainRequest,
    wishes: facts.wishes,
    urgency: facts.urgency,
    times: toJson([...facts.times]),
    places: [...facts.places],
    languages: [...(facts.languages ?? [])],
    forms: [...facts.forms],
  };
}

export interface NewRequest extends RequestFacts {
  readonly organizationId: string;
  readonly personId: string;
  readonly enteredOn: string;
  readonly source: EntrySource;
  readonly state?: Request['state'];
  readonly endedOn?: string | null;
}

const BATCH = 1_000;

/** Many at once; answers ids in the order given. */
export async function insertRequests(tx: ScopedTx, requests: readonly NewRequest[]): Promise<string[]> {
  const ids = await newIds(tx, requests.length);
  for (let at = 0; at < requests.length; at += BATCH) {
    await tx.query
      .insertInto('mentee_requests')
      .values(
        requests.slice(at, at + BATCH).map((request, index) => ({
          id: ids[at + index] ?? '',
          organization_id: request.organizationId,
          person_id: request.personId,
          entered_on: toDay(request.enteredOn),
          source: request.source,
          state: request.state ?? 'in_bank',
          ended_on: toDay(request.endedOn ?? null),
          ...toRow(request),
        })),
      )
      .execute();
  }
  return ids;
}

/** False when the request is no longer at `version`, or over. */
export async function updateRequest(
  tx: ScopedTx,
  at: { readonly id: string; readonly version: number },
  facts: RequestFacts,
): Promise<boolean> {
  const done = await tx.query
    .updateTable('mentee_requests')
    .set((eb) => ({ ...toRow(facts), version: eb('version', '+', 1) }))
    .where('id', '=', at.id)
    .where('version', '=', at.version)
    .where('ended_on', 'is', null)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/** Who supports the mentee while the search goes on; null: nobody, and the request only waits in the bank. */
export async function setSupporter(
  tx: ScopedTx,
  at: { readonly id: string; readonly version: number },
  supporterId: string | null,
): Promise<boolean> {
  const done = await tx.query
    .updateTable('mentee_requests')
    .set((eb) => ({
      supporter_id: supporterId,
      state: sql<string>`case when state in ('in_bank', 'searching') then ${supporterId === null ? 'in_bank' : 'searching'} else state end`,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', at.id)
    .where('version', '=', at.version)
    .where('ended_on', 'is', null)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/** Taken back by the person or the school; not while the mentee is in a mentorship. */
export async function withdrawRequest(
  tx: ScopedTx,
  at: { readonly id: string; readonly version: number },
  day: string,
): Promise<boolean> {
  const done = await tx.query
    .updateTable('mentee_requests')
    .set((eb) => ({
      state: 'withdrawn',
      ended_on: sql`greatest(${day}::date, entered_on)`,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', at.id)
    .where('version', '=', at.version)
    .where('state', 'in', ['in_bank', 'searching'])
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/** Words of requests by id of tag; those of a request that is changed are given anew. */
export async function setRequestTags(
  tx: ScopedTx,
  organizationId: string,
  requests: readonly { readonly requestId: string; readonly tagIds: readonly string[] }[],
  isNew: boolean,
): Promise<void> {
  if (!isNew) {
    await tx.query
      .deleteFrom('request_tags')
      .where(
        'request_id',
        'in',
        requests.map(({ requestId }) => requestId),
      )
      .execute();
  }
  const rows = requests.flatMap(({ requestId, tagIds }) =>
    [...new Set(tagIds)].map((tagId) => ({
      organization_id: organizationId,
      request_id: requestId,
      tag_id: tagId,
    })),
  );
  for (let at = 0; at < rows.length; at += BATCH) {
    await tx.query
      .insertInto('request_tags')
      .values(rows.slice(at, at + BATCH))
      .execute();
  }
}

/** Requests follow the mentorships of their people (function of 0014, which sees past withdrawn consents). */
export async function keepInStep(tx: ScopedTx, personIds: readonly string[], goesOn: boolean): Promise<void> {
  if (personIds.length === 0) return;
  await sql`select app.keep_requests_in_step(${[...personIds]}::uuid[], ${goesOn})`.execute(tx.query);
}
