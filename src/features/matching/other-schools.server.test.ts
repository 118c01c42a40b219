import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';
import { tasks } from '#src/platform/tasks/start.ts';
import {
  createMentorships,
  ownProposals,
  type Mentorships,
} from '#src/features/mentorships/service.server.ts';
import {
  bringInOffers,
  bringInRequests,
  mentorshipBank,
  type Banks,
} from '#src/features/banks/service.server.ts';
import { banksOf } from '#src/features/banks/testing/banks-of.ts';
import { enterConsenting, withdraw } from '#src/features/banks/testing/consenting.ts';
import { usualSettings } from '#src/features/matching/rules/settings.ts';
import { settingsForm, tableFilter, type SettingsInput } from '#src/features/matching/schema.ts';
import { createMatching, type Matching } from '#src/features/matching/service.server.ts';
import { accepted, foundSchool, peopleOf, refusedWith, type School } from '../../../test/world.ts';

// Two schools of a town, a third in another town of the region, a fourth in another region. A teacher of the first is offered.

let world: TestDatabase;
let matching: Matching;
let mentorships: Mentorships;
let banks: Banks;
let home: School;
let asking: School;
let far: School;
let stranger: School;
let homeCurator: PersonActor;
let curator: PersonActor;
let teacherActor: PersonActor;
let teacher: string;
const told: { organizationId: string; text: string }[] = [];

beforeAll(async () => {
  world = await openTestDatabase();
  const tell = async (_tx: unknown, notice: { organizationId: string; text: string }) => {
    told.push(notice);
  };
  const deps = { db: world.db, clock: world.clock, timeZone: 'Europe/Moscow', bank: mentorshipBank };
  matching = createMatching({ ...deps, tasks }, tell);
  mentorships = createMentorships({ ...deps, notify: tell });
  banks = banksOf(world);
});
afterAll(() => world.close());

async function region(): Promise<string> {
  const [row] = await world.asOwner<{ id: string }>(
    `insert into organizations (kind, full_name, short_name) values ('region', 'Край', 'Край') returning id`,
  );
  return row?.id ?? '';
}
const CHECKS = ['questionnaire', 'interview', 'training'];

/** Somebody of a school who offers help in these words and is admitted there. */
async function offering(
  school: School,
  person: Parameters<typeof enterConsenting>[2][number],
  menteeLimit = 1,
): Promise<string> {
  const [id = ''] = await enterConsenting(world, school, [person]);
  await world.db.asSystem('test', 'test', async (tx) => {
    await bringInOffers(tx, school.organizationId, [
      { personId: id, enteredOn: '2026-09-15', competences: ['физика'], menteeLimit },
    ]);
    await tx.query
      .insertInto('admission_checks')
      .values(
        CHECKS.map((check) => ({
          organization_id: school.organizationId,
          person_id: id,
          check_key: check,
          outcome: 'passed',
          checked_on: Temporal.PlainDate.from('2026-09-15'),
        })),
      )
      .execute();
  });
  return id;
}
async function waiting(school: School, count: number): Promise<string[]> {
  const ids = await enterConsenting(
    world,
    school,
    Array.from({ length: count }, () => ({ kinds: ['staff'], birthDate: '2000-02-02' })),
  );
  await world.db.asSystem('test', 'test', (tx) =>
    bringInRequests(
      tx,
      school.organizationId,
      ids.map((personId) => ({
        personId,
        enteredOn: '2026-09-15',
        mainRequest: 'Тайное слово',
        tags: ['физика'],
      })),
    ),
  );
  return ids;
}
const agree = (reach: 'municipality' | 'region', actor: PersonActor = teacherActor, id = teacher) =>
  banks.outside.agree(actor, id, { reach, textVersion: 1, agreedOn: null });

