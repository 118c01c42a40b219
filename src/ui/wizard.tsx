import { Link } from 'react-router';
import css from '#src/ui/tabs.module.css';

export interface WizardStep {
  readonly label: string;
  /** Where a finished step can be looked at again. */
  readonly to?: string;
}

/** Where one is in a long piece of work: steps before `current` (from 0) are done and are links if they have `to`. */
export function WizardSteps({ steps, current }: { steps: readonly WizardStep[]; current: number }) {
  return (
    <nav aria-label={`Шаг ${Math.min(current + 1, steps.length)} из ${steps.length}`} data-no-print>
      <ol className={css.steps}>
        {steps.map((step, position) => {
          const done = position < current;
          const state = done ? css.done : position === current ? css.current : '';
          return (
            <li
              key={step.label}
              className={`${css.step} ${state}`}
              {...(position === current ? { 'aria-current': 'step' } : {})}
            >
              {done && step.to !== undefined ? (
                <Link to={step.to}>{step.label}</Link>
              ) : (
                <span>{step.label}</span>
              )}
              {done && <span className="visually-hidden">, сделано</span>}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
