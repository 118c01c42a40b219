import { accept } from '#src/lib/result.ts';
import type { Facts, Field } from '#src/lib/wording/model.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { PaperMoment, PaperSource, PaperSubjects } from '#src/features/orgs/papers.server.ts';
import {
  MENTOR_KINDS,
  mentorFacts,
  mentorFields,
  mentorSubjects,
  ONE_MENTORSHIP_KINDS,
  oneMentorshipFacts,
  oneMentorshipFields,
  oneMentorshipSubjects,
} from '#src/features/mentorships/papers.server/one-mentorship.ts';
import {
  ORDER_FIELDS,
  orderFacts,
  orderReaders,
  orderRegistered,
  orderSubjects,
} from '#src/features/mentorships/papers.server/order-pairs.ts';
import {
  REPLACEMENT_FIELDS,
  replacementFacts,
  replacementRegistered,
  replacementSubjects,
} from '#src/features/mentorships/papers.server/replacement.ts';
import {
  AWARD_FIELDS,
  AWARD_KINDS,
  awardFacts,
  awardSubjects,
  LIST_FIELDS,
  listFacts,
  NOTE_FIELDS,
  noteFacts,
  RESULT_FIELDS,
  resultFacts,
  REWARD_FIELDS,
  rewardFacts,
  rewardSubjects,
} from '#src/features/mentorships/papers.server/results.ts';

interface Kind {
  readonly fields: readonly Field[];
  readonly subjects: PaperSubjects | null;
  readonly gather: (tx: ScopedTx, moment: PaperMoment) => Promise<Facts>;
}

const kindsOf = (kinds: readonly string[], make: (kind: string) => Kind) =>
  Object.fromEntries(kinds.map((kind) => [kind, make(kind)]));

const KINDS: Readonly<Record<string, Kind>> = {
  'order.pairs': { fields: ORDER_FIELDS, subjects: orderSubjects, gather: orderFacts },
  'order.replacement': {
    fields: REPLACEMENT_FIELDS,
    subjects: replacementSubjects,
    gather: replacementFacts,
  },
  'order.results': { fields: RESULT_FIELDS, subjects: null, gather: resultFacts },
  'monitoring-note': { fields: NOTE_FIELDS, subjects: null, gather: noteFacts },
  'order.rewards': { fields: REWARD_FIELDS, subjects: rewardSubjects, gather: rewardFacts },
  'pairs-list': { fields: LIST_FIELDS, subjects: null, gather: listFacts },
  ...kindsOf(ONE_MENTORSHIP_KINDS, (kind) => ({
    fields: oneMentorshipFields(kind),
    subjects: oneMentorshipSubjects(kind),
    gather: oneMentorshipFacts,
  })),
  ...kindsOf(MENTOR_KINDS, (kind) => ({
    fields: mentorFields(kind),
    subjects: mentorSubjects(kind),
    gather: mentorFacts,
  })),
  ...kindsOf(AWARD_KINDS, () => ({ fields: AWARD_FIELDS, subjects: awardSubjects, gather: awardFacts })),
};

/** Papers about pairs and groups, those in them, and what they came to. */
export const mentorshipPapers: PaperSource = {
  kinds: Object.keys(KINDS),
  fields: (kind) => KINDS[kind]?.fields ?? [],
  subjects: (kind) => KINDS[kind]?.subjects ?? null,
  gather: async (tx, moment) => (await KINDS[moment.kind]?.gather(tx, moment)) ?? {},
  readers: async (tx, { kind, subjectIds }) => (kind === 'order.pairs' ? orderReaders(tx, subjectIds) : []),
  registered: async (tx, paper) => {
    if (paper.kind === 'order.pairs') return orderRegistered(tx, paper);
    if (paper.kind === 'order.replacement') return replacementRegistered(tx, paper);
    return accept();
  },
};