beforeEach(async () => {
  told.length = 0;
  const above = await region();
  const town = await foundSchool(world, { kind: 'municipality', parentId: above });
  const otherTown = await foundSchool(world, { kind: 'municipality', parentId: above });
  home = await foundSchool(world, { parentId: town.organizationId });
  asking = await foundSchool(world, { parentId: town.organizationId });
  far = await foundSchool(world, { parentId: otherTown.organizationId });
  stranger = await foundSchool(world, { parentId: await region() });
  homeCurator = await home.actor('curator');
  curator = await asking.actor('curator');
  teacherActor = await home.actor('mentor');
  teacher = await offering(home, {
    kinds: ['staff'],
    birthDate: '1980-02-02',
    accountId: teacherActor.accountId,
  });
});

const offeredTo = async (school: School, actor?: PersonActor): Promise<string[]> => {
  const who = actor ?? (await school.actor('curator'));
  return world.db.withActor(who, 'test', async (tx) => {
    const { rows } = await sql<{ name: string }>`
      select person_id::text as name from app.offered_mentors(${school.organizationId}, ${CHECKS})`.execute(
      tx.query,
    );
    return rows.map(({ name }) => name);
  });
};

describe('what another school sees of a teacher', () => {
  test('nothing before they agreed, then within the reach that they chose, and nothing after they withdrew', async () => {
    expect(await offeredTo(asking)).toEqual([]);
    accepted(await agree('municipality'));
    expect(await offeredTo(asking)).toEqual([teacher]);
    expect(await offeredTo(far)).toEqual([]);
    expect(await offeredTo(stranger)).toEqual([]);
    // One's own school has its own bank.
    expect(await offeredTo(home)).toEqual([]);
    // Nor is anybody told who does not form pairs there, or asks for a school that is not theirs.
    expect(await offeredTo(asking, await asking.actor('team'))).toEqual([]);
    expect(await offeredTo(asking, await far.actor('curator'))).toEqual([]);
    accepted(await banks.outside.withdraw(teacherActor, teacher));
    expect(await offeredTo(asking)).toEqual([]);
    accepted(await agree('region'));
    expect(await offeredTo(asking)).toEqual([teacher]);
    expect(await offeredTo(far)).toEqual([teacher]);
    expect(await offeredTo(stranger)).toEqual([]);
  });

  test('names, posts, school, words, times, format, free places and no more; no row of any table', async () => {
    accepted(await agree('region'));
    await world.asOwner(`update people set phone = '+7 900', email = 'a@b.example' where id = $1`, [teacher]);
    await world.asOwner(
      `update mentor_offers set note = 'заметка', achievements = 'грамота' where person_id = $1`,
      [teacher],
    );
    await world.db.withActor(curator, 'test', async (tx) => {
      const { rows } = await sql<object>`
        select * from app.offered_mentors(${asking.organizationId}, '{}')`.execute(tx.query);
      expect(rows.map((row) => Object.keys(row))).toEqual([
        [
          'person_id',
          'guest_id',
          'school_name',
          'name',
          'posts',
          'competences',
          'age_from',
          'age_to',
          'times',
          'places',
          'languages',
          'forms',
          'free',
        ],
      ]);
      expect(JSON.stringify(rows)).not.toMatch(/900|example|заметка|грамота|1980/);
      for (const table of [
        'people',
        'mentor_offers',
        'admission_checks',
        'outside_offers',
        'guest_mentors',
        'tags',
      ]) {
        const found = await sql<{ n: number }>`
          select count(*)::integer as n from ${sql.table(table)} where organization_id = ${home.organizationId}`.execute(
          tx.query,
        );
        expect([table, found.rows[0]?.n]).toEqual([table, 0]);
      }
      for (const inner of ['app.guests', `app.offered_to('${asking.organizationId}')`]) {
        await sql`savepoint tried`.execute(tx.query);
        await expect(sql`select * from ${sql.raw(inner)}`.execute(tx.query)).rejects.toThrow(
          /permission denied/,
        );
        await sql`rollback to savepoint tried`.execute(tx.query);
      }
    });
  });

  test.each([
    [
      'a pause',
      `insert into absences (organization_id, person_id, kind, starts_on) select organization_id, id, 'pause', '2026-11-01' from people where id = $1`,
    ],
    ['an end of the offer', `update mentor_offers set ended_on = '2026-11-19' where person_id = $1`],
    [
      'a consent that is withdrawn',
      `update consents set withdrawn_on = '2026-11-19', withdrawn_at = now(), withdrawn_by = 'self' where person_id = $1`,
    ],
    ['leaving the school', `update people set left_on = '2026-11-19' where id = $1`],
    ['becoming a graduate', `update people set kinds = '{graduate}' where id = $1`],
    [
      'a check that ended',
      `update admission_checks set valid_until = '2026-11-01' where person_id = $1 and check_key = 'training'`,
    ],
    ['no place left', `update mentor_offers set mentee_limit = 0 where person_id = $1`],
  ])('nothing any more after %s', async (_, change) => {
    accepted(await agree('region'));
    await world.asOwner(change, [teacher]);
    expect(await offeredTo(asking)).toEqual([]);
  });

  test('never a pupil, and nobody by anybody but themselves or paper', async () => {
    const pupilActor = await home.actor('mentee');
    const pupil = await offering(home, {
      kinds: ['pupil'],
      birthDate: '2010-02-02',
      accountId: pupilActor.accountId,
    });
    expect(refusedWith(await agree('region', pupilActor, pupil))).toBe('banks.outside_adults');
    const byHand = world.db.withActor(homeCurator, 'test', async (tx) => {
      await sql`insert into outside_offers (organization_id, person_id, reach, text_version, channel, agreed_on)
        values (${home.organizationId}, ${pupil}, 'region', 1, 'paper', '2026-11-01')`.execute(tx.query);
    });
    await expect(byHand).rejects.toThrow(/of age/);
    expect(refusedWith(await agree('region', homeCurator))).toBe('banks.outside_self');
    expect(refusedWith(await agree('region', curator))).toBe('banks.person_not_found');
    expect(refusedWith(await agree('region', await home.actor('guardian')))).not.toBeNull();
    expect(await offeredTo(asking)).toEqual([]);
    const signed = { reach: 'region', textVersion: 1, agreedOn: '2026-11-10' } as const;
    accepted(await banks.outside.agree(homeCurator, teacher, signed));
    expect(accepted(await banks.outside.view(homeCurator, teacher)).agreement).toMatchObject({
      channel: 'paper',
      agreedOn: '2026-11-10',
      textVersion: 1,
    });
    expect(refusedWith(await agree('region'))).toBe('banks.outside_agreed');
  });
});

