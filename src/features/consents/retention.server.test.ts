import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';
import type { Consents } from '#src/features/consents/service.server.ts';
import { enterPerson } from '#src/features/consents/testing/people.ts';
import { consentsOf, destroyNow } from '#src/features/consents/testing/rooms.ts';
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

/** Somebody with a consent in force, ready for mentoring data. */
async function enterParticipant(
  signedOn = '2020-09-10',
  more: { validUntil?: string } = {},
): Promise<string> {
  const person = await enterPerson(world, school, { birthDate: '1990-05-05', kinds: ['graduate'] });
  // Texts are laid at the first look.
  accepted(await consents.text(curator, school.organizationId, 'processing'));
  await world.asOwner(
    `insert into consents (organization_id, person_id, purpose, text_id, signer, channel, signed_on, valid_until)
     select $1, $2, 'processing', id, 'self', 'paper', $3::date, $4::date
     from consent_texts where organization_id = $1 and purpose = 'processing'`,
    [school.organizationId, person, signedOn, more.validUntil ?? null],
  );
  return person;
}

const offer = (person: string, enteredOn: string) =>
  world.asOwner(
    `insert into mentor_offers (organization_id, person_id, entered_on, source) values ($1, $2, $3, 'self')`,
    [school.organizationId, person, enteredOn],
  );

async function mentorship(person: string, endedOn: string | null): Promise<void> {
  const [row] = await world.asOwner<{ id: string }>(
    `insert into mentorships (organization_id, school_year, form, regime, state, source, ended_on)
     values ($1, 2022, 'pupil-pupil', 'pupils', $2, 'hand', $3::date) returning id`,
    [school.organizationId, endedOn === null ? 'working' : 'closed', endedOn],
  );
  await world.asOwner(
    `insert into mentorship_members (organization_id, mentorship_id, person_id, side) values ($1, $2, $3, 'mentor')`,
    [school.organizationId, row?.id, person],
  );
}

const waiting = async (actor = curator, organizationId = school.organizationId) =>
  accepted(await consents.retention.list(actor, organizationId, { isDecided: false, page: 1 })).proposals;

describe('the nightly round', () => {
  test('proposes once whom a rule names, each by its own day, and nobody else', async () => {
    const finished = await enterParticipant();
    await mentorship(finished, '2023-11-20');
    const recent = await enterParticipant();
    await mentorship(recent, '2023-11-21');
    const returned = await enterParticipant();
    await mentorship(returned, '2022-05-25');
    await mentorship(returned, null);
    const candidate = await enterParticipant();
    await offer(candidate, '2025-11-20');
    const young = await enterParticipant();
    await offer(young, '2025-11-21');
    const gone = await enterParticipant();
    await offer(gone, '2026-10-01');
    await world.asOwner(`update people set left_on = '2025-11-01' where id = $1`, [gone]);
    const expired = await enterParticipant('2020-09-10', { validUntil: '2027-01-01' });
    await offer(expired, '2026-10-01');
    await world.asOwner(`update consents set valid_until = '2026-10-20' where person_id = $1`, [expired]);
    // Nothing of mentoring is kept of them.
    const bystander = await enterParticipant('2020-09-10', { validUntil: '2021-01-01' });

    await consents.retention.propose();
    expect(await consents.retention.propose()).toBe(0);
    const proposals = await waiting();
    expect(new Map(proposals.map(({ personId, rule, reason }) => [personId, [rule, reason]]))).toEqual(
      new Map([
        [finished, ['after_mentorship', 'последняя пара или группа завершена 20.11.2023']],
        [candidate, ['never_started', 'в базе с 20.11.2025, ни разу не в паре']],
        [gone, ['left_school', 'выбыл 01.11.2025, идущих пар нет']],
        [expired, ['consent_ended', 'согласие на обработку закончилось 20.10.2026 и не продлено']],
      ]),
    );
    const named = proposals.map(({ personId }) => personId);
    expect(named).not.toContain(recent);
    expect(named).not.toContain(returned);
    expect(named).not.toContain(young);
    expect(named).not.toContain(bystander);
  });
});

