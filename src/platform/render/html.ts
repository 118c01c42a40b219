import { exhaustive } from '#src/lib/exhaustive.ts';
import { escapeHtml } from '#src/platform/render/clean-text.ts';
import type { CellBlock, Clause, PaperDocument, Run, Stamp } from '#src/platform/render/model.ts';
import { pictureHtml } from '#src/platform/render/html-picture.ts';
import { dateHtml, officeHtml, textHtml } from '#src/platform/render/html-office.ts';
import { paperCss } from '#src/platform/render/paper-css.ts';
import { ornate as ornateSheet } from '#src/platform/render/model.ts';
import { prepareDocument } from '#src/platform/render/prepare.ts';
import type {
  PreparedBlock,
  PreparedCell,
  PreparedRow,
  PreparedTable,
} from '#src/platform/render/prepare.ts';

/**
 * Writes a document as one semantic `<article>` for the screen and for printing. All text is escaped; the looks come
 * from `paperCss`, only the widths of table columns stand in `style` attributes. Throws `RangeError` for a document
 * that cannot be drawn (see `prepareDocument`).
 *
 * `within`: how many levels of headings the page around it has; its own begin below them.
 */
export function renderHtml(document: PaperDocument, within = 0): string {
  const prepared = prepareDocument(document);
  const scale = prepared.ornate?.scale ?? null;
  const ornate =
    scale === null
      ? ''
      : ` paper-ornate" style="font-size:${(ornateSheet.fontSize.body * scale).toFixed(1)}pt`;
  return `<article class="paper paper-${prepared.orientation}${ornate}" lang="${prepared.language}">\n${prepared.blocks
    .map((block) => blockHtml(block, within))
    .join('\n')}\n</article>`;
}

/**
 * The same as a whole page that needs nothing from elsewhere.
 * `nonce`: the value that the page's Content-Security-Policy lets style elements through with.
 */
export function renderHtmlPage(document: PaperDocument, nonce?: string): string {
  const attribute = nonce === undefined ? '' : ` nonce="${escapeHtml(nonce)}"`;
  return `<!doctype html>
<html lang="${document.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(prepareDocument({ ...document, blocks: [] }).title)}</title>
<style${attribute}>
${paperCss}@page { size: A4 ${document.orientation}; }
</style>
</head>
<body>
${renderHtml(document)}
</body>
</html>
`;
}

function blockHtml(block: PreparedBlock, within: number): string {
  switch (block.kind) {
    case 'heading': {
      const align = block.align === 'left' ? ' paper-left' : '';
      const tag = `h${Math.min(6, block.level + within)}`;
      return `<${tag} class="paper-h${block.level}${align}">${textHtml(block.text)}</${tag}>`;
    }
    case 'paragraph':
    case 'list':
      return cellBlockHtml(block);
    case 'clauses':
      return clausesHtml(block.items, '', block.start);
    case 'table':
      return tableHtml(block);
    case 'stamps':
      return `<div class="paper-stamps">${Array.from(
        { length: Math.max(block.left.length, block.right.length) },
        (_, index) => stampHtml(block.left[index]) + stampHtml(block.right[index]),
      ).join('')}</div>`;
    case 'signatures':
      return `<div class="paper-signatures">${block.items
        .map(
          ({ post, name, date }) =>
            `<span>${textHtml(post)}</span><span class="paper-line"></span>${
              name === null ? '<span class="paper-line"></span>' : `<span>${textHtml(name)}</span>`
            }${dateHtml(date)}`,
        )
        .join('')}</div>`;
    case 'picture':
      return pictureHtml(block);
    case 'letterhead':
    case 'imprint':
    case 'addressee':
    case 'parties':
      return officeHtml(block);
    case 'pageBreak':
      return '<div class="paper-break"></div>';
    case 'spacer':
      return `<div style="height:${block.lines * 1.35}em"></div>`;
    default:
      return exhaustive(block);
  }
}

