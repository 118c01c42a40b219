import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CASE_WORDS, type ObliqueCase } from '#src/lib/russian/case.ts';
import { writeFact } from '#src/lib/wording/write-fact.ts';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';
import type { NameFormsInput } from '#src/features/people/schema/name-forms.ts';
import { nameFormsForm } from '#src/features/people/schema/name-forms.ts';
import { paperPeople, type People } from '#src/features/people/service.server.ts';
import { accepted, foundSchool, newPerson, peopleOf, refusedWith, type School } from '../../../test/world.ts';

let world: TestDatabase;
let people: People;
let school: School;
let curator: PersonActor;

beforeAll(async () => {
  world = await openTestDatabase();
  people = peopleOf(world);
});
afterAll(() => world.close());
beforeEach(async () => {
  school = await foundSchool(world);
  curator = await school.actor('curator');
});

const add = async (familyName: string, givenName: string, patronymic: string, more: object = {}) =>
  accepted(
    await people.add(
      curator,
      school.organizationId,
      newPerson({ familyName, givenName, patronymic, isNamesake: true, ...more }),
    ),
  ).personId;
const view = async (personId: string, actor = curator) =>
  accepted(await people.nameForms.view(actor, personId));
const formOf = async (personId: string, name: ObliqueCase) =>
  (await view(personId)).forms.find((form) => form.name === name);
/** The form of the page as it would be sent untouched, with changes. */
async function typed(personId: string, more: Partial<NameFormsInput> = {}): Promise<NameFormsInput> {
  const { person, forms } = await view(personId);
  const texts = Object.fromEntries(forms.map(({ name, text }) => [name, text])) as Record<
    ObliqueCase,
    string
  >;
  return { personId, version: person.version, gender: person.gender, ...texts, ...more };
}
const fix = async (personId: string, more: Partial<NameFormsInput>, actor = curator) =>
  people.nameForms.fix(actor, await typed(personId, more));
const forPaper = (personId: string, actor = curator) =>
  world.db.withActor(actor, 'test', async (tx) => (await paperPeople(tx, [personId])).get(personId));
const write = async (personId: string, name: ObliqueCase): Promise<string> => {
  const paper = await forPaper(personId);
  return paper === undefined ? '' : writeFact(paper, [CASE_WORDS[name].title]).text;
};
const rowOf = async (personId: string) =>
  (
    await world.asOwner<{ gender: string | null; name_forms: object; version: number }>(
      'select gender, name_forms, version from people where id = $1',
      [personId],
    )
  )[0];

