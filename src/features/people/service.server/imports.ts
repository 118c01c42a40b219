import { isId } from '#src/lib/id.ts';
import { accept, refuse, type Refusal, type Result } from '#src/lib/result.ts';
import type { PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import type { TaskStarter } from '#src/platform/tasks/model.ts';
import { schoolYearOf } from '#src/features/orgs/rules/school-year.ts';
import { standingOf } from '#src/features/accounts/service.server.ts';
import { matchRecords, type Match } from '#src/features/people/rules/import/match.ts';
import {
  checkRecords,
  IMPORT_KINDS,
  type CheckedRecord,
  type ImportKind,
  type RowFix,
  type RowFixes,
} from '#src/features/people/rules/import/records.ts';
import type { ListColumn } from '#src/features/people/rules/import/read-list.ts';
import type { ChooseColumns, FixRows, SayConsents } from '#src/features/people/schema/import.ts';
import {
  BESIDE,
  readEntries,
  type ListEntry,
  type ListSort,
} from '#src/features/people/rules/import/entries.ts';
import type { ListSequel, SequelPlan } from '#src/features/people/service.server/list-sequel.ts';
import type { PeopleDeps } from '#src/features/people/service.server/deps.ts';
import { refuseUnlessMay } from '#src/features/people/service.server/rights.ts';
import {
  deleteImport,
  deleteOldImports,
  findImport,
  listImports,
  listKnown,
  updateImport,
  type ImportDraft,
} from '#src/features/people/store.server/imports.ts';

export const READ_LIST_TASK = 'people.read_list';
export const STORE_LIST_TASK = 'people.store_list';

export interface ImportsDeps extends PeopleDeps {
  readonly tasks: TaskStarter;
  /** What banks and pairs tell besides people, for the room that keeps it. */
  readonly sequel: ListSequel;
}

/** A list that was begun and not finished. */
export interface BegunList {
  readonly id: string;
  readonly name: string;
  readonly kind: ImportKind;
  readonly createdAt: string;
}

/** Where a list stands: what the pages of its three steps show. */
export interface ImportView {
  readonly draft: Omit<ImportDraft, 'rows' | 'fixes'>;
  readonly rowCount: number;
  readonly wrong: readonly CheckedRecord[];
  readonly skippedCount: number;
  /** Empty while rows are wrong: people are compared when the list can be read. */
  readonly matches: readonly Match[];
  /** Rows of a bank or of pairs; null for people alone. */
  readonly entries: readonly ListEntry[] | null;
  /** Forms of mentoring to choose from, and the school year that it is. */
  readonly forms: ListSequel['forms'];
  readonly currentYear: number;
  /** What they will make; null while somebody is in doubt. */
  readonly plan: SequelPlan | null;
}

export interface Imports {
  /** Begins to read a file or a pasted list, as long work; in the end it is a draft with columns to look at. */
  start(
    actor: PersonActor,
    input: {
      organizationId: string;
      name: string;
      bytes: Uint8Array;
      origin: 'file' | 'text';
      kind: ImportDraft['kind'];
      className: string;
      submission: string;
    },
  ): Promise<Result<{ taskId: string }>>;
  /** Whom the actor may bring in here, and the lists that they have begun. */
  mayStart(
    actor: PersonActor,
    organizationId: string,
  ): Promise<Result<{ kinds: readonly ImportKind[]; begun: readonly BegunList[] }>>;
  view(actor: PersonActor, importId: string): Promise<Result<ImportView>>;
  /** Refuses `people.import_stale`, `people.import_no_name`, `people.import_refused_column`. */
  chooseColumns(actor: PersonActor, input: ChooseColumns): Promise<Result>;
  /** What was typed or decided about rows; nothing of it is lost, right or wrong. Refuses `people.import_stale`. */
  fixRows(actor: PersonActor, input: FixRows): Promise<Result>;
  /** Where the consents on paper of the people of a bank lie. Refuses `people.import_signed_later`, `people.import_stale`. */
  sayConsents(actor: PersonActor, input: SayConsents): Promise<Result>;
  drop(actor: PersonActor, importId: string): Promise<Result>;
  /** Begins to store the list as long work. Refuses `people.import_errors` and `people.import_doubtful` (fact `count`). */
  store(
    actor: PersonActor,
    input: { importId: string; version: number; submission: string },
  ): Promise<Result<{ taskId: string }>>;
  /** Removes lists that nobody finished within a week; answers how many. For the program itself. */
  sweep(): Promise<number>;
}

const KEPT_DAYS = 7;

export function createImports(deps: ImportsDeps): Imports {
  const { db, clock, timeZone, tasks, sequel } = deps;
  const today = (): string => clock.today(timeZone).toString();

  /** One step of one list of the person's own: found and allowed in the same transaction. */
  const step = async <T>(
    actor: PersonActor,
    name: string,
    importId: string,
    work: (tx: ScopedTx, draft: ImportDraft) => Promise<Result<T>>,
  ): Promise<Result<T>> =>
    db.withActor(actor, name, async (tx) => {
      const draft = isId(importId) ? await findImport(tx, importId) : null;
      if (draft === null) return refuse('people.import_not_found');
      return (await refuseImport(tx, draft.organizationId, [draft.kind])) ?? work(tx, draft);
    });

  return {
    mayStart: (actor, organizationId) =>
      db.withActor(actor, 'people.may_import_list', async (tx) => {
        const refused = await refuseImport(tx, organizationId, ['staff']);
        if (refused !== null) return refused;
        const isOnlyStaff = (await refuseImport(tx, organizationId, IMPORT_KINDS)) !== null;
        const begun = await listImports(tx, organizationId);
        return accept({
          kinds: isOnlyStaff ? (['staff'] as const) : IMPORT_KINDS,
          begun: begun.map((one) => ({ ...one, createdAt: one.createdAt.toString() })),
        });
      }),

    // The right before the reading: nobody without it makes the server chew a file.
    start: (actor, { organizationId, name, bytes, origin, kind, className, submission }) =>
      db.withActor(actor, 'people.start_reading_list', async (tx) => {
        const refused = await refuseImport(tx, organizationId, [kind]);
        if (refused !== null) return refused;
        return tasks.start(tx, {
          kind: READ_LIST_TASK,
          organizationId,
          title: 'Чтение списка людей',
          payload: { name, origin, kind, className },
          bytes,
          submission,
        });
      }),

    view: (actor, importId) =>
      step(actor, 'people.view_import', importId, async (tx, draft) =>
        accept(await viewImport(tx, draft, today(), sequel)),
      ),

    chooseColumns: (actor, input) =>
      step(actor, 'people.choose_import_columns', input.importId, async (tx, draft) => {
        const refused = await refuseImport(tx, draft.organizationId, [input.kind]);
        if (refused !== null) return refused;
        const columns: ListColumn[] = draft.columns.map((column, index) => ({
          ...column,
          meaning: input.meanings[index] ?? 'skip',
        }));
        const refusal = refuseColumns(columns, input.sort);
        if (refusal !== null) return { ok: false, refusal };
        const { kind, className, sort, form } = input;
        const schoolYear = input.schoolYear ?? draft.schoolYear;
        const options = { ...draft.options, form };
        const change = { columns, kind, className, sort, schoolYear, options };
        const saved = await updateImport(tx, draft.id, input.version, change);
        return saved ? accept() : refuse('people.import_stale');
      }),

    fixRows: (actor, input) =>
      step(actor, 'people.fix_import_rows', input.importId, async (tx, draft) => {
        const fixes: Record<string, RowFix> = { ...draft.fixes };
        for (const { index, ...fix } of input.rows) {
          if (index % BESIDE >= draft.rows.length) continue;
          fixes[String(index)] = { ...fixes[String(index)], ...fix };
        }
        const saved = await updateImport(tx, draft.id, input.version, { fixes });
        return saved ? accept() : refuse('people.import_stale');
      }),

    sayConsents: (actor, input) =>
      step(actor, 'people.say_import_consents', input.importId, async (tx, draft) => {
        const { basis, signedOn } = input;
        if (signedOn > today()) return refuse('people.import_signed_later', undefined, 'signedOn');
        const options = { ...draft.options, basis, signedOn };
        const saved = await updateImport(tx, draft.id, input.version, { options });
        return saved ? accept() : refuse('people.import_stale');
      }),

    drop: (actor, importId) =>
      step(actor, 'people.drop_import', importId, async (tx, draft) => {
        await deleteImport(tx, draft.id);
        return accept();
      }),

    store: (actor, { importId, version, submission }) =>
      step(actor, 'people.start_storing_list', importId, async (tx, draft) => {
        if (draft.version !== version) return refuse('people.import_stale');
        const refusal = refuseUnsettled(await viewImport(tx, draft, today(), sequel));
        if (refusal !== null) return { ok: false, refusal };
        return tasks.start(tx, {
          kind: STORE_LIST_TASK,
          organizationId: draft.organizationId,
          title: 'Внесение людей из списка',
          payload: { importId, version },
          submission,
        });
      }),

    sweep: () =>
      db.asSystem('lists left unfinished', 'people.sweep_imports', (tx) =>
        deleteOldImports(tx, clock.now().subtract({ hours: 24 * KEPT_DAYS })),
      ),
  };
}

/** Pupils, parents and outsiders are the affair of those who answer for them; an administrator brings in staff alone. */
export async function refuseImport(
  tx: ScopedTx,
  organizationId: string,
  kinds: readonly ImportKind[],
): Promise<Result<never> | null> {
  const standing = await standingOf(tx, organizationId);
  const isStaff = kinds.every((kind) => kind === 'staff');
  return (
    refuseUnlessMay(standing, 'people.import') ??
    (isStaff ? null : refuseUnlessMay(standing, 'people.edit_everyone'))
  );
}

function refuseColumns(columns: readonly ListColumn[], sort: ListSort): Refusal | null {
  const said = columns.map(({ meaning }) => meaning);
  if (sort === 'pairs' && !(said.includes('mentorName') && said.includes('menteeName')))
    return { code: 'people.import_no_pair' };
  if (sort !== 'pairs' && !said.includes('name') && !said.includes('family'))
    return { code: 'people.import_no_name' };
  const refused = columns.find(({ isRefused, meaning }) => isRefused && meaning !== 'skip');
  if (refused !== undefined)
    return { code: 'people.import_refused_column', facts: { heading: refused.heading } };
  return null;
}

/** The list as it stands: what is wrong, and, once nothing is, who is new, changed or doubtful and what else it makes. */
export async function viewImport(
  tx: ScopedTx,
  draft: ImportDraft,
  today: string,
  sequel: ListSequel,
): Promise<ImportView> {
  const { rows, fixes, ...shown } = draft;
  const { kind, className, columns, sort, options } = draft;
  const defaults = { kind, className, today };
  const { checked, entries } =
    sort === 'people'
      ? { checked: checkRecords(columns, rows, fixes, defaults), entries: null }
      : readEntries({ sort, columns, rows, fixes, form: options.form ?? '' }, defaults, sequel.kindsOf);
  const wrong = checked.filter(({ errors }) => Object.keys(errors).length > 0);
  const matches = wrong.length > 0 ? [] : await matchImport(tx, draft, checked, fixes);
  const isSettled = wrong.length === 0 && matches.every(({ state }) => state !== 'doubtful');
  const plan =
    entries === null || sort === 'people' || !isSettled
      ? null
      : await sequel.plan(tx, { ...draft, sort, today, entries, personIds: knownIds(matches) });
  return {
    draft: shown,
    rowCount: rows.length,
    wrong,
    skippedCount: checked.filter(({ isSkipped }) => isSkipped).length,
    matches,
    entries,
    plan,
    forms: sequel.forms,
    currentYear: schoolYearOf(Temporal.PlainDate.from(today)),
  };
}

/** Ids of those known, by the index of the row or of the name in it. */
export function knownIds(matches: readonly Match[]): Map<number, string> {
  return new Map(
    matches.flatMap((one) => ('known' in one ? [[one.record.index, one.known.id] as const] : [])),
  );
}

async function matchImport(
  tx: ScopedTx,
  { organizationId, schoolYear }: Pick<ImportDraft, 'organizationId' | 'schoolYear'>,
  checked: readonly CheckedRecord[],
  fixes: RowFixes,
): Promise<Match[]> {
  const records = checked.flatMap(({ record }) => (record === null ? [] : [record]));
  return matchRecords(records, await listKnown(tx, organizationId, schoolYear), fixes);
}

/** Why the list cannot be stored yet, or null. */
export function refuseUnsettled({ wrong, matches, plan }: ImportView): Refusal | null {
  if (wrong.length > 0) return { code: 'people.import_errors', facts: { count: wrong.length } };
  const doubtful = matches.filter(({ state }) => state === 'doubtful').length;
  if (doubtful > 0) return { code: 'people.import_doubtful', facts: { count: doubtful } };
  const made = plan === null ? 0 : plan.requests + plan.offers + plan.mentorships + plan.finished;
  return made > 0 || matches.some(({ state }) => state === 'new' || state === 'changed')
    ? null
    : { code: 'people.import_nothing' };
}
