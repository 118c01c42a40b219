/** A class of one school year: «7А» is grade 7, letter «А». */
export interface ClassName {
  readonly grade: number;
  readonly letter: string;
}

export interface SchoolClass extends ClassName {
  readonly id: string;
  readonly organizationId: string;
  /** First calendar year of the school year. */
  readonly schoolYear: number;
  readonly teacherId: string | null;
  readonly version: number;
}

export const LAST_GRADE = 12;
const LETTER_LENGTH = 20;

/** «7А», «10 физмат»: a short letter follows at once, a word after a space. */
export function className({ grade, letter }: ClassName): string {
  return letter.length > 2 ? `${grade} ${letter}` : `${grade}${letter}`;
}

const LATIN = 'ABCEHKMOPTXY';
const CYRILLIC = 'АВСЕНКМОРТХУ';

/** One spelling for a letter: no quotes, short ones in capitals, Latin twins of Cyrillic letters replaced. */
export function tidyLetter(text: string): string {
  const bare = text
    .normalize('NFC')
    .replaceAll(/["'«»„“”()]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  if (bare.length > 2) return bare;
  return Array.from(bare.toLocaleUpperCase('ru'), (sign) => CYRILLIC[LATIN.indexOf(sign)] ?? sign).join('');
}

/** «7А», «7 а», «7-А», «7 "Б"», «10 физмат», «11 класс» → grade and letter; null when it is no name of a class. */
export function parseClassName(text: string): ClassName | null {
  const found = /^(\d{1,2})\s*[-–—.]?\s*(.*)$/su.exec(text.normalize('NFC').trim());
  if (found === null) return null;
  const grade = Number(found[1]);
  const letter = tidyLetter((found[2] ?? '').replaceAll(/(?:^|\s)(?:кл(?:асс)?\.?)(?=\s|$)/giu, ' '));
  if (grade > LAST_GRADE || letter.length > LETTER_LENGTH || /[\d@<>{}=]/.test(letter)) return null;
  return { grade, letter };
}
