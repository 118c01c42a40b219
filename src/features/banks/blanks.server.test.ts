import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';
import { entryBlanks } from '#src/features/banks/papers/blank.ts';
import { blankItems } from '#src/features/banks/rules/blanks.ts';
import { offerFields, requestFields } from '#src/features/banks/schema.ts';
import type { Banks } from '#src/features/banks/service.server.ts';
import { banksOf } from '#src/features/banks/testing/banks-of.ts';
import { consent, enterConsenting } from '#src/features/banks/testing/consenting.ts';
import { enterClass } from '#src/features/consents/testing/people.ts';
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

const codeOf = async (personId: string) => {
  const [row] = await world.asOwner<{ number: number }>(
    'select number from paper_blanks where person_id = $1',
    [personId],
  );
  return String(row?.number ?? '');
};
const print = (
  who: Parameters<Banks['blanks']['print']>[2]['who'],
  {
    actor = curator,
    side = 'mentee',
    format = 'pdf',
  }: { actor?: PersonActor; side?: 'mentor' | 'mentee'; format?: 'pdf' | 'docx' } = {},
) => banks.blanks.print(actor, school.organizationId, { side, format, who });
const enter = (code: string, typed: Record<string, string>, actor = curator) =>
  banks.blanks.enter(actor, school.organizationId, { code, typed });
const child = { kinds: ['pupil'], birthDate: '2012-05-05' };

describe('a paper form', () => {
  test('of a class has a code for each pupil, and the same one when it is printed again', async () => {
    const { classId, pupils } = await enterClass(world, school, ['2012-02-02', '2012-03-03']);
    const file = accepted(await print({ classId }));
    expect(Buffer.from(file.bytes).subarray(0, 5).toString()).toBe('%PDF-');
    const codes = await Promise.all(pupils.map(codeOf));
    expect(new Set(codes).size).toBe(2);
    accepted(await print({ classId }, { format: 'docx' }));
    expect(await Promise.all(pupils.map(codeOf))).toEqual(codes);
  });

  test('without a name has neither code nor name, and one filled in has what was entered', async () => {
    const text = JSON.stringify(
      entryBlanks('mentor', 'Школа № 5', [{ name: '', className: '', code: null, filled: null }]),
    );
    expect(text).toContain('Фамилия, имя, отчество: ____');
    expect(text).not.toContain('Код');
    expect(text).toContain('21 вс вечером');
    accepted(await print('nobody', { side: 'mentor' }));
    const [mentee = ''] = await enterConsenting(world, school, [child]);
    expect(refusedWith(await print({ personId: mentee, filled: true }))).toBe('banks.nothing_to_print');
    accepted(await print({ personId: mentee, filled: false }));
    accepted(await enter(await codeOf(mentee), { mainRequest: 'Подтянуть физику' }));
    accepted(await print({ personId: mentee, filled: true }));
  });

  test('is typed in by its numbers, wrong ones told at their item, and not twice', async () => {
    const [mentee = ''] = await enterConsenting(world, school, [child]);
    accepted(await print({ personId: mentee, filled: false }));
    const code = await codeOf(mentee);
    const view = accepted(await banks.blanks.view(curator, school.organizationId, code));
    expect(view.found).toMatchObject({ side: 'mentee', hasEntry: false, person: { id: mentee } });
    const wrong = accepted(await enter(code, { mainRequest: '', forms: '99', urgency: '3' }));
    expect(Object.keys(wrong.errors)).toEqual(['forms']);
    expect(Object.keys(accepted(await enter(code, { mainRequest: ' ' })).errors)).toEqual(['mainRequest']);
    const typed = {
      mainRequest: 'Физика',
      tags: 'физика, егэ',
      forms: '13',
      places: '1',
      times: '1 3 21',
      urgency: '3',
    };
    expect(accepted(await enter(code, typed))).toMatchObject({ errors: {} });
    const { request } = accepted(await banks.entries.viewRequest(curator, mentee));
    expect(request).toMatchObject({
      source: 'paper',
      urgency: 3,
      forms: ['pupil-pupil', 'student-pupil'],
      places: ['school'],
      times: ['1-morning', '1-evening', '7-evening'],
    });
    expect(refusedWith(await enter(code, typed))).toBe('banks.request_exists');
  });

  test('of a mentor is typed in too, and of nobody without a consent', async () => {
    const { pupils, classId } = await enterClass(world, school, ['2010-02-02']);
    const [mentor = ''] = pupils;
    accepted(await print({ classId }, { side: 'mentor' }));
    const code = await codeOf(mentor);
    const typed = { competences: 'шахматы', ageFrom: '10', ageTo: '12', hoursAMonth: '4', menteeLimit: '2' };
    expect(refusedWith(await enter(code, typed))).toBe('consents.needed');
    await consent(world, school, [mentor]);
    expect(Object.keys(accepted(await enter(code, { ...typed, ageTo: '9' })).errors)).toEqual(['ageTo']);
    accepted(await enter(code, typed));
    const { offer } = accepted(await banks.entries.viewOffer(curator, mentor));
    expect(offer).toMatchObject({ source: 'paper', ageFrom: 10, ageTo: 12, hoursAMonth: 4, menteeLimit: 2 });
  });
});

