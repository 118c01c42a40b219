import { dayInWords } from '#src/lib/russian/date-words.ts';
import { shortDay } from '#src/lib/russian/short-day.ts';
import { paragraph } from '#src/platform/render/model.ts';
import type { Block, PaperDocument, TableRow } from '#src/platform/render/model.ts';
import { formatSchoolYear } from '#src/features/orgs/rules/school-year.ts';
import type { Folder, FolderItem, FolderLine } from '#src/features/roadmap/rules/folder/model.ts';
import type { Piece, Place } from '#src/features/roadmap/rules/folder/pieces.ts';

/** What stands before the papers of a folder. */
export interface FolderFront {
  readonly organization: string;
  readonly schoolYear: number;
  /** Title of the one roadmap; null: all of the year. */
  readonly programme: string | null;
  /** ISO day on which it was made. */
  readonly madeOn: string;
  readonly folder: Folder;
  /** Where each file has ended up; pages count from the first of the papers. */
  readonly places: readonly { readonly piece: Piece; readonly place: Place }[];
  /** Pages before the papers. */
  readonly frontPages: number;
}

export const folderTitle = (schoolYear: number): string =>
  `Папка для проверки ${formatSchoolYear(schoolYear).replace('/', '-')}`;

const APART: Readonly<Record<Extract<Place, { kind: 'apart' }>['why'], string>> = {
  kind: 'приложен отдельным файлом',
  encrypted: 'под паролем, приложен отдельным файлом',
  broken: 'не читается, приложен отдельным файлом',
  full: 'не поместился в PDF, приложен отдельным файлом',
};

/** The title page, the contents with pages, and what is missing with those who owe it. */
export function folderDocument(front: FolderFront): PaperDocument {
  const { folder } = front;
  return {
    title: folderTitle(front.schoolYear),
    orientation: 'portrait',
    language: 'ru',
    blocks: [...titlePage(front), { kind: 'pageBreak' }, ...contents(front), ...missing(folder)],
  };
}

function titlePage({ organization, schoolYear, programme, madeOn, folder }: FolderFront): Block[] {
  const { required, present, missing: lacking, notDue } = folder.counts;
  const center = { align: 'center' } as const;
  return [
    paragraph(organization, center),
    { kind: 'spacer', lines: 12 },
    { kind: 'heading', level: 1, text: 'ПАПКА ДЛЯ ПРОВЕРКИ' },
    paragraph('Документы по наставничеству', center),
    paragraph(`${formatSchoolYear(schoolYear)} учебный год`, center),
    ...(programme === null ? [] : [paragraph(programme, center)]),
    { kind: 'spacer', lines: 3 },
    paragraph(
      `Есть ${present} из ${required}. Не хватает: ${lacking}. Срок ещё не наступил: ${notDue}.`,
      center,
    ),
    ...(folder.counts.withoutFile === 0
      ? []
      : [paragraph(`Документов без скана: ${folder.counts.withoutFile}.`, center)]),
    paragraph(`Составлено ${dayInWords(madeOn, { style: 'short' })}`, center),
    { kind: 'spacer', lines: 3 },
    paragraph(
      'Согласия и другие бумаги с персональными данными хранятся отдельно и в папку не входят. Страницы в содержании – страницы этого файла.',
      center,
    ),
  ];
}

function contents(front: FolderFront): Block[] {
  const placesByNumber = Map.groupBy(front.places, ({ piece }) => piece.number);
  const body: TableRow[] = front.folder.sections.flatMap((section): TableRow[] => [
    { kind: 'section', text: `${section.number}. ${section.title}` },
    ...section.lines.flatMap((line): TableRow[] => [
      ...(line.activityId === null ? [] : [row(line.number, lineWords(line), '', true)]),
      ...line.items.map((item) =>
        row(
          numberWords(line, item),
          `${item.words}${item.mark === '' ? '' : ` (${item.mark})`}`,
          item.isRepeated
            ? `см. ${item.number}`
            : pagesOf(item, placesByNumber.get(item.number) ?? [], front),
        ),
      ),
    ]),
  ]);
  return [
    { kind: 'heading', level: 2, text: 'Содержание' },
    {
      kind: 'table',
      size: 'small',
      columns: [{ width: 11 }, { width: 65 }, { width: 24 }],
      head: [
        {
          cells: ['№', 'Документ', 'Страница'].map((content) => ({ content, bold: true, align: 'center' })),
        },
      ],
      body,
    },
  ];
}

function row(number: string, words: string, page: string, bold = false): TableRow {
  return { kind: 'row', cells: [number, words, page].map((content) => ({ content, bold })) };
}

/** The only thing of a line has the number of the line, which stands right above. */
function numberWords(line: FolderLine, item: FolderItem): string {
  const isAbove = line.activityId !== null && item.number === line.number;
  return item.isRepeated || isAbove ? '' : item.number;
}

function lineWords(line: FolderLine): string {
  const state =
    line.state === 'missing'
      ? `не хватает: ${line.required === '' ? 'подтверждение' : line.required}`
      : line.state === 'not_due'
        ? 'срок ещё не наступил'
        : '';
  return [line.title, state, line.remark].filter((words) => words !== '').join(' – ');
}

function pagesOf(item: FolderItem, places: FolderFront['places'], { frontPages }: FolderFront): string {
  if (places.length === 0) {
    if (item.kind === 'link') return 'ссылка';
    return item.kind === 'note' ? 'запись' : 'нет';
  }
  return places.map(({ place }) => placeWords(place, frontPages)).join('; ');
}

function placeWords(place: Place, frontPages: number): string {
  if (place.kind === 'lost') return 'файл утрачен';
  if (place.kind === 'apart') return APART[place.why];
  const first = frontPages + place.page;
  return place.count === 1 ? String(first) : `${first}–${first + place.count - 1}`;
}

function missing({ sections }: Folder): Block[] {
  const lines = sections.flatMap((section) => section.lines).filter(({ state }) => state === 'missing');
  const heading: Block = { kind: 'heading', level: 2, text: 'Чего не хватает' };
  if (lines.length === 0) return [heading, paragraph('Все бумаги, которым пришёл срок, на месте.')];
  return [
    { kind: 'pageBreak' },
    heading,
    {
      kind: 'table',
      size: 'small',
      columns: [{ width: 9 }, { width: 45 }, { width: 28 }, { width: 18 }],
      head: [
        {
          cells: ['№', 'Что требуется', 'Кто должен', 'Срок'].map((content) => ({
            content,
            bold: true,
            align: 'center',
          })),
        },
      ],
      body: lines.map((line) => ({
        kind: 'row',
        cells: [
          line.number,
          [line.title, line.required, line.remark].filter((words) => words !== '').join(' – '),
          line.responsibles.length === 0 ? 'ответственный не назначен' : line.responsibles.join(', '),
          dueWords(line),
        ].map((content) => ({ content })),
      })),
    },
  ];
}

function dueWords({ dueOn, deadlineText, isOverdue }: FolderLine): string {
  const day = dueOn === null ? deadlineText : shortDay(dueOn);
  return isOverdue ? `${day}\nпросрочено` : day;
}
