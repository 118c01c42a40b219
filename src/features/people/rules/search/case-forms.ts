/**
 * From any case form of a name to the forms in which it may stand in the list: «Иванову» → «иванов», «иванова».
 * Endings of names (and of adjectives, for «-ский») are a closed set; a form too many does no harm, because it is
 * compared with whole names.
 */

/** Ending as typed → endings in the nominative. The longest fitting endings are tried as well as the shorter ones. */
const ENDINGS: Readonly<Record<string, readonly string[]>> = {
  а: ['', 'о'],
  я: ['ь', 'й', 'е'],
  у: ['', 'а', 'о'],
  ю: ['ь', 'й', 'я'],
  е: ['', 'а', 'ь', 'й', 'я', 'о'],
  ы: ['а', ''],
  и: ['а', 'я', 'ь', 'й', ''],
  ой: ['а', 'ая'],
  ою: ['а', 'ая'],
  ей: ['а', 'я', 'ь', 'яя'],
  ею: ['а', 'я'],
  ом: ['', 'о'],
  ем: ['', 'ь', 'й'],
  ым: ['', 'ый', 'ой'],
  им: ['', 'ий', 'ой', 'ый'],
  ых: ['', 'а', 'ый', 'ой', 'ых'],
  их: ['', 'ий', 'их', 'ой'],
  ами: ['', 'а'],
  ями: ['ь', 'й', 'я'],
  ам: ['', 'а'],
  ям: ['ь', 'й', 'я'],
  ах: ['', 'а'],
  ях: ['ь', 'й', 'я'],
  ыми: ['', 'а', 'ый'],
  ими: ['', 'а', 'ий'],
  ого: ['ый', 'ий', 'ой'],
  его: ['ий', 'ый'],
  ому: ['ый', 'ий', 'ой'],
  ему: ['ий', 'ый'],
  ую: ['ая'],
  юю: ['яя'],
  ью: ['ь', 'ей', 'ья'],
  ья: ['ей', 'ь'],
  ье: ['ья', 'ей'],
  ьи: ['ья'],
  ьей: ['ья'],
  ьем: ['ей', 'ий'],
};
const LONGEST_ENDING = 3;
/** A shorter stem would be anybody: «Ия», «Ян» are found by what was typed. */
const SHORTEST_STEM = 2;
/** No Russian name has more; what is longer is no name and costs only time. */
const MOST_FORMS = 60;

/** Vowels that come and go: «Павла» → «Павел», «Льва» → «Лев», «Петра» keeps its two consonants. */
function withFleetingVowel(stem: string): string[] {
  const found = /^(.*[^аеиоуыэюя])([^аеиоуыэюяьъй])$/u.exec(stem);
  if (found === null) return [];
  const [, head = '', last = ''] = found;
  const soft = head.replace(/[ьй]$/u, '');
  return [`${soft}е${last}`, `${soft}о${last}`];
}

/** Forms of one word without hyphens; the word itself among them. */
function formsOfWord(word: string): string[] {
  const forms = new Set([word]);
  for (let length = 1; length <= LONGEST_ENDING && word.length - length >= SHORTEST_STEM; length += 1) {
    const stem = word.slice(0, -length);
    for (const ending of ENDINGS[word.slice(-length)] ?? []) {
      forms.add(stem + ending);
      if (ending === '') for (const form of withFleetingVowel(stem)) forms.add(form);
      if (ending === 'ь') for (const form of withFleetingVowel(stem)) forms.add(`${form}ь`);
    }
  }
  return [...forms];
}

/**
 * Possible nominatives of a word in small letters without «ё», the word itself first. Both halves of a double name
 * decline («Римскому-Корсакову»).
 */
export function nominativesOf(word: string): string[] {
  const parts = word.split('-').filter((part) => part !== '');
  if (parts.length > 3) return [word];
  let forms: string[] = [''];
  for (const [index, part] of parts.entries()) {
    const own = formsOfWord(part);
    forms = forms.flatMap((head) => own.map((form) => (index === 0 ? form : `${head}-${form}`)));
    if (forms.length > MOST_FORMS * MOST_FORMS) return [word];
  }
  return [...new Set([word, ...forms])].slice(0, parts.length > 1 ? MOST_FORMS * 4 : MOST_FORMS);
}
