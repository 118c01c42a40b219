import type { Vocabulary } from '#src/features/roadmap/rules/reading/layouts/join.ts';
import { joinWords } from '#src/features/roadmap/rules/reading/layouts/join.ts';
import { chainNumbers, findNumberedLines } from '#src/features/roadmap/rules/reading/layouts/numbers.ts';
import type {
  Column,
  RawCell,
  RawRow,
  RawTable,
  Role,
} from '#src/features/roadmap/rules/reading/layouts/raw.ts';
import { splitWords } from '#src/features/roadmap/rules/reading/lexicon/words.ts';

const labels: readonly { role: Role; pattern: string }[] = [
  {
    role: 'deadline',
    pattern: '(?:Срок|Сроки|Дата|Даты|Период)(?:\\s+(?:исполнения|реализации|проведения|выполнения))?',
  },
  {
    role: 'responsible',
    pattern: '(?:Ответственн(?:ый|ые|ая|ое)(?:\\s+(?:исполнител[ьи]|лиц[оа]))?|Исполнител[ьи]|Отв\\.|Отв)',
  },
  {
    role: 'result',
    pattern:
      '(?:(?:Ожидаемый\\s+|Планируемый\\s+)?Результаты?|Документ|Форма\\s+отч[её]т(?:а|ности)|Итог|Вид\\s+документа)',
  },
];

const anyLabel = new RegExp(
  `(?:^|(?<=[\\s.;,(]))(?:${labels.map(({ pattern }) => pattern).join('|')})\\s*[:–—]\\s*`,
  'giu',
);

/**
 * A list whose items say their cells by name: «1. Провести совещание. Срок: до 10 сентября. Ответственный: директор».
 * Null when fewer than two items name a deadline or a responsible person.
 */
export function readLabelled(lines: readonly string[], vocabulary: Vocabulary): RawTable | null {
  const labelled = lines.filter((line) => roleOfLabel(line) !== null).length;
  if (labelled < 3) return null;
  const numbers = chainNumbers(findNumberedLines(lines, 0));
  const [first] = numbers;
  if (first === undefined || numbers.length < 2) return null;
  const columns: Column[] = [
    { role: 'number', header: '' },
    { role: 'title', header: '' },
    { role: 'deadline', header: 'Срок' },
    { role: 'responsible', header: 'Ответственный' },
    { role: 'result', header: 'Результат' },
  ];
  const rows = numbers.map((number, index): RawRow => {
    const end = numbers[index + 1]?.line ?? lines.length;
    const own = lines.slice(number.line, end).map((line, at) => (at === 0 ? number.rest : line));
    return readItem(own, number.text, number.line, columns, vocabulary);
  });
  const named = rows.filter((row) => row.cells[2] !== null || row.cells[3] !== null).length;
  if (named < 2 || named < rows.length / 2) return null;
  return { columns: dropEmpty(columns), rows, layout: 'labelled', headEnd: first.line, doubts: [] };

  function dropEmpty(all: Column[]): Column[] {
    // A label that no item uses is no column: its absence in a row is then nothing to ask about.
    return all.map((column, at) =>
      at >= 2 && rows.every((row) => row.cells[at] === null) ? { role: 'note', header: '' } : column,
    );
  }
}

function roleOfLabel(text: string): Role | null {
  const [match] = text.matchAll(anyLabel);
  if (match === undefined) return null;
  const word = match[0].trim();
  return labels.find(({ pattern }) => new RegExp(`^(?:${pattern})\\s*[:–—]`, 'iu').test(word))?.role ?? null;
}

function readItem(
  lines: readonly string[],
  number: string,
  line: number,
  columns: readonly Column[],
  vocabulary: Vocabulary,
): RawRow {
  const texts = new Map<Role, { lines: string[]; from: number; to: number }>();
  let role: Role = 'title';
  const add = (text: string, at: number): void => {
    if (text.trim() === '') return;
    const known = texts.get(role);
    if (known === undefined) texts.set(role, { lines: [text], from: at, to: at });
    else {
      known.lines.push(text);
      known.to = at;
    }
  };
  lines.forEach((text, index) => {
    let from = 0;
    for (const match of text.matchAll(anyLabel)) {
      add(text.slice(from, match.index).replace(/[;,(]\s*$/, ''), line + index);
      role = roleOfLabel(match[0]) ?? role;
      from = match.index + match[0].length;
    }
    add(text.slice(from), line + index);
  });
  const cells = columns.map((column): RawCell | null => {
    if (column.role === 'number')
      return { text: number, place: { line: line + 1 }, lineFrom: line, lineTo: line };
    const part = texts.get(column.role);
    if (part === undefined) return null;
    const whole = joinWords(splitWords(part.lines, 0, part.lines.length), vocabulary);
    const text =
      column.role === 'deadline' || column.role === 'responsible'
        ? whole.replace(/(?<!г|гг|\p{Lu})[.;)]$/u, '')
        : whole;
    return { text, place: { line: part.from + 1 }, lineFrom: part.from, lineTo: part.to };
  });
  return {
    heading: null,
    cells,
    place: { line: line + 1 },
    lineFrom: line,
    lineTo: Math.max(line, ...[...texts.values()].map((part) => part.to)),
    doubts: [],
  };
}
