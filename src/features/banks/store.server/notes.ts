import { toDay, toIso } from '#src/lib/iso-day.ts';
import { actingAccount } from '#src/platform/db/acting-account.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';

export interface PsychologistNote {
  readonly id: string;
  readonly notedOn: string;
  readonly note: string;
}

/** Notes about a mentee, the newest first; the database shows them to psychologists of the school and nobody else. */
export async function listNotes(tx: ScopedTx, personId: string): Promise<PsychologistNote[]> {
  const rows = await tx.query
    .selectFrom('psychologist_notes')
    .select(['id', 'noted_on as notedOn', 'note'])
    .where('person_id', '=', personId)
    .orderBy('noted_on', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map((row) => ({ ...row, notedOn: toIso(row.notedOn) }));
}

export async function insertNote(
  tx: ScopedTx,
  note: {
    readonly organizationId: string;
    readonly personId: string;
    readonly notedOn: string;
    readonly note: string;
  },
): Promise<void> {
  await tx.query
    .insertInto('psychologist_notes')
    .values({
      organization_id: note.organizationId,
      person_id: note.personId,
      noted_on: toDay(note.notedOn),
      note: note.note,
      author_id: actingAccount(tx),
    })
    .execute();
}
