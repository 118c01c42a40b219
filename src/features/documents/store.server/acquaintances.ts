import { sql } from 'kysely';
import { toDay, toIso } from '#src/lib/iso-day.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import { fullNameOf, placeOf } from '#src/features/people/service.server.ts';

/** Somebody who is to know a paper; days are ISO. */
export interface AcquaintanceRow {
  readonly personId: string;
  readonly name: string;
  /** Class, post or place of work; empty: none is known. */
  readonly post: string;
  readonly doneOn: string | null;
  readonly channel: 'product' | 'paper' | null;
}

export async function listAcquaintances(tx: ScopedTx, paperId: string): Promise<AcquaintanceRow[]> {
  const rows = await tx.query
    .selectFrom('paper_acquaintances')
    .innerJoin('people', 'people.id', 'paper_acquaintances.person_id')
    .select([
      'person_id as personId',
      fullNameOf('people').as('name'),
      placeOf('people').as('post'),
      'done_on as doneOn',
      'channel',
    ])
    .where('paper_id', '=', paperId)
    .orderBy('people.family_name')
    .orderBy('people.given_name')
    .orderBy('person_id')
    .execute();
  return rows.map((row) => ({
    ...row,
    doneOn: toIso(row.doneOn),
    channel: row.channel as AcquaintanceRow['channel'],
  }));
}

/** Asks these people to know the paper; whoever is asked already stays as they are. */
export async function askToKnow(
  tx: ScopedTx,
  paper: { id: string; organizationId: string },
  personIds: readonly string[],
): Promise<void> {
  if (personIds.length === 0) return;
  await tx.query
    .insertInto('paper_acquaintances')
    .values(
      personIds.map((person_id) => ({
        paper_id: paper.id,
        person_id,
        organization_id: paper.organizationId,
      })),
    )
    .onConflict((conflict) => conflict.columns(['paper_id', 'person_id']).doNothing())
    .execute();
}

/** Takes back the asking of those who have not read it yet. */
export async function stopAsking(tx: ScopedTx, paperId: string, personIds: readonly string[]): Promise<void> {
  if (personIds.length === 0) return;
  await tx.query
    .deleteFrom('paper_acquaintances')
    .where('paper_id', '=', paperId)
    .where('person_id', 'in', [...personIds])
    .where('done_on', 'is', null)
    .execute();
}

/** Notes that these people know the paper, those who had been noted before excepted; answers how many were noted. */
export async function noteKnown(
  tx: ScopedTx,
  paperId: string,
  personIds: readonly string[],
  done: { on: string; channel: 'product' | 'paper'; recordedBy: string | null },
): Promise<number> {
  if (personIds.length === 0) return 0;
  const result = await tx.query
    .updateTable('paper_acquaintances')
    .set({ done_on: toDay(done.on), channel: done.channel, recorded_by: done.recordedBy })
    .where('paper_id', '=', paperId)
    .where('person_id', 'in', [...personIds])
    .where('done_on', 'is', null)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

export interface PaperToKnow {
  readonly paperId: string;
  readonly personId: string;
  readonly title: string;
  readonly doneOn: string | null;
}

/** Papers in force that these people have been asked to know: those not read yet first, then the newest. */
export async function listPapersToKnow(
  tx: ScopedTx,
  personIds: readonly string[],
  limit: number,
): Promise<PaperToKnow[]> {
  if (personIds.length === 0) return [];
  const rows = await tx.query
    .selectFrom('paper_acquaintances')
    .innerJoin('papers', 'papers.id', 'paper_acquaintances.paper_id')
    .select([
      'paper_acquaintances.paper_id as paperId',
      'paper_acquaintances.person_id as personId',
      'papers.title',
      'paper_acquaintances.done_on as doneOn',
    ])
    .where('paper_acquaintances.person_id', 'in', [...personIds])
    .where('papers.state', 'in', ['registered', 'replaced'])
    .orderBy('paper_acquaintances.done_on', (o) => o.desc().nullsFirst())
    .orderBy('papers.issued_on', 'desc')
    .orderBy('paper_acquaintances.paper_id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, doneOn: toIso(row.doneOn) }));
}

/** The reader's own word about a paper in force; false when there was nothing to say. */
export async function acknowledge(
  tx: ScopedTx,
  paperId: string,
  personId: string,
  on: string,
): Promise<boolean> {
  const { rows } = await sql<{ done: boolean | null }>`
    select app.acknowledge_paper(${paperId}::uuid, ${personId}::uuid, ${on}::date) as done`.execute(tx.query);
  return rows[0]?.done === true;
}
