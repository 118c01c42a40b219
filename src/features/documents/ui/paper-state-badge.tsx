import { paperStateLabels } from '#src/features/documents/labels.ts';
import type { PaperState } from '#src/features/documents/rules.ts';
import { StateBadge, type Tone } from '#src/ui/badge.tsx';

const tones: Readonly<Record<PaperState, Tone>> = {
  draft: 'warning',
  approved: 'info',
  registered: 'success',
  replaced: 'neutral',
  cancelled: 'danger',
};

/** The state of a paper: sign and word. */
export function PaperStateBadge({ state }: { state: PaperState }) {
  return <StateBadge tone={tones[state]} label={paperStateLabels[state]} />;
}
