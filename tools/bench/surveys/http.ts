import { ensureSiteIsBuilt } from '#src/main/built-site.ts';
import { openInstallation } from '#src/main/installation.ts';
import { connect } from '#src/platform/db/connection.ts';
import { freePort, inFolder } from '../site/folder.ts';
import { headersOf, startSite, stopSite } from '../site/program.ts';
import { prepare } from './prepare.ts';
import { rowOf } from './times.ts';

/** Respondents that answer first, unmeasured: they open connections and compile what is compiled at the first need. */
const WARM = 5;
/** People who think begin within so many seconds of each other and take so long for a page, spread evenly. */
const ARRIVAL = 10;
const THINKING = { least: 5, most: 15 };

/** The fields of one page as a browser sends them, without the button. */
type PageFields = readonly (readonly [string, string])[];

interface Respondent {
  readonly invitationId: string;
  readonly code: string;
  readonly pages: readonly PageFields[];
}

/** Lines of a table: waves with and without names, each with people who think and with presses on the heels of the answer. */
export async function measureOverHttp(): Promise<string[]> {
  const built = await ensureSiteIsBuilt(() => undefined);
  if (!built.ok) throw new Error(JSON.stringify(built.refusal));
  const lines: string[] = [];
  for (const isAnonymous of [false, true])
    for (const isThinking of [true, false])
      lines.push(
        await inFolder('surveys-http', (folder) => measureWave(folder, { isAnonymous, isThinking })),
      );
  return lines;
}

async function measureWave(
  folder: string,
  { isAnonymous, isThinking }: { isAnonymous: boolean; isThinking: boolean },
): Promise<string> {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  Object.assign(process.env, { NASTAVNIK_DATA: folder, PORT: String(port), LOG_LEVEL: 'warn' });
  const respondents = await fill(isAnonymous);
  const site = await startSite(folder, port);
  try {
    const times: number[] = [];
    for (const one of respondents.slice(0, WARM))
      await answer(origin, await letIn(origin, one), one, [], null);
    const measured = respondents.slice(WARM);
    // Everybody is let in before the clock starts: what is measured is answering.
    const cookies: string[] = [];
    for (const one of measured) cookies.push(await letIn(origin, one));
    const started = performance.now();
    await Promise.all(
      measured.map((one, index) =>
        answer(origin, cookies[index] ?? '', one, times, isThinking ? (index + 0.5) / measured.length : null),
      ),
    );
    const seconds = (performance.now() - started) / 1_000;
    const pause = isThinking ? `${THINKING.least} to ${THINKING.most} s` : 'none';
    return rowOf([isAnonymous ? 'without names' : 'with names', pause], times, seconds);
  } finally {
    await stopSite(site);
  }
}

/** The school, the wave and a printed code for each respondent, in the data folder of the environment. */
async function fill(isAnonymous: boolean): Promise<Respondent[]> {
  const opened = await openInstallation(false);
  if (!opened.ok) throw new Error(JSON.stringify(opened.refusal));
  const { services, opened: database } = opened.value;
  try {
    const client = await connect(database.connection, { name: 'bench' });
    try {
      const { organizationId, curator, invited } = await prepare(client, services.surveys, isAnonymous, WARM);
      const issued = await services.people.codes.issue(curator, organizationId, {
        personIds: invited.map(({ actor }) => actor.personId),
        until: services.people.codes.usualTerm().usual,
        keepsOld: false,
      });
      if (!issued.ok) throw new Error(JSON.stringify(issued.refusal));
      const codes = new Map(issued.value.cards.map(({ personId, code }) => [personId, code]));
      const respondents: Respondent[] = [];
      for (const { actor, invitationId } of invited) {
        const own = await services.surveys.answering.open(actor, invitationId);
        if (!own.ok) throw new Error(JSON.stringify(own.refusal));
        const pages = own.value.model.pages.map(({ items }, page): PageFields => [
          ['page', String(page)],
          ...items.flatMap(({ id, kind, options }): [string, string][] => [
            ['shown', id],
            [`q.${id}`, kind === 'scale' ? '7' : (options?.[0]?.key ?? 'слова')],
          ]),
        ]);
        respondents.push({ invitationId, code: codes.get(actor.personId) ?? '', pages });
      }
      return respondents;
    } finally {
      await client.end();
    }
  } finally {
    await opened.value.close();
  }
}

/** By the address of the card's square; answers the cookie that lets in. */
async function letIn(origin: string, { code }: Respondent): Promise<string> {
  const got = await fetch(`${origin}/code/${code}`, { headers: headersOf(''), redirect: 'manual' });
  await got.bytes();
  const cookie = got.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  if (got.status !== 302 || cookie === '') throw new Error(`A code was answered by ${got.status}`);
  return cookie;
}

const pause = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1_000));

/** Opens each page, sends it, follows to the next, as a browser without scripts does. `place`: 0 to 1, or null: no pauses. */
async function answer(
  origin: string,
  cookie: string,
  { invitationId, pages }: Respondent,
  times: number[],
  place: number | null,
): Promise<void> {
  const headers = { ...headersOf(cookie), origin };
  const ask = async (path: string, expected: number, body?: URLSearchParams): Promise<string | null> => {
    const started = performance.now();
    const got = await fetch(`${origin}${path}`, {
      headers,
      redirect: 'manual',
      ...(body === undefined ? {} : { method: 'POST', body }),
    });
    await got.bytes();
    times.push(performance.now() - started);
    if (got.status !== expected) throw new Error(`${path} was answered by ${got.status}`);
    return got.headers.get('location');
  };
  const think = async (): Promise<void> => {
    if (place !== null) await pause(THINKING.least + (THINKING.most - THINKING.least) * place);
  };
  // Who begins first is not who thinks the least: 0.37 of the way round apart.
  if (place !== null) await pause(ARRIVAL * ((place + 0.37) % 1));
  let at: string | null = `/my/surveys/${invitationId}`;
  for (const fields of pages) {
    await ask(at ?? '', 200);
    await think();
    const form = new URLSearchParams([...fields.map(([name, value]) => [name, value]), ['intent', 'next']]);
    at = await ask(at ?? '', 302, form);
  }
  if (at?.endsWith('?done') !== true) throw new Error(`The questionnaire ended at ${String(at)}`);
  await ask(at, 200);
}
