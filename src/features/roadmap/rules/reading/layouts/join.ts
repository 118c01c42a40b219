import type { Word } from '#src/features/roadmap/rules/reading/lexicon/words.ts';
import {
  classHead,
  isResponsibleAdjective,
} from '#src/features/roadmap/rules/reading/lexicon/responsible-shape.ts';
import {
  collapseSpaces,
  isDangling,
  normWord,
  splitWords,
} from '#src/features/roadmap/rules/reading/lexicon/words.ts';

/** Words that the document itself writes whole, so that a word broken over two lines can be known again. */
export interface Vocabulary {
  /** How often a word stands away from the edges of lines. */
  whole: Map<string, number>;
}

export function collectVocabulary(lines: readonly string[]): Vocabulary {
  const whole = new Map<string, number>();
  for (const line of lines) {
    const words = line
      .split(/[\s/]+/)
      .map(normWord)
      .filter((word) => word !== '');
    words.forEach((word, index) => {
      const inside = index > 0 && index < words.length - 1;
      const weight = inside ? 2 : 1;
      whole.set(word, (whole.get(word) ?? 0) + weight);
      if (word.includes('-'))
        for (const part of word.split('-')) whole.set(part, (whole.get(part) ?? 0) + weight);
    });
  }
  return { whole };
}

/** Short words that stand alone; any other word of one or two letters is a torn-off end. */
const shortWords = new Set(
  'а в и к о с у я во до за из на не ни но об он от по со то уж без для или как над под при про все где его еще кто они она чем что это год дня мер мая май тем ход вид их бы же ли мы вы г гг п пп др т д ст уо оо оу ур вр мр кл час лет акт ряд ним них сми ооо мбу мку г.г т.п т.д т.е'.split(
    ' ',
  ),
);

/** Endings that are no words by themselves, after which a torn word is complete. */
const tornEnd =
  /^((и?ческ|еск|альн|ельн|тельн|ованн|енн|анн|онн|ивн|ичн|н|ск)?(ый|ий|ого|ому|ой|ую|ое|ые|ых|ым|ыми|ие|их|ими|ая|яя|ей|ее|его|ему)|(е?ни|а?ци|а?ни|ств|ость|ост|тел|ател|ник|чик)(е|я|и|ю|й|ем|ям|ями|ях|ь|ью|а|у|о|ом|ами|ов|ей|ий|ия|ии|ию|ием|иях|иям)?|ся|сь|ть|ться|щихся|ющихся|чихся|ами|ями|ах|ях|ов|ев|ия|ии|ию|ием|иях|ей)$/;

/**
 * Puts together words that the layout tore over two lines («распорядительна / я», «о / бучающихся»): when the second
 * half is no word, or when the document writes the whole word elsewhere. Marks that stand apart («;») join as well.
 */
export function healWords(words: readonly Word[], vocabulary: Vocabulary): Word[] {
  const healed: Word[] = [];
  for (const word of words) {
    const last = healed.at(-1);
    if (last === undefined) {
      healed.push(word);
      continue;
    }
    const apart = word.lineStart || isTornInside(last, word, vocabulary);
    if (gapBetween(last.text, word.text, apart, vocabulary) !== '') {
      healed.push(word);
      continue;
    }
    const text = last.text.replace(/\u00ad$/u, '') + word.text;
    healed[healed.length - 1] = { ...last, text, norm: normWord(text), lineEnd: word.lineEnd };
  }
  return healed;
}

export function joinWords(words: readonly Word[], vocabulary: Vocabulary): string {
  return collapseSpaces(
    healWords(words, vocabulary)
      .map((word) => word.text)
      .join(' '),
  );
}

function isTornInside(previous: Word | undefined, word: Word, vocabulary: Vocabulary): boolean {
  // «Распорядительн ые»: torn inside a line, too. Only an ending that is no word counts here.
  return (
    previous !== undefined &&
    /^(ые|ых|ый|ого|ая|ое|ие|их|ии|ия|ний|ние|ния)[.,;)]*$/.test(word.text) &&
    /\p{Ll}{4,}$/u.test(previous.text) &&
    !vocabulary.whole.has(`${previous.norm} `)
  );
}

