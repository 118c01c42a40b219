import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compose, type Composed } from '#src/compose.ts';
import { bringInOffers, bringInRequests } from '#src/features/banks/service.server.ts';
import { recordPaperConsents } from '#src/features/consents/service.server.ts';
import { enterPerson } from '#src/features/consents/testing/people.ts';
import { waveForm } from '#src/features/surveys/schema.ts';
import { answerSurvey } from '#src/main/demo/surveys.ts';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { silentLog } from '#src/platform/log.ts';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';
import { createMemoryFiles, createMemoryMail } from '#src/platform/testing/memory.ts';
import { accepted, foundSchool, type School } from '../test/world.ts';

/** A school whose roadmap is one of the five real ones, in the middle of its year. */
interface Year {
  readonly world: TestDatabase;
  readonly composed: Composed;
  readonly school: School;
  readonly curator: PersonActor;
}

async function beginYear(seed: number, now: string, approvedOn: string): Promise<Year> {
  const world = await openTestDatabase({ now });
  const composed = compose({
    config: {
      publicUrl: 'http://localhost:3000',
      timeZone: 'Europe/Moscow',
      host: '127.0.0.1',
      backupHour: 3,
      backupKeep: 14,
    },
    db: world.db,
    clock: world.clock,
    log: silentLog,
    files: createMemoryFiles(),
    mail: createMemoryMail(),
    secret: 'a secret of forty characters for the test',
    isDemo: false,
  });
  const school = await foundSchool(world);
  const curator = await school.actor('curator');
  const { organizationId } = school;
  const { roadmap } = composed.services;
  const text = await readFile(
    join(import.meta.dirname, '..', 'test', 'fixtures', 'roadmaps', `seed-${seed}.txt`),
    'utf8',
  );
  const { roadmapId } = accepted(await roadmap.importText(curator, { organizationId, title: '', text }));
  const review = accepted(await roadmap.getReview(curator, roadmapId));
  for (const { activity, unclear } of review.rows) {
    if (!unclear) continue;
    accepted(await roadmap.confirmRow(curator, { activityId: activity.id, version: activity.version }));
  }
  accepted(await roadmap.acceptReview(curator, roadmapId, review.roadmap.version));
  accepted(
    await roadmap.approve(curator, roadmapId, {
      version: review.roadmap.version + 1,
      approvalNumber: '259-од',
      approvedOn,
      targets: new Map(),
    }),
  );
  return { world, composed, school, curator };
}

async function endYear({ world, composed }: Year): Promise<void> {
  await composed.auth.close();
  await world.close();
}

/** The parts of the row of this number whose first words are these, of its first date. */
async function stepsOf({ composed, school, curator }: Year, number: string, title: RegExp) {
  const { roadmap } = composed.services;
  for (let page = 1; ; page += 1) {
    const plan = accepted(await roadmap.getPlan(curator, school.organizationId, { page }));
    const all = [...plan.lines, ...plan.waiting];
    const line = all.find((one) => one.number.replace(/\.$/, '') === number && title.test(one.title));
    if (line !== undefined) {
      const found = accepted(await roadmap.getActivity(curator, line.activityId));
      return { parts: found.parts, steps: found.occurrences[0]?.steps ?? [] };
    }
    if (all.length === 0) throw new Error(`No row ${number}`);
  }
}

/** People with a consent that was signed on `signedOn`. */
async function enterAgreed(
  { world, school }: Year,
  signedOn: string,
  people: readonly { kinds: readonly string[]; birthDate: string }[],
): Promise<string[]> {
  const ids: string[] = [];
  for (const person of people) ids.push(await enterPerson(world, school, person));
  accepted(
    await world.db.asSystem('test', 'test.consent', (tx) =>
      recordPaperConsents(tx, {
        organizationId: school.organizationId,
        personIds: ids,
        purposes: ['processing'],
        signedOn,
        signer: 'by_age',
      }),
    ),
  );
  return ids;
}

const child = { kinds: ['pupil'], birthDate: '2009-05-05' };
const grown = { kinds: ['graduate'], birthDate: '1999-05-05' };

