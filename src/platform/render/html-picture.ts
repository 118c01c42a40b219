import { escapeHtml } from '#src/platform/render/clean-text.ts';
import { textHtml } from '#src/platform/render/html-office.ts';
import type { PreparedPicture } from '#src/platform/render/prepare-picture.ts';

/** A drawing in the page itself; a chart is followed by its numbers as a table that only screen readers meet. */
export function pictureHtml({ svg, width, align, alt, data }: PreparedPicture): string {
  const told = data === null ? ` role="img" aria-label="${escapeHtml(alt)}"` : ' aria-hidden="true"';
  const drawn = svg.replace('<svg ', `<svg style="max-width:${width}mm"${told} `);
  return `<div class="paper-figure paper-${align}">${drawn}${data === null ? '' : tableHtml(data)}</div>`;
}

function tableHtml({ title, rows }: NonNullable<PreparedPicture['data']>): string {
  const [head = [], ...body] = rows;
  const headCells = head.map((cell, index) =>
    index === 0 ? '<td></td>' : `<th scope="col">${textHtml(cell)}</th>`,
  );
  const bodyRows = body.map(
    ([label = '', ...cells]) =>
      `<tr><th scope="row">${textHtml(label)}</th>${cells.map((cell) => `<td>${textHtml(cell)}</td>`).join('')}</tr>`,
  );
  return `<div class="paper-hidden"><table><caption>${textHtml(title)}</caption><thead><tr>${headCells.join('')}</tr></thead><tbody>${bodyRows.join('')}</tbody></table></div>`;
}
