import { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PDFOperatorList } from 'pdfjs-dist/types/src/display/api.js';
import type { Segment } from '#src/lib/tables/pdf/page.ts';

type Matrix = readonly [number, number, number, number, number, number];

export interface Rulings {
  horizontal: Segment[];
  vertical: Segment[];
}

/** A filled box thinner than this is a line that a program drew as a box. */
const thickest = 3;
const shortest = 3;
/** A page of drawings, not of tables. */
const mostSegments = 20_000;
const painting = new Set<unknown>([
  OPS.stroke,
  OPS.closeStroke,
  OPS.fill,
  OPS.eoFill,
  OPS.fillStroke,
  OPS.eoFillStroke,
  OPS.closeFillStroke,
  OPS.closeEOFillStroke,
]);
const filling = new Set<unknown>([OPS.fill, OPS.eoFill]);

/** Straight lines across and down that a page draws, in the coordinates of `base` (its viewport's transform). */
export function readRulings(operators: PDFOperatorList, base: Matrix): Rulings {
  const rulings: Rulings = { horizontal: [], vertical: [] };
  const saved: Matrix[] = [];
  let matrix = base;
  for (let index = 0; index < operators.fnArray.length; index += 1) {
    const operator = operators.fnArray[index];
    const values = operators.argsArray[index] as readonly unknown[] | null;
    if (operator === OPS.save) saved.push(matrix);
    else if (operator === OPS.restore || operator === OPS.paintFormXObjectEnd) matrix = saved.pop() ?? base;
    else if (operator === OPS.transform) matrix = multiply(matrix, toMatrix(values));
    else if (operator === OPS.paintFormXObjectBegin) {
      saved.push(matrix);
      matrix = multiply(matrix, toMatrix(values?.[0]));
    } else if (operator === OPS.constructPath && painting.has(values?.[0])) {
      const path = (values?.[1] as readonly unknown[] | undefined)?.[0];
      if (path instanceof Float32Array) addPath(path, matrix, filling.has(values?.[0]), rulings);
      if (rulings.horizontal.length + rulings.vertical.length > mostSegments) {
        return { horizontal: [], vertical: [] };
      }
    }
  }
  return rulings;
}

function toMatrix(value: unknown): Matrix {
  const numbers = Array.isArray(value) || value instanceof Float32Array ? Array.from(value, Number) : [];
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = numbers;
  return [a, b, c, d, e, f];
}

/** The transformation that applies `inner` first, then `outer`. */
export function multiply(outer: Matrix, inner: Matrix): Matrix {
  const [a, b, c, d, e, f] = outer;
  const [g, h, i, j, k, l] = inner;
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

type Point = readonly [number, number];

/** Path codes of the library: 0 move, 1 line, 2 cubic curve, 3 quadratic curve, 4 close. */
function addPath(path: Float32Array, matrix: Matrix, filled: boolean, into: Rulings): void {
  let outline: Point[] = [];
  const finish = (): void => {
    if (filled) addFilled(outline, into);
    outline = [];
  };
  const point = (at: number): Point => {
    const x = path[at] ?? 0;
    const y = path[at + 1] ?? 0;
    return [matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5]];
  };
  for (let at = 0; at < path.length;) {
    const code = path[at];
    if (code === 0) {
      finish();
      outline.push(point(at + 1));
      at += 3;
    } else if (code === 1) {
      const to = point(at + 1);
      const from = outline.at(-1);
      if (!filled && from !== undefined) addSegment(from, to, into);
      outline.push(to);
      at += 3;
    } else if (code === 2 || code === 3) {
      // Curves draw no borders; the outline goes on from their end.
      at += code === 2 ? 7 : 5;
      outline.push(point(at - 2));
    } else {
      const [first] = outline;
      const last = outline.at(-1);
      if (!filled && first !== undefined && last !== undefined) addSegment(last, first, into);
      at += 1;
    }
  }
  finish();
}

function addSegment(from: Point, to: Point, into: Rulings): void {
  const wide = Math.abs(from[0] - to[0]);
  const high = Math.abs(from[1] - to[1]);
  if (high < 0.7 && wide >= shortest) {
    into.horizontal.push({ at: from[1], from: Math.min(from[0], to[0]), to: Math.max(from[0], to[0]) });
  } else if (wide < 0.7 && high >= shortest) {
    into.vertical.push({ at: from[0], from: Math.min(from[1], to[1]), to: Math.max(from[1], to[1]) });
  }
}

function addFilled(outline: readonly Point[], into: Rulings): void {
  if (outline.length < 2) return;
  const xs = outline.map((point) => point[0]);
  const ys = outline.map((point) => point[1]);
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  if (bottom - top <= thickest && right - left >= shortest && right - left > bottom - top) {
    into.horizontal.push({ at: (top + bottom) / 2, from: left, to: right });
  } else if (right - left <= thickest && bottom - top >= shortest) {
    into.vertical.push({ at: (left + right) / 2, from: top, to: bottom });
  }
}
