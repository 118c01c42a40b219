import { createBoard, type Board } from '#src/features/matching/service.server/board.ts';
import { createApproval, type Approval } from '#src/features/matching/service.server/approve.ts';
import {
  createMatchingCommands,
  type MatchingCommands,
} from '#src/features/matching/service.server/commands.ts';
import type { MatchingDeps } from '#src/features/matching/service.server/deps.ts';
import { createMeetings, type Meetings } from '#src/features/matching/service.server/meeting.ts';
import { createOverview, type Overview } from '#src/features/matching/service.server/overview.ts';
import { createSearch, type Search, type TellOfFinds } from '#src/features/matching/service.server/search.ts';
import { createStudio, type Studio } from '#src/features/matching/service.server/studio.ts';

export type { MatchingDeps };
export type { Changed } from '#src/features/matching/service.server/commands.ts';
export type { BoardCard, BoardColumn } from '#src/features/matching/service.server/board.ts';
export type { ApprovalLine } from '#src/features/matching/service.server/approve.ts';
export type { ShownComparison } from '#src/features/matching/service.server/overview.ts';
export type {
  MatchingAbilities,
  StudioRow,
  StudioTable,
} from '#src/features/matching/service.server/studio.ts';
export type { ShownAlternative } from '#src/features/matching/rules/look.ts';
export type { ShownPerson } from '#src/features/matching/rules/shown.ts';
export type { ToldStep } from '#src/features/matching/service.server/tell-steps.ts';
export type { Draft } from '#src/features/matching/store.server/drafts.ts';

/** Tells those who answer for something: of mentors who were found, and of mentors whom another school asks for. */
export type Tell = TellOfFinds & Parameters<typeof createApproval>[1];

/** Drafts of pairs and groups: made, shaped, compared, and sent to their participants. */
export interface Matching extends MatchingCommands, Overview, Studio, Board, Approval, Search, Meetings {}

export function createMatching(deps: MatchingDeps, tell: Tell): Matching {
  return {
    ...createMatchingCommands(deps),
    ...createOverview(deps),
    ...createStudio(deps),
    ...createBoard(deps),
    ...createApproval(deps, tell),
    ...createSearch(deps, tell),
    ...createMeetings(deps),
  };
}
