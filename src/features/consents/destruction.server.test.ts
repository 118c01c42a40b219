import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { tasks } from '#src/platform/tasks/start.ts';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';
import { createMemoryFiles } from '#src/platform/testing/memory.ts';
import { PERSON_BLANKS, PERSON_KEEPS, TRACES } from '#src/features/consents/rules/traces.ts';
import { createConsents, type Consents } from '#src/features/consents/service.server.ts';
import { destroyNow } from '#src/features/consents/testing/rooms.ts';
import { enterClass, enterGuardian, enterPerson } from '#src/features/consents/testing/people.ts';
import { accepted, foundSchool, refusedWith, type School } from '../../../test/world.ts';

let world: TestDatabase;
let consents: Consents;
let school: School;
let curator: PersonActor;

beforeAll(async () => {
  world = await openTestDatabase();
  consents = createConsents({
    db: world.db,
    clock: world.clock,
    files: createMemoryFiles(),
    timeZone: 'Europe/Moscow',
    tasks,
  });
});
afterAll(() => world.close());
beforeEach(async () => {
  school = await foundSchool(world);
  curator = await school.actor('curator');
});

const scan = (name: string) => ({
  name,
  bytes: new TextEncoder().encode(`%PDF-1.7 ${name} ${randomUUID()}`),
});

async function enter(personIds: string[], file: string | null, signedOn = '2026-09-10'): Promise<void> {
  const input = {
    submission: randomUUID(),
    personIds,
    purposes: ['processing' as const],
    signedOn,
    signer: 'by_age' as const,
    guardianId: null,
    signerName: '',
    basis: 'папка',
  };
  accepted(
    await consents.enterPaper(curator, school.organizationId, input, file === null ? null : scan(file)),
  );
}

async function withdraw(personId: string): Promise<void> {
  const input = {
    submission: randomUUID(),
    personId,
    purpose: 'processing' as const,
    on: '2026-11-20',
    by: 'guardian' as const,
    reason: 'просьба Жемчужниковой',
  };
  accepted(await consents.withdraw(curator, input, null));
}

interface Due {
  id: string;
  version: number;
  personName: string;
}

async function dueOf(personId: string): Promise<Due> {
  const { destructions } = accepted(await consents.destructions.list(curator, school.organizationId, 1));
  const found = destructions.find((one) => one.personId === personId && one.state === 'due');
  if (found === undefined) throw new Error('No destruction is due');
  return found;
}

const confirm = (due: Due, actor = curator, submission = randomUUID()) =>
  destroyNow(world, consents, actor, school.organizationId, {
    submission,
    destructionId: due.id,
    version: due.version,
    actNumber: '3-ПД',
    personName: due.personName,
  });

/** Every place of the database whose text contains one of the words: `table.column`. */
async function search(words: readonly string[]): Promise<string[]> {
  const columns = await world.asOwner<{ table: string; column: string }>(
    `select quote_ident(n.nspname) || '.' || quote_ident(c.relname) as table, quote_ident(a.attname) as column
     from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and n.nspname in ('public', 'auth', 'app') and a.attnum > 0 and not a.attisdropped`,
  );
  expect(columns.length).toBeGreaterThan(300);
  const found: string[] = [];
  for (const { table, column } of columns) {
    const [row] = await world.asOwner<{ hit: boolean }>(
      `select exists (select from ${table} where exists (
         select from unnest($1::text[]) w where position(lower(w) in lower(${column}::text)) > 0)) as hit`,
      [words],
    );
    if (row?.hit === true) found.push(`${table}.${column}`);
  }
  return found;
}

describe('the rules of destruction', () => {
  test('name every column that refers to a person, and every column of the record itself', async () => {
    const references = await world.asOwner<{ place: string }>(
      `select c.conrelid::regclass::text || '.' || a.attname as place
       from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any (c.conkey)
       where c.contype = 'f' and c.confrelid = 'people'::regclass and a.attname <> 'organization_id'`,
    );
    // A new table that names people needs a line in rules/traces.ts: what becomes of its rows.
    expect(TRACES.map(({ table, column }) => `${table}.${column}`).toSorted()).toEqual(
      [...new Set(references.map(({ place }) => place))].toSorted(),
    );
    const columns = await world.asOwner<{ name: string }>(
      `select attname as name from pg_attribute where attrelid = 'people'::regclass and attnum > 0 and not attisdropped`,
    );
    expect([...Object.keys(PERSON_BLANKS), ...PERSON_KEEPS].toSorted()).toEqual(
      columns.map(({ name }) => name).toSorted(),
    );
  });
});

