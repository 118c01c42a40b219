import { fullName, nameKey, type FullName } from '#src/features/people/rules.ts';
import { className } from '#src/features/people/rules/classes.ts';
import type { PersonKind } from '#src/features/people/rules/kinds.ts';
import { anyOrderKey, compareBirth, differsByASlip, shortKey } from '#src/features/people/rules/likeness.ts';
import { createRowsAbove } from '#src/features/people/rules/import/rows-above.ts';
import type { PersonRecord, RowFixes } from '#src/features/people/rules/import/records.ts';

/** Somebody whom the school has a record of, as far as a list is compared with it. */
export interface KnownPerson extends FullName {
  readonly id: string;
  readonly kinds: readonly PersonKind[];
  readonly birthDate: string | null;
  readonly birthYear: number | null;
  /** «7А» of this school year; empty when in none. */
  readonly className: string;
  readonly phone: string;
  readonly email: string;
  readonly workplace: string;
  readonly posts: readonly string[];
  readonly serviceSince: number | null;
  readonly partnerId: string | null;
  /** Name keys of guardians. */
  readonly guardianKeys: readonly string[];
}

export const CHANGE_FIELDS = [
  'patronymic',
  'birth',
  'class',
  'phone',
  'email',
  'workplace',
  'posts',
  'service',
  'kind',
  'guardians',
] as const;
export type ChangeField = (typeof CHANGE_FIELDS)[number];

export interface FieldChange {
  readonly field: ChangeField;
  readonly before: string;
  readonly after: string;
}

export type Match =
  | { readonly state: 'new'; readonly record: PersonRecord }
  | { readonly state: 'unchanged'; readonly record: PersonRecord; readonly known: KnownPerson }
  | {
      readonly state: 'changed';
      readonly record: PersonRecord;
      readonly known: KnownPerson;
      readonly changes: readonly FieldChange[];
      /** Of those, the fields that somebody chose to leave as they are. */
      readonly keep: readonly string[];
    }
  | {
      readonly state: 'doubtful';
      readonly record: PersonRecord;
      /** People whom the row may mean, the likeliest first. */
      readonly candidates: readonly KnownPerson[];
      /** Place of an earlier row that may be the same person; null when none is. */
      readonly twinPlace: string | null;
    };

/**
 * What each row of a list is beside the people known and beside the rows above it. Name and birthday decide; a silent birthday
 * is taken for the same person only where the class does not speak against it and nobody else is called so; near misses (one
 * letter, another patronymic on the same birthday) are asked about, beside the people known and beside the rows above. What
 * somebody decided (`fixes`) goes before all of it.
 */
export function matchRecords(
  records: readonly PersonRecord[],
  known: readonly KnownPerson[],
  fixes: RowFixes,
): Match[] {
  const knownById = new Map(known.map((one) => [one.id, one]));
  const byAnyOrder = Map.groupBy(known, anyOrderKey);
  const byShort = Map.groupBy(known, shortKey);
  const byBirth = Map.groupBy(
    known.filter(({ birthDate }) => birthDate !== null),
    ({ birthDate }) => birthDate,
  );
  const above = createRowsAbove();
  const matches = records.map((record): Match => {
    const fix = fixes[String(record.index)];
    const key = anyOrderKey(record);
    const namesake = above.findNamesake(record);
    const slip = above.findSlip(record);
    above.add(record);
    if (fix?.as === 'new') return { state: 'new', record };
    const chosen = fix?.as === undefined ? undefined : knownById.get(fix.as);
    if (chosen !== undefined) return compare(record, chosen, fix?.keep ?? []);
    // «Иванова М. П.» may be anybody of these letters: a person decides.
    if (Array.from(record.givenName).length === 1) {
      const candidates = known.filter((one) => fitsInitials(record, one)).slice(0, 5);
      return { state: 'doubtful', record, candidates, twinPlace: null };
    }
    const sameName = (byAnyOrder.get(key) ?? []).filter((one) => compareBirth(one, record) !== 'other');
    const sure = sameName.filter((one) => compareBirth(one, record) === 'same');
    const [first] = sure;
    if (first !== undefined && sure.length === 1 && namesake === undefined)
      return compare(record, first, fix?.keep ?? []);
    const [only] = sameName;
    if (only !== undefined && sameName.length === 1 && namesake === undefined && isPlausible(record, only))
      return compare(record, only, fix?.keep ?? []);
    const near = [
      ...sameName,
      ...(byShort.get(shortKey(record)) ?? []).filter(
        (one) =>
          (one.patronymic === '' || record.patronymic === '' || compareBirth(one, record) === 'same') &&
          compareBirth(one, record) !== 'other',
      ),
      ...(record.birthDate === null ? [] : (byBirth.get(record.birthDate) ?? [])).filter((one) =>
        differsByASlip(nameKey(one), nameKey(record)),
      ),
    ];
    const candidates = [...new Map(near.map((one) => [one.id, one])).values()].slice(0, 5);
    const twin = namesake ?? slip;
    if (candidates.length > 0 || twin !== undefined)
      return { state: 'doubtful', record, candidates, twinPlace: twin?.place ?? null };
    return { state: 'new', record };
  });
  return partRivals(matches, fixes);
}