const ask = (on: boolean) => ({
  submission: randomUUID(),
  title: 'Подбор',
  programmeId: null,
  forms: ['teacher-teacher'],
  aim: 'served' as const,
  ...(on ? { withOtherSchools: 'on' as const } : {}),
});
async function make(on = true, actor = curator, school = asking): Promise<string> {
  const made = accepted(await matching.create(actor, school.organizationId, ask(on)));
  if (!('draftId' in made)) throw new Error('a task');
  return made.draftId;
}
const table = async (draftId: string, actor = curator) =>
  accepted(await matching.table(actor, draftId, tableFilter.parse({})));
const approve = async (draftId: string, menteeIds: string[], actor = curator) => {
  const { draft } = await table(draftId, actor);
  return matching.approve(actor, draftId, {
    version: draft.version,
    submission: randomUUID(),
    menteeIds,
    startsOn: '2026-11-25',
    dueOn: null,
  });
};
function settingsWith(on: boolean, version: number): SettingsInput {
  const { weights, aim, minimumOverlap, seniorityGap, rules } = usualSettings(['teacher-teacher']);
  return settingsForm.parse({
    version,
    aim,
    minimumOverlap,
    seniorityGap,
    minimumScore: 0,
    weights,
    rules: Object.entries(rules).flatMap(([id, isOn]) => (isOn ? [id] : [])),
    ...(on ? { withOtherSchools: 'on' } : {}),
  });
}

