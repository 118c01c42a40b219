import { sql } from 'kysely';
import type { JsonValue } from '#src/platform/db/json.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import { classLabelOf } from '#src/features/people/service.server.ts';
import type { CopyPlace } from '#src/features/consents/rules/copy.ts';

/** What stands in one place about one person, column by column. */
export type CopiedFacts = Readonly<Record<string, JsonValue>>;

/** The record and those that were joined to it: rows of all of them are about the person. */
export async function listRecords(tx: ScopedTx, personId: string): Promise<string[]> {
  const rows = await tx.query
    .selectFrom('people')
    .select('id')
    .where((eb) => eb.or([eb('id', '=', personId), eb('merged_into', '=', personId)]))
    .orderBy('created_at')
    .execute();
  return rows.map(({ id }) => id);
}

/** Facts of a place about a person, in the order in which they were written. */
export async function readPlace(
  tx: ScopedTx,
  place: CopyPlace,
  ids: readonly string[],
): Promise<CopiedFacts[]> {
  const columns = Object.keys(place.facts ?? {});
  const { rows } = await sql<{ row: CopiedFacts }>`
    select (select jsonb_object_agg(e.key, e.value) from jsonb_each(to_jsonb(t)) e where e.key = any (${columns}::text[])) as row
    from ${sql.table(place.table)} t where ${sql.ref(`t.${place.column}`)} = any (${[...ids]}::uuid[])`.execute(
    tx.query,
  );
  return rows.map(({ row }) => row);
}

/** How many rows of a place are about a person. */
export async function countPlace(tx: ScopedTx, place: CopyPlace, ids: readonly string[]): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from ${sql.table(place.table)} t
    where ${sql.ref(`t.${place.column}`)} = any (${[...ids]}::uuid[])`.execute(tx.query);
  return rows[0]?.count ?? 0;
}

/** Classes by name: «7А», school year (its first calendar year). */
export async function readClassNames(
  tx: ScopedTx,
  ids: readonly string[],
): Promise<{ label: string; year: number }[]> {
  const { rows } = await sql<{ label: string; year: number }>`
    select ${classLabelOf('c')} as label, c.school_year as year
    from class_members m join classes c on c.id = m.class_id
    where m.person_id = any (${[...ids]}::uuid[]) order by c.school_year, c.id`.execute(tx.query);
  return rows;
}

/** The mentorships of a person, without the others in them; words about a group are about others too and are left out. */
export async function readMentorships(tx: ScopedTx, ids: readonly string[]): Promise<CopiedFacts[]> {
  const { rows } = await sql<{ row: CopiedFacts }>`
    select jsonb_build_object('school_year', m.school_year, 'form', m.form, 'state', m.state, 'starts_on', m.starts_on,
      'due_on', m.due_on, 'ended_on', m.ended_on, 'is_completed', m.is_completed,
      'end_reason', case when m.is_group then '' else m.end_reason end,
      'results', case when m.is_group then '' else m.results end,
      'case_url', case when m.is_group then '' else m.case_url end) as row
    from mentorships m
    where m.id in (select mentorship_id from mentorship_members where person_id = any (${[...ids]}::uuid[]))
    order by m.school_year, m.id`.execute(tx.query);
  return rows.map(({ row }) => row);
}

/** Words of the dictionary at the person's offers and requests. */
export async function readTagWords(tx: ScopedTx, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ word: string }>`
    select distinct t.word from tags t where t.id in (
      select ot.tag_id from offer_tags ot join mentor_offers o on o.id = ot.offer_id where o.person_id = any (${[...ids]}::uuid[])
      union select rt.tag_id from request_tags rt join mentee_requests r on r.id = rt.request_id where r.person_id = any (${[...ids]}::uuid[]))
    order by t.word`.execute(tx.query);
  return rows.map(({ word }) => word);
}

export interface CopiedAnswers {
  readonly title: string;
  readonly completedOn: Temporal.PlainDate | null;
  /** The questionnaire as it was asked, and the answers by item. */
  readonly model: JsonValue;
  readonly answers: CopiedFacts;
}

/** Named answers of a person with the questionnaires that they answer. */
export async function readAnswers(tx: ScopedTx, ids: readonly string[]): Promise<CopiedAnswers[]> {
  const { rows } = await sql<CopiedAnswers>`
    select w.title, a.completed_on as "completedOn", v.model, a.answers
    from survey_answers a join survey_waves w on w.id = a.wave_id join survey_versions v on v.id = w.survey_version_id
    where a.person_id = any (${[...ids]}::uuid[]) order by a.completed_on, w.id`.execute(tx.query);
  return rows;
}

/** Files marked as personal that belong to a person's consents, letters and checks, by name. */
export async function readFileNames(tx: ScopedTx, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select f.name from files f where f.id in (
      select file_id from consents where person_id = any (${[...ids]}::uuid[])
      union select withdrawal_file_id from consents where person_id = any (${[...ids]}::uuid[])
      union select file_id from subject_requests where person_id = any (${[...ids]}::uuid[])
      union select file_id from admission_checks where person_id = any (${[...ids]}::uuid[]))
    order by f.name`.execute(tx.query);
  return rows.map(({ name }) => name);
}

export interface CopiedAccount {
  readonly name: string;
  readonly userName: string;
  readonly email: string;
  readonly createdAt: Temporal.Instant;
  readonly sessions: number;
}

/** The sign-in account of a person, if there is one. For the program itself. */
export async function readAccount(tx: ScopedTx, ids: readonly string[]): Promise<CopiedAccount | null> {
  const { rows } = await sql<CopiedAccount>`
    select a.name, a.user_name as "userName", a.email, a.created_at as "createdAt", a.sessions
    from people p cross join lateral app.account_facts(p.account_id) a
    where p.id = any (${[...ids]}::uuid[])`.execute(tx.query);
  return rows[0] ?? null;
}

/** Rows of the audit about the person's own record, and of what their account did. */
export async function countAudit(
  tx: ScopedTx,
  ids: readonly string[],
): Promise<{ about: number; by: number }> {
  const { rows } = await sql<{ about: number; by: number }>`
    select (select count(*) from audit_rows a where a.row_id = any (${[...ids]}::text[]) and a.table_name = 'people')::integer as about,
      (select count(*) from audit_rows a join people p on p.account_id = a.actor_id where p.id = any (${[...ids]}::uuid[]))::integer as by`.execute(
    tx.query,
  );
  return rows[0] ?? { about: 0, by: 0 };
}