/** What stands between two pieces of a cell: nothing inside a torn word, else a space. */
function gapBetween(before: string, after: string, apart: boolean, vocabulary: Vocabulary): string {
  if (!apart) return ' ';
  if (/^[;,.)»:]/.test(after) && !/^[.]\d/.test(after)) return '';
  const head = normWord(before);
  const tail = normWord(after);
  // «Организационно / - / распорядительная»: a dash alone on its line inside a word.
  if (/^[-‐‑]$/.test(after) && /\p{Ll}{4,}о$/u.test(before)) return '';
  if (/\p{Ll}[-‐‑]$/u.test(before) && /^\p{Ll}/u.test(after)) return '';
  if (/\p{L}\u00ad$/u.test(before)) return '';
  if (!/\p{L}$/u.test(before) || !/^\p{Ll}/u.test(after)) return ' ';
  return isTorn(head, tail, vocabulary) ? '' : ' ';
}

function isTorn(head: string, tail: string, vocabulary: Vocabulary): boolean {
  if (head === '' || tail === '') return false;
  const known = (word: string): number => vocabulary.whole.get(word) ?? 0;
  if (tail.length <= 2 && !/^(оо|оу)$/.test(tail)) {
    if (!shortWords.has(tail)) return true;
    // «поступлени / я», «информаци / и», «определяемы / е»: the first half is no word without its end.
    if (
      /^(я|е|и|ю)$/.test(tail) &&
      /(ени|ани|аци|яци|ици|еци|ств[оа]вани|ци|ны|ы[мн]?ы|на|ност)$/.test(head)
    ) {
      return known(head) <= 1 || known(head + tail) > known(head);
    }
    return false;
  }
  if (known(head + tail) >= 2) {
    if (head.length === 1) return known(tail) <= 1;
    if (!shortWords.has(head)) return known(tail) <= 2;
  }
  if (head.length === 1 && known(tail) <= 1 && known(head + tail) >= 1) return true;
  if (/^(его|ему|ими)$/.test(tail)) return false;
  return tornEnd.test(tail) && known(tail) <= 1 && head.length >= 4;
}

/** Text of a cell that holds several paragraphs: lines joined, torn words put together, list items on own lines. */
export function joinLines(lines: readonly string[], vocabulary: Vocabulary): string {
  const kept = lines.map(collapseSpaces).filter((line) => line !== '');
  let text = '';
  for (const line of kept) {
    if (text === '') {
      text = line;
      continue;
    }
    const before = text.slice(text.lastIndexOf(' ') + 1);
    const after = line.split(' ', 1)[0] ?? '';
    const gap = gapBetween(before.slice(before.lastIndexOf('\n') + 1), after, true, vocabulary);
    text += (gap === ' ' && beginsListItem(line) ? '\n' : gap) + line;
  }
  return text;
}

/** As `joinLines`, but a paragraph that begins a name or a post stays a line of its own («Директор», «куратор»). */
export function joinNames(lines: readonly string[], vocabulary: Vocabulary): string {
  const groups: string[][] = [];
  for (const line of lines.map(collapseSpaces)) {
    if (line === '') continue;
    const [word] = splitWords([line], 0, 1);
    const before = groups.at(-1)?.at(-1) ?? '';
    const last = normWord(before.split(' ').at(-1) ?? '');
    const open = /[-‐(«]$/.test(before) || isDangling(last) || isResponsibleAdjective(last);
    const begins = word !== undefined && classHead(word.norm) === 'post' && !open;
    if (groups.length === 0 || begins) groups.push([line]);
    else groups.at(-1)?.push(line);
  }
  return groups.map((group) => joinLines(group, vocabulary)).join('\n');
}

function beginsListItem(line: string): boolean {
  return /^(\d{1,2}[.)]\s?\p{L}|[-–—•·*]\s?\p{L})/u.test(line);
}