describe('a draft with teachers of other schools', () => {
  test('proposes them only when it is switched on, and says where they are from', async () => {
    accepted(await agree('municipality'));
    await offering(asking, { kinds: ['staff'], birthDate: '1985-02-02' });
    const [first = '', second = ''] = await waiting(asking, 2);
    const draftId = await make(false);
    expect((await table(draftId)).rows.filter(({ mentor }) => mentor !== null)).toHaveLength(1);
    const { draft } = await table(draftId);
    const preview = accepted(await matching.preview(curator, draftId, settingsWith(true, draft.version)));
    expect(preview.served).toEqual({ before: 1, after: 2 });
    accepted(await matching.changeSettings(curator, draftId, settingsWith(true, draft.version)));
    const on = await table(draftId);
    expect(on.rows.map(({ mentee }) => mentee.personId).toSorted()).toEqual([first, second].toSorted());
    const theirs = on.rows.find(({ mentor }) => mentor?.personId === teacher);
    expect(theirs?.mentor?.where).toMatch(/^из другой школы: Школа № /);
    expect(on.draft.outcome?.proof.kind).toBe('optimal');
    accepted(await matching.undo(curator, draftId, { version: on.draft.version }));
    const off = await table(draftId);
    expect(off.rows.filter(({ mentor }) => mentor !== null)).toHaveLength(1);
    const alone = off.rows.find(({ mentor }) => mentor === null)?.mentee.personId ?? '';
    const card = accepted(await matching.mentee(curator, draftId, alone));
    expect(card.blocked.find(({ mentor }) => mentor.personId === teacher)?.blockedBy).toContain(
      'other_school',
    );
  });

  test('tells nothing of whoever withdrew, and does not ask them', async () => {
    accepted(await agree('municipality'));
    const [mentee = ''] = await waiting(asking, 1);
    const draftId = await make();
    expect((await table(draftId)).rows[0]?.mentor?.personId).toBe(teacher);
    const seen = (actor: PersonActor) =>
      world.db.withActor(actor, 'test', (tx) =>
        tx.query.selectFrom('matching_people').select('side').where('draft_id', '=', draftId).execute(),
      );
    expect(await seen(await asking.actor('director'))).toHaveLength(2);
    expect(await seen(homeCurator)).toEqual([]);
    accepted(await banks.outside.withdraw(teacherActor, teacher));
    expect(await seen(curator)).toEqual([{ side: 'mentee' }]);
    const { rows } = await table(draftId);
    expect(rows[0]?.mentor).toBeNull();
    expect(refusedWith(await approve(draftId, [mentee]))).toBe('matching.nothing_to_approve');
    const people = await world.asOwner('select 1 from people where organization_id = $1 and kinds = $2', [
      asking.organizationId,
      '{partner}',
    ]);
    expect(people).toEqual([]);
  });

  test('asks them like anybody else; their own curator is told, counts the place, and learns no name', async () => {
    accepted(await agree('municipality'));
    const [mentee = ''] = await waiting(asking, 1);
    const draftId = await make();
    accepted(await approve(draftId, [mentee]));
    expect(told.map(({ organizationId }) => organizationId)).toEqual([home.organizationId]);
    const card = accepted(await banks.outside.view(homeCurator, teacher));
    expect(card.elsewhere).toMatchObject([
      { form: 'teacher-teacher', isGroup: false, state: 'proposed', mentees: 1 },
    ]);
    expect(JSON.stringify(card)).not.toMatch(/Саша Игоревич|Тайное/);
    const own = accepted(await banks.admission.mentor(homeCurator, teacher));
    expect(own.mentor).toMatchObject({ mentees: 1, state: 'busy' });
    // The home curator sees no row of the other school.
    const rows = await world.db.withActor(homeCurator, 'test', async (tx) => [
      ...(await tx.query.selectFrom('mentorship_members').select('id').execute()),
      ...(await tx.query
        .selectFrom('people')
        .select('id')
        .where('organization_id', '=', asking.organizationId)
        .execute()),
    ]);
    expect(rows).toEqual([]);

    const page = accepted(
      await peopleOf(world, { ownTasks: [ownProposals] }).ownPage.view(teacherActor, home.organizationId),
    );
    expect(page.tasks).toHaveLength(1);
    const mentorshipId = page.tasks[0]?.path.split('/').at(-1) ?? '';
    const at = { organizationId: home.organizationId, mentorshipId, personId: null };
    const asked = accepted(await mentorships.answering.open(teacherActor, at));
    expect(asked).toMatchObject({ side: 'mentor', mayAnswer: true, forName: '' });
    expect(JSON.stringify(asked)).not.toContain('Тайное');
    const answer = { submission: randomUUID(), version: 0, answer: 'agreed', reason: '' } as const;
    accepted(await mentorships.answering.answer(teacherActor, at, answer));
    expect(accepted(await mentorships.answering.open(teacherActor, at)).given?.answer).toBe('agreed');
    const whole = accepted(await mentorships.view(curator, mentorshipId));
    expect(whole.mentorship.members).toHaveLength(2);
    expect(told).toHaveLength(1);
  });

  test('holds one count of places for all schools', async () => {
    accepted(await agree('region'));
    const [here = ''] = await waiting(asking, 1);
    const [there = ''] = await waiting(far, 1);
    const [own = ''] = await waiting(home, 1);
    const farCurator = await far.actor('curator');
    const [first, second] = [await make(), await make(true, farCurator, far)];
    // Both schools at one moment: one of them gets the place, the other is told why not.
    const done = await Promise.all([approve(first, [here]), approve(second, [there], farCurator)]);
    expect(done.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await offeredTo(asking)).toEqual([]);
    const added = await mentorships.add(homeCurator, home.organizationId, {
      submission: randomUUID(),
      form: 'teacher-teacher',
      roleModel: '',
      state: 'agreed',
      programmeId: null,
      startsOn: '2026-11-20',
      dueOn: null,
      mentorIds: [teacher],
      menteeIds: [own],
      labourReason: '',
    });
    expect(refusedWith(added)).toBe('mentorships.no_capacity');
    // By hand, below every service.
    const raw = world.db.asSystem('test', 'test', async (tx) => {
      const { rows } = await sql<{ id: string }>`
        insert into mentorships (organization_id, school_year, form, regime, source)
        values (${home.organizationId}, 2026, 'teacher-teacher', 'teachers', 'hand') returning id`.execute(
        tx.query,
      );
      await sql`insert into mentorship_members (organization_id, mentorship_id, person_id, side)
        values (${home.organizationId}, ${rows[0]?.id ?? ''}, ${teacher}, 'mentor'),
          (${home.organizationId}, ${rows[0]?.id ?? ''}, ${own}, 'mentee')`.execute(tx.query);
    });
    await expect(raw).rejects.toThrow(/no place left/);
  });

  test('stops everywhere when the consent at home is withdrawn', async () => {
    accepted(await agree('region'));
    const [mentee = ''] = await waiting(asking, 1);
    accepted(await approve(await make(), [mentee]));
    const [guest] = await world.asOwner<{ id: string }>(
      'select person_id as id from guest_mentors where home_person_id = $1',
      [teacher],
    );
    await withdraw(world, teacher);
    await world.db.asSystem('test', 'test', (tx) =>
      sql`select app.pause_mentorships_of(${teacher}, 'Отозвано согласие')`.execute(tx.query),
    );
    const state = await world.asOwner(
      `select p.processing_until as until, m.state, d.state as clock from people p
       join mentorship_members mm on mm.person_id = p.id join mentorships m on m.id = mm.mentorship_id
       join destructions d on d.person_id = p.id where p.id = $1`,
      [guest?.id],
    );
    expect(state).toEqual([{ until: null, state: 'paused', clock: 'due' }]);
  });
});
