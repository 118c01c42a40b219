import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { tasks } from '#src/platform/tasks/start.ts';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';
import { createMemoryFiles } from '#src/platform/testing/memory.ts';
import { turnsOn } from '#src/features/people/rules/kinds.ts';
import type { EnterPaper } from '#src/features/consents/schema.ts';
import {
  createConsents,
  refuseWithoutConsent,
  type Consents,
} from '#src/features/consents/service.server.ts';
import { accepted, foundSchool, refusedWith, type School } from '../../../test/world.ts';
import { enterClass, enterPerson } from '#src/features/consents/testing/people.ts';

let world: TestDatabase;
let consents: Consents;
let school: School;
let other: School;
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
  other = await foundSchool(world);
  curator = await school.actor('curator');
});

const paper = (personIds: string[], more: Partial<EnterPaper> = {}): EnterPaper => ({
  submission: randomUUID(),
  personIds,
  purposes: ['processing'],
  signedOn: '2026-09-10',
  signer: 'by_age',
  guardianId: null,
  signerName: '',
  basis: '',
  ...more,
});
const enter = (input: EnterPaper, actor = curator, at = school) =>
  consents.enterPaper(actor, at.organizationId, input, null);
const until = async (id: string) => {
  const [row] = await world.asOwner<{ processing: string | null; publication: string | null }>(
    'select processing_until::text as processing, publication_until::text as publication from people where id = $1',
    [id],
  );
  return row;
};
const blocked = async (id: string) =>
  world.db.asSystem('test', 'test', async (tx) => (await refuseWithoutConsent(tx, [id])) !== null);

