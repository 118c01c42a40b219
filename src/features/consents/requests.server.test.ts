import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PersonActor, VisitorActor } from '#src/platform/db/scope.ts';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';
import { COPY_PLACES } from '#src/features/consents/rules/copy.ts';
import type { Consents } from '#src/features/consents/service.server.ts';
import { enterClass, enterGuardian, enterPerson } from '#src/features/consents/testing/people.ts';
import { consentsOf } from '#src/features/consents/testing/rooms.ts';
import { accepted, foundSchool, refusedWith, type School } from '../../../test/world.ts';

let world: TestDatabase;
let consents: Consents;
let school: School;
let curator: PersonActor;

beforeAll(async () => {
  world = await openTestDatabase();
  consents = consentsOf(world);
});
afterAll(() => world.close());
beforeEach(async () => {
  school = await foundSchool(world);
  curator = await school.actor('curator');
});

const letter = (personId: string | null, more = {}) => ({
  submission: randomUUID(),
  personId,
  applicant: 'Ольхова Анна Петровна',
  kind: 'copy' as const,
  words: 'прошу копию',
  receivedOn: '2026-11-19',
  ...more,
});

async function addLetter(personId: string | null, more = {}): Promise<string> {
  const added = await consents.requests.add(curator, school.organizationId, letter(personId, more), null);
  return accepted(added).requestId;
}

const viewed = async (id: string) =>
  accepted(await consents.requests.view(curator, school.organizationId, id));

const scan = (name: string) => ({ name, bytes: new TextEncoder().encode(`%PDF-1.7 ${name}`) });
const fresh = () => ({ submission: randomUUID() });

