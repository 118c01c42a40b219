import { accept, refuse, type Refusal, type Result } from '#src/lib/result.ts';
import type { PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import { abilities, type CommandOf } from '#src/features/accounts/access.ts';
import { matchingAccess } from '#src/features/matching/access.ts';
import { explainPair } from '#src/features/matching/rules/explain.ts';
import type { MatchInput, MenteeFacts } from '#src/features/matching/rules/facts.ts';
import type { Looked } from '#src/features/matching/rules/look.ts';
import { createPairs } from '#src/features/matching/rules/pair.ts';
import { showPerson, type ShownPerson } from '#src/features/matching/rules/shown.ts';
import { tellWhyUnmatched } from '#src/features/matching/rules/unmatched.ts';
import type { TableFilter } from '#src/features/matching/schema.ts';
import {
  knowsWishes,
  loadInput,
  openDraft,
  type MatchingDeps,
  type OpenDraft,
} from '#src/features/matching/service.server/deps.ts';
import { lookAt } from '#src/features/matching/service.server/solve.ts';
import type { Draft } from '#src/features/matching/store.server/drafts.ts';
import type { KeptMentee, KeptPair, KeptPool } from '#src/features/matching/store.server/pool.ts';
import {
  asMarks,
  findUndoable,
  listMarks,
  listSteps,
  type Mark,
} from '#src/features/matching/store.server/steps.ts';
import { describeSteps, type ToldStep } from '#src/features/matching/service.server/tell-steps.ts';

export type MatchingAbilities = Record<CommandOf<typeof matchingAccess>, true | Refusal>;
export const TABLE_PAGE_SIZE = 50;
/** A pair whose score is below is worth a second look. */
export const WEAK_SCORE = 0.45;

export interface StudioRow {
  readonly mentee: ShownPerson & {
    readonly mainRequest: string;
    readonly tags: readonly string[];
    readonly urgency: number;
  };
  /** null: without a pair. A mentor whose consent was withdrawn since is null with a pair. */
  readonly mentor: (ShownPerson & { readonly competences: readonly string[] }) | null;
  readonly pair: KeptPair | null;
  /** Why the two suit each other, or why there is nobody. */
  readonly words: string;
  readonly mentorshipId: string | null;
}

export interface StudioTable {
  readonly draft: Draft;
  readonly rows: readonly StudioRow[];
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
  readonly steps: readonly ToldStep[];
  readonly canUndo: boolean;
  /** IANA zone in which the steps are told. */
  readonly timeZone: string;
  readonly can: MatchingAbilities;
}

export interface MenteeCard extends Looked {
  readonly draft: Draft;
  readonly mentee: MenteeFacts;
  readonly row: StudioRow;
  /** Mentees with whom the pair could be swapped. */
  readonly others: readonly ShownPerson[];
  readonly can: MatchingAbilities;
}

export interface Studio {
  table(actor: PersonActor, draftId: string, filter: TableFilter): Promise<Result<StudioTable>>;
  mentee(actor: PersonActor, draftId: string, menteeId: string): Promise<Result<MenteeCard>>;
}

/** Rows of a draft in order: the unmatched first, then the weakest pairs. */
export function orderRows(mentees: readonly KeptMentee[]): KeptMentee[] {
  return mentees.toSorted(
    (a, b) =>
      (a.pair?.score ?? -1) - (b.pair?.score ?? -1) ||
      b.facts.urgency - a.facts.urgency ||
      a.facts.name.localeCompare(b.facts.name, 'ru'),
  );
}

function fits(kept: KeptMentee, mentorName: string, filter: TableFilter): boolean {
  const { pair } = kept;
  const words = filter.q.toLocaleLowerCase('ru').replaceAll('ё', 'е');
  if (words !== '') {
    const names = `${kept.facts.name} ${mentorName} ${kept.facts.className}`
      .toLocaleLowerCase('ru')
      .replaceAll('ё', 'е');
    if (!names.includes(words)) return false;
  }
  if (filter.form !== undefined && pair?.form !== filter.form) return false;
  switch (filter.show) {
    case 'all':
      return true;
    case 'unmatched':
      return pair === null;
    case 'weak':
      return pair !== null && pair.score < WEAK_SCORE;
    case 'warned':
      return (pair?.warnings.length ?? 0) > 0;
    case 'pinned':
      return pair?.isPinned === true;
    case 'mutual':
      return pair?.isMutual === true;
  }
}

/** Tells rows of a draft: the sentence of each pair, or why there is none. */
export function createTeller(
  { draft, standing }: OpenDraft,
  kept: KeptPool,
  input: MatchInput,
  marks: readonly Mark[],
): (rows: readonly KeptMentee[]) => StudioRow[] {
  const pairAt = createPairs(input);
  const menteeAt = new Map(input.mentees.map(({ personId }, at) => [personId, at]));
  const mentorAt = new Map(input.mentors.map(({ personId }, at) => [personId, at]));
  const withWishes = knowsWishes(standing);
  const taken = kept.mentees.flatMap(({ mentorId }) => (mentorId === null ? [] : [{ mentorId }]));
  return (rows) => {
    const alone = rows.filter(({ pair }) => pair === null).map(({ facts }) => facts.personId);
    const reasons = tellWhyUnmatched(input, draft.settings, asMarks(marks), taken, alone);
    return rows.map(({ facts, mentorId, pair, mentorshipId }): StudioRow => {
      const [mentee, mentor] = [menteeAt.get(facts.personId), mentorAt.get(mentorId ?? '')];
      const mentorFacts = mentor === undefined ? undefined : kept.mentors[mentor];
      const words =
        pair === null
          ? (reasons.get(facts.personId) ?? '')
          : mentee === undefined || mentor === undefined
            ? 'Наставник отозвал согласие или больше не участвует: пары нет. Перечитайте базы.'
            : explainPair(pairAt(mentee, mentor), draft.settings, pair.warnings, withWishes);
      const { mainRequest, tags, urgency } = facts;
      return {
        mentee: { ...showPerson(facts), mainRequest, tags, urgency },
        mentor:
          mentorFacts === undefined
            ? null
            : { ...showPerson(mentorFacts), competences: mentorFacts.competences },
        pair,
        words,
        mentorshipId,
      };
    });
  };
}

async function openPool(tx: ScopedTx, draftId: string) {
  const opened = await openDraft(tx, draftId, 'matching.view');
  if (!opened.ok) return opened;
  const { pool, input } = await loadInput(tx, opened.value.draft);
  const marks = await listMarks(tx, draftId);
  return accept({ ...opened.value, pool, input, marks });
}

export function createStudio({ db, timeZone }: MatchingDeps): Studio {
  return {
    table: (actor, draftId, filter) =>
      db.withActor(actor, 'matching.table', async (tx) => {
        const found = await openPool(tx, draftId);
        if (!found.ok) return found;
        const { draft, standing, pool, input, marks } = found.value;
        const names = new Map(pool.mentors.map(({ personId, name }) => [personId, name]));
        const fitting = orderRows(pool.mentees).filter((kept) =>
          fits(kept, names.get(kept.mentorId ?? '') ?? '', filter),
        );
        const from = (filter.page - 1) * TABLE_PAGE_SIZE;
        const tell = createTeller(found.value, pool, input, marks);
        const steps = await listSteps(tx, draft.id, 10);
        const undoable = draft.state === 'open' ? await findUndoable(tx, draft.id) : null;
        return accept({
          draft,
          rows: tell(fitting.slice(from, from + TABLE_PAGE_SIZE)),
          total: fitting.length,
          page: filter.page,
          pageSize: TABLE_PAGE_SIZE,
          steps: await describeSteps(tx, steps, pool),
          canUndo: undoable !== null,
          timeZone,
          can: abilities(matchingAccess, standing),
        });
      }),

    mentee: (actor, draftId, menteeId) =>
      db.withActor(actor, 'matching.mentee', async (tx) => {
        const found = await openPool(tx, draftId);
        if (!found.ok) return found;
        const { draft, standing, pool, input, marks } = found.value;
        const kept = pool.mentees.find(({ facts }) => facts.personId === menteeId);
        const mentee = input.mentees.findIndex(({ personId }) => personId === menteeId);
        if (kept === undefined) return refuse('matching.person_not_found');
        const [row] = createTeller(found.value, pool, input, marks)([kept]);
        if (mentee < 0 || row === undefined) return refuse('matching.person_not_found');
        const looked = await lookAt({
          input,
          settings: draft.settings,
          marks: asMarks(marks),
          menteeId,
          mentorIdNow: kept.mentorId,
          isAlone: kept.pair === null,
          withWishes: knowsWishes(standing),
        });
        if (!looked.ok) return looked;
        return accept({
          draft,
          mentee: kept.facts,
          row,
          ...looked.value,
          others: pool.mentees
            .filter(
              ({ facts, mentorId }) =>
                facts.personId !== menteeId && mentorId !== null && mentorId !== kept.mentorId,
            )
            .map(({ facts }) => showPerson(facts))
            .toSorted((a, b) => a.name.localeCompare(b.name, 'ru')),
          can: abilities(matchingAccess, standing),
        });
      }),
  };
}
