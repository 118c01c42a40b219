import { rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import organizations from '#data/demo/organizations.json' with { type: 'json' };
import { accept, type Result } from '#src/lib/result.ts';
import { systemClock } from '#src/platform/clock.ts';
import type { Config } from '#src/platform/config.ts';
import { createDatabase } from '#src/platform/db/scope.ts';
import type { Log } from '#src/platform/log.ts';
import { findOrganizationsCalled, isAnyOrganization } from '#src/features/orgs/service.server.ts';
import { DEMO_INN } from '#src/main/demo/town.ts';
import { openStorage } from '#src/main/installation.ts';

/** Says «the demo is being filled here»: laid before the first row in an empty database, taken away after the last. */
export interface DemoMark {
  begin(): Promise<void>;
  end(): Promise<void>;
}

const markOf = (dataFolder: string): string => join(dataFolder, 'demo-unfinished');

/** The mark in a data folder; on a server of one's own there is none, because nothing is ever removed there. */
export function createDemoMark({
  dataFolder,
  databaseUrl,
}: Pick<Config, 'dataFolder' | 'databaseUrl'>): DemoMark {
  const file = markOf(dataFolder);
  return {
    begin: async () => {
      if (databaseUrl !== undefined) return;
      await writeFile(file, 'Здесь заполняется демонстрация. Прерванная, она заполняется заново.\n', {
        mode: 0o600,
        flush: true,
      });
    },
    end: () => rm(file, { force: true }),
  };
}

/**
 * Takes away what is left of a demo whose filling was cut off, so that it can be filled anew. Certain of it: the data
 * folder has the mark, the database is the embedded one of this folder, the demo's last entry is not in it, and no
 * organization that is not the demo's. In any other case everything stays. Refused: `database.in_use`, while the demo is
 * being filled by another process, and what `openStorage` refuses.
 */
export async function discardUnfinishedDemo(
  config: Pick<Config, 'dataFolder' | 'databaseUrl'>,
  log: Log,
): Promise<Result> {
  if (config.databaseUrl !== undefined) return accept();
  const isMarked = await stat(markOf(config.dataFolder)).then(
    () => true,
    () => false,
  );
  if (!isMarked) return accept();
  const storage = await openStorage(config, log);
  if (!storage.ok) return storage;
  const { opened } = storage.value;
  try {
    const db = createDatabase(opened, systemClock, log, { max: 1 });
    const names = Object.values(organizations).map(({ shortName }) => shortName);
    const found = await db
      .asSystem('demo', 'demo.look', async (tx) => ({
        isFilled: (await findOrganizationsCalled(tx, DEMO_INN)).length > 0,
        hasOthers: await isAnyOrganization(tx, names),
      }))
      .finally(() => db.close());
    if (found.hasOthers) return accept();
    if (!found.isFilled) {
      const dropped = await opened.drop();
      if (!dropped.ok) return dropped;
      await rm(join(config.dataFolder, 'files'), { recursive: true, force: true });
      log.info({ event: 'demo.discarded' }, 'removed a demo whose filling was cut off');
    }
    await createDemoMark(config).end();
    return accept();
  } finally {
    await opened.close();
  }
}
