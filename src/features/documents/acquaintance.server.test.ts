import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { createMemoryFiles } from '#src/platform/testing/memory.ts';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';
import { papersToKnow, createDocuments, type Documents } from '#src/features/documents/service.server.ts';
import { accepted, foundSchool, refusedWith, type School } from '../../../test/world.ts';

let world: TestDatabase;
let documents: Documents;
let school: School;
let curator: PersonActor;
/** Somebody who works here and has no role but that of a mentor. */
let mentor: PersonActor;
let mentorId: string;
let colleagueId: string;
let pupilId: string;

beforeAll(async () => {
  world = await openTestDatabase();
  documents = createDocuments({
    db: world.db,
    files: createMemoryFiles(),
    clock: world.clock,
    timeZone: 'Europe/Moscow',
    sources: [
      {
        kinds: ['order.pairs'],
        fields: () => [],
        gather: async () => ({}),
        readers: async () => [mentorId],
      },
    ],
  });
});
afterAll(() => world.close());
beforeEach(async () => {
  school = await foundSchool(world);
  curator = await school.actor('curator');
  mentor = await school.actor('mentor');
  mentorId = await addPerson('Наставникова', mentor.accountId);
  colleagueId = await addPerson('Коллегина', null);
  const [pupil] = await world.asOwner<{ id: string }>(
    `insert into people (organization_id, family_name, given_name, kinds) values ($1, 'Ученикова', 'Анна', '{pupil}') returning id`,
    [school.organizationId],
  );
  pupilId = pupil?.id ?? '';
});

async function addPerson(familyName: string, accountId: string | null): Promise<string> {
  const [person] = await world.asOwner<{ id: string }>(
    `insert into people (organization_id, family_name, given_name, account_id) values ($1, $2, 'Анна', $3) returning id`,
    [school.organizationId, familyName, accountId],
  );
  const id = person?.id ?? '';
  await world.asOwner(
    `insert into staff_posts (organization_id, person_id, post, is_main) values ($1, $2, 'учитель', true)`,
    [school.organizationId, id],
  );
  return id;
}

async function registered(): Promise<string> {
  const { paperId } = accepted(
    await documents.drafts.start(curator, school.organizationId, {
      kind: 'order.pairs',
      subjectIds: [],
      submission: randomUUID(),
    }),
  );
  const save = { paperId, version: 1, title: 'О тайном', body: '1. Закрепить Тайнову за Секретовым.' };
  accepted(await documents.drafts.saveText(curator, save));
  const input = { paperId, version: 2, number: '', issuedOn: '2026-11-20', replacesId: null };
  accepted(await documents.registerDraft(curator, input, null));
  return paperId;
}

test('who is asked reads the words on their own page and says so; the sheet shows it', async () => {
  const paperId = await registered();
  const view = accepted(await documents.acquaintance.view(curator, paperId));
  expect(view.choices).toMatchObject([
    { id: colleagueId, isNamed: false },
    { id: mentorId, isNamed: true },
  ]);
  accepted(await documents.acquaintance.ask(curator, { paperId, personIds: [mentorId, colleagueId] }));
  const tasks = await world.db.withActor(mentor, 'test', (tx) =>
    papersToKnow(tx, [{ id: mentorId, name: '', isSelf: true }]),
  );
  expect(tasks).toMatchObject([{ path: `/my/papers/${paperId}`, state: 'waiting' }]);
  const read = accepted(await documents.acquaintance.read(mentor, paperId));
  expect(read.sheet?.html).toContain('Закрепить Тайнову за Секретовым');
  // Who else has read it is no business of a reader.
  expect(read.sheet?.html).not.toContain('Коллегина');
  accepted(await documents.acquaintance.acknowledge(mentor, school.organizationId, paperId));
  expect(refusedWith(await documents.acquaintance.acknowledge(mentor, school.organizationId, paperId))).toBe(
    'documents.nothing_to_know',
  );
  const note = { paperId, personIds: [colleagueId, mentorId], on: '2026-11-19' };
  expect(accepted(await documents.acquaintance.noteOnPaper(curator, note)).count).toBe(1);
  const { rows } = accepted(await documents.acquaintance.view(curator, paperId));
  expect(rows).toMatchObject([
    { name: 'Коллегина Анна', post: 'учитель', doneOn: '2026-11-19', channel: 'paper' },
    { name: 'Наставникова Анна', doneOn: '2026-11-20', channel: 'product' },
  ]);
  const sheet = accepted(await documents.drafts.view(curator, paperId)).sheet.html;
  expect(sheet).toContain('С приказом ознакомлены');
  expect(sheet).toContain('Наставникова Анна');
});

test('nobody but the staff is asked, and only about a paper in force', async () => {
  const paperId = await registered();
  const ask = (personIds: string[], actor = curator) =>
    documents.acquaintance.ask(actor, { paperId, personIds });
  expect(refusedWith(await ask([pupilId]))).toBe('documents.reader_unknown');
  expect(refusedWith(await ask([]))).toBe('documents.nobody_chosen');
  expect(refusedWith(await ask([mentorId], mentor))).toBe('documents.not_found');
  accepted(await ask([mentorId]));
  accepted(await documents.acquaintance.stop(curator, { paperId, personIds: [mentorId] }));
  expect(refusedWith(await documents.acquaintance.read(mentor, paperId))).toBe('documents.not_found');
  const { version } = accepted(await documents.view(curator, paperId)).paper;
  accepted(await documents.cancel(curator, { paperId, version, reason: 'ошибка' }));
  expect(refusedWith(await ask([mentorId]))).toBe('documents.not_in_force');
});

test('the database itself lets nobody ask themselves, or speak for another', async () => {
  const paperId = await registered();
  expect(refusedWith(await documents.acquaintance.read(mentor, paperId))).toBe('documents.not_found');
  const insert = world.db.withActor(mentor, 'test', (tx) =>
    tx.query
      .insertInto('paper_acquaintances')
      .values({ paper_id: paperId, person_id: mentorId, organization_id: school.organizationId })
      .execute(),
  );
  await expect(insert).rejects.toThrow(/row-level security/u);
  accepted(await documents.acquaintance.ask(curator, { paperId, personIds: [mentorId, colleagueId] }));
  const rows = await world.db.withActor(mentor, 'test', (tx) =>
    tx.query.selectFrom('paper_acquaintances').select('person_id').execute(),
  );
  expect(rows).toEqual([{ person_id: mentorId }]);
  const [spoken] = await world.db.withActor(mentor, 'test', async (tx) => {
    const { rows: answers } = await sql<{ done: boolean | null }>`
      select app.acknowledge_paper(${paperId}::uuid, ${colleagueId}::uuid, '2026-11-20') as done`.execute(
      tx.query,
    );
    return answers;
  });
  expect(spoken?.done ?? null).toBeNull();
});
