import { isId } from '#src/lib/id.ts';
import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { Clock } from '#src/platform/clock.ts';
import type { TaskStarter } from '#src/platform/tasks/model.ts';
import type { Database, ScopedTx } from '#src/platform/db/scope.ts';
import { may, type CommandOf, type Standing } from '#src/features/accounts/access.ts';
import { standingOf } from '#src/features/accounts/service.server.ts';
import type { MentorshipBank } from '#src/features/mentorships/service.server.ts';
import { matchingAccess } from '#src/features/matching/access.ts';
import type { MatchInput } from '#src/features/matching/rules/facts.ts';
import type { MatchSettings } from '#src/features/matching/rules/settings.ts';
import { gatherOutside } from '#src/features/matching/service.server/gather.ts';
import { findDraft, lockDraft, type Draft } from '#src/features/matching/store.server/drafts.ts';
import { loadPool, type KeptPool } from '#src/features/matching/store.server/pool.ts';

export interface MatchingDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly timeZone: string;
  readonly tasks: TaskStarter;
  /** What the banks do when mentees come into a mentorship. */
  readonly bank: MentorshipBank;
}

/** What the actor is at the organization, when they may carry the command out there. */
export async function admit(
  tx: ScopedTx,
  organizationId: string,
  command: CommandOf<typeof matchingAccess>,
): Promise<Result<Standing>> {
  const standing = await standingOf(tx, organizationId);
  const answer = may(matchingAccess, standing, command);
  return answer === true ? accept(standing) : { ok: false, refusal: answer };
}

/** Whether wishes and vetoes may be told to the actor: those who form pairs, not the director. */
export function knowsWishes(standing: Standing): boolean {
  return standing.roles.some((role) => role === 'curator' || role === 'psychologist');
}

export interface OpenDraft {
  readonly draft: Draft;
  readonly standing: Standing;
}

/** A draft that the actor may see. Whoever may not is told the same as when there is none. */
export async function openDraft(
  tx: ScopedTx,
  draftId: string,
  command: CommandOf<typeof matchingAccess>,
): Promise<Result<OpenDraft>> {
  const draft = isId(draftId) ? await findDraft(tx, draftId) : null;
  if (draft === null || draft.state === 'discarded') return refuse('matching.not_found');
  const admitted = await admit(tx, draft.organizationId, command);
  return admitted.ok ? accept({ draft, standing: admitted.value }) : admitted;
}

/** A draft for changing, locked; stale when it is no longer at `version`: the fact `since` is the version it was at. */
export async function openToChange(
  tx: ScopedTx,
  draftId: string,
  version: number,
): Promise<Result<OpenDraft>> {
  if (isId(draftId)) await lockDraft(tx, draftId);
  const opened = await openDraft(tx, draftId, 'matching.edit');
  if (!opened.ok) return opened;
  const { draft } = opened.value;
  if (draft.state === 'approved') return refuse('matching.approved');
  return draft.version === version ? opened : refuse('matching.stale', { since: version });
}

/** The snapshot of a draft as matching takes it. */
export function toInput(draft: Pick<Draft, 'ageFrom' | 'ageTo' | 'takenOn'>, pool: KeptPool): MatchInput {
  return {
    ageFrom: draft.ageFrom,
    ageTo: draft.ageTo,
    takenOn: draft.takenOn,
    mentees: pool.mentees.map(({ facts }) => facts),
    mentors: pool.mentors,
    relations: pool.relations,
  };
}

/**
 * The snapshot as other settings need it: when teachers of other schools are to be proposed and the draft was made without them, they
 * join it as they are offered now.
 */
export async function withOutside(
  tx: ScopedTx,
  draft: Draft,
  input: MatchInput,
  settings: MatchSettings,
): Promise<{ readonly input: MatchInput; readonly added: Pick<MatchInput, 'mentors' | 'relations'> }> {
  if (settings.withOtherSchools !== true || draft.settings.withOtherSchools === true) {
    return { input, added: { mentors: [], relations: [] } };
  }
  const outside = await gatherOutside(
    tx,
    draft.organizationId,
    input.mentees.map(({ personId }) => personId),
  );
  const known = new Set(input.mentors.map(({ personId }) => personId));
  const added = {
    mentors: outside.mentors.filter(({ personId }) => !known.has(personId)),
    relations: outside.relations.filter(({ mentorId }) => !known.has(mentorId)),
  };
  return {
    added,
    input: {
      ...input,
      mentors: [...input.mentors, ...added.mentors],
      relations: [...input.relations, ...added.relations],
    },
  };
}

export async function loadInput(tx: ScopedTx, draft: Draft): Promise<{ pool: KeptPool; input: MatchInput }> {
  const pool = await loadPool(tx, draft.id);
  return { pool, input: toInput(draft, pool) };
}
