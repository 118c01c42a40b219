import { answerStateLabels, surveyStateLabels, waveStateLabels } from '#src/features/surveys/labels.ts';
import type { AnswerState, SurveyState, WaveState } from '#src/features/surveys/rules.ts';
import { StateBadge } from '#src/ui/badge.tsx';

const waveTones = { draft: 'neutral', scheduled: 'info', open: 'info', closed: 'success' } as const;
const surveyTones = { draft: 'neutral', published: 'success', retired: 'neutral' } as const;
const answerTones = { waiting: 'neutral', begun: 'info', answered: 'success', declined: 'warning' } as const;

export const WaveStateBadge = ({ state }: { state: WaveState }) => (
  <StateBadge tone={waveTones[state]} label={waveStateLabels[state]} />
);
export const SurveyStateBadge = ({ state }: { state: SurveyState }) => (
  <StateBadge tone={surveyTones[state]} label={surveyStateLabels[state]} />
);
export const AnswerStateBadge = ({ state }: { state: AnswerState }) => (
  <StateBadge tone={answerTones[state]} label={answerStateLabels[state]} />
);
