import { Tabs } from '#src/ui/tabs.tsx';

/** The two sides of the room: asking, and what is asked with. */
export function SurveyTabs({ current }: { current: '/surveys' | '/surveys/questionnaires' }) {
  return (
    <Tabs
      label="Опросы и анкеты"
      current={current}
      tabs={[
        { to: '/surveys', label: 'Опросы' },
        { to: '/surveys/questionnaires', label: 'Анкеты' },
      ]}
    />
  );
}

export const waveCrumbs = (waveId: string, title: string) => [
  { to: '/surveys', label: 'Опросы' },
  { to: `/surveys/waves/${waveId}`, label: title },
];