describe('a request of a subject', () => {
  test('on paper is due in ten working days by the days of the school, five more once with a reason', async () => {
    await world.asOwner(
      `insert into organization_days (organization_id, day, is_working, note) values ($1, '2026-11-23', false, 'карантин')`,
      [school.organizationId],
    );
    const person = await enterPerson(world, school, { birthDate: '2010-05-05' });
    const id = await addLetter(person);
    const { request, longerDueOn } = await viewed(id);
    expect(request).toMatchObject({ dueOn: '2026-12-04', state: 'open', channel: 'paper', version: 1 });
    expect(longerDueOn).toBe('2026-12-11');
    const extend = (version: number) =>
      consents.requests.extend(curator, school.organizationId, {
        submission: randomUUID(),
        requestId: id,
        version,
        reason: 'ждём ответ архива',
      });
    accepted(await extend(1));
    expect((await viewed(id)).request).toMatchObject({
      dueOn: '2026-12-11',
      extendedReason: 'ждём ответ архива',
    });
    expect(refusedWith(await extend(2))).toBe('consents.request_extended');
    const answer = (version: number, submission = randomUUID()) =>
      consents.requests.answer(curator, school.organizationId, {
        submission,
        requestId: id,
        version,
        state: 'answered',
        answer: 'Копия передана лично',
      });
    expect(refusedWith(await answer(1))).toBe('consents.request_stale');
    const submission = randomUUID();
    const both = await Promise.all([answer(2, submission), answer(2, submission)]);
    expect(both.map(({ ok }) => ok)).toEqual([true, true]);
    expect(refusedWith(await answer(3))).toBe('consents.request_stale');
    expect((await viewed(id)).request).toMatchObject({
      state: 'answered',
      answeredOn: '2026-11-20',
      version: 3,
    });
  });

  test('is entered once by one form, never with a day to come or a stranger', async () => {
    const person = await enterPerson(world, school, { birthDate: '2010-05-05' });
    const form = letter(person);
    const add = (more = {}) =>
      consents.requests.add(curator, school.organizationId, { ...form, ...more }, null);
    const [first, second] = await Promise.all([add(), add()]);
    expect(accepted(first)).toEqual(accepted(second));
    expect(refusedWith(await add({ ...fresh(), receivedOn: '2026-11-21' }))).toBe('consents.request_future');
    const other = await foundSchool(world);
    const stranger = await enterPerson(world, other, { birthDate: '2010-05-05' });
    expect(refusedWith(await add({ ...fresh(), personId: stranger }))).toBe('consents.person_not_found');
    const { total } = accepted(
      await consents.requests.list(curator, school.organizationId, { state: undefined, page: 1 }),
    );
    expect(total).toBe(1);
  });

  test('is the school’s own: nobody else lists, opens, answers or writes it', async () => {
    const person = await enterPerson(world, school, { birthDate: '2010-05-05' });
    const id = await addLetter(person);
    const other = await foundSchool(world);
    const stranger = await other.actor('curator');
    expect(refusedWith(await consents.requests.view(stranger, school.organizationId, id))).toBe(
      'access.not_found',
    );
    expect(refusedWith(await consents.requests.view(stranger, other.organizationId, id))).toBe(
      'consents.request_not_found',
    );
    const atHome = {
      submission: randomUUID(),
      requestId: id,
      version: 1,
      state: 'answered' as const,
      answer: 'чужой ответ',
    };
    expect(refusedWith(await consents.requests.answer(stranger, other.organizationId, atHome))).toBe(
      'consents.request_not_found',
    );
    for (const role of ['team', 'psychologist', 'class_teacher', 'administrator', 'mentee'] as const) {
      const actor = await school.actor(role);
      expect(refusedWith(await consents.requests.view(actor, school.organizationId, id))).toBe(
        'access.not_allowed',
      );
      const seen = await world.db.withActor(actor, 'test', (tx) =>
        tx.query.selectFrom('subject_requests').select('id').execute(),
      );
      expect(seen).toEqual([]);
    }
  });

  test('keeps the scan of its letter for those who answer; a wrong one is replaced and goes', async () => {
    const parent = await school.actor('guardian');
    const person = await enterPerson(world, school, {
      birthDate: '1985-05-05',
      kinds: ['guardian'],
      accountId: parent.accountId,
    });
    const add = (file: ReturnType<typeof scan> | null) =>
      consents.requests.add(curator, school.organizationId, letter(person), file);
    const { requestId: id } = accepted(await add(scan('письмо.pdf')));
    const attach = (version: number, file: ReturnType<typeof scan> | null, actor = curator) =>
      consents.requests.attach(
        actor,
        school.organizationId,
        { submission: randomUUID(), requestId: id, version },
        file,
      );
    const filesSeen = async (actor: PersonActor) =>
      (
        await world.db.withActor(actor, 'test', (tx) => tx.query.selectFrom('files').select('name').execute())
      ).map(({ name }) => name);
    expect((await viewed(id)).request.fileId).not.toBeNull();
    expect(await filesSeen(await school.actor('director'))).toEqual(['письмо.pdf']);
    for (const actor of [await school.actor('team'), await school.actor('psychologist'), parent])
      expect(await filesSeen(actor)).toEqual([]);
    expect(refusedWith(await attach(1, null))).toBe('consents.scan_needed');
    expect(refusedWith(await attach(1, { name: 'пустой.pdf', bytes: new Uint8Array() }))).toBe('file.empty');
    expect(refusedWith(await attach(7, scan('другое.pdf')))).toBe('consents.request_stale');
    expect(refusedWith(await attach(1, scan('чужое.pdf'), await school.actor('team')))).toBe(
      'access.not_allowed',
    );
    accepted(await attach(1, scan('верное.pdf')));
    expect(await filesSeen(curator)).toEqual(['верное.pdf']);
    // Entered without one, it may come later, and after the answer too.
    const later = await addLetter(person, { kind: 'stop' });
    accepted(
      await consents.requests.answer(curator, school.organizationId, {
        submission: randomUUID(),
        requestId: later,
        version: 1,
        state: 'answered',
        answer: 'Прекратили',
      }),
    );
    accepted(
      await consents.requests.attach(
        curator,
        school.organizationId,
        { submission: randomUUID(), requestId: later, version: 2 },
        scan('второе.pdf'),
      ),
    );
    accepted(
      await consents.requests.ask(parent, {
        submission: randomUUID(),
        personId: person,
        kind: 'explanation',
        words: '',
      }),
    );
    const own = (await consents.requests.listOwn(parent, school.organizationId)).find(
      ({ channel }) => channel === 'own',
    );
    expect(
      refusedWith(
        await consents.requests.attach(
          curator,
          school.organizationId,
          { submission: randomUUID(), requestId: own?.id ?? '', version: 1 },
          scan('третье.pdf'),
        ),
      ),
    ).toBe('consents.request_own');
    const copied = accepted(await consents.requests.copy(curator, person, 'json'));
    expect(new TextDecoder().decode(copied.bytes)).toContain('верное.pdf');
  });

  test('left on the own page is read back with its answer, by the subject and the guardian only', async () => {
    const pupil = await school.actor('mentee');
    const child = await enterPerson(world, school, { birthDate: '2010-05-05', accountId: pupil.accountId });
    const parent = await school.actor('guardian');
    const mother = await enterPerson(world, school, {
      birthDate: '1985-01-01',
      kinds: ['guardian'],
      accountId: parent.accountId,
    });
    await enterGuardian(world, school, mother, child);
    const classmate = await enterPerson(world, school, { birthDate: '2010-06-06' });
    const ask = (actor: PersonActor, personId: string, submission = randomUUID()) =>
      consents.requests.ask(actor, { submission, personId, kind: 'correction', words: 'Отчество с ошибкой' });
    const submission = randomUUID();
    const both = await Promise.all([ask(pupil, child, submission), ask(pupil, child, submission)]);
    expect(both.map(({ ok }) => ok)).toEqual([true, true]);
    expect(refusedWith(await ask(parent, child))).toBe('consents.request_open');
    expect(refusedWith(await ask(pupil, classmate))).toBe('consents.not_found');
    const [own] = await consents.requests.listOwn(pupil, school.organizationId);
    expect(own).toMatchObject({ channel: 'own', kind: 'correction', dueOn: '2026-12-04' });
    accepted(
      await consents.requests.answer(curator, school.organizationId, {
        submission: randomUUID(),
        requestId: own?.id ?? '',
        version: 1,
        state: 'answered',
        answer: 'Исправили',
      }),
    );
    const read = await consents.requests.listOwn(parent, school.organizationId);
    expect(read.map(({ state, answer }) => [state, answer])).toEqual([['answered', 'Исправили']]);
    // The subject reads; the register is the school's to write.
    const forged = world.db.withActor(pupil, 'test', (tx) =>
      tx.query.updateTable('subject_requests').set({ answer: 'да', state: 'answered' }).execute(),
    );
    await expect(forged).rejects.toThrow('row-level security');
    const added = world.db.withActor(pupil, 'test', (tx) =>
      tx.query
        .insertInto('subject_requests')
        .values({
          organization_id: school.organizationId,
          person_id: child,
          applicant: 'я',
          kind: 'copy',
          received_on: Temporal.PlainDate.from('2020-01-01'),
          due_on: Temporal.PlainDate.from('2020-01-02'),
        })
        .execute(),
    );
    await expect(added).rejects.toThrow('row-level security');
    const removed = await world.db.withActor(pupil, 'test', (tx) =>
      tx.query.deleteFrom('subject_requests').executeTakeFirst(),
    );
    expect(removed.numDeletedRows).toBe(0n);
    const strangers = await consents.requests.listOwn(await school.actor('mentor'), null);
    expect(strangers).toEqual([]);
  });
});

