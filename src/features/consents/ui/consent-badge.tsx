import { stateLabels } from '#src/features/consents/labels.ts';
import type { ConsentCell, ConsentState } from '#src/features/consents/rules/states.ts';
import { StateBadge, type Tone } from '#src/ui/badge.tsx';
import { formatDayShort } from '#src/ui/days.ts';

const tones: Readonly<Record<ConsentState, Tone>> = {
  in_force: 'success',
  expiring: 'warning',
  second: 'warning',
  ended: 'danger',
  withdrawn: 'danger',
  missing: 'neutral',
};

/** How one consent stands, with its last day or the day of the withdrawal. */
export function ConsentBadge({ cell }: { cell: ConsentCell }) {
  return <StateBadge tone={tones[cell.state]} label={describeCell(cell)} />;
}

export function describeCell(cell: ConsentCell): string {
  const word = stateLabels[cell.state];
  if (cell.until !== null) return `${word} до ${formatDayShort(cell.until)}`;
  if (cell.withdrawnOn !== null) return `${word} ${formatDayShort(cell.withdrawnOn)}`;
  return word;
}
