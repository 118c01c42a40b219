import { randomUUID } from 'node:crypto';
import evidenceFile from '#data/demo/evidence.json' with { type: 'json' };
import type { PersonActor } from '#src/platform/db/scope.ts';
import { accepted } from '#src/main/demo/accepted.ts';
import { placeYears, type Numbering } from '#src/main/demo/calendar.ts';
import type { DemoInstallation } from '#src/main/demo/town.ts';

/** What the demo tells about work of one kind (data/demo/evidence.json). */
export interface KindStory {
  readonly paper?: { readonly kind: string; readonly title: string };
  readonly note?: string;
  readonly link?: string;
  /** Pieces or percent that the order of approval asks for. */
  readonly target?: number;
  /** Pieces or percent once it is done. */
  readonly progress?: number;
  /** The same while it is under way. */
  readonly halfway?: number;
  /** What is told when it was done in part. */
  readonly partly?: string;
  /** Why it was moved. */
  readonly late?: string;
  readonly comment?: string;
  /** Whether the printed roadmap itself is attached. */
  readonly attachesRoadmap?: boolean;
}

const stories: Readonly<Record<string, KindStory>> = evidenceFile;

/** What the order of approval asks for of parts that are counted. */
export function targetsOf(parts: readonly { id: string; kind: string | null }[]): Map<string, number> {
  return new Map(
    parts.flatMap(({ id, kind }) => {
      const target = storyOf(kind).target;
      return target === undefined ? [] : [[id, target]];
    }),
  );
}

/** Nothing to tell is told in general words. */
export function storyOf(kind: string | null): KindStory {
  return (kind === null ? undefined : stories[kind]) ?? { note: 'Сделано по плану, материалы у куратора.' };
}

export interface EvidencePlace {
  readonly organizationId: string;
  readonly roadmapId: string;
  readonly activityId: string;
  readonly occurrenceId: string;
  readonly partId: string | null;
}

export interface EvidenceContext {
  readonly services: DemoInstallation['services'];
  readonly numbering: Numbering;
  readonly startYear: number;
  /** Keeps the register of papers. */
  readonly keeper: PersonActor;
}

/** Attaches what proves a part: a paper of the register, a link, a note, or the printed roadmap. */
export async function prove(
  context: EvidenceContext,
  actor: PersonActor,
  place: EvidencePlace,
  story: KindStory,
  happenedOn: string,
): Promise<void> {
  const { services, keeper } = context;
  const { activityId, occurrenceId, partId } = place;
  const base = {
    activityId,
    occurrenceId,
    partId,
    paperId: null,
    url: null,
    note: '',
    file: null,
    happenedOn,
  };
  const add = async (evidence: Parameters<typeof services.roadmap.addEvidence>[1]): Promise<void> => {
    accepted(await services.roadmap.addEvidence(actor, evidence), `prove by a ${evidence.kind}`);
  };
  if (story.paper !== undefined) {
    const paperId = await registerPaper(context, place.organizationId, story.paper, happenedOn);
    await add({ ...base, kind: 'paper', paperId });
  } else if (story.link !== undefined) {
    await add({ ...base, kind: 'link', url: story.link, note: story.note ?? '' });
  } else {
    await add({ ...base, kind: 'note', note: story.note ?? '' });
  }
  if (story.attachesRoadmap === true) {
    const printed = await services.roadmap.printRoadmap(keeper, place.roadmapId, {
      format: 'docx',
      layout: null,
    });
    const { name, bytes } = accepted(printed, 'print the roadmap');
    await add({ ...base, kind: 'file', file: { name, bytes } });
  }
}

async function registerPaper(
  { services, keeper, numbering, startYear }: EvidenceContext,
  organizationId: string,
  paper: { readonly kind: string; readonly title: string },
  issuedOn: string,
): Promise<string> {
  const added = await services.documents.add(
    keeper,
    organizationId,
    {
      submission: randomUUID(),
      kind: paper.kind,
      direction: 'issued',
      number: numbering.next(paper.kind, issuedOn),
      issuedOn,
      title: placeYears(paper.title, startYear),
      issuer: '',
      note: '',
    },
    null,
  );
  return accepted(added, `register ${paper.title}`).paperId;
}
