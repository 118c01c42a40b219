import { capitalize } from '#src/lib/russian/capitalize.ts';
import {
  compiledKinds,
  contentMarkers,
  findActivityKind,
  genericTitles,
  knownStems,
  type CompiledKind,
  type PartField,
} from '#src/features/roadmap/rules/kinds/dictionary.ts';
import { healWords, toLine, toWords } from '#src/lib/russian/phrases/normalise.ts';
import type { CompiledPhrase } from '#src/lib/russian/phrases/pattern.ts';
import { splitClauses } from '#src/lib/russian/phrases/split-clauses.ts';

/** A row of a roadmap as far as kinds are concerned. All texts as they stand in the document. */
export interface RecogniseInput {
  readonly title: string;
  readonly subPoints?: readonly string[];
  /** A separate column of activities, where the layout has one. */
  readonly activities?: string | null;
  readonly result?: string | null;
  readonly sectionTitle?: string | null;
  /** A row that only heads the rows under it. Its title names no work of its own. */
  readonly isHeading?: boolean;
}

export interface RecognisedPart {
  /** Id of `data/activity-kinds.json`. */
  readonly kind: string;
  /** What the row says of this part, for the plan. */
  readonly title: string;
  readonly confidence: 'high' | 'medium' | 'low';
  /** The words that it was recognised by and where they stand, in Russian. */
  readonly why: string;
}

interface Unit {
  readonly text: string;
  readonly field: PartField;
  readonly head: boolean;
}

interface Hit {
  readonly kind: CompiledKind;
  readonly unit: number;
  readonly at: number;
  readonly weight: number;
  readonly words: string;
  readonly umbrella: string | null;
  readonly head: boolean;
  readonly healed: boolean;
}

/** Characters of one cell that are looked at: no cell of a roadmap is longer, and a paste of a book must not hang. */
const CELL_LIMIT = 6000;

const FIELD_WORDS: Readonly<Record<PartField, string>> = {
  title: 'в мероприятии',
  subPoint: 'в подпункте',
  activity: 'в столбце деятельности',
  result: 'в результате',
  section: 'в названии раздела',
};

/**
 * The ordered parts of a row, each with its kind. Several kinds in one row are usual; a heading has none;
 * what no rule of `data/activity-kinds.json` recognises stays unknown: an empty list, never a guess.
 *
 * @example recogniseParts({ title: 'Отбор и обучение наставников' })
 *   // kinds people.selection, training.mentors
 */
export function recogniseParts(input: RecogniseInput): RecognisedPart[] {
  const units = listUnits(input);
  let hits = units.flatMap((unit, index) => findHits(unit, index, false));
  if (hits.length === 0) hits = units.flatMap((unit, index) => findHits(unit, index, true));
  if (hits.length === 0 && input.sectionTitle && !input.isHeading && saysOnlyWhere(input.title)) {
    const section: Unit = { text: input.sectionTitle, field: 'section', head: false };
    units.push(section);
    hits = findHits(section, units.length - 1, false);
  }
  return arrange(dropUmbrellas(dropOverruled(hits))).map((hit, _index, all) => describe(hit, all, units));
}

function listUnits(input: RecogniseInput): Unit[] {
  const units: Unit[] = [];
  const titleClauses = splitClauses(input.title.slice(0, CELL_LIMIT));
  const onlyHeads = titleClauses.every((clause) => clause.head);
  const restFollows =
    (input.subPoints?.length ?? 0) > 0 || Boolean(input.activities) || Boolean(input.result);
  // «Формирование базы наставников:» with nothing after the colon heads the rows below it, and so does a row
  // that repeats its section's heading.
  const headsOthers =
    input.isHeading === true ||
    (onlyHeads && !restFollows && !saysOnlyWhere(input.title)) ||
    repeatsHeading(input);
  if (!headsOthers) units.push(...titleClauses.map((clause): Unit => ({ ...clause, field: 'title' })));
  for (const subPoint of input.subPoints ?? []) add(subPoint, 'subPoint');
  units.splice(0, units.length, ...cutContents(units));
  if (input.activities) add(input.activities, 'activity');
  if (input.result) add(input.result, 'result');
  return units;

  function add(text: string, field: PartField): void {
    units.push(...splitClauses(text.slice(0, CELL_LIMIT)).map((clause) => ({ ...clause, field })));
  }
}

