import { isId } from '#src/lib/id.ts';
import { accept, refuse, type Refusal, type Result } from '#src/lib/result.ts';
import { asConsequence } from '#src/platform/db/consequence.ts';
import type { PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import { submitOnce } from '#src/platform/db/submission.ts';
import { namesOfAccounts, standingOf } from '#src/features/accounts/service.server.ts';
import type { Person } from '#src/features/people/rules.ts';
import { findDoubles, findDoublesOf, type DoubleReason } from '#src/features/people/rules/merge/doubles.ts';
import {
  joinRecords,
  mergedFacts,
  restoreFacts,
  type MergeRecord,
} from '#src/features/people/rules/merge/fields.ts';
import { POINTERS } from '#src/features/people/rules/merge/pointers.ts';
import type { MergePeople } from '#src/features/people/schema/merge.ts';
import type { PeopleDeps } from '#src/features/people/service.server/deps.ts';
import { refuseUnlessMay } from '#src/features/people/service.server/rights.ts';
import { findPeopleByIds, findPerson, updatePerson } from '#src/features/people/store.server.ts';
import {
  countRows,
  findMerge,
  hasConsent,
  insertDistinct,
  insertMerge,
  listDistinct,
  listKnownNames,
  listMerges,
  lockRecords,
  markUndone,
  moveAccount,
  moveRows,
  moveRowsBack,
  readBars,
  setMergedInto,
} from '#src/features/people/store.server/merges.ts';
import { findPartner } from '#src/features/people/store.server/partners.ts';

export const DOUBLES_PAGE_SIZE = 50;
const POINTERS_MOVED = POINTERS.filter(({ staysBecause }) => staysBecause === null);

export interface DoubleView {
  readonly one: Person;
  readonly other: Person;
  readonly reason: DoubleReason;
}

/** What joining would do with one kind of rows. */
export interface MovedLine {
  readonly title: string;
  readonly moved: number;
  readonly left: number;
}

export interface MergeView {
  readonly kept: MergeRecord;
  /** Null while nobody was chosen. */
  readonly merged: MergeRecord | null;
  readonly lines: readonly MovedLine[];
  /** Why the two cannot be joined; null: they can. */
  readonly refusal: Refusal | null;
  /** Whom the record resembles, the surest first; only while nobody was chosen. */
  readonly doubles: readonly DoubleView[];
  /** What was joined into the record before, the newest first. */
  readonly history: readonly {
    readonly id: string;
    readonly name: string;
    readonly at: string;
    readonly by: string;
    readonly isUndone: boolean;
  }[];
  readonly timeZone: string;
}

export interface Merging {
  /** Probable doubles of an organization, a page (from 1). */
  doubles(
    actor: PersonActor,
    organizationId: string,
    page: number,
  ): Promise<Result<{ pairs: readonly DoubleView[]; total: number; page: number; pageSize: number }>>;
  /** These are two people: they are offered no more. */
  setDistinct(actor: PersonActor, input: { oneId: string; otherId: string }): Promise<Result>;
  /** Two records side by side, and what joining would move. `people.not_found` for either. */
  view(actor: PersonActor, keptId: string, mergedId: string | null): Promise<Result<MergeView>>;
  /**
   * Joins a record into another one: what points at it moves, the record itself is hidden. Refuses with `people.stale` and
   * `people.merge_*`: the same record, kin, one mentorship, two accounts, data destroyed or a consent taken back.
   */
  merge(actor: PersonActor, input: MergePeople): Promise<Result<{ mergeId: string }>>;
  /**
   * Parts what was joined: every row and fact goes back that nobody changed since; answers how many facts stayed changed. Refuses
   * with `people.merge_not_found`, `people.merge_undone`, `people.part_first`, `people.part_no_consent`.
   */
  part(actor: PersonActor, mergeId: string): Promise<Result<{ keptId: string; changedSince: number }>>;
}

export function createMerging({ db, timeZone }: PeopleDeps): Merging {
  return {
    doubles: (actor, organizationId, page) =>
      db.withActor(actor, 'people.list_doubles', async (tx) => {
        const refused = refuseUnlessMay(await standingOf(tx, organizationId), 'people.merge');
        if (refused !== null) return refused;
        const found = findDoubles(
          await listKnownNames(tx, organizationId),
          await listDistinct(tx, organizationId),
        );
        const shown = found.slice((page - 1) * DOUBLES_PAGE_SIZE, page * DOUBLES_PAGE_SIZE);
        return accept({
          pairs: await withPeople(tx, organizationId, shown),
          total: found.length,
          page,
          pageSize: DOUBLES_PAGE_SIZE,
        });
      }),

    setDistinct: (actor, { oneId, otherId }) =>
      db.withActor(actor, 'people.set_distinct', async (tx) => {
        const both = await admitBoth(tx, oneId, otherId);
        if (!both.ok) return both;
        await insertDistinct(tx, both.value.kept.organizationId, oneId, otherId, actor.accountId);
        return accept();
      }),

    view: (actor, keptId, mergedId) =>
      db.withActor(actor, 'people.view_merge', (tx) => viewMerge(tx, { keptId, mergedId, timeZone })),

    merge: (actor, input) =>
      db.withActor(actor, 'people.merge', (tx) =>
        submitOnce(tx, input.submission, () => mergePeople(tx, input, actor.accountId)),
      ),

    part: (actor, mergeId) => db.withActor(actor, 'people.part', (tx) => partPeople(tx, mergeId)),
  };
}

async function withPeople(
  tx: ScopedTx,
  organizationId: string,
  pairs: readonly { oneId: string; otherId: string; reason: DoubleReason }[],
): Promise<DoubleView[]> {
  const ids = [...new Set(pairs.flatMap(({ oneId, otherId }) => [oneId, otherId]))];
  const byId = new Map((await findPeopleByIds(tx, organizationId, ids)).map((person) => [person.id, person]));
  return pairs.flatMap(({ oneId, otherId, reason }) => {
    const [one, other] = [byId.get(oneId), byId.get(otherId)];
    return one === undefined || other === undefined ? [] : [{ one, other, reason }];
  });
}

/** A record of a school where the actor may join records; anything else is not found. */
async function admitOne(tx: ScopedTx, id: string): Promise<Result<Person>> {
  const person = isId(id) ? await findPerson(tx, id) : null;
  if (person === null) return refuse('people.not_found');
  return refuseUnlessMay(await standingOf(tx, person.organizationId), 'people.merge') ?? accept(person);
}

async function admitBoth(
  tx: ScopedTx,
  keptId: string,
  mergedId: string,
): Promise<Result<{ kept: Person; merged: Person }>> {
  const kept = await admitOne(tx, keptId);
  if (!kept.ok) return kept;
  const merged = await admitOne(tx, mergedId);
  if (!merged.ok) return merged;
  if (keptId === mergedId) return refuse('people.merge_same');
  // Two schools of one director are two operators of personal data.
  if (kept.value.organizationId !== merged.value.organizationId) return refuse('people.not_found');
  return accept({ kept: kept.value, merged: merged.value });
}

async function toRecord(tx: ScopedTx, person: Person): Promise<MergeRecord> {
  const partner = person.partnerId === null ? null : await findPartner(tx, person.partnerId);
  return { person, partner: partner?.name ?? '' };
}

async function viewMerge(
  tx: ScopedTx,
  { keptId, mergedId, timeZone }: { keptId: string; mergedId: string | null; timeZone: string },
): Promise<Result<MergeView>> {
  const kept = await admitOne(tx, keptId);
  if (!kept.ok) return kept;
  const { organizationId } = kept.value;
  const merges = await listMerges(tx, keptId);
  const names = await namesOfAccounts(
    tx,
    merges.map(({ mergedBy }) => mergedBy),
  );
  const shared = {
    kept: await toRecord(tx, kept.value),
    history: merges.map((one) => ({
      id: one.id,
      name: one.name,
      at: one.mergedAt.toString(),
      by: names[one.mergedBy ?? ''] ?? '',
      isUndone: one.undoneAt !== null,
    })),
    timeZone,
  };
  if (mergedId === null) {
    const found = findDoublesOf(
      keptId,
      await listKnownNames(tx, organizationId),
      await listDistinct(tx, organizationId),
    );
    const doubles = await withPeople(tx, organizationId, found.slice(0, 20));
    return accept({ ...shared, merged: null, lines: [], refusal: null, doubles });
  }
  const both = await admitBoth(tx, keptId, mergedId);
  if (!both.ok) return both;
  const refusal = await findRefusal(tx, both.value);
  // What the actor may not read is counted too: it moves with the rest.
  const lines = await asConsequence(tx, 'preview of joining two records', async (inner) => {
    const counted: MovedLine[] = [];
    for (const pointer of POINTERS_MOVED) {
      const count = await countRows(inner, pointer, { keptId, mergedId });
      if (count.moved + count.left > 0) counted.push({ title: pointer.title, ...count });
    }
    return counted;
  });
  return accept({ ...shared, merged: await toRecord(tx, both.value.merged), lines, refusal, doubles: [] });
}

async function findRefusal(
  tx: ScopedTx,
  { kept, merged }: { kept: Person; merged: Person },
): Promise<Refusal | null> {
  if (kept.accountId !== null && merged.accountId !== null) return { code: 'people.merge_two_accounts' };
  const bars = await asConsequence(tx, 'whether two records may be joined', (inner) =>
    readBars(inner, kept.id, merged.id),
  );
  if (bars.areKin) return { code: 'people.merge_kin' };
  if (bars.shareMentorship) return { code: 'people.merge_same_mentorship' };
  if (bars.isDestroyed) return { code: 'people.merge_destroyed' };
  return bars.isWithdrawn ? { code: 'people.merge_withdrawn' } : null;
}

async function mergePeople(
  tx: ScopedTx,
  input: MergePeople,
  accountId: string,
): Promise<Result<{ mergeId: string }>> {
  const { keptId, mergedId } = input;
  if (isId(keptId) && isId(mergedId)) await lockRecords(tx, [keptId, mergedId]);
  const both = await admitBoth(tx, keptId, mergedId);
  if (!both.ok) return both;
  const { kept, merged } = both.value;
  if (kept.version !== input.version || merged.version !== input.mergedVersion) return refuse('people.stale');
  const refusal = await findRefusal(tx, both.value);
  if (refusal !== null) return { ok: false, refusal };
  const records = { kept: await toRecord(tx, kept), merged: await toRecord(tx, merged) };
  const joined = joinRecords(records.kept, records.merged, input.take);
  const saved = await updatePerson(tx, { ...joined, version: kept.version });
  if (!saved) return refuse('people.stale');
  // Rows that the actor may not read (notes of psychologists, wishes) move with the rest, by the program's own rule.
  const moved = await asConsequence(tx, 'joining two records of one person', async (inner) => {
    const rows: { table: string; column: string; keys: Awaited<ReturnType<typeof moveRows>> }[] = [];
    for (const pointer of POINTERS_MOVED) {
      const { table, column } = pointer;
      if (table === 'mentorship_members') {
        const { moved: members } = await countRows(inner, pointer, { keptId, mergedId });
        if (members > 0 && !(await hasConsent(inner, keptId))) return null;
      }
      const keys = await moveRows(inner, pointer, { keptId, mergedId });
      if (keys.length > 0) rows.push({ table, column, keys });
    }
    if (merged.accountId !== null) await moveAccount(inner, mergedId, keptId);
    await setMergedInto(inner, mergedId, keptId);
    return rows;
  });
  if (moved === null) return refuse('people.merge_no_consent');
  const mergeId = await insertMerge(tx, {
    organizationId: kept.organizationId,
    keptId,
    mergedId,
    moved: {
      rows: moved,
      facts: { before: mergedFacts(kept), after: mergedFacts(joined) },
      movedAccount: merged.accountId !== null,
    },
    mergedBy: accountId,
  });
  return accept({ mergeId });
}

async function partPeople(
  tx: ScopedTx,
  mergeId: string,
): Promise<Result<{ keptId: string; changedSince: number }>> {
  const merge = isId(mergeId) ? await findMerge(tx, mergeId) : null;
  if (merge === null) return refuse('people.merge_not_found');
  const refused = refuseUnlessMay(await standingOf(tx, merge.organizationId), 'people.merge');
  if (refused !== null) return refused;
  if (merge.undoneAt !== null) return refuse('people.merge_undone');
  const { keptId, mergedId, moved } = merge;
  await lockRecords(tx, [keptId, mergedId]);
  const kept = await findPerson(tx, keptId);
  if (kept === null) return refuse('people.part_first');
  const isParted = await asConsequence(tx, 'parting two records that were joined', async (inner) => {
    await setMergedInto(inner, mergedId, null);
    if (moved.movedAccount) await moveAccount(inner, keptId, mergedId);
    for (const { table, column, keys } of moved.rows) {
      const pointer = POINTERS.find((one) => one.table === table && one.column === column);
      if (pointer === undefined) throw new Error(`Nothing is known of ${table}.${column}`);
      if (table === 'mentorship_members' && !(await hasConsent(inner, mergedId))) return false;
      await moveRowsBack(inner, pointer, { keptId, mergedId }, keys);
    }
    return true;
  });
  if (!isParted) return refuse('people.part_no_consent');
  const now = await findPerson(tx, keptId);
  if (now === null) throw new Error('A locked record is gone');
  const { person, changedSince } = restoreFacts(now, moved.facts);
  await updatePerson(tx, person);
  await markUndone(tx, mergeId);
  return accept({ keptId, changedSince });
}
