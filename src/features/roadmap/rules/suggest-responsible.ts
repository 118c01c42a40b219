/** Who may be meant: a person, a team, or a post that several people hold. */
export interface StaffToMatch {
  readonly people: readonly {
    readonly id: string;
    readonly name: string;
    readonly posts: readonly string[];
  }[];
  readonly teams: readonly { readonly id: string; readonly name: string; readonly schoolYear: number }[];
}

export interface Suggestion {
  /** `person:<id>`, `team:<id>` or `post:<words>`, as the form of mapping takes it. */
  readonly who: string;
  /** Why, in Russian: stands beside the choice. */
  readonly reason: string;
}

/**
 * Whom the words of a roadmap probably mean among the staff; null when nobody fits or several fit equally well.
 * Names go first («Светлова А. П.»), then posts, also abbreviated or in the plural («зам. директора по УВР»,
 * «классные руководители»), then names of teams. A proposal only: a person presses.
 */
export function suggestResponsible(words: string, staff: StaffToMatch): Suggestion | null {
  return suggestByName(words, staff) ?? suggestByPost(words, staff) ?? suggestByTeam(words, staff);
}

function suggestByName(words: string, { people }: StaffToMatch): Suggestion | null {
  const said = toTokens(words);
  const named = people.filter((person) => {
    const [family = '', ...rest] = toTokens(person.name);
    if (family.length < 3 || !said.some((token) => isSameWord(token, family))) return false;
    const initials = said.filter((token) => /^\p{L}\.?$/u.test(token)).map((token) => token.charAt(0));
    return initials.every((initial, index) => rest[index] === undefined || rest[index].startsWith(initial));
  });
  const [only] = named;
  return only === undefined || named.length > 1
    ? null
    : { who: `person:${only.id}`, reason: `Названа фамилия: ${only.name}` };
}

function suggestByPost(words: string, { people }: StaffToMatch): Suggestion | null {
  const said = toTokens(words);
  const holders = people.flatMap((person) =>
    person.posts.filter((post) => isSamePhrase(said, toTokens(post))).map((post) => ({ person, post })),
  );
  const [first] = holders;
  if (first === undefined) return null;
  const ids = new Set(holders.map(({ person }) => person.id));
  if (ids.size === 1) {
    return {
      who: `person:${first.person.id}`,
      reason: `Эту должность занимает ${first.person.name}`,
    };
  }
  const posts = new Set(holders.map(({ post }) => post.toLowerCase()));
  return posts.size === 1
    ? { who: `post:${first.post}`, reason: `Эту должность занимают несколько человек: ${ids.size}` }
    : null;
}

function suggestByTeam(words: string, { teams }: StaffToMatch): Suggestion | null {
  const said = toTokens(words);
  const fitting = teams.filter((team) => isSamePhrase(said, toTokens(team.name)));
  const newest = Math.max(...fitting.map((team) => team.schoolYear));
  const latest = fitting.filter((team) => team.schoolYear === newest);
  const [only] = latest;
  return only === undefined || latest.length > 1
    ? null
    : { who: `team:${only.id}`, reason: `Так называется группа: ${only.name}` };
}

const SMALL_WORDS = new Set([
  'по',
  'и',
  'в',
  'на',
  'с',
  'за',
  'при',
  'для',
  'мбоу',
  'моу',
  'школы',
  'оо',
  'сош',
]);

/** Words in lower case, «ё» as «е», a point kept where it shortens a word. */
function toTokens(text: string): string[] {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll(/\([^)]*\)/g, ' ')
    .replaceAll(/\.(?=\p{L})/gu, '. ')
    .split(/[^\p{L}.]+/u)
    .map((word) => word.replace(/\.+$/, (points) => (points === '' ? '' : '.')))
    .filter((word) => word !== '' && word !== '.' && !SMALL_WORDS.has(word));
}

/** The same words in the same order, whichever of them are cut short. */
function isSamePhrase(left: readonly string[], right: readonly string[]): boolean {
  if (left.length === 0 || right.length === 0) return false;
  const [one, other] = [left[0] ?? '', right[0] ?? ''];
  if (isSameWord(one, other) && isSamePhraseOrEnd(left.slice(1), right.slice(1))) return true;
  return isAcronymOf(one, right, left) || isAcronymOf(other, left, right);
}

function isSamePhraseOrEnd(left: readonly string[], right: readonly string[]): boolean {
  return (left.length === 0 && right.length === 0) || isSamePhrase(left, right);
}

/** «увр» for «учебно воспитательной работе»: its letters begin the next words. */
function isAcronymOf(short: string, words: readonly string[], rest: readonly string[]): boolean {
  const { length } = short;
  if (length < 2 || length > 5 || length > words.length) return false;
  const begins = words.slice(0, length).every((word, index) => word.startsWith(short.charAt(index)));
  return begins && isSamePhraseOrEnd(rest.slice(1), words.slice(length));
}

/** Equal up to the ending, or one of them cut with a point: «зам.», «руководители». */
function isSameWord(left: string, right: string): boolean {
  if (left === right) return true;
  if (left.endsWith('.')) return left.length > 2 && right.startsWith(left.slice(0, -1));
  if (right.endsWith('.')) return isSameWord(right, left);
  const shorter = Math.min(left.length, right.length);
  if (shorter < 4 || Math.abs(left.length - right.length) > 3) return false;
  const stem = Math.max(4, shorter - 2);
  return left.slice(0, stem) === right.slice(0, stem);
}
