import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { Report } from '#src/platform/threads.ts';
import { nameKey } from '#src/features/people/rules.ts';
import { phoneKey } from '#src/features/people/rules/contacts.ts';
import type { ChangeField, Match } from '#src/features/people/rules/import/match.ts';
import type { Guardian, PersonRecord } from '#src/features/people/rules/import/records.ts';
import type { ListSequel, SequelPlan } from '#src/features/people/service.server/list-sequel.ts';
import {
  knownIds,
  refuseImport,
  refuseUnsettled,
  viewImport,
} from '#src/features/people/service.server/imports.ts';
import { insertPeople, insertPosts } from '#src/features/people/store.server.ts';
import { placeInClasses } from '#src/features/people/store.server/classes.ts';
import {
  changePeople,
  deleteImport,
  findImport,
  forgetPlans,
  insertGuardianships,
  listKnownGuardians,
  type PersonChange,
} from '#src/features/people/store.server/imports.ts';

const PIECE = 500;

/** Where nobody keeps banks, lists are of people alone. */
const NO_SEQUEL: ListSequel = {
  forms: [],
  kindsOf: () => null,
  plan: () => Promise.reject(new Error('A bank, and nobody to keep it')),
  store: () => Promise.reject(new Error('A bank, and nobody to keep it')),
};

/**
 * Stores a settled list within the caller's transaction, a few statements for thousands of people. The list is compared anew:
 * what somebody entered meanwhile counts. Refuses as `Imports.store` does, `people.import_stale` and `people.import_not_found`.
 */
export async function storeList(
  tx: ScopedTx,
  { importId, version }: { importId: string; version: number },
  today: string,
  report: Report,
  sequel: ListSequel = NO_SEQUEL,
): Promise<Result<{ added: number; changed: number; kind: PersonRecord['kind']; made: SequelPlan | null }>> {
  const draft = await findImport(tx, importId, true);
  if (draft === null) return refuse('people.import_not_found');
  const { organizationId, schoolYear } = draft;
  const refused = await refuseImport(tx, organizationId, [draft.kind]);
  if (refused !== null) return refused;
  if (draft.version !== version) return refuse('people.import_stale');
  report('Сверяем с теми, кто уже есть', 0, 0);
  const view = await viewImport(tx, draft, today, sequel);
  const refusal = refuseUnsettled(view);
  if (refusal !== null) return { ok: false, refusal };

  const outside = await refuseImport(
    tx,
    organizationId,
    view.matches.map(({ record }) => record.kind),
  );
  if (outside !== null) return outside;

  const fresh = view.matches.flatMap((one) => (one.state === 'new' ? [one.record] : []));
  const changed = view.matches.flatMap((one) => (one.state === 'changed' ? [one] : []));
  const total = fresh.length + changed.length;
  const idByIndex = new Map<number, string>();
  for (let from = 0; from < fresh.length; from += PIECE) {
    report('Вносим людей', from, total);
    const piece = fresh.slice(from, from + PIECE);
    const ids = await insertPeople(tx, organizationId, piece.map(toPerson));
    for (const [place, record] of piece.entries()) idByIndex.set(record.index, ids[place] ?? '');
  }
  if (fresh.length >= PIECE) await forgetPlans(tx);
  report('Обновляем записи', fresh.length, total);
  await changePeople(tx, organizationId, changed.map(toChange));
  for (const { record, known } of changed) idByIndex.set(record.index, known.id);

  await insertPosts(tx, organizationId, changed.flatMap(toPosts));
  report('Записываем в классы', total, total);
  const placed = [
    ...fresh,
    ...changed.filter((one) => isTaken(one, 'class')).map(({ record }) => record),
  ].filter(({ className: one }) => one !== null);
  await placeInClasses(
    tx,
    { organizationId, schoolYear, day: today },
    placed.map((one) => ({
      ...(one.className ?? { grade: 0, letter: '' }),
      personId: idByIndex.get(one.index) ?? '',
    })),
  );
  report('Записываем родителей', total, total);
  const withGuardians = [
    ...fresh,
    ...changed.filter((one) => isTaken(one, 'guardians')).map(({ record }) => record),
  ];
  await linkGuardians(tx, organizationId, withGuardians, idByIndex);
  const { sort } = draft;
  let made: SequelPlan | null = null;
  if (view.entries !== null && sort !== 'people') {
    report('Записываем запросы, предложения и пары', total, total);
    const personIds = new Map([...knownIds(view.matches), ...idByIndex]);
    const done = await sequel.store(tx, { ...draft, sort, today, entries: view.entries, personIds });
    if (!done.ok) return done;
    made = done.value;
  }
  await deleteImport(tx, draft.id);
  return accept({ added: fresh.length, changed: changed.length, kind: draft.kind, made });
}