describe('a decision', () => {
  async function propose(): Promise<{ id: string; personId: string }> {
    const person = await enterParticipant();
    await offer(person, '2024-01-10');
    await consents.retention.propose();
    const proposal = (await waiting()).find(({ personId }) => personId === person);
    if (proposal === undefined) throw new Error('Nothing was proposed');
    return proposal;
  }
  const decide = (
    proposalId: string,
    more: Partial<Parameters<Consents['retention']['decide']>[2]>,
    actor = curator,
    organizationId = school.organizationId,
  ) =>
    consents.retention.decide(actor, organizationId, {
      submission: randomUUID(),
      proposalId,
      version: 1,
      decision: 'destroy',
      keepUntil: null,
      note: '',
      ...more,
    });

  test('to destroy starts the clock of thirty days, once', async () => {
    const { id, personId } = await propose();
    const submission = randomUUID();
    const both = await Promise.all([decide(id, { submission }), decide(id, { submission })]);
    expect(both.map(({ ok }) => ok)).toEqual([true, true]);
    expect(refusedWith(await decide(id, { version: 2 }))).toBe('consents.proposal_stale');
    const { destructions } = accepted(
      await consents.destructions.list(curator, school.organizationId, 1, 'due'),
    );
    expect(destructions).toMatchObject([{ personId, cause: 'retention', dueOn: '2026-12-20' }]);
    const due = destructions[0];
    if (due === undefined) throw new Error('Nothing is due');
    const confirm = (personName: string) =>
      destroyNow(world, consents, curator, school.organizationId, {
        submission: randomUUID(),
        destructionId: due.id,
        version: due.version,
        actNumber: '7-ПД',
        personName,
      });
    expect(refusedWith(await confirm('Другой Саша'))).toBe('consents.name_differs');
    accepted(
      await confirm(due.personName.toLocaleUpperCase('ru').replace(' Игоревич'.toLocaleUpperCase('ru'), '')),
    );
    // What is nameless is not proposed again.
    expect(await consents.retention.propose()).toBe(0);
  });

  test('to keep needs a reason and a day to come, and holds until that day', async () => {
    const { id, personId } = await propose();
    expect(refusedWith(await decide(id, { decision: 'keep', keepUntil: '2027-06-01' }))).toBe(
      'consents.keep_needs_reason',
    );
    const words = { decision: 'keep' as const, note: 'Участвует в исследовании' };
    expect(refusedWith(await decide(id, { ...words, keepUntil: '2026-11-20' }))).toBe(
      'consents.keep_needs_day',
    );
    expect(refusedWith(await decide(id, { ...words, keepUntil: '2027-06-01', version: 2 }))).toBe(
      'consents.proposal_stale',
    );
    accepted(await decide(id, { ...words, keepUntil: '2027-06-01' }));
    expect(await consents.retention.propose()).toBe(0);
    const decided = accepted(
      await consents.retention.list(curator, school.organizationId, { isDecided: true, page: 1 }),
    );
    expect(decided.proposals).toMatchObject([{ personId, decision: 'keep', keepUntil: '2027-06-01' }]);
    world.clock.set('2027-06-02T09:00:00Z');
    await consents.retention.propose();
    expect((await waiting()).map((one) => one.personId)).toEqual([personId]);
    world.clock.set('2026-11-20T09:00:00Z');
  });

  test('is for those who answer at the school itself', async () => {
    const { id } = await propose();
    const other = await foundSchool(world);
    const stranger = await other.actor('director');
    expect(refusedWith(await decide(id, {}, stranger))).toBe('access.not_found');
    expect(refusedWith(await decide(id, {}, stranger, other.organizationId))).toBe('consents.proposal_stale');
    expect(refusedWith(await consents.retention.view(stranger, other.organizationId, id))).toBe(
      'consents.proposal_not_found',
    );
    for (const role of ['team', 'psychologist', 'class_teacher', 'administrator', 'mentor'] as const) {
      const actor = await school.actor(role);
      expect(refusedWith(await decide(id, {}, actor))).toBe('access.not_allowed');
      for (const table of ['retention_proposals', 'destructions', 'incidents'] as const) {
        const seen = await world.db.withActor(actor, 'test', (tx) =>
          tx.query.selectFrom(table).select('id').execute(),
        );
        expect(seen).toEqual([]);
      }
    }
  });
});

describe('a destruction begun by hand', () => {
  test('may be called off with a reason; one that follows from a withdrawal may not', async () => {
    const person = await enterParticipant();
    const begin = {
      submission: randomUUID(),
      personId: person,
      cause: 'request' as const,
      note: 'заявление',
    };
    accepted(await consents.destructions.begin(curator, begin));
    const due = async () =>
      accepted(await consents.destructions.list(curator, school.organizationId, 1, 'due')).destructions[0];
    const cancel = (one: { id: string; version: number } | undefined, more: { version?: number } = {}) =>
      consents.destructions.cancel(curator, school.organizationId, {
        submission: randomUUID(),
        destructionId: one?.id ?? '',
        version: one?.version ?? 0,
        note: 'Человек передумал',
        ...more,
      });
    const byHand = await due();
    expect(refusedWith(await cancel(byHand, { version: 5 }))).toBe('consents.destruction_stale');
    accepted(await cancel(byHand));
    expect(refusedWith(await cancel(byHand))).toBe('consents.destruction_stale');
    accepted(
      await consents.withdraw(
        curator,
        {
          submission: randomUUID(),
          personId: person,
          purpose: 'processing',
          on: '2026-11-20',
          by: 'self',
          reason: '',
        },
        null,
      ),
    );
    expect(refusedWith(await cancel(await due()))).toBe('consents.destruction_bound');
  });
});
