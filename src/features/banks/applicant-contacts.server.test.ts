import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';
import { addCallForm, applicationFilter, applyForm } from '#src/features/banks/schema/calls.ts';
import type { Banks } from '#src/features/banks/service.server.ts';
import { banksOf } from '#src/features/banks/testing/banks-of.ts';
import { enterGuardian, enterPerson } from '#src/features/consents/testing/people.ts';
import { accepted, foundSchool, refusedWith, type School } from '../../../test/world.ts';

let world: TestDatabase;
let banks: Banks;
let school: School;
let curator: PersonActor;

beforeAll(async () => {
  world = await openTestDatabase();
  banks = banksOf(world);
});
afterAll(() => world.close());
beforeEach(async () => {
  school = await foundSchool(world);
  curator = await school.actor('curator');
});

/** A pupil of the school, or somebody grown up, as the school knows them. */
async function enterKnown(birthDate: string, contacts: { phone?: string; email?: string } = {}) {
  const kinds = birthDate < '2000' ? ['partner'] : ['pupil'];
  const id = await enterPerson(world, school, { birthDate, kinds, familyName: 'Берёзкин' });
  await contactsAre(id, contacts);
  return id;
}
const contactsAre = (id: string, { phone = '', email = '' }: { phone?: string; email?: string }) =>
  world.asOwner('update people set phone = $2, email = $3 where id = $1', [id, phone, email]);
const cardOf = async (id: string) => {
  const [row] = await world.asOwner<{ phone: string; email: string; version: number }>(
    'select phone, email, version from people where id = $1',
    [id],
  );
  return row;
};
const guardiansOf = (id: string) =>
  world.asOwner<{ id: string; name: string; phone: string }>(
    `select g.id, g.family_name as name, g.phone from guardianships l join people g on g.id = l.guardian_id
     where l.child_id = $1 order by g.family_name`,
    [id],
  );

/** An application by an open call, not answered yet. */
async function apply(more: Record<string, unknown> = {}): Promise<string> {
  const form = addCallForm.parse({
    submission: randomUUID(),
    side: 'mentor',
    title: 'Наставники для пятиклассников',
    opensOn: '2026-11-10',
    closesOn: '2026-12-10',
    answerLimit: '50',
  });
  const { callId } = accepted(await banks.calls.add(curator, school.organizationId, form));
  const view = async () => accepted(await banks.calls.view(curator, callId, applicationFilter.parse({})));
  const { address } = await view();
  const answers = applyForm.parse({
    submission: randomUUID(),
    familyName: 'Берёзкин',
    givenName: 'Саша',
    patronymic: 'Игоревич',
    birthDate: '1990-04-05',
    kind: 'partner',
    phone: '+7 900 000-00-00',
    email: 'sasha@people.example',
    competences: 'робототехника',
    consent: 'on',
    consentVersion: '1',
    ...more,
  });
  accepted(await banks.applying.apply(address.split('/').at(-1) ?? '', answers, '192.0.2.1'));
  return (await view()).applications[0]?.id ?? '';
}
const ofChild = { kind: 'pupil', birthDate: '2014-05-05', guardianName: 'Берёзкина Анна Ильинична' };
async function take(applicationId: string, person: string) {
  accepted(await banks.applications.accept(curator, applicationId, { version: 1, person }));
  return accepted(await banks.applications.view(curator, applicationId)).differences;
}

describe('the contacts of an application taken for somebody known', () => {
  test('fill what the card lacks', async () => {
    const id = await enterKnown('1990-04-05');
    expect(await take(await apply(), id)).toEqual([]);
    expect(await cardOf(id)).toEqual({
      phone: '+7 900 000-00-00',
      email: 'sasha@people.example',
      version: 2,
    });
  });

  test('leave what the card has, and the curator is told of both', async () => {
    const id = await enterKnown('1990-04-05', { phone: '8 (900) 000-00-09' });
    const application = await apply();
    const differences = await take(application, id);
    expect(differences).toEqual([
      {
        personId: id,
        name: 'Берёзкин Саша Игоревич',
        field: 'phone',
        onCard: '8 (900) 000-00-09',
        inApplication: '+7 900 000-00-00',
      },
    ]);
    expect(await cardOf(id)).toMatchObject({ phone: '8 (900) 000-00-09', email: 'sasha@people.example' });
    // Declined, the words are gone, and with them what they differ in.
    accepted(await banks.applications.decline(curator, application, { version: 2, reason: 'Передумал' }));
    expect(accepted(await banks.applications.view(curator, application)).differences).toEqual([]);
  });

  test('say the same when only the signs differ, and change nothing', async () => {
    const id = await enterKnown('1990-04-05', { phone: '89000000000', email: 'Sasha@People.example' });
    expect(await take(await apply(), id)).toEqual([]);
    expect(await cardOf(id)).toMatchObject({ phone: '89000000000', version: 1 });
  });

  test('are the guardian’s who wrote: found by name, or made where a child has none', async () => {
    const alone = await enterKnown('2014-05-05');
    expect(await take(await apply(ofChild), alone)).toEqual([]);
    expect(await guardiansOf(alone)).toMatchObject([{ name: 'Берёзкина', phone: '+7 900 000-00-00' }]);
    expect(await cardOf(alone)).toMatchObject({ phone: '', email: '' });
    // The same guardian writes again with another telephone, her patronymic left out.
    const again = { ...ofChild, guardianName: 'Берёзкина Анна', phone: '+7 900 000-00-05' };
    expect(await take(await apply(again), alone)).toMatchObject([
      { name: 'Берёзкина Анна Ильинична', field: 'phone', inApplication: '+7 900 000-00-05' },
    ]);
    expect(await guardiansOf(alone)).toHaveLength(1);
  });

  test('of a guardian whom the card does not name beside others are told, not added', async () => {
    const child = await enterKnown('2014-05-05');
    const father = await enterPerson(world, school, {
      birthDate: null,
      kinds: ['guardian'],
      familyName: 'Берёзкин',
    });
    await enterGuardian(world, school, father, child);
    expect(await take(await apply(ofChild), child)).toEqual([
      {
        personId: child,
        name: 'Берёзкин Саша Игоревич',
        field: 'guardian',
        onCard: 'Берёзкин Саша Игоревич',
        inApplication: 'Берёзкина Анна Ильинична, +7 900 000-00-00, sasha@people.example',
      },
    ]);
    expect(await guardiansOf(child)).toHaveLength(1);
    expect(await cardOf(father)).toMatchObject({ phone: '' });
  });

  test('are filled in by one of two who press at once', async () => {
    const id = await enterKnown('1990-04-05');
    const application = await apply();
    const press = () => banks.applications.accept(curator, application, { version: 1, person: id });
    const answers = await Promise.all([press(), press()]);
    expect(answers.map(refusedWith).filter((code) => code !== null)).toHaveLength(1);
    expect(await cardOf(id)).toMatchObject({ version: 2 });
  });
});