function runsHtml(runs: readonly Run[]): string {
  return runs
    .map((run) => {
      const italic = run.italic ? `<em>${textHtml(run.text)}</em>` : textHtml(run.text);
      return run.bold ? `<strong>${italic}</strong>` : italic;
    })
    .join('');
}

function cellBlockHtml(block: CellBlock): string {
  if (block.kind === 'list') {
    const tag = block.marker === 'dash' ? 'ul' : 'ol';
    const items = block.items.map((runs, index) => {
      const marker = block.marker === 'dash' ? '–' : `${index + 1})`;
      return `<li><span>${marker}</span> <span>${runsHtml(runs)}</span></li>`;
    });
    return `<${tag} role="list">${items.join('')}</${tag}>`;
  }
  const names = [
    block.align ? `paper-${block.align}` : '',
    block.indent ? 'paper-indent' : '',
    block.keepWithNext ? 'paper-keep' : '',
  ].filter((name) => name !== '');
  return `<p${names.length > 0 ? ` class="${names.join(' ')}"` : ''}>${runsHtml(block.runs)}</p>`;
}

function clausesHtml(items: readonly Clause[], prefix: string, start = 1): string {
  const clauses = items.map((clause, index) => {
    const number = `${prefix}${index + start}.`;
    const inner = clause.clauses && clause.clauses.length > 0 ? clausesHtml(clause.clauses, number) : '';
    return `<li><p class="paper-indent paper-justify">${number} ${runsHtml(clause.runs)}</p>${inner}</li>`;
  });
  return `<ol class="paper-clauses" role="list">${clauses.join('')}</ol>`;
}

function tableHtml(table: PreparedTable): string {
  const columns = table.columns
    .map((share) => `<col style="width:${Number((share * 100).toFixed(3))}%">`)
    .join('');
  const head = table.head.map((row) => rowHtml(row, true)).join('');
  return `<div class="paper-scroll" tabindex="0"><table${table.fontSize < 11 ? ' class="paper-small"' : ''}><colgroup>${columns}</colgroup>${
    head === '' ? '' : `<thead>${head}</thead>`
  }<tbody>\n${table.body.map((row) => rowHtml(row, false)).join('\n')}\n</tbody></table></div>`;
}

function rowHtml(row: PreparedRow, head: boolean): string {
  const names = [row.section ? 'paper-section' : '', row.keepTogether ? 'paper-whole' : ''].filter(Boolean);
  const height = row.minHeight > 0 ? ` style="height:${row.minHeight}mm"` : '';
  return `<tr${names.length > 0 ? ` class="${names.join(' ')}"` : ''}${height}>${row.cells
    .map((cell) => cellHtml(cell, head ? 'col' : row.section ? 'rowgroup' : null))
    .join('')}</tr>`;
}

function cellHtml(cell: PreparedCell, scope: 'col' | 'rowgroup' | null): string {
  const tag = scope === null ? 'td' : 'th';
  const names = [cell.align === 'left' ? '' : `paper-${cell.align}`, cell.bold ? 'paper-bold' : ''].filter(
    Boolean,
  );
  const attributes = [
    scope === null ? '' : ` scope="${scope}"`,
    cell.colSpan > 1 ? ` colspan="${cell.colSpan}"` : '',
    cell.rowSpan > 1 ? ` rowspan="${cell.rowSpan}"` : '',
    names.length > 0 ? ` class="${names.join(' ')}"` : '',
  ];
  return `<${tag}${attributes.join('')}>${cell.blocks.map(cellBlockHtml).join('')}</${tag}>`;
}

function stampHtml(stamp: Stamp | undefined): string {
  if (!stamp) return '<div></div>';
  const lines = stamp.lines.map((line) => `<p>${textHtml(line)}</p>`).join('');
  return `<div><p><strong>${textHtml(stamp.word)}</strong></p>${lines}</div>`;
}
