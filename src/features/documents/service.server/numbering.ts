import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { abilities } from '#src/features/accounts/access.ts';
import { standingOf } from '#src/features/accounts/service.server.ts';
import { documentsAccess } from '#src/features/documents/access.ts';
import { listGaps, seriesYear, type Restart } from '#src/features/documents/rules/numbering.ts';
import { usualSeries } from '#src/features/documents/rules/series.ts';
import type { SaveSeries } from '#src/features/documents/schema/settings.ts';
import type { DocumentsAbilities } from '#src/features/documents/service.server.ts';
import type { DocumentsDeps } from '#src/features/documents/service.server/deps.ts';
import { refuseUnlessMay } from '#src/features/documents/service.server/open.ts';
import { nextOf } from '#src/features/documents/service.server/placing.ts';
import {
  listNumbers,
  listSeries,
  lockSeries,
  updateSeries,
} from '#src/features/documents/store.server/series.ts';

/** A row of numbers as its page shows it. */
export interface SeriesView {
  readonly key: string;
  readonly name: string;
  readonly mask: string;
  readonly restarts: Restart;
  /** 0: never used or changed. */
  readonly version: number;
  /** Families of papers numbered in it. */
  readonly groups: readonly string[];
  /** What a paper of today would get. */
  readonly next: string;
  /** How many numbers were given in the year that runs, and which between them stand under nothing. */
  readonly given: number;
  readonly gaps: readonly { readonly from: number; readonly to: number }[];
}

export interface Numbering {
  list(
    actor: PersonActor,
    organizationId: string,
  ): Promise<Result<{ series: readonly SeriesView[]; can: DocumentsAbilities }>>;
  /** Numbers given before stay as they are; the new mask goes on from the last of the year. `documents.stale`. */
  save(actor: PersonActor, organizationId: string, input: SaveSeries): Promise<Result>;
}

export function createNumbering({ db, clock, timeZone }: DocumentsDeps): Numbering {
  return {
    list: (actor, organizationId) =>
      db.withActor(actor, 'documents.list_series', async (tx) => {
        const standing = await standingOf(tx, organizationId);
        const refused = refuseUnlessMay(standing, 'documents.list');
        if (refused !== null) return refused;
        const kept = await listSeries(tx, organizationId);
        const today = clock.today(timeZone).toString();
        const series: SeriesView[] = [];
        for (const usual of usualSeries) {
          const own = kept.find(({ key }) => key === usual.key);
          const now = own ?? { ...usual, id: null, version: 0 };
          const { key, name, mask, restarts, version, id } = now;
          const numbers = id === null ? [] : await listNumbers(tx, id, seriesYear(restarts, today));
          series.push({
            key,
            name,
            mask,
            restarts,
            version,
            groups: usual.groups,
            next: await nextOf(tx, now, today),
            given: numbers.length,
            gaps: listGaps(numbers),
          });
        }
        return accept({ series, can: abilities(documentsAccess, standing) });
      }),

    save: (actor, organizationId, { key, version, ...patch }) =>
      db.withActor(actor, 'documents.save_series', async (tx) => {
        const refused = refuseUnlessMay(await standingOf(tx, organizationId), 'documents.settings');
        if (refused !== null) return refused;
        const usual = usualSeries.find((one) => one.key === key);
        if (usual === undefined) return refuse('documents.no_series');
        const wasKept = (await listSeries(tx, organizationId)).some((one) => one.key === key);
        const locked = await lockSeries(tx, organizationId, usual);
        // A form opened before the first use carries 0: nothing had been changed then either.
        if (wasKept ? locked.version !== version : version !== 0) return refuse('documents.stale');
        return (await updateSeries(tx, locked.id, locked.version, patch))
          ? accept()
          : refuse('documents.stale');
      }),
  };
}
