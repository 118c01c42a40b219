import { dayInWords } from '#src/lib/russian/date-words.ts';
import { paragraph } from '#src/platform/render/model.ts';
import type { Block, CellBlock, PaperDocument, TableRow } from '#src/platform/render/model.ts';
import { rowCell } from '#src/features/roadmap/papers/cells.ts';
import { roadmapLayouts } from '#src/features/roadmap/papers/layouts.ts';
import type { LayoutField, RoadmapLayout } from '#src/features/roadmap/papers/layouts.ts';
import { emptyRoadmap } from '#src/features/roadmap/papers/roadmap-document.ts';
import { isHeadingRow, sectionLine } from '#src/features/roadmap/papers/view.ts';
import type {
  PaperOutcome,
  PaperRow,
  PaperSection,
  RoadmapPaperView,
} from '#src/features/roadmap/papers/view.ts';

/** The days that a report speaks of, ISO, both included. */
export interface ReportPeriod {
  readonly from: string;
  readonly to: string;
}

export const outcomeLabels: Readonly<Record<PaperOutcome, string>> = {
  done: 'Выполнено',
  partly: 'Выполнено частично',
  not_done: 'Не выполнено',
  in_progress: 'Выполняется',
  planned: 'Запланировано',
  moved: 'Перенесено',
};
const unmarked = 'Отметки нет';

export interface ReportColumn {
  readonly field: LayoutField | 'outcome' | 'fact' | 'documents' | 'comment';
  readonly heading: string;
  /** Hundredths of the table's width. */
  readonly width: number;
}

const OWN_COLUMNS: readonly ReportColumn[] = [
  { field: 'number', heading: '№', width: 6 },
  { field: 'activity', heading: 'Мероприятие', width: 29 },
  { field: 'deadline', heading: 'Срок', width: 12 },
];
const MARKS: readonly ReportColumn[] = [
  { field: 'outcome', heading: 'Отметка о выполнении', width: 11 },
  { field: 'fact', heading: 'Факт', width: 13 },
  { field: 'documents', heading: 'Документ', width: 12 },
  { field: 'comment', heading: 'Комментарий', width: 10 },
];

/** «10.12.» stays on one line. */
const NUMBER_WIDTH = 5;

/**
 * Columns of the report: those of the school's own table, then the marks. Without a layout, and for a table of
 * stages (whose line is no row that could be marked), number, activity and deadline stand before the marks.
 */
export function reportColumns(layout: RoadmapLayout | null): readonly ReportColumn[] {
  const definition = layout === null ? null : roadmapLayouts[layout];
  const own = definition === null || definition.line === 'stage' ? OWN_COLUMNS : definition.columns;
  const free = 100 - NUMBER_WIDTH - MARKS.reduce((sum, column) => sum + column.width, 0);
  const texts = own.filter((column) => column.field !== 'number');
  const taken = texts.reduce((sum, column) => sum + column.width, 0);
  const narrowed = own.map((column) => ({
    ...column,
    width: column.field === 'number' ? NUMBER_WIDTH : (column.width * free) / taken,
  }));
  return [...narrowed, ...MARKS];
}

/** What a column of the report says of a row. */
export function reportCell(field: ReportColumn['field'], row: PaperRow): readonly CellBlock[] {
  switch (field) {
    case 'outcome':
      return [paragraph(outcomeOf(row))];
    case 'fact':
      return [paragraph(row.fact ?? '')];
    case 'documents':
      return (row.documents ?? []).map((text) => paragraph(text));
    case 'comment':
      return [paragraph(row.comment ?? '')];
    default:
      return rowCell(field, row);
  }
}

export interface SummaryLine {
  readonly label: string;
  readonly count: number;
  /** Share of all activities of the report, 0 to 1; `null` when there are none. */
  readonly share: number | null;
}

/** What the figures of the summary mean; printed beside them. */
export const summaryDefinition =
  'Мероприятие – строка дорожной карты; строки-заголовки без срока, ответственного и результата не считаются. ' +
  '«Выполнено» – ответственный подтвердил, что сделаны все части мероприятия; «выполнено частично» – сделаны не все; ' +
  '«перенесено» – назначен новый срок с причиной. Доля – от всех мероприятий отчёта.';

