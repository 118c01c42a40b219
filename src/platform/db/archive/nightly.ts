import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { accept } from '#src/lib/result.ts';
import type { Result } from '#src/lib/result.ts';
import type { Clock } from '#src/platform/clock.ts';
import type { Database, ScopedTx } from '#src/platform/db/scope.ts';
import type { FileStore } from '#src/platform/files.ts';
import type { Log } from '#src/platform/log.ts';
import { makeArchive } from './make.ts';
import type { ArchiveReport } from './make.ts';
import { checkArchive } from './read.ts';

export interface NightlyOptions {
  readonly db: Database;
  readonly files: FileStore;
  readonly clock: Clock;
  readonly log: Log;
  /** Where the archives are kept, e.g. `<data>/backups`. */
  readonly folder: string;
  /** How many are kept. */
  readonly keep: number;
  /** IANA zone by which the files are named. */
  readonly timeZone: string;
  readonly secret: string | undefined;
}

const namePattern = /^nastavnik-\d{4}-\d{2}-\d{2}-\d{6}\.tar\.gz$/;

/**
 * Makes an archive named by the local time, reads it back from end to end, removes the oldest beyond `keep` (only
 * files that it named itself, and only after a success), and writes down how it went for the settings page.
 */
export async function makeNightlyBackup(options: NightlyOptions): Promise<Result<ArchiveReport>> {
  const startedAt = options.clock.now();
  const stamp = startedAt
    .toZonedDateTimeISO(options.timeZone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'second' })
    .replace('T', '-')
    .replaceAll(':', '');
  const file = path.join(options.folder, `nastavnik-${stamp}.tar.gz`);
  let made: Result<ArchiveReport>;
  try {
    made = await makeChecked(options, file, startedAt);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unexpected';
    await recordRun(options, startedAt, undefined, code);
    throw error;
  }
  await recordRun(options, startedAt, made.ok ? made.value : undefined, made.ok ? '' : made.refusal.code);
  if (made.ok) await removeOldest(options.folder, options.keep);
  return made;
}

async function makeChecked(
  { db, files, secret }: NightlyOptions,
  file: string,
  now: Temporal.Instant,
): Promise<Result<ArchiveReport>> {
  const made = await makeArchive({ connection: db.connection, files, secret, now }, file);
  if (!made.ok) return made;
  const checked = await checkArchive(file);
  if (checked.ok) return accept(made.value);
  await rm(file, { force: true });
  return checked;
}

async function recordRun(
  { db, clock, log }: NightlyOptions,
  startedAt: Temporal.Instant,
  report: ArchiveReport | undefined,
  error: string,
): Promise<void> {
  if (report === undefined) log.error({ event: 'backup.failed', code: error }, 'the nightly backup failed');
  else log.info({ event: 'backup.made', bytes: report.bytes, rows: report.rows }, 'made the nightly backup');
  await db.asSystem('ночная резервная копия', 'backup.nightly', async (tx) => {
    await tx.query
      .insertInto('backup_runs')
      .values({
        started_at: startedAt,
        finished_at: clock.now(),
        file: report === undefined ? null : path.basename(report.file),
        bytes: report?.bytes ?? null,
        error: report === undefined ? error : null,
      })
      .execute();
  });
}

async function removeOldest(folder: string, keep: number): Promise<void> {
  const names = (await readdir(folder)).filter((name) => namePattern.test(name)).toSorted();
  for (const name of names.slice(0, Math.max(names.length - keep, 0))) {
    await rm(path.join(folder, name), { force: true });
  }
}

export interface BackupState {
  /** The last one that succeeded, or null when none ever did. */
  readonly lastSuccess: {
    readonly at: Temporal.Instant;
    readonly file: string;
    readonly bytes: number;
  } | null;
  /** The last run, when it failed after the last success. */
  readonly lastFailure: { readonly at: Temporal.Instant; readonly code: string } | null;
}

/** What the settings page shows about backups. */
export async function readBackupState(tx: ScopedTx): Promise<BackupState> {
  const success = await tx.query
    .selectFrom('backup_runs')
    .select(['id', 'finished_at', 'file', 'bytes'])
    .where('file', 'is not', null)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  const failure = await tx.query
    .selectFrom('backup_runs')
    .select(['finished_at', 'error'])
    .where('error', 'is not', null)
    .where('id', '>', success?.id ?? 0)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return {
    lastSuccess:
      success === undefined
        ? null
        : { at: success.finished_at, file: success.file ?? '', bytes: success.bytes ?? 0 },
    lastFailure: failure === undefined ? null : { at: failure.finished_at, code: failure.error ?? '' },
  };
}
