import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PersonActor, VisitorActor } from '#src/platform/db/scope.ts';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';
import { addOfferForm, addRequestForm, type AddOffer, type AddRequest } from '#src/features/banks/schema.ts';
import {
  bringInMentorships,
  bringInOffers,
  bringInRequests,
  type Banks,
} from '#src/features/banks/service.server.ts';
import { banksOf } from '#src/features/banks/testing/banks-of.ts';
import { consent, enterConsenting, withdraw } from '#src/features/banks/testing/consenting.ts';
import { enterClass, enterGuardian, enterPerson } from '#src/features/consents/testing/people.ts';
import { accepted, foundSchool, refusedWith, type School } from '../../../test/world.ts';

let world: TestDatabase;
let banks: Banks;
let school: School;
let other: School;
let curator: PersonActor;

beforeAll(async () => {
  world = await openTestDatabase();
  banks = banksOf(world);
});
afterAll(() => world.close());
beforeEach(async () => {
  school = await foundSchool(world);
  other = await foundSchool(world);
  curator = await school.actor('curator');
});

const offer = (personId: string, more: Record<string, unknown> = {}): AddOffer =>
  addOfferForm.parse({
    submission: randomUUID(),
    personId,
    competences: 'Физика, ЕГЭ',
    interests: 'шахматы',
    ...more,
  });
const request = (personId: string, more: Record<string, unknown> = {}): AddRequest =>
  addRequestForm.parse({
    submission: randomUUID(),
    personId,
    mainRequest: 'Подтянуть физику',
    tags: 'физика',
    ...more,
  });
const visitor = (personId: string): VisitorActor => ({ kind: 'visitor', codeId: 'code', personId });
const seen = (actor: PersonActor | VisitorActor) =>
  world.db.withActor(actor, 'test', async (tx) => ({
    offers: (await tx.query.selectFrom('mentor_offers').select('person_id').execute()).map(
      (row) => row.person_id,
    ),
    requests: (await tx.query.selectFrom('mentee_requests').select('person_id').execute()).map(
      (row) => row.person_id,
    ),
  }));
const child = { kinds: ['pupil'], birthDate: '2015-05-05' };

describe('an offer', () => {
  test('is entered once for a form sent twice, its synonyms as one word', async () => {
    const [mentor = ''] = await enterConsenting(world, school, [{ kinds: ['staff'] }]);
    const input = offer(mentor, {
      forms: ['teacher-pupil', 'нет такой'],
      times: ['1-evening', 'когда-нибудь'],
      hoursAMonth: '8',
    });
    const [first, second] = await Promise.all([
      banks.entries.addOffer(curator, input, 'screen'),
      banks.entries.addOffer(curator, input, 'screen'),
    ]);
    expect(accepted(first)).toEqual(accepted(second));
    const { offer: kept } = accepted(await banks.entries.viewOffer(curator, mentor));
    expect(kept).toMatchObject({
      competences: ['подготовка к егэ', 'физика'],
      interests: ['шахматы'],
      forms: ['teacher-pupil'],
      times: ['1-evening'],
      hoursAMonth: 8,
      menteeLimit: 1,
      source: 'curator',
      enteredOn: '2026-11-20',
    });
    expect(refusedWith(await banks.entries.addOffer(curator, offer(mentor), 'screen'))).toBe(
      'banks.offer_exists',
    );
  });

  test('is changed by one of two at the same version, and archived with a reason', async () => {
    const [mentor = ''] = await enterConsenting(world, school, [{ kinds: ['staff'] }]);
    const { offerId } = accepted(await banks.entries.addOffer(curator, offer(mentor), 'paper'));
    const change = (competences: string[]) =>
      banks.entries.editOffer(curator, offerId, { ...offer(mentor), version: 1, competences });
    const answers = await Promise.all([change(['химия']), change(['биология'])]);
    expect(answers.map(refusedWith).filter((code) => code !== null)).toEqual(['banks.stale']);
    const { offer: kept } = accepted(await banks.entries.viewOffer(curator, mentor));
    expect(kept?.competences).toEqual([answers[0].ok ? 'химия' : 'биология']);
    expect(kept?.source).toBe('paper');
    accepted(await banks.entries.endOffer(curator, offerId, { version: 2, reason: 'Вышла на пенсию' }));
    expect(accepted(await banks.entries.viewOffer(curator, mentor)).offer).toBeNull();
    expect(
      refusedWith(await banks.entries.editOffer(curator, offerId, { ...offer(mentor), version: 3 })),
    ).toBe('banks.closed');
  });

  test('of nobody without a consent is kept, and of nobody who withdrew it is shown', async () => {
    const unasked = await enterPerson(world, school, { birthDate: null, kinds: ['staff'] });
    expect(refusedWith(await banks.entries.addOffer(curator, offer(unasked), 'screen'))).toBe(
      'consents.needed',
    );
    expect(refusedWith(await banks.entries.addRequest(curator, request(unasked), 'screen'))).toBe(
      'consents.needed',
    );
    const [mentor = ''] = await enterConsenting(world, school, [{ kinds: ['staff'] }]);
    accepted(await banks.entries.addOffer(curator, offer(mentor), 'screen'));
    accepted(await banks.entries.addRequest(curator, request(mentor), 'screen'));
    await withdraw(world, mentor);
    expect(await seen(curator)).toEqual({ offers: [], requests: [] });
    expect(accepted(await banks.entries.viewOffer(curator, mentor)).offer).toBeNull();
  });
});

