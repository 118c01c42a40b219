import type { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { accept, refuse } from '#src/lib/result.ts';
import type { Result } from '#src/lib/result.ts';
import type { Log } from '#src/platform/log.ts';
import { locateBinaries } from './binaries.ts';
import type { Binaries } from './binaries.ts';
import { createCluster, readListener, readPassword, startServer, stopServer, superuser } from './cluster.ts';
import type { ServerSettings } from './cluster.ts';
import { prepareLayout, readClusterVersion, transportOf } from './layout.ts';
import type { Layout } from './layout.ts';

export interface EmbeddedServer {
  readonly address: ServerAddress;
  /** Gives the server up; the last process on the folder stops it. Safe to call twice. */
  release(): Promise<void>;
}

export interface ServerAddress {
  /** Folder of the unix socket, or 127.0.0.1. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string | undefined;
}

/** Key of the advisory lock in the `postgres` database that every user of a running server holds, shared. */
const leaseKey = 6_278_284_517;
const patience = 60_000;
const majorVersion = 18;

/**
 * Makes sure that the folder's server runs, whoever started it, and holds it until `release`.
 *
 * There is no lock file to go stale: each user holds a shared advisory lock in the server itself, which dies with the
 * user. Who leaves asks for the lock exclusively without waiting; who gets it was the last and stops the server while
 * holding it. A newcomer in that moment waits for the lock, is cut off by the stop, and starts the server again.
 *
 * Refuses with `database.*` codes: no binaries or library, a foreign folder, a cluster of another version, a server that will
 * not start (with its own last words).
 */
export async function openEmbeddedServer(
  dataFolder: string,
  log: Log,
  settings: ServerSettings = {},
): Promise<Result<EmbeddedServer>> {
  const layout = await prepareLayout(dataFolder, settings.transport ?? transportOf(process.platform));
  if (!layout.ok) return layout;
  const binaries = await locateBinaries(layout.value.home, layout.value.identity);
  if (!binaries.ok) return binaries;
  const version = await readClusterVersion(layout.value.cluster);
  if (version === undefined) {
    const created = await createCluster(binaries.value, layout.value, settings);
    if (!created.ok) return created;
    log.info({ event: 'database.created' }, 'made a new embedded database');
  } else if (version !== majorVersion) {
    return refuse('database.version', { found: version, needed: majorVersion });
  }
  const first = await takeLease(binaries.value, layout.value, settings, log);
  if (!first.ok) return first;
  return accept(holdServer(first.value, binaries.value, layout.value, settings, log));
}

interface Lease {
  readonly client: Client;
  readonly address: ServerAddress;
}

function holdServer(
  first: Lease,
  binaries: Binaries,
  layout: Layout,
  settings: ServerSettings,
  log: Log,
): EmbeddedServer {
  let lease: Lease | undefined = first;
  let released: Promise<void> | undefined;

  const watch = (held: Lease) => {
    // A dying connection reports more than once; only the first report of the present one counts.
    held.client.on('error', () => {
      if (released !== undefined || lease !== held) return;
      lease = undefined;
      log.warn({ event: 'database.lost' }, 'the embedded database went away; bringing it back');
      void recover();
    });
  };
  const recover = async () => {
    const taken = await takeLease(binaries, layout, settings, log).catch(() => undefined);
    if (taken === undefined || !taken.ok) {
      log.error({ event: 'database.down' }, 'the embedded database does not come back');
      return;
    }
    if (released !== undefined) {
      await taken.value.client.end();
      return;
    }
    lease = taken.value;
    watch(lease);
    if (lease.address.port !== first.address.port) {
      // Whoever holds `first.address` cannot be told; only a new start of the program reads the new one.
      log.error(
        { event: 'database.moved' },
        'the embedded database came back on another port; start the program again',
      );
    }
  };
  watch(first);

  const release = async () => {
    if (lease === undefined) return;
    const { client } = lease;
    try {
      if (await isLastUser(client)) {
        await stopServer(binaries, layout);
        log.info({ event: 'database.stopped' }, 'stopped the embedded database');
      }
    } finally {
      await client.end().catch(ignore);
    }
  };
  return {
    address: first.address,
    release: () => {
      released ??= release();
      return released;
    },
  };
}

/**
 * Gives the shared lock up and asks for it alone; true keeps it. Of several who leave at one moment one gets it, and
 * may stop the server before the others have asked: whoever is cut off then was not the last.
 */
async function isLastUser(client: Client): Promise<boolean> {
  try {
    await client.query('select pg_advisory_unlock_shared($1)', [leaseKey]);
    const { rows } = await client.query<{ last: boolean }>('select pg_try_advisory_lock($1) as last', [
      leaseKey,
    ]);
    return rows[0]?.last === true;
  } catch {
    return false;
  }
}

async function takeLease(
  binaries: Binaries,
  layout: Layout,
  settings: ServerSettings,
  log: Log,
): Promise<Result<Lease>> {
  const password = await readPassword(layout);
  const giveUp = performance.now() + patience;
  let reason = '';
  for (;;) {
    const listener = await readListener(layout);
    const address: ServerAddress | undefined =
      layout.transport === 'socket'
        ? { host: listener?.socketFolder || layout.socketFolder, port: 5432, user: superuser, password }
        : listener && { host: '127.0.0.1', port: listener.port, user: superuser, password };
    const attempt = address === undefined ? neverStarted : await connectLease(address);
    if (attempt.client !== undefined && address !== undefined) {
      return accept({ client: attempt.client, address });
    }
    if (performance.now() > giveUp)
      return refuse('database.not_started', { reason: reason || attempt.reason });
    if (attempt.isAbsent) {
      const said = await startServer(binaries, layout, settings);
      if (said === undefined) {
        log.info({ event: 'database.started' }, 'started the embedded database');
        continue;
      }
      reason = said;
    }
    await sleep(100);
  }
}

function ignore(): void {}

interface Attempt {
  readonly client?: Client;
  /** Whether our server does not listen there, so that starting it may help. */
  readonly isAbsent: boolean;
  readonly reason: string;
}

const neverStarted: Attempt = { isAbsent: true, reason: '' };

/** SQL states by which a server of ours says «not now»: starting, stopping, no connection left. */
const isBusy = (code: string): boolean => /^(57|53)/.test(code);

/**
 * One attempt: a connection that holds the lease, or why there is none. A port of loopback that a killed server had may
 * be somebody else's by now: whoever answers there must show by SCRAM that it knows the password too.
 */
async function connectLease(address: ServerAddress): Promise<Attempt> {
  const client = new Client({
    ...address,
    database: 'postgres',
    application_name: 'nastavnik lease',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  client.on('error', ignore);
  const proof = { isGiven: address.password === undefined };
  connectionOf(client).once('authenticationSASLFinal', () => {
    proof.isGiven = true;
  });
  try {
    await client.connect();
    if (!proof.isGiven) throw new Error(`a stranger listens on port ${address.port}`);
    await client.query('select pg_advisory_lock_shared($1)', [leaseKey]);
    return { client, isAbsent: false, reason: '' };
  } catch (error) {
    void client.end().catch(ignore);
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const isAbsent =
      address.password === undefined
        ? ['ENOENT', 'ECONNREFUSED', 'ENOTSOCK', 'EADDRNOTAVAIL'].includes(code)
        : !isBusy(code);
    return { isAbsent, reason: error instanceof Error ? error.message : code };
  }
}

/** `pg` tells of the steps of signing in on an emitter that its types leave out. */
function connectionOf(client: Client): EventEmitter {
  return (client as unknown as { connection: EventEmitter }).connection;
}
