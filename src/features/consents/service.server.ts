import { refuse, type Refusal, type Result } from '#src/lib/result.ts';
import type { Clock } from '#src/platform/clock.ts';
import type { Database, PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import { submitOnce } from '#src/platform/db/submission.ts';
import type { FileStore } from '#src/platform/files.ts';
import { keepFile, type SentFile } from '#src/platform/kept-files.ts';
import type { CommandOf } from '#src/features/accounts/access.ts';
import type { consentsAccess } from '#src/features/consents/access.ts';
import type { EnterPaper } from '#src/features/consents/schema.ts';
import { recordPaperConsents, type RecordedConsents } from '#src/features/consents/service.server/paper.ts';
import { admit, answersForSchool } from '#src/features/consents/service.server/rights.ts';
import { layTexts } from '#src/features/consents/service.server/texts.ts';
import { listUnconsented } from '#src/features/consents/store.server/unconsented.ts';

export { recordPaperConsents };
export type { PaperConsents, RecordedConsents } from '#src/features/consents/service.server/paper.ts';

export interface ConsentsDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly files: FileStore;
  readonly timeZone: string;
}

export type ConsentsAbilities = Record<CommandOf<typeof consentsAccess>, true | Refusal>;

export interface Consents {
  /**
   * Papers of one person or of many, with one scan for all of them; all or nothing. Refuses as `recordPaperConsents` and
   * `FileStore.put` do. A class teacher enters them for the pupils of their own class.
   */
  enterPaper(
    actor: PersonActor,
    organizationId: string,
    input: EnterPaper,
    scan: SentFile | null,
  ): Promise<Result<RecordedConsents>>;
}

export function createConsents(deps: ConsentsDeps): Consents {
  const { db, files } = deps;
  return {
    enterPaper: async (actor, organizationId, input, scan) => {
      const { submission, ...paper } = input;
      return db.withActor(actor, 'consents.enter', async (tx) => {
        const admitted = await admit(tx, organizationId, 'consents.enter');
        if (!admitted.ok) return admitted;
        const onlyOfClass = !answersForSchool(admitted.value);
        // A class teacher may not write the school's texts; the program lays the library's.
        if (onlyOfClass) await ensureTexts(deps, organizationId);
        return submitOnce(tx, submission, async () => {
          const kept =
            scan === null ? null : await keepFile(tx, files, { organizationId, ...scan, isPersonal: true });
          if (kept !== null && !kept.ok) return kept;
          const recorded = await recordPaperConsents(tx, {
            ...paper,
            organizationId,
            onlyOfClass,
            fileId: kept?.value.fileId ?? null,
          });
          return recorded.ok ? { ok: true, value: { ...recorded.value } } : recorded;
        });
      });
    },
  };
}

/** Lays the library's texts of a school for somebody who may not write them. */
async function ensureTexts({ db }: ConsentsDeps, organizationId: string): Promise<void> {
  await db.asSystem('texts of consents from the library', 'consents.lay_texts', async (tx) => {
    await layTexts(tx, organizationId);
  });
}

/**
 * The one place where rooms ask before they keep something of mentoring about people: `consents.needed` (fact `count`) when
 * any of them has no consent to processing in force. The database refuses the same by triggers (152-ФЗ art. 9).
 */
export async function refuseWithoutConsent(
  tx: ScopedTx,
  personIds: readonly string[],
): Promise<Result<never> | null> {
  const blocked = await listUnconsented(tx, personIds);
  return blocked.length === 0 ? null : refuse('consents.needed', { count: blocked.length });
}