describe('a request', () => {
  test('is entered by the child with a code, by the parent, and for nobody else', async () => {
    const [pupil = '', parent = '', stranger = ''] = await enterConsenting(world, school, [
      child,
      { kinds: ['guardian'] },
      child,
    ]);
    await enterGuardian(world, school, parent, pupil);
    expect(refusedWith(await banks.entries.addRequest(visitor(stranger), request(pupil), 'screen'))).toBe(
      'banks.person_not_found',
    );
    expect(refusedWith(await banks.entries.addRequest(visitor(pupil), request(parent), 'screen'))).toBe(
      'banks.person_not_found',
    );
    const { requestId } = accepted(await banks.entries.addRequest(visitor(pupil), request(pupil), 'screen'));
    const { request: kept } = accepted(await banks.entries.viewRequest(visitor(parent), pupil));
    expect(kept).toMatchObject({ id: requestId, state: 'in_bank', source: 'self', tags: ['физика'] });
    accepted(
      await banks.entries.editRequest(visitor(parent), requestId, {
        ...request(pupil),
        version: 1,
        tags: ['химия'],
      }),
    );
    expect(
      refusedWith(
        await banks.entries.editRequest(visitor(stranger), requestId, { ...request(pupil), version: 2 }),
      ),
    ).toBe('banks.not_found');
    expect(await seen(visitor(stranger))).toEqual({ offers: [], requests: [] });
    expect((await seen(visitor(parent))).requests).toEqual([pupil]);
  });

  test('searches with a supporter whom the curator chooses among the staff', async () => {
    const [pupil = '', teacher = ''] = await enterConsenting(world, school, [child, { kinds: ['staff'] }]);
    const { requestId } = accepted(await banks.entries.addRequest(curator, request(pupil), 'screen'));
    const choose = (version: number, supporterId: string | null, actor = curator) =>
      banks.entries.chooseSupporter(actor, requestId, { version, supporterId });
    expect(refusedWith(await choose(1, pupil))).toBe('banks.supporter_unknown');
    expect(refusedWith(await choose(1, teacher, await school.actor('psychologist')))).toBe(
      'access.not_allowed',
    );
    accepted(await choose(1, teacher));
    expect(accepted(await banks.entries.viewRequest(curator, pupil)).request?.state).toBe('searching');
    accepted(await choose(2, null));
    expect(accepted(await banks.entries.viewRequest(curator, pupil)).request?.state).toBe('in_bank');
    accepted(await banks.entries.withdrawRequest(curator, requestId, { version: 3 }));
    expect(accepted(await banks.entries.viewRequest(curator, pupil)).request).toBeNull();
  });

  test('of the own class a class teacher enters, of another class or school nobody', async () => {
    const { pupils, classActor } = await enterClass(world, school, ['2015-05-05']);
    await consent(world, school, pupils);
    const [elsewhere = ''] = await enterConsenting(world, school, [child]);
    const enter = (id: string, actor: PersonActor) => banks.entries.addRequest(actor, request(id), 'screen');
    accepted(await enter(pupils[0] ?? '', classActor));
    expect(refusedWith(await enter(elsewhere, classActor))).toBe('banks.person_not_found');
    expect(refusedWith(await enter(elsewhere, await other.actor('curator')))).toBe('banks.person_not_found');
    for (const role of ['team', 'psychologist'] as const) {
      expect(refusedWith(await enter(elsewhere, await school.actor(role)))).toBe('access.not_allowed');
    }
    for (const role of ['mentor', 'mentee', 'guardian'] as const) {
      expect(refusedWith(await enter(elsewhere, await school.actor(role)))).toBe('banks.person_not_found');
    }
    accepted(await enter(elsewhere, curator));
    expect((await seen(classActor)).requests).toEqual(pupils);
    expect((await seen(await other.actor('curator'))).requests).toEqual([]);
  });
});

test('a bank of another year comes in by thousands, and open pairs of it take their requests along', async () => {
  const rows = await world.asOwner<{ id: string }>(
    `insert into people (organization_id, family_name, given_name, kinds, birth_date)
     select $1, 'Тестов' || n, 'Пётр', '{pupil}', '2014-01-01' from generate_series(1, 400) n returning id`,
    [school.organizationId],
  );
  const ids = rows.map(({ id }) => id);
  await consent(world, school, ids);
  const [mentors, mentees] = [ids.slice(0, 200), ids.slice(200)];
  await world.db.withActor(curator, 'test.import', async (tx) => {
    await bringInOffers(
      tx,
      school.organizationId,
      mentors.map((personId, n) => ({
        personId,
        enteredOn: '2025-09-10',
        competences: ['ЕГЭ', `слово ${n % 7}`],
      })),
    );
    await bringInRequests(
      tx,
      school.organizationId,
      mentees.map((personId) => ({ personId, enteredOn: '2025-09-10', mainRequest: 'Физика' })),
    );
    await bringInMentorships(
      tx,
      school.organizationId,
      mentors.map((mentorId, n) => ({
        schoolYear: 2025,
        form: 'pupil-pupil',
        state: n === 0 ? 'agreed' : 'closed',
        startsOn: '2025-10-01',
        endedOn: n === 0 ? null : '2026-05-31',
        results: 'да',
        isCompleted: n !== 0,
        mentorIds: [mentorId],
        menteeIds: [mentees[n] ?? ''],
      })),
    );
  });
  const states = await world.asOwner(
    'select state, count(*)::integer as n from mentee_requests where organization_id = $1 group by 1 order by 1',
    [school.organizationId],
  );
  expect(states).toEqual([
    { state: 'in_bank', n: 199 },
    { state: 'in_mentorship', n: 1 },
  ]);
  const words = await world.asOwner(
    `select count(distinct tag_id)::integer as n from offer_tags where organization_id = $1`,
    [school.organizationId],
  );
  expect(words).toEqual([{ n: 8 }]);
});
