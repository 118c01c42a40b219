import { parseFullName, healLookalikes, type FullName } from '#src/features/people/rules.ts';
import { parseClassName, type ClassName } from '#src/features/people/rules/classes.ts';
import { birthSlip } from '#src/features/people/rules/kinds.ts';
import type { ImportColumn } from '#src/features/people/rules/import/columns.ts';
import { readContacts } from '#src/features/people/rules/import/contacts.ts';
import { readBirth, readService } from '#src/features/people/rules/import/days.ts';
import type { ListColumn, ListRow } from '#src/features/people/rules/import/read-list.ts';

/** Kinds of people whom a list may bring in; guardians come with their children. */
export const IMPORT_KINDS = ['staff', 'pupil', 'graduate', 'student', 'partner'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** What a person can mend in a row, as typed. */
export const IMPORT_FIELDS = [
  'name',
  'birth',
  'class',
  'posts',
  'since',
  'service',
  'phone',
  'email',
  'form',
  'entered',
  'ended',
] as const;
export type ImportField = (typeof IMPORT_FIELDS)[number];

export type ImportError =
  | 'no_name'
  | 'bad_name'
  | 'only_family_name'
  | 'bad_birth'
  | 'birth_future'
  | 'birth_too_old'
  | 'bad_class'
  | 'bad_email'
  | 'bad_guardian'
  | 'bad_since'
  | 'bad_form'
  | 'bad_day'
  | 'bad_service'
  | 'too_many_posts'
  | 'too_long';

/** What was said about a row after it was read; `as`: 'new', or the id of the person whom it means. */
export interface RowFix {
  readonly values?: Partial<Record<ImportField, string>> | undefined;
  readonly isSkipped?: boolean | undefined;
  readonly as?: string | undefined;
  /** Fields of the known person that stay as they are. */
  readonly keep?: readonly string[] | undefined;
}
/** By the position of the row in the list. */
export type RowFixes = Readonly<Record<string, RowFix>>;

export interface Guardian extends FullName {
  readonly relation: string;
  readonly phone: string;
}

export interface PersonRecord extends FullName {
  readonly index: number;
  readonly place: string;
  readonly kind: ImportKind;
  readonly birthDate: string | null;
  readonly birthYear: number | null;
  readonly className: ClassName | null;
  readonly phone: string;
  readonly email: string;
  readonly workplace: string;
  /** Of staff, the main one first. */
  readonly posts: readonly string[];
  /** Since which day (ISO) they hold the posts. */
  readonly since: string | null;
  /** The year from which their service counts. */
  readonly serviceSince: number | null;
  readonly guardians: readonly Guardian[];
  /** Told by a bank or by pairs: it fills what the record of somebody known lacks and changes nothing. */
  readonly isAside?: boolean;
}

export interface CheckedRecord {
  readonly index: number;
  readonly place: string;
  /** As they stand in the file or were typed since. */
  readonly typed: Readonly<Record<ImportField, string>>;
  readonly errors: Readonly<Partial<Record<ImportField | 'guardian', ImportError>>>;
  readonly isSkipped: boolean;
  /** Null while there are errors, or when it is skipped. */
  readonly record: PersonRecord | null;
}

export interface ListDefaults {
  readonly kind: ImportKind;
  /** Class of those for whom the file names none; empty: none. */
  readonly className: string;
  /** ISO day. */
  readonly today: string;
}

const EMAIL = /^[^\s@<>]{1,64}@[^\s@<>.]+(?:\.[^\s@<>.]+)+$/;
const LONGEST = { name: 100, phone: 50, email: 200, workplace: 300, post: 200 } as const;
const MOST_POSTS = 20;

/** The rows of a list as people, each with what is wrong with it. Empty rows fall out. */
export function checkRecords(
  columns: readonly ListColumn[],
  rows: readonly ListRow[],
  fixes: RowFixes,
  defaults: ListDefaults,
): CheckedRecord[] {
  return rows.flatMap((row, index) => {
    const fix = fixes[String(index)] ?? {};
    const checked = checkRecord(columns, row, index, fix, defaults);
    return checked.typed.name === '' && checked.typed.birth === '' && fix.values === undefined
      ? []
      : [checked];
  });
}

/** One row as a person; what is wrong with it, or the record. */
export function checkRecord(
  columns: readonly ListColumn[],
  row: ListRow,
  index: number,
  fix: RowFix,
  defaults: ListDefaults,
): CheckedRecord {
  const all = (meaning: ImportColumn): string[] =>
    columns
      .flatMap((column, at) => (column.meaning === meaning ? [row.cells[at] ?? ''] : []))
      .filter((text) => text !== '');
  const cell = (meaning: ImportColumn): string => all(meaning)[0] ?? '';
  const parts = [cell('family'), cell('given'), cell('patronymic')].filter((part) => part !== '').join(' ');
  const grade = cell('grade');
  const said = cell('class') || (grade === '' ? '' : `${grade}${cell('letter')}`);
  const contacts = readContacts(cell('contacts'));
  const typed = {
    name: fix.values?.name ?? (parts || cell('name')).replaceAll('; ', ' '),
    birth: fix.values?.birth ?? cell('birth'),
    class: fix.values?.class ?? (said || row.classHint || defaults.className),
    phone: fix.values?.phone ?? (cell('phone') || contacts.phone),
    email: fix.values?.email ?? (cell('email') || contacts.email),
    posts: fix.values?.posts ?? all('post').join('; '),
    since: fix.values?.since ?? cell('since'),
    service: fix.values?.service ?? cell('service'),
    form: '',
    entered: '',
    ended: '',
  };
  const isSkipped = fix.isSkipped === true;
  const errors: Partial<Record<ImportField | 'guardian', ImportError>> = {};
  const name = checkName(typed.name, errors);
  const birth = typed.birth === '' ? null : readBirth(typed.birth, defaults.today);
  if (typed.birth !== '' && birth === null) errors.birth = 'bad_birth';
  const birthDate = birth !== null && 'date' in birth ? birth.date : null;
  const birthYear = birth !== null && 'year' in birth ? birth.year : null;
  const slip = birthSlip(birthDate ?? (birthYear === null ? null : `${birthYear}-01-01`), defaults.today);
  if (slip !== null) errors.birth = slip === 'future' ? 'birth_future' : 'birth_too_old';
  const kind = readKind(cell('kind')) ?? defaults.kind;
  const named = kind === 'pupil' && typed.class !== '' ? parseClassName(typed.class) : null;
  if (kind === 'pupil' && typed.class !== '' && named === null) errors.class = 'bad_class';
  if (typed.email !== '' && !EMAIL.test(typed.email)) errors.email = 'bad_email';
  if (typed.email.length > LONGEST.email) errors.email = 'too_long';
  if (typed.phone.length > LONGEST.phone) errors.phone = 'too_long';
  const staff = kind === 'staff' ? readStaff(typed, defaults.today, errors) : NOT_STAFF;
  const guardians = readGuardians(cell);
  if (guardians === null) errors.guardian = 'bad_guardian';
  const isWhole = name !== null && guardians !== null && Object.keys(errors).length === 0;
  return {
    index,
    place: row.place,
    typed,
    errors: isSkipped ? {} : errors,
    isSkipped,
    record:
      isWhole && !isSkipped
        ? {
            ...name,
            index,
            place: row.place,
            kind,
            birthDate,
            birthYear,
            className: named,
            phone: typed.phone,
            email: typed.email,
            workplace: readWorkplace(kind, cell('workplace'), typed.posts),
            ...staff,
            guardians: kind === 'pupil' ? [...guardians, ...contacts.guardians] : guardians,
          }
        : null,
  };
}

function checkName(
  typed: string,
  errors: Partial<Record<ImportField | 'guardian', ImportError>>,
): FullName | null {
  const name = typed === '' ? null : parseFullName(healLookalikes(typed));
  if (typed === '') errors.name = 'no_name';
  else if (name === null) errors.name = 'bad_name';
  else if (name.givenName === '') errors.name = 'only_family_name';
  else if (Math.max(name.familyName.length, name.givenName.length, name.patronymic.length) > LONGEST.name)
    errors.name = 'too_long';
  return name;
}

const NOT_STAFF = { posts: [], since: null, serviceSince: null };

/** Posts of a cell, each once: «учитель физики; классный руководитель». */
export function splitPosts(text: string): string[] {
  const posts = text.split(/[;\n]/).map((post) => post.replaceAll(/\s+/g, ' ').trim());
  return [...new Set(posts.filter((post) => post !== ''))];
}

function readStaff(
  typed: CheckedRecord['typed'],
  today: string,
  errors: Partial<Record<ImportField | 'guardian', ImportError>>,
): Pick<PersonRecord, 'posts' | 'since' | 'serviceSince'> {
  const posts = splitPosts(typed.posts);
  if (posts.length > MOST_POSTS) errors.posts = 'too_many_posts';
  else if (posts.some((post) => post.length > LONGEST.post)) errors.posts = 'too_long';
  const since = typed.since === '' ? null : readBirth(typed.since, today);
  const day = since !== null && 'date' in since && since.date <= today ? since.date : null;
  if (typed.since !== '' && day === null) errors.since = 'bad_since';
  const serviceSince = typed.service === '' ? null : readService(typed.service, today);
  if (typed.service !== '' && serviceSince === null) errors.service = 'bad_service';
  return { posts, since: day, serviceSince };
}

/** An outsider's post is told with the place of work: posts as such are those of this school. */
function readWorkplace(kind: ImportKind, place: string, posts: string): string {
  const words = kind === 'staff' ? [place] : [place, posts];
  return words
    .filter((part) => part !== '')
    .join(', ')
    .slice(0, LONGEST.workplace);
}

const KIND_WORDS: readonly (readonly [ImportKind, RegExp])[] = [
  ['pupil', /^(?:ученик|ученица|учащ|обучающ|школьни)/iu],
  ['graduate', /^выпускни/iu],
  ['student', /^студент/iu],
  ['partner', /^(?:партн[её]р|сотрудник партн|работник предпр|специалист предпр)/iu],
  ['staff', /^(?:сотрудник|работник|педагог|учитель)/iu],
];

function readKind(text: string): ImportKind | undefined {
  return KIND_WORDS.find(([, pattern]) => pattern.test(text))?.[0];
}

/** Mother, father, another guardian; null when a name cannot be read. «Иванова А. П. (мать), +7…» keeps what it says. */
function readGuardians(cell: (meaning: ImportColumn) => string): Guardian[] | null {
  const said = [
    { relation: 'мать', text: cell('mother'), phone: cell('motherPhone') },
    { relation: 'отец', text: cell('father'), phone: cell('fatherPhone') },
    { relation: '', text: cell('guardian'), phone: cell('guardianPhone') },
  ].filter(({ text }) => text !== '');
  const guardians: Guardian[] = [];
  for (const { relation, text, phone } of said) {
    for (const piece of text.split(/[;/]|,(?=\s*\p{Lu}\p{Ll}+\s+\p{Lu})/u)) {
      const inBrackets = /\((мать|мама|отец|папа|опекун|бабушка|дедушка)\)/iu.exec(piece)?.[1] ?? '';
      const number = /\+?[\d\s()-]{10,20}/.exec(piece)?.[0].trim() ?? '';
      const bare = piece
        .replaceAll(/\([^)]*\)/g, ' ')
        .replace(number, ' ')
        .replaceAll(/[,:]/g, ' ')
        .replace(/^\s*(?:мать|мама|отец|папа|опекун)\s+/iu, '')
        .trim();
      if (bare === '') continue;
      const name = parseFullName(healLookalikes(bare));
      if (name === null || name.familyName.length > LONGEST.name) return null;
      const kin = inBrackets.toLocaleLowerCase('ru').replace('мама', 'мать').replace('папа', 'отец');
      guardians.push({
        ...name,
        relation: kin === '' ? relation : kin,
        phone: (number || phone).slice(0, LONGEST.phone),
      });
    }
  }
  return guardians;
}