function toPerson(record: PersonRecord) {
  const {
    familyName,
    givenName,
    patronymic,
    email,
    phone,
    birthDate,
    birthYear,
    workplace,
    kind,
    posts,
    since,
    serviceSince,
  } = record;
  return {
    familyName,
    givenName,
    patronymic,
    email,
    phone,
    accountId: null,
    posts,
    postsSince: since,
    serviceSince,
    kinds: [kind],
    birthDate,
    birthYear,
    workplace,
  };
}

type Changed = Extract<Match, { state: 'changed' }>;

/** Whether a field differs and nobody chose to leave it. */
function isTaken({ changes, keep }: Changed, field: ChangeField): boolean {
  return !keep.includes(field) && changes.some((one) => one.field === field);
}

function toChange(one: Changed): PersonChange {
  const { record, known } = one;
  const taken = (field: ChangeField, value: string): string | null => (isTaken(one, field) ? value : null);
  return {
    id: known.id,
    patronymic: taken('patronymic', record.patronymic),
    birth_date: isTaken(one, 'birth') ? record.birthDate : null,
    birth_year: isTaken(one, 'birth') && record.birthDate === null ? record.birthYear : null,
    phone: taken('phone', record.phone),
    email: taken('email', record.email),
    workplace: taken('workplace', record.workplace),
    service_since: isTaken(one, 'service') ? record.serviceSince : null,
    kind: isTaken(one, 'kind') ? record.kind : null,
  };
}

/** Posts that the list adds to those that somebody holds. */
function toPosts(one: Changed) {
  const { record, known } = one;
  if (!isTaken(one, 'posts')) return [];
  return record.posts
    .filter((post) => !known.posts.includes(post))
    .map((post, position) => ({
      personId: known.id,
      post,
      isMain: known.posts.length + position === 0,
      since: record.since,
    }));
}

/** By what one parent of several children is told: see `linkGuardians`. */
function keyOf(guardian: Guardian, child: PersonRecord): string {
  return guardian.phone === ''
    ? `${nameKey(guardian)} of ${child.familyName.slice(0, 5).toLocaleLowerCase('ru')}`
    : `${nameKey(guardian)} ${phoneKey(guardian.phone)}`;
}

/**
 * Parents of the children: one record for a parent of several, told by name and telephone, or, where there is none, by name
 * and the children's family name.
 */
async function linkGuardians(
  tx: ScopedTx,
  organizationId: string,
  children: readonly PersonRecord[],
  idByIndex: ReadonlyMap<number, string>,
): Promise<void> {
  const wanted = children.flatMap((child) => child.guardians.map((guardian) => ({ child, guardian })));
  if (wanted.length === 0) return;
  const known = await listKnownGuardians(tx, organizationId);
  const idByKey = new Map<string, string>();
  for (const one of known) {
    if (one.phone !== '') idByKey.set(`${nameKey(one)} ${phoneKey(one.phone)}`, one.id);
  }
  const missing = new Map<string, Guardian>();
  for (const { child, guardian } of wanted) {
    const key = keyOf(guardian, child);
    if (!idByKey.has(key)) missing.set(key, guardian);
  }
  const keys = [...missing.keys()];
  const ids = await insertPeople(
    tx,
    organizationId,
    [...missing.values()].map(({ familyName, givenName, patronymic, phone }) => ({
      familyName,
      givenName,
      patronymic,
      phone,
      email: '',
      accountId: null,
      posts: [],
      kinds: ['guardian'] as const,
    })),
  );
  if (keys.length >= PIECE) await forgetPlans(tx);
  for (const [place, key] of keys.entries()) idByKey.set(key, ids[place] ?? '');
  await insertGuardianships(
    tx,
    organizationId,
    wanted.map(({ child, guardian }) => ({
      guardianId: idByKey.get(keyOf(guardian, child)) ?? '',
      childId: idByIndex.get(child.index) ?? '',
      relation: guardian.relation,
    })),
  );
}
