import { randomUUID } from 'node:crypto';
import { connect } from '#src/platform/db/connection.ts';
import type { VisitorActor } from '#src/platform/db/scope.ts';
import { waveForm } from '#src/features/surveys/schema.ts';
import type { Result } from '#src/lib/result.ts';
import type { PageSaved } from '#src/features/surveys/service.server/answering.ts';
import type { Surveys } from '#src/features/surveys/service.server.ts';
import { inInstallation } from './site/folder.ts';

const RESPONDENTS = 100;
/** Others in the school, invited as well: lists and policies have something to pass over. */
const OTHERS = 1_900;

/**
 * A hundred respondents at the same moment, each with a questionnaire of several pages: open, save, next. Measured at the
 * services on the embedded database, without HTTP and without drawing the page.
 */
export function run(): Promise<string> {
  return inInstallation('surveys', async (installation) => {
    const client = await connect(installation.opened.connection, { name: 'bench' });
    const lines: string[] = [];
    try {
      for (const isAnonymous of [false, true]) {
        const prepared = await prepare(client, installation.services.surveys, isAnonymous);
        lines.push(await measure(installation.services.surveys, prepared, isAnonymous));
      }
    } finally {
      await client.end();
    }
    return [
      `${RESPONDENTS} respondents at once, each answering the three pages of the mentee’s candidate questionnaire to the end, ${RESPONDENTS + OTHERS} invited.`,
      '',
      '| wave | calls | calls/s | p50, ms | p95, ms | p99, ms |',
      '|---|--:|--:|--:|--:|--:|',
      ...lines,
    ].join('\n');
  });
}

interface Invited {
  readonly actor: VisitorActor;
  readonly invitationId: string;
}

async function prepare(
  client: Awaited<ReturnType<typeof connect>>,
  surveys: Surveys,
  isAnonymous: boolean,
): Promise<readonly Invited[]> {
  const query = async <Row extends Record<string, unknown>>(text: string, values: unknown[] = []) =>
    (await client.query<Row>(text, values)).rows;
  const [school] = await query<{ id: string }>(
    `insert into organizations (kind, full_name, short_name, director_name)
     values ('school', 'Школа опыта', 'Школа опыта', 'Примерова Анна') returning id`,
  );
  const organizationId = school?.id ?? '';
  const accountId = randomUUID();
  await query(`insert into role_assignments (organization_id, account_id, role) values ($1, $2, 'curator')`, [
    organizationId,
    accountId,
  ]);
  await query(
    `insert into people (organization_id, family_name, given_name, kinds)
     select $1, 'Опытов' || n, 'Пётр', '{graduate}' from generate_series(1, $2::integer) n`,
    [organizationId, RESPONDENTS + OTHERS],
  );
  await query(
    `insert into consent_texts (organization_id, purpose, number, origin, title, body, guardian_body, digest)
     values ($1, 'processing', 1, 'own', 'Согласие', 'Текст', 'Текст', repeat('a', 64))`,
    [organizationId],
  );
  await query(
    `insert into consents (organization_id, person_id, purpose, text_id, signer, channel, signed_on)
     select $1, p.id, 'processing', t.id, 'self', 'paper', current_date
     from people p join consent_texts t on t.organization_id = p.organization_id where p.organization_id = $1`,
    [organizationId],
  );
  const curator = { kind: 'person', accountId } as const;
  const made = await surveys.editor.create(curator, organizationId, {
    submission: randomUUID(),
    library: 'candidate-mentee',
    title: '',
  });
  if (!made.ok) throw new Error(JSON.stringify(made.refusal));
  const { surveyId } = made.value;
  const published = await surveys.editor.publish(curator, { surveyId, version: 1 });
  if (!published.ok) throw new Error(JSON.stringify(published.refusal));
  const today = Temporal.Now.plainDateISO('Europe/Moscow');
  const wave = await surveys.waves.create(
    curator,
    organizationId,
    waveForm.parse({
      submission: randomUUID(),
      surveyId,
      title: 'Опыт',
      source: 'people',
      kinds: ['graduate'],
      opensOn: today.subtract({ days: 1 }).toString(),
      closesOn: today.add({ days: 7 }).toString(),
      ...(isAnonymous ? { isAnonymous: 'on' } : {}),
      canChange: 'on',
    }),
  );
  if (!wave.ok) throw new Error(JSON.stringify(wave.refusal));
  const launched = await surveys.waves.launch(curator, { waveId: wave.value.waveId, version: 1 });
  if (!launched.ok) throw new Error(JSON.stringify(launched.refusal));
  const rows = await query<{ id: string; person_id: string }>(
    'select id, person_id from survey_invitations where wave_id = $1 order by paper_number limit $2',
    [wave.value.waveId, RESPONDENTS],
  );
  return rows.map(({ id, person_id: personId }) => ({
    invitationId: id,
    actor: { kind: 'visitor', codeId: randomUUID(), personId },
  }));
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
  times.sort((a, b) => a - b);
  const percentile = (share: number) => (times[Math.ceil(times.length * share) - 1] ?? 0).toFixed(0);
  const cells = [
    isAnonymous ? 'without names' : 'with names',
    times.length,
    (times.length / seconds).toFixed(0),
    ...[0.5, 0.95, 0.99].map(percentile),
  ];
  return `| ${cells.join(' | ')} |`;
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
