import { Tabs } from '#src/ui/tabs.tsx';

const tabs = [
  { to: '/consents', label: 'Люди' },
  { to: '/consents/texts', label: 'Тексты' },
] as const;

export function ConsentsTabs({ current }: { current: (typeof tabs)[number]['to'] }) {
  return <Tabs label="Согласия и персональные данные" tabs={tabs} current={current} />;
}
