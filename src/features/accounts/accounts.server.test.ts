import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createAccounts, standingOf } from '#src/features/accounts/service.server.ts';
import { insertRole } from '#src/features/accounts/store.server.ts';
import {
  openAccounts,
  refusal,
  valueOf,
  type AccountsWorld,
} from '#src/features/accounts/testing/accounts-world.ts';
import type { PersonActor } from '#src/platform/db/scope.ts';

let on: AccountsWorld;
let world: AccountsWorld['world'];
let accounts: AccountsWorld['accounts'];
let organization: AccountsWorld['organization'];
let person: AccountsWorld['person'];
let assignmentOf: AccountsWorld['assignmentOf'];
let caller: AccountsWorld['caller'];
let school: string;
let curator: PersonActor;

beforeAll(async () => {
  on = await openAccounts();
  ({ world, accounts, organization, person, assignmentOf, caller } = on);
});
afterAll(() => on.close());
beforeEach(async () => {
  school = await organization('school');
  curator = await person(school, 'curator');
});

describe('standing', () => {
  test('is what is in force here, and what is held above', async () => {
    const region = await organization('region');
    const municipality = await organization('municipality', region);
    const below = await organization('school', municipality);
    const municipal = await person(municipality, 'municipal', 'team');
    const regional = await person(region, 'regional');
    const read = (actor: PersonActor, id: string) =>
      world.db.withActor(actor, 'test', (tx) => standingOf(tx, id));
    expect(await read(curator, school)).toEqual({ ...curatorStanding() });
    expect(await read(municipal, below)).toMatchObject({ roles: [], above: ['above:municipal'] });
    expect(await read(municipal, municipality)).toMatchObject({ roles: ['team', 'municipal'], above: [] });
    expect(await read(regional, below)).toMatchObject({ roles: [], above: ['above:regional'] });
    expect(await read(municipal, region)).toMatchObject({ roles: [], above: [] });
    for (const id of [below, randomUUID(), 'не uuid', '']) {
      expect(await read(curator, id)).toMatchObject({ roles: [], above: [] });
    }
    expect(await world.db.asSystem('test', 'test', (tx) => standingOf(tx, school))).toMatchObject({
      roles: [],
    });

    function curatorStanding() {
      return { accountId: curator.accountId, organizationId: school, roles: ['curator'], above: [] };
    }
  });
});

describe('the list', () => {
  test('is read by those who give access, and nobody learns of another school', async () => {
    const other = await organization('school');
    const stranger = await person(other, 'director');
    const teacher = await person(school, 'team');
    const list = (actor: PersonActor, organizationId = school) =>
      accounts.list(actor, { organizationId, search: '', page: 1 });
    const listed = await list(curator);
    expect(listed).toMatchObject({ ok: true, value: { total: 2, can: { 'accounts.invite': true } } });
    const { accounts: lines } = valueOf(listed);
    expect(lines.find(({ isSelf }) => isSelf)).toMatchObject({ mayIssueCode: false });
    expect(lines.find(({ isSelf }) => !isSelf)).toMatchObject({
      accountId: teacher.accountId,
      mayIssueCode: true,
      invitation: null,
    });
    expect(await list(teacher)).toMatchObject(refusal('access.not_allowed'));
    for (const id of [school, randomUUID(), "'; drop table people; --"]) {
      expect(await list(stranger, id)).toMatchObject(refusal('access.not_found'));
    }
  });

  test('is found by name and paged', async () => {
    for (let count = 0; count < 3; count += 1) await person(school, 'mentor');
    const found = await accounts.list(curator, {
      organizationId: school,
      search: `ЧЕЛОВЕК ${on.lastNumber()}`,
      page: 1,
    });
    expect(found).toMatchObject({ value: { total: 1, accounts: [{ name: `Человек ${on.lastNumber()}` }] } });
    const nobody = await accounts.list(curator, { organizationId: school, search: '%_', page: 2 });
    expect(nobody).toMatchObject({ value: { total: 0, accounts: [] } });
  });
});

