import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Role } from '#src/features/accounts/access.ts';
import { insertRole } from '#src/features/accounts/store.server.ts';
import { openAccounts, refusal, type AccountsWorld } from '#src/features/accounts/testing/accounts-world.ts';
import type { PersonActor } from '#src/platform/db/scope.ts';

let on: AccountsWorld;
let world: AccountsWorld['world'];
let accounts: AccountsWorld['accounts'];
let organization: AccountsWorld['organization'];
let person: AccountsWorld['person'];
let assignmentOf: AccountsWorld['assignmentOf'];
let school: string;
let curator: PersonActor;

beforeAll(async () => {
  on = await openAccounts();
  ({ world, accounts, organization, person, assignmentOf } = on);
});
afterAll(() => on.close());
beforeEach(async () => {
  school = await organization('school');
  curator = await person(school, 'curator');
});

describe('giving and ending roles', () => {
  test('given once, to somebody known here, and only what is theirs to give', async () => {
    const teacher = await person(school, 'team');
    const other = await organization('school');
    const stranger = await person(other, 'team');
    const grant = (actor: PersonActor, accountId: string, role: Role) =>
      accounts.grantRole(actor, { submission: randomUUID(), organizationId: school, accountId, role });
    expect(await grant(curator, teacher.accountId, 'psychologist')).toMatchObject({ ok: true });
    expect(await grant(curator, teacher.accountId, 'psychologist')).toMatchObject(
      refusal('accounts.role_held'),
    );
    expect(await grant(curator, stranger.accountId, 'team')).toMatchObject(
      refusal('accounts.account_unknown'),
    );
    expect(await grant(curator, curator.accountId, 'administrator')).toMatchObject(
      refusal('accounts.role_not_yours'),
    );
    expect(await grant(teacher, teacher.accountId, 'curator')).toMatchObject(refusal('access.not_allowed'));
    expect(await grant(stranger, stranger.accountId, 'curator')).toMatchObject(refusal('access.not_found'));
  });

  test('ended with a reason that stays, and not twice', async () => {
    const teacher = await person(school, 'team');
    const assignmentId = await assignmentOf(teacher.accountId, 'team');
    const end = () => accounts.endRole(curator, { assignmentId, reason: 'переехала' });
    expect(await end()).toMatchObject({ ok: true });
    expect(await end()).toMatchObject(refusal('accounts.role_not_found'));
    const [row] = await world.asOwner('select ended_reason from role_assignments where id = $1', [
      assignmentId,
    ]);
    expect(row).toEqual({ ended_reason: 'переехала' });
    const [audit] = await world.asOwner(
      `select actor_id, command from audit_rows where table_name = 'role_assignments' and row_id = $1 and operation = 'update'`,
      [assignmentId],
    );
    expect(audit).toEqual({ actor_id: curator.accountId, command: 'accounts.end_role' });
  });

  test('the last curator hands over instead of leaving; two at one moment do not both leave', async () => {
    const own = await assignmentOf(curator.accountId, 'curator');
    const reason = 'другая работа';
    expect(await accounts.endRole(curator, { assignmentId: own, reason })).toMatchObject({
      refusal: { code: 'accounts.role_last', facts: { role: 'Куратор' } },
    });
    const teacher = await person(school, 'team');
    const handOver = (successorId: string) =>
      accounts.handOver(curator, { assignmentId: own, successorId, reason });
    expect(await handOver(curator.accountId)).toMatchObject(refusal('accounts.successor_same'));
    expect(await handOver((await person(await organization('school'), 'team')).accountId)).toMatchObject(
      refusal('accounts.account_unknown'),
    );
    expect(await handOver(teacher.accountId)).toMatchObject({ ok: true });
    expect(await accounts.list(curator, { organizationId: school, search: '', page: 1 })).toMatchObject(
      refusal('access.not_found'),
    );
    expect(await accounts.list(teacher, { organizationId: school, search: '', page: 1 })).toMatchObject({
      ok: true,
    });

    const second = await person(school, 'curator');
    const ends = await Promise.all([
      accounts.endRole(teacher, { assignmentId: await assignmentOf(second.accountId, 'curator'), reason }),
      accounts.endRole(second, { assignmentId: await assignmentOf(teacher.accountId, 'curator'), reason }),
    ]);
    expect(ends.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test('a role of another school cannot be touched, whoever knows its id', async () => {
    const other = await organization('school');
    const stranger = await person(other, 'team');
    const assignmentId = await assignmentOf(stranger.accountId, 'team');
    expect(await accounts.endRole(curator, { assignmentId, reason: 'x' })).toMatchObject(
      refusal('accounts.role_not_found'),
    );
    expect(
      await accounts.handOver(curator, { assignmentId, successorId: curator.accountId, reason: 'x' }),
    ).toMatchObject(refusal('accounts.role_not_found'));
    // Past the service: the policy itself refuses to write a role at another organization, even one's own.
    await expect(
      world.db.withActor(curator, 'test', (tx) =>
        insertRole(tx, {
          organizationId: other,
          accountId: curator.accountId,
          role: 'director',
          grantedOn: world.clock.today('Europe/Moscow'),
        }),
      ),
    ).rejects.toThrow(/row-level security/);
  });
});