/** «распорядительные акты, включающие: - сроки …»: the list says what the act holds, it asks for no work. */
function cutContents(units: readonly Unit[]): Unit[] {
  const marked = units.findIndex(
    (unit, at) =>
      (unit.head || units[at + 1]?.field === 'subPoint') &&
      contentMarkers.some((marker) => marker.test(toLine(toWords(unit.text)))) &&
      findHits(unit, 0, false).some((hit) => hit.kind.id.startsWith('acts.')),
  );
  return marked === -1 ? [...units] : units.slice(0, marked + 1);
}

function repeatsHeading({ title, sectionTitle }: RecogniseInput): boolean {
  if (!sectionTitle) return false;
  const withoutNumber = (text: string): string =>
    toLine(toWords(text.slice(0, CELL_LIMIT)).filter((word) => !/^\d+$/.test(word)));
  return withoutNumber(title).trim() !== '' && withoutNumber(title) === withoutNumber(sectionTitle);
}

function saysOnlyWhere(title: string): boolean {
  const words = toWords(title);
  return (
    words.length === 0 || (words.length <= 6 && genericTitles.some((generic) => generic.test(toLine(words))))
  );
}

function findHits(unit: Unit, index: number, heal: boolean): Hit[] {
  const words = toWords(unit.text);
  const line = toLine(heal ? healWords(words, knownStems) : words);
  const hits: Hit[] = [];
  for (const kind of compiledKinds) {
    let best: Hit | null = null;
    for (const rule of kind.rules) {
      if (!rule.fields.includes(unit.field) || (best !== null && best.weight >= rule.weight)) continue;
      const match = matchFirst(line, rule.phrases);
      if (match === null || rule.forbidden.some((forbidden) => forbidden.test(line))) continue;
      best = {
        kind,
        unit: index,
        at: match.index,
        weight: rule.weight,
        words: match[0].trim(),
        umbrella: rule.umbrella,
        head: unit.head,
        healed: heal,
      };
    }
    if (best !== null) hits.push(best);
  }
  return hits;
}

function matchFirst(line: string, phrases: readonly CompiledPhrase[]): RegExpExecArray | null {
  let first: RegExpExecArray | null = null;
  for (const { pattern, openings } of phrases) {
    if (!openings.some((opening) => line.includes(opening))) continue;
    const match = pattern.exec(line);
    if (match !== null && (first === null || match.index < first.index)) first = match;
  }
  return first;
}

/** Within one clause a more exact kind displaces the wider ones it names; a few displace them in the whole row. */
function dropOverruled(hits: readonly Hit[]): Hit[] {
  return hits.filter(
    (hit) =>
      !hits.some(
        (other) =>
          (other.unit === hit.unit && other.kind.over.includes(hit.kind.id)) ||
          other.kind.overRow.includes(hit.kind.id),
      ),
  );
}

function dropUmbrellas(hits: readonly Hit[]): Hit[] {
  return hits.filter(
    (hit) =>
      hit.umbrella === null ||
      !hits.some((other) => other.kind.id !== hit.kind.id && other.kind.id.startsWith(hit.umbrella ?? '')),
  );
}

/** One hit a kind, in reading order; a head («Организация работы пар:») gives its place to its own list. */
function arrange(hits: readonly Hit[]): Hit[] {
  const chosen = new Map<string, Hit>();
  for (const hit of hits) {
    const before = chosen.get(hit.kind.id);
    const headGivesWay =
      before?.head === true && !hit.head && hit.unit > before.unit && hit.weight >= before.weight;
    if (before === undefined || headGivesWay) chosen.set(hit.kind.id, hit);
  }
  return [...chosen.values()].sort((a, b) => a.unit - b.unit || a.at - b.at);
}

function describe(hit: Hit, all: readonly Hit[], units: readonly Unit[]): RecognisedPart {
  const unit = units[hit.unit] ?? { text: '', field: 'title' as const, head: false };
  const shared = all.some((other) => other !== hit && other.unit === hit.unit);
  const title = shared ? (findActivityKind(hit.kind.id)?.title ?? unit.text) : capitalize(unit.text);
  return {
    kind: hit.kind.id,
    title,
    confidence: rateConfidence(hit, unit.field),
    why: `Слова «${hit.words}» ${FIELD_WORDS[unit.field]}`,
  };
}

function rateConfidence(hit: Hit, field: PartField): RecognisedPart['confidence'] {
  if (field === 'section' || hit.weight <= 1) return 'low';
  if (hit.healed || field === 'result' || hit.weight === 2) return 'medium';
  return 'high';
}
