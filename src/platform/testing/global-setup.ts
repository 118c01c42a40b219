import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { isFileError } from '#src/platform/data-folder.ts';
import { connect, inDatabase } from '#src/platform/db/connection.ts';
import type { ConnectionOptions } from '#src/platform/db/connection.ts';
import { openEmbeddedServer } from '#src/platform/db/embedded/server.ts';
import { migrate } from '#src/platform/db/migrate.ts';
import { silentLog } from '#src/platform/log.ts';

/** What test files need to make their own copy of the migrated template database. */
export interface TestServer {
  readonly connection: ConnectionOptions;
  readonly template: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    testServer: TestServer;
  }
}

/**
 * One PostgreSQL for the whole run: the server of DATABASE_URL, else an embedded one in a temporary folder (without
 * fsync: it is thrown away). Migrated once; every test file copies the result.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startServer();
  const template = `nastavnik_template_${randomBytes(4).toString('hex')}`;
  const run = async (text: string) => {
    const client = await connect(server.connection, { name: 'test setup' });
    try {
      await client.query(text);
    } finally {
      await client.end();
    }
  };
  try {
    await run(`create database ${template} template template0 encoding 'UTF8' strategy file_copy`);
    const migrated = await migrate(inDatabase(server.connection, template), silentLog);
    if (!migrated.ok) throw new Error(`The template did not migrate: ${JSON.stringify(migrated.refusal)}`);
  } catch (error) {
    // The server would outlive a run that never began.
    await server.stop();
    throw error;
  }
  project.provide('testServer', { connection: server.connection, template });
  return async () => {
    await run(`drop database if exists ${template} with (force)`);
    await server.stop();
  };
}

async function startServer(): Promise<{ connection: ConnectionOptions; stop: () => Promise<void> }> {
  const url = process.env.DATABASE_URL;
  if (url !== undefined && url !== '')
    return { connection: { connectionString: url }, stop: async () => undefined };
  await removeAbandoned();
  const folder = await mkdtemp(path.join(tmpdir(), `nastavnik-test-${process.pid}-`));
  const opened = await openEmbeddedServer(folder, silentLog, { fsync: 'off' });
  if (!opened.ok) throw new Error(`The test server did not start: ${JSON.stringify(opened.refusal)}`);
  return {
    connection: { ...opened.value.address, database: 'postgres' },
    stop: async () => {
      await opened.value.release();
      await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
}

/** A run that was killed leaves its server behind; the next run stops it and takes its folder away. */
async function removeAbandoned(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = /^nastavnik-test-(\d+)-/.exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    const folder = path.join(tmpdir(), name);
    const adopted = await openEmbeddedServer(folder, silentLog, { fsync: 'off' }).catch(() => undefined);
    if (adopted?.ok === true) await adopted.value.release();
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isFileError(error, 'EPERM');
  }
}
