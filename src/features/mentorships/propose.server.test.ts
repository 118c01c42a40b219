import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';
import { bringInOffers, mentorshipBank } from '#src/features/banks/service.server.ts';
import { admitMentors } from '#src/features/banks/testing/admission.ts';
import { consent, enterConsenting } from '#src/features/banks/testing/consenting.ts';
import { enterClass, enterPerson } from '#src/features/consents/testing/people.ts';
import {
  insertMentorships,
  proposeMentorships,
  type MentorshipProposal,
  type ProposalOutcome,
} from '#src/features/mentorships/service.server.ts';
import { foundSchool, type School } from '../../../test/world.ts';

let world: TestDatabase;
let school: School;
let curator: PersonActor;

beforeAll(async () => {
  world = await openTestDatabase();
});
afterAll(() => world.close());
beforeEach(async () => {
  school = await foundSchool(world);
  curator = await school.actor('curator');
});

const pupils = (count: number) =>
  enterConsenting(
    world,
    school,
    Array.from({ length: count }, () => ({ kinds: ['pupil'], birthDate: '2012-02-02' })),
  );
const offer = (personId: string, menteeLimit: number, at = school) =>
  world.db.asSystem('test', 'test', (tx) =>
    bringInOffers(tx, at.organizationId, [
      { personId, enteredOn: '2026-09-15', competences: ['физика'], menteeLimit },
    ]),
  );
const proposal = (
  mentorIds: string[],
  menteeIds: string[],
  more: Partial<MentorshipProposal> = {},
): MentorshipProposal => ({
  form: 'pupil-pupil',
  roleModel: 'strong-weak',
  isGroup: false,
  mentorIds,
  menteeIds,
  programmeId: null,
  startsOn: null,
  dueOn: '2027-05-31',
  ...more,
});
const propose = (proposals: readonly MentorshipProposal[]) =>
  world.db.withActor(curator, 'test.propose', (tx) =>
    proposeMentorships(tx, mentorshipBank, school.organizationId, proposals, '2026-10-01'),
  );
const told = (outcomes: readonly ProposalOutcome[]) =>
  outcomes.map((one) => (one.ok ? one.warnings : one.refusal.code));

