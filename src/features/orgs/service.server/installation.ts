import { accept, type Refusal, type Result } from '#src/lib/result.ts';
import { readBackupState } from '#src/platform/db/archive/nightly.ts';
import type { Database, PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import type { Jobs } from '#src/platform/jobs.ts';
import { may, orgsAccess } from '#src/features/orgs/access.ts';
import { standingOf } from '#src/features/orgs/service.server.ts';

export interface InstallationDeps {
  readonly db: Database;
  readonly jobs: Jobs;
  readonly publicUrl: string;
  readonly host: string;
  readonly isMailConfigured: boolean;
  readonly backupHour: number;
  readonly backupKeep: number;
  readonly timeZone: string;
}

/** What the settings page shows of the program itself; instants are ISO. */
export interface InstallationView {
  readonly lastBackup: { readonly at: string; readonly file: string; readonly bytes: number } | null;
  /** The last run, when it failed after the last success. */
  readonly lastFailure: { readonly at: string; readonly code: string } | null;
  readonly backupHour: number;
  readonly backupKeep: number;
  readonly publicUrl: string;
  /** Whether other machines of the network reach the site. */
  readonly isOpenToNetwork: boolean;
  readonly isEncrypted: boolean;
  readonly isMailConfigured: boolean;
  readonly timeZone: string;
}

export interface Installation {
  view(actor: PersonActor, organizationId: string): Promise<Result<InstallationView>>;
  /** Asks the worker for a backup now; several presses ask for one. */
  requestBackup(actor: PersonActor, organizationId: string): Promise<Result>;
}

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

export function createInstallation(deps: InstallationDeps): Installation {
  const { db } = deps;
  return {
    view: (actor, organizationId) =>
      db.withActor(actor, 'orgs.view_settings', async (tx) => {
        const refusal = await refusalOf(tx, organizationId);
        if (refusal !== null) return { ok: false, refusal };
        const { lastSuccess, lastFailure } = await readBackupState(tx);
        return accept({
          lastBackup:
            lastSuccess === null
              ? null
              : { at: lastSuccess.at.toString(), file: lastSuccess.file, bytes: lastSuccess.bytes },
          lastFailure:
            lastFailure === null ? null : { at: lastFailure.at.toString(), code: lastFailure.code },
          backupHour: deps.backupHour,
          backupKeep: deps.backupKeep,
          publicUrl: deps.publicUrl,
          isOpenToNetwork: !LOOPBACK.has(deps.host),
          isEncrypted: deps.publicUrl.startsWith('https:'),
          isMailConfigured: deps.isMailConfigured,
          timeZone: deps.timeZone,
        });
      }),

    requestBackup: (actor, organizationId) =>
      db.withActor(actor, 'orgs.request_backup', async (tx) => {
        const refusal = await refusalOf(tx, organizationId);
        if (refusal !== null) return { ok: false, refusal };
        await deps.jobs.add(tx, 'backup.nightly', {}, { key: 'backup.now', maxAttempts: 1 });
        return accept();
      }),
  };
}

async function refusalOf(tx: ScopedTx, organizationId: string): Promise<Refusal | null> {
  const answer = may(orgsAccess, await standingOf(tx, organizationId), 'orgs.view_settings');
  return answer === true ? null : answer;
}
