import type { ToldStep } from '#src/features/matching/service.server.ts';
import { formatInstant } from '#src/ui/days.ts';
import type { FormState } from '#src/ui/form-state.ts';
import { Notice } from '#src/ui/notice.tsx';

/** Why a change was refused; when somebody else was first, what they did since. */
export function RefusedChange({
  state,
  steps = [],
  timeZone = 'UTC',
}: {
  state: FormState | null | undefined;
  /** Of the draft, where the page has them. */
  steps?: readonly ToldStep[];
  timeZone?: string;
}) {
  if (state == null) return null;
  const seen = Number(state.values['version']);
  const since = state.isStale === true ? steps.filter(({ number }) => number > seen) : [];
  const errors = [...state.formErrors, ...Object.values(state.errors)];
  return (
    <Notice kind="error" title="Изменение не сохранено">
      {errors.join(' ')}
      {since.length > 0 && (
        <ul>
          {since.map((step) => (
            <li key={step.number}>
              {step.words} – {step.who || 'кто-то'}, {formatInstant(step.madeAt, timeZone)}
            </li>
          ))}
        </ul>
      )}
    </Notice>
  );
}