describe('a list of proposals', () => {
  test('makes the sound ones and says of each other why not, earlier ones holding their places', async () => {
    const [mentor = '', one = '', two = '', three = ''] = await pupils(4);
    const unasked = await enterPerson(world, school, { birthDate: '2012-02-02' });
    const stranger = await enterPerson(world, await foundSchool(world), { birthDate: '2012-02-02' });
    await offer(mentor, 2);
    await admitMentors(world, school, [mentor]);
    const outcomes = await propose([
      proposal([mentor], [one]),
      proposal([mentor], [one]),
      proposal([mentor], [unasked]),
      proposal([mentor], [stranger]),
      proposal([mentor], [mentor]),
      proposal([mentor], [two, three]),
      proposal([mentor], []),
      proposal([mentor], [two], { form: 'no-such' }),
      proposal([mentor], [two], { roleModel: 'no-such' }),
      proposal([mentor], [two], { programmeId: randomUUID() }),
      proposal([mentor], [two], { startsOn: '2027-06-01' }),
      proposal([mentor], [two]),
      proposal([mentor], [three]),
    ]);
    expect(told(outcomes)).toEqual([
      [],
      'mentorships.already',
      'consents.needed',
      'mentorships.person_not_found',
      'mentorships.same_person',
      'mentorships.pair_of_many',
      'mentorships.person_not_found',
      'mentorships.unknown_form',
      'mentorships.unknown_form',
      'mentorships.programme_not_found',
      'mentorships.due_before_start',
      [],
      'mentorships.no_capacity',
    ]);
    const kept = await world.asOwner(
      `select m.id, m.state, m.source, m.school_year, m.starts_on::text, m.due_on::text, m.regime,
         array_agg(mm.person_id order by mm.side desc) as people
       from mentorships m join mentorship_members mm on mm.mentorship_id = m.id
       where m.organization_id = $1 group by m.id order by m.id`,
      [school.organizationId],
    );
    const facts = {
      state: 'proposed',
      source: 'matching',
      school_year: 2026,
      starts_on: '2026-10-01',
      due_on: '2027-05-31',
      regime: 'pupils',
    };
    expect(kept).toEqual(
      [one, two].map((mentee, index) => ({
        id: outcomes.filter(({ ok }) => ok).map((each) => (each.ok ? each.mentorshipId : ''))[index],
        ...facts,
        people: expect.arrayContaining([mentor, mentee]) as unknown,
      })),
    );
  });

  test('warns of what deserves a second look in each alone', async () => {
    const { teacher, pupils: inClass } = await enterClass(world, school, ['2012-02-02']);
    const [other = ''] = await pupils(1);
    await consent(world, school, [teacher, ...inClass]);
    await offer(teacher, 5);
    await admitMentors(world, school, [teacher]);
    const more = { form: 'teacher-pupil', roleModel: '' };
    const outcomes = await propose([
      proposal([teacher], [other], more),
      proposal([teacher], [inClass[0] ?? ''], more),
      proposal([other], [inClass[0] ?? ''], more),
    ]);
    expect(told(outcomes)).toEqual([[], ['class_teacher'], ['not_admitted', 'other_kinds']]);
  });

  test('gives no minor to an adult from outside without a clean record in force (ТК РФ art. 351.1)', async () => {
    const [partner = '', student = ''] = await enterConsenting(world, school, [
      { kinds: ['partner'], birthDate: '1985-02-02' },
      { kinds: ['student'], birthDate: '2004-02-02' },
    ]);
    const [minor = '', pupil = ''] = await pupils(2);
    const more = { form: 'employer-pupil', roleModel: '' };
    await offer(partner, 5);
    await admitMentors(world, school, [partner, pupil]);
    const outcomes = await propose([
      proposal([partner], [minor], more),
      proposal([partner], [student], { ...more, form: 'employer-student' }),
      proposal([pupil], [minor]),
    ]);
    expect(told(outcomes)).toEqual(['mentorships.certificate', ['not_admitted'], []]);
    await admitMentors(world, school, [partner], ['clean-record']);
    expect(told(await propose([proposal([partner], [minor], { ...more, isGroup: true })]))).toEqual([[]]);
    await world.asOwner(
      `update admission_checks set valid_until = '2026-09-30' where person_id = $1 and check_key = 'clean-record'`,
      [partner],
    );
    const [another = ''] = await pupils(1);
    expect(told(await propose([proposal([partner], [another], more)]))).toEqual(['mentorships.certificate']);
  });

  test('puts teachers of a programme under article 351.8 under it', async () => {
    const [mentor = '', young = '', other = ''] = await enterConsenting(world, school, [
      { kinds: ['staff'] },
      { kinds: ['staff'] },
      { kinds: ['staff'] },
    ]);
    const [programme] = await world.asOwner<{ id: string }>(
      `insert into programmes (organization_id, school_year, title, regime, labour_code, starts_on, ends_on)
       values ($1, 2026, 'Молодой учитель', 'teachers', true, '2026-09-01', '2027-08-31') returning id`,
      [school.organizationId],
    );
    const more = {
      form: 'teacher-teacher',
      roleModel: 'experienced-young',
      programmeId: programme?.id ?? '',
    };
    expect(told(await propose([proposal([mentor], [young], more)]))).toEqual(['mentorships.labour_papers']);
    await world.asOwner(
      `insert into admission_checks (organization_id, person_id, check_key, outcome, checked_on, valid_until)
       values ($1, $2, 'labour-consent', 'passed', '2026-09-01', null), ($1, $2, 'labour-agreement', 'passed', '2026-09-01', null)`,
      [school.organizationId, mentor],
    );
    await admitMentors(world, school, [mentor]);
    const outcomes = await propose([proposal([mentor], [young], more), proposal([other], [young], more)]);
    expect(told(outcomes)).toEqual([[], 'mentorships.labour_papers']);
    expect(
      await world.asOwner('select labour_code from mentorships where organization_id = $1', [
        school.organizationId,
      ]),
    ).toEqual([{ labour_code: true }]);
  });

  test('never gives the last place of a mentor twice, of two lists at the same moment', async () => {
    const [mentor = '', second = '', ...mentees] = await pupils(8);
    await offer(mentor, 3);
    await offer(second, 3);
    // Each list names the mentors in its own order: locked in one order, they wait for each other and none is broken off.
    const answers = await Promise.all([
      propose(mentees.map((mentee, index) => proposal([index % 2 === 0 ? mentor : second], [mentee]))),
      propose(mentees.map((mentee, index) => proposal([index % 2 === 0 ? second : mentor], [mentee]))),
    ]);
    expect(answers.flat().filter(({ ok }) => ok)).toHaveLength(6);
    const counts = await world.asOwner(
      `select count(*)::integer as mentees from mentorship_members mine
       join mentorship_members theirs on theirs.mentorship_id = mine.mentorship_id and theirs.side = 'mentee'
       where mine.side = 'mentor' and mine.organization_id = $1 group by mine.person_id`,
      [school.organizationId],
    );
    expect(counts).toEqual([{ mentees: 3 }, { mentees: 3 }]);
  });

  test('is held to the places of a mentor by the database, past the services', async () => {
    const [mentor = '', ...mentees] = await pupils(4);
    await offer(mentor, 2);
    const force = (menteeId: string, source: 'matching' | 'import') =>
      world.db.asSystem('test', 'test', (tx) =>
        insertMentorships(
          tx,
          school.organizationId,
          [
            {
              schoolYear: 2026,
              form: 'pupil-pupil',
              state: 'proposed',
              mentorIds: [mentor],
              menteeIds: [menteeId],
            },
          ],
          source,
        ),
      );
    const answers = await Promise.allSettled(mentees.map((mentee) => force(mentee, 'matching')));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    expect(
      answers.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { code: string }).code] : [])),
    ).toEqual(['P0154']);
    // What was decided elsewhere is written down as it is.
    const [left = ''] = mentees.filter((_, index) => answers[index]?.status === 'rejected');
    expect(await force(left, 'import')).toHaveLength(1);
  });

  test('holds a whole school', async () => {
    const people = await pupils(120);
    const outcomes = await propose(
      people.slice(0, 60).map((mentor, index) => proposal([mentor], [people[60 + index] ?? ''])),
    );
    expect(new Set(outcomes.map((one) => (one.ok ? one.mentorshipId : ''))).size).toBe(60);
    expect(await propose([])).toEqual([]);
  });
});
