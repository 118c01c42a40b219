import { crc32 } from 'node:zlib';

import { makeQrCode } from '#src/platform/auth/qr.ts';
import type { Chart, Qr } from '#src/platform/render/blocks.ts';
import { drawChart, valueText } from '#src/platform/render/chart-svg.ts';
import { cleanLine, cleanText } from '#src/platform/render/clean-text.ts';
import { textWidth } from '#src/platform/render/model.ts';
import type { PaperSheet, Paragraph } from '#src/platform/render/model.ts';

/** A drawing with what it says in words. Sizes in millimetres. */
export interface PreparedPicture {
  readonly kind: 'picture';
  readonly svg: string;
  readonly width: number;
  readonly height: number;
  readonly align: 'left' | 'center' | 'right';
  readonly keepWithNext: boolean;
  readonly alt: string;
  /** The numbers of a chart as a table, head first; for those who do not see it. */
  readonly data: { readonly title: string; readonly rows: readonly (readonly string[])[] } | null;
}

const widest = 165;

/** The title and the picture of a chart; throws `RangeError` for one that cannot be drawn. */
export function chartBlocks(block: Chart, sheet: PaperSheet): readonly [Paragraph, PreparedPicture] {
  const chart = checkedChart(block);
  // Patterns are named on the page where the drawing stands; alike ones may share names.
  const id = `p${crc32(JSON.stringify(chart)).toString(36)}`;
  const { svg, width, height } = drawChart(chart, id);
  const millimetres = Math.min(widest, textWidth(sheet));
  const title: Paragraph = {
    kind: 'paragraph',
    runs: [{ text: chart.title, bold: true }],
    align: 'center',
    keepWithNext: true,
  };
  const rows = [
    ['', ...chart.series.map(({ name }) => name)],
    ...chart.labels.map((label, at) => [
      label,
      ...chart.series.map(({ values }) => valueText(values[at] ?? null, chart.unit)),
    ]),
  ];
  const picture: PreparedPicture = {
    kind: 'picture',
    svg,
    width: millimetres,
    height: (millimetres * height) / width,
    align: 'center',
    keepWithNext: false,
    alt: altOf(chart),
    data: { title: chart.title, rows },
  };
  return [title, picture];
}

function altOf({ title, labels, series, unit }: Chart): string {
  const parts = series.map(({ name, values }) => {
    const numbers = labels.map((label, at) => `${label} – ${valueText(values[at] ?? null, unit)}`);
    return `${name}: ${numbers.join(', ')}`;
  });
  return `${title}. ${parts.join('; ')}.`;
}

function checkedChart(chart: Chart): Chart {
  const { labels, series } = chart;
  if (labels.length < 1 || labels.length > 24) throw new RangeError(`A chart of ${labels.length} labels`);
  if (series.length < 1 || series.length > 6) throw new RangeError(`A chart of ${series.length} series`);
  for (const { values } of series) {
    if (values.length !== labels.length)
      throw new RangeError(`A series of ${values.length} values for ${labels.length} labels`);
    const bad = values.find((value) => value !== null && !(Math.abs(value) <= 1e12));
    if (bad !== undefined) throw new RangeError(`A value of ${bad}`);
  }
  return {
    kind: 'chart',
    shape: chart.shape,
    title: cleanLine(chart.title),
    labels: labels.map(cleanLine),
    series: series.map(({ name, values }) => ({ name: cleanLine(name), values })),
    ...(chart.unit === undefined ? {} : { unit: cleanLine(chart.unit) }),
  };
}

/** The square and the words under it. */
export function qrBlocks(block: Qr): readonly [PreparedPicture, Paragraph] {
  const { size = 30, align = 'center' } = block;
  if (!(size >= 15 && size <= 100)) throw new RangeError(`A square of ${size} mm`);
  if (block.text === '' || block.text.length > 1_000)
    throw new RangeError(`A square of ${block.text.length} characters`);
  const code = makeQrCode(block.text);
  const picture: PreparedPicture = {
    kind: 'picture',
    svg: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${code.size} ${code.size}" width="${code.size}" height="${code.size}" shape-rendering="crispEdges"><path d="M0 0h${code.size}v${code.size}H0z" fill="#fff"/><path d="${code.path}" fill="#000"/></svg>`,
    width: size,
    height: size,
    align,
    keepWithNext: true,
    alt: `QR-код: ${cleanLine(block.text)}`,
    data: null,
  };
  return [picture, { kind: 'paragraph', runs: [{ text: cleanText(block.caption) }], align }];
}
