import type { IPropertiesOptions } from 'docx';

import type { DocxSizes } from '#src/platform/render/docx-sheet.ts';
import { fontSize } from '#src/platform/render/model.ts';

/**
 * Body text of business papers. Every Word has it and LibreOffice has its metric twin (Liberation Serif), so that lines
 * and pages end where we saw them end; PT Serif, which the PDF is set in, is wider and on few computers.
 */
const font = 'Times New Roman';
/** Word counts type in half points, whole ones. */
const halfPoints = (points: number) => Math.round(points * 2);

/** Styles by their usual names, so that a person can change all headings or all table text at once. */
export function stylesOf({ body, heading: sizes, after }: DocxSizes): IPropertiesOptions['styles'] {
  const heading = (level: 1 | 2 | 3) => ({
    run: { font, size: halfPoints(sizes[level]), bold: true, color: '000000' },
    paragraph: {
      spacing: { before: 240, after: 160 },
      keepNext: true,
      keepLines: true,
      // Word's list of headings goes by the level, not by the name.
      outlineLevel: level - 1,
    },
  });
  const tableText = (id: string, name: string, size: number) => ({
    id,
    name,
    basedOn: 'Normal',
    run: { size: halfPoints(size) },
    paragraph: { spacing: { before: 0, after: 0 } },
  });
  return {
    default: {
      document: {
        run: { font, size: halfPoints(body), language: { value: 'ru-RU' } },
        paragraph: { spacing: { after: Math.round(after) } },
      },
      heading1: heading(1),
      heading2: heading(2),
      heading3: heading(3),
    },
    paragraphStyles: [
      tableText('TableText', 'Table Text', fontSize.tableNormal),
      tableText('TableTextSmall', 'Table Text Small', fontSize.tableSmall),
    ],
  };
}

/** The borders of tables, which the library cannot describe as a style. */
export const tableStyles = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="39"/><w:tblPr><w:tblBorders>${[
  'top',
  'left',
  'bottom',
  'right',
  'insideH',
  'insideV',
]
  .map((side) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="404040"/>`)
  .join('')}</w:tblBorders></w:tblPr></w:style></w:styles>`;
