import { accept, refuse, type Result } from '#src/lib/result.ts';
import { shortDay } from '#src/lib/russian/short-day.ts';
import type { Facts, Field } from '#src/lib/wording/model.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { PaperMoment, PaperRegistered, PaperSubjects } from '#src/features/orgs/papers.server.ts';
import { formTitle } from '#src/features/programmes/rules/forms.ts';
import { isOpen, type Member } from '#src/features/mentorships/rules.ts';
import { namedPlace } from '#src/features/mentorships/papers/order-list.ts';
import { mentorshipsOfYear } from '#src/features/mentorships/papers.server/year.ts';
import { lastMembers } from '#src/features/mentorships/service.server/load.ts';
import type { ListedMentorship } from '#src/features/mentorships/service.server/load.ts';
import { listPlaces } from '#src/features/mentorships/store.server/orders.ts';
import { setOrder } from '#src/features/mentorships/store.server/mentorships.ts';
import { lockMentorships, takeStep } from '#src/features/mentorships/store.server/steps.ts';

export const REPLACEMENT_FIELDS: readonly Field[] = [
  { name: 'таблица замен', kind: 'table', description: 'прежний и новый наставник, причина, с какого дня' },
  { name: 'число пар', kind: 'number', description: 'в скольких парах и группах сменился наставник' },
];

interface Replacement {
  readonly one: ListedMentorship;
  readonly before: Member;
  readonly after: readonly Member[];
}

/** Open mentorships of the year whose mentor left and has somebody after them: the last change of each. */
async function replacementsOf(
  tx: ScopedTx,
  moment: Pick<PaperMoment, 'organizationId' | 'schoolYear'>,
): Promise<Replacement[]> {
  const all = await mentorshipsOfYear(tx, moment);
  return all
    .filter(({ state }) => isOpen(state))
    .flatMap((one): Replacement[] => {
      const left = one.members
        .filter(({ side, endedOn }) => side === 'mentor' && endedOn !== null)
        .toSorted((a, b) => (b.endedOn ?? '').localeCompare(a.endedOn ?? ''));
      const [before] = left;
      if (before === undefined) return [];
      const mentors = lastMembers(one, 'mentor');
      const after = mentors.filter(
        ({ startedOn }) => startedOn !== null && startedOn >= (before.endedOn ?? ''),
      );
      return after.length === 0 ? [] : [{ one, before, after }];
    });
}

const hidden = (name: string) => name || 'имя не показывается';

export const replacementSubjects: PaperSubjects = {
  label: 'Где сменился наставник',
  takes: 'many',
  list: async (tx, moment) =>
    (await replacementsOf(tx, moment)).map(({ one, before, after }) => ({
      id: one.id,
      label: `${hidden(before.name)} → ${after.map(({ name }) => hidden(name)).join(', ')} (${formTitle(one.form)})`,
      isUsual: true,
    })),
};

export async function replacementFacts(tx: ScopedTx, moment: PaperMoment): Promise<Facts> {
  const chosen = (await replacementsOf(tx, moment)).filter(({ one }) => moment.subjectIds.includes(one.id));
  const places = await listPlaces(tx, [
    ...new Set(chosen.flatMap(({ one }) => one.members.map(({ personId }) => personId))),
  ]);
  const named = (members: readonly Member[]) =>
    members.length === 0
      ? namedPlace({ name: '', place: '' })
      : members
          .map(({ name, personId }) => namedPlace({ name, place: places.get(personId) ?? '' }))
          .join('\n');
  return {
    'таблица замен': {
      kind: 'table',
      table: {
        columns: [
          { heading: '№', width: 1 },
          { heading: 'Прежний наставник', width: 5 },
          { heading: 'Новый наставник', width: 5 },
          { heading: 'Наставляемый', width: 5 },
          { heading: 'С какого дня', width: 3 },
          { heading: 'Причина', width: 4 },
        ],
        rows: chosen.map(({ one, before, after }, index) => [
          String(index + 1),
          named([before]),
          named(after),
          named(lastMembers(one, 'mentee')),
          before.endedOn === null ? '–' : shortDay(before.endedOn),
          before.endReason || '–',
        ]),
      },
    },
    ...(chosen.length === 0 ? {} : { 'число пар': { kind: 'number', value: chosen.length } }),
  };
}

/**
 * A pair that agreed and was in no order is in this one; one that works keeps the order that fixed it first, and gets this
 * one when it had none.
 */
export async function replacementRegistered(tx: ScopedTx, paper: PaperRegistered): Promise<Result> {
  await lockMentorships(tx, [...paper.subjectIds]);
  const replaced = (await replacementsOf(tx, paper)).filter(({ one }) => paper.subjectIds.includes(one.id));
  if (replaced.length !== paper.subjectIds.length) {
    return refuse('mentorships.order_changed', { count: paper.subjectIds.length - replaced.length });
  }
  const { issuedOn: on, paperId: orderPaperId } = paper;
  const agreed = replaced.filter(({ one }) => one.state === 'agreed').map(({ one }) => one.id);
  await takeStep(tx, agreed, { state: 'ordered', on, orderPaperId });
  const without = replaced.filter(({ one }) => one.state !== 'agreed' && one.orderPaperId === null);
  await setOrder(
    tx,
    without.map(({ one }) => one.id),
    orderPaperId,
  );
  return accept();
}