/** Activities by outcome, the whole first; rows without a mark are named only when there are some. */
export function summarize(view: Pick<RoadmapPaperView, 'sections'>): readonly SummaryLine[] {
  const rows = view.sections.flatMap((section) => section.rows).filter((row) => !isHeadingRow(row));
  const line = (label: string, count: number): SummaryLine => ({
    label,
    count,
    share: rows.length === 0 ? null : count / rows.length,
  });
  const missing = rows.filter((row) => row.outcome === undefined).length;
  return [
    line('Всего мероприятий', rows.length),
    ...(Object.keys(outcomeLabels) as PaperOutcome[]).map((outcome) =>
      line(outcomeLabels[outcome], rows.filter((row) => row.outcome === outcome).length),
    ),
    ...(missing > 0 ? [line(unmarked, missing)] : []),
  ];
}

/** The words of the outcome cell of a row: nothing for a heading. */
export function outcomeOf(row: PaperRow): string {
  if (isHeadingRow(row)) return '';
  return row.outcome === undefined ? unmarked : outcomeLabels[row.outcome];
}

/** «за период с 1 сентября 2022 г. по 31 мая 2023 г.» */
export function periodInWords({ from, to }: ReportPeriod): string {
  return `за период с ${dayInWords(from, { style: 'short' })} по ${dayInWords(to, { style: 'short' })}`;
}

/**
 * The report on a roadmap: what was asked for, what was done, by which document, and the totals with their meaning.
 * The caller gives the rows that belong to the period; they are printed as given, in the columns of `layout` and the
 * marks beside them. Throws `RangeError` when a day of the period is not an ISO date.
 */
export function reportDocument(
  view: RoadmapPaperView,
  period: ReportPeriod,
  layout: RoadmapLayout | null = null,
): PaperDocument {
  const columns = reportColumns(layout);
  const title = `Отчёт о реализации дорожной карты ${periodInWords(period)}`;
  const blocks: readonly Block[] = [
    ...(view.organizationFull.trim() === ''
      ? []
      : [paragraph(view.organizationFull, { align: 'center', keepWithNext: true })]),
    { kind: 'heading', level: 1, text: `Отчёт о реализации дорожной карты\n${periodInWords(period)}` },
    paragraph(`Дорожная карта: ${view.title}`, { align: 'center' }),
    {
      kind: 'table',
      size: 'small',
      columns,
      head: [{ cells: columns.map(({ heading }) => ({ content: heading, bold: true, align: 'center' })) }],
      body: bodyOf(view.sections, columns),
    },
    { kind: 'heading', level: 2, text: 'Итоги', align: 'left' },
    summaryTable(view),
    paragraph(summaryDefinition, { align: 'justify' }),
    {
      kind: 'signatures',
      items: [{ post: 'Ответственный за реализацию дорожной карты', name: null }],
    },
  ];
  return { title, orientation: 'landscape', language: 'ru', blocks };
}

function bodyOf(sections: readonly PaperSection[], columns: readonly ReportColumn[]): readonly TableRow[] {
  const rows = sections.flatMap((section): TableRow[] => {
    const line = sectionLine(section);
    return [
      ...(line === null ? [] : [{ kind: 'section', text: line } as const]),
      ...section.rows.map((row) => rowOf(row, columns)),
    ];
  });
  if (rows.length > 0) return rows;
  return [{ kind: 'row', cells: [{ content: emptyRoadmap, colSpan: columns.length, align: 'center' }] }];
}

function rowOf(row: PaperRow, columns: readonly ReportColumn[]): TableRow {
  return { kind: 'row', cells: columns.map(({ field }) => ({ content: reportCell(field, row) })) };
}

function summaryTable(view: RoadmapPaperView): Block {
  const share = new Intl.NumberFormat('ru-RU', { style: 'percent', maximumFractionDigits: 1 });
  return {
    kind: 'table',
    size: 'small',
    columns: [{ width: 60 }, { width: 20 }, { width: 20 }],
    head: [
      {
        cells: ['Отметка', 'Мероприятий', 'Доля'].map((content) => ({
          content,
          bold: true,
          align: 'center',
        })),
      },
    ],
    body: summarize(view).map((line) => ({
      kind: 'row',
      cells: [
        { content: line.label },
        { content: String(line.count), align: 'center' },
        { content: line.share === null ? '–' : share.format(line.share), align: 'center' },
      ],
    })),
  };
}
