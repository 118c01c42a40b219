import { randomBytes } from 'node:crypto';
import autocannon from 'autocannon';
import type { Client } from 'pg';
import { ensureSiteIsBuilt } from '#src/main/built-site.ts';
import { openInstallation } from '#src/main/installation.ts';
import { connect } from '#src/platform/db/connection.ts';
import { schoolYearOf } from '#src/features/orgs/rules/school-year.ts';
import type { Measured } from '../plan/seed.ts';
import { freePort, inFolder } from './folder.ts';
import { headersOf, startSite, stopSite } from './program.ts';

const CONNECTIONS = 4;
const SECONDS = 5;
/** Requests that open connections and compile what is compiled at the first need. */
const WARM_REQUESTS = 10;
/** The program ends the answers that nobody waits for any more, before the next page or its own end. */
const PAUSE_MS = 1_000;

/** Puts what is measured into the database of a school that has just been set up, as its owner. */
export type Fill = (client: Client, school: Measured) => Promise<void>;

/** What the seeded folder gives to whoever measures it. */
export interface Prepared {
  readonly cookie: string;
  readonly organizationId: string;
  readonly accountId: string;
  readonly activityId: string;
  /** Empty when there are none. */
  readonly paperId: string;
}

/** Sets up a school in an empty data folder through the product itself, signs its curator in, and fills the rest. */
export async function prepare(folder: string, port: number, fill: Fill): Promise<Prepared> {
  Object.assign(process.env, { NASTAVNIK_DATA: folder, PORT: String(port), LOG_LEVEL: 'warn' });
  const opened = await openInstallation(false);
  if (!opened.ok) throw new Error(JSON.stringify(opened.refusal));
  const installation = opened.value;
  try {
    const { setUp } = installation.services.accounts;
    const token = new URL((await setUp.open()) ?? '').searchParams.get('token') ?? '';
    const done = await setUp.complete(
      token,
      {
        kind: 'school',
        fullName: 'Средняя школа № 1',
        shortName: 'Школа № 1',
        inn: null,
        city: 'Опытный',
        address: '',
        timeZone: installation.config.timeZone,
        directorName: 'Примерова Анна Сергеевна',
        directorPost: 'директор',
        hasDirectorAccount: false,
        keeperName: 'Образцова Мария Петровна',
        userName: 'obraztsova',
        email: '',
        password: randomBytes(18).toString('base64url'),
      },
      { headers: new Headers(), address: '127.0.0.1' },
    );
    if (!done.ok) throw new Error(JSON.stringify(done.refusal));
    const client = await connect(installation.opened.connection, { name: 'bench' });
    try {
      const { rows } = await client.query<Pick<Prepared, 'organizationId' | 'accountId'>>(
        `select organization_id as "organizationId", account_id as "accountId" from role_assignments limit 1`,
      );
      const [first] = rows;
      if (first === undefined) throw new Error('The set-up gave nobody a role');
      const today = Temporal.Now.plainDateISO(installation.config.timeZone);
      await fill(client, { ...first, today: today.toString(), startYear: schoolYearOf(today) });
      const { rows: activities } = await client.query<{ id: string }>(
        'select id from activities where organization_id = $1 and position % 2 = 0 order by position limit 1',
        [first.organizationId],
      );
      const { rows: papers } = await client.query<{ id: string }>(
        'select id from papers where organization_id = $1 order by issued_on desc, id limit 1',
        [first.organizationId],
      );
      return {
        ...first,
        activityId: activities[0]?.id ?? '',
        paperId: papers[0]?.id ?? '',
        cookie: done.value.headers
          .getSetCookie()
          .map((one) => one.split(';')[0])
          .join('; '),
      };
    } finally {
      await client.end();
    }
  } finally {
    await installation.close();
  }
}

async function measure(origin: string, path: string, cookie: string): Promise<string> {
  const url = `${origin}${path}`;
  let pageBytes = 0;
  for (let at = 0; at < WARM_REQUESTS; at += 1) {
    const answer = await fetch(url, { headers: headersOf(cookie), redirect: 'manual' });
    pageBytes = (await answer.bytes()).length;
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
  }
  const times: number[] = [];
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: SECONDS,
    setupClient: (client) => {
      client.setHeaders(headersOf(cookie));
      client.on('response', (_status, _bytes, milliseconds) => times.push(milliseconds));
    },
  });
  await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  if (result.non2xx + result.errors + result.timeouts > 0) {
    throw new Error(
      `${path}: ${result.non2xx} refused, ${result.errors} broken, ${result.timeouts} too late`,
    );
  }
  times.sort((a, b) => a - b);
  const percentile = (share: number) => (times[Math.ceil(times.length * share) - 1] ?? 0).toFixed(0);
  const cells = [
    `\`${decodeURI(path).replace(/[0-9a-f-]{36}/, ':id')}\``,
    result.requests.average.toFixed(0),
    ...[0.5, 0.95, 0.99].map(percentile),
    Math.round(pageBytes / 1024),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** How the pages were asked for, for the line above their table. */
export const CONDITIONS = `${CONNECTIONS} connections, ${SECONDS} s a page, program, database and clients on one machine.`;

/**
 * Seeds a school, starts the site on it, and asks each page; answers the lines of a table. `before` looks at the seeded
 * database while the site does not run yet.
 */
export async function measurePages<T>(
  name: string,
  fill: Fill,
  paths: (prepared: Prepared) => readonly string[],
  before: (folder: string, prepared: Prepared) => Promise<T>,
): Promise<{ table: string[]; looked: T }> {
  const built = await ensureSiteIsBuilt(() => undefined);
  if (!built.ok) throw new Error(JSON.stringify(built.refusal));
  return inFolder(name, async (folder) => {
    const port = await freePort();
    const prepared = await prepare(folder, port, fill);
    const looked = await before(folder, prepared);
    const site = await startSite(folder, port);
    const table = [
      '| page | requests/s | p50, ms | p95, ms | p99, ms | page, KB unpacked |',
      '|---|--:|--:|--:|--:|--:|',
    ];
    try {
      for (const path of paths(prepared)) {
        table.push(await measure(`http://localhost:${port}`, path, prepared.cookie));
      }
    } finally {
      await stopSite(site);
    }
    return { table, looked };
  });
}
