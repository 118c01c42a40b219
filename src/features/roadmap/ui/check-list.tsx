import css from '#src/features/roadmap/ui/review.module.css';
import { StateBadge } from '#src/ui/badge.tsx';
import { Row, TextLink } from '#src/ui/layout.tsx';

export interface Check {
  readonly done: boolean;
  /** Without it the roadmap is not approved; the others are advice. */
  readonly isNeeded: boolean;
  readonly yes: string;
  readonly no: string;
  readonly to: string;
  readonly label: string;
}

/** What was looked at before an approval; what is lacking has a link to where it is mended. */
export function CheckList({ checks }: { checks: readonly Check[] }) {
  return (
    <div>
      <ul className={css.findings}>
        {checks.map((check) => (
          <li key={check.yes}>
            <Row>
              {check.done ? (
                <StateBadge tone="success" label="есть" />
              ) : (
                <StateBadge
                  tone={check.isNeeded ? 'danger' : 'warning'}
                  label={check.isNeeded ? 'нужно' : 'желательно'}
                />
              )}
              <span>{check.done ? check.yes : check.no}</span>
              {!check.done && <TextLink to={check.to}>{check.label}</TextLink>}
            </Row>
          </li>
        ))}
      </ul>
    </div>
  );
}
