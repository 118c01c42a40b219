import { withPages, type FoundTable, type TextLine } from '#src/lib/tables/text/lines.ts';
import { toTable } from '#src/lib/tables/text/csv.ts';

/** Fewer lines could share a gap by chance. */
const fewestLines = 3;
const narrowestGap = 2;
const mostLines = 400;

/**
 * Lines set in columns with spaces: the same two or more character columns are blank in all of them, with words on
 * both sides. Justified prose has wide gaps too, but never one under another. A line whose first column is blank
 * continues the row above.
 */
export function readAligned(lines: readonly TextLine[], at: number, number: number): FoundTable | undefined {
  const block: TextLine[] = [];
  for (let index = at; index < lines.length && block.length < mostLines; index += 1) {
    const line = lines[index];
    if (line === undefined || line.text.trim() === '' || line.text.includes('\t')) break;
    block.push(line);
  }
  if (block.length < fewestLines || !/\S {2,}\S/.test(block[0]?.text ?? '')) return undefined;
  const starts = findColumns(block);
  if (starts.length < 2) return undefined;
  const records: { fields: string[]; line: number }[] = [];
  for (const line of block) {
    const fields = starts.map((start, index) => line.text.slice(start, starts[index + 1]).trim());
    const above = records.at(-1);
    if (fields[0] === '' && above !== undefined) {
      fields.forEach((field, column) => {
        if (field !== '') above.fields[column] = [above.fields[column] ?? '', field].join(' ').trim();
      });
    } else {
      records.push({ fields, line: line.line });
    }
  }
  if (records.length < 2) return undefined;
  return { table: withPages(toTable(records, number), lines), end: at + block.length };
}

/** Where each column begins, from the character columns that are blank in every line. */
function findColumns(block: readonly TextLine[]): number[] {
  const width = block.reduce((most, line) => Math.max(most, line.text.length), 0);
  const used = Array.from({ length: width }, () => 0);
  for (const line of block) {
    for (let column = 0; column < line.text.length; column += 1) {
      if (line.text[column] !== ' ') used[column] = (used[column] ?? 0) + 1;
    }
  }
  const first = used.findIndex((count) => count > 0);
  const starts = [first];
  let blank = 0;
  for (let column = first; column < width; column += 1) {
    if ((used[column] ?? 0) === 0) {
      blank += 1;
      continue;
    }
    if (blank >= narrowestGap) starts.push(column);
    blank = 0;
  }
  // A column that holds words in one line only is an accident of that line's length.
  const backed = starts.every((start, index) => {
    const filled = block.filter((line) => line.text.slice(start, starts[index + 1]).trim() !== '').length;
    return filled >= 2;
  });
  return backed ? starts : [];
}
