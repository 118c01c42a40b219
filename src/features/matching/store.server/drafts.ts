import { sql } from 'kysely';
import { toDay, toIso } from '#src/lib/iso-day.ts';
import { actingAccount } from '#src/platform/db/acting-account.ts';
import { toJson } from '#src/platform/db/json.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { Proposal } from '#src/features/matching/rules/propose.ts';
import type { MatchSettings } from '#src/features/matching/rules/settings.ts';

/** Totals of a draft and how sure it is of them; nothing of anybody. */
export type Outcome = Omit<Proposal, 'pairs' | 'unmatchedIds' | 'duals' | 'prices'> & {
  readonly served: number;
  readonly unmatched: number;
  readonly mentees: number;
  readonly mentors: number;
  /** Places that mentors have for more mentees. */
  readonly places: number;
};

export type DraftState = 'open' | 'approved' | 'discarded';

export interface Draft {
  readonly id: string;
  readonly organizationId: string;
  readonly programmeId: string | null;
  readonly schoolYear: number;
  readonly title: string;
  readonly settings: MatchSettings;
  readonly ageFrom: number | null;
  readonly ageTo: number | null;
  /** ISO. */
  readonly takenOn: string;
  readonly outcome: Outcome | null;
  readonly state: DraftState;
  readonly version: number;
}

const COLUMNS = [
  'id',
  'organization_id as organizationId',
  'programme_id as programmeId',
  'school_year as schoolYear',
  'title',
  'settings',
  'age_from as ageFrom',
  'age_to as ageTo',
  'taken_on as takenOn',
  'outcome',
  'state',
  'version',
] as const;

function select(tx: ScopedTx) {
  return tx.query.selectFrom('matching_drafts').select(COLUMNS);
}
type Row = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>;

// Written by this room alone, so read back as what it wrote.
function toDraft(row: Row): Draft {
  return {
    ...row,
    settings: row.settings as unknown as MatchSettings,
    takenOn: toIso(row.takenOn),
    outcome: row.outcome as unknown as Outcome | null,
    state: row.state as DraftState,
  };
}

export async function findDraft(tx: ScopedTx, id: string): Promise<Draft | null> {
  const row = await select(tx).where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : toDraft(row);
}

/** Drafts of an organization, the newest first; discarded ones aside. */
export async function listDrafts(
  tx: ScopedTx,
  organizationId: string,
  page: { readonly offset: number; readonly limit: number },
): Promise<{ rows: Draft[]; total: number }> {
  const { total } = await tx.query
    .selectFrom('matching_drafts')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where('organization_id', '=', organizationId)
    .where('state', '<>', 'discarded')
    .executeTakeFirstOrThrow();
  const rows = await select(tx)
    .where('organization_id', '=', organizationId)
    .where('state', '<>', 'discarded')
    .orderBy('school_year', 'desc')
    .orderBy('id', 'desc')
    .offset(page.offset)
    .limit(page.limit)
    .execute();
  return { rows: rows.map(toDraft), total };
}

export type NewDraft = Pick<
  Draft,
  'organizationId' | 'programmeId' | 'schoolYear' | 'title' | 'settings' | 'ageFrom' | 'ageTo' | 'takenOn'
>;

export async function insertDraft(tx: ScopedTx, draft: NewDraft): Promise<string> {
  const { id } = await tx.query
    .insertInto('matching_drafts')
    .values({
      organization_id: draft.organizationId,
      programme_id: draft.programmeId,
      school_year: draft.schoolYear,
      title: draft.title,
      settings: toJson(draft.settings),
      age_from: draft.ageFrom,
      age_to: draft.ageTo,
      taken_on: toDay(draft.takenOn),
      created_by: actingAccount(tx),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** What a draft becomes: its totals and prices. */
export interface Solved {
  readonly settings: MatchSettings;
  readonly takenOn: string;
  readonly outcome: Outcome;
  readonly certificate: Readonly<Record<string, number>>;
}

/** False when the draft is no longer open at `version`. The version it gets is one more. */
export async function updateDraft(
  tx: ScopedTx,
  at: { readonly id: string; readonly version: number },
  solved: Solved,
): Promise<boolean> {
  const done = await tx.query
    .updateTable('matching_drafts')
    .set((eb) => ({
      settings: toJson(solved.settings),
      taken_on: toDay(solved.takenOn),
      outcome: toJson(solved.outcome),
      certificate: toJson(solved.certificate),
      version: eb('version', '+', 1),
    }))
    .where('id', '=', at.id)
    .where('version', '=', at.version)
    .where('state', '=', 'open')
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/** Title, or the end of a draft. False when it is no longer at `version`. */
export async function settleDraft(
  tx: ScopedTx,
  at: { readonly id: string; readonly version: number },
  change: { readonly title: string } | { readonly state: 'approved' | 'discarded' },
): Promise<boolean> {
  const isApproved = 'state' in change && change.state === 'approved';
  const done = await tx.query
    .updateTable('matching_drafts')
    .set((eb) => ({
      ...change,
      ...(isApproved ? { approved_at: tx.now, approved_by: actingAccount(tx) } : {}),
      version: eb('version', '+', 1),
    }))
    .where('id', '=', at.id)
    .where('version', '=', at.version)
    .where('state', '<>', 'discarded')
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/** Locks the draft until the transaction ends: two curators who change it at one moment wait for each other. */
export async function lockDraft(tx: ScopedTx, id: string): Promise<void> {
  await sql`select from matching_drafts where id = ${id}::uuid for no key update`.execute(tx.query);
}
