import { Tabs } from '#src/ui/tabs.tsx';

/** The two views of the room: everybody, and teams of a school year. */
export function PeopleTabs({ current }: { current: '/people' | '/people/teams' }) {
  return (
    <Tabs
      label="Люди и группы"
      current={current}
      tabs={[
        { to: '/people', label: 'Сотрудники' },
        { to: '/people/teams', label: 'Рабочие группы' },
      ]}
    />
  );
}
