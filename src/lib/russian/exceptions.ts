import file from '#src/lib/russian/name-exceptions.json' with { type: 'json' };
import { CASES, type Case } from '#src/lib/russian/case.ts';

export type Gender = 'male' | 'female';
type Lists = Readonly<Record<string, readonly string[] | undefined>>;
interface ByGender {
  readonly both: Lists;
  readonly male: Lists;
  readonly female: Lists;
}

/** Endings of the six cases; the first is cut from the word, the others take its place. */
const models: Readonly<Record<string, readonly string[] | undefined>> = file.models;

/** Small letters without «ё»: how words of the dictionary are compared. */
function key(word: string): string {
  return word.toLocaleLowerCase('ru').replaceAll('ё', 'е');
}

function modelByWord(lists: ByGender, gender: Gender): ReadonlyMap<string, readonly string[]> {
  return new Map(
    [lists.both, lists[gender]].flatMap((list) =>
      Object.entries(list).flatMap(([model, words]) =>
        (words ?? []).map((word) => [key(word), models[model] ?? []] as const),
      ),
    ),
  );
}

const surnames = { male: modelByWord(file.surnames, 'male'), female: modelByWord(file.surnames, 'female') };
const given = { male: modelByWord(file.given, 'male'), female: modelByWord(file.given, 'female') };
const firstHalves = new Set(file.firstHalves.map(key));
const genders = new Map<string, Gender | 'unknown'>([
  ...file.genders.male.map((name) => [key(name), 'male'] as const),
  ...file.genders.female.map((name) => [key(name), 'female'] as const),
  ...file.genders.unknown.map((name) => [key(name), 'unknown'] as const),
]);

function inflect(word: string, endings: readonly string[] | undefined, name: Case): string | null {
  if (endings === undefined) return null;
  const stem = word.slice(0, word.length - (endings[0] ?? '').length);
  return stem + (endings[CASES.indexOf(name)] ?? '');
}

/** A surname of the dictionary in small letters → its form; null when the dictionary does not have it. */
export function exceptionalSurname(word: string, name: Case, gender: Gender): string | null {
  return inflect(word, surnames[gender].get(key(word)), name);
}

/** A given name of the dictionary in small letters → its form; null when the dictionary does not have it. */
export function exceptionalGivenName(word: string, name: Case, gender: Gender): string | null {
  return inflect(word, given[gender].get(key(word)), name);
}

/** «Тер» of «Тер-Петросян», «Бонч» of «Бонч-Бруевич»: stays as it is before a hyphen. */
export function isFixedFirstHalf(word: string): boolean {
  return firstHalves.has(key(word));
}

/** What the dictionary says of a given name; «unknown» for those that both wear; undefined: not in it. */
export function genderInDictionary(givenName: string): Gender | 'unknown' | undefined {
  return genders.get(key(givenName));
}
