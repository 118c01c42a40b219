import { randomUUID } from 'node:crypto';
import { paperFilter } from '#src/features/documents/schema.ts';
import { accepted } from '#src/main/demo/accepted.ts';
import type { DemoInstallation, DemoTown } from '#src/main/demo/town.ts';

/** The order of the pairs that are agreed, as a draft, and an order that a teacher has yet to read. */
export async function preparePapers(
  { services: { documents } }: Pick<DemoInstallation, 'services'>,
  town: DemoTown,
  organizationId: string,
): Promise<void> {
  const keeper = town.actor('curator');
  accepted(
    await documents.drafts.start(keeper, organizationId, {
      kind: 'order.pairs',
      subjectIds: [],
      submission: randomUUID(),
    }),
    'the order of pairs',
  );
  const filter = paperFilter.parse({ kind: 'order.team', state: 'registered' });
  const { papers } = accepted(await documents.list(keeper, organizationId, filter), 'orders of the team');
  const [order] = papers;
  if (order === undefined) throw new Error('No order of the team to read');
  const sheet = accepted(await documents.acquaintance.view(keeper, order.id), 'the sheet of the order');
  const reader = sheet.choices.find(({ name }) => name.startsWith('Полянская'));
  if (reader === undefined) throw new Error('Nobody to read the order');
  const ask = { paperId: order.id, personIds: [reader.id] };
  accepted(await documents.acquaintance.ask(keeper, ask), 'a reader of the order');
}
