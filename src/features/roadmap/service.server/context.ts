import { refuse, type Result } from '#src/lib/result.ts';
import type { Clock } from '#src/platform/clock.ts';
import type { Database, PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import type { JsonValue } from '#src/platform/db/json.ts';
import { submitOnce } from '#src/platform/db/submission.ts';
import type { FileStore } from '#src/platform/files.ts';
import type { TaskStarter } from '#src/platform/tasks/model.ts';
import { may, type CommandOf, type Standing } from '#src/features/accounts/access.ts';
import type { ActivitySource } from '#src/features/orgs/activities.server.ts';
import { standingOf } from '#src/features/accounts/service.server.ts';
import { roadmapAccess } from '#src/features/roadmap/access.ts';
import type { Roadmap, RoadmapState } from '#src/features/roadmap/rules/model.ts';
import { roadmapOfActivity } from '#src/features/roadmap/store.server/edits.ts';
import { findRoadmap, lockRoadmap } from '#src/features/roadmap/store.server/roadmaps.ts';

export interface RoadmapDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly files: FileStore;
  readonly tasks: TaskStarter;
  /** IANA zone in which the installation counts its days. */
  readonly timeZone: string;
  /** Rooms in which kinds of work are done and counted; none unless told. */
  readonly sources?: readonly ActivitySource[];
  /** Drafting of papers, above; none unless told. */
  readonly drafting?: {
    listKinds(): readonly string[];
    start(
      tx: ScopedTx,
      organizationId: string,
      input: { kind: string; schoolYear: number; subjectIds: readonly string[] },
    ): Promise<Result<{ paperId: string }>>;
  };
}

export interface InRoadmap {
  readonly tx: ScopedTx;
  readonly roadmap: Roadmap;
  readonly standing: Standing;
}

type RoadmapCommand = CommandOf<typeof roadmapAccess>;

/** The refusal of a role as a value of a command, or null when the role may. */
export function refuseUnlessMay(standing: Standing, command: RoadmapCommand): Result<never> | null {
  const answer = may(roadmapAccess, standing, command);
  return answer === true ? null : { ok: false, refusal: answer };
}

interface Command {
  /** For the audit. */
  readonly name: string;
  readonly right: RoadmapCommand;
  readonly states: readonly RoadmapState[];
}

/**
 * One command over one roadmap: loads and locks it, checks the right and the state, then does the work in the same
 * transaction. A roadmap of another school is `roadmap.not_found`, whether or not it exists.
 */
export async function changeRoadmap<T>(
  deps: RoadmapDeps,
  actor: PersonActor,
  command: Command,
  roadmapId: string,
  work: (context: InRoadmap) => Promise<Result<T>>,
): Promise<Result<T>> {
  return deps.db.withActor(actor, command.name, async (tx) => {
    const roadmap = await lockRoadmap(tx, roadmapId);
    return roadmap === null ? refuse('roadmap.not_found') : admit(tx, roadmap, command, work);
  });
}

/** The same, found by one of its rows. */
export async function changeRoadmapOfActivity<T>(
  deps: RoadmapDeps,
  actor: PersonActor,
  command: Command,
  activityId: string,
  work: (context: InRoadmap) => Promise<Result<T>>,
): Promise<Result<T>> {
  return deps.db.withActor(actor, command.name, async (tx) => {
    const roadmapId = await roadmapOfActivity(tx, activityId);
    const roadmap = roadmapId === null ? null : await lockRoadmap(tx, roadmapId);
    return roadmap === null ? refuse('roadmap.row_not_found') : admit(tx, roadmap, command, work);
  });
}

async function admit<T>(
  tx: ScopedTx,
  roadmap: Roadmap,
  command: Command,
  work: (context: InRoadmap) => Promise<Result<T>>,
): Promise<Result<T>> {
  const standing = await standingOf(tx, roadmap.organizationId);
  const refused = refuseUnlessMay(standing, command.right);
  if (refused !== null) return refused;
  if (!command.states.includes(roadmap.state)) return refuse('roadmap.wrong_state', { state: roadmap.state });
  return work({ tx, roadmap, standing });
}

/** A reading of one roadmap: no lock. */
export async function readInRoadmap<T>(
  deps: RoadmapDeps,
  actor: PersonActor,
  name: string,
  roadmapId: string,
  work: (context: InRoadmap) => Promise<Result<T>>,
): Promise<Result<T>> {
  return deps.db.withActor(actor, name, async (tx) => {
    const roadmap = await findRoadmap(tx, roadmapId);
    if (roadmap === null) return refuse('roadmap.not_found');
    const standing = await standingOf(tx, roadmap.organizationId);
    const refused = refuseUnlessMay(standing, 'roadmap.view');
    return refused ?? work({ tx, roadmap, standing });
  });
}

/** A form that was sent with the id of its sending, so that a second press does nothing more. */
export interface Sent {
  readonly submission?: string | undefined;
}

/** Runs the work once for one sent form; without an id (a caller that is no form) simply runs it. */
export async function once<T extends JsonValue | undefined>(
  tx: ScopedTx,
  { submission }: Sent,
  work: () => Promise<Result<T>>,
): Promise<Result<T>> {
  return submission === undefined ? work() : submitOnce(tx, submission, work);
}
