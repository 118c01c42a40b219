import { exhaustive } from '#src/lib/exhaustive.ts';
import { escapeHtml } from '#src/platform/render/clean-text.ts';
import type { CellBlock, Clause, PaperDocument, Run, Stamp } from '#src/platform/render/model.ts';
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
 */
export function renderHtml(document: PaperDocument): string {
  const prepared = prepareDocument(document);
  return `<article class="paper paper-${prepared.orientation}" lang="${prepared.language}">\n${prepared.blocks
    .map(blockHtml)
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

/** The style sheet of papers, to be put once into the page that shows them. */
export const paperCss = `.paper { box-sizing: border-box; max-width: 180mm; margin: 0 auto; padding: 1rem; background: #fff; color: #000; font: 12pt/1.35 "PT Serif", "Times New Roman", serif; hyphens: auto; overflow-wrap: anywhere; }
.paper-landscape { max-width: 267mm; }
.paper :is(h1, h2, h3) { margin: 1.1em 0 0.8em; font-size: 12pt; font-weight: bold; line-height: 1.3; text-align: center; hyphens: none; break-after: avoid; }
.paper h1 { font-size: 14pt; }
.paper h2 { font-size: 13pt; }
.paper p { margin: 0 0 0.4em; }
.paper .paper-left { text-align: left; }
.paper .paper-center { text-align: center; }
.paper .paper-right { text-align: right; }
.paper .paper-justify { text-align: justify; }
.paper .paper-indent { text-indent: 12.5mm; }
.paper .paper-keep { break-after: avoid; }
.paper ul, .paper ol { margin: 0 0 0.4em; padding: 0; list-style: none; }
.paper li { display: flex; gap: 0.4em; }
.paper li > span:last-child { flex: 1; min-width: 0; }
.paper .paper-clauses, .paper .paper-clauses li { display: block; }
.paper .paper-scroll { overflow-x: auto; }
.paper table { width: 100%; margin: 0.8em 0; border-collapse: collapse; table-layout: fixed; font-size: 11pt; line-height: 1.25; }
.paper .paper-small { min-width: 640px; font-size: 10pt; }
.paper th, .paper td { padding: 3pt 4pt; border: 0.5pt solid #404040; text-align: left; vertical-align: top; font-weight: normal; }
.paper .paper-bold { font-weight: bold; }
.paper :is(th, td) > :last-child { margin-bottom: 0; }
.paper .paper-section { background: #ebebeb; break-after: avoid; }
.paper .paper-whole { break-inside: avoid; }
.paper thead { display: table-header-group; }
.paper .paper-stamps, .paper .paper-signatures { display: grid; margin-bottom: 1.6em; }
.paper .paper-stamps { grid-template-columns: minmax(0, 85mm) minmax(0, 85mm); justify-content: space-between; gap: 1em; hyphens: none; }
.paper .paper-signatures { grid-template-columns: 5fr 3fr 4fr; gap: 1.4em 4mm; margin-top: 2em; align-items: end; break-inside: avoid; }
.paper .paper-stamps p { margin: 0; }
.paper .paper-line { border-bottom: 0.5pt solid #000; }
.paper .paper-break { break-after: page; }
@media print { .paper { max-width: none; padding: 0; } .paper .paper-scroll { overflow: visible; } .paper .paper-small { min-width: 0; } }
@page { margin: 20mm 10mm 20mm 20mm; }
@page { @top-center { content: counter(page); } }
@page :first { @top-center { content: none; } }
`;

function blockHtml(block: PreparedBlock): string {
  switch (block.kind) {
    case 'heading': {
      const align = block.align === 'left' ? ' class="paper-left"' : '';
      return `<h${block.level}${align}>${textHtml(block.text)}</h${block.level}>`;
    }
    case 'paragraph':
    case 'list':
      return cellBlockHtml(block);
    case 'clauses':
      return clausesHtml(block.items, '');
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
          ({ post, name }) =>
            `<span>${textHtml(post)}</span><span class="paper-line"></span>${
              name === null ? '<span class="paper-line"></span>' : `<span>${textHtml(name)}</span>`
            }`,
        )
        .join('')}</div>`;
    case 'pageBreak':
      return '<div class="paper-break"></div>';
    case 'spacer':
      return `<div style="height:${block.lines * 1.35}em"></div>`;
    default:
      return exhaustive(block);
  }
}

function textHtml(text: string): string {
  return escapeHtml(text).replaceAll('\n', '<br>');
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

function clausesHtml(items: readonly Clause[], prefix: string): string {
  const clauses = items.map((clause, index) => {
    const number = `${prefix}${index + 1}.`;
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
  return `<tr${names.length > 0 ? ` class="${names.join(' ')}"` : ''}>${row.cells
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