describe('papers', () => {
  test('of a class are entered at once: each age by its own signatures, one purpose without the other', async () => {
    const child = await enterPerson(world, school, { birthDate: '2015-05-05' });
    const teen = await enterPerson(world, school, { birthDate: '2010-05-05' });
    const unknown = await enterPerson(world, school, { birthDate: null });
    const adult = await enterPerson(world, school, { birthDate: '1980-05-05', kinds: ['staff'] });
    const all = [child, teen, unknown, adult];
    expect(accepted(await enter(paper(all)))).toEqual({ recorded: 5, already: 0 });
    expect(await Promise.all(all.map(until))).toEqual([
      { processing: '2033-05-04', publication: null },
      { processing: '2028-05-04', publication: null },
      { processing: '2999-12-31', publication: null },
      { processing: '2999-12-31', publication: null },
    ]);
    expect(accepted(await enter(paper(all, { purposes: ['publication', 'photo'] })))).toEqual({
      recorded: 10,
      already: 0,
    });
    expect((await until(adult))?.publication).toBe('2029-09-09');
    // The same list typed again on another day of work changes nothing.
    expect(accepted(await enter(paper(all)))).toEqual({ recorded: 0, already: 5 });
  });

  test('hold for somebody born on 29 February to the same day as the rules say', async () => {
    const teen = await enterPerson(world, school, { birthDate: '2012-02-29' });
    accepted(await enter(paper([teen])));
    expect(await until(teen)).toMatchObject({ processing: '2030-02-28' });
    const rows = await world.asOwner<{ born: string; years: number; turns: string }>(
      `select born::date::text as born, years, app.turns_on(born::date, years)::text as turns
       from generate_series('2008-02-27'::date, '2012-03-02', '1 day') born, generate_series(14, 20) years`,
    );
    expect(rows.filter(({ born, years, turns }) => turnsOn(born, years) !== turns)).toEqual([]);
  });

  test('of a teenager need both signatures, or the one that the school asks for', async () => {
    const teen = await enterPerson(world, school, { birthDate: '2010-05-05' });
    accepted(await enter(paper([teen], { signer: 'guardian', signerName: 'Белова Ольга Ивановна' })));
    expect(await blocked(teen)).toBe(true);
    accepted(await enter(paper([teen], { signer: 'self' })));
    expect(await blocked(teen)).toBe(false);
  });

  test('with a scan keep it away from those who do not answer for personal data', async () => {
    const teacher = await enterPerson(world, school, { birthDate: null, kinds: ['staff'] });
    const scan = { name: 'скан.pdf', bytes: new TextEncoder().encode('%PDF-1.7 скан') };
    accepted(await consents.enterPaper(curator, school.organizationId, paper([teacher]), scan));
    const files = await world.asOwner('select is_personal from files where organization_id = $1', [
      school.organizationId,
    ]);
    expect(files).toEqual([{ is_personal: true }]);
    const seen = await world.db.withActor(await school.actor('team'), 'test', (tx) =>
      tx.query.selectFrom('files').select('id').execute(),
    );
    expect(seen).toEqual([]);
    // The same signatures with one more scan: it would belong to nothing, so it is not kept.
    const again = await consents.enterPaper(curator, school.organizationId, paper([teacher]), scan);
    expect(refusedWith(again)).toBe('consents.already_entered');
    const later = await enterPerson(world, school, { birthDate: null, kinds: ['staff'] });
    accepted(await enter(paper([later])));
    accepted(await consents.enterPaper(curator, school.organizationId, paper([later]), scan));
    expect(
      await world.asOwner('select from consents where person_id = $1 and file_id is not null', [later]),
    ).toHaveLength(1);
  });

  test('sent twice are entered once', async () => {
    const teacher = await enterPerson(world, school, { birthDate: null, kinds: ['staff'] });
    const form = paper([teacher]);
    const [first, second] = await Promise.all([enter(form), enter(form)]);
    expect(accepted(first)).toEqual(accepted(second));
    const rows = await world.asOwner('select from consents where person_id = $1', [teacher]);
    expect(rows).toHaveLength(1);
  });

  test('that cannot be are refused whole', async () => {
    const child = await enterPerson(world, school, { birthDate: '2015-05-05' });
    const adult = await enterPerson(world, school, { birthDate: '1980-05-05', kinds: ['staff'] });
    const stranger = await enterPerson(world, other, { birthDate: '2015-05-05' });
    const cases: [Partial<EnterPaper> & { personIds: string[] }, string][] = [
      [{ personIds: [child], signer: 'self' }, 'consents.under_age'],
      [{ personIds: [adult], signer: 'guardian' }, 'consents.of_age'],
      [{ personIds: [child, adult], signer: 'guardian' }, 'consents.of_age'],
      [{ personIds: [child], signedOn: '2026-11-21' }, 'consents.future'],
      [{ personIds: [child], signedOn: '2014-01-01' }, 'consents.too_early'],
      [{ personIds: [child, stranger] }, 'consents.person_not_found'],
      [{ personIds: [child], guardianId: adult }, 'consents.guardian_unknown'],
      [{ personIds: [child, adult], signerName: 'Белова О. И.' }, 'consents.guardian_of_one'],
      [{ personIds: [] }, 'consents.nobody'],
    ];
    for (const [input, code] of cases)
      expect(refusedWith(await enter(paper(input.personIds, input)))).toBe(code);
    expect(
      await world.asOwner('select from consents where organization_id = $1', [school.organizationId]),
    ).toEqual([]);
  });

  test('are entered by those who answer, and by a class teacher for the own class', async () => {
    const { teacher, pupils, classActor } = await enterClass(world, school, ['2015-05-05', '2015-06-06']);
    const elsewhere = await enterPerson(world, school, { birthDate: '2015-05-05' });
    expect(accepted(await enter(paper(pupils), classActor))).toEqual({ recorded: 2, already: 0 });
    expect(await Promise.all(pupils.map(blocked))).toEqual([false, false]);
    for (const id of [elsewhere, teacher]) {
      expect(refusedWith(await enter(paper([id]), classActor))).toBe('consents.person_not_found');
    }
    for (const role of ['team', 'psychologist', 'administrator', 'mentor', 'guardian'] as const) {
      expect(refusedWith(await enter(paper(pupils), await school.actor(role)))).toBe('access.not_allowed');
    }
    expect(refusedWith(await enter(paper(pupils), await other.actor('curator')))).toBe('access.not_found');
  });

  test('of two thousand people take effect at once', async () => {
    const ids = await world.asOwner<{ id: string }>(
      `insert into people (organization_id, family_name, given_name, kinds, birth_date)
       select $1, 'Тестов' || n, 'Пётр', '{pupil}', date '2014-01-01' + (n % 1000) from generate_series(1, 2000) n returning id`,
      [school.organizationId],
    );
    await world.asOwner('analyze people');
    expect(accepted(await enter(paper(ids.map(({ id }) => id))))).toEqual({ recorded: 2000, already: 0 });
    const [row] = await world.asOwner<{ count: string }>(
      'select count(*) from people where organization_id = $1 and processing_until is not null',
      [school.organizationId],
    );
    expect(row?.count).toBe(2000);
  });
});
