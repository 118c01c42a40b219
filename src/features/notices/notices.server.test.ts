import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';
import { tasks } from '#src/platform/tasks/start.ts';
import { createMemoryFiles, createMemoryMail, type MemoryMail } from '#src/platform/testing/memory.ts';
import { createNotices, type Notices } from '#src/features/notices/service.server.ts';
import { createRoadmap } from '#src/features/roadmap/service.server/create-roadmap.ts';
import { accepted, foundSchool, refusedWith, type School } from '../../../test/world.ts';

const PLAN = `План мероприятий наставничества на 2022-2023 учебный год
№ | Мероприятие | Срок | Ответственный | Результат
1 | Приказ о назначении куратора | до 15.11.2022 | Директор | Приказ
2 | Сбор согласий на обработку данных | до 17.11.2022 | Куратор | Согласия
3 | Анкетирование наставников | до 20.12.2022 | Куратор | Анкеты
`;

let database: TestDatabase;
let mail: MemoryMail;
let notices: Notices;
let school: School;
let curator: PersonActor;

beforeAll(async () => {
  // A Wednesday.
  database = await openTestDatabase({ now: '2022-11-16T05:00:00Z' });
  mail = createMemoryMail();
  const { db, clock } = database;
  const timeZone = 'Europe/Moscow';
  notices = createNotices({
    db,
    clock,
    mail,
    timeZone,
    publicUrl: 'https://school.example',
    emailOf: async (accountId) => (accountId.startsWith('curator') ? 'curator@school.example' : null),
  });
  school = await foundSchool(database);
  curator = await school.actor('curator');
  await database.asOwner(
    `with p as (insert into people (organization_id, family_name, account_id) values ($1, 'Светлова', $2) returning id)
     insert into staff_posts (organization_id, person_id, post) select $1, id, 'куратор' from p`,
    [school.organizationId, curator.accountId],
  );
  const roadmap = createRoadmap({ db, clock, files: createMemoryFiles(), tasks, timeZone });
  const { organizationId } = school;
  const { roadmapId } = accepted(
    await roadmap.importText(curator, { organizationId, title: '', text: PLAN }),
  );
  accepted(await roadmap.mapResponsible(curator, roadmapId, { words: 'Куратор', who: 'post:куратор' }));
  const review = accepted(await roadmap.getReview(curator, roadmapId));
  for (const { activity, unclear } of review.rows) {
    const { id: activityId, version } = activity;
    if (unclear) accepted(await roadmap.confirmRow(curator, { activityId, version }));
  }
  accepted(await roadmap.acceptReview(curator, roadmapId, review.roadmap.version));
  accepted(
    await roadmap.approve(curator, roadmapId, {
      version: review.roadmap.version + 1,
      approvalNumber: '1-од',
      approvedOn: '2022-09-01',
      targets: new Map(),
    }),
  );
});
afterAll(() => database.close());

describe('the daily round', () => {
  it('tells whoever holds the post the day before, once, with one letter', async () => {
    expect(await notices.giveDaily()).toEqual({ given: 1, sent: 1 });
    expect(await notices.giveDaily()).toEqual({ given: 0, sent: 0 });
    const { organizationId } = school;
    const page = accepted(await notices.view(curator, { organizationId, page: 1 }));
    expect(page.notices.map((one) => [one.kind, one.isRead])).toEqual([['day_before', false]]);
    expect(page.notices[0]?.text).toContain('Сбор согласий');
    expect(await notices.countUnread(curator, organizationId)).toBe(1);
    accepted(await notices.markRead(curator, organizationId));
    expect(await notices.countUnread(curator, organizationId)).toBe(0);
    expect(mail.letters).toHaveLength(1);
    expect(mail.letters[0]).toMatchObject({
      to: 'curator@school.example',
      subject: 'Наставник: сроки мероприятий',
    });
    expect(mail.letters[0]?.text).toContain('https://school.example/plan/activities/');
  });

  it('keeps quiet for whoever switched it off', async () => {
    const { organizationId } = school;
    const off = { byEmail: false, weeklyDigest: false, dayBefore: false, overdue: true, surveys: false };
    accepted(await notices.choose(curator, organizationId, off));
    database.clock.set('2022-11-18T05:00:00Z');
    expect(await notices.giveDaily()).toEqual({ given: 1, sent: 0 });
    const page = accepted(await notices.view(curator, { organizationId, page: 1 }));
    expect(page.settings).toEqual(off);
    expect(page.notices[0]?.kind).toBe('overdue');
  });
});

describe('the calendar feed', () => {
  it('shows what its owner owes to whoever knows the address, until it is closed', async () => {
    const { organizationId } = school;
    const { address } = accepted(await notices.openFeed(curator, organizationId));
    const token = /\/calendar\/([\w-]+)\.ics$/.exec(address)?.[1] ?? '';
    const feed = await notices.readFeed(token);
    expect(feed).toContain('BEGIN:VCALENDAR');
    expect(feed).toContain('DTSTART;VALUE=DATE:20221117');
    expect(feed).toContain('DTEND;VALUE=DATE:20221118');
    expect(feed).not.toContain('Светлова');
    expect(feed).not.toContain('20221115');
    accepted(await notices.openFeed(curator, organizationId));
    expect(await notices.readFeed(token)).toBeNull();
    accepted(await notices.closeFeed(curator, organizationId));
    expect(await notices.readFeed('x'.repeat(43))).toBeNull();
    expect(await notices.readFeed("' or true --")).toBeNull();
  });

  it('is for staff with a card, of this school only', async () => {
    const { organizationId } = school;
    expect(refusedWith(await notices.openFeed(await school.actor('mentee'), organizationId))).toBe(
      'access.not_allowed',
    );
    expect(refusedWith(await notices.openFeed(await school.actor('team'), organizationId))).toBe(
      'notices.no_person',
    );
    const stranger = await (await foundSchool(database)).actor('curator');
    expect(refusedWith(await notices.openFeed(stranger, organizationId))).toBe('access.not_found');
    expect(refusedWith(await notices.view(stranger, { organizationId, page: 1 }))).toBe('access.not_found');
    expect(await notices.countUnread(stranger, organizationId)).toBe(0);
  });
});