describe('the copy of somebody’s data', () => {
  test('names only columns that are there', async () => {
    const columns = await world.asOwner<{ place: string }>(
      `select c.relname || '.' || a.attname as place from pg_attribute a join pg_class c on c.oid = a.attrelid
       where c.relnamespace = 'public'::regnamespace and a.attnum > 0 and not a.attisdropped`,
    );
    const known = new Set(columns.map(({ place }) => place));
    const named = COPY_PLACES.flatMap(({ table, column, facts }) =>
      [column, ...Object.keys(facts ?? {})].map((one) => `${table}.${one}`),
    );
    expect(named.filter((place) => !known.has(place))).toEqual([]);
  });

  test('tells everything about the person and nothing about others; leaves a trace in the audit', async () => {
    const { pupils, classActor } = await enterClass(world, school, ['2010-05-05', '2010-06-06']);
    const [child = '', classmate = ''] = pupils;
    const pupil = await school.actor('mentee');
    await world.asOwner(`update people set account_id = $2, phone = '+7 900 111-22-33' where id = $1`, [
      child,
      pupil.accountId,
    ]);
    await world.asOwner(`update people set family_name = 'Соседов' where id = $1`, [classmate]);
    const parent = await school.actor('guardian');
    const mother = await enterPerson(world, school, {
      birthDate: '1985-01-01',
      kinds: ['guardian'],
      familyName: 'Матушкина',
      accountId: parent.accountId,
    });
    await enterGuardian(world, school, mother, child);
    accepted(
      await consents.enterPaper(
        curator,
        school.organizationId,
        {
          submission: randomUUID(),
          personIds: [child, classmate],
          purposes: ['processing'],
          signedOn: '2026-09-10',
          signer: 'by_age',
          guardianId: null,
          signerName: '',
          basis: 'папка 2',
        },
        null,
      ),
    );
    const at = [school.organizationId] as const;
    await world.asOwner(
      `insert into mentee_requests (organization_id, person_id, entered_on, main_request, source, supporter_id)
       values ($1, $2, '2026-09-12', 'Хочу строить телескоп', 'self', null),
              ($1, $3, '2026-09-12', 'Тайна одноклассника', 'self', $2)`,
      [...at, child, classmate],
    );
    await world.asOwner(
      `insert into psychologist_notes (organization_id, person_id, noted_on, note) values ($1, $2, '2026-10-01', 'Слова психолога')`,
      [...at, child],
    );
    const [pair] = await world.asOwner<{ id: string }>(
      `insert into mentorships (organization_id, school_year, form, regime, state, source, results, is_group)
       values ($1, 2026, 'pupil-pupil', 'pupils', 'working', 'hand', 'Соседов помог', true) returning id`,
      at,
    );
    await world.asOwner(
      `insert into mentorship_members (organization_id, mentorship_id, person_id, side)
       values ($1, $2, $3, 'mentee'), ($1, $2, $4, 'mentor')`,
      [...at, pair?.id, child, classmate],
    );
    await world.asOwner(
      `insert into people (organization_id, family_name, kinds, workplace, merged_into) values ($1, 'Двойник', '{pupil}', 'Кружок астрономии', $2)`,
      [...at, child],
    );
    const textOf = async (actor: PersonActor | VisitorActor, format: 'json' | 'pdf' | 'docx' = 'json') => {
      const made = accepted(await consents.requests.copy(actor, child, format));
      return new TextDecoder().decode(made.bytes);
    };
    for (const actor of [curator, pupil, parent]) {
      const text = await textOf(actor);
      for (const told of [
        '+7 900 111-22-33',
        'Хочу строить телескоп',
        '05.05.2010',
        '5А',
        'папка 2',
        'ученик – ученик',
        'Кружок астрономии',
      ]) {
        expect(text).toContain(told);
      }
      for (const hidden of ['Соседов', 'Тайна', 'Слова психолога', 'Матушкина', classmate, mother]) {
        expect(text).not.toContain(hidden);
      }
    }
    expect((await textOf(curator, 'pdf')).startsWith('%PDF')).toBe(true);
    expect((await textOf(curator, 'docx')).startsWith('PK')).toBe(true);

    const views = await world.asOwner(
      `select distinct actor_id from audit_rows where operation = 'view' and row_id = $1`,
      [child],
    );
    expect(views).toHaveLength(3);
    expect(refusedWith(await consents.requests.copy(classActor, child, 'json'))).toBe('access.not_allowed');
    const other = await foundSchool(world);
    expect(refusedWith(await consents.requests.copy(await other.actor('curator'), child, 'json'))).toBe(
      'consents.person_not_found',
    );
    expect(refusedWith(await consents.requests.copy(pupil, classmate, 'json'))).toBe('access.not_allowed');
    expect(refusedWith(await consents.requests.copy(curator, 'не номер', 'json'))).toBe(
      'consents.person_not_found',
    );
    const visitor: VisitorActor = { kind: 'visitor', codeId: randomUUID(), personId: child };
    expect(refusedWith(await consents.requests.copy(visitor, child, 'json'))).toBe('consents.copy_by_code');
  });
});
