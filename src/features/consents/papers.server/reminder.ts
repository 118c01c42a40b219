import { shortDay } from '#src/lib/russian/short-day.ts';
import { paragraph, type Block, type PaperDocument } from '#src/platform/render/model.ts';
import type { Organization } from '#src/features/orgs/rules/organization.ts';
import { purposeLabels } from '#src/features/consents/labels.ts';
import type { Purpose } from '#src/features/consents/rules/purposes.ts';

export interface RemindedClass {
  readonly label: string;
  readonly teacher: string;
  readonly pupils: readonly {
    readonly name: string;
    /** «нет», «истекает 12.12.2026». */
    readonly state: string;
    /** Whose signature is wanted. */
    readonly signature: string;
  }[];
}

/** For class teachers, a sheet a class: whose paper is wanted, whose ends, and who has to sign. Names and nothing more. */
export function classReminders(
  organization: Organization,
  facts: { purpose: Purpose; classes: readonly RemindedClass[]; today: string },
): PaperDocument {
  const [only] = facts.classes;
  const title =
    facts.classes.length === 1 && only !== undefined ? `Согласия ${only.label}` : 'Согласия по классам';
  return {
    title,
    orientation: 'portrait',
    language: 'ru',
    blocks: facts.classes.flatMap((one, index): Block[] => {
      const sheet = classSheet(organization, facts.purpose, facts.today, one);
      return index === 0 ? sheet : [{ kind: 'pageBreak' }, ...sheet];
    }),
  };
}

function classSheet(
  organization: Organization,
  purpose: Purpose,
  today: string,
  { label, teacher, pupils }: RemindedClass,
): Block[] {
  return [
    paragraph(organization.shortName, { align: 'right' }),
    { kind: 'heading', level: 1, text: `Согласия учеников ${label} класса` },
    paragraph(`Классный руководитель: ${teacher === '' ? '_'.repeat(36) : teacher}`),
    paragraph(`Согласие: ${purposeLabels[purpose]}. На ${shortDay(today)}.`),
    { kind: 'spacer', lines: 1 },
    {
      kind: 'table',
      columns: [{ width: 1 }, { width: 7 }, { width: 4 }, { width: 5 }, { width: 2 }],
      head: [
        {
          cells: ['№', 'Ученик', 'Согласие', 'Кто подписывает', 'Сдано'].map((content) => ({
            content,
            align: 'center' as const,
            bold: true,
          })),
        },
      ],
      body: pupils.map((pupil, index) => ({
        kind: 'row' as const,
        cells: [
          { content: String(index + 1), align: 'center' as const },
          { content: pupil.name },
          { content: pupil.state },
          { content: pupil.signature },
          { content: '' },
        ],
      })),
    },
    { kind: 'spacer', lines: 1 },
    paragraph(
      'Согласие дают добровольно: отказ не влияет на учёбу, уговаривать не нужно. Кто отозвал согласие, в списке не стоит. Чистые бланки и приём подписанных — у куратора программы наставничества.',
    ),
    paragraph(`Вернуть подписанные до ${'_'.repeat(16)}`),
    paragraph('После сбора лист не выбрасывают, а отдают куратору: в нём имена детей.'),
  ];
}
