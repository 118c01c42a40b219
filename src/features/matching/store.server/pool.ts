import { sql } from 'kysely';
import { toJson } from '#src/platform/db/json.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { MenteeFacts, MentorFacts, Relation, RelationKind } from '#src/features/matching/rules/facts.ts';
import type { ProposedPair } from '#src/features/matching/rules/propose.ts';

export type KeptPair = Omit<ProposedPair, 'menteeId' | 'mentorId'>;
/** A mentee of a draft with the pair it proposes. */
export interface KeptMentee {
  readonly facts: MenteeFacts;
  readonly mentorId: string | null;
  readonly pair: KeptPair | null;
  /** The mentorship that came of it. */
  readonly mentorshipId: string | null;
}

export interface KeptPool {
  readonly mentees: readonly KeptMentee[];
  readonly mentors: readonly MentorFacts[];
  readonly relations: readonly Relation[];
}

/** Everybody of a draft as far as the actor sees them, in the order of the banks on the day it was made. */
export async function loadPool(tx: ScopedTx, draftId: string): Promise<KeptPool> {
  const rows = await tx.query
    .selectFrom('matching_people')
    .select(['side', 'facts', 'mentor_id as mentorId', 'pair', 'mentorship_id as mentorshipId'])
    .where('draft_id', '=', draftId)
    .orderBy(sql`(facts ->> 'order')::integer`)
    .orderBy('person_id')
    .execute();
  const relations = await tx.query
    .selectFrom('matching_relations')
    .select(['mentee_id as menteeId', 'mentor_id as mentorId', 'kind', 'rank'])
    .where('draft_id', '=', draftId)
    .orderBy('mentee_id')
    .orderBy('mentor_id')
    .execute();
  return {
    mentees: rows
      .filter(({ side }) => side === 'mentee')
      .map((row) => ({
        facts: row.facts as unknown as MenteeFacts,
        mentorId: row.mentorId,
        pair: row.pair as unknown as KeptPair | null,
        mentorshipId: row.mentorshipId,
      })),
    mentors: rows.filter(({ side }) => side === 'mentor').map((row) => row.facts as unknown as MentorFacts),
    relations: relations.map((row) => ({ ...row, kind: row.kind as RelationKind })),
  };
}

const BATCH = 1_000;

/** Gives a draft its people anew; pairs are written after it was solved. */
export async function replacePool(
  tx: ScopedTx,
  to: { readonly organizationId: string; readonly draftId: string },
  pool: {
    readonly mentees: readonly MenteeFacts[];
    readonly mentors: readonly MentorFacts[];
    readonly relations: readonly Relation[];
  },
): Promise<void> {
  await tx.query.deleteFrom('matching_people').where('draft_id', '=', to.draftId).execute();
  await tx.query.deleteFrom('matching_relations').where('draft_id', '=', to.draftId).execute();
  await addToPool(tx, to, pool, 0);
}

/** Adds people and what is between them. @param from the order of the first mentor: after those who are there */
export async function addToPool(
  tx: ScopedTx,
  to: { readonly organizationId: string; readonly draftId: string },
  pool: {
    readonly mentees: readonly MenteeFacts[];
    readonly mentors: readonly MentorFacts[];
    readonly relations: readonly Relation[];
  },
  from: number,
): Promise<void> {
  const people = [
    ...pool.mentees.map((facts, order) => ({ side: 'mentee', facts, order })),
    ...pool.mentors.map((facts, order) => ({ side: 'mentor', facts, order: from + order })),
  ].map(({ side, facts, order }) => ({
    organization_id: to.organizationId,
    draft_id: to.draftId,
    person_id: facts.personId,
    side,
    facts: toJson({ ...facts, order }),
  }));
  for (let at = 0; at < people.length; at += BATCH) {
    await tx.query
      .insertInto('matching_people')
      .values(people.slice(at, at + BATCH))
      .execute();
  }
  const relations = pool.relations.map(({ menteeId, mentorId, kind, rank }) => ({
    organization_id: to.organizationId,
    draft_id: to.draftId,
    mentee_id: menteeId,
    mentor_id: mentorId,
    kind,
    rank,
  }));
  for (let at = 0; at < relations.length; at += BATCH) {
    await tx.query
      .insertInto('matching_relations')
      .values(relations.slice(at, at + BATCH))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

/** Writes the pairs of a draft where they changed: null for a mentee without one. */
export async function savePairs(
  tx: ScopedTx,
  draftId: string,
  pairs: readonly {
    readonly menteeId: string;
    readonly mentorId: string | null;
    readonly pair: KeptPair | null;
  }[],
): Promise<void> {
  for (let at = 0; at < pairs.length; at += BATCH) {
    const some = pairs.slice(at, at + BATCH);
    await sql`
      update matching_people p set mentor_id = n.mentor_id, pair = n.pair
      from unnest(
        ${some.map(({ menteeId }) => menteeId)}::uuid[],
        ${some.map(({ mentorId }) => mentorId)}::uuid[],
        ${some.map(({ pair }) => (pair === null ? null : toJson(pair)))}::jsonb[]) n (person_id, mentor_id, pair)
      where p.draft_id = ${draftId}::uuid and p.side = 'mentee' and p.person_id = n.person_id
        and (p.mentor_id is distinct from n.mentor_id or p.pair is distinct from n.pair)`.execute(tx.query);
  }
}

/** What became of pairs of a draft. */
export async function linkMentorships(
  tx: ScopedTx,
  draftId: string,
  links: readonly { readonly menteeId: string; readonly mentorshipId: string }[],
): Promise<void> {
  if (links.length === 0) return;
  await sql`
    update matching_people p set mentorship_id = n.mentorship_id
    from unnest(${links.map(({ menteeId }) => menteeId)}::uuid[], ${links.map(({ mentorshipId }) => mentorshipId)}::uuid[])
      n (person_id, mentorship_id)
    where p.draft_id = ${draftId}::uuid and p.side = 'mentee' and p.person_id = n.person_id`.execute(
    tx.query,
  );
}
