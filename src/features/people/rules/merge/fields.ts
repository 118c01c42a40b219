import type { Person } from '#src/features/people/rules.ts';
import { pickNameForms } from '#src/features/people/rules/name-forms.ts';
import { orderKinds, type PersonKind } from '#src/features/people/rules/kinds.ts';

/** What may differ between two records of one person, each chosen from the one or the other. */
export const MERGE_FIELDS = [
  'familyName',
  'givenName',
  'patronymic',
  'birth',
  'phone',
  'email',
  'workplace',
  'graduatedIn',
  'serviceSince',
  'leftOn',
] as const;
export type MergeField = (typeof MERGE_FIELDS)[number];
/** The record that is kept, or the one that is hidden behind it. */
export type MergeSide = 'kept' | 'merged';
export type MergeChoice = Readonly<Partial<Record<MergeField, MergeSide>>>;

/** A record, and the name of the partner it is from; empty when it is from none. */
export interface MergeRecord {
  readonly person: Person;
  readonly partner: string;
}

/** What stands in a field, as text: a day as ISO, a year, words; empty when nothing does. */
export function mergeValue({ person, partner }: MergeRecord, field: MergeField): string {
  switch (field) {
    case 'birth':
      return person.birthDate ?? String(person.birthYear ?? '');
    case 'workplace':
      return partner === '' ? person.workplace : partner;
    case 'graduatedIn':
      return String(person.graduatedIn ?? '');
    case 'serviceSince':
      return String(person.serviceSince ?? '');
    case 'leftOn':
      return person.leftOn ?? '';
    default:
      return person[field];
  }
}

/** Which of two values is likelier meant: the one that says more; of two that say as much, that of the record that is kept. */
export function likelierSide(kept: MergeRecord, merged: MergeRecord, field: MergeField): MergeSide {
  const [mine, other] = [mergeValue(kept, field), mergeValue(merged, field)];
  // Who is still here by one of the records is here.
  if (field === 'leftOn') return mine !== '' && other === '' ? 'merged' : 'kept';
  if (mine === '' && other !== '') return 'merged';
  return field === 'birth' && mine.length === 4 && other.length > 4 ? 'merged' : 'kept';
}

/** What the one is to the school and what the other is; nobody is a pupil and a graduate at once: the kept record decides. */
function joinKinds(kept: readonly PersonKind[], merged: readonly PersonKind[]): PersonKind[] {
  const all = orderKinds([...kept, ...merged]);
  if (!(all.includes('pupil') && all.includes('graduate'))) return all;
  return all.filter((kind) => (kind !== 'pupil' && kind !== 'graduate') || kept.includes(kind));
}

/** The record that is kept, with what was chosen from the other one; what nobody chose is the likelier. */
export function joinRecords(kept: MergeRecord, merged: MergeRecord, choice: MergeChoice): Person {
  const from = (field: MergeField): Person =>
    (choice[field] ?? likelierSide(kept, merged, field)) === 'kept' ? kept.person : merged.person;
  return {
    ...kept.person,
    familyName: from('familyName').familyName,
    givenName: from('givenName').givenName,
    patronymic: from('patronymic').patronymic,
    birthDate: from('birth').birthDate,
    birthYear: from('birth').birthYear,
    phone: from('phone').phone,
    email: from('email').email,
    workplace: from('workplace').workplace,
    partnerId: from('workplace').partnerId,
    graduatedIn: from('graduatedIn').graduatedIn,
    serviceSince: from('serviceSince').serviceSince,
    leftOn: from('leftOn').leftOn,
    gender: kept.person.gender ?? merged.person.gender,
    nameForms: pickNameForms((part) => from(part).nameForms),
    kinds: joinKinds(kept.person.kinds, merged.person.kinds),
  };
}

/** The columns of a record that joining may change. */
export const MERGED_COLUMNS = [
  'familyName',
  'givenName',
  'patronymic',
  'birthDate',
  'birthYear',
  'phone',
  'email',
  'workplace',
  'partnerId',
  'graduatedIn',
  'serviceSince',
  'leftOn',
  'kinds',
  'gender',
  'nameForms',
] as const;
export type MergedFacts = Pick<Person, (typeof MERGED_COLUMNS)[number]>;

export function mergedFacts(person: Person): MergedFacts {
  return Object.fromEntries(
    MERGED_COLUMNS.map((column) => [column, person[column]]),
  ) as unknown as MergedFacts;
}

/**
 * The record as it was before it was joined: each fact that still stands as joining left it goes back; one that somebody changed
 * since stays as they changed it.
 */
export function restoreFacts(
  now: Person,
  { before, after }: { readonly before: MergedFacts; readonly after: MergedFacts },
): { readonly person: Person; readonly changedSince: number } {
  let changedSince = 0;
  const restored = MERGED_COLUMNS.map((column) => {
    const [was, left, is] = [before, after, now].map((facts) => JSON.stringify(facts[column]));
    if (was === left || is === left) return [column, is === left ? before[column] : now[column]];
    changedSince += 1;
    return [column, now[column]];
  });
  return { person: { ...now, ...(Object.fromEntries(restored) as MergedFacts) }, changedSince };
}
