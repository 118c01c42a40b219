import type { Parts, Piece } from '#src/features/roadmap/rules/reading/layouts/parts.ts';
import { continues, toRow } from '#src/features/roadmap/rules/reading/layouts/parts.ts';
import type { Column } from '#src/features/roadmap/rules/reading/layouts/raw.ts';
import {
  assignRoles,
  isPeriodHeader,
  looksLikeHeader,
  readHeaderRole,
} from '#src/features/roadmap/rules/reading/lexicon/header.ts';
import { isHeadingLine } from '#src/features/roadmap/rules/reading/lexicon/heading.ts';
import { shareOfResponsible } from '#src/features/roadmap/rules/reading/lexicon/responsible-shape.ts';
import { isDangling, normWord, splitWords } from '#src/features/roadmap/rules/reading/lexicon/words.ts';

const numberCell = /^\s*"?\d{1,3}(?:\.\d{1,2})*[.)]?\s*\t/;
const mostHeaderLines = 8;

/** A row under way: its lines, and the tabs that they hold together. */
interface OpenRow {
  lines: { text: string; at: number }[];
  tabs: number;
}

/**
 * A table copied from a word processor: tabs between the cells, and the paragraphs of a cell on lines of their own,
 * so that only the count of tabs tells where a row ends. A row merged over the table has no tab at all.
 */
export function partPasted(lines: readonly string[]): Parts | null {
  if (!lines.some((line) => line.includes('\t'))) return null;
  const header = findHeader(lines);
  if (header === null) return null;
  const need = header.columns.length - 1;
  const rows: OpenRow[] = [];
  for (let at = header.to; at < lines.length; at += 1) {
    const text = lines[at] ?? '';
    if (text.trim() === '') continue;
    const tabs = countTabs(text);
    const open = rows.at(-1);
    const fresh = header.columns[0]?.role === 'number' && numberCell.test(text);
    if (
      open !== undefined &&
      open.tabs > 0 &&
      !fresh &&
      open.tabs + tabs <= need &&
      !(tabs > 0 && open.tabs === need)
    ) {
      const full = open.tabs === need;
      if (!full || !beginsPart(text, open, header.columns, lines[nextFull(lines, at)])) {
        open.lines.push({ text, at });
        open.tabs += tabs;
        continue;
      }
    }
    rows.push({ lines: [{ text, at }], tabs });
  }
  const head: OpenRow = {
    lines: lines.slice(header.from, header.to).map((text, index) => ({ text, at: header.from + index })),
    tabs: need,
  };
  const pieces: Piece[][] = [piecesOf(head)];
  for (const row of rows.map(piecesOf)) {
    const last = pieces.at(-1);
    if (pieces.length === 1 || last === undefined || !continues(row, last, header.columns.length)) {
      pieces.push(row);
      continue;
    }
    row.forEach((piece, column) => {
      const target = last[column];
      if (target === undefined || piece.lines.join('').trim() === '') return;
      target.lines.push(...piece.lines);
      target.to = piece.to;
    });
  }
  return {
    rows: pieces.map((row, index) => toRow(row, header.columns.length, index)),
    columnCount: header.columns.length,
    from: header.from,
  };
}

function countTabs(text: string): number {
  return text.split('\t').length - 1;
}

function nextFull(lines: readonly string[], from: number): number {
  let at = from + 1;
  while (at < lines.length && (lines[at] ?? '').trim() === '') at += 1;
  return at;
}

/** The header, whose cells may hold several lines («№» and «п/п»): the most columns that lines in a row name. */
function findHeader(lines: readonly string[]): { from: number; to: number; columns: Column[] } | null {
  let best: { from: number; to: number; columns: Column[]; score: number } | null = null;
  for (let from = 0; from < Math.min(lines.length, 400); from += 1) {
    if ((lines[from] ?? '').trim() === '') continue;
    for (let to = from + 1; to <= Math.min(lines.length, from + mostHeaderLines); to += 1) {
      const text = lines.slice(from, to).join('\n');
      if (!text.includes('\t')) continue;
      const cells = text.split('\t').map((cell) => cell.replaceAll(/["\s]+/g, ' ').trim());
      const named = cells.filter((cell) => readHeaderRole(cell) !== null).length;
      if (named < 2 || named < cells.length - 1) continue;
      // A name of a column is short and holds no date: rows below must not be drawn in.
      if (cells.some((cell) => cell.length > 70 || (/\d/.test(cell) && !isPeriodHeader(cell)))) continue;
      const columns = assignRoles(cells);
      if (columns === null || !looksLikeHeader(cells)) continue;
      const roles = new Set(columns.map((column) => column.role));
      roles.delete('note');
      const score = roles.size - (to - from) * 0.05 - from * 0.001;
      if (best === null || score > best.score) best = { from, to, columns, score };
    }
    if (best !== null && from > best.from + mostHeaderLines) break;
  }
  return best;
}

function piecesOf(row: OpenRow): Piece[] {
  const pieces: Piece[] = [];
  row.lines.forEach(({ text, at }, order) => {
    text.split('\t').forEach((part, index) => {
      const last = pieces.at(-1);
      if (index === 0 && order > 0 && last !== undefined) {
        last.lines.push(part);
        last.to = at;
      } else pieces.push({ lines: [part], from: at, to: at });
    });
  });
  for (const piece of pieces) {
    const whole = piece.lines.join('\n').trim();
    const quoted = /^"([\s\S]*)"$/.exec(whole)?.[1];
    if (quoted !== undefined && !/(?<!")"(?!")/.test(quoted))
      piece.lines = quoted.replaceAll('""', '"').split('\n');
  }
  return pieces;
}

/** Words that name a part of a roadmap, not what a row of it yields. */
const partWord =
  /^(подготов|формирован|организац|завершен|завершающ|отбор|обучен|информац|мониторинг|реализац|этап|внедрен|работа|анализ|планирован|нормативн|методическ|кадров|оценк|итог|сопровожд|создан|взаимодейств|контрол|диагност|аналитич|основн)/;

/** A line without a tab after a full row: a heading across the table, or one more paragraph of the last cell. */
function beginsPart(
  text: string,
  open: OpenRow,
  columns: readonly Column[],
  next: string | undefined,
): boolean {
  const line = text.trim();
  if (!/^[\p{Lu}\dIVX«"]/u.test(line) || next === undefined) return false;
  if (isHeadingLine(line) || /^(?:раздел|этап|блок|модуль)\s/iu.test(line)) return true;
  if (/^\d{1,2}(?:\.\d{1,2})*[.)]?\s+\p{Lu}/u.test(line)) return true;
  const last = open.lines.at(-1)?.text.split('\t').at(-1) ?? '';
  if (/[,:–—(-]\s*$/.test(last) || isDangling(normWord(last.trim().split(/\s+/).at(-1) ?? ''))) return false;
  const letters = line.replaceAll(/[^\p{L}]/gu, '');
  if (letters.length > 5 && letters === letters.toUpperCase()) return true;
  if (!next.includes('\t')) return false;
  const role = columns.at(-1)?.role;
  const words = splitWords([line], 0, 1);
  if (role === 'responsible')
    return words.length > 1 && (partWord.test(words[0]?.norm ?? '') || shareOfResponsible(words) < 0.6);
  return words.length > 1 && partWord.test(words[0]?.norm ?? '');
}
