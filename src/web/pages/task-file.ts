import { Readable } from 'node:stream';
import { platformRefusalText } from '#src/platform/labels.ts';
import { requireSignedIn, site } from '#src/web/context.ts';
import { contentDisposition } from '#src/web/downloads.ts';
import { notFound, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/task-file';

/** A file that long work has made, sent as it is read: it may be larger than what should be in memory. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const at = Number(params.number) - 1;
  const opened = await site(context).services.tasks.openFile(requireSignedIn(context), params.taskId, at);
  if (!opened.ok) {
    const text = platformRefusalText(opened.refusal);
    return text === null || text === undefined
      ? notFound('Такого файла нет')
      : throwRefusal(opened.refusal, text);
  }
  const { file, stream } = opened.value;
  return new Response(Readable.toWeb(stream) as ReadableStream<Uint8Array>, {
    headers: {
      'Content-Type': file.mediaType,
      'Content-Length': String(file.sizeBytes),
      'Content-Disposition': contentDisposition(file.name),
      'Cache-Control': 'private, no-store',
      'X-Content-Type-Options': 'nosniff',
    },
  });
}