describe('one account', () => {
  test('is shown with its roles to those who give access here, and an id of nobody is nobody', async () => {
    const teacher = await person(school, 'team');
    const other = await organization('school');
    const stranger = await person(other, 'team');
    const view = (actor: PersonActor, accountId: string, organizationId = school) =>
      accounts.view(actor, { organizationId, accountId });
    const card = valueOf(await view(curator, teacher.accountId));
    expect(card.account.roles.map(({ role }) => role)).toEqual(['team']);
    expect(card.successors.map(({ accountId }) => accountId)).toEqual([curator.accountId]);
    for (const accountId of [stranger.accountId, randomUUID(), '', 'x', '\0x']) {
      expect(await view(curator, accountId)).toMatchObject(refusal('accounts.account_unknown'));
    }
    expect(await view(curator, stranger.accountId, other)).toMatchObject(refusal('access.not_found'));
    expect(await view(teacher, curator.accountId)).toMatchObject(refusal('access.not_allowed'));
    expect(
      valueOf(await accounts.list(curator, { organizationId: school, search: '\0', page: 1 })).total,
    ).toBe(2);
  });
});

describe('a curator and the director', () => {
  test('a curator brings the first director in, never makes themselves one, and opens no director’s account', async () => {
    const alone = await organization('school');
    const keeper = await person(alone, 'curator');
    const colleague = await person(alone, 'team');
    const grant = (accountId: string) =>
      accounts.grantRole(keeper, {
        submission: randomUUID(),
        organizationId: alone,
        accountId,
        role: 'director',
      });
    expect(await grant(keeper.accountId)).toMatchObject(refusal('accounts.role_oneself'));
    expect(await grant(colleague.accountId)).toMatchObject({ ok: true });
    expect(await grant(keeper.accountId)).toMatchObject(refusal('accounts.role_not_yours'));
    const code = await accounts.issueCode(keeper, {
      organizationId: alone,
      accountId: colleague.accountId,
      dropsSecondFactor: true,
    });
    expect(code.ok).toBe(false);
    const assignmentId = await assignmentOf(colleague.accountId, 'director');
    expect((await accounts.endRole(keeper, { assignmentId, reason: 'захват' })).ok).toBe(false);
  });
});

describe('codes of the curator', () => {
  const issue = (actor: PersonActor, accountId: string, organizationId = school) =>
    accounts.issueCode(actor, { organizationId, accountId, dropsSecondFactor: true });

  test('open accounts of the school, not one’s own, nor those that reach further', async () => {
    const teacher = await person(school, 'team');
    const issued = await issue(curator, teacher.accountId);
    expect(issued).toMatchObject({ ok: true, value: { link: 'http://localhost:3000/reset' } });
    expect(await issue(curator, curator.accountId)).toMatchObject(refusal('accounts.code_own'));
    expect(await issue(teacher, curator.accountId)).toMatchObject(refusal('access.not_allowed'));

    const municipality = await organization('municipality');
    const municipal = await person(municipality, 'municipal');
    await world.db.asSystem('test', 'test', (tx) =>
      insertRole(tx, {
        organizationId: school,
        accountId: municipal.accountId,
        role: 'mentor',
        grantedOn: world.clock.today('Europe/Moscow'),
      }),
    );
    expect(await issue(curator, municipal.accountId)).toMatchObject(refusal('accounts.code_not_yours'));
    expect(await issue(curator, (await person(school, 'administrator')).accountId)).toMatchObject(
      refusal('accounts.code_not_yours'),
    );
    const stranger = await person(await organization('school'), 'team');
    expect(await issue(curator, stranger.accountId)).toMatchObject(refusal('accounts.account_unknown'));
  });

  test('a municipal curator opens the director of a school below, and no other school', async () => {
    const municipality = await organization('municipality');
    const below = await organization('school', municipality);
    const municipal = await person(municipality, 'municipal');
    const director = await person(below, 'director');
    expect(await issue(municipal, director.accountId, below)).toMatchObject({ ok: true });
    expect(await issue(municipal, curator.accountId, school)).toMatchObject(refusal('access.not_found'));
  });
});

describe('personas', () => {
  test('exist in the demo only', async () => {
    expect(await accounts.listPersonas()).toEqual([]);
    expect(await accounts.signInAsPersona(curator.accountId, caller())).toMatchObject(
      refusal('accounts.no_demo'),
    );
    const demo = createAccounts({ ...on.deps, isDemo: true });
    const [first] = await demo.listPersonas();
    expect(first?.name).not.toBe('');
    expect(await demo.signInAsPersona(first?.accountId ?? '', caller())).toMatchObject({ ok: true });
    expect(await demo.signInAsPersona('кто-то', caller())).toMatchObject(refusal('accounts.no_demo'));
  });
});
