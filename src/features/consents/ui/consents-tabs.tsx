import { Tabs } from '#src/ui/tabs.tsx';

const tabs = [
  { to: '/consents', label: 'Люди' },
  { to: '/consents/classes', label: 'Классы' },
  { to: '/consents/requests', label: 'Обращения', isForKeepers: true },
  { to: '/consents/destruction', label: 'Уничтожение', isForKeepers: true },
  { to: '/consents/retention', label: 'Сроки хранения', isForKeepers: true },
  { to: '/consents/incidents', label: 'Инциденты', isForKeepers: true },
  { to: '/consents/texts', label: 'Тексты' },
] as const;

/** The parts of the room; those for whoever answers for personal data are shown to them only. */
export function ConsentsTabs({
  current,
  isKeeper,
}: {
  current: (typeof tabs)[number]['to'];
  isKeeper: boolean;
}) {
  const shown = tabs.filter((tab) => isKeeper || !('isForKeepers' in tab));
  return <Tabs label="Согласия и персональные данные" tabs={shown} current={current} />;
}
