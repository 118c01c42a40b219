import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { tasks } from '#src/platform/tasks/start.ts';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';
import { createMemoryFiles } from '#src/platform/testing/memory.ts';
import type { PaperSource } from '#src/features/orgs/papers.server.ts';
import {
  createDocuments,
  listDraftKinds,
  startDraft,
  type Documents,
} from '#src/features/documents/service.server.ts';
import type { RoadmapDeps } from '#src/features/roadmap/service.server/context.ts';
import { createRoadmap, type RoadmapService } from '#src/features/roadmap/service.server/create-roadmap.ts';
import { closeByPapers } from '#src/features/roadmap/service.server/drafting.ts';
import { accepted, foundSchool, refusedWith, type School } from '../../../../test/world.ts';

let database: TestDatabase;
let roadmap: RoadmapService;
let documents: Documents;
let school: School;
let curator: PersonActor;

const PLAN = `План мероприятий (дорожная карта) наставничества МБОУ «Школа № 7» на 2022-2023 учебный год
№ | Мероприятие | Срок | Ответственный | Результат
1 | Формирование пар | | |
1.1 | Закрепление пар и групп приказом директора | до 25.11.2022 | Куратор | Приказ
1.2 | Сбор согласий на обработку персональных данных | октябрь 2022 | Куратор | Согласия
`;

const pairs: PaperSource = {
  kinds: ['order.pairs'],
  fields: () => [
    { name: 'таблица пар', kind: 'table', description: '' },
    { name: 'куратор', kind: 'text', description: '' },
  ],
  gather: async (_tx, { schoolYear }) => ({
    'таблица пар': {
      kind: 'table',
      table: { columns: [{ heading: 'Год', width: 1 }], rows: [[String(schoolYear)]] },
    },
  }),
};

beforeAll(async () => {
  database = await openTestDatabase({ now: '2022-11-16T09:00:00Z' });
  const { db, clock } = database;
  const files = createMemoryFiles();
  const timeZone = 'Europe/Moscow';
  const drafts = { sources: [pairs], clock, timeZone };
  const deps: RoadmapDeps = {
    db,
    clock,
    files,
    tasks,
    timeZone,
    drafting: {
      listKinds: listDraftKinds,
      start: (tx, organizationId, input) => startDraft(tx, drafts, organizationId, input),
    },
  };
  roadmap = createRoadmap(deps);
  documents = createDocuments({
    db,
    files,
    ...drafts,
    onRegistered: (tx, actor, papers) => closeByPapers(deps, tx, actor, papers),
  });
});
afterAll(() => database.close());
beforeEach(async () => {
  school = await foundSchool(database);
  curator = await school.actor('curator');
  const { organizationId } = school;
  const made = accepted(await roadmap.importText(curator, { organizationId, title: 'План', text: PLAN }));
  const review = accepted(await roadmap.getReview(curator, made.roadmapId));
  for (const { activity, unclear } of review.rows) {
    if (unclear) {
      accepted(await roadmap.confirmRow(curator, { activityId: activity.id, version: activity.version }));
    }
  }
  accepted(await roadmap.acceptReview(curator, made.roadmapId, review.roadmap.version));
  accepted(
    await roadmap.approve(curator, made.roadmapId, {
      version: review.roadmap.version + 1,
      approvalNumber: '259-од',
      approvedOn: '2022-09-01',
      targets: new Map(),
    }),
  );
});

async function pageOf(number: string) {
  const { lines, waiting } = accepted(await roadmap.getPlan(curator, school.organizationId, { page: 1 }));
  const line = [...lines, ...waiting].find((one) => one.number.replace(/\.$/, '') === number);
  const page = accepted(await roadmap.getActivity(curator, line?.activityId ?? ''));
  const step = page.occurrences[0]?.steps[0];
  if (step === undefined) throw new Error(`No line ${number}`);
  return { ...page, step };
}

const text = (paperId: string, version: number, body: string) =>
  documents.drafts.saveText(curator, { paperId, version, title: 'О закреплении', body });

it('an activity drafts its order with one press, and the registered order closes it', async () => {
  const { step, parts } = await pageOf('1.1');
  expect(parts[0]?.drafts).toEqual([{ kind: 'order.pairs', title: 'Приказ о закреплении пар и групп' }]);
  const press = { stepId: step.id, kind: 'order.pairs', submission: randomUUID() };
  const { paperId } = accepted(await roadmap.draftFor(curator, press));
  expect(accepted(await roadmap.draftFor(curator, press))).toEqual({ paperId });
  const drafted = await pageOf('1.1');
  expect(drafted.step).toMatchObject({ draftId: paperId, state: 'planned', readiness: { ready: false } });
  expect(drafted.evidence).toMatchObject([{ paperId, paper: { state: 'draft' } }]);

  accepted(await text(paperId, 1, 'Закрепить:\n{таблица пар}'));
  expect(accepted(await documents.drafts.view(curator, paperId)).sheet.html).toContain('>2022<');
  const register = { paperId, version: 2, number: '', issuedOn: '2022-11-15', replacesId: null };
  accepted(await documents.registerDraft(curator, register, null));
  const closed = await pageOf('1.1');
  expect(closed.step).toMatchObject({ state: 'done', draftId: null, closedBy: curator.accountId });
  expect(closed.occurrences[0]).toMatchObject({ state: 'done', doneOn: '2022-11-15' });
});

it('one order closes every activity that it is attached to, and a part that counts waits', async () => {
  const first = await pageOf('1.1');
  const press = { stepId: first.step.id, kind: 'order.pairs', submission: randomUUID() };
  const { paperId } = accepted(await roadmap.draftFor(curator, press));
  const second = await pageOf('1.2');
  expect(second.parts[0]?.drafts).toEqual([]);
  accepted(
    await roadmap.addEvidence(curator, {
      activityId: second.activity.id,
      occurrenceId: null,
      partId: null,
      kind: 'paper',
      paperId,
      url: null,
      note: '',
      happenedOn: null,
      file: null,
    }),
  );
  accepted(await text(paperId, 1, 'Закрепить:\n{таблица пар}'));
  const register = { paperId, version: 2, number: '', issuedOn: '2022-11-15', replacesId: null };
  accepted(await documents.registerDraft(curator, register, null));
  expect((await pageOf('1.1')).step.state).toBe('done');
  expect((await pageOf('1.2')).step.state).not.toBe('done');
});

it('drafts only what proves the part, and only for those who may', async () => {
  const { step } = await pageOf('1.2');
  const press = { stepId: step.id, kind: 'order.pairs', submission: randomUUID() };
  expect(refusedWith(await roadmap.draftFor(curator, press))).toBe('roadmap.paper_kind');
  const pairsStep = (await pageOf('1.1')).step;
  const teacher = await school.actor('class_teacher');
  const theirs = { ...press, stepId: pairsStep.id, submission: randomUUID() };
  expect(refusedWith(await roadmap.draftFor(teacher, theirs))).toMatch(/./u);
  const stranger = await (await foundSchool(database)).actor('director');
  expect(refusedWith(await roadmap.draftFor(stranger, theirs))).toBe('roadmap.step_not_found');
});
