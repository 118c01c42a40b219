import { randomUUID } from 'node:crypto';
import type { PersonActor } from '#src/platform/db/scope.ts';
import type { SentFile } from '#src/platform/kept-files.ts';
import type { Documents } from '#src/features/documents/service.server.ts';
import type { Folder } from '#src/features/roadmap/rules/folder/model.ts';
import type { RoadmapService } from '#src/features/roadmap/service.server/create-roadmap.ts';
import { accepted } from '../../../../test/world.ts';

const PLAN = `План мероприятий (дорожная карта) наставничества МБОУ «Школа № 7» на 2022-2023 учебный год
№ | Мероприятие | Срок | Ответственный | Результат
1 | Нормативная база | | |
1.1 | Издать приказ о внедрении целевой модели наставничества | до 10.09.2022 | Директор | Приказ
1.2 | Разработка положения о наставничестве | до 15.09.2022 | Куратор | Положение
2 | Формирование пар | | |
2.1 | Закрепление пар и групп приказом директора | до 25.11.2022 | Куратор | Приказ
2.2 | Сбор согласий на обработку персональных данных | декабрь 2022 | Куратор | Согласия
`;

/** An approved roadmap of 2022/23; answers its id. */
export async function beginYear(
  roadmap: RoadmapService,
  curator: PersonActor,
  organizationId: string,
): Promise<string> {
  const { roadmapId } = accepted(
    await roadmap.importText(curator, { organizationId, title: 'План', text: PLAN }),
  );
  const review = accepted(await roadmap.getReview(curator, roadmapId));
  for (const { activity, unclear } of review.rows) {
    if (unclear) {
      accepted(await roadmap.confirmRow(curator, { activityId: activity.id, version: activity.version }));
    }
  }
  const { version } = review.roadmap;
  accepted(await roadmap.acceptReview(curator, roadmapId, version));
  accepted(
    await roadmap.approve(curator, roadmapId, {
      version: version + 1,
      approvalNumber: '259-од',
      approvedOn: '2022-09-01',
      targets: new Map(),
    }),
  );
  return roadmapId;
}

/** A registered order of the school with a scan, if any. */
export async function enterPaper(
  documents: Documents,
  curator: PersonActor,
  organizationId: string,
  { file = null, ...paper }: { number: string; title?: string; issuedOn?: string; file?: SentFile | null },
): Promise<string> {
  const entered = await documents.add(
    curator,
    organizationId,
    {
      submission: randomUUID(),
      kind: 'order.introduce',
      direction: 'issued',
      issuedOn: '2022-09-05',
      title: 'О внедрении',
      issuer: '',
      note: '',
      ...paper,
    },
    file,
  );
  return accepted(entered).paperId;
}

/** Attaches a paper or a file to the activity of a line. */
export async function attach(
  roadmap: RoadmapService,
  curator: PersonActor,
  folder: Folder,
  line: string,
  what: { paperId?: string; file?: SentFile },
): Promise<void> {
  const lines = folder.sections.flatMap((section) => section.lines);
  accepted(
    await roadmap.addEvidence(curator, {
      activityId: lines.find(({ number }) => number === line)?.activityId ?? '',
      occurrenceId: null,
      partId: null,
      kind: what.file === undefined ? 'paper' : 'file',
      paperId: what.paperId ?? null,
      url: null,
      note: '',
      happenedOn: null,
      file: what.file ?? null,
    }),
  );
}
