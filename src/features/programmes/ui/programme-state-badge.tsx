import { programmeStateLabels, stageStateLabels } from '#src/features/programmes/labels.ts';
import type { ProgrammeState, StageState } from '#src/features/programmes/rules.ts';
import { StateBadge, type Tone } from '#src/ui/badge.tsx';

const tones: Readonly<Record<ProgrammeState, Tone>> = {
  preparing: 'neutral',
  launched: 'info',
  closed: 'success',
};
const stageTones: Readonly<Record<StageState, Tone>> = {
  ahead: 'neutral',
  under_way: 'info',
  done: 'success',
};

export function ProgrammeStateBadge({ state }: { state: ProgrammeState }) {
  return <StateBadge tone={tones[state]} label={programmeStateLabels[state]} />;
}

export function StageStateBadge({ state }: { state: StageState }) {
  return <StateBadge tone={stageTones[state]} label={stageStateLabels[state]} />;
}
