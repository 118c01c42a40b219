import { peopleListLabels } from '#src/features/people/labels.ts';
import type { PeopleList } from '#src/features/people/rules/kinds.ts';
import { Tabs } from '#src/ui/tabs.tsx';

const LISTS: readonly PeopleList[] = ['staff', 'pupils', 'graduates', 'outsiders', 'guardians'];

/** Address of one of the lists of people. */
export function listPath(list: PeopleList): string {
  return list === 'staff' ? '/people' : `/people?list=${list}`;
}

/**
 * The views of the room: a list for each kind of people, then classes, partners and teams. Whoever knows staff alone
 * (`seesEveryone` false) is offered what they may open.
 */
export function PeopleTabs({
  current,
  seesEveryone,
}: {
  current: PeopleList | 'classes' | 'partners' | 'teams';
  seesEveryone: boolean;
}) {
  const lists = LISTS.filter((list) => list === 'staff' || seesEveryone);
  const tabs = [
    ...lists.map((list) => ({ key: list as string, to: listPath(list), label: peopleListLabels[list] })),
    ...(seesEveryone ? [{ key: 'classes', to: '/people/classes', label: 'Классы' }] : []),
    { key: 'partners', to: '/people/partners', label: 'Партнёры' },
    { key: 'teams', to: '/people/teams', label: 'Рабочие группы' },
  ];
  return (
    <Tabs
      label="Люди, классы и группы"
      current={tabs.find(({ key }) => key === current)?.to ?? '/people'}
      tabs={tabs.map(({ to, label }) => ({ to, label }))}
    />
  );
}
