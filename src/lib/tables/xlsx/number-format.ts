import { childFlag, children, child, type XmlElement } from '#src/lib/tables/xml.ts';

/** How a number of a workbook is shown. */
export type NumberShape =
  | { kind: 'general' }
  | { kind: 'text' }
  | { kind: 'date'; has: { day: boolean; month: boolean; year: boolean; time: boolean } }
  | { kind: 'number'; decimals: number; grouped: boolean; percent: boolean };

const general: NumberShape = { kind: 'general' };
const builtIn: Readonly<Record<number, string>> = {
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  9: '0%',
  10: '0.00%',
  14: 'dd.mm.yyyy',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm',
  19: 'h:mm:ss',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'dd.mm.yyyy h:mm',
  37: '#,##0',
  38: '#,##0',
  39: '#,##0.00',
  40: '#,##0.00',
  45: 'mm:ss',
  46: 'h:mm:ss',
  47: 'mm:ss',
  49: '@',
};

/** `styles.xml` → the shape of each cell style, by its index, and which styles are bold. */
export function readCellStyles(root: XmlElement | undefined): { shapes: NumberShape[]; bold: boolean[] } {
  const custom = new Map<number, string>();
  for (const format of children(child(root, 'numFmts'), 'numFmt')) {
    custom.set(Number(format.attributes['numFmtId']), format.attributes['formatCode'] ?? '');
  }
  const boldFonts = children(child(root, 'fonts'), 'font').map((font) => childFlag(font, 'b') === true);
  const styles = children(child(root, 'cellXfs'), 'xf');
  return {
    shapes: styles.map((style) => {
      const id = Number(style.attributes['numFmtId'] ?? 0);
      const code = custom.get(id) ?? builtIn[id];
      return code === undefined ? general : parseFormat(code);
    }),
    bold: styles.map((style) => boldFonts[Number(style.attributes['fontId'] ?? 0)] ?? false),
  };
}

/** A format code, its section for positive numbers. */
export function parseFormat(code: string): NumberShape {
  const section = (code.split(';')[0] ?? '').replace(/"[^"]*"|\\.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|_.|\*./gi, '');
  if (section === '@') return { kind: 'text' };
  if (/[dmyhsг]/i.test(section) && !/[0#]/.test(section)) {
    const time = /[hs]/i.test(section);
    // «m» next to hours or seconds means minutes.
    const dates = section.replace(/h+[^a-zа-я]*m+|m+[^a-zа-я]*s+/gi, '');
    const has = { day: /d/i.test(dates), month: /m/i.test(dates), year: /[yг]/i.test(dates), time };
    return { kind: 'date', has };
  }
  if (!/[0#]/.test(section)) return general;
  const decimals = /\.([0#?]+)/.exec(section)?.[1]?.length ?? 0;
  return { kind: 'number', decimals, grouped: /[#0],[#0]/.test(section), percent: section.includes('%') };
}

const shortMonths = ['янв', 'фев', 'мар', 'апр', 'май', 'июн', 'июл', 'авг', 'сен', 'окт', 'ноя', 'дек'];
const longMonths = [
  'январь',
  'февраль',
  'март',
  'апрель',
  'май',
  'июнь',
  'июль',
  'август',
  'сентябрь',
  'октябрь',
  'ноябрь',
  'декабрь',
];
const day = 86_400_000;

/**
 * A number as its format shows it in Russian: dates as «дд.мм.гггг», a month without a day as «сентябрь 2022»,
 * decimals with a comma. `from1904`: the workbook counts days from 1904.
 */
export function showNumber(value: number, shape: NumberShape, from1904: boolean): string {
  if (shape.kind === 'date' && value >= 0 && value < 2_958_466) return showDate(value, shape.has, from1904);
  if (shape.kind === 'number') {
    const scaled = shape.percent ? value * 100 : value;
    const [whole = '', fraction] = Math.abs(scaled).toFixed(Math.min(shape.decimals, 20)).split('.');
    const grouped = shape.grouped ? whole.replace(/\B(?=(?:\d{3})+$)/g, ' ') : whole;
    const sign = scaled < 0 && /[1-9]/.test(whole + (fraction ?? '')) ? '-' : '';
    return `${sign}${grouped}${fraction === undefined ? '' : `,${fraction}`}${shape.percent ? '%' : ''}`;
  }
  // Fifteen significant digits are what a spreadsheet keeps: 0.1 + 0.2 is shown as 0,3.
  return String(Number(value.toPrecision(15))).replace('.', ',');
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}

function showDate(
  serial: number,
  has: { day: boolean; month: boolean; year: boolean; time: boolean },
  from1904: boolean,
): string {
  // Spreadsheets count a 29th of February 1900 that never was.
  const offset = from1904 ? 24_107 : serial < 60 ? 1 : 0;
  const instant = Math.round((serial + offset - 25_569) * day);
  const date = new Date(Math.round(instant / 1000) * 1000);
  const time = has.time ? `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}` : '';
  const month = date.getUTCMonth();
  const year = String(date.getUTCFullYear()).padStart(4, '0');
  let text = '';
  if (has.day && has.month && !has.year) text = `${two(date.getUTCDate())}.${shortMonths[month] ?? ''}`;
  else if (has.day) text = `${two(date.getUTCDate())}.${two(month + 1)}.${year}`;
  else if (has.month) text = has.year ? `${longMonths[month] ?? ''} ${year}` : (longMonths[month] ?? '');
  else if (has.year) text = year;
  return `${text} ${time}`.trim();
}