test('an attacker prints nobody and reads no code: another class, another role, another school', async () => {
  const { classId, pupils, classActor } = await enterClass(world, school, ['2012-02-02']);
  const [mine = ''] = pupils;
  const [elsewhere = ''] = await enterConsenting(world, school, [child]);
  await consent(world, school, [mine]);
  accepted(await print({ personId: elsewhere, filled: false }));
  accepted(await print({ classId }));
  const [myCode, foreignCode] = [await codeOf(mine), await codeOf(elsewhere)];
  const typed = { mainRequest: 'Физика' };

  expect(refusedWith(await print({ personId: elsewhere, filled: false }, { actor: classActor }))).toBe(
    'banks.nobody_to_print',
  );
  expect(refusedWith(await banks.blanks.view(classActor, school.organizationId, foreignCode))).toBe(
    'banks.blank_unknown',
  );
  expect(refusedWith(await enter(foreignCode, typed, classActor))).toBe('banks.blank_unknown');

  const stranger = await other.actor('curator');
  expect(refusedWith(await print({ classId }, { actor: stranger }))).toBe('access.not_found');
  // At the own school with the ids and codes of this one.
  const there = other.organizationId;
  const asked = { side: 'mentee', format: 'pdf' } as const;
  expect(refusedWith(await banks.blanks.print(stranger, there, { ...asked, who: { classId } }))).toBe(
    'banks.nobody_to_print',
  );
  expect(
    refusedWith(
      await banks.blanks.print(stranger, there, { ...asked, who: { personId: mine, filled: true } }),
    ),
  ).toBe('banks.nobody_to_print');
  expect(refusedWith(await banks.blanks.enter(stranger, there, { code: myCode, typed }))).toBe(
    'banks.blank_unknown',
  );
  for (const role of ['team', 'psychologist', 'mentor', 'mentee', 'guardian', 'administrator'] as const) {
    const actor = await school.actor(role);
    expect([role, refusedWith(await print({ classId }, { actor }))]).toEqual([role, 'access.not_allowed']);
    expect([role, refusedWith(await enter(myCode, typed, actor))]).toEqual([role, 'access.not_allowed']);
    const seen = await world.db.withActor(actor, 'test', (tx) =>
      tx.query.selectFrom('paper_blanks').select('id').execute(),
    );
    expect([role, seen]).toEqual([role, []]);
  }
  accepted(await enter(myCode, typed, classActor));
});

test('every field of the screen stands on paper', () => {
  expect(blankItems.mentor.map(({ id }) => id).toSorted()).toEqual(Object.keys(offerFields).toSorted());
  expect(blankItems.mentee.map(({ id }) => id).toSorted()).toEqual(Object.keys(requestFields).toSorted());
});
