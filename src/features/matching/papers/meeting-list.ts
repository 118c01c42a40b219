import { plural } from '#src/lib/russian/plural.ts';
import { paragraph, type PaperDocument, type TableCell, type TableRow } from '#src/platform/render/model.ts';
import { formTitle } from '#src/features/programmes/rules/forms.ts';
import type { Invited, MeetingSection } from '#src/features/matching/rules/meeting.ts';

export interface MeetingFacts {
  readonly schoolName: string;
  readonly sections: readonly MeetingSection[];
}

const COLUMNS = [
  { heading: '№', width: 1 },
  { heading: 'Фамилия, имя, отчество', width: 6 },
  { heading: 'Класс или должность', width: 4 },
  { heading: 'Был(а)', width: 2 },
  { heading: 'С кем хотелось бы работать', width: 6 },
];
/** Millimetres of a row: a name is written into it by hand. */
const ROW = 9;

export const NO_FORM = 'Форма не определена';

/** «Ученик – ученик: 3 наставника, 5 наставляемых». */
export function sectionTitle({ form, mentors, mentees }: MeetingSection): string {
  const counts = [
    plural(mentors.length, 'наставник', 'наставника', 'наставников'),
    plural(mentees.length, 'наставляемый', 'наставляемых', 'наставляемых'),
  ].join(', ');
  return `${form === null ? NO_FORM : formTitle(form)}: ${counts}`;
}

function rowsOf(people: readonly Invited[], title: string): TableRow[] {
  if (people.length === 0) return [];
  return [
    { kind: 'section', text: title },
    ...people.map(({ name, where }, index): TableRow => {
      const number: TableCell = { content: String(index + 1), align: 'center' };
      return {
        kind: 'row',
        minHeight: ROW,
        cells: [number, { content: name }, { content: where }, { content: '' }, { content: '' }],
      };
    }),
  ];
}

/**
 * The list of the group meeting for a table at the door: who is asked to come, room for a mark of presence and for the names that
 * everybody would like to work with. Names, classes and posts alone: it lies open.
 */
export function meetingListPaper({ schoolName, sections }: MeetingFacts): PaperDocument {
  const title = 'Групповая встреча наставников и наставляемых: список участников';
  return {
    title,
    orientation: 'landscape',
    language: 'ru',
    blocks: [
      { kind: 'heading', level: 1, text: title },
      paragraph(schoolName, { align: 'center' }),
      paragraph('Дата и место: ______________________________________________'),
      ...sections.flatMap((section): PaperDocument['blocks'] => [
        { kind: 'heading', level: 2, text: sectionTitle(section) },
        {
          kind: 'table',
          size: 'small',
          columns: COLUMNS.map(({ width }) => ({ width })),
          head: [
            {
              cells: COLUMNS.map(({ heading }): TableCell => ({
                content: heading,
                align: 'center',
                bold: true,
              })),
            },
          ],
          body: [...rowsOf(section.mentors, 'Наставники'), ...rowsOf(section.mentees, 'Наставляемые')],
        },
      ]),
      { kind: 'spacer', lines: 1 },
      paragraph('Провёл(а) встречу ____________________        «____» ______________ 20____ г.'),
    ],
  };
}
