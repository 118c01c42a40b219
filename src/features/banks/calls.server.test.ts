import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PersonActor, VisitorActor } from '#src/platform/db/scope.ts';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';
import { giveToRoles } from '#src/features/notices/service.server.ts';
import { addOfferForm } from '#src/features/banks/schema.ts';
import { addCallForm, applicationFilter, applyForm, type Apply } from '#src/features/banks/schema/calls.ts';
import type { Banks } from '#src/features/banks/service.server.ts';
import { banksOf } from '#src/features/banks/testing/banks-of.ts';
import { consent, enterConsenting } from '#src/features/banks/testing/consenting.ts';
import { enterClass, enterPerson } from '#src/features/consents/testing/people.ts';
import { accepted, foundSchool, refusedWith, type School } from '../../../test/world.ts';

let world: TestDatabase;
let banks: Banks;
let school: School;
let other: School;
let curator: PersonActor;

beforeAll(async () => {
  world = await openTestDatabase();
  banks = banksOf(world, { notify: giveToRoles });
});
afterAll(() => world.close());
beforeEach(async () => {
  school = await foundSchool(world);
  other = await foundSchool(world);
  curator = await school.actor('curator');
});

/** The test clock stands at 20 November 2026. */
const call = (more: Record<string, unknown> = {}) =>
  addCallForm.parse({
    submission: randomUUID(),
    side: 'mentor',
    title: 'Наставники для пятиклассников',
    opensOn: '2026-11-10',
    closesOn: '2026-12-10',
    answerLimit: '50',
    ...more,
  });
const apply = (more: Record<string, unknown> = {}): Apply =>
  applyForm.parse({
    submission: randomUUID(),
    familyName: 'Берёзкин',
    givenName: 'Павел',
    patronymic: 'Юрьевич',
    birthDate: '1990-04-05',
    kind: 'partner',
    phone: '+7 900 000-00-00',
    competences: 'робототехника, ЕГЭ',
    consent: 'on',
    consentVersion: '1',
    ...more,
  });
async function openCall(more: Record<string, unknown> = {}, at = school, by = curator) {
  const { callId } = accepted(await banks.calls.add(by, at.organizationId, call(more)));
  const { address } = accepted(await banks.calls.view(by, callId, applicationFilter.parse({})));
  return { callId, word: address.split('/').at(-1) ?? '' };
}
const send = (word: string, more: Record<string, unknown> = {}) =>
  banks.applying.apply(word, apply(more), '192.0.2.1');
const listed = async (callId: string, filter: object = {}) =>
  accepted(await banks.calls.view(curator, callId, applicationFilter.parse(filter))).applications;
const firstOf = async (callId: string) => {
  const [first] = await listed(callId);
  if (first === undefined) throw new Error('No application');
  return first;
};

describe('a call', () => {
  test('is made once, closed, opened again under its old link, and changed by one of two', async () => {
    const input = call();
    const made = await Promise.all([
      banks.calls.add(curator, school.organizationId, input),
      banks.calls.add(curator, school.organizationId, input),
    ]);
    expect(accepted(made[0])).toEqual(accepted(made[1]));
    const { callId } = accepted(made[0]);
    const view = async () => accepted(await banks.calls.view(curator, callId, applicationFilter.parse({})));
    const { address } = await view();
    accepted(await banks.calls.close(curator, callId, { version: 1 }));
    expect(await view()).toMatchObject({ address, call: { state: 'closed', version: 2 } });
    expect(
      refusedWith(await banks.calls.reopen(curator, callId, { version: 2, closesOn: '2026-11-19' })),
    ).toBe('banks.call_day');
    accepted(await banks.calls.reopen(curator, callId, { version: 2, closesOn: '2026-12-31' }));
    expect(await view()).toMatchObject({ address, call: { state: 'open', closesOn: '2026-12-31' } });
    const { submission: _, side: __, ...facts } = call({ title: 'Иначе', kinds: ['student'] });
    const change = () => banks.calls.edit(curator, callId, { ...facts, version: 3 });
    const answers = await Promise.all([change(), change()]);
    expect(answers.map(refusedWith).filter((code) => code !== null)).toEqual(['banks.stale']);
    expect((await view()).call).toMatchObject({ title: 'Иначе', kinds: ['student'] });
  });

  test('is refused with days that are over or too far away', async () => {
    for (const closesOn of ['2026-11-19', '2028-01-01']) {
      const done = await banks.calls.add(curator, school.organizationId, call({ closesOn }));
      expect(refusedWith(done)).toBe('banks.call_day');
    }
  });
});

