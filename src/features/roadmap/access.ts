import type { AccessTable } from '#src/features/accounts/access.ts';

const READERS = [
  'director',
  'curator',
  'team',
  'psychologist',
  'class_teacher',
  'municipal',
  'regional',
  'administrator',
] as const;
const PLANNERS = ['director', 'curator', 'municipal', 'regional', 'administrator'] as const;

/**
 * Rights over the plan of one's own organization. Somebody of the team closes only what is theirs:
 * `roadmap.close` opens the door, `roadmap.close_any` lets past the question «кто ответственный».
 */
export const roadmapAccess = {
  'roadmap.view': READERS,
  'roadmap.import': PLANNERS,
  'roadmap.review': PLANNERS,
  'roadmap.approve': PLANNERS,
  'roadmap.close': READERS,
  'roadmap.close_any': PLANNERS,
  'roadmap.evidence': READERS,
  'roadmap.comment': READERS,
  'roadmap.report': READERS,
} as const satisfies AccessTable;
