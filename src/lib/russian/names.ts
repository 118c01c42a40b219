import type { Case, ObliqueCase } from '#src/lib/russian/case.ts';
import { declineGivenName, declinePatronymic, declineSurname } from '#src/lib/russian/decline-word.ts';
import type { Gender } from '#src/lib/russian/exceptions.ts';
import { guessGender } from '#src/lib/russian/gender.ts';
import { formatName, type NameParts, type NameStyle } from '#src/lib/russian/name-format.ts';

export type { Gender, NameParts, NameStyle };
export { formatName, guessGender };

/**
 * Forms that a person fixed by hand, by case: the whole name («Груше Петра Ильича»), or those parts alone that differ from what
 * the rules give. They win over every rule.
 */
export type NameForms = Readonly<Partial<Record<ObliqueCase, string | Readonly<Partial<NameParts>>>>>;

export interface DeclineOptions {
  /** Chosen by a person; null or absent: it is guessed. */
  readonly gender?: Gender | null;
  readonly forms?: NameForms;
}

export interface DeclinedName extends NameParts {
  /** By which the name was declined; null when nothing tells it. */
  readonly gender: Gender | null;
  /**
   * False when the gender is unknown and a part has different forms for men and women: such parts stay in the nominative, and a
   * person should be asked.
   */
  readonly isCertain: boolean;
}

const PARTS = ['familyName', 'givenName', 'patronymic'] as const;
type Part = (typeof PARTS)[number];

const rules: Readonly<Record<Part, (text: string, name: Case, gender: Gender) => string>> = {
  familyName: declineSurname,
  givenName: declineGivenName,
  patronymic: declinePatronymic,
};

const wordsOf = (text: string): string[] => text.split(/\s+/u).filter((word) => word !== '');

/**
 * A whole name in some case → its parts, by the number of words that each part has in the nominative. Null when the number of
 * words differs.
 */
export function partsOfForm(form: string, nominative: NameParts): NameParts | null {
  const words = wordsOf(form.normalize('NFC'));
  const counts = PARTS.map((part) => wordsOf(nominative[part]).length);
  if (words.length !== counts.reduce((sum, count) => sum + count, 0)) return null;
  const [family = 0, given = 0] = counts;
  return {
    familyName: words.slice(0, family).join(' '),
    givenName: words.slice(family, family + given).join(' '),
    patronymic: words.slice(family + given).join(' '),
  };
}

/**
 * A name in a case: «Иванова Мария Петровна» + dative → «Ивановой Марии Петровне».
 *
 * Never throws and never loses a letter: what is not a Russian word (Latin letters, digits, initials, signs) stays as it stands.
 * Sources: Розенталь, «Справочник по правописанию»; the reference desk of gramota.ru.
 */
export function declineName(parts: NameParts, name: Case, options: DeclineOptions = {}): DeclinedName {
  const gender = options.gender ?? guessGender(parts);
  if (name === 'nominative') {
    return { ...pick((part) => parts[part]), gender, isCertain: true };
  }
  const given = options.forms?.[name];
  const fixed = typeof given === 'string' ? partsOfForm(given, parts) : given;
  let isCertain = true;
  const declined = pick((part) => {
    const byHand = fixed?.[part];
    if (byHand !== undefined && byHand !== '') return byHand;
    const rule = rules[part];
    if (gender !== null) return rule(parts[part], name, gender);
    const ofMan = rule(parts[part], name, 'male');
    if (ofMan === rule(parts[part], name, 'female')) return ofMan;
    isCertain = false;
    return parts[part];
  });
  return { ...declined, gender, isCertain };
}

function pick(valueOf: (part: Part) => string): NameParts {
  return {
    familyName: valueOf('familyName'),
    givenName: valueOf('givenName'),
    patronymic: valueOf('patronymic'),
  };
}
