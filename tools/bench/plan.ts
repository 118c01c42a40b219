import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import autocannon from 'autocannon';
import { ensureSiteIsBuilt } from '#src/main/built-site.ts';
import { openInstallation } from '#src/main/installation.ts';
import { connect } from '#src/platform/db/connection.ts';
import { schoolYearOf } from '#src/features/orgs/rules/school-year.ts';
import { seed, SIZES } from './plan/seed.ts';

const root = join(import.meta.dirname, '..', '..');
const CONNECTIONS = 4;
const SECONDS = 5;
/** Requests that open connections and compile what is compiled at the first need. */
const WARM_REQUESTS = 10;
/** The program ends the answers that nobody waits for any more, before the next page or its own end. */
const PAUSE_MS = 1_000;
const START_PATIENCE_MS = 120_000;

/** What the seeded folder gives to whoever measures it. */
export interface Prepared {
  readonly cookie: string;
  readonly organizationId: string;
  readonly accountId: string;
  readonly activityId: string;
}

/** Sets up a school in an empty data folder through the product itself, signs its curator in, and fills the rest. */
export async function prepare(folder: string, port: number, fill: typeof seed = seed): Promise<Prepared> {
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
      return {
        ...first,
        activityId: activities[0]?.id ?? '',
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

export async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

export async function startSite(folder: string, port: number): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(root, 'src', 'main.ts'), 'web'], {
    cwd: root,
    // Behind a proxy that the benchmark plays: a fresh address a connection, so that the limit of requests is not met.
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: String(port),
      NASTAVNIK_DATA: folder,
      LOG_LEVEL: 'warn',
      TRUST_PROXY: 'yes',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const until = performance.now() + START_PATIENCE_MS;
  while (performance.now() < until && child.exitCode === null) {
    const answer = await fetch(`http://localhost:${port}/healthz`).catch(() => null);
    if (answer?.ok === true) return child;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  child.kill('SIGKILL');
  throw new Error(`The program did not start (${String(child.exitCode)})`);
}

export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}

let addresses = 0;

function headersOf(cookie: string): Record<string, string> {
  addresses += 1;
  return {
    cookie,
    'x-forwarded-for': `10.0.${addresses >> 8}.${addresses & 255}`,
    'accept-encoding': 'gzip',
    'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0',
  };
}

export async function measure(origin: string, path: string, cookie: string): Promise<string> {
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

/** Pages of the largest school, each by four connections for five seconds; the whole takes about two minutes. */
export async function run(): Promise<string> {
  const built = await ensureSiteIsBuilt(() => undefined);
  if (!built.ok) throw new Error(JSON.stringify(built.refusal));
  const folder = await mkdtemp(join(tmpdir(), 'nastavnik-bench-plan-'));
  const environment = { ...process.env };
  try {
    const port = await freePort();
    const { cookie, activityId } = await prepare(folder, port);
    const site = await startSite(folder, port);
    const lines: string[] = [];
    try {
      for (const path of [
        '/',
        '/plan',
        `/plan?q=${encodeURIComponent('круглый')}`,
        '/plan/timeline',
        '/plan/calendar',
        '/plan/people',
        `/plan/activities/${activityId}`,
        `/people?words=${encodeURIComponent('берез')}`,
        '/documents',
        '/notices',
      ]) {
        lines.push(await measure(`http://localhost:${port}`, path, cookie));
      }
    } finally {
      await stop(site);
    }
    return [
      `${SIZES.schools} schools, ${count(SIZES.people)} people; the school measured has ${count(SIZES.peopleHere)} of them, ` +
        `a roadmap of ${count(SIZES.activitiesHere)} activities (half with two dates) and ${count(SIZES.papers)} papers; ` +
        `${count(SIZES.notices)} notices, ${count(SIZES.auditRows)} audit rows. ` +
        `${CONNECTIONS} connections, ${SECONDS} s a page, program, database and clients on one machine.`,
      '',
      '| page | requests/s | p50, ms | p95, ms | p99, ms | page, KB unpacked |',
      '|---|--:|--:|--:|--:|--:|',
      ...lines,
    ].join('\n');
  } finally {
    process.env = environment;
    await rm(folder, { recursive: true, force: true });
  }
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.stdout.write(`${await run()}\n`);
}
