import { renderDocx } from '#src/platform/render/docx.ts';
import type { PaperDocument } from '#src/platform/render/model.ts';
import { renderPdf } from '#src/platform/render/pdf.ts';

export type PrintFormat = 'pdf' | 'docx';

export interface Printed {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** A paper as a file with its name and media type. */
export async function renderPaper(paper: PaperDocument, format: PrintFormat): Promise<Printed> {
  return format === 'pdf'
    ? { name: `${paper.title}.pdf`, type: 'application/pdf', bytes: await renderPdf(paper) }
    : {
        name: `${paper.title}.docx`,
        type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
        bytes: await renderDocx(paper),
      };
}
