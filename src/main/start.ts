import { pathToFileURL } from 'node:url';
import { accept, type Result } from '#src/lib/result.ts';
import { systemClock } from '#src/platform/clock.ts';
import { createLog } from '#src/platform/log.ts';
import { closeDocxRenderer } from '#src/platform/render/docx-zip.ts';
import { closePdfRenderer } from '#src/platform/render/pdf.ts';
import { createRateLimit } from '#src/platform/rate-limit.ts';
import { startWorker, type Worker } from '#src/platform/jobs.ts';
import { ensureSiteIsBuilt, siteFile } from '#src/main/built-site.ts';
import type { createSite as createSiteType } from '#src/web/site.ts';
import { openInstallation, readRunConfig, type Installation } from '#src/main/installation.ts';
import { jobsOf } from '#src/main/jobs.ts';
import { listen, type Listening } from '#src/main/listen.ts';
import { untilStopped } from '#src/main/stop-signals.ts';

export type StartMode = 'all' | 'web' | 'worker';

/** Requests of one address a minute before the site makes a pause: far above a class of thirty behind one router. */
const REQUESTS_A_MINUTE = 1_200;

/**
 * Runs until SIGINT or SIGTERM. `isDemo` fills an empty database with the demo town and lets one click sign in.
 * Refused: what `openInstallation` refuses, a busy port (`start.port_busy`).
 */
export async function start(mode: StartMode, isDemo: boolean): Promise<Result> {
  if (mode !== 'worker') {
    const built = await ensureSiteIsBuilt((text) => console.log(text));
    if (!built.ok) return built;
  }
  if (isDemo) {
    const discarded = await discardUnfinished();
    if (!discarded.ok) return discarded;
  }
  const opened = await openInstallation(isDemo);
  if (!opened.ok) return opened;
  const installation = opened.value;
  const stops: (() => Promise<void>)[] = [];
  const stopAll = async (): Promise<void> => {
    for (const stop of stops.toReversed()) await stop();
    await closePdfRenderer();
    await closeDocxRenderer();
    await installation.close();
  };
  if (isDemo) {
    const { fillDemo } = await import('#src/main/demo.ts');
    const { createDemoMark } = await import('#src/main/demo/unfinished.ts');
    const filled = await fillDemo(installation, systemClock, createDemoMark(installation.config));
    if (!filled.ok) {
      await stopAll();
      return filled;
    }
  }
  if (mode !== 'web') {
    const worker = await startJobs(installation);
    stops.push(() => worker.stop());
  }
  if (mode !== 'worker') {
    const served = await serveSite(installation);
    if (!served.ok) {
      await stopAll();
      return served;
    }
    stops.push(async () => {
      const isCalm = await served.value.close();
      if (!isCalm) installation.log.warn({ event: 'stop.cut_off' }, 'cut off requests that took too long');
    });
    await tellAddress(installation, isDemo);
  }
  await untilStopped();
  installation.log.info({ event: 'stop' }, 'stopping');
  await stopAll();
  return accept();
}

async function discardUnfinished(): Promise<Result> {
  const config = readRunConfig(true);
  if (!config.ok) return config;
  const { discardUnfinishedDemo } = await import('#src/main/demo/unfinished.ts');
  return discardUnfinishedDemo(config.value, createLog(config.value.logLevel));
}

function startJobs({ db, log, config, ...rest }: Installation): Promise<Worker> {
  const { handlers, schedules } = jobsOf({ db, log, config, ...rest });
  return startWorker({ db, clock: systemClock, log, handlers, schedules, timeZone: config.timeZone });
}

async function serveSite(installation: Installation): Promise<Result<Listening>> {
  const { config, services, auth, log, db } = installation;
  const { createSite } = (await import(pathToFileURL(siteFile).href)) as {
    createSite: typeof createSiteType;
  };
  const limit = createRateLimit(systemClock, { limit: REQUESTS_A_MINUTE, windowSeconds: 60 });
  const site = createSite({
    services,
    resolveActor: async (request, renewed) => {
      const { session, headers } = await auth.readSession(request.headers);
      for (const cookie of headers.getSetCookie()) renewed.append('Set-Cookie', cookie);
      if (session === null) return null;
      const memberships = await services.accounts.memberships(session.accountId);
      return {
        kind: 'person',
        accountId: session.accountId,
        name: session.name,
        sessionId: session.sessionId,
        memberships,
        organizationId: memberships[0]?.organizationId ?? null,
      };
    },
    resolveVisitor: (code, requestId) => services.people.codes.read(code, requestId),
    config: { publicUrl: config.publicUrl, trustProxy: config.trustProxy },
    log,
    rateLimit: ({ address }) => {
      const answer = limit.take(address ?? 'unknown');
      return answer.ok
        ? { allowed: true }
        : { allowed: false, retryAfter: Number(answer.refusal.facts?.retryInSeconds ?? 60) };
    },
    // Nobody's transaction: it opens, takes the role and ends, which is all that a sound database has to do.
    ping: () => db.withActor({ kind: 'person', accountId: 'nobody' }, 'health.ping', async () => accept()),
  });
  return listen(site.fetch, config);
}

async function tellAddress({ config, services }: Installation, isDemo: boolean): Promise<void> {
  console.log(`\nНаставник открыт: ${config.publicUrl}`);
  if (isDemo) console.log('Демонстрация: войдите одним нажатием, выбрав человека на странице входа.');
  const link = await services.accounts.setUp.open();
  if (link !== null) {
    console.log(
      `\nПервый запуск. Откройте одноразовую ссылку, чтобы завести организацию и куратора:\n${link}\n`,
    );
  }
  console.log('Остановить: Ctrl+C');
}
