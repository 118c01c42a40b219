import { sql } from 'kysely';
import { toDay, toIso } from '#src/lib/iso-day.ts';
import { containing } from '#src/platform/db/like-pattern.ts';
import { actingAccount } from '#src/platform/db/acting-account.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import {
  isMentorshipState,
  type EndedBy,
  type Mentorship,
  type MentorshipState,
} from '#src/features/mentorships/rules.ts';
import { FORMING_STATES } from '#src/features/mentorships/rules/answers.ts';

const COLUMNS = [
  'm.id',
  'm.organization_id as organizationId',
  'm.programme_id as programmeId',
  'm.school_year as schoolYear',
  'm.form',
  'm.role_model as roleModel',
  'm.is_group as isGroup',
  'm.regime',
  'm.labour_code as labourCode',
  'm.labour_reason as labourReason',
  'm.state',
  'm.starts_on as startsOn',
  'm.due_on as dueOn',
  'm.ended_on as endedOn',
  'm.end_reason_key as endReasonKey',
  'm.end_reason as endReason',
  'm.ended_by as endedBy',
  'm.results',
  'm.case_url as caseUrl',
  'm.is_completed as isCompleted',
  'm.paused_reason as pausedReason',
  'm.source',
  'm.order_paper_id as orderPaperId',
  'm.version',
] as const;

type Row = Omit<Mentorship, 'state' | 'regime' | 'source' | 'endedBy' | 'startsOn' | 'dueOn' | 'endedOn'> & {
  state: string;
  regime: string;
  source: string;
  endedBy: string | null;
  startsOn: Temporal.PlainDate | null;
  dueOn: Temporal.PlainDate | null;
  endedOn: Temporal.PlainDate | null;
};

function toMentorship(row: Row): Mentorship {
  return {
    ...row,
    state: isMentorshipState(row.state) ? row.state : 'agreed',
    regime: row.regime === 'teachers' ? 'teachers' : 'pupils',
    source: row.source as Mentorship['source'],
    endedBy: row.endedBy as EndedBy | null,
    startsOn: toIso(row.startsOn),
    dueOn: toIso(row.dueOn),
    endedOn: toIso(row.endedOn),
  };
}

export interface MentorshipQuery {
  readonly organizationId: string;
  readonly schoolYear: number;
  /**
   * `open`: everything that has not ended; `forming`: until the agreement; `declined`: of them those that somebody declined;
   * `settled`: agreed or in the order; null: all.
   */
  readonly state: MentorshipState | 'open' | 'forming' | 'declined' | 'settled' | null;
  readonly form: string | null;
  /** Any part of the name of a member. */
  readonly words: string;
}

function filtered(tx: ScopedTx, query: MentorshipQuery) {
  let rows = tx.query
    .selectFrom('mentorships as m')
    .where('m.organization_id', '=', query.organizationId)
    .where('m.school_year', '=', query.schoolYear);
  if (query.state === 'open') rows = rows.where('m.state', 'not in', ['closed', 'ended_early']);
  else if (query.state === 'settled') rows = rows.where('m.state', 'in', ['agreed', 'ordered']);
  else if (query.state === 'forming' || query.state === 'declined') {
    rows = rows.where('m.state', 'in', FORMING_STATES);
    if (query.state === 'declined') {
      rows = rows.where(
        'm.id',
        'in',
        tx.query
          .selectFrom('mentorship_answers as a')
          .select('a.mentorship_id')
          .where('a.organization_id', '=', query.organizationId)
          .where('a.answer', '=', 'declined'),
      );
    }
  } else if (query.state !== null) rows = rows.where('m.state', '=', query.state);
  if (query.form !== null) rows = rows.where('m.form', '=', query.form);
  const words = query.words.normalize('NFC').trim().toLocaleLowerCase('ru').replaceAll('ё', 'е');
  if (words !== '') {
    rows = rows.where(
      'm.id',
      'in',
      tx.query
        .selectFrom('mentorship_members as mm')
        .innerJoin('people as p', 'p.id', 'mm.person_id')
        .select('mm.mentorship_id')
        .where('p.organization_id', '=', query.organizationId)
        .where('p.name_key', 'like', containing(words)),
    );
  }
  return rows;
}

/** A page of a year's mentorships, the newest first, with the number of all that fit. */
export async function listMentorships(
  tx: ScopedTx,
  query: MentorshipQuery,
  page: { readonly offset: number; readonly limit: number },
): Promise<{ mentorships: Mentorship[]; total: number }> {
  const { total } = await filtered(tx, query)
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await filtered(tx, query)
    .select(COLUMNS)
    .orderBy('m.id', 'desc')
    .offset(page.offset)
    .limit(page.limit)
    .execute();
  return { mentorships: rows.map(toMentorship), total };
}

export async function findMentorships(tx: ScopedTx, ids: readonly string[]): Promise<Mentorship[]> {
  if (ids.length === 0) return [];
  const rows = await tx.query
    .selectFrom('mentorships as m')
    .select(COLUMNS)
    .where('m.id', 'in', [...ids])
    .orderBy('m.id')
    .execute();
  return rows.map(toMentorship);
}

export interface NewMentorship {
  readonly organizationId: string;
  readonly programmeId: string | null;
  readonly schoolYear: number;
  readonly form: string;
  readonly roleModel: string;
  readonly isGroup: boolean;
  readonly regime: 'pupils' | 'teachers';
  readonly labourCode: boolean;
  readonly labourReason: string;
  readonly state: MentorshipState;
  readonly startsOn: string | null;
  readonly dueOn: string | null;
  readonly endedOn?: string | null;
  readonly endReasonKey?: string;
  readonly endReason?: string;
  readonly results?: string;
  readonly caseUrl?: string;
  readonly isCompleted?: boolean | null;
  readonly source: 'hand' | 'import' | 'matching';
}

