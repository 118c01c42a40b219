import { accept } from '#src/lib/result.ts';
import type { Facts, Field } from '#src/lib/wording/model.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { PaperMoment, PaperSource, PaperSubjects } from '#src/features/orgs/papers.server.ts';
import {
  manyMentorFacts,
  MENTOR_KINDS,
  mentorFacts,
  mentorFields,
  mentorSubjects,
} from '#src/features/mentorships/papers.server/one-mentor.ts';
import {
  manyMentorshipFacts,
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
  PORTFOLIO_FIELDS,
  portfolioFacts,
  portfolioSubjects,
} from '#src/features/mentorships/papers.server/portfolio.ts';
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
  manyAwardFacts,
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
  /** Of kinds that take one subject each: the facts of many papers. */
  readonly gatherMany?: (tx: ScopedTx, moment: PaperMoment) => Promise<ReadonlyMap<string, Facts>>;
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
  portfolio: { fields: PORTFOLIO_FIELDS, subjects: portfolioSubjects, gather: portfolioFacts },
  'pairs-list': { fields: LIST_FIELDS, subjects: null, gather: listFacts },
  ...kindsOf(ONE_MENTORSHIP_KINDS, (kind) => ({
    fields: oneMentorshipFields(kind),
    subjects: oneMentorshipSubjects(kind),
    gather: oneMentorshipFacts,
    gatherMany: manyMentorshipFacts,
  })),
  ...kindsOf(MENTOR_KINDS, (kind) => ({
    fields: mentorFields(kind),
    subjects: mentorSubjects(kind),
    gather: mentorFacts,
    gatherMany: manyMentorFacts,
  })),
  ...kindsOf(AWARD_KINDS, () => ({
    fields: AWARD_FIELDS,
    subjects: awardSubjects,
    gather: awardFacts,
    gatherMany: manyAwardFacts,
  })),
};

/** Papers about pairs and groups, those in them, and what they came to. */
export const mentorshipPapers: PaperSource = {
  kinds: Object.keys(KINDS),
  fields: (kind) => KINDS[kind]?.fields ?? [],
  subjects: (kind) => KINDS[kind]?.subjects ?? null,
  gather: async (tx, moment) => (await KINDS[moment.kind]?.gather(tx, moment)) ?? {},
  gatherMany: async (tx, moment) => {
    const kind = KINDS[moment.kind];
    if (kind?.gatherMany !== undefined) return kind.gatherMany(tx, moment);
    const facts = new Map<string, Facts>();
    for (const id of moment.subjectIds)
      facts.set(id, (await kind?.gather(tx, { ...moment, subjectIds: [id] })) ?? {});
    return facts;
  },
  readers: async (tx, { kind, subjectIds }) => (kind === 'order.pairs' ? orderReaders(tx, subjectIds) : []),
  registered: async (tx, paper) => {
    if (paper.kind === 'order.pairs') return orderRegistered(tx, paper);
    if (paper.kind === 'order.replacement') return replacementRegistered(tx, paper);
    return accept();
  },
};
