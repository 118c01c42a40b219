import { connect } from '#src/platform/db/connection.ts';
import type { Result } from '#src/lib/result.ts';
import type { PageSaved } from '#src/features/surveys/service.server/answering.ts';
import type { Surveys } from '#src/features/surveys/service.server.ts';
import { inInstallation } from './site/folder.ts';
import { measureOverHttp } from './surveys/http.ts';
import { OTHERS, prepare, RESPONDENTS, type Invited } from './surveys/prepare.ts';
import { rowOf } from './surveys/times.ts';

/**
 * A hundred respondents at the same moment, each with a questionnaire of several pages: open, save, next. First at the
 * services on the embedded database, then over HTTP from the built program, where each page is drawn as well.
 */
export async function run(): Promise<string> {
  const services = await inInstallation('surveys', async (installation) => {
    const client = await connect(installation.opened.connection, { name: 'bench' });
    const lines: string[] = [];
    try {
      for (const isAnonymous of [false, true]) {
        const { invited } = await prepare(client, installation.services.surveys, isAnonymous);
        lines.push(await measure(installation.services.surveys, invited, isAnonymous));
      }
    } finally {
      await client.end();
    }
    return lines;
  });
  return [
    `${RESPONDENTS} respondents at once, each answering the three pages of the mentee’s candidate questionnaire to the end, ${RESPONDENTS + OTHERS} invited.`,
    '',
    '| wave | calls | calls/s | p50, ms | p95, ms | p99, ms |',
    '|---|--:|--:|--:|--:|--:|',
    ...services,
    '',
    'The same over HTTP, pages drawn by the server, program, database and clients on one machine:',
    '',
    '| wave | between two presses | requests | requests/s | p50, ms | p95, ms | p99, ms |',
    '|---|---|--:|--:|--:|--:|--:|',
    ...(await measureOverHttp()),
  ].join('\n');
}

async function measure(surveys: Surveys, invited: readonly Invited[], isAnonymous: boolean): Promise<string> {
  const times: number[] = [];
  const timed = async <T>(work: Promise<T>): Promise<T> => {
    const started = performance.now();
    const answer = await work;
    times.push(performance.now() - started);
    return answer;
  };
  const started = performance.now();
  await Promise.all(invited.map((one) => answerAll(surveys, one, timed)));
  const seconds = (performance.now() - started) / 1_000;
  return rowOf([isAnonymous ? 'without names' : 'with names'], times, seconds);
}

async function answerAll(
  surveys: Surveys,
  { actor, invitationId }: Invited,
  timed: <T>(work: Promise<T>) => Promise<T>,
): Promise<void> {
  for (let page: number | null = 0; page !== null;) {
    const own = await timed(surveys.answering.open(actor, invitationId));
    if (!own.ok) throw new Error(JSON.stringify(own.refusal));
    const items: readonly { id: string; kind: string; options?: readonly { key: string }[] | undefined }[] =
      own.value.model.pages[page]?.items ?? [];
    const raw = Object.fromEntries(
      items.map(({ id, kind, options }) => [id, kind === 'scale' ? '7' : (options?.[0]?.key ?? 'слова')]),
    );
    const saved: Result<PageSaved> = await timed(
      surveys.answering.save(actor, {
        invitationId,
        page,
        raw,
        rankings: {},
        shown: Object.keys(raw),
        intent: 'next',
      }),
    );
    if (!saved.ok) throw new Error(JSON.stringify(saved.refusal));
    page = saved.value.page;
  }
}
