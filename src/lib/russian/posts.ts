import type { Case } from '#src/lib/russian/case.ts';
import type { Gender } from '#src/lib/russian/exceptions.ts';
import { adjectiveGender, type GrammaticalGender, toFeminine } from '#src/lib/russian/inflect.ts';
import {
  declineHeadWords,
  findHead,
  type Head,
  type HeadWords,
  isWord,
  likeOriginal,
  piecesOf,
} from '#src/lib/russian/phrase.ts';

/** Participles and adjectives that are a post by themselves: what stands behind them depends on them. */
const SUBSTANTIVES =
  /^(?:заведующ|управляющ|исполняющ|командующ|обучающ|учащ|служащ|военнослужащ|вожат)(?:ий|ый|ая)(?:ся)?$/u;
/** Masculine nouns on «а» and «я», feminine nouns without a suffix that shows. */
const MASCULINE_A = new Set(['глава', 'судья', 'старшина', 'коллега', 'воевода', 'юноша', 'мужчина']);
const FEMININE =
  /(?:ка|ца|ша|иса|медсестра|сестра|няня|старшина|староста|мать|дочь|девушка|женщина|сирота)$/u;
/** Posts that depend on nothing: what is behind them is read on when it is one of these. */
const KNOWN =
  /(?:тель|арь|ист|лог|гог|тор|ник|щик|чик|ент|ант|яр|ер|ёр|ир|ед|арх|граф|вод|хоз|ич|ец|ач|ум|ат|ут|ан|мен|дец|овед|авуч|овар|орож|экономист)$/u;
/** Endings that no masculine noun of a post has in the nominative. */
const OBLIQUE = /(?:ом|ем|ём|ым|им|ам|ям|ами|ями|ах|ях|ов|ев|ей|ой|ий|ых|их)$/u;

function genderOfPost(word: string, after: GrammaticalGender | null): GrammaticalGender | null {
  const first = word.split('-')[0] ?? word;
  if (MASCULINE_A.has(first)) return 'male';
  if (after !== 'male' && FEMININE.test(first)) return 'female';
  if (adjectiveGender(word) !== null) return null;
  const isMasculine = /[^аеёиоуыэюяьъй]$/u.test(first) || /(?:тель|арь|ель|ай)$/u.test(first);
  // The first word of a post stands in the nominative whatever it looks like.
  return isMasculine && (after === null || !OBLIQUE.test(first)) ? 'male' : null;
}

const heads: HeadWords = {
  genderOf: genderOfPost,
  isSubstantive: (word) => SUBSTANTIVES.test(word),
  isAnimate: true,
};
/** Behind «и» and a comma only a word that is a post beyond doubt begins anew: «учитель истории и обществознания» goes on. */
const laterHeads: HeadWords = {
  ...heads,
  genderOf: (word, after) =>
    KNOWN.test(word.split('-')[0] ?? word) || MASCULINE_A.has(word) || FEMININE.test(word)
      ? genderOfPost(word, after ?? (OBLIQUE.test(word) ? 'male' : null))
      : null,
};

/** «И. о. директора», «врио начальника»: nothing of it declines. */
const ACTING = /^\s*(?:и\s*\.\s*о\b|вр\s*\.?\s*и\s*\.?\s*о\b|врио|и\/о|ио\s)/iu;

/** «ИП», «ИП Петров»: an abbreviation stays; no post is so short a word in capitals. */
const ABBREVIATION = /^\s*[А-ЯЁ]{2,3}(?!\p{L})/u;

/**
 * The post of a person in a case: «заместитель директора по воспитательной работе» → «заместителя директора по воспитательной
 * работе». The head words decline, also both halves of «учитель-логопед» and each of several posts; what depends on them, numbers,
 * quotation marks and words that are not Russian stay. For a woman a participle or an adjective that is a post takes the
 * feminine, also in the nominative («заведующий» → «заведующая»); a noun does not («директор»).
 */
export function declinePost(post: string, name: Case, gender: Gender | null = null): string {
  if (ACTING.test(post) || ABBREVIATION.test(post)) return post;
  let pieces = piecesOf(post);
  for (const start of startsOf(pieces)) {
    const own = start === 0 ? heads : laterHeads;
    const head = findHead(pieces, start, own);
    if (head === null || (start > 0 && head.isSubstantive && !own.isSubstantive(lower(pieces[head.noun])))) {
      if (start === 0) return post;
      continue;
    }
    const agreed = gender === 'female' ? agree(pieces, head) : { pieces, head };
    pieces = declineHeadWords(agreed.pieces, agreed.head, name, own);
  }
  return pieces.join('');
}

const lower = (piece: string | undefined): string => (piece ?? '').toLocaleLowerCase('ru');

/** The beginning, and behind each comma, «и», slash, dash and bracket outside quotation marks. */
function startsOf(pieces: readonly string[]): number[] {
  const starts = [0];
  for (const [at, piece] of pieces.entries()) {
    if (at > 0 && (piece === 'и' || (!isWord(piece) && /^(?:\s*[,;/+]\s*|\s+[-–—(]\s*)$/u.test(piece))))
      starts.push(at + 1);
  }
  return starts;
}

function agree(pieces: readonly string[], head: Head): { pieces: string[]; head: Head } {
  if (!head.isSubstantive || head.gender !== 'male') return { pieces: [...pieces], head };
  return {
    pieces: pieces.map((piece, at) =>
      at === head.noun || head.adjectives.includes(at)
        ? likeOriginal(piece, toFeminine(lower(piece)))
        : piece,
    ),
    head: { ...head, gender: 'female' },
  };
}
