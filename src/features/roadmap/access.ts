import { LEADERS, STAFF, type AccessTable } from '#src/features/accounts/access.ts';

/**
 * Rights over the plan of one's own organization. Somebody of the team closes only what is theirs:
 * `roadmap.close` opens the door, `roadmap.close_any` lets past the question «кто ответственный».
 */
export const roadmapAccess = {
  'roadmap.view': STAFF,
  'roadmap.import': LEADERS,
  'roadmap.review': LEADERS,
  'roadmap.approve': LEADERS,
  'roadmap.close': STAFF,
  'roadmap.close_any': LEADERS,
  'roadmap.evidence': STAFF,
  'roadmap.comment': STAFF,
  'roadmap.report': STAFF,
  /** Every paper of the year at once, for an inspection. */
  'roadmap.folder': LEADERS,
} as const satisfies AccessTable;
