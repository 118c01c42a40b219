import { join } from 'node:path';
import { z } from 'zod';
import { systemClock } from '#src/platform/clock.ts';
import { makeNightlyBackup } from '#src/platform/db/archive/nightly.ts';
import { defineJob, type JobHandler, type Schedule } from '#src/platform/jobs.ts';
import { readOrCreateSecret } from '#src/platform/data-folder.ts';
import { findUsedFiles } from '#src/platform/kept-files.ts';
import type { Installation } from '#src/main/installation.ts';

/** What the worker can do, and what it does by itself by the clock of the installation. */
export function jobsOf(
  installation: Pick<Installation, 'config' | 'db' | 'files' | 'log' | 'auth' | 'services'>,
): {
  handlers: JobHandler[];
  schedules: Schedule[];
} {
  const { config, db, files, log, auth, services } = installation;
  return {
    handlers: [
      defineJob({
        name: 'backup.nightly',
        payload: z.object({}).loose(),
        handle: async () => {
          const made = await makeNightlyBackup({
            db,
            files,
            clock: systemClock,
            log,
            folder: join(config.dataFolder, 'backups'),
            keep: config.backupKeep,
            timeZone: config.timeZone,
            secret: config.secret === undefined ? await readOrCreateSecret(config.dataFolder) : undefined,
          });
          if (!made.ok) throw new Error(`The nightly backup was refused: ${made.refusal.code}`);
        },
      }),
      defineJob({
        name: 'files.sweep',
        payload: z.object({}).loose(),
        handle: async () => {
          const removed = await files.sweep((sha256s) =>
            db.asSystem('files that nothing mentions', 'files.sweep', (tx) => findUsedFiles(tx, sha256s)),
          );
          if (removed > 0) log.info({ event: 'files.swept', removed }, 'removed files that nothing mentions');
        },
      }),
      defineJob({
        name: 'people.sweep_imports',
        payload: z.object({}).loose(),
        handle: async () => {
          const removed = await services.people.imports.sweep();
          if (removed > 0)
            log.info({ event: 'people.imports_swept', removed }, 'removed lists left unfinished');
        },
      }),
      defineJob({
        name: 'banks.sweep',
        payload: z.object({}).loose(),
        handle: async () => {
          const forgotten = await services.banks.applications.sweep();
          if (forgotten > 0)
            log.info({ event: 'banks.swept', forgotten }, 'forgot applications that nobody answered');
        },
      }),
      defineJob({
        name: 'auth.remove_expired',
        payload: z.object({}).loose(),
        handle: async () => {
          await auth.removeExpired();
        },
      }),
      defineJob({
        name: 'surveys.turn',
        payload: z.object({}).loose(),
        handle: async () => {
          const { opened, closed } = await services.surveys.waves.turn();
          log.info({ event: 'surveys.turn', opened, closed }, 'opened and closed the waves of the day');
        },
      }),
      defineJob({
        name: 'consents.retention',
        payload: z.object({}).loose(),
        handle: async () => {
          const proposed = await services.consents.retention.propose();
          log.info({ event: 'consents.retention', proposed }, 'proposed what is kept too long');
        },
      }),
      defineJob({
        name: 'matching.search',
        payload: z.object({}).loose(),
        handle: async () => {
          const found = await services.matching.lookForMentors();
          log.info({ event: 'matching.search', found }, 'looked for mentors for those who wait');
        },
      }),
      defineJob({
        name: 'notices.daily',
        payload: z.object({}).loose(),
        handle: async () => {
          const { given, sent } = await services.notices.giveDaily();
          log.info({ event: 'notices.daily', given, sent }, 'gave the reminders of the day');
        },
      }),
      ...services.tasks.handlers,
    ],
    schedules: [
      // Before the backup, so that it does not carry what nobody needs.
      { name: 'files.sweep', hour: (config.backupHour + 23) % 24, minute: 30 },
      { name: 'backup.nightly', hour: config.backupHour },
      // Soon after midnight, when one day of a wave ends and another begins.
      { name: 'surveys.turn', hour: 0, minute: 10 },
      // Before the notices of the morning, which tell of it.
      { name: 'consents.retention', hour: 5, minute: 20 },
      { name: 'matching.search', hour: 5, minute: 40 },
      { name: 'people.sweep_imports', hour: (config.backupHour + 23) % 24, minute: 15 },
      { name: 'banks.sweep', hour: (config.backupHour + 23) % 24, minute: 20 },
      { name: 'notices.daily', hour: 7 },
      { name: 'auth.remove_expired', hour: (config.backupHour + 1) % 24, minute: 30 },
      ...services.tasks.schedules((config.backupHour + 23) % 24),
    ],
  };
}