describe('a destruction', () => {
  test('leaves nothing of the person anywhere: rows, texts, files, account, audit; counts stay', async () => {
    const { classId, pupils } = await enterClass(world, school, ['2010-05-05', '2010-06-06']);
    const [person = '', classmate = ''] = pupils;
    const mentor = await enterPerson(world, school, { birthDate: null, kinds: ['staff'] });
    const mother = await enterPerson(world, school, {
      birthDate: '1985-01-01',
      kinds: ['guardian'],
      familyName: 'Бирюзова',
    });
    const account = `mentee-${randomUUID()}`;
    await world.asOwner(
      `insert into auth."user" (id, name, email, username, "displayUsername")
       values ($1, 'Жемчужникова Злата', 'zlata@example.org', 'zlata.zh', 'Zlata.Zh')`,
      [account],
    );
    await world.asOwner(
      `insert into role_assignments (organization_id, account_id, role) values ($1, $2, 'mentee')`,
      [school.organizationId, account],
    );
    await world.asOwner(
      `update people set family_name = 'Жемчужникова', given_name = 'Злата', email = 'zlata@example.org',
         phone = '+7 900 765-43-21', account_id = $2 where id = $1`,
      [person, account],
    );
    await enterGuardian(world, school, mother, person);
    await enter([person, classmate, mentor], 'скан класса.pdf');
    await enter([person], 'скан Жемчужниковой.pdf', '2026-09-12');
    const ids = [school.organizationId, person] as const;
    await world.asOwner(
      `insert into consents (organization_id, person_id, purpose, text_id, signer, signer_name, channel, signed_on, proof)
       select $1, $2, 'photo', id, 'self', 'Жемчужникова Злата', 'electronic', '2026-09-11', '{"address": "203.0.113.77"}'
       from consent_texts where organization_id = $1 and purpose = 'photo'`,
      ids,
    );
    await world.asOwner(
      `insert into mentee_requests (organization_id, person_id, entered_on, main_request, source)
       values ($1, $2, '2026-09-12', 'Хочу изучать квазары и пульсары', 'self')`,
      ids,
    );
    await world.asOwner(
      `update mentee_requests set main_request = 'Теперь только магнетары' where person_id = $1`,
      [person],
    );
    await world.asOwner(
      `insert into psychologist_notes (organization_id, person_id, noted_on, note) values ($1, $2, '2026-10-01', 'Тихая, любит оригами')`,
      ids,
    );
    await world.asOwner(
      `insert into admission_checks (organization_id, person_id, check_key, outcome, checked_on, note)
       values ($1, $2, 'interview', 'passed', '2026-10-01', 'говорили про оригами')`,
      ids,
    );
    const [pair] = await world.asOwner<{ id: string }>(
      `insert into mentorships (organization_id, school_year, form, regime, state, source, results)
       values ($1, 2026, 'pupil-pupil', 'pupils', 'working', 'hand', 'Злата собрала телескоп') returning id`,
      [school.organizationId],
    );
    await world.asOwner(
      `insert into mentorship_members (organization_id, mentorship_id, person_id, side)
       values ($1, $2, $3, 'mentee'), ($1, $2, $4, 'mentor')`,
      [school.organizationId, pair?.id, person, mentor],
    );
    await world.asOwner(
      `insert into notices (organization_id, account_id, kind, day, text) values ($1, $2, 'other', '2026-11-01', 'Согласие: Жемчужникова Злата')`,
      [school.organizationId, curator.accountId],
    );
    accepted(
      await consents.requests.add(
        curator,
        school.organizationId,
        {
          submission: randomUUID(),
          personId: person,
          applicant: 'Жемчужникова Злата',
          kind: 'stop',
          words: 'письмо о квазарах',
          receivedOn: '2026-11-19',
        },
        scan('письмо.pdf'),
      ),
    );
    await withdraw(person);
    const words = [
      'Жемчужников',
      'Злата',
      'zlata',
      '765-43-21',
      'квазар',
      'магнетар',
      'оригами',
      '203.0.113.77',
      'телескоп',
    ];
    expect((await search(words)).length).toBeGreaterThan(10);

    const due = await dueOf(person);
    const preview = accepted(await consents.destructions.view(curator, school.organizationId, due.id));
    expect(preview.lines).toContainEqual({ title: 'Запросы наставляемого', count: 1, deed: 'delete' });
    expect(preview.lines).toContainEqual({ title: 'Записи психолога', count: 1, deed: 'delete' });
    const done = accepted(await confirm(due));
    expect(done.count).toBeGreaterThan(10);

    expect(await search(words)).toEqual([]);
    const [record] = await world.asOwner(
      'select family_name, given_name, kinds, birth_date, account_id from people where id = $1',
      [person],
    );
    expect(record).toEqual({
      family_name: 'Удалённый участник',
      given_name: '',
      kinds: ['pupil'],
      birth_date: null,
      account_id: null,
    });
    expect(await world.asOwner('select side from mentorship_members where person_id = $1', [person])).toEqual(
      [{ side: 'mentee' }],
    );
    expect(await world.asOwner('select from class_members where class_id = $1', [classId])).toHaveLength(1);
    // The scan of the whole class is about others too; the child's own is gone.
    const files = await world.asOwner('select name from files where organization_id = $1', [
      school.organizationId,
    ]);
    expect(files).toEqual([{ name: 'скан класса.pdf' }]);
    expect(await world.asOwner('select from consents where person_id = $1', [person])).toHaveLength(5);
    // That something was done, when and by whom stays in the audit.
    const audit = await world.asOwner(
      `select distinct before::text as before from audit_rows where table_name = 'mentee_requests' and operation = 'delete'
         and organization_id = $1`,
      [school.organizationId],
    );
    expect(audit).toEqual([{ before: '{"erased": true}' }]);
    const others = await world.asOwner('select family_name from people where id = any ($1)', [
      [classmate, mentor, mother],
    ]);
    expect(others.map((one) => one.family_name)).not.toContain('Удалённый участник');

    for (const format of ['pdf', 'docx'] as const) {
      const act = accepted(
        await consents.destructions.printAct(curator, school.organizationId, due.id, format),
      );
      expect(act.name).toBe(`Акт уничтожения персональных данных № 3-ПД.${format}`);
      expect(act.bytes.byteLength).toBeGreaterThan(2000);
    }
    expect(refusedWith(await confirm(due))).toBe('consents.destruction_stale');
  });

  test('of somebody who works here takes their mentoring and leaves their work', async () => {
    const person = await enterPerson(world, school, {
      birthDate: '1980-01-01',
      kinds: ['staff'],
      familyName: 'Аметистова',
    });
    await world.asOwner(
      `insert into staff_posts (organization_id, person_id, post) values ($1, $2, 'учитель химии')`,
      [school.organizationId, person],
    );
    await enter([person], null);
    await world.asOwner(
      `insert into mentor_offers (organization_id, person_id, entered_on, achievements, source)
       values ($1, $2, '2026-09-12', 'Вырастила друзу', 'self')`,
      [school.organizationId, person],
    );
    const [order] = await world.asOwner<{ id: string; file: string }>(
      `with f as (
         insert into files (organization_id, sha256, name, media_type, size_bytes)
         values ($1, $2, 'приказ о парах.pdf', 'application/pdf', 10) returning id)
       insert into papers (organization_id, kind, number, issued_on, title, state, file_id)
       select $1, 'order-pairs', '12-од', '2026-10-20', 'О закреплении пар', 'registered', id from f
       returning id, file_id as file`,
      [school.organizationId, randomUUID().replaceAll('-', '').padEnd(64, '0')],
    );
    await world.asOwner(
      `with m as (
         insert into mentorships (organization_id, school_year, form, regime, state, source, order_paper_id)
         values ($1, 2026, 'teacher-teacher', 'teachers', 'ordered', 'hand', $2) returning id)
       insert into mentorship_members (organization_id, mentorship_id, person_id, side) select $1, id, $3, 'mentor' from m`,
      [school.organizationId, order?.id, person],
    );
    const team = await school.actor('team');
    const filesSeen = (actor: PersonActor) =>
      world.db.withActor(actor, 'test', (tx) => tx.query.selectFrom('files').select('id').execute());
    expect(await filesSeen(team)).toEqual([{ id: order?.file }]);
    await withdraw(person);
    const due = await dueOf(person);
    const wrong = await confirm({ ...due, personName: 'Аметистова Соня' });
    expect(refusedWith(wrong)).toBe('consents.name_differs');
    accepted(await confirm(due));
    // The order stays whole; fewer people open it.
    expect(await filesSeen(team)).toEqual([]);
    expect(await filesSeen(curator)).toEqual([{ id: order?.file }]);
    expect(await search(['друзу'])).toEqual([]);
    const [record] = await world.asOwner(
      'select family_name, birth_date::text as birth from people where id = $1',
      [person],
    );
    expect(record).toEqual({ family_name: 'Аметистова', birth: '1980-01-01' });
    expect(await world.asOwner('select post from staff_posts where person_id = $1', [person])).toEqual([
      { post: 'учитель химии' },
    ]);
  });

  test('is done once, by those who answer at the school itself, and not after a new consent', async () => {
    const person = await enterPerson(world, school, { birthDate: '2010-05-05' });
    await enter([person], null);
    await withdraw(person);
    const due = await dueOf(person);
    const other = await foundSchool(world);
    const stranger = await other.actor('curator');
    expect(refusedWith(await confirm(due, stranger))).toBe('access.not_found');
    const atHome = {
      submission: randomUUID(),
      destructionId: due.id,
      version: due.version,
      actNumber: '1',
      personName: due.personName,
    };
    expect(refusedWith(await consents.destructions.confirm(stranger, other.organizationId, atHome))).toBe(
      'consents.destruction_not_found',
    );
    for (const role of ['team', 'psychologist', 'class_teacher', 'administrator'] as const) {
      expect(refusedWith(await confirm(due, await school.actor(role)))).toBe('access.not_allowed');
    }
    expect(refusedWith(await confirm({ ...due, version: due.version + 1 }))).toBe(
      'consents.destruction_stale',
    );
    await enter([person], null);
    expect(refusedWith(await confirm(due))).toBe('consents.destruction_stale');
    const begin = () =>
      consents.destructions.begin(curator, {
        submission: randomUUID(),
        personId: person,
        cause: 'request',
        note: '',
      });
    accepted(await begin());
    expect(refusedWith(await begin())).toBe('consents.destruction_begun');
    const again = await dueOf(person);
    const form = {
      submission: randomUUID(),
      destructionId: again.id,
      version: again.version,
      actNumber: '4-ПД',
      personName: again.personName,
    };
    const start = () => consents.destructions.confirm(curator, school.organizationId, form);
    const both = await Promise.all([start(), start()]);
    expect(accepted(both[0])).toEqual(accepted(both[1]));
    accepted(await confirm(again));
    expect(refusedWith(await start())).toBe('consents.destruction_stale');
  });

  test('is the only thing that may touch the audit, and nobody starts it by hand', async () => {
    const person = await enterPerson(world, school, { birthDate: '2010-05-05' });
    await enter([person], null);
    await withdraw(person);
    await expect(
      world.asOwner(`update audit_rows set after = null where row_id = $1`, [person]),
    ).rejects.toThrow('never changed');
    await expect(
      world.asOwner(
        `do $$ begin
           perform set_config('nastavnik.system', 'x', true), set_config('nastavnik.erasing', 'on', true);
           update audit_rows set actor_id = 'nobody';
         end $$`,
      ),
    ).rejects.toThrow('never changed');
    await expect(
      world.db.withActor(curator, 'test', async (tx) => {
        const { sql } = await import('kysely');
        await sql`select set_config('nastavnik.erasing', 'on', true)`.execute(tx.query);
        await sql`select app.erase_audit(${school.organizationId}, array[${person}]::uuid[], '[]', '{}', '{}')`.execute(
          tx.query,
        );
      }),
    ).rejects.toThrow('no destruction is under way');
  });
});
