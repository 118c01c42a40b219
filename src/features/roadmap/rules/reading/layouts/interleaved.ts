import {
  appendScore,
  canHold,
  judgeRow,
  scoreSplit,
} from '#src/features/roadmap/rules/reading/layouts/interleaved-scores.ts';
import type {
  BodyLine,
  OpenRow,
  ScoredSplit,
  Split,
} from '#src/features/roadmap/rules/reading/layouts/interleaved-scores.ts';
import { numberApart, toRawRow } from '#src/features/roadmap/rules/reading/layouts/interleaved-rows.ts';
import type { Vocabulary } from '#src/features/roadmap/rules/reading/layouts/join.ts';
import { chainNumbers, findNumberedLines } from '#src/features/roadmap/rules/reading/layouts/numbers.ts';
import { expandLines } from '#src/features/roadmap/rules/reading/layouts/expand.ts';
import type { Column, RawTable, Role } from '#src/features/roadmap/rules/reading/layouts/raw.ts';
import { columnOf, isFreeRole } from '#src/features/roadmap/rules/reading/layouts/raw.ts';
import { withNumber } from '#src/features/roadmap/rules/reading/layouts/stream.ts';
import type { TextHeader } from '#src/features/roadmap/rules/reading/layouts/text-header.ts';
import { splitWords, startsUpper } from '#src/features/roadmap/rules/reading/lexicon/words.ts';

const beamWidth = 60;
const narrowestBeam = 10;
const beamBudget = 3_000;
const splitsPerLine = 200;
const fewestSplits = 24;
const splitBudget = 5_000;
const maxBodyLines = 600;
const maxWordsPerLine = 28;

interface State {
  score: number;
  row: OpenRow | null;
  done: Done | null;
}

/** A state that may follow another, made only when it is kept. */
interface Candidate {
  score: number;
  /** What the row under way would look like: the lines and splits since it began. */
  key: string;
  make: () => State;
}

/** Rows that are finished, newest first: states share them. */
interface Done {
  row: OpenRow;
  before: Done | null;
}

/**
 * Rows of a text printed line by line over all columns: each line of the text holds one line of every cell. Keeps the
 * best few readings line after line, each way of parting a line among the columns judged by what the cells become.
 *
 * @param apart numbers that the text keeps apart from the rows, in order
 */
export function readInterleaved(
  lines: readonly string[],
  header: TextHeader,
  vocabulary: Vocabulary,
  apart: readonly string[],
): RawTable | null {
  const columns = withNumber(header.columns);
  const used = columns.flatMap((column, at) =>
    column.role === 'number' || column.role === 'period' ? [] : [{ column, at }],
  );
  const body = collectBody(lines, header, columns);
  if (body.length === 0 || body.length > maxBodyLines) return null;
  if (!used.some(({ column }) => column.role === 'deadline' || column.role === 'responsible')) return null;
  const roles = used.map(({ column }) => column.role);
  const splitLimit = Math.max(fewestSplits, Math.min(splitsPerLine, Math.floor(splitBudget / body.length)));
  // Long texts are read with fewer readings at a time, so that the time stays bounded.
  const width = Math.max(narrowestBeam, Math.min(beamWidth, Math.floor(beamBudget / body.length)));
  const numbered = body.filter((line) => line.number !== null).length > 2;
  let beam: State[] = [{ score: 0, row: null, done: null }];
  body.forEach((line, index) => {
    const splits = splitLine(line, roles)
      .map((split) => scoreSplit(line, split, roles))
      .toSorted((one, two) => two.score - one.score)
      .slice(0, splitLimit);
    const next: Candidate[] = [];
    for (const state of beam) {
      for (const split of splits)
        next.push(...extend(state, line, split, index, roles, apart.length > 0, numbered));
      const heading = asHeading(state, line, roles, body[index + 1]);
      if (heading !== null)
        next.push({ score: heading.score, key: heading.row?.key ?? '', make: () => heading });
    }
    beam = keepBest(next, width);
  });
  const finished = beam
    .map((state) =>
      state.row === null
        ? state
        : {
            ...state,
            score: state.score + judgeRow(state.row, roles),
            done: { row: state.row, before: state.done },
          },
    )
    .toSorted((one, two) => two.score - one.score);
  const [best] = finished;
  if (best === undefined || best.done === null) return null;
  const rows: OpenRow[] = [];
  for (let done: Done | null = best.done; done !== null; done = done.before) rows.unshift(done.row);
  return {
    columns,
    rows: numberApart(rows, apart).map((row) => toRawRow(row, used, columns, vocabulary)),
    layout: 'interleaved',
    headEnd: header.from,
    doubts: ['reading.layout_interleaved'],
  };
}

function collectBody(lines: readonly string[], header: TextHeader, columns: readonly Column[]): BodyLine[] {
  const staged = columnOf(columns, 'stage') !== -1;
  const chain = new Map(
    chainNumbers(findNumberedLines(staged ? expandLines(lines, header.to).lines : lines, header.to)).map(
      (entry) => [entry.line, entry],
    ),
  );
  const body: BodyLine[] = [];
  for (let line = header.to; line < lines.length; line += 1) {
    const words = splitWords(lines, line, line + 1);
    const [first, ...others] = words;
    if (first === undefined) continue;
    const match = /^(\d{1,2}(?:\.\d{1,2})*[.)]?)$/.exec(first.text);
    const inChain = staged
      ? match !== null && (/[.)]$/.test(first.text) || others.length > 0)
      : chain.has(line);
    if (match !== null && inChain && others.length > 0) {
      body.push({ words: others, number: first.text, bracket: first.text.endsWith(')'), line });
    } else {
      body.push({ words, number: null, bracket: false, line });
    }
  }
  return body;
}

