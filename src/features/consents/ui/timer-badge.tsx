import type { IncidentTimer } from '#src/features/consents/rules/incidents.ts';
import { StateBadge } from '#src/ui/badge.tsx';
import { formatInstant } from '#src/ui/days.ts';
import { plural } from '#src/lib/russian/plural.ts';

const hours = (count: number) => plural(count, 'час', 'часа', 'часов');

/** How one term of an incident stands: sent, how long is left, how late it is. */
export function TimerBadge({ timer, timeZone }: { timer: IncidentTimer; timeZone: string }) {
  if (timer.doneAt !== null) {
    return <StateBadge tone="success" label={`отправлено ${formatInstant(timer.doneAt, timeZone)}`} />;
  }
  if (timer.hoursLeft < 0)
    return <StateBadge tone="danger" label={`просрочено на ${hours(-timer.hoursLeft)}`} />;
  return (
    <StateBadge
      tone="warning"
      label={timer.hoursLeft === 0 ? 'осталось меньше часа' : `осталось ${hours(timer.hoursLeft)}`}
    />
  );
}
