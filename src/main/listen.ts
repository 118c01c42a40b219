import { setTimeout as sleep } from 'node:timers/promises';
import { serve } from '@hono/node-server';
import { accept, refuse, type Result } from '#src/lib/result.ts';

export interface Listening {
  /** The port that was given; the one that the system chose when it was 0. */
  readonly port: number;
  /**
   * Takes no new request, lets those under way be answered, and comes back when nothing of them runs any more: then the
   * database may be closed. Whoever is not done after `patienceSeconds` is cut off. Answers whether nobody had to be.
   */
  close(patienceSeconds?: number): Promise<boolean>;
}

/** Below the minute that a service manager usually gives (docs/operations.md). */
const PATIENCE_SECONDS = 20;

/** Refused: a busy port (`start.port_busy`), an address that is not of this machine (`start.cannot_listen`). */
export function listen(
  answer: (request: Request, ...rest: never[]) => Response | Promise<Response>,
  { port, host }: { port: number; host: string },
): Promise<Result<Listening>> {
  const running = new Set<Promise<unknown>>();
  const fetch = (...given: Parameters<typeof answer>): Promise<Response> => {
    const work = Promise.resolve(answer(...given));
    // It may go on when its connection is gone: a browser that was closed does not stop a transaction.
    const settled = work.then(ignore, ignore).finally(() => running.delete(settled));
    running.add(settled);
    return work;
  };
  return new Promise((resolve) => {
    const server = serve({ fetch: fetch as never, port, hostname: host }, (address) =>
      resolve(accept({ port: address.port, close })),
    );
    server.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(refuse('start.port_busy', { port }));
      else resolve(refuse('start.cannot_listen', { host, port }));
    });

    let closed: Promise<boolean> | undefined;
    const close = (patienceSeconds = PATIENCE_SECONDS): Promise<boolean> => {
      closed ??= drain(patienceSeconds * 1000);
      return closed;
    };
    async function drain(patience: number): Promise<boolean> {
      const giveUp = new AbortController();
      const ended = new Promise<void>((done) => {
        server.close(() => done());
      });
      const idle = async (): Promise<true> => {
        // Connections that are kept for a next request would be waited for too.
        while (running.size > 0) await Promise.all(running);
        await ended;
        return true;
      };
      const tooLong = sleep(patience, false as const, { signal: giveUp.signal });
      tooLong.catch(ignore);
      const sweep = setInterval(() => 'closeIdleConnections' in server && server.closeIdleConnections(), 50);
      const isCalm = await Promise.race([idle(), tooLong]);
      clearInterval(sweep);
      giveUp.abort();
      if (!isCalm && 'closeAllConnections' in server) {
        server.closeAllConnections();
        await ended;
      }
      return isCalm;
    }
  });
}

function ignore(): void {}
