import { collapseSpaces } from '#src/features/roadmap/rules/reading/lexicon/words.ts';
import type { ReadStamp, RoadmapReading } from '#src/features/roadmap/rules/reading/model.ts';
import type { Period } from '#src/lib/deadlines/meaning.ts';

type Head = Pick<
  RoadmapReading,
  'title' | 'organization' | 'period' | 'periodSpan' | 'stamps' | 'aim' | 'tasks' | 'abbreviations'
>;

const stampWord =
  /^\s*[«"]?(УТВЕРЖД(АЮ|ЕНО|ЕНА|ЕН|ЕНЫ)|СОГЛАСОВАН[ОАЫ]?|ПРИНЯТ[ОАЫ]?|РАССМОТРЕН[ОАЫ]?)(?!\p{L})/iu;
const annex = /^\s*Приложение(\s|$)/iu;
const titleStart =
  /^\s*[«"]?\s*(комплексн\S+\s|календарн\S+\s|сетев\S+\s|рабоч\S+\s|единый\s|годовой\s|перспективный\s|муниципальн\S+\s|примерн\S+\s)?(д\s*о\s*р\s*о\s*ж\s*н\s*а\s*я\s+к\s*а\s*р\s*т\s*а|план(?!\p{Ll})|план-график|план-сетка|программа\s+мероприятий|график\s+мероприятий|перечень\s+мероприятий|мероприятия\s+по)/iu;
const aimStart = /^\s*(Цел[ьи])(\s[^:]{0,80})?\s*[:.–—-]?\s*(.*)$/u;
const tasksStart = /^\s*(Задач[иа])(\s[^:]{0,120})?\s*:?\s*$/u;
const tasksInline = /^\s*(Задачи)(\s[^:]{0,120})?:\s*(.*)$/u;

/**
 * What stands above (and, for abbreviations, inside) the table: title, organization, period, stamps, aim, tasks.
 *
 * @param lines the lines before the table
 * @param body the whole text, where an organization or an abbreviation may be named instead
 */
export function readHead(lines: readonly string[], body: readonly string[]): Head {
  const title = joinHyphens(readTitle(lines), body);
  const whole = collapseSpaces(lines.join(' '));
  const period = readPeriod(title ?? '') ?? readPeriod(whole);
  return {
    title,
    organization:
      readOrganization(title ?? '') ?? readOrganization(whole) ?? readSchool(collapseSpaces(body.join(' '))),
    period: period?.text ?? null,
    periodSpan: period?.span ?? null,
    stamps: readStamps(lines),
    ...readAimAndTasks(lines),
    abbreviations: readAbbreviations(lines, body),
  };
}

/** A word that the end of a line cut («Сели- щенская»), put together as the rest of the document writes it. */
function joinHyphens(title: string | null, body: readonly string[]): string | null {
  if (title === null || !/\p{Ll}-\s\p{Ll}/u.test(title)) return title;
  const text = body.join('\n').toLowerCase();
  return title.replaceAll(/(\p{L}+)-\s(\p{Ll}+)/gu, (_whole, head: string, tail: string) => {
    const hyphenated = text.includes(`${head}-${tail}`.toLowerCase());
    return hyphenated ? `${head}-${tail}` : head + tail;
  });
}

function endsTitle(line: string): boolean {
  return (
    stampWord.test(line) ||
    annex.test(line) ||
    /^\s*(Цел[ьи]|Задачи|Список|Пояснительная|Срок\p{Ll}*\s+реализации|Используемые)(?!\p{L})/u.test(line) ||
    /^\s*_{3,}/.test(line) ||
    /^\s*(от|к)\s.*№/u.test(line)
  );
}

/** The last paragraph that begins as a title does, with the lines that go on with it. */
function readTitle(lines: readonly string[]): string | null {
  const starts = lines.flatMap((line, at) => (titleStart.test(line) && !tasksInline.test(line) ? [at] : []));
  const blocks = starts
    .filter((at, order) => {
      const before = starts[order - 1];
      return (
        before === undefined ||
        lines.slice(before + 1, at).some((line) => endsTitle(line)) ||
        hasBreak(lines, before, at)
      );
    })
    .map((at) => collectTitle(lines, at));
  const full = blocks.filter((text) => text !== '');
  if (full.length === 0) return null;
  return full.toSorted((one, two) => scoreTitle(two) - scoreTitle(one))[0] ?? null;
}

function hasBreak(lines: readonly string[], from: number, to: number): boolean {
  let blank = 0;
  for (const line of lines.slice(from + 1, to)) {
    if (line.trim() === '') blank += 1;
    else blank = 0;
    if (blank >= 2) return true;
  }
  return false;
}

function scoreTitle(text: string): number {
  return (
    Math.min(text.length, 120) / 60 +
    (/(наставнич|внедрени|реализаци)/iu.test(text) ? 1 : 0) +
    (/\d{4}/.test(text) ? 1 : 0)
  );
}

function collectTitle(lines: readonly string[], from: number): string {
  const parts: string[] = [];
  let blank = 0;
  for (let at = from; at < lines.length && parts.length < 14; at += 1) {
    const line = lines[at] ?? '';
    if (line.trim() === '') {
      blank += 1;
      if (blank > 2) break;
      continue;
    }
    if (at > from && endsTitle(line)) break;
    if (blank > 1 && /^\s*\p{Lu}/u.test(line) && !titleStart.test(line) && /\d{4}/.test(parts.join(' ')))
      break;
    blank = 0;
    parts.push(line);
    if (/(учебный год|годы|г\.?\s?г\.?)\s*$/iu.test(line) && /\d{4}/.test(line)) break;
  }
  return collapseSpaces(parts.join(' '));
}

const forms =
  '(?:М[БКА]?ОУ|МБУ|МКУ|МАУ|М[БА]?ОУДО|МБОУ\\s+ДО|Г[БКА]?ОУ|ГБПОУ|ГАПОУ|ГКОУ|ГАУ|ГБУ|ФГ[БАК]ОУ|Ч[А]?ОУ|АНОО|АНО|НОУ|ОГБОУ|ОГКОУ|КГБОУ|КОУ|МУ\\s?ДО)';
const kinds =
  '(?:СОШ|ООШ|ОШ|НОШ|СШ|ОСШ|гимнази[яиею]|лице[йяею]|школ[аыеу]|НШДС|ЦО|СКОШ|ДДТ|ЦДТ|ЦВР|ДЮЦ|колледж[ае]?|техникум[ае]?)';

const organizationPatterns: readonly RegExp[] = [
  new RegExp(`(?<!\\p{L})${forms}\\s*(?:${kinds}\\s*)?«[^«»]*(?:«[^«»]*»)?[^«»]*»(?:\\s*№\\s?\\d+)?`, 'u'),
  new RegExp(`(?<!\\p{L})${forms}\\s*(?:${kinds})\\s*№\\s?\\d+`, 'iu'),
  new RegExp(
    `(?<!\\p{L})${forms}\\s+\\p{Lu}[\\p{L}-]+\\s+(?:средн\\S+\\s+|основн\\S+\\s+|начальн\\S+\\s+)?${kinds}(?!\\p{L})(?:\\s*№\\s?\\d+)?`,
    'u',
  ),
  new RegExp(`(?<!\\p{L})${forms}\\s+(?:средн\\S+|основн\\S+)?\\s*${kinds}\\s+\\p{Lu}[\\p{L}-]+`, 'u'),
  /(?<!\p{L})(?:СОШ|ООШ|Гимнази[яи]|Лице[йя]|Школ[аы])\s*№\s?\d+/u,
];

/** A school named inside the table; other bodies named there (centres, institutes) are not the document's own. */
function readSchool(text: string): string | null {
  const pattern = new RegExp(
    `(?<!\\p{L})${forms}\\s*(?:«[^«»]*(?<!\\p{L})${kinds}(?!\\p{L})[^«»]*»|${kinds}\\s*№\\s?\\d+)`,
    'u',
  );
  const match = pattern.exec(text);
  return match === null ? null : collapseSpaces(match[0]);
}

/** The organization that the text names, its adjective put in the nominative («Степновской СОШ» → «Степновская»). */
export function readOrganization(text: string): string | null {
  for (const pattern of organizationPatterns) {
    const match = pattern.exec(text);
    if (match === null) continue;
    return collapseSpaces(match[0])
      .replace(/(\p{Lu}\p{Ll}+)ской(?=\s+(?:СОШ|ООШ|ОШ|НОШ|СШ|школ))/u, '$1ская')
      .replace(/школ[ыеу]$/u, 'школа');
  }
  return null;
}

const years =
  /(?<![\d.])((?:19|20)\d{2})\s*(?:[-–—/]|по|год[а]?\s*[-–—])\s*((?:19|20)\d{2}|\d{2}(?!\d))\s*(уч(?:ебн\p{L}+|\.)\s*г(?:од\p{L}*|\.)?|г(?:\.?\s?г\.?|од\p{L}*|\.)?)?/iu;
const oneYear =
  /(?<![\d.])(?:на|в)\s+((?:19|20)\d{2})\s*(?:календарн\p{L}+\s*)?(г(?:од\p{L}*|\.)?)(?!\p{L})/iu;

/** The period that a title names, with its two dates; null when it names none (or only what it prepares for). */
export function readPeriod(text: string): { text: string; span: Period } | null {
  const match = years.exec(text);
  if (match !== null) {
    const before = text.slice(0, match.index).trimEnd();
    const preparesFor = /(?<!\p{L})к$/u.test(before);
    const from = Number(match[1]);
    const short = match[2] ?? '';
    const to = short.length === 2 ? Math.floor(from / 100) * 100 + Number(short) : Number(short);
    const unit = match[3] ?? '';
    const school = unit.toLowerCase().startsWith('уч');
    // A school year ends in the year after: «2026-2026 учебный год» is a slip that names no period.
    const first = school ? from + 1 : from;
    if (!preparesFor && to >= first && to - from <= 12) {
      const written = collapseSpaces(match[0])
        .replace(/годах$/iu, 'годы')
        .replace(/учебном году$/iu, 'учебный год')
        .replace(/учебного года$/iu, 'учебный год')
        .replace(/\s*г\.?\s?г\.?$/iu, '');
      return {
        text: written,
        span: school
          ? { start: `${from}-09-01`, end: `${to}-08-31` }
          : { start: `${from}-01-01`, end: `${to}-12-31` },
      };
    }
    if (preparesFor) return null;
  }
  const single = oneYear.exec(text);
  if (single === null) return null;
  const year = single[1] ?? '';
  return { text: year, span: { start: `${year}-01-01`, end: `${year}-12-31` } };
}

const monthNumbers: readonly (readonly [RegExp, string])[] = [
  [/^янв/i, '01'],
  [/^фев/i, '02'],
  [/^мар/i, '03'],
  [/^апр/i, '04'],
  [/^ма[йя]/i, '05'],
  [/^июн/i, '06'],
  [/^июл/i, '07'],
  [/^авг/i, '08'],
  [/^сен/i, '09'],
  [/^окт/i, '10'],
  [/^ноя/i, '11'],
  [/^дек/i, '12'],
];

/** A date of a stamp: «18» 11 2020, « 17»______06____2022, 16.12.2022, 28 августа 2020 г. */
export function readStampDate(text: string): string | null {
  const match = /[«"]?\s*(\d{1,2})\s*[»"]?[\s._]*(\d{1,2}|\p{L}{3,8})[\s._]+((?:20)?\d{2})(?!\d)/u.exec(text);
  if (match === null) return null;
  const [, day = '', monthText = '', yearText = ''] = match;
  const month = /^\d/.test(monthText)
    ? monthText.padStart(2, '0')
    : monthNumbers.find(([name]) => name.test(monthText))?.[1];
  if (month === undefined) return null;
  const year = yearText.length === 2 ? `20${yearText}` : yearText;
  const iso = `${year}-${month}-${day.padStart(2, '0')}`;
  try {
    return Temporal.PlainDate.from(iso, { overflow: 'reject' }).toString();
  } catch {
    return null;
  }
}

function readStamps(lines: readonly string[]): ReadStamp[] {
  const stamps: ReadStamp[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const isAnnex = annex.test(line);
    if (!stampWord.test(line) && !isAnnex) continue;
    const parts: string[] = [line];
    let blank = 0;
    for (let next = at + 1; next < lines.length && parts.length < 7; next += 1) {
      const text = lines[next] ?? '';
      if (text.trim() === '') {
        blank += 1;
        if (blank > 3) break;
        continue;
      }
      if (stampWord.test(text) || annex.test(text) || titleStart.test(text) || aimStart.test(text)) break;
      blank = 0;
      parts.push(text);
      if (/(№\s*\S+|\d{4}\s*(г\.?|год)?)\s*$/u.test(text) && readStampDate(parts.join(' ')) !== null) break;
    }
    const text = collapseSpaces(parts.join(' '));
    if (isAnnex && !/(приказ|постановлени|распоряжени|решени)/iu.test(text)) continue;
    const order =
      /(?:приказ\p{L}*|постановлени\p{L}*|распоряжени\p{L}*|протокол\p{L}*|решени\p{L}*|от\s[^№]{4,40})[^№]*№\s*([\p{L}\d][\p{L}\d/.-]*)/iu
        .exec(text)?.[1]
        ?.replace(/[.,]$/, '');
    const date = readStampDate(text.replace(/№\s*[\p{L}\d/-]+/u, ' '));
    stamps.push({
      word: /^\s*[«"]?(СОГЛАС)/iu.test(line)
        ? 'СОГЛАСОВАНО'
        : /^\s*[«"]?(ПРИНЯТ|РАССМОТР)/iu.test(line)
          ? 'ПРИНЯТО'
          : 'УТВЕРЖДЕНО',
      ...(order === undefined ? {} : { order }),
      ...(date === null ? {} : { date }),
      text,
    });
  }
  return stamps;
}

function readAimAndTasks(lines: readonly string[]): { aim: string | null; tasks: string[] } {
  const aimAt = lines.findIndex((line) => /^\s*Цел[ьи](\s[^:]{0,80})?\s*[:–—-]/u.test(line));
  const tasksAt = lines.findIndex(
    (line, at) => at > aimAt && (tasksStart.test(line) || tasksInline.test(line)),
  );
  let aim: string | null = null;
  if (aimAt !== -1) {
    const end = tasksAt === -1 ? findGap(lines, aimAt + 2) : tasksAt;
    const text = lines
      .slice(aimAt, end)
      .join(' ')
      .replace(/^\s*Цел[ьи](\s[^:–—]{0,80})?\s*[:–—-]\s*/u, '');
    aim = collapseSpaces(text) === '' ? null : collapseSpaces(text);
  }
  const tasks: string[] = [];
  if (tasksAt !== -1) {
    const inline = tasksInline.exec(lines[tasksAt] ?? '')?.[3] ?? '';
    let blank = 0;
    const rest = [inline, ...lines.slice(tasksAt + 1)];
    for (const line of rest) {
      const text = collapseSpaces(line);
      if (text === '') {
        blank += 1;
        if (blank > 1 && tasks.length > 0) break;
        continue;
      }
      blank = 0;
      if (endsTitle(text) || titleStart.test(text)) break;
      const marked = /^([-–—•*]|\d{1,2}[.)])\s*(.+)$/u.exec(text);
      if (marked !== null || tasks.length === 0 || /^\p{Lu}/u.test(text)) tasks.push(marked?.[2] ?? text);
      else tasks[tasks.length - 1] = `${tasks.at(-1) ?? ''} ${text}`;
    }
  }
  return { aim, tasks: tasks.map((task) => task.replace(/[;.,]\s*$/, '')) };
}

function findGap(lines: readonly string[], from: number): number {
  const at = lines.findIndex((line, index) => index >= from && line.trim() === '');
  return at === -1 ? Math.min(lines.length, from + 4) : at;
}

/** «ОО — образовательная организация» in a list of abbreviations, «(далее — ОО)» anywhere. */
function readAbbreviations(
  lines: readonly string[],
  body: readonly string[],
): { short: string; full: string }[] {
  const found = new Map<string, string>();
  const listAt = lines.findIndex((line) => /(сокращени|аббревиатур)/iu.test(line));
  if (listAt !== -1) {
    const text = lines.slice(listAt + 1, listAt + 25).join('\n');
    for (const match of text.matchAll(
      /(?<!\p{L})(\p{Lu}{2,8})\s*[–—-]\s*([\p{L}«»\s-]{4,120}?)(?=[.;,\n]|$)/gu,
    )) {
      const [, short = '', full = ''] = match;
      if (!found.has(short)) found.set(short, collapseSpaces(full));
    }
  }
  const text = collapseSpaces(body.join(' '));
  for (const match of text.matchAll(
    /([\p{L}«»№\d\s-]{4,80})\(\s*далее\s*[:–—-]+\s*([\p{L}\d -]{2,30})\)/gu,
  )) {
    const [, before = '', short = ''] = match;
    const name = collapseSpaces(short);
    if (found.has(name) || !/^\p{Lu}{2,}/u.test(name)) continue;
    const words = collapseSpaces(before).split(' ');
    found.set(name, words.slice(-Math.max(name.length, 2)).join(' '));
  }
  return [...found].map(([short, full]) => ({ short, full }));
}
