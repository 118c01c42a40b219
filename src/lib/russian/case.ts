/** The six cases of Russian, in the order of school grammar. */
export const CASES = [
  'nominative',
  'genitive',
  'dative',
  'accusative',
  'instrumental',
  'prepositional',
] as const;
export type Case = (typeof CASES)[number];
/** Those that differ from how a name stands in a list. */
export type ObliqueCase = Exclude<Case, 'nominative'>;
export const OBLIQUE_CASES = CASES.filter((one): one is ObliqueCase => one !== 'nominative');

/** «Родительный» and what school grammar asks: «кого? чего?». */
export const CASE_WORDS: Readonly<Record<Case, { readonly title: string; readonly question: string }>> = {
  nominative: { title: 'именительный', question: 'кто? что?' },
  genitive: { title: 'родительный', question: 'кого? чего?' },
  dative: { title: 'дательный', question: 'кому? чему?' },
  accusative: { title: 'винительный', question: 'кого? что?' },
  instrumental: { title: 'творительный', question: 'кем? чем?' },
  prepositional: { title: 'предложный', question: 'о ком? о чём?' },
};

/** «Кого» and «что» ask for two cases each: the first is taken as school grammar counts them. */
const WORDS: Readonly<Record<Case, readonly string[]>> = {
  nominative: ['именительный', 'именит', 'им', 'ип', 'кто', 'что'],
  genitive: ['родительный', 'родит', 'род', 'рп', 'кого', 'чего'],
  dative: ['дательный', 'дат', 'дп', 'кому', 'чему'],
  accusative: ['винительный', 'винит', 'вин', 'вп'],
  instrumental: ['творительный', 'творит', 'твор', 'тв', 'тп', 'кем', 'чем'],
  prepositional: ['предложный', 'предл', 'пр', 'пп', 'о ком', 'о чем', 'ком'],
};
const caseByWord = new Map(CASES.flatMap((name) => WORDS[name].map((word) => [word, name] as const)));

/**
 * What somebody wrote for a case: a full word («родительном падеже», «Дательный»), a short one («рп», «Д. п.», «твор.»),
 * a question («кого?», «о ком»), or the English name that code uses. «Кого» is the genitive. Null: no case is meant.
 */
export function readCase(word: string): Case | null {
  const plain = word
    .normalize('NFC')
    .toLocaleLowerCase('ru')
    .replaceAll('ё', 'е')
    .replaceAll(/[?!«»"]/g, '')
    .trim();
  const english = CASES.find((name) => name === plain);
  if (english !== undefined) return english;
  const bare = plain
    .replace(/\s*падеж(?:а|у|ом|е)?$/u, '')
    .replace(/\.?\s*п\.$/u, 'п')
    .replaceAll('.', '')
    .replace(/(?:ого|ому|ым|ом)$/u, (ending, at: number) => (at > 4 ? 'ый' : ending))
    .trim();
  return (
    caseByWord.get(bare) ??
    caseByWord.get(bare.split(/\s+/u).slice(0, 2).join(' ')) ??
    caseByWord.get(bare.split(/\s+/u)[0] ?? '') ??
    null
  );
}
