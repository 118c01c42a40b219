import { join } from 'node:path';
import { accept, refuse, type Result } from '#src/lib/result.ts';
import { systemClock } from '#src/platform/clock.ts';
import { readConfig, type Config } from '#src/platform/config.ts';
import { prepareDataFolder, readOrCreateSecret } from '#src/platform/data-folder.ts';
import { migrate } from '#src/platform/db/migrate.ts';
import { openDatabase, type OpenedDatabase } from '#src/platform/db/open.ts';
import { createDatabase, type Database } from '#src/platform/db/scope.ts';
import { createFileStore, type FileStore } from '#src/platform/files.ts';
import { createLog, type Log } from '#src/platform/log.ts';
import { createMail, type Mail } from '#src/platform/mail.ts';
import { compose, type Composed } from '#src/compose.ts';

/** The configuration of this run. The demo lives in a folder of its own, so that it never mixes with a school. */
export function readRunConfig(isDemo: boolean): Result<Config> {
  const environment = { ...process.env };
  const given = environment.NASTAVNIK_DATA?.trim() ?? '';
  if (isDemo && given === '') environment.NASTAVNIK_DATA = './data/instance-demo';
  return readConfig(environment, join(import.meta.dirname, '..', '..'));
}

export interface Installation extends Composed {
  readonly config: Config;
  readonly log: Log;
  readonly opened: OpenedDatabase;
  readonly db: Database;
  readonly files: FileStore;
  readonly mail: Mail;
  /** Closes everything in order; the last process on an embedded database stops its server. */
  close(): Promise<void>;
}

/** An open database at its newest level, without the product: what backup, restore and migrate work with. */
export async function openStorage(
  config: Pick<Config, 'dataFolder' | 'databaseUrl'>,
  log: Log,
): Promise<Result<{ opened: OpenedDatabase; level: number }>> {
  await prepareDataFolder(config.dataFolder);
  const opened = await openDatabase(config, log);
  if (!opened.ok) return opened;
  const migrated = await migrate(opened.value.connection, log);
  if (!migrated.ok) {
    await opened.value.close();
    return migrated;
  }
  return accept({ opened: opened.value, level: migrated.value.level });
}

/** Opens and joins everything; refuses to go on when row-level security would not hold. */
export async function openInstallation(isDemo: boolean): Promise<Result<Installation>> {
  const config = readRunConfig(isDemo);
  if (!config.ok) return config;
  const log = createLog(config.value.logLevel);
  const storage = await openStorage(config.value, log);
  if (!storage.ok) return storage;
  const { opened } = storage.value;
  const db = createDatabase(opened, systemClock, log, { timeZone: config.value.timeZone });
  const safe = await db.assertSafe();
  if (!safe.ok) {
    await db.close();
    await opened.close();
    return refuse(safe.refusal.code, safe.refusal.facts);
  }
  const files = createFileStore(join(config.value.dataFolder, 'files'));
  const mail = createMail(config.value.mail, log);
  const secret = config.value.secret ?? (await readOrCreateSecret(config.value.dataFolder));
  const composed = compose({
    config: config.value,
    db,
    clock: systemClock,
    log,
    files,
    mail,
    secret,
    isDemo,
  });
  return accept({
    ...composed,
    config: config.value,
    log,
    opened,
    db,
    files,
    mail,
    close: async () => {
      await composed.auth.close();
      await db.close();
      await opened.close();
    },
  });
}
