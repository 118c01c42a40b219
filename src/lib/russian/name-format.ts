/** Apart from the rules of cases, because screens need it and should not carry their dictionaries. */

/** A name as records of people keep it. Parts that are not known are empty; initials («М.», «М.П.») are parts too. */
export interface NameParts {
  readonly familyName: string;
  readonly givenName: string;
  readonly patronymic: string;
}

/** `full` «Иванова Мария Петровна», `short` «Иванова М. П.», `initials` «М. П. Иванова». */
export type NameStyle = 'full' | 'short' | 'initials';

const NBSP = '\u00a0';

/** «Мария» → «М.»; «М.П.» (typed as one part) → «М. П.»; an initial stays. */
function initialsOf(part: string): string {
  const text = part.trim();
  if (text === '') return '';
  const typed = /^(?:\p{L}\.\s*)+$/u.test(text) ? text.match(/\p{L}/gu) : null;
  return (typed ?? [Array.from(text)[0] ?? '']).map((letter) => `${letter}.`).join(NBSP);
}

/** A name as papers write it. Initials and the surname are joined by no-break spaces: a line never ends between them. */
export function formatName(parts: NameParts, style: NameStyle): string {
  if (style === 'full')
    return [parts.familyName, parts.givenName, parts.patronymic].filter((part) => part !== '').join(' ');
  const initials = [initialsOf(parts.givenName), initialsOf(parts.patronymic)];
  const ordered = style === 'short' ? [parts.familyName, ...initials] : [...initials, parts.familyName];
  return ordered.filter((part) => part !== '').join(NBSP);
}

/** A name typed in one line («Иванова Мария Петровна») → its parts; the family name stands first. */
export function partsOfName(text: string): NameParts {
  const [familyName = '', givenName = '', ...rest] = text.trim().split(/\s+/u);
  return { familyName, givenName, patronymic: rest.join(' ') };
}
