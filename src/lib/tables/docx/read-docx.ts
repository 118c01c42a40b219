import type { Archive } from '#src/lib/tables/zip.ts';
import type { Limits, SourceDocument } from '#src/lib/tables/model.ts';
import { joinContinuedTables } from '#src/lib/tables/continued.ts';
import type { DocxCounters } from '#src/lib/tables/docx/blocks.ts';
import { readBlocks } from '#src/lib/tables/docx/body.ts';
import { createNumbering } from '#src/lib/tables/docx/numbering.ts';
import { createStyles } from '#src/lib/tables/docx/styles.ts';
import { findTarget, openXml } from '#src/lib/tables/packages.ts';
import { toSourceDocument } from '#src/lib/tables/source-text.ts';
import { child, type XmlElement } from '#src/lib/tables/xml.ts';
import { accept, refuse, type Result } from '#src/lib/result.ts';

/** Reads the main part of a DOCX; heads, feet, notes and comments are not part of the text. */
export function readDocx(archive: Archive, name: string, limits: Limits): Result<SourceDocument> {
  const mainName = findTarget(archive, '', 'officeDocument') ?? 'word/document.xml';
  const main = openXml(archive, mainName);
  if (!main.ok) return main;
  const body = child(main.value, 'body');
  if (body === undefined) return refuse('tables.damaged');
  const styles = openXml(archive, findTarget(archive, mainName, 'styles') ?? 'word/styles.xml');
  if (!styles.ok) return styles;
  const numbering = openXml(archive, findTarget(archive, mainName, 'numbering') ?? 'word/numbering.xml');
  if (!numbering.ok) return numbering;
  const counters: DocxCounters = { paragraphs: 0, tables: 0, rows: 0, mostRows: limits.rows };
  const blocks = readBlocks(
    body,
    {
      styles: createStyles(styles.value),
      numbering: createNumbering(numbering.value),
      hasRenderedBreaks: hasRenderedBreak(body),
      page: 1,
    },
    counters,
  );
  if (counters.rows > limits.rows) {
    return refuse('tables.too_many_rows', { rows: counters.rows, limit: limits.rows });
  }
  return accept(toSourceDocument('docx', name, joinContinuedTables(blocks)));
}

function hasRenderedBreak(element: XmlElement): boolean {
  return element.children.some(
    (each) => typeof each !== 'string' && (each.name === 'lastRenderedPageBreak' || hasRenderedBreak(each)),
  );
}