/** Ways to part a line among the columns in which every piece could belong to its column. */
function splitLine(line: BodyLine, roles: readonly Role[]): Split[] {
  const words = line.words.slice(0, maxWordsPerLine);
  const splits: Split[] = [];
  const walk = (column: number, from: number, open: (readonly [number, number])[]): void => {
    if (column === roles.length) {
      if (from === words.length) splits.push(open);
      return;
    }
    const role = roles[column] ?? 'note';
    for (let to = from; to <= words.length; to += 1) {
      if (to > from && !canHold(role, words, from, to)) {
        if (!isFreeRole(role)) break;
        continue;
      }
      walk(column + 1, to, [...open, [from, to]]);
      if (splits.length > 400) return;
    }
  };
  walk(0, 0, []);
  // A line longer than any row of a page is prose: its rest goes to the last piece.
  if (words.length < line.words.length) {
    return splits.map((split) =>
      split.map(([from, to], index): readonly [number, number] =>
        to === words.length && index === split.findLastIndex(([a, b]) => b > a)
          ? [from, line.words.length]
          : [from, to],
      ),
    );
  }
  return splits;
}

function extend(
  state: State,
  line: BodyLine,
  scored: ScoredSplit,
  index: number,
  roles: readonly Role[],
  apart: boolean,
  numbered: boolean,
): Candidate[] {
  const { split } = scored;
  const titleColumn = roles.indexOf('title');
  const stageColumn = roles.indexOf('stage');
  const titlePiece = split[titleColumn];
  const hasTitle = titlePiece !== undefined && titlePiece[1] > titlePiece[0];
  const stagePiece = split[stageColumn];
  const hasStage = stagePiece !== undefined && stagePiece[1] > stagePiece[0];
  const states: Candidate[] = [];
  const bracketInside = hasTitle && /^\d{1,2}\)$/.test(line.words[titlePiece[0]]?.text ?? '');
  const starts = line.number !== null || bracketInside;
  if (!starts && state.row !== null && !state.row.heading) {
    const { row } = state;
    const score = state.score + appendScore(row, line, scored, index, roles);
    states.push({
      score,
      key: keyOf(row, split),
      make: () => ({ score, row: append(row, line, split, index), done: state.done }),
    });
  }
  const first = hasTitle ? line.words[titlePiece[0]] : undefined;
  const numberFitsStage = line.number === null || stageColumn === -1 || (line.bracket ? !hasStage : hasStage);
  if (hasTitle && first !== undefined && numberFitsStage) {
    const fresh: OpenRow = {
      number: line.number,
      cells: roles.map(() => []),
      last: roles.map(() => -1),
      heading: false,
      line: line.line,
      key: String(line.line),
    };
    const closed = state.row === null ? 0 : state.row.heading ? 0 : judgeRow(state.row, roles);
    const cost = starts ? 0 : apart ? 0.5 : numbered ? 6 : 3.5;
    // A number of a stage without its own row below belongs to a stage; bracketed numbers begin rows.
    const stageCost = hasStage && line.number === null ? 4 : 0;
    if (starts || startsUpper(first.text) || /^[–—-]/.test(first.text)) {
      const { row } = state;
      const score = state.score + closed - cost - stageCost + appendScore(fresh, line, scored, index, roles);
      states.push({
        score,
        key: keyOf(fresh, split),
        make: () => ({
          score,
          row: append(fresh, line, split, index),
          done: row === null ? state.done : { row, before: state.done },
        }),
      });
    }
  }
  return states;
}

/** The whole line as a heading: a numbered line without other cells, followed by a line that begins anew. */
function asHeading(
  state: State,
  line: BodyLine,
  roles: readonly Role[],
  next: BodyLine | undefined,
): State | null {
  if (next === undefined || line.words.length > 24) return null;
  const [first] = line.words;
  const [below] = next.words;
  if (first === undefined || below === undefined || !startsUpper(first.text)) return null;
  if (!startsUpper(below.text) && next.number === null) return null;
  const closed = state.row === null || state.row.heading ? 0 : judgeRow(state.row, roles);
  const row: OpenRow = {
    number: line.number,
    cells: [line.words],
    last: [0],
    heading: true,
    line: line.line,
    key: `${String(line.line)}h`,
  };
  const cost = line.number === null ? 6 : 0.5;
  return {
    score: state.score + closed - cost,
    row,
    done: state.row === null ? state.done : { row: state.row, before: state.done },
  };
}

/** The same splits since the same line make the same row, whatever came before it. */
function keyOf(row: OpenRow, split: Split): string {
  let key = row.key;
  for (const [from, to] of split) key += to > from ? `,${String(to)}` : ',';
  return `${key};`;
}

function append(row: OpenRow, line: BodyLine, split: Split, index: number): OpenRow {
  const cells = row.cells.map((cell, column) => {
    const [from, to] = split[column] ?? [0, 0];
    return to > from
      ? [...cell, ...line.words.slice(from, to).map((word, at) => ({ ...word, lineStart: at === 0 }))]
      : cell;
  });
  const last = row.last.map((known, column) => {
    const [from, to] = split[column] ?? [0, 0];
    return to > from ? index : known;
  });
  return { ...row, cells, last, key: keyOf(row, split) };
}

/**
 * The best states, one for each way that the row under way can look: what its finished rows were no longer matters
 * for what follows.
 */
function keepBest(candidates: readonly Candidate[], width: number): State[] {
  const best = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const known = best.get(candidate.key);
    if (known === undefined || candidate.score > known.score) best.set(candidate.key, candidate);
  }
  return [...best.values()]
    .toSorted((one, two) => two.score - one.score)
    .slice(0, width)
    .map((candidate) => candidate.make());
}
