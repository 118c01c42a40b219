import { site } from '#src/web/context.ts';
import type { Route } from './+types/feed';

/** A calendar program asks without a session: whoever knows the address may read. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const token = (params.file ?? '').replace(/\.ics$/, '');
  const feed = await site(context).services.notices.readFeed(token);
  if (feed === null) {
    return new Response('Такого календаря нет. Получите новый адрес на странице «Напоминания».', {
      status: 404,
      headers: { 'Content-Type': 'text/plain; charset=utf-8' },
    });
  }
  return new Response(feed, {
    headers: {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': 'attachment; filename="nastavnik.ics"',
      'Cache-Control': 'private, no-cache',
    },
  });
}
