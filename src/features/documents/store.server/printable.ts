import { toDay, toIso } from '#src/lib/iso-day.ts';
import { containing } from '#src/platform/db/like-pattern.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';

/** A registered paper whose text was made here, so that it can be laid out again as it was fixed. */
export interface PrintablePaper {
  readonly id: string;
  readonly kind: string;
  readonly number: string;
  readonly issuedOn: string;
  readonly title: string;
  readonly subjectIds: readonly string[];
}

/** Newest day first, within a day by their numbers; with the number of all before paging. */
export async function listPrintable(
  tx: ScopedTx,
  query: { readonly organizationId: string; readonly kind: string; readonly q: string; readonly on: string },
  page: { readonly offset: number; readonly limit: number },
): Promise<{ papers: PrintablePaper[]; total: number }> {
  let rows = tx.query
    .selectFrom('papers as p')
    .innerJoin('paper_texts as t', 't.paper_id', 'p.id')
    .where('p.organization_id', '=', query.organizationId)
    .where('p.state', '=', 'registered')
    .where('t.document', 'is not', null);
  if (query.kind !== '') rows = rows.where('p.kind', '=', query.kind);
  if (query.on !== '') rows = rows.where('p.issued_on', '=', toDay(query.on));
  if (query.q !== '') {
    const pattern = containing(query.q);
    rows = rows.where((eb) => eb.or([eb('p.title', 'ilike', pattern), eb('p.number', 'ilike', pattern)]));
  }
  const { total } = await rows.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const found = await rows
    .select(['p.id', 'p.kind', 'p.number', 'p.issued_on', 'p.title', 't.subject_ids as subjectIds'])
    .orderBy('p.issued_on', 'desc')
    .orderBy('p.series_number')
    .orderBy('p.series_sub')
    .orderBy('p.id')
    .offset(page.offset)
    .limit(page.limit)
    .execute();
  return {
    total,
    papers: found.map(({ issued_on, ...row }) => ({ ...row, issuedOn: toIso(issued_on) ?? '' })),
  };
}
