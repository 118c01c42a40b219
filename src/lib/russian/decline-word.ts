import { inclineFirstname, inclineLastname, inclineMiddlename } from 'lvovich';
import { CASES, type Case } from '#src/lib/russian/case.ts';
import {
  exceptionalGivenName,
  exceptionalSurname,
  type Gender,
  isFixedFirstHalf,
} from '#src/lib/russian/exceptions.ts';

/**
 * Words of a name. The library `lvovich` knows most of Russian; what it gets wrong stands here as rules, and word by word in
 * name-exceptions.json. docs/decisions/0027 has the counts.
 */

/** Two letters or more of Cyrillic, hyphens and apostrophes within. Anything else is left as it stands. */
const WORD = /^[А-Яа-яЁё][А-Яа-яЁё'’ʼ-]*[А-Яа-яЁё]$/u;
/** No name of a person is longer; what is longer is no name. */
const LONGEST_WORD = 60;

const VOWELS = /[аеёиоуыэюя]/gu;
const syllablesOf = (word: string): number => word.match(VOWELS)?.length ?? 0;
const endings = (list: string, name: Case): string => list.split(' ')[CASES.indexOf(name)] ?? '';

/** Small letters in, small letters out. */
type Rule = (word: string, name: Case, gender: Gender) => string;

/** «Горячий» → «горячего»: a stem on a hissing sound takes soft endings; the library gives it hard ones. */
const HISSING_ADJECTIVE = /[жчшщ]ий$/u;
const HISSING_ADJECTIVE_OF_WOMAN = /[жчшщ]ая$/u;
/** What no woman's surname changes: a consonant, a soft sign, any vowel but «а» and «я». */
const FIXED_FOR_WOMEN = /[^ая]$/u;
/** «Моруа», «Эредиа», «Делакруа», «Гамсахурдиа»: «а» behind a vowel is of another language. */
const FOREIGN_A = /[аеёиоуыэюя]а$/u;

function declineSurnamePart(word: string, name: Case, gender: Gender): string {
  const exceptional = exceptionalSurname(word, name, gender);
  if (exceptional !== null) return exceptional;
  if (gender === 'female' && FIXED_FOR_WOMEN.test(word)) return word;
  if (FOREIGN_A.test(word)) return word;
  const single = syllablesOf(word) <= 1;
  // «Ма», «Ли», «Го»: what is left without its only vowel would be no name.
  if (single && /[аеёиоуыэюя]$/u.test(word)) return word;
  if (gender === 'male') {
    if (HISSING_ADJECTIVE.test(word)) return word.slice(0, -2) + endings('ий его ему его им ем', name);
    if (/[жшчщ]ь$/u.test(word)) return word.slice(0, -1) + endings('ь а у а ем е', name);
    if (word.endsWith('ь')) return word.slice(0, -1) + endings('ь я ю я ем е', name);
    if (/[жшчщ]ой$/u.test(word)) return word.slice(0, -2) + endings('ой ого ому ого им ом', name);
    // «Швец», «Блок»: the only vowel of a word does not drop out.
    if (single && /(?:ец|ок)$/u.test(word)) return word + endings(' а у а ом е', name);
    // «Стрелец» → «Стрельца»: what was soft stays soft.
    if (word.endsWith('лец')) return word.slice(0, -2) + endings('ец ьца ьцу ьца ьцом ьце', name);
    // «Грин», «Юн», «Шин»: too short for the Russian suffix that takes «-ым».
    if (single && /[июыу]н$/u.test(word)) return word + endings(' а у а ом е', name);
    // The stress of «ткач», «деркач», «грач» goes to the ending.
    if (word.endsWith('ач')) return word + endings(' а у а ом е', name);
  } else if (HISSING_ADJECTIVE_OF_WOMAN.test(word)) {
    return word.slice(0, -2) + endings('ая ей ей ую ей ей', name);
  }
  if (/[жчшщ]а$/u.test(word)) return word.slice(0, -1) + endings('а и е у ей е', name);
  return inclineLastname(word, name, gender);
}

/** Both halves of a double surname decline, save «Тер-», «Бонч-» and what nobody declines by itself. */
const declineSurnameWord: Rule = (word, name, gender) => {
  // «Исмаил-заде», «Мамед-оглы»: «сын такого-то», one word that never changes.
  if (/-(?:заде|оглы|кызы)$/u.test(word)) return word;
  const parts = word.split('-');
  return parts
    .map((part, at) =>
      part.length < 2 || (at < parts.length - 1 && isFixedFirstHalf(part))
        ? part
        : declineSurnamePart(part, name, gender),
    )
    .join('-');
};

function declineGivenPart(word: string, name: Case, gender: Gender): string {
  const exceptional = exceptionalGivenName(word, name, gender);
  if (exceptional !== null) return exceptional;
  if (FOREIGN_A.test(word)) return word;
  if (gender === 'female') {
    if (word.endsWith('ь')) return word.slice(0, -1) + endings('ь и и ь ью и', name);
    if (FIXED_FOR_WOMEN.test(word)) return word;
  }
  if (/[жчшщ]а$/u.test(word)) return word.slice(0, -1) + endings('а и е у ей е', name);
  return inclineFirstname(word, name, gender);
}

/** «Анна-Мария» declines twice, «Жан-Жак» once: a short first half on a consonant stays. */
const declineGivenWord: Rule = (word, name, gender) => {
  const parts = word.split('-');
  return parts
    .map((part, at) => {
      const fixed = at < parts.length - 1 && syllablesOf(part) <= 1 && !/[ая]$/u.test(part);
      return fixed || part.length < 2 ? part : declineGivenPart(part, name, gender);
    })
    .join('-');
};

/** A patronymic is masculine or feminine by itself, whatever is said of the person. */
const declinePatronymicWord: Rule = (word, name) => {
  if (/[вшч]на$/u.test(word)) return inclineMiddlename(word, name, 'female');
  // «Силыч» goes as «Ильич» does, but unstressed.
  if (word.endsWith('ыч')) return word + endings(' а у а ем е', name);
  return word.endsWith('ич') ? inclineMiddlename(word, name, 'male') : word;
};

/** The form with large letters where the original has them: «ИВАНОВ» → «ИВАНОВА», both halves of a double name. */
function withCaseOf(original: string, form: string): string {
  const halves = form.split('-');
  return original
    .split('-')
    .map((half, at) => withLargeOf(half, halves[at] ?? ''))
    .join('-');
}

function withLargeOf(original: string, form: string): string {
  const small = original.toLocaleLowerCase('ru');
  let same = 0;
  while (same < small.length && small[same] === form[same]) same += 1;
  const isLarge = original.length > 1 && original === original.toLocaleUpperCase('ru');
  const rest = form.slice(same);
  return original.slice(0, same) + (isLarge ? rest.toLocaleUpperCase('ru') : rest);
}

function decline(word: string, name: Case, gender: Gender, rule: Rule): string {
  const whole = word.normalize('NFC');
  if (name === 'nominative' || whole.length > LONGEST_WORD || !WORD.test(whole)) return word;
  return withCaseOf(whole, rule(whole.toLocaleLowerCase('ru'), name, gender));
}

const mapWords = (
  text: string,
  change: (word: string, at: number, all: readonly string[]) => string,
): string => {
  const pieces = text.split(/(\s+)/u);
  const words = pieces.filter((_, at) => at % 2 === 0);
  return pieces.map((piece, at) => (at % 2 === 0 ? change(piece, at / 2, words) : piece)).join('');
};

/** «Иванова» + genitive → «Ивановой». Particles in small letters («фон», «де», «аль») stay. */
export function declineSurname(text: string, name: Case, gender: Gender): string {
  return mapWords(text, (word, _, all) =>
    all.length > 1 && /^\p{Ll}/u.test(word) ? word : decline(word, name, gender, declineSurnameWord),
  );
}

/** «Мария» + genitive → «Марии». Of «Чен Ир», names of one syllable each, the last alone declines. */
export function declineGivenName(text: string, name: Case, gender: Gender): string {
  return mapWords(text, (word, at, all) =>
    at < all.length - 1 && all.every((one) => syllablesOf(one.toLocaleLowerCase('ru')) <= 1)
      ? word
      : decline(word, name, gender, declineGivenWord),
  );
}

/** «Петровна» + genitive → «Петровны»; «Вагиф оглы», «Мамед кызы» stay. */
export function declinePatronymic(text: string, name: Case): string {
  if (/(?:^|[\s-])(?:оглы|оглу|углы|угли|улы|уулу|кызы|кизи|гызы|кыз)$/iu.test(text.trim())) return text;
  return mapWords(text, (word) => decline(word, name, 'male', declinePatronymicWord));
}
