import { WizardSteps } from '#src/ui/wizard.tsx';

const STEPS = [
  { path: '/review', label: 'Проверить строки' },
  { path: '/responsibles', label: 'Назвать ответственных' },
  { path: '/approve', label: 'Утвердить' },
  { path: '', label: 'Работать по плану' },
] as const;

/** Where a roadmap stands on its way from a document to a year of work. */
export function RoadmapSteps({ roadmapId, current }: { roadmapId: string; current: 0 | 1 | 2 | 3 }) {
  return (
    <WizardSteps
      steps={STEPS.map(({ path, label }) => ({ label, to: `/roadmaps/${roadmapId}${path}` }))}
      current={current}
    />
  );
}