/**
 * No record takes two rows: namesakes with different birthdays are different people, even if the record is silent about its
 * own. Somebody's answer holds for the first row that it names the record for; every other row is asked about.
 */
function partRivals(matches: readonly Match[], fixes: RowFixes): Match[] {
  const rivals = Map.groupBy(
    matches.flatMap((one) => ('known' in one ? [one] : [])),
    ({ known }) => known.id,
  );
  return matches.map((one): Match => {
    if (!('known' in one)) return one;
    const rows = rivals.get(one.known.id) ?? [];
    const answered = rows.find(({ record, known }) => fixes[String(record.index)]?.as === known.id);
    if (rows.length === 1 || one === answered) return one;
    const other = answered ?? rows.find((row) => row !== one);
    const twinPlace = other?.record.place ?? null;
    return { state: 'doubtful', record: one.record, candidates: [one.known], twinPlace };
  });
}

const partKey = (text: string) => nameKey({ familyName: text, givenName: '', patronymic: '' });

function fitsInitials(record: PersonRecord, known: KnownPerson): boolean {
  return (
    partKey(record.familyName) === partKey(known.familyName) &&
    partKey(known.givenName).startsWith(partKey(record.givenName)) &&
    partKey(known.patronymic).startsWith(partKey(record.patronymic))
  );
}

/** Nothing but the silent birthday speaks against it. */
function isPlausible(record: PersonRecord, known: KnownPerson): boolean {
  if (record.className === null || known.className === '') return true;
  return className(record.className) === known.className;
}

function compare(record: PersonRecord, known: KnownPerson, keep: readonly string[]): Match {
  const changes: FieldChange[] = [];
  const change = (field: ChangeField, before: string, after: string): void => {
    const isTold = after !== '' && after !== before && !(record.isAside === true && before !== '');
    if (isTold) changes.push({ field, before, after });
  };
  // A patronymic is added, never put right: the parts of a name may stand in another order in the list.
  if (known.patronymic === '') change('patronymic', '', record.patronymic);
  if (record.birthDate !== null) change('birth', known.birthDate ?? '', record.birthDate);
  else if (known.birthDate === null)
    change('birth', String(known.birthYear ?? ''), String(record.birthYear ?? ''));
  if (record.className !== null) change('class', known.className, className(record.className));
  change('phone', known.phone, record.phone);
  change('email', known.email, record.email);
  const hasPlace = known.className !== '' || known.kinds.includes('staff') || known.partnerId !== null;
  if (!(record.isAside === true && hasPlace)) change('workplace', known.workplace, record.workplace);
  // Posts are added: a list never says that somebody no longer holds one.
  change('posts', '', record.posts.filter((post) => !known.posts.includes(post)).join('; '));
  if (record.serviceSince !== null)
    change('service', String(known.serviceSince ?? ''), String(record.serviceSince));
  if (!known.kinds.includes(record.kind) && record.isAside !== true)
    changes.push({ field: 'kind', before: known.kinds.join(', '), after: record.kind });
  const guardians = record.guardians.filter((one) => !known.guardianKeys.includes(nameKey(one)));
  change('guardians', '', guardians.map(fullName).join(', '));
  return changes.length === 0
    ? { state: 'unchanged', record, known }
    : { state: 'changed', record, known, changes, keep };
}
