import { mentorshipsRefusalText } from '#src/features/mentorships/labels.ts';
import type { ManyDone } from '#src/features/mentorships/service.server.ts';
import { Stack } from '#src/ui/layout.tsx';
import { Notice } from '#src/ui/notice.tsx';

/** What was done with the ticked ones, and of each other why not. */
export function ManyResult({
  done,
  what,
  titleOf,
}: {
  done: ManyDone;
  /** «познакомились». */
  what: string;
  /** Names of a mentorship that is on the page; empty for any other. */
  titleOf: (id: string) => string;
}) {
  return (
    <output>
      <Stack gap="small">
        {done.done > 0 && <Notice kind="success" title={`Отмечено: ${done.done} – ${what}`} />}
        {done.skipped.length > 0 && (
          <Notice kind="warning" title={`Не отмечено: ${done.skipped.length}`}>
            <ul>
              {done.skipped.map(({ id, code, facts }) => (
                <li key={id}>
                  {titleOf(id) || 'Пара, которой на этой странице нет'}:{' '}
                  {mentorshipsRefusalText({ code, facts })}
                </li>
              ))}
            </ul>
          </Notice>
        )}
      </Stack>
    </output>
  );
}
