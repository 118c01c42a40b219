import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { accept, refuse } from '#src/lib/result.ts';
import { createDatabase } from '#src/platform/db/scope.ts';
import type { PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import { silentLog } from '#src/platform/log.ts';
import { openTestDatabase } from '#src/platform/testing/database.ts';
import type { TestDatabase } from '#src/platform/testing/database.ts';

const first = '00000000-0000-4000-8000-000000000001';
const second = '00000000-0000-4000-8000-000000000002';
const anna: PersonActor = { kind: 'person', accountId: 'anna', requestId: 'request-1' };
const boris: PersonActor = { kind: 'person', accountId: 'boris' };

let world: TestDatabase;

beforeAll(async () => {
  world = await openTestDatabase();
  // A table of the shape that features have; its policy lets each person into one organization.
  await world.asOwner(`
    create table notebooks (
      id uuid primary key default gen_random_uuid(),
      organization_id uuid not null,
      title text collate app.ru not null,
      secret text,
      starts_on date,
      opened_at timestamptz,
      days date[],
      unique (organization_id, title)
    );
    create function app.test_organizations() returns setof uuid language sql stable as
      $$ select case app.actor_id() when 'anna' then '${first}'::uuid when 'boris' then '${second}'::uuid end $$;
    call app.protect_table('notebooks', 'organization_id in (select app.test_organizations())', hidden => '{secret}');
  `);
});
afterAll(() => world.close());

function add(tx: ScopedTx, organization: string, title: string) {
  return sql<{ id: string }>`insert into notebooks (organization_id, title, secret)
    values (${organization}, ${title}, 'тайна') returning id`.execute(tx.query);
}

async function titles(tx: ScopedTx): Promise<string[]> {
  const { rows } = await sql<{ title: string }>`select title from notebooks order by title`.execute(tx.query);
  return rows.map(({ title }) => title);
}

test('a person sees and writes only rows of their own organization', async () => {
  await world.db.withActor(anna, 'notebooks.add', (tx) => add(tx, first, 'Анна'));
  await world.db.withActor(boris, 'notebooks.add', (tx) => add(tx, second, 'Борис'));
  expect(await world.db.withActor(anna, 'notebooks.list', titles)).toEqual(['Анна']);
  expect(await world.db.withActor(boris, 'notebooks.list', titles)).toEqual(['Борис']);
  expect(await world.db.withActor({ kind: 'person', accountId: 'nobody' }, 'notebooks.list', titles)).toEqual(
    [],
  );
  await expect(world.db.withActor(anna, 'notebooks.add', (tx) => add(tx, second, 'Чужая'))).rejects.toThrow(
    /row-level security/,
  );
  const changed = await world.db.withActor(anna, 'notebooks.rename', (tx) =>
    sql`update notebooks set title = 'x' where organization_id = ${second}`.execute(tx.query),
  );
  expect(changed.numAffectedRows).toBe(0n);
});

test('the program itself sees every row and leaves its reason', async () => {
  const seen = await world.db.asSystem('ночная сверка', 'notebooks.check', titles);
  expect(seen).toEqual(expect.arrayContaining(['Анна', 'Борис']));
  const rows = await world.asOwner(
    `select system_reason, command, actor_id from audit_rows where operation = 'system' and command = 'notebooks.check'`,
  );
  expect(rows).toEqual([{ system_reason: 'ночная сверка', command: 'notebooks.check', actor_id: null }]);
});

test('a returned refusal rolls back and is handed on', async () => {
  const answer = await world.db.withActor(anna, 'notebooks.add', async (tx) => {
    await add(tx, first, 'Половина');
    return refuse('notebooks.stale', { by: 'кто-то' });
  });
  expect(answer).toEqual({ ok: false, refusal: { code: 'notebooks.stale', facts: { by: 'кто-то' } } });
  expect(await world.db.withActor(anna, 'notebooks.list', titles)).not.toContain('Половина');
});

test('an accepted answer commits, a throw rolls back', async () => {
  expect(
    await world.db.withActor(anna, 'notebooks.add', async (tx) => {
      await add(tx, first, 'Целая');
      return accept(tx.now.toString());
    }),
  ).toEqual({ ok: true, value: '2026-11-20T09:00:00Z' });
  await expect(
    world.db.withActor(anna, 'notebooks.add', async (tx) => {
      await add(tx, first, 'Ошибка');
      throw new Error('bug');
    }),
  ).rejects.toThrow('bug');
  expect(await world.db.withActor(anna, 'notebooks.list', titles)).toEqual(['Анна', 'Целая']);
});

test('a swallowed database error never looks like success', async () => {
  await expect(
    world.db.withActor(anna, 'notebooks.add', async (tx) => {
      await add(tx, first, 'До ошибки');
      await add(tx, first, 'До ошибки').catch(() => undefined);
      return accept();
    }),
  ).rejects.toThrow(/rolled back/);
  expect(await world.db.withActor(anna, 'notebooks.list', titles)).not.toContain('До ошибки');
});

test('every write leaves an audit row: who, when, what, before and after, without hidden values', async () => {
  const id = await world.db.withActor(anna, 'notebooks.add', async (tx) => {
    const added = await add(tx, first, 'След');
    return added.rows[0]?.id ?? '';
  });
  await world.db.withActor(anna, 'notebooks.rename', (tx) =>
    sql`update notebooks set title = 'Следы', secret = 'новая' where id = ${id}`.execute(tx.query),
  );
  await world.db.withActor(anna, 'notebooks.rename', (tx) =>
    sql`update notebooks set title = 'Следы' where id = ${id}`.execute(tx.query),
  );
  await world.db.withActor(anna, 'notebooks.drop', (tx) =>
    sql`delete from notebooks where id = ${id}`.execute(tx.query),
  );
  const rows = await world.asOwner(
    `select actor_id, command, request_id, organization_id, table_name, operation, before, after
     from audit_rows where row_id = $1 order by id`,
    [id],
  );
  const common = {
    actor_id: 'anna',
    request_id: 'request-1',
    organization_id: first,
    table_name: 'notebooks',
  };
  const nothing = { opened_at: null, starts_on: null, days: null };
  expect(rows).toEqual([
    {
      ...common,
      command: 'notebooks.add',
      operation: 'insert',
      before: null,
      after: { id, organization_id: first, title: 'След', secret: '***', ...nothing },
    },
    {
      ...common,
      command: 'notebooks.rename',
      operation: 'update',
      before: { title: 'След', secret: '***' },
      after: { title: 'Следы', secret: '***' },
    },
    {
      ...common,
      command: 'notebooks.drop',
      operation: 'delete',
      before: { id, organization_id: first, title: 'Следы', secret: '***', ...nothing },
      after: null,
    },
  ]);
});

test('nobody changes or deletes an audit row, and the application writes none by hand', async () => {
  for (const text of [
    `update audit_rows set actor_id = 'boris'`,
    'delete from audit_rows',
    `insert into audit_rows (operation) values ('system')`,
    'truncate audit_rows',
  ]) {
    await expect(
      world.db.withActor(anna, 'audit.attack', (tx) => sql.raw(text).execute(tx.query)),
    ).rejects.toThrow(/permission denied/);
  }
  await expect(world.asOwner('delete from audit_rows')).rejects.toThrow(/never changed/);
});

test('dates and instants go both ways as Temporal values', async () => {
  const day = Temporal.PlainDate.from('2026-09-01');
  const instant = Temporal.Instant.from('2026-09-01T05:30:00.123456Z');
  const [row] = await world.db.withActor(anna, 'notebooks.dates', async (tx) => {
    const { rows } = await sql<Record<string, unknown>>`
      insert into notebooks (organization_id, title, starts_on, opened_at, days)
      values (${first}, 'Даты', ${day}, ${instant}, ${[day, day.add({ days: 1 })]})
      returning starts_on, opened_at, days, 12345678901::bigint as big, now() > ${instant} as later`.execute(
      tx.query,
    );
    return rows;
  });
  expect(String(row?.starts_on)).toBe('2026-09-01');
  expect(row?.starts_on).toBeInstanceOf(Temporal.PlainDate);
  expect(row?.opened_at).toBeInstanceOf(Temporal.Instant);
  expect(String(row?.opened_at)).toBe('2026-09-01T05:30:00.123456Z');
  expect(String(row?.days)).toBe('2026-09-01,2026-09-02');
  expect(row?.big).toBe(12_345_678_901);
});

test('Russian text sorts as Russians read it, and trigrams know Cyrillic', async () => {
  const { rows } = await world.db.withActor(anna, 'notebooks.sort', (tx) =>
    sql<{ word: string }>`select word from unnest(array['ёлка', 'Жук', 'ель', 'Еж', 'ёж', '10', '9']) as word
      order by word collate app.ru`.execute(tx.query),
  );
  expect(rows.map(({ word }) => word)).toEqual(['9', '10', 'Еж', 'ёж', 'ёлка', 'ель', 'Жук']);
  const similar = await world.db.withActor(anna, 'notebooks.find', (tx) =>
    sql<{ likeness: number }>`select similarity('Наставничество', 'наставничства') as likeness`.execute(
      tx.query,
    ),
  );
  expect(similar.rows[0]?.likeness).toBeGreaterThan(0.5);
});

test('a collision between transactions is tried again', async () => {
  let attempts = 0;
  const answer = await world.db.withActor(anna, 'notebooks.collide', async (tx) => {
    attempts += 1;
    if (attempts < 3)
      await sql`do $$ begin raise exception 'x' using errcode = '40001'; end $$`.execute(tx.query);
    return attempts;
  });
  expect(answer).toBe(3);
  await expect(
    world.db.withActor(anna, 'notebooks.collide', (tx) =>
      sql`do $$ begin raise exception 'always' using errcode = '40P01'; end $$`.execute(tx.query),
    ),
  ).rejects.toThrow('always');
});

test('the transaction is of no use after its end, and outside of it nothing is open', async () => {
  const leaked = await world.db.withActor(anna, 'notebooks.leak', async (tx) => tx);
  await expect(titles(leaked)).rejects.toThrow(/committed/);
  await expect(world.db.withActor({ kind: 'person', accountId: '' }, 'x', titles)).rejects.toThrow(/account/);
});

test('it refuses to serve when row-level security would not hold', async () => {
  expect(await world.db.assertSafe()).toEqual(accept());
  await world.asOwner('create table loose (id uuid primary key, organization_id uuid)');
  expect(await world.db.assertSafe()).toMatchObject({
    refusal: { code: 'database.unsafe', facts: { reason: expect.stringContaining('loose') } },
  });
  await world.asOwner('alter table loose enable row level security');
  expect(await world.db.assertSafe()).toMatchObject({ ok: false });
  await world.asOwner('alter table loose force row level security');
  expect(await world.db.assertSafe()).toEqual(accept());
});

test('closing waits for nobody and leaves no connection behind', async () => {
  const other = createDatabase({ connection: world.connection }, world.clock, silentLog);
  await other.withActor(anna, 'notebooks.list', titles);
  await other.close();
  await expect(other.withActor(anna, 'notebooks.list', titles)).rejects.toThrow(/destroyed/);
});