describe('an application', () => {
  test('comes in once for a form sent twice, and the curator is told once a day', async () => {
    const { callId, word } = await openCall();
    const form = apply();
    for (let time = 0; time < 2; time += 1) accepted(await banks.applying.apply(word, form, '192.0.2.1'));
    accepted(await send(word.toUpperCase(), { familyName: 'Кленов', birthDate: '1991-01-01' }));
    const found = await listed(callId);
    expect(found.map(({ answers }) => answers?.familyName)).toEqual(['Берёзкин', 'Кленов']);
    expect(found[0]).toMatchObject({ consentVersion: 1, state: 'waiting', personId: null });
    const told = await world.asOwner(
      'select account_id, text, path from notices where organization_id = $1',
      [school.organizationId],
    );
    expect(told).toEqual([
      {
        account_id: curator.accountId,
        text: 'Пришла заявка по набору «Наставники для пятиклассников».',
        path: `/banks/calls/${callId}`,
      },
    ]);
  });

  test('is answered alike for somebody known, somebody unknown and a machine', async () => {
    const { callId, word } = await openCall();
    await world.asOwner(
      `insert into people (organization_id, family_name, given_name, patronymic, kinds, birth_date)
       values ($1, 'Берёзкин', 'Павел', 'Юрьевич', '{partner}', '1990-04-05')`,
      [school.organizationId],
    );
    const answers = [
      await send(word),
      await send(word, { familyName: 'Незнакомцев' }),
      await send(word, { familyName: 'Роботов', website: 'http://spam.example' }),
    ];
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect((await listed(callId)).map(({ answers: kept }) => kept?.familyName)).toEqual([
      'Берёзкин',
      'Незнакомцев',
    ]);
  });

  test('is not taken by a call that is not open, by more than the limit, or without what the call asks', async () => {
    const early = await openCall({ opensOn: '2026-11-21' });
    expect(refusedWith(await send(early.word))).toBe('banks.call_closed');
    const closed = await openCall();
    accepted(await banks.calls.close(curator, closed.callId, { version: 1 }));
    expect(refusedWith(await send(closed.word))).toBe('banks.call_closed');
    const small = await openCall({ answerLimit: '1' });
    const both = await Promise.all([send(small.word), send(small.word)]);
    expect(both.map(refusedWith).filter((code) => code !== null)).toEqual(['banks.call_closed']);
    const { word } = await openCall({ kinds: ['student', 'pupil'], forms: ['student-pupil'] });
    const student = { kind: 'student' };
    expect(refusedWith(await send(word))).toBe('banks.kind_not_called');
    expect(refusedWith(await send(word, { ...student, consentVersion: '0' }))).toBe('banks.consent_version');
    expect(refusedWith(await send(word, { ...student, birthDate: '2026-11-21' }))).toBe('banks.birth_day');
    expect(refusedWith(await send(word, { ...student, competences: ' , ' }))).toBe('banks.answer_needed');
    const child = { kind: 'pupil', birthDate: '2014-01-01' };
    expect(refusedWith(await send(word, child))).toBe('banks.guardian_needed');
    accepted(await send(word, { ...child, guardianName: 'Берёзкина Анна' }));
    const counted = banksOf(world, {
      attempts: { count: async () => ({ ok: false, refusal: { code: 'auth.too_often' } }) },
    });
    expect(refusedWith(await counted.applying.apply(word, apply(student), '192.0.2.1'))).toBe(
      'auth.too_often',
    );
  });

  test('keeps only what the call asks for', async () => {
    const { callId, word } = await openCall({ forms: ['student-pupil'] });
    accepted(await send(word, { forms: ['teacher-teacher', 'student-pupil'], mainRequest: 'чужое поле' }));
    expect((await firstOf(callId)).answers).toMatchObject({ forms: ['student-pupil'], mainRequest: '' });
  });

  test('of somebody new makes a person and a draft, which a consent lets into the bank', async () => {
    const { callId, word } = await openCall();
    accepted(await send(word, { hoursAMonth: '6', timeWords: 'по субботам', wishes: 'могу с группой' }));
    const { id } = await firstOf(callId);
    const { lookAlikes } = accepted(await banks.applications.view(curator, id));
    expect(lookAlikes).toEqual([]);
    const { personId } = accepted(
      await banks.applications.accept(curator, id, { version: 1, person: 'new' }),
    );
    expect(refusedWith(await banks.applications.accept(curator, id, { version: 1, person: 'new' }))).toBe(
      'banks.application_settled',
    );
    const draft = await banks.applications.draft(curator, id, 'mentor');
    expect(draft).toMatchObject({
      personId,
      offer: {
        competences: ['робототехника', 'ЕГЭ'],
        hoursAMonth: 6,
        timeWords: 'по субботам',
        note: 'могу с группой',
      },
    });
    expect(await banks.applications.draft(curator, id, 'mentee')).toBeNull();
    const offer = addOfferForm.parse({ submission: randomUUID(), personId, competences: 'робототехника' });
    const enter = (who = offer) => banks.entries.addOffer(curator, who, { applicationId: id });
    expect(refusedWith(await enter())).toBe('consents.needed');
    await consent(world, school, [personId]);
    const [stranger = ''] = await enterConsenting(world, school, [{ kinds: ['staff'] }]);
    expect(refusedWith(await enter({ ...offer, submission: randomUUID(), personId: stranger }))).toBe(
      'banks.application_settled',
    );
    accepted(await enter());
    const card = accepted(await banks.applications.view(curator, id));
    expect(card).toMatchObject({
      application: { state: 'entered', answers: null },
      person: { hasEntry: true },
    });
    const { offer: kept } = accepted(await banks.entries.viewOffer(curator, personId));
    expect(kept).toMatchObject({ source: 'self', competences: ['робототехника'] });
  });

  test('of a child makes the child, in the class that was named, and the guardian who wrote', async () => {
    const { classId } = await enterClass(world, school, []);
    const { callId, word } = await openCall({ side: 'mentee' });
    accepted(
      await send(word, {
        kind: 'pupil',
        birthDate: '2015-05-05',
        place: '5 «а»',
        guardianName: 'Берёзкина Анна Ильинична',
        competences: '',
        mainRequest: 'Подтянуть математику',
      }),
    );
    const { id } = await firstOf(callId);
    const { personId } = accepted(
      await banks.applications.accept(curator, id, { version: 1, person: 'new' }),
    );
    const rows = await world.asOwner(
      `select g.family_name, g.phone, c.phone as own, m.class_id from people c
       join guardianships l on l.child_id = c.id join people g on g.id = l.guardian_id
       join class_members m on m.person_id = c.id where c.id = $1`,
      [personId],
    );
    expect(rows).toEqual([
      { family_name: 'Берёзкина', phone: '+7 900 000-00-00', own: '', class_id: classId },
    ]);
  });

  test('shows whom it may be and what it repeats; declined, its words are gone from everywhere', async () => {
    const known = await world.asOwner<{ id: string }>(
      `insert into people (organization_id, family_name, given_name, patronymic, kinds, birth_date)
       values ($1, 'Березкин', 'Павел', 'Юрьевич', '{partner}', '1990-04-05'),
              ($1, 'Берёзкина', 'Павел', 'Юрьевич', '{partner}', '1990-04-05'),
              ($1, 'Берёзкин', 'Павел', 'Юрьевич', '{pupil}', '2012-04-05') returning id`,
      [school.organizationId],
    );
    const { callId, word } = await openCall();
    accepted(await send(word));
    accepted(await send(word));
    const { id } = await firstOf(callId);
    const card = accepted(await banks.applications.view(curator, id));
    expect(card.lookAlikes.map((one) => [one.id, one.isSure])).toEqual([
      [known[0]?.id, true],
      [known[1]?.id, false],
    ]);
    expect(card.twins).toHaveLength(1);
    const reason = { version: 1, reason: 'Повтор' };
    accepted(await banks.applications.decline(curator, id, reason));
    expect(refusedWith(await banks.applications.decline(curator, id, reason))).toBe(
      'banks.application_settled',
    );
    expect(accepted(await banks.applications.view(curator, id))).toMatchObject({
      application: { state: 'declined', answers: null, declineReason: 'Повтор' },
      twins: [],
    });
    const told = await world.asOwner(
      `select 1 from audit_rows where organization_id = $1 and table_name = 'applications'
         and concat(before::text, after::text) ~ 'Берёзкин|Повтор|900 000'`,
      [school.organizationId],
    );
    expect(told).toEqual([]);
  });

  test('that nobody answered is forgotten sixty days after its call, and not before', async () => {
    const { callId, word } = await openCall();
    accepted(await send(word));
    await world.asOwner(
      `update candidate_calls set opens_on = '2026-01-01', closes_on = '2026-09-21' where id = $1`,
      [callId],
    );
    await banks.applications.sweep();
    expect((await firstOf(callId)).state).toBe('waiting');
    await world.asOwner(`update candidate_calls set closes_on = '2026-09-20' where id = $1`, [callId]);
    await banks.applications.sweep();
    expect(await listed(callId)).toEqual([]);
    expect((await listed(callId, { state: 'forgotten' }))[0]).toMatchObject({ answers: null });
  });
});

