import { renderDocxAside } from '#src/platform/render/docx-zip.ts';
import { renderDocx } from '#src/platform/render/docx.ts';
import { MEDIA_TYPES } from '#src/platform/render/media-types.ts';
import type { PaperDocument } from '#src/platform/render/model.ts';
import { renderPdf } from '#src/platform/render/pdf.ts';

export type PrintFormat = 'pdf' | 'docx';

/** A file to download: what it is called, its media type, its bytes. */
export interface Printed {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** So many rows of tables take long enough to be written in a thread of their own. */
const manyRows = 100;

function isLarge({ blocks }: PaperDocument): boolean {
  return (
    blocks.reduce((rows, block) => rows + (block.kind === 'table' ? block.body.length : 0), 0) > manyRows
  );
}

/** A paper as a file named by its title, or by `name`. */
export async function renderPaper(
  paper: PaperDocument,
  format: PrintFormat,
  name = paper.title,
): Promise<Printed> {
  const writeDocx = isLarge(paper) ? renderDocxAside : renderDocx;
  const bytes = format === 'pdf' ? await renderPdf(paper) : await writeDocx(paper);
  return { name: `${name}.${format}`, type: MEDIA_TYPES[format], bytes };
}
