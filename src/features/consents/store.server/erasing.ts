import { sql, type RawBuilder } from 'kysely';
import { toJson } from '#src/platform/db/json.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { Report } from '#src/platform/threads.ts';
import {
  deedOf,
  PERSON_BLANKS,
  TRACES,
  type DestructionLine,
  type Trace,
} from '#src/features/consents/rules/traces.ts';

/** Whose data go: the record, those that were joined to it, and what names them. */
export interface Doomed {
  readonly organizationId: string;
  readonly personId: string;
  readonly ids: readonly string[];
  readonly isStaff: boolean;
  readonly accounts: readonly string[];
  /** Small letters; what no text may contain afterwards. Empty for staff, whose record stays. */
  readonly needles: readonly string[];
}

/** Reads whose data go; null when the actor does not see the person. */
export async function findDoomed(tx: ScopedTx, personId: string): Promise<Doomed | null> {
  const rows = await tx.query
    .selectFrom('people')
    .select([
      'id',
      'organization_id',
      'family_name',
      'given_name',
      'patronymic',
      'email',
      'phone',
      'kinds',
      'account_id',
    ])
    .where((eb) => eb.or([eb('id', '=', personId), eb('merged_into', '=', personId)]))
    .execute();
  const self = rows.find(({ id }) => id === personId);
  if (self === undefined) return null;
  const isStaff = self.kinds.includes('staff');
  const needles = rows.flatMap((row) => [
    [row.family_name, row.given_name].join(' '),
    [row.family_name, row.given_name, row.patronymic].join(' '),
    row.email,
    row.phone,
  ]);
  return {
    organizationId: self.organization_id,
    personId,
    ids: rows.map(({ id }) => id),
    isStaff,
    accounts: isStaff ? [] : rows.flatMap(({ account_id: account }) => account ?? []),
    needles: isStaff
      ? []
      : [...new Set(needles.map((text) => text.trim().toLowerCase()))].filter((text) => text.length >= 5),
  };
}

const table = (name: string) => sql.table(name);
const isOne = (column: string, ids: readonly string[]) => sql`${sql.ref(column)} = any (${[...ids]}::uuid[])`;

/** How many rows each rule would touch, those of none left out. */
export async function countTraces(tx: ScopedTx, doomed: Doomed): Promise<DestructionLine[]> {
  const lines: DestructionLine[] = [];
  for (const trace of TRACES) {
    if (trace.table === 'people') continue;
    const { rows } = await sql<{ count: number }>`
      select count(*) as count from ${table(trace.table)} where ${isOne(trace.column, doomed.ids)}`.execute(
      tx.query,
    );
    const count = rows[0]?.count ?? 0;
    if (count > 0) lines.push({ title: trace.title, count, deed: deedOf(trace, doomed.isStaff) });
  }
  if (!doomed.isStaff) lines.push({ title: 'Карточка человека', count: doomed.ids.length, deed: 'blank' });
  const orders = await listOrderFiles(tx, doomed.ids);
  if (orders.length > 0) {
    lines.push({ title: 'Сканы приказов о закреплении пар', count: orders.length, deed: 'restrict' });
  }
  return lines;
}

/**
 * Does what the rules say to every place that names the person, and takes it out of the audit. Runs as the program's own
 * consequence. Answers the lines of the log.
 */
export async function destroyTraces(
  tx: ScopedTx,
  doomed: Doomed,
  report: Report,
): Promise<DestructionLine[]> {
  await sql`select set_config('nastavnik.erasing', 'on', true)`.execute(tx.query);
  const touched = await listTouched(tx, doomed);
  const files = await listPersonalFiles(tx, doomed.ids);
  const lines = await countTraces(tx, doomed);
  await restrictOrders(tx, doomed.ids);
  await blankMentorships(tx, doomed);
  await sql`
    update consents set proof = case when channel = 'electronic' then '{}'::jsonb end
    where ${isOne('person_id', doomed.ids)}`.execute(tx.query);
  for (const [index, trace] of TRACES.entries()) {
    report('Удаляем и обезличиваем', index, TRACES.length);
    await actOn(tx, trace, doomed);
  }
  const removed = await deleteFiles(tx, files);
  if (removed.length > 0) {
    lines.push({ title: 'Файлы с пометкой «личное»', count: removed.length, deed: 'delete' });
  }
  touched.push(...removed.map((id) => ({ table_name: 'files', row_id: id })));
  if (!doomed.isStaff) {
    for (const account of doomed.accounts) {
      const { rows } = await sql<{ gone: boolean }>`
        select app.erase_account(${doomed.organizationId}, ${account}) as gone`.execute(tx.query);
      await deleteOfAccount(tx, account);
      if (rows[0]?.gone === true) lines.push({ title: 'Учётная запись', count: 1, deed: 'delete' });
    }
    await deleteMentions(tx, doomed);
    await blankPerson(tx, doomed);
  }
  report('Убираем из журнала изменений', 0, 0);
  const { rows } = await sql<{ erased: number }>`
    select app.erase_audit(${doomed.organizationId}, ${[...doomed.ids]}::uuid[], ${toJson(touched)}::jsonb,
      ${[...doomed.accounts]}::text[], ${[...doomed.needles]}::text[]) as erased`.execute(tx.query);
  const erased = rows[0]?.erased ?? 0;
  if (erased > 0) lines.push({ title: 'Записи журнала изменений', count: erased, deed: 'blank' });
  await sql`select set_config('nastavnik.erasing', '', true)`.execute(tx.query);
  return lines;
}

