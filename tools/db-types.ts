/**
 * Writes src/platform/db/schema.generated.ts from a database that has all migrations (a temporary embedded one).
 * With --check writes nothing and fails when the file is not what the migrations say.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect } from '#src/platform/db/connection.ts';
import { openEmbeddedServer } from '#src/platform/db/embedded/server.ts';
import { generateTypes } from '#src/platform/db/generate-types.ts';
import { migrate } from '#src/platform/db/migrate.ts';
import { createLog, silentLog } from '#src/platform/log.ts';

const target = path.resolve(import.meta.dirname, '../src/platform/db/schema.generated.ts');

async function generate(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'nastavnik-types-'));
  const server = await openEmbeddedServer(folder, silentLog, { fsync: 'off' });
  if (!server.ok) throw new Error(`PostgreSQL did not start: ${JSON.stringify(server.refusal)}`);
  try {
    const connection = { ...server.value.address, database: 'postgres' };
    const migrated = await migrate(connection, createLog('warn'));
    if (!migrated.ok) throw new Error(`Migrations were refused: ${JSON.stringify(migrated.refusal)}`);
    const client = await connect(connection, { name: 'types' });
    try {
      return await generateTypes(client);
    } finally {
      await client.end();
    }
  } finally {
    await server.value.release();
    await rm(folder, { recursive: true, force: true });
  }
}

const text = await generate();
if (process.argv.includes('--check')) {
  const current = await readFile(target, 'utf8').catch(() => '');
  if (current !== text) {
    process.stderr.write('schema.generated.ts is not what db/migrations say: run «npm run db:types».\n');
    process.exitCode = 1;
  }
} else {
  await writeFile(target, text);
}