const BATCH = 1_000;

/** Many at once; answers ids in the order given. */
export async function insertMentorshipRows(
  tx: ScopedTx,
  mentorships: readonly NewMentorship[],
): Promise<string[]> {
  if (mentorships.length === 0) return [];
  const { rows: made } = await sql<{
    id: string;
  }>`select uuidv7() as id from generate_series(1, ${mentorships.length})`.execute(tx.query);
  const ids = made.map(({ id }) => id);
  const createdBy = actingAccount(tx);
  for (let at = 0; at < mentorships.length; at += BATCH) {
    await tx.query
      .insertInto('mentorships')
      .values(
        mentorships.slice(at, at + BATCH).map((one, index) => ({
          id: ids[at + index] ?? '',
          organization_id: one.organizationId,
          programme_id: one.programmeId,
          school_year: one.schoolYear,
          form: one.form,
          role_model: one.roleModel,
          is_group: one.isGroup,
          regime: one.regime,
          labour_code: one.labourCode,
          labour_reason: one.labourReason,
          state: one.state,
          starts_on: toDay(one.startsOn),
          due_on: toDay(one.dueOn),
          ended_on: toDay(one.endedOn ?? null),
          end_reason_key: one.endReasonKey ?? '',
          end_reason: one.endReason ?? '',
          results: one.results ?? '',
          case_url: one.caseUrl ?? '',
          is_completed: one.isCompleted ?? null,
          source: one.source,
          created_by: createdBy,
        })),
      )
      .execute();
  }
  return ids;
}

/** The order that fixes mentorships, locked before; their states stay. */
export async function setOrder(tx: ScopedTx, ids: readonly string[], orderPaperId: string): Promise<void> {
  if (ids.length === 0) return;
  await tx.query
    .updateTable('mentorships')
    .set((eb) => ({ order_paper_id: orderPaperId, version: eb('version', '+', 1) }))
    .where('id', 'in', [...ids])
    .execute();
}

export interface MentorshipEnd {
  readonly state: 'closed' | 'ended_early';
  readonly endedOn: string;
  readonly reasonKey: string;
  readonly reason: string;
  readonly endedBy: EndedBy | null;
  readonly results: string;
  readonly caseUrl: string;
  readonly isCompleted: boolean;
}

/** False when the card is no longer at `version`. */
export async function endMentorshipRow(
  tx: ScopedTx,
  at: { readonly id: string; readonly version: number },
  end: MentorshipEnd,
): Promise<boolean> {
  const done = await tx.query
    .updateTable('mentorships')
    .set((eb) => ({
      state: end.state,
      ended_on: toDay(end.endedOn),
      end_reason_key: end.reasonKey,
      end_reason: end.reason,
      ended_by: end.endedBy,
      results: end.results,
      case_url: end.caseUrl,
      is_completed: end.isCompleted,
      paused_from: null,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', at.id)
    .where('version', '=', at.version)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/** Pauses, or takes up again where it stood before. False when the card is no longer at `version`. */
export async function setPaused(
  tx: ScopedTx,
  at: { readonly id: string; readonly version: number },
  reason: string | null,
): Promise<boolean> {
  const rows = tx.query.updateTable('mentorships').where('id', '=', at.id).where('version', '=', at.version);
  const done = await (
    reason === null
      ? rows.set((eb) => ({
          state: sql<string>`paused_from`,
          paused_from: null,
          paused_reason: '',
          version: eb('version', '+', 1),
        }))
      : rows.set((eb) => ({
          paused_from: eb.ref('state'),
          state: 'paused',
          paused_reason: reason,
          version: eb('version', '+', 1),
        }))
  ).executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/** Pauses everything in which the person is now, whatever its version. @returns how many */
export async function pauseAllOf(tx: ScopedTx, personId: string, reason: string): Promise<number> {
  const { rows } = await sql<{ paused: number }>`
    select app.pause_mentorships_of(${personId}::uuid, ${reason}) as paused`.execute(tx.query);
  return rows[0]?.paused ?? 0;
}

/** Reserves the next version for a change of members; false when the card is no longer at `version`. */
export async function touchMentorship(
  tx: ScopedTx,
  at: { readonly id: string; readonly version: number },
  labourReason?: string,
): Promise<boolean> {
  const done = await tx.query
    .updateTable('mentorships')
    .set((eb) => ({
      version: eb('version', '+', 1),
      ...(labourReason === undefined || labourReason === '' ? {} : { labour_reason: labourReason }),
    }))
    .where('id', '=', at.id)
    .where('version', '=', at.version)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/** Those of the programmes that the organization has, and whether art. 351.8 lies over each. */
export async function listLabourCodeByProgramme(
  tx: ScopedTx,
  organizationId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, boolean>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.query
    .selectFrom('programmes')
    .select(['id', 'labour_code as labourCode'])
    .where('organization_id', '=', organizationId)
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map(({ id, labourCode }) => [id, labourCode]));
}

/** How many mentorships of a year are open, agreed on, ended; a number a state. */
export async function countByState(
  tx: ScopedTx,
  organizationId: string,
  schoolYear: number,
): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.query
    .selectFrom('mentorships')
    .select('state')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('organization_id', '=', organizationId)
    .where('school_year', '=', schoolYear)
    .groupBy('state')
    .execute();
  return new Map(rows.map(({ state, count }) => [state, count]));
}
