import { getFirstnameGender } from 'lvovich';
import { exceptionalSurname, type Gender, genderInDictionary } from '#src/lib/russian/exceptions.ts';

const small = (text: string): string => text.normalize('NFC').trim().toLocaleLowerCase('ru');

function byPatronymic(patronymic: string): Gender | null {
  const word =
    small(patronymic)
      .split(/[\s-]+/u)
      .at(-1) ?? '';
  if (/[иы]ч$/u.test(word) || /^(?:оглы|оглу|углы|угли|улы|уулу)$/u.test(word)) return 'male';
  if (/[вшч]на$/u.test(word) || /^(?:кызы|кизи|гызы|кыз)$/u.test(word)) return 'female';
  return null;
}

function byGivenName(givenName: string): Gender | null {
  const [word = ''] = small(givenName).split(/[\s-]+/u);
  if (word.length < 2 || word.includes('.')) return null;
  const known = genderInDictionary(word);
  if (known !== undefined) return known === 'unknown' ? null : known;
  const guess = getFirstnameGender(word);
  return guess === 'male' || guess === 'female' ? guess : null;
}

/** Only endings that tell: «-ов», «-ский» of a man, «-ова», «-ская» of a woman. «Калина» and «Грин» tell nothing. */
function bySurname(familyName: string): Gender | null {
  const word =
    small(familyName)
      .split(/[\s-]+/u)
      .at(-1) ?? '';
  if (word.length < 5) return null;
  if (['male', 'female'].some((gender) => exceptionalSurname(word, 'genitive', gender as Gender) !== null)) {
    return null;
  }
  if (/(?:[оеё]в|[иы]н|[цс]кий|[нлвдт]ый)$/u.test(word)) return 'male';
  if (/(?:[оеё]ва|[иы]на|[цс]кая|[нлвдт]ая)$/u.test(word)) return 'female';
  return null;
}

/**
 * The grammatical gender of a name: by the patronymic, else by the given name, else by an ending of the surname that leaves no
 * doubt. Null when nothing tells it, and when the given name and the surname disagree («Иванова Андрей»).
 */
export function guessGender(name: {
  readonly familyName: string;
  readonly givenName: string;
  readonly patronymic: string;
}): Gender | null {
  const sure = byPatronymic(name.patronymic);
  if (sure !== null) return sure;
  const given = byGivenName(name.givenName);
  const surname = bySurname(name.familyName);
  if (given !== null && surname !== null && given !== surname) return null;
  return given ?? surname;
}