describe('the banks of the first roadmap', () => {
  let year: Year;
  beforeAll(async () => {
    year = await beginYear(0, '2022-10-20T09:00:00Z', '2022-09-01');
  });
  afterAll(() => endYear(year));

  const addRequest = (personIds: readonly string[]) =>
    year.world.db.asSystem('test', 'test.requests', (tx) =>
      bringInRequests(
        tx,
        year.school.organizationId,
        personIds.map((personId) => ({ personId, enteredOn: '2022-10-18', mainRequest: 'Алгебра' })),
      ),
    );

  it('come to «готово к закрытию» by themselves when everybody concerned stands in them', async () => {
    const [first, second] = await enterAgreed(year, '2022-09-10', [child, child]);
    const empty = await stepsOf(year, '3.2', /базы наставляемых/);
    expect(empty.parts[0]?.kind).toBe('people.mentees');
    expect(empty.steps[0]?.readiness.ready).toBe(false);

    await year.world.asOwner(
      `insert into role_assignments (organization_id, account_id, role) values ($1, 'child', 'mentee')`,
      [year.school.organizationId],
    );
    await year.world.asOwner(`update people set account_id = 'child' where id = $1`, [second]);
    await addRequest([first ?? '']);
    const half = await stepsOf(year, '3.2', /базы наставляемых/);
    expect(half.steps[0]).toMatchObject({
      countedWords: 'запрос в базе у 1 из 2, кого это касается',
      progress: 1,
      target: 2,
      readiness: { ready: false },
    });

    await addRequest([second ?? '']);
    const whole = await stepsOf(year, '3.2', /базы наставляемых/);
    expect(whole.steps[0]).toMatchObject({ progress: 2, target: 2, readiness: { ready: true } });
  });

  it('of mentors are counted in the row of October and in the row of the whole period', async () => {
    const before = await stepsOf(year, '3.3', /базы наставников/);
    expect(before.parts.map(({ kind }) => kind)).toContain('people.mentors');
    expect(before.steps.some(({ readiness }) => readiness.ready)).toBe(false);

    const ids = await enterAgreed(year, '2022-09-10', [grown, grown, grown]);
    await year.world.db.asSystem('test', 'test.offers', (tx) =>
      bringInOffers(
        tx,
        year.school.organizationId,
        ids.map((personId) => ({ personId, enteredOn: '2022-10-18', competences: ['физика'] })),
      ),
    );
    const counted = await stepsOf(year, '3.3', /базы наставников/);
    const step = counted.steps.find(({ countedWords }) => countedWords !== null);
    expect(step).toMatchObject({
      countedWords: 'в базе наставников 3 (выпускники 3)',
      progress: 3,
      target: 3,
      readiness: { ready: true },
    });
    const always = await stepsOf(year, '2.2', /баз наставников/);
    expect(always.steps.map(({ countedWords }) => countedWords)).toContain(
      'в базе наставников 3 (выпускники 3)',
    );
  });
});

describe('the questionnaires of the second roadmap', () => {
  let year: Year;
  beforeAll(async () => {
    year = await beginYear(1, '2021-11-16T09:00:00Z', '2021-09-01');
  });
  afterAll(() => endYear(year));

  /** Asks the graduates and has all of them answer; the wave is closed. */
  async function askAndClose(library: string, check: () => Promise<void>): Promise<void> {
    const { surveys } = year.composed.services;
    const { organizationId } = year.school;
    const made = await surveys.editor.create(year.curator, organizationId, {
      submission: randomUUID(),
      library,
      title: '',
    });
    const { surveyId } = accepted(made);
    accepted(await surveys.editor.publish(year.curator, { surveyId, version: 1 }));
    const activityKind = library === 'preferences' ? 'surveys.preferences' : 'surveys.candidates';
    const form = waveForm.parse({
      submission: randomUUID(),
      surveyId,
      title: 'Опрос',
      source: 'people',
      kinds: ['graduate'],
      activityKind,
      opensOn: '2021-11-10',
      closesOn: '2021-11-20',
      canChange: 'on',
    });
    const { waveId } = accepted(await surveys.waves.create(year.curator, organizationId, form));
    accepted(await surveys.waves.launch(year.curator, { waveId, version: 1 }));
    await check();
    const asked = accepted(await surveys.waves.view(year.curator, waveId));
    for (const [index, { id, personId }] of asked.invitations.entries()) {
      await answerSurvey(surveys, { invitationId: id, personId, index, words: ['физика'] });
    }
    const { wave } = accepted(await surveys.waves.view(year.curator, waveId));
    accepted(await surveys.waves.close(year.curator, { waveId, version: wave.version }));
  }

  it.each([
    ['11', /анкетирования среди/, 'candidate-mentee', 'surveys.candidates'],
    ['16', /предпочитаемого/, 'preferences', 'surveys.preferences'],
  ])('row %s is ready when its waves are closed and answered', async (number, title, library, kind) => {
    await enterAgreed(year, '2021-09-10', [grown, grown]);
    const none = await stepsOf(year, number, title);
    expect(none.parts[0]?.kind).toBe(kind);
    expect(none.steps[0]?.readiness.ready).toBe(false);
    await askAndClose(library, async () => {
      const running = await stepsOf(year, number, title);
      expect(running.steps[0]?.readiness.ready).toBe(false);
      expect(running.steps[0]?.countedWords).toMatch(/^ответили 0 из \d+ приглашённых/);
    });
    const done = await stepsOf(year, number, title);
    expect(done.steps[0]?.readiness).toEqual({ ready: true });
  });
});

describe('the banks of the municipality’s roadmap', () => {
  let year: Year;
  beforeAll(async () => {
    year = await beginYear(2, '2023-09-12T09:00:00Z', '2023-08-01');
  });
  afterAll(() => endYear(year));

  it('each part shows what it counts', async () => {
    const ids = await enterAgreed(year, '2023-09-01', [grown, child]);
    await year.world.db.asSystem('test', 'test.offers', async (tx) => {
      const { organizationId } = year.school;
      const [mentor = '', mentee = ''] = ids;
      const since = '2023-09-05';
      await bringInOffers(tx, organizationId, [
        { personId: mentor, enteredOn: since, competences: ['химия'] },
      ]);
      await bringInRequests(tx, organizationId, [
        { personId: mentee, enteredOn: since, mainRequest: 'Химия' },
      ]);
    });
    const { parts, steps } = await stepsOf(year, '2.1', /наставников и наставляемых/);
    const counted = parts.filter(({ kind }) => kind?.startsWith('people.') === true);
    expect(counted.length).toBeGreaterThan(0);
    const said = steps.map(({ countedWords }) => countedWords).filter((words) => words !== null);
    expect(said.length).toBeGreaterThanOrEqual(counted.length);
    expect(said.join('; ')).toMatch(/наставников 1/);
  });
});
