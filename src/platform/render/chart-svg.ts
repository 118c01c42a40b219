import type { Chart } from '#src/platform/render/blocks.ts';
import { escapeHtml } from '#src/platform/render/clean-text.ts';

/** A drawing as SVG: plain shapes, text in PT Sans, no style sheet. Sizes in points. */
export interface Drawing {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

const width = 480;
const plotHeight = 170;
const edge = { left: 40, right: 8, top: 16 } as const;
const plotWidth = width - edge.left - edge.right;
/** Mean advance of PT Sans, as a share of its size. */
const advance = 0.55;
const small = 9;
const rowHeight = 14;

/** Told apart in black and white: dark, light, striped, dotted, white, chequered. */
const fills = ['#333', '#c8c8c8', 'stripes', 'dots', '#fff', 'chequers'] as const;
const dashes = ['', '7 3', '2 3', '9 3 2 3', '14 4', '4 2 1 2'] as const;

const round = (value: number) => Number(value.toFixed(2));
const measure = (text: string, size: number) => Array.from(text).length * size * advance;

/** A number as Russians write it, with a short unit («%») behind it. */
export function valueText(value: number | null, unit: string | undefined): string {
  if (value === null) return '–';
  const number = new Intl.NumberFormat('ru', { maximumFractionDigits: 2 }).format(value).replace('-', '−');
  return unit === undefined || unit.length > 2 ? number : `${number}\u00a0${unit}`;
}

/** Draws a chart whose texts are clean and whose numbers are proved (see `prepareChart`). `id` is its own on a page. */
export function drawChart(chart: Chart, id: string): Drawing {
  const legend = legendOf(chart, id);
  const top = legend.height + edge.top;
  const labels = labelsOf(chart, top + plotHeight);
  const scale = scaleOf(chart);
  const y = (value: number) => round(top + plotHeight * (1 - (value - scale.low) / (scale.high - scale.low)));
  const grid = scale.ticks.map((tick) => {
    const at = y(tick);
    const color = tick === 0 ? '#000' : '#bbb';
    return `<path d="M${edge.left} ${at}H${width - edge.right}" stroke="${color}" stroke-width="0.6"/>${textAt(
      { x: edge.left - 4, y: at + 3, anchor: 'end', size: small },
      valueText(tick, undefined),
    )}`;
  });
  const unit =
    chart.unit === undefined
      ? ''
      : textAt({ x: edge.left - 4, y: top - 8, anchor: 'end', size: small }, chart.unit);
  const body = chart.shape === 'bars' ? barsOf(chart, y, id) : linesOf(chart, y);
  const height = round(top + plotHeight + labels.height + 4);
  const parts = [patterns(chart, id), legend.svg, ...grid, unit, body, labels.svg];
  return {
    svg: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="PT Sans, Arial, sans-serif" fill="#000">${parts.join('')}</svg>`,
    width,
    height,
  };
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly size: number;
  /** Degrees. */
  readonly turn?: number;
}

function textAt({ x, y, anchor, size, turn }: Place, text: string): string {
  if (text === '') return '';
  const turned = turn === undefined ? '' : ` transform="rotate(${turn} ${round(x)} ${round(y)})"`;
  return `<text x="${round(x)}" y="${round(y)}" font-size="${size}" text-anchor="${anchor}"${turned}>${escapeHtml(text)}</text>`;
}

function patterns({ shape, series }: Chart, id: string): string {
  if (shape !== 'bars' || series.length < 3) return '';
  const drawn = {
    stripes: '<path d="M-1 1l2 -2M0 5L5 0M4 6l2 -2" stroke="#000" stroke-width="1.1"/>',
    dots: '<circle cx="2.5" cy="2.5" r="1" fill="#000"/>',
    chequers: '<path d="M0 0h2.5v2.5H0zM2.5 2.5H5V5H2.5z" fill="#555"/>',
  };
  const all = Object.entries(drawn).map(
    ([name, marks]) =>
      `<pattern id="${id}-${name}" width="5" height="5" patternUnits="userSpaceOnUse"><path d="M0 0h5v5H0z" fill="#fff"/>${marks}</pattern>`,
  );
  return `<defs>${all.join('')}</defs>`;
}

function fillOf(index: number, id: string): string {
  const fill = fills[index % fills.length] ?? '#333';
  return fill.startsWith('#') ? fill : `url(#${id}-${fill})`;
}

/** Names of the series in rows over the plot; none for a single one. */
function legendOf(chart: Chart, id: string): { svg: string; height: number } {
  if (chart.series.length < 2) return { svg: '', height: 0 };
  let x = edge.left;
  let y = 10;
  const items = chart.series.map(({ name }, index) => {
    const needed = 26 + measure(name, small + 1);
    if (x > edge.left && x + needed > width) {
      x = edge.left;
      y += rowHeight;
    }
    const swatch =
      chart.shape === 'bars'
        ? `<path d="M${round(x)} ${y - 8}h12v9h-12z" fill="${fillOf(index, id)}" stroke="#000" stroke-width="0.7"/>`
        : `${strokeOf(`M${round(x)} ${y - 3}h18`, index)}${markAt(x + 9, y - 3, index)}`;
    const offset = chart.shape === 'bars' ? 16 : 22;
    const text = textAt({ x: x + offset, y, anchor: 'start', size: small + 1 }, name);
    x += needed + 12;
    return swatch + text;
  });
  return { svg: items.join(''), height: y + 4 };
}

/** Names under the groups: in lines of whole words, turned when a word is wider than its group. */
function labelsOf(chart: Chart, bottom: number): { svg: string; height: number } {
  const slot = plotWidth / chart.labels.length;
  const center = (index: number) => edge.left + slot * (index + 0.5);
  const fits = chart.labels.every((label) =>
    label.split(/\s+/u).every((word) => measure(word, small) <= slot - 2),
  );
  if (!fits) {
    const cut = chart.labels.map((label) => (label.length > 30 ? `${label.slice(0, 29)}…` : label));
    const svg = cut.map((label, index) =>
      textAt({ x: center(index) + 3, y: bottom + 11, anchor: 'end', size: small, turn: -40 }, label),
    );
    const longest = Math.max(...cut.map((label) => measure(label, small)));
    return { svg: svg.join(''), height: 14 + longest * Math.sin((40 * Math.PI) / 180) };
  }
  const lines = chart.labels.map((label) => wrap(label, slot - 2));
  const svg = lines.flatMap((texts, index) =>
    texts.map((text, row) =>
      textAt({ x: center(index), y: bottom + 12 + row * 10.5, anchor: 'middle', size: small }, text),
    ),
  );
  return { svg: svg.join(''), height: 6 + Math.max(...lines.map(({ length }) => length)) * 10.5 };
}

function wrap(text: string, most: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/u)) {
    const longer = `${lines.at(-1) ?? ''} ${word}`;
    if (lines.length > 0 && measure(longer, small) <= most) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** From zero, so that lengths compare, in steps of 1, 2 or 5 to a power of ten. */
function scaleOf({ series }: Chart): { low: number; high: number; ticks: readonly number[] } {
  const values = series.flatMap(({ values }) => values.filter((value) => value !== null));
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  const rough = (high - low || 1) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10);
  const first = Math.floor(low / step);
  const last = Math.max(first + 1, Math.ceil(high / step));
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => round((first + index) * step));
  return { low: first * step, high: last * step, ticks };
}

function barsOf({ labels, series, unit }: Chart, y: (value: number) => number, id: string): string {
  const slot = plotWidth / labels.length;
  const bar = Math.min(46, (slot * 0.8) / series.length);
  const zero = y(0);
  return labels
    .flatMap((_, group) => {
      const start = edge.left + slot * (group + 0.5) - (bar * series.length) / 2;
      return series.map(({ values }, index) => {
        const value = values[group] ?? null;
        if (value === null) return '';
        const x = start + bar * index;
        const at = y(value);
        const text = valueText(value, unit);
        const above = value < 0 ? at + 10 : at - 3;
        const isNarrow = measure(text, small) > bar;
        const place: Place = isNarrow
          ? {
              x: x + bar / 2 + 3,
              y: value < 0 ? at + 3 : at - 3,
              anchor: value < 0 ? 'end' : 'start',
              size: 8,
              turn: -90,
            }
          : { x: x + bar / 2, y: above, anchor: 'middle', size: small };
        const box = `M${round(x)} ${Math.min(at, zero)}h${round(bar - 1)}v${round(Math.abs(zero - at))}h-${round(bar - 1)}z`;
        return `<path d="${box}" fill="${fillOf(index, id)}" stroke="#000" stroke-width="0.7"/>${textAt(place, text)}`;
      });
    })
    .join('');
}

function strokeOf(path: string, index: number): string {
  const dash = dashes[index % dashes.length];
  return `<path d="${path}" fill="none" stroke="#000" stroke-width="1.4"${dash ? ` stroke-dasharray="${dash}"` : ''}/>`;
}

/** Circle, square, triangle, and the same empty. */
function markAt(x: number, y: number, index: number): string {
  const [cx, cy] = [round(x), round(y)];
  const fill = index < 3 ? '#000' : '#fff';
  const shape = [
    `<circle cx="${cx}" cy="${cy}" r="3"`,
    `<path d="M${round(x - 3)} ${round(y - 3)}h6v6h-6z"`,
    `<path d="M${cx} ${round(y - 4)}l4 7h-8z"`,
  ][index % 3];
  return `${shape} fill="${fill}" stroke="#000"/>`;
}

function linesOf({ labels, series, unit }: Chart, y: (value: number) => number): string {
  const slot = plotWidth / labels.length;
  return series
    .map(({ values }, index) => {
      const points = values.map((value, at) =>
        value === null ? null : { value, x: edge.left + slot * (at + 0.5), y: y(value) },
      );
      // A month without a figure is a gap, not a slope over it.
      const path = points
        .map((point, at) => (point ? `${points[at - 1] ? 'L' : 'M'}${round(point.x)} ${point.y}` : ''))
        .join('');
      const marks = points.map((point) => {
        if (!point) return '';
        const below = index % 2 === 1;
        const place: Place = { x: point.x, y: point.y + (below ? 13 : -6), anchor: 'middle', size: small };
        return markAt(point.x, point.y, index) + textAt(place, valueText(point.value, unit));
      });
      return strokeOf(path, index) + marks.join('');
    })
    .join('');
}
