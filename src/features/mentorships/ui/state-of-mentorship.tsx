import { mentorshipStateLabels } from '#src/features/mentorships/labels.ts';
import type { MentorshipState } from '#src/features/mentorships/rules.ts';
import { StateBadge, type Tone } from '#src/ui/badge.tsx';

const tones: Readonly<Partial<Record<MentorshipState, Tone>>> = {
  proposed: 'neutral',
  met: 'neutral',
  trial: 'info',
  paused: 'warning',
  closed: 'success',
  ended_early: 'danger',
};

export function StateOfMentorship({ state }: { state: MentorshipState }) {
  return <StateBadge tone={tones[state] ?? 'info'} label={mentorshipStateLabels[state]} />;
}