async function actOn(tx: ScopedTx, trace: Trace, doomed: Doomed): Promise<void> {
  if (trace.table === 'people') return;
  const mine = isOne(trace.column, doomed.ids);
  switch (deedOf(trace, doomed.isStaff)) {
    case 'delete':
      await sql`delete from ${table(trace.table)} where ${mine}`.execute(tx.query);
      return;
    case 'unlink':
      await sql`update ${table(trace.table)} set ${sql.ref(trace.column)} = null where ${mine}`.execute(
        tx.query,
      );
      return;
    case 'blank': {
      const parts: RawBuilder<unknown>[] = Object.entries(trace.blanks ?? {}).map(
        ([column, value]) => sql`${sql.ref(column)} = ${value === null ? sql`null` : sql.lit(value)}`,
      );
      if (trace.strips !== undefined) parts.push(stripAnswers(trace.strips));
      await sql`update ${table(trace.table)} set ${sql.join(parts, sql`, `)} where ${mine}`.execute(tx.query);
      return;
    }
    case 'keep':
    case 'restrict':
      return;
  }
}

const isKept = (value: RawBuilder<unknown>) => sql`(jsonb_typeof(${value}) in ('number', 'boolean')
  or (jsonb_typeof(${value}) = 'string' and ${value} #>> '{}' ~ '^[a-z0-9_.-]{1,40}$'
    and ${value} #>> '{}' !~ '^[0-9a-f]{8}-'))`;

/** Numbers, yes and no, keys of choices (Latin words) stay; words of the person and identifiers go. */
function stripAnswers(column: string): RawBuilder<unknown> {
  return sql`${sql.ref(column)} = coalesce((
    select jsonb_object_agg(e.key, e.value) from jsonb_each(${sql.ref(column)}) e
    where ${isKept(sql`e.value`)} or (jsonb_typeof(e.value) = 'array' and not exists (
      select from jsonb_array_elements(case when jsonb_typeof(e.value) = 'array' then e.value else '[]' end) x
      where not ${isKept(sql`x.value`)}))), '{}')`;
}

/** Free words about a pair are about this person; those about a group go when they name them. */
async function blankMentorships(tx: ScopedTx, doomed: Doomed): Promise<void> {
  const { rows } = await sql<{ family: string }>`
    select distinct lower(family_name) as family from people where ${isOne('id', doomed.ids)}`.execute(
    tx.query,
  );
  const families = rows.map(({ family }) => family).filter((family) => family.length >= 3);
  await sql`
    update mentorships m set end_reason = '', paused_reason = '', results = '', case_url = ''
    where m.id in (select mentorship_id from mentorship_members where ${isOne('person_id', doomed.ids)})
      and (not m.is_group or exists (
        select from unnest(${families}::text[]) f
        where position(f in lower(concat_ws(' ', m.end_reason, m.paused_reason, m.results, m.case_url))) > 0))`.execute(
    tx.query,
  );
}

