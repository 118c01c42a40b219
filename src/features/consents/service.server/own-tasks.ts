import type { OwnTaskSource } from '#src/features/people/service.server/own-tasks.ts';
import { listOwn } from '#src/features/consents/service.server/own.ts';

/**
 * One line for each whose consents the reader signs: it waits while the consent to processing is wanted, because nothing goes
 * on without it; the other purposes are asked for on the page, and nobody is reminded of what they may leave.
 */
export const consentTasks: OwnTaskSource = async (tx, people) => {
  const own = await listOwn(tx, null);
  return people.flatMap((person) => {
    const documents = own.filter(({ personId }) => personId === person.id);
    const processing = documents.find(({ purpose }) => purpose === 'processing');
    if (processing === undefined) return [];
    return [
      {
        title: processing.isWanted ? 'Прочитать и подписать согласие на обработку данных' : 'Согласия',
        forName: person.isSelf ? '' : person.name,
        path: '/my/consents',
        dueOn: processing.isWanted ? processing.cell.until : null,
        state: processing.isWanted ? ('waiting' as const) : ('done' as const),
      },
    ];
  });
};
