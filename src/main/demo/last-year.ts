import { randomUUID } from 'node:crypto';
import papersFile from '#data/demo/papers.json' with { type: 'json' };
import type { PersonActor } from '#src/platform/db/scope.ts';
import { paperFilter } from '#src/features/documents/schema.ts';
import { accepted } from '#src/main/demo/accepted.ts';
import { placeYears, workingDayNear, type Numbering } from '#src/main/demo/calendar.ts';
import { readPlan } from '#src/main/demo/plan-lines.ts';
import type { DemoInstallation } from '#src/main/demo/town.ts';

type Services = DemoInstallation['services'];

export interface Registrar {
  readonly services: Services;
  readonly organizationId: string;
  readonly keeper: PersonActor;
  readonly numbering: Numbering;
}

/** Orders of a school year, entered at once as they are pasted from a school's own journal; none after today. */
export async function registerOrders(
  { services, organizationId, keeper, numbering }: Registrar,
  which: 'lastYear' | 'thisYear',
  startYear: number,
  today: string,
): Promise<void> {
  const papers = papersFile[which]
    .map(({ kind, on, title }) => {
      const issuedOn = workingDayNear(placeYears(on, startYear), 0, 'previous');
      return { kind, issuedOn, title: placeYears(title, startYear) };
    })
    .filter(({ issuedOn }) => issuedOn <= today)
    .map((paper, index) => ({
      ...paper,
      line: index + 1,
      number: numbering.next(paper.kind, paper.issuedOn),
    }));
  const added = await services.documents.addMany(keeper, organizationId, randomUUID(), papers);
  accepted(added, `register the orders of ${startYear}`);
}

const IN_PART = 'practices.bank';
const NOT_DONE = 'acts.partners';

/**
 * Last year as it is kept: its orders prove what they prove, the rest is closed on the word of the report; one row was
 * done in part and one not at all.
 */
export async function closeLastYear(
  { services, organizationId, keeper }: Registrar,
  roadmapId: string,
): Promise<void> {
  const { roadmap, documents } = services;
  const lines = await readPlan(roadmap, keeper, organizationId, roadmapId);
  const { papers } = accepted(
    await documents.list(keeper, organizationId, paperFilter.parse({})),
    'read the register',
  );
  for (const activityId of new Set(lines.map((line) => line.activityId))) {
    const page = accepted(await roadmap.getActivity(keeper, activityId), 'open an activity');
    for (const part of page.parts) {
      const paper = papers.find(
        (one) => one.kind === part.paperKinds[0] && one.kind.startsWith('order.') && one.issuedOn !== null,
      );
      if (paper === undefined || paper.kind === 'order.roadmap') continue;
      const added = await roadmap.addEvidence(keeper, {
        activityId,
        occurrenceId: null,
        partId: part.id,
        kind: 'paper',
        paperId: paper.id,
        url: null,
        note: '',
        file: null,
        happenedOn: paper.issuedOn,
      });
      accepted(added, 'attach an order of last year');
    }
  }
  const close = async (
    isMeant: (kinds: readonly string[]) => boolean,
    state: 'done' | 'done_in_part' | 'not_done',
    reason: string,
  ): Promise<void> => {
    const occurrenceIds = lines.filter((line) => isMeant(line.kinds)).map((line) => line.occurrenceId);
    const closed = await roadmap.closePast(keeper, roadmapId, { occurrenceIds, state, reason });
    accepted(closed, `close last year as ${state}`);
  };
  await close((kinds) => kinds.includes(IN_PART), 'done_in_part', 'Описана одна практика из трёх.');
  await close(
    (kinds) => kinds.includes(NOT_DONE),
    'not_done',
    'Предприятие сменило руководство, соглашение не подписано.',
  );
  await close(
    (kinds) => !kinds.includes(IN_PART) && !kinds.includes(NOT_DONE),
    'done',
    'По отчёту о выполнении дорожной карты за год',
  );
}
