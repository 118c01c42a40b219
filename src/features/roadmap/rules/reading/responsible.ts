import {
  classHead,
  countNameWords,
  isResponsibleAdjective,
  restoreHead,
} from '#src/features/roadmap/rules/reading/lexicon/responsible-shape.ts';
import type { Word } from '#src/features/roadmap/rules/reading/lexicon/words.ts';
import { collapseSpaces, normWord, splitWords } from '#src/features/roadmap/rules/reading/lexicon/words.ts';
import type { ReadResponsible, ResponsibleKind } from '#src/features/roadmap/rules/reading/model.ts';

/**
 * Splits a responsible cell into persons, posts, groups and organizations, each in the words of the source.
 * Commas, semicolons, «и» and line breaks part them when what follows begins a name of its own; a cell that says
 * two posts in a row without any mark («Директор Заместитель директора») is parted before the second.
 */
export function splitResponsible(text: string): ReadResponsible[] {
  const words = splitWords(text.split('\n'), 0, text.split('\n').length);
  const groups: Word[][] = [];
  let open: Word[] = [];
  let depth = 0;
  const close = (): void => {
    if (open.length > 0) groups.push(open);
    open = [];
  };
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index];
    if (word === undefined) break;
    const previous = open.at(-1);
    if (depth <= 0 && previous !== undefined && beginsAnother(words, index, open)) close();
    if (open.length === 0 && (word.norm === 'и' || /^[-–—•*,;]$/.test(word.text)) && depth <= 0) continue;
    open.push(word);
    depth += (word.text.match(/[(«]/g)?.length ?? 0) - (word.text.match(/[)»]/g)?.length ?? 0);
  }
  close();
  return groups.map(describe).filter((entry) => entry.text !== '');
}

function beginsAnother(words: readonly Word[], index: number, open: readonly Word[]): boolean {
  const word = words[index];
  const previous = open.at(-1);
  if (word === undefined || previous === undefined) return false;
  // The second initial of «Уткина Р. С.» begins no name.
  if (/^\p{Lu}\.$/u.test(previous.text) && /^\p{Lu}\.[,;]?$/u.test(word.text)) return false;
  const marked = /[,;]$/.test(previous.text);
  const names = countNameWords(words, index);
  const starts = startsName(words, index);
  if (word.norm === 'и' && startsName(words, index + 1) && !isAttributive(open)) return true;
  if (/^[-–—•*]$/.test(word.text) && word.lineStart) return true;
  if (marked)
    return starts || names > 0 || word.lineStart || !isAttributive(open) || /^\p{Lu}/u.test(word.text);
  if (names > 0) return countNameWords(open, 0) === open.length || lastIsName(open);
  if (!starts) return false;
  const opensHead = classHead(word.norm) !== null || restoreHead(word.norm) !== null;
  if (isAttributive(open)) return false;
  // «Руководители / ОО»: the organization says whose the post is.
  if (open.length === 1 && classHead(previous.norm) === 'post' && classHead(word.norm) === 'organization')
    return false;
  if (word.lineStart) return !/^(по|за|и|при|в|с|на|-)$/.test(previous.norm);
  const shortForm = /^(\p{Lu}{2,}|[«"].*)$/u.test(word.text.replace(/[,;.]+$/, ''));
  if (opensHead && /^\p{Lu}/u.test(word.text)) return !shortForm;
  // In lower case and on the same line only a name that cannot go on with the one before.
  return (
    isResponsibleAdjective(word.norm) ||
    /^(педагог|учитель|педагоги|учителя)-/.test(word.norm) ||
    /^(директор|заместитель|куратор|кураторы|завуч|администрация|наставляемые|родители)$/.test(word.norm)
  );
}

/** What is open is not a name yet: only adjectives («Классный …», «социальный …»). */
function isAttributive(open: readonly Word[]): boolean {
  return open.every((word) => isResponsibleAdjective(word.norm));
}

function lastIsName(open: readonly Word[]): boolean {
  for (let from = Math.max(0, open.length - 3); from < open.length; from += 1) {
    if (countNameWords(open, from) === open.length - from) return true;
  }
  return false;
}

function startsName(words: readonly Word[], index: number): boolean {
  const word = words[index];
  if (word === undefined) return false;
  if (countNameWords(words, index) > 0) return true;
  if (classHead(word.norm) !== null || restoreHead(word.norm) !== null) return true;
  return isResponsibleAdjective(word.norm) && (/^\p{Lu}/u.test(word.text) || startsName(words, index + 1));
}

function describe(words: readonly Word[]): ReadResponsible {
  const text = cleanName(words.map((word) => word.text).join(' '));
  for (let from = 0; from < words.length; from += 1) {
    const count = countNameWords(words, from);
    if (count === 0) continue;
    const personName = cleanName(
      words
        .slice(from, from + count)
        .map((word) => word.text)
        .join(' '),
    );
    const post = cleanName(
      [...words.slice(0, from), ...words.slice(from + count)].map((word) => word.text).join(' '),
    );
    return post === '' ? { text, kind: 'person', personName } : { text, kind: 'person', personName, post };
  }
  const kind = classKind(words);
  return kind === 'post' ? { text, kind, post: text } : { text, kind };
}

function classKind(words: readonly Word[]): ResponsibleKind {
  for (const word of words.slice(0, 4)) {
    const kind = classHead(word.norm) ?? (restoreHead(word.norm) === null ? null : 'post');
    if (kind !== null) return kind;
    if (!isResponsibleAdjective(word.norm)) break;
  }
  return 'unknown';
}

function cleanName(text: string): string {
  return collapseSpaces(text)
    .replace(/[\s,;–—-]+$/, '')
    .replace(/^[-–—•*\s]+/, '');
}

/**
 * Puts back the first letter of a post that the text lost («аместитель директора»).
 *
 * @returns the text as it should read, and the words put right
 */
export function restoreLetters(text: string): { text: string; restored: string[] } {
  const restored: string[] = [];
  const fixed = text.replaceAll(/(?<![\p{L}-])\p{Ll}{6,}/gu, (word) => {
    const whole = restoreHead(normWord(word));
    if (whole === null) return word;
    restored.push(word);
    return whole.charAt(0).toUpperCase() + whole.slice(1, whole.length - word.length) + word;
  });
  return { text: fixed, restored };
}
