import { readDocx } from '#src/lib/tables/docx/read-docx.ts';
import { defaultLimits, type Limits, type SourceDocument } from '#src/lib/tables/model.ts';
import { openXml, readTargets } from '#src/lib/tables/packages.ts';
import { isOds, readOds } from '#src/lib/tables/ods/read-ods.ts';
import { readPdf, type OnPage } from '#src/lib/tables/pdf/read-pdf.ts';
import { isEncryptedOffice, sniffContainer } from '#src/lib/tables/sniff.ts';
import { guessSeparator, readCsv } from '#src/lib/tables/text/csv.ts';
import { decodeText } from '#src/lib/tables/text/decode.ts';
import { readText } from '#src/lib/tables/text/read-text.ts';
import { readXlsx } from '#src/lib/tables/xlsx/read-xlsx.ts';
import { children } from '#src/lib/tables/xml.ts';
import { openArchive, type Archive } from '#src/lib/tables/zip.ts';
import { accept, refuse, type Result } from '#src/lib/result.ts';

export { readText } from '#src/lib/tables/text/read-text.ts';

/**
 * Reads a DOCX, PDF, XLSX, ODS, CSV or plain text file. The format is taken from the bytes; the name only tells CSV from
 * text. Refuses with `tables.*` (see `labels.ts`): too large, too many rows, bombs, passwords, old formats, macros,
 * scans, damaged, unsupported and empty files. Never throws, writes nothing, fetches nothing. `onPage` is told of each
 * page of a PDF, the format that takes longest.
 */
export async function readDocument(
  bytes: Uint8Array,
  name: string,
  limits: Partial<Limits> = {},
  onPage: OnPage = () => undefined,
): Promise<Result<SourceDocument>> {
  const all = { ...defaultLimits, ...limits };
  if (bytes.length > all.bytes) return refuse('tables.too_large', { bytes: bytes.length, limit: all.bytes });
  if (bytes.length === 0) return refuse('tables.empty');
  try {
    const read = await readByContent(bytes, name, all, onPage);
    return read.ok ? checkContent(read.value, all) : read;
  } catch {
    // A file made to break readers must not stop the program: whatever went wrong, the file is to blame.
    return refuse('tables.damaged');
  }
}

async function readByContent(
  bytes: Uint8Array,
  name: string,
  limits: Limits,
  onPage: OnPage,
): Promise<Result<SourceDocument>> {
  switch (sniffContainer(bytes)) {
    case 'zip':
      return readOffice(bytes, name, limits);
    case 'pdf':
      return readPdf(bytes, name, limits, onPage);
    case 'ole':
      return refuse(isEncryptedOffice(bytes) ? 'tables.password' : 'tables.old_format');
    case 'text':
      return readPlain(bytes, name, limits);
    default:
      return refuse('tables.unsupported');
  }
}

function readOffice(bytes: Uint8Array, name: string, limits: Limits): Result<SourceDocument> {
  const opened = openArchive(bytes, limits);
  if (!opened.ok) return opened;
  const archive = opened.value;
  if (hasMacros(archive)) return refuse('tables.macros');
  if (isOds(archive)) return readOds(archive, name, limits);
  const types = openXml(archive, '[Content_Types].xml');
  if (!types.ok) return types;
  const kinds = children(types.value).map((type) => type.attributes['ContentType'] ?? '');
  if (kinds.some((kind) => kind.includes('macroEnabled'))) return refuse('tables.macros');
  const main = [...readTargets(archive, '').values()].find((each) => each.type === 'officeDocument')?.target;
  if (main?.startsWith('word/') === true || has(archive, 'word/document.xml'))
    return readDocx(archive, name, limits);
  if (main?.startsWith('xl/') === true || has(archive, 'xl/workbook.xml'))
    return readXlsx(archive, name, limits);
  return refuse(
    types.value === undefined && archive.names.length === 0 ? 'tables.damaged' : 'tables.unsupported',
  );
}

function has(archive: Archive, name: string): boolean {
  return archive.names.some((each) => each.toLowerCase() === name);
}

function hasMacros(archive: Archive): boolean {
  return archive.names.some((name) => /(?:^|\/)(?:vbaProject|vbaData)[^/]*$/i.test(name));
}

function readPlain(bytes: Uint8Array, name: string, limits: Limits): Result<SourceDocument> {
  const decoded = decodeText(bytes);
  // Excel puts the separator into a line of its own, above the table.
  const said = /^sep=([;,\t])\n/i.exec(decoded);
  const text = said === null ? decoded : decoded.slice(said[0].length);
  const lines = text.split('\n').length;
  // A row of a pasted table may take ten lines, one cell each or more.
  if (lines > limits.rows * 10) return refuse('tables.too_many_rows', { rows: lines, limit: limits.rows });
  const separator =
    (said?.[1] as ';' | ',' | '\t' | undefined) ??
    (/\.(?:csv|tsv)$/i.test(name) ? guessSeparator(text) : undefined);
  return accept(separator === undefined ? readText(text, name) : readCsv(text, separator, name));
}

function checkContent(document: SourceDocument, limits: Limits): Result<SourceDocument> {
  let rows = 0;
  let filled = false;
  for (const block of document.blocks) {
    if (block.kind === 'table') rows += block.rows.length;
    filled ||=
      block.kind === 'paragraph' ||
      block.rows.some((row) => row.cells.some((cell) => cell.text.trim() !== ''));
  }
  if (!filled) return refuse('tables.empty');
  return rows > limits.rows ? refuse('tables.too_many_rows', { rows, limit: limits.rows }) : accept(document);
}
