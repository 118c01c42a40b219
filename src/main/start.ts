import { pathToFileURL } from 'node:url';
import { serve } from '@hono/node-server';
import { accept, refuse, type Result } from '#src/lib/result.ts';
import { systemClock } from '#src/platform/clock.ts';
import { closePdfRenderer } from '#src/platform/render/pdf.ts';
import { createRateLimit } from '#src/platform/rate-limit.ts';
import { startWorker, type Worker } from '#src/platform/jobs.ts';
import { ensureSiteIsBuilt, siteFile } from '#src/main/built-site.ts';
import type { createSite as createSiteType } from '#src/web/site.ts';
import { openInstallation, type Installation } from '#src/main/installation.ts';
import { jobsOf } from '#src/main/jobs.ts';

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
  const opened = await openInstallation(isDemo);
  if (!opened.ok) return opened;
  const installation = opened.value;
  const stops: (() => Promise<void>)[] = [];
  const stopAll = async (): Promise<void> => {
    for (const stop of stops.toReversed()) await stop();
    await closePdfRenderer();
    await installation.close();
  };
  if (isDemo) {
    const { fillDemo } = await import('#src/main/demo.ts');
    const filled = await fillDemo(installation);
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
    stops.push(served.value.close);
    await tellAddress(installation, isDemo);
  }
  await untilStopped();
  installation.log.info({ event: 'stop' }, 'stopping');
  await stopAll();
  return accept();
}

function startJobs({ db, log, config, ...rest }: Installation): Promise<Worker> {
  const { handlers, schedules } = jobsOf({ db, log, config, ...rest });
  return startWorker({ db, clock: systemClock, log, handlers, schedules, timeZone: config.timeZone });
}

async function serveSite(installation: Installation): Promise<Result<{ close: () => Promise<void> }>> {
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
  return new Promise((resolve) => {
    const server = serve({ fetch: site.fetch, port: config.port, hostname: config.host }, () =>
      resolve(
        accept({
          close: () =>
            new Promise<void>((done) => {
              server.close(() => done());
              if ('closeAllConnections' in server)
                setTimeout(() => server.closeAllConnections(), 2_000).unref();
            }),
        }),
      ),
    );
    server.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(refuse('start.port_busy', { port: config.port }));
      else resolve(refuse('start.cannot_listen', { host: config.host, port: config.port }));
    });
  });
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

function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
