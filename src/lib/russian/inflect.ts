import library from 'russian-nouns-js';
import { CASES, type Case } from '#src/lib/russian/case.ts';

/** Nouns by the library `russian-nouns-js`, adjectives by their closed set of endings. Small letters in and out. */

export type GrammaticalGender = 'male' | 'female' | 'neuter';

const engine = new library.Engine();
const genders = {
  male: library.Gender.MASCULINE,
  female: library.Gender.FEMININE,
  neuter: library.Gender.NEUTER,
} as const;
const cases = {
  nominative: library.Case.NOMINATIVE,
  genitive: library.Case.GENITIVE,
  dative: library.Case.DATIVE,
  accusative: library.Case.ACCUSATIVE,
  instrumental: library.Case.INSTRUMENTAL,
  prepositional: library.Case.PREPOSITIONAL,
} as const;

/** What the library does not know: words that never change, a vowel that stays, «ё» under stress. */
const FIXED = new Set(['бюро', 'депо', 'пресс', 'ателье']);
const OWN: Readonly<Record<string, string>> = {
  кузнец: 'кузнец кузнеца кузнецу кузнеца кузнецом кузнеце',
  судья: 'судья судьи судье судью судьёй судье',
  секретарь: 'секретарь секретаря секретарю секретаря секретарём секретаре',
};

/** «Учитель» + genitive → «учителя». */
export function declineNoun(word: string, name: Case, gender: GrammaticalGender, isAnimate: boolean): string {
  if (name === 'nominative' || FIXED.has(word)) return word;
  const own = OWN[word]?.split(' ')[CASES.indexOf(name)];
  if (own !== undefined) return own;
  return engine.decline({ text: word, gender: genders[gender], animate: isAnimate }, cases[name])[0] ?? word;
}

/** Endings of the six cases; the accusative is that of a person, «=» where a thing keeps the nominative. */
interface AdjectiveModel {
  readonly ending: RegExp;
  readonly cut: number;
  readonly gender: GrammaticalGender;
  readonly forms: string;
}
const MODELS: readonly AdjectiveModel[] = [
  { ending: /[^аеёиоуыэюя]ийся$/u, cut: 4, gender: 'male', forms: 'ийся егося емуся егося имся емся' },
  { ending: /[^аеёиоуыэюя]аяся$/u, cut: 4, gender: 'female', forms: 'аяся ейся ейся уюся ейся ейся' },
  { ending: /[гкх]ий$/u, cut: 2, gender: 'male', forms: 'ий ого ому ого им ом' },
  { ending: /[жнчшщ]ий$/u, cut: 2, gender: 'male', forms: 'ий его ему его им ем' },
  { ending: /[гкхжшщч]ой$/u, cut: 2, gender: 'male', forms: 'ой ого ому ого им ом' },
  { ending: /[^аеёиоуыэюя]ой$/u, cut: 2, gender: 'male', forms: 'ой ого ому ого ым ом' },
  { ending: /[^аеёиоуыэюя]ый$/u, cut: 2, gender: 'male', forms: 'ый ого ому ого ым ом' },
  { ending: /[жчшщ]ая$/u, cut: 2, gender: 'female', forms: 'ая ей ей ую ей ей' },
  { ending: /[^аеёиоуыэюя]ая$/u, cut: 2, gender: 'female', forms: 'ая ой ой ую ой ой' },
  { ending: /[^аеёиоуыэюя]яя$/u, cut: 2, gender: 'female', forms: 'яя ей ей юю ей ей' },
  { ending: /[гкх]ое$/u, cut: 2, gender: 'neuter', forms: 'ое ого ому ое им ом' },
  { ending: /[^аеёиоуыэюя]ое$/u, cut: 2, gender: 'neuter', forms: 'ое ого ому ое ым ом' },
  { ending: /[нжчшщ]ее$/u, cut: 2, gender: 'neuter', forms: 'ее его ему ее им ем' },
];

function modelOf(word: string): AdjectiveModel | undefined {
  return MODELS.find(({ ending }) => ending.test(word));
}

/** The gender of an adjective or participle in the nominative; null when the word is none by its ending. */
export function adjectiveGender(word: string): GrammaticalGender | null {
  return modelOf(word)?.gender ?? null;
}

/** «Старшая» + accusative → «старшую»; a word that is no adjective stays. */
export function declineAdjective(word: string, name: Case, isAnimate: boolean): string {
  const model = modelOf(word);
  if (model === undefined || name === 'nominative') return word;
  if (name === 'accusative' && model.gender === 'male' && !isAnimate) return word;
  return word.slice(0, -model.cut) + (model.forms.split(' ')[CASES.indexOf(name)] ?? '');
}

/** «Заведующий» → «заведующая», «обучающийся» → «обучающаяся»; what is no masculine adjective stays. */
export function toFeminine(word: string): string {
  const model = modelOf(word);
  if (model?.gender !== 'male') return word;
  const soft = word.endsWith('нний');
  if (word.endsWith('ийся')) return `${word.slice(0, -4)}аяся`;
  return `${word.slice(0, -2)}${soft ? 'яя' : 'ая'}`;
}