describe('the forms of a name', () => {
  it('are those of the rules until somebody fixes one, and then hold in papers', async () => {
    const id = await add('Груша', 'Пётр', 'Ильич');
    expect((await formOf(id, 'dative'))?.text).toBe('Груше Петру Ильичу');
    expect(accepted(await fix(id, { dative: 'Груша Петру Ильичу' }))).toBeUndefined();
    expect(await formOf(id, 'dative')).toMatchObject({
      text: 'Груша Петру Ильичу',
      short: 'Груша\u00a0П.\u00a0И.',
      byRules: 'Груше Петру Ильичу',
      isFixed: true,
    });
    // Only the part that differs is kept: the rest goes on by the rules.
    expect((await rowOf(id))?.name_forms).toEqual({ dative: { familyName: 'Груша' } });
    expect(await write(id, 'dative')).toBe('Груша Петру Ильичу');
    expect(await write(id, 'genitive')).toBe('Груши Петра Ильича');
    // An empty field goes back to the rules.
    accepted(await fix(id, { dative: '' }));
    expect(await rowOf(id)).toMatchObject({ name_forms: {}, version: 3 });
  });

  it('follow a gender that a person chose where the name tells none', async () => {
    const id = await add('Ким', 'Саша', '');
    expect(await view(id)).toMatchObject({ guessed: null, isCertain: false });
    expect((await formOf(id, 'dative'))?.text).toBe('Ким Саше');
    // What the fields held before is no wish of anybody.
    accepted(await fix(id, { gender: 'male' }));
    expect(await rowOf(id)).toMatchObject({ gender: 'male', name_forms: {} });
    expect(await write(id, 'dative')).toBe('Киму Саше');
    expect((await view(id)).isCertain).toBe(true);
  });

  it('are refused with another number of words, with signs, when overtaken, and without a right', async () => {
    const id = await add('Груша', 'Пётр', 'Ильич');
    const short = await fix(id, { genitive: 'Груши Петра' });
    expect(refusedWith(short)).toBe('people.form_words');
    expect(short).toMatchObject({ refusal: { field: 'genitive' } });
    expect(nameFormsForm.safeParse({ ...(await typed(id)), dative: '<b>Груше</b>' }).success).toBe(false);
    expect(refusedWith(await fix(id, { version: 7 }))).toBe('people.stale');
    expect(
      refusedWith(await people.nameForms.fix(curator, { ...(await typed(id)), personId: randomUUID() })),
    ).toBe('people.not_found');
    const teacher = await school.actor('class_teacher');
    expect((await view(id, teacher)).mayFix).not.toBe(true);
    expect(refusedWith(await fix(id, { gender: 'male' }, teacher))).toBe('access.not_allowed');
    const stranger = await (await foundSchool(world)).actor('curator');
    expect(refusedWith(await people.nameForms.view(stranger, id))).toBe('people.not_found');
    expect(await forPaper(id, stranger)).toBeUndefined();
  });

  it('are audited like the rest of the card', async () => {
    const id = await add('Груша', 'Пётр', 'Ильич');
    accepted(await fix(id, { dative: 'Груша Петру Ильичу', gender: 'male' }));
    const { history } = accepted(await people.view(curator, id));
    expect(history[0]?.fields).toEqual(expect.arrayContaining(['gender', 'name_forms']));
  });

  it('go with the part of the name that they were fixed for, whatever way it changes', async () => {
    const id = await add('Груша', 'Любовь', 'Ильинична');
    accepted(await fix(id, { genitive: 'Груша Любви Ильиничны' }));
    await world.asOwner(`update people set family_name = 'Слива' where id = $1`, [id]);
    expect((await rowOf(id))?.name_forms).toEqual({ genitive: { givenName: 'Любви' } });
    await world.asOwner(`update people set given_name = 'Вера' where id = $1`, [id]);
    expect((await rowOf(id))?.name_forms).toEqual({});
  });

  it('hold through an edit of the card that leaves the name', async () => {
    const id = await add('Груша', 'Пётр', 'Ильич');
    accepted(await fix(id, { dative: 'Груша Петру Ильичу', gender: 'male' }));
    const { person } = accepted(await people.view(curator, id));
    const { posts, ...card } = person;
    accepted(await people.edit(curator, { ...card, posts: [...posts], personId: id, phone: '123' }));
    expect(await rowOf(id)).toMatchObject({
      gender: 'male',
      name_forms: { dative: { familyName: 'Груша' } },
    });
  });

  it('come with the part that joining takes from the other record, and go back when they are parted', async () => {
    const kept = await add('Груша', 'Пётр', '', { kinds: ['pupil'] });
    const merged = await add('Груша', 'Пётр', 'Ильич', { kinds: ['pupil'] });
    accepted(await fix(merged, { dative: 'Груша Петру Ильичу', instrumental: 'Грушей Петром Ильичем' }));
    accepted(await fix(merged, { gender: 'male' }));
    const { mergeId } = accepted(
      await people.merging.merge(curator, {
        submission: randomUUID(),
        keptId: kept,
        mergedId: merged,
        version: 1,
        mergedVersion: 3,
        take: { familyName: 'kept', patronymic: 'merged' },
      }),
    );
    expect(await rowOf(kept)).toMatchObject({
      gender: 'male',
      name_forms: { instrumental: { patronymic: 'Ильичем' } },
    });
    accepted(await people.merging.part(curator, mergeId));
    expect(await rowOf(kept)).toMatchObject({ gender: null, name_forms: {} });
    expect((await rowOf(merged))?.name_forms).toMatchObject({ dative: { familyName: 'Груша' } });
  });

  it('name many in one query, and nobody for nobody', async () => {
    const ids = [await add('Груша', 'Пётр', 'Ильич'), await add('Ким', 'Саша', '')];
    const names = await world.db.withActor(curator, 'test', (tx) => paperPeople(tx, [...ids, randomUUID()]));
    expect([...names.keys()].toSorted()).toEqual(ids.toSorted());
    expect(await world.db.withActor(curator, 'test', (tx) => paperPeople(tx, []))).toEqual(new Map());
  });
});