describe('an attacker', () => {
  const seen = (actor: PersonActor | VisitorActor) =>
    world.db.withActor(actor, 'test', async (tx) => ({
      calls: (await tx.query.selectFrom('candidate_calls').select('id').execute()).length,
      applications: (await tx.query.selectFrom('applications').select('id').execute()).length,
    }));

  test('of another role, class, school or level sees no call and no applicant, and changes none', async () => {
    const { callId, word } = await openCall();
    accepted(await send(word));
    const { id } = await firstOf(callId);
    const municipality = await foundSchool(world, { kind: 'municipality' });
    await world.asOwner('update organizations set parent_id = $2 where id = $1', [
      school.organizationId,
      municipality.organizationId,
    ]);
    const { classActor } = await enterClass(world, school, []);
    const pupil = await enterPerson(world, school, { birthDate: '2012-01-01' });
    const others: (PersonActor | VisitorActor)[] = [
      { kind: 'visitor', codeId: 'code', personId: pupil },
      { kind: 'person', accountId: 'nobody' },
      classActor,
      await other.actor('curator'),
      await other.actor('director'),
      await municipality.actor('municipal'),
    ];
    for (const role of ['team', 'psychologist', 'mentor', 'mentee', 'guardian', 'administrator'] as const) {
      others.push(await school.actor(role));
    }
    for (const actor of others) {
      expect({ actor, ...(await seen(actor)) }).toEqual({ actor, calls: 0, applications: 0 });
      if (actor.kind !== 'person') continue;
      const { submission: _, side: __, ...facts } = call();
      const tries = [
        await banks.calls.view(actor, callId, applicationFilter.parse({})),
        await banks.calls.edit(actor, callId, { ...facts, version: 1 }),
        await banks.calls.close(actor, callId, { version: 1 }),
        await banks.calls.reopen(actor, callId, { version: 1, closesOn: '2026-12-31' }),
        await banks.applications.view(actor, id),
        await banks.applications.accept(actor, id, { version: 1, person: 'new' }),
        await banks.applications.decline(actor, id, { version: 1, reason: 'нет' }),
      ].map(refusedWith);
      expect([actor, ...new Set(tries)]).toEqual([
        actor,
        'banks.call_not_found',
        'banks.application_not_found',
      ]);
      expect(await banks.applications.draft(actor, id, 'mentor')).toBeNull();
      expect(refusedWith(await banks.calls.add(actor, school.organizationId, call()))).not.toBeNull();
    }
    expect((await firstOf(callId)).state).toBe('waiting');
    expect(accepted(await banks.calls.view(curator, callId, applicationFilter.parse({}))).call.version).toBe(
      1,
    );
  });

  test('with a guessed link is told nothing, and is slowed down', async () => {
    const { callId, word } = await openCall();
    const counted: string[] = [];
    const slow = banksOf(world, {
      attempts: {
        count: async ([limit]) => {
          counted.push(limit?.of ?? '');
          return { ok: true, value: undefined };
        },
      },
    });
    for (const wrong of [
      callId,
      word.slice(0, -1),
      `${word.slice(0, -1)}${word.endsWith('2') ? '3' : '2'}`,
      '',
    ]) {
      expect(refusedWith(await slow.applying.open(wrong, '192.0.2.1'))).toBe('banks.link_unknown');
      expect(refusedWith(await slow.applying.apply(wrong, apply(), '192.0.2.1'))).toBe('banks.link_unknown');
    }
    expect(new Set(counted)).toEqual(new Set(['wrong link of a call']));
    expect(counted).toHaveLength(8);
    expect(await listed(callId)).toEqual([]);
  });

  test('accepts an application as nobody of another school', async () => {
    const { callId, word } = await openCall();
    accepted(await send(word));
    const { id } = await firstOf(callId);
    const stranger = await enterPerson(world, other, { birthDate: '1990-04-05', kinds: ['partner'] });
    for (const person of [stranger, randomUUID()]) {
      expect(refusedWith(await banks.applications.accept(curator, id, { version: 1, person }))).toBe(
        'banks.person_not_found',
      );
    }
    // A curator of both schools may not join what belongs to one with somebody of the other.
    await world.asOwner(
      `insert into role_assignments (organization_id, account_id, role) values ($1, $2, 'curator')`,
      [other.organizationId, curator.accountId],
    );
    expect(refusedWith(await banks.applications.accept(curator, id, { version: 1, person: stranger }))).toBe(
      'banks.person_not_found',
    );
  });
});
