import { fullName, nameKey, parseFullName, type FullName } from '#src/features/people/rules.ts';

/** A row of a pasted or loaded list as a person sees and mends it. */
export interface StaffRow {
  /** Where it stands in the source, in words: «строка 12», «лист «Штат», строка 3». */
  readonly place: string;
  /** Its position in the source: keeps the order when some rows are mended by hand. */
  readonly order: number;
  readonly name: string;
  /** Posts parted by semicolons, the main one first. */
  readonly posts: string;
  readonly email: string;
  readonly phone: string;
  /** What the reader decided of a row; nothing yet is undefined. */
  readonly decision?: 'add' | 'skip' | undefined;
}

export type StaffField = 'name' | 'posts' | 'email' | 'phone';
export type StaffError =
  | 'no_name'
  | 'bad_name'
  | 'only_family_name'
  | 'bad_email'
  | 'too_long'
  | 'too_many_posts';

export interface CheckedRow {
  readonly row: StaffRow;
  /** `new`: nobody of this name here; `namesake`: somebody is; `error`: cannot be entered as it stands. */
  readonly state: 'new' | 'namesake' | 'error';
  readonly errors: Readonly<Partial<Record<StaffField, StaffError>>>;
  /** Whom the row resembles: a person of the school, or a row above. */
  readonly twin: string | null;
}

const MOST_POSTS = 20;
const LONGEST_POST = 200;
const EMAIL = /^[^\s@<>]{1,64}@[^\s@<>.]+(?:\.[^\s@<>.]+)+$/;

/** Posts of a cell, each once: «учитель физики; классный руководитель». */
export function splitPosts(text: string): string[] {
  return [
    ...new Set(
      text
        .split(/[;\n]/)
        .map((post) => post.replaceAll(/\s+/g, ' ').trim())
        .filter((post) => post !== ''),
    ),
  ];
}

/** Each row by itself, beside the people known at the school and beside the rows above it. */
export function checkStaffRows(rows: readonly StaffRow[], known: readonly FullName[]): CheckedRow[] {
  const names = new Map(known.map((name) => [nameKey(name), fullName(name)]));
  return rows.map((row) => {
    // A row that is left out is neither wrong nor anybody's namesake for those below.
    if (row.decision === 'skip') {
      const skipped = parseFullName(row.name);
      const twin = skipped === null ? null : (names.get(nameKey(skipped)) ?? null);
      return { row, state: twin === null ? 'new' : 'namesake', errors: {}, twin };
    }
    const errors: Partial<Record<StaffField, StaffError>> = {};
    const name = parseFullName(row.name);
    const posts = splitPosts(row.posts);
    if (row.name === '') errors.name = 'no_name';
    else if (name === null) errors.name = 'bad_name';
    else if (name.givenName === '') errors.name = 'only_family_name';
    else if (Math.max(name.familyName.length, name.givenName.length, name.patronymic.length) > 100)
      errors.name = 'too_long';
    if (posts.length > MOST_POSTS) errors.posts = 'too_many_posts';
    else if (posts.some((post) => post.length > LONGEST_POST)) errors.posts = 'too_long';
    if (row.email.length > 200) errors.email = 'too_long';
    else if (row.email !== '' && !EMAIL.test(row.email)) errors.email = 'bad_email';
    if (row.phone.length > 50) errors.phone = 'too_long';
    if (name === null || Object.keys(errors).length > 0) return { row, state: 'error', errors, twin: null };
    const key = nameKey(name);
    const twin = names.get(key) ?? null;
    if (twin === null) names.set(key, `${fullName(name)} (${row.place})`);
    return { row, state: twin === null ? 'new' : 'namesake', errors, twin };
  });
}

/** Whether a checked row may be entered: a namesake only when somebody said so. */
export function isSettled({ row, state }: CheckedRow): boolean {
  return row.decision === 'skip' || state === 'new' || (state === 'namesake' && row.decision === 'add');
}