/** Scans of the orders that fix the person's mentorships: archival (125-ФЗ), so they stay as they are. */
async function listOrderFiles(tx: ScopedTx, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct p.file_id as id from papers p join mentorships m on m.order_paper_id = p.id
    where p.file_id is not null and m.id in (
      select mentorship_id from mentorship_members where ${isOne('person_id', ids)})`.execute(tx.query);
  return rows.map(({ id }) => id);
}

/** From now on only those who answer for personal data open them, and whoever entered them. */
async function restrictOrders(tx: ScopedTx, ids: readonly string[]): Promise<void> {
  const files = await listOrderFiles(tx, ids);
  if (files.length === 0) return;
  await tx.query.updateTable('files').set({ is_personal: true }).where('id', 'in', files).execute();
}

async function blankPerson(tx: ScopedTx, doomed: Doomed): Promise<void> {
  const parts = Object.entries(PERSON_BLANKS).map(
    ([column, value]) => sql`${sql.ref(column)} = ${value === null ? sql`null` : sql.lit(value)}`,
  );
  await sql`
    update people set ${sql.join(parts, sql`, `)}, left_on = coalesce(left_on, app.today()), version = version + 1
    where ${isOne('id', doomed.ids)}`.execute(tx.query);
}

/** Keys of all rows that the rules touch, as the audit names them. */
async function listTouched(tx: ScopedTx, doomed: Doomed): Promise<{ table_name: string; row_id: string }[]> {
  const keys = await keyColumns(tx);
  const touched: { table_name: string; row_id: string }[] = [];
  const collect = async (name: string, where: RawBuilder<unknown>) => {
    const key = sql.join((keys.get(name) ?? ['id']).map((column) => sql`${sql.ref(column)}::text`));
    const { rows } = await sql<{ id: string }>`
      select concat_ws(',', ${key}) as id from ${table(name)} where ${where}`.execute(tx.query);
    touched.push(...rows.map(({ id }) => ({ table_name: name, row_id: id })));
  };
  for (const trace of TRACES) {
    if (trace.table !== 'people' && deedOf(trace, doomed.isStaff) !== 'keep') {
      await collect(trace.table, isOne(trace.column, doomed.ids));
    }
  }
  await collect(
    'mentorships',
    sql`id in (select mentorship_id from mentorship_members where ${isOne('person_id', doomed.ids)})`,
  );
  if (!doomed.isStaff) await collect('people', isOne('id', doomed.ids));
  return touched;
}

async function keyColumns(tx: ScopedTx): Promise<ReadonlyMap<string, string[]>> {
  const { rows } = await sql<{ name: string; columns: string[] }>`
    select c.relname::text as name,
      array_agg(a.attname::text order by array_position(i.indkey::int2[], a.attnum)) as columns
    from pg_index i
    join pg_class c on c.oid = i.indrelid and c.relnamespace = 'public'::regnamespace
    join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey::int2[])
    where i.indisprimary group by c.relname`.execute(tx.query);
  return new Map(rows.map(({ name, columns }) => [name, columns]));
}

async function listPersonalFiles(tx: ScopedTx, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select f.id from files f where f.is_personal and f.id in (
      select file_id from consents where ${isOne('person_id', ids)}
      union select withdrawal_file_id from consents where ${isOne('person_id', ids)}
      union select file_id from subject_requests where ${isOne('person_id', ids)}
      union select file_id from admission_checks where ${isOne('person_id', ids)})`.execute(tx.query);
  return rows.map(({ id }) => id);
}

/** Files that nothing else refers to go; a scan of a whole class stays with the others whom it is about. */
export async function deleteFiles(tx: ScopedTx, files: readonly string[]): Promise<string[]> {
  if (files.length === 0) return [];
  const { rows: uses } = await sql<{ name: string; column: string }>`
    select c.conrelid::regclass::text as name, a.attname::text as column
    from pg_constraint c
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any (c.conkey)
    where c.contype = 'f' and c.confrelid = 'public.files'::regclass and a.attname <> 'organization_id'`.execute(
    tx.query,
  );
  const unused = uses.map(
    ({ name, column }) => sql`not exists (select from ${table(name)} u where u.${sql.ref(column)} = f.id)`,
  );
  const { rows } = await sql<{ id: string }>`
    delete from files f where f.id = any (${[...files]}::uuid[]) and ${sql.join(unused, sql` and `)}
    returning f.id`.execute(tx.query);
  return rows.map(({ id }) => id);
}

async function deleteOfAccount(tx: ScopedTx, account: string): Promise<void> {
  await tx.query.deleteFrom('notices').where('account_id', '=', account).execute();
  await tx.query.deleteFrom('submissions').where('actor_id', '=', account).execute();
}

/** What programs keep in passing and names somebody: notices, answers to forms, finished tasks. */
async function deleteMentions(tx: ScopedTx, doomed: Doomed): Promise<void> {
  const names = (text: RawBuilder<unknown>) =>
    sql`exists (select from unnest(${[...doomed.needles]}::text[]) n where position(n in lower(${text})) > 0)`;
  await sql`delete from notices where organization_id = ${doomed.organizationId} and ${names(sql`text`)}`.execute(
    tx.query,
  );
  await sql`delete from submissions where result is not null and ${names(sql`result::text`)}`.execute(
    tx.query,
  );
  // Applications that nobody has taken for anybody yet.
  await sql`
    delete from applications where organization_id = ${doomed.organizationId} and answers is not null
      and ${names(sql`concat_ws(' ', answers ->> 'familyName', answers ->> 'givenName', answers ->> 'patronymic',
        answers ->> 'guardianName', answers ->> 'email', answers ->> 'phone')`)}`.execute(tx.query);
  await sql`
    delete from tasks where organization_id = ${doomed.organizationId} and finished_at is not null
      and ${names(sql`concat_ws(' ', title, result::text, refusal::text)`)}`.execute(tx.query);
}
