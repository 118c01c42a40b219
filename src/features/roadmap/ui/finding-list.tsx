import { severityLabels } from '#src/features/roadmap/rules/linter/labels.ts';
import type { FindingView } from '#src/features/roadmap/rules/review-view.ts';
import css from '#src/features/roadmap/ui/review.module.css';
import { StateBadge, type Tone } from '#src/ui/badge.tsx';
import { HiddenField } from '#src/ui/fields.tsx';
import { Form, SubmitButton } from '#src/ui/form.tsx';
import { Text } from '#src/ui/layout.tsx';

const tones: Readonly<Record<FindingView['severity'], Tone>> = {
  error: 'danger',
  warning: 'warning',
  note: 'info',
};

/** What the check found: the reason, the advice, and one press where the correction is known. */
export function FindingList({
  findings,
  version,
  mayFix,
}: {
  findings: readonly FindingView[];
  /** Of the row that they concern; 0 for a section. */
  version: number;
  mayFix: boolean;
}) {
  if (findings.length === 0) return null;
  return (
    <ul className={css.findings}>
      {findings.map((finding) => (
        <li key={finding.key} className={css.finding}>
          <div>
            <StateBadge tone={tones[finding.severity]} label={severityLabels[finding.severity]} />{' '}
            {finding.message}{' '}
            <Text as="span" tone="quiet">
              {finding.advice}
            </Text>
          </div>
          {mayFix && finding.fix !== null && finding.targetId !== null && (
            <Form intent="fix">
              <HiddenField name="targetId" value={finding.targetId} />
              <HiddenField name="version" value={version} />
              <HiddenField name="field" value={finding.fix.field} />
              <HiddenField name="from" value={finding.fix.from} />
              <HiddenField name="to" value={finding.fix.to} />
              <div>
                <SubmitButton look="plain" size="small">
                  {finding.fix.from === ''
                    ? `Вписать «${clip(finding.fix.to)}»`
                    : `Исправить на «${clip(finding.fix.to)}»`}
                </SubmitButton>
              </div>
            </Form>
          )}
        </li>
      ))}
    </ul>
  );
}

function clip(text: string): string {
  return text.length > 20 ? `${text.slice(0, 18)}…` : text;
}
