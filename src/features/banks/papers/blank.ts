import { paragraph, type Block, type PaperDocument } from '#src/platform/render/model.ts';
import type { Side } from '#src/features/programmes/rules/sides.ts';
import type { Item } from '#src/features/surveys/rules/model.ts';
import { codeHeader } from '#src/features/surveys/papers/code-header.ts';
import { entryTitles } from '#src/features/banks/labels.ts';
import { blankItems } from '#src/features/banks/rules/blanks.ts';

/** One paper form: for somebody (their name and the code by which it is typed in), or for whoever takes it. */
export interface Blank {
  readonly name: string;
  /** «7А», or empty. */
  readonly className: string;
  /** Null: a form without a name, entered by choosing the person. */
  readonly code: string | null;
  /** What is known already, by item; null: nothing, lines to write on. */
  readonly filled: Readonly<Record<string, string>> | null;
}

/** Forms for a pen, each on a page of its own; or what somebody has entered, to be read and signed. */
export function entryBlanks(side: Side, schoolName: string, blanks: readonly Blank[]): PaperDocument {
  const [only] = blanks;
  const isOne = blanks.length === 1 && only !== undefined && only.name !== '';
  return {
    title: isOne ? `${entryTitles[side]}: ${only.name}` : entryTitles[side],
    orientation: 'portrait',
    language: 'ru',
    blocks: blanks.flatMap((blank, index): Block[] => [
      ...(index === 0 ? [] : [{ kind: 'pageBreak' } as const]),
      ...page(side, schoolName, blank),
    ]),
  };
}

function page(side: Side, schoolName: string, blank: Blank): Block[] {
  const { name, className, code, filled } = blank;
  const who = [name, className].filter((part) => part !== '').join(', ');
  return [
    ...(code === null ? [] : [codeHeader(who, code)]),
    { kind: 'heading', level: 1, text: entryTitles[side] },
    paragraph(schoolName, { align: 'center' }),
    ...(code === null
      ? [
          paragraph(`Фамилия, имя, отчество: ${name === '' ? LINE : who}`),
          ...(name === '' ? [paragraph(`Класс или должность: ${LINE}`)] : []),
        ]
      : []),
    ...(filled === null ? [paragraph('Впишите ответы; где есть номера, обведите подходящие.')] : []),
    ...blankItems[side].flatMap((item, place) => itemBlocks(item, place + 1, filled)),
    { kind: 'spacer', lines: 0.5 },
    paragraph('Подпись ____________________        «____» ______________ 20____ г.'),
  ];
}

const LINE = '_'.repeat(45);
/** A line to write on, with room for a hand above it. */
const writingLine: readonly Block[] = [{ kind: 'spacer', lines: 0.5 }, paragraph('_'.repeat(98))];

function itemBlocks(item: Item, number: number, filled: Blank['filled']): Block[] {
  const hint = item.hint === undefined ? '' : ` (${item.hint})`;
  const question: Block = {
    kind: 'paragraph',
    runs: [{ text: `${number}. ${item.text}`, bold: true }, { text: hint }],
    keepWithNext: true,
  };
  if (filled !== null) return [question, paragraph(filled[item.id] || '—')];
  switch (item.kind) {
    case 'many':
    case 'single':
      return [question, optionTable(item)];
    case 'number':
      return [
        {
          kind: 'paragraph',
          runs: [{ text: `${number}. ${item.text}: `, bold: true }, { text: '__________' }],
        },
      ];
    case 'short':
      return [question, ...writingLine];
    default:
      return [question, ...writingLine, ...writingLine];
  }
}

/** Options with their numbers, three beside each other: a week of days and times takes seven lines. */
function optionTable(item: Item): Block {
  const options = (item.options ?? []).map(({ text }, index) => `${index + 1} ${text}`);
  const rows = Math.ceil(options.length / COLUMNS);
  return {
    kind: 'table',
    size: 'small',
    columns: Array.from({ length: COLUMNS }, () => ({ width: 1 })),
    head: [],
    body: Array.from({ length: rows }, (_, row) => ({
      kind: 'row' as const,
      cells: Array.from({ length: COLUMNS }, (__, column) => ({
        content: options[row * COLUMNS + column] ?? '',
      })),
    })),
  };
}
const COLUMNS = 3;
