import { shortDay } from '#src/lib/russian/short-day.ts';
import type { Sheet } from '#src/platform/render/sheets.ts';
import { directionLabels, paperStateLabels } from '#src/features/documents/labels.ts';
import { findPaperKind } from '#src/features/documents/rules/kinds.ts';
import type { Paper } from '#src/features/documents/rules.ts';

/** The register as one sheet, a paper a row. */
export function registerSheet(papers: readonly Paper[]): Sheet {
  return {
    name: 'Документы',
    title: ['Реестр документов'],
    columns: [
      { heading: 'Дата', width: 12 },
      { heading: 'Номер', width: 14 },
      { heading: 'Вид', width: 30 },
      { heading: 'Заголовок', width: 60 },
      { heading: 'Направление', width: 14 },
      { heading: 'Кем издан', width: 24 },
      { heading: 'Состояние', width: 16 },
      { heading: 'Файл', width: 24 },
      { heading: 'Примечание', width: 30 },
    ],
    rows: papers.map((paper) => ({
      kind: 'row',
      cells: [
        paper.issuedOn === null ? '' : shortDay(paper.issuedOn),
        paper.number,
        findPaperKind(paper.kind)?.title ?? paper.kind,
        paper.title,
        directionLabels[paper.direction],
        paper.issuer,
        paper.stateReason === ''
          ? paperStateLabels[paper.state]
          : `${paperStateLabels[paper.state]}: ${paper.stateReason}`,
        paper.fileName ?? '',
        paper.note,
      ],
    })),
  };
}
