import type { Column, Role } from '#src/features/roadmap/rules/reading/layouts/raw.ts';
import { collapseSpaces, normWord } from '#src/features/roadmap/rules/reading/lexicon/words.ts';

/** Stems that name what a column holds, strongest first: «Срок исполнения» is a deadline, not «исполнитель». */
const roleStems: readonly { role: Role; stems: readonly string[]; weight: number }[] = [
  { role: 'note', stems: ['отметк', 'примечан', 'комментар'], weight: 5 },
  { role: 'deadline', stems: ['срок', 'дат', 'период', 'когда', 'время', 'месяц'], weight: 4 },
  { role: 'responsible', stems: ['ответственн', 'исполнител', 'кто'], weight: 4 },
  {
    role: 'result',
    stems: ['результат', 'показател', 'документ', 'продукт', 'отчетност', 'подтвержд', 'итог', 'выход'],
    weight: 3.5,
  },
  { role: 'stage', stems: ['этап', 'раздел', 'блок', 'направлен'], weight: 3 },
  {
    role: 'title',
    stems: [
      'мероприят',
      'содержан',
      'деятельност',
      'задач',
      'действ',
      'работ',
      'событи',
      'тем',
      'шаг',
      'дел',
      'активност',
    ],
    weight: 2,
  },
  { role: 'title', stems: ['наименован', 'назван', 'план'], weight: 1 },
];

/** Words that go on with a header's name and never begin one. */
const continuations =
  /^(п|п\/п|п\.п|пп|исполнения|исполнение|реализации|реализация|проведения|проведение|выполнения|завершения|мероприятия|мероприятий|мероприятие|этапа|этапов|этапы|деятельности|работ|работы|исполнитель|исполнители|лицо|лица|документа|документ|и|на|для|или|примерный|план|за|с|по|о|в|об|отчетный|результат|результаты|показатели|эффективности|вид|форма|отчетности|подтверждения|ожидаемый|планируемый|ожидаемые|планируемые|целевой|модели|наставничества|деятельности|задачи|начала|окончания|\/|тыс|руб|выполнении|исполнении|подтверждающий|подтверждающие|источник|финансирования|участники|категория|аудитория|целевая|продукт|итоговый|конкретные|основные|основное|краткое|достижения|соисполнители|реализацию|выполнение|фактический|факт)$/;

const starters =
  /^(№|n|no|наименование|название|содержание|срок|сроки|дата|даты|период|время|месяц|ответственный|ответственные|ответственное|исполнитель|исполнители|результат|результаты|ожидаемый|ожидаемые|планируемый|планируемые|мероприятие|мероприятия|этап|этапы|раздел|направление|направления|показатели|показатель|документ|документы|отметка|примечание|вид|виды|форма|формы|задача|задачи|действия|действие|работа|тема|деятельность|подтверждающий|подтверждающие|индикатор|индикаторы|целевая|участники|продукт|итоговый|основные|основное|планируемое)$/;

const quarterWord =
  /^(i|ii|iii|iv|1|2|3|4|квартал|кварталы|полугодие|г|год|года|уч|учебный|(19|20)\d\d(-(19|20)?\d\d)?|сентябрь|октябрь|ноябрь|декабрь|январь|февраль|март|апрель|май|июнь|июль|август|сент|окт|нояб|дек|янв|февр|фев|апр|авг)$/;

function withoutFootnote(word: string): string {
  return normWord(word).replace(/(?<=\p{L}{4})\d+$/u, '');
}

/** The word begins with the stem, one slip of recognition allowed in longer ones («этана» for «этапа»). */
function hasStem(word: string, stem: string): boolean {
  if (word.startsWith(stem)) return word.length <= stem.length + 5;
  if (stem.length < 4 || word.length < stem.length) return false;
  let differences = 0;
  for (let index = 0; index < stem.length; index += 1) if (word[index] !== stem[index]) differences += 1;
  return differences <= 1 && word.length <= stem.length + 2;
}

/** The role that the words of a header cell speak for, with its weight; null when none. */
export function readHeaderRole(text: string): { role: Role; weight: number } | null {
  const clean = collapseSpaces(text.replaceAll(/^\s*["«]|["»]\s*$/gu, ''));
  if (clean === '' || clean.length > 140) return null;
  if (
    /^(№|N|No|№№)\s*\.?(\s*(п\s*[/.]?\s*п\.?|п\.п\.?|пункта|этапа|строки))?\s*\.?$/iu.test(clean) ||
    /^п\s*\/\s*п\.?$/iu.test(clean)
  ) {
    return { role: 'number', weight: 5 };
  }
  if (isPeriodHeader(clean)) return { role: 'period', weight: 5 };
  const words = clean
    .split(/[\s/]+/)
    .map(withoutFootnote)
    .filter((word) => word !== '');
  if (words.length > 14) return null;
  let best: { role: Role; weight: number } | null = null;
  for (const { role, stems, weight } of roleStems) {
    const at = words.findIndex((word) => stems.some((stem) => hasStem(word, stem)));
    if (at === -1) continue;
    // The first words of a header say most: «Мероприятие, срок» is a title.
    const value = weight - Math.min(at, 4) * 0.4;
    if (best === null || value > best.weight) best = { role, weight: value };
  }
  return best;
}

/** A column of a matrix: «I квартал 2024 г.», «сентябрь», «2023 год». */
export function isPeriodHeader(text: string): boolean {
  const words = collapseSpaces(text)
    .split(' ')
    .map(normWord)
    .filter((word) => word !== '');
  if (words.length === 0 || words.length > 6) return false;
  if (!words.every((word) => quarterWord.test(word))) return false;
  return words.some((word) =>
    /^(квартал|полугодие|сентябрь|октябрь|ноябрь|декабрь|январь|февраль|март|апрель|май|июнь|июль|август|сент|окт|нояб|дек|янв|февр|фев|апр|авг|(19|20)\d\d(-(19|20)?\d\d)?)$/.test(
      word,
    ),
  );
}

/**
 * The cells are names of columns: at least half of them begin with a word that such names begin with. «Обновление
 * планов», «Изменённые планы» have words of a header inside, but begin with none.
 */
export function looksLikeHeader(cells: readonly string[]): boolean {
  const filled = cells.map(collapseSpaces).filter((cell) => cell !== '');
  const named = filled.filter((cell) => {
    const [first = '', second = ''] = cell.replace(/^["«]/, '').split(' ');
    return (
      isHeaderStarter(first) ||
      isPeriodHeader(cell) ||
      (readHeaderRole(first)?.role ?? 'period') !== 'period' ||
      (first.length < 12 && second !== '' && (readHeaderRole(second)?.role ?? 'period') !== 'period')
    );
  });
  return named.length >= filled.length / 2;
}

/** The word could stand in a header. */
export function isHeaderWord(word: string): boolean {
  const norm = withoutFootnote(word);
  if (norm === '' || norm === '№') return true;
  if (starters.test(norm) || continuations.test(norm) || quarterWord.test(norm)) return true;
  return roleStems.some(({ stems }) => stems.some((stem) => hasStem(norm, stem)));
}

export function isHeaderStarter(word: string): boolean {
  const norm = withoutFootnote(word);
  return norm === '№' || starters.test(norm);
}

/**
 * Gives every header cell its role. Of several that speak of what is done, the first is the title and the next the
 * activities, and a stage before a title stays a stage. Null when the cells are no header of a roadmap.
 */
export function assignRoles(headers: readonly string[]): Column[] | null {
  const found = headers.map(readHeaderRole);
  const roles: (Role | null)[] = found.map((entry) => entry?.role ?? null);
  const keepBest = (role: Role): void => {
    let best = -1;
    roles.forEach((candidate, index) => {
      if (candidate !== role) return;
      if (best === -1 || (found[index]?.weight ?? 0) > (found[best]?.weight ?? 0)) best = index;
    });
    roles.forEach((candidate, index) => {
      if (candidate === role && index !== best) roles[index] = 'note';
    });
  };
  keepBest('number');
  keepBest('deadline');
  keepBest('responsible');
  keepBest('result');
  const titles = roles.flatMap((role, index) => (role === 'title' ? [index] : []));
  const stages = roles.flatMap((role, index) => (role === 'stage' ? [index] : []));
  const hasActions = titles.length > 0;
  stages.forEach((index, order) => {
    if (!hasActions && order === 0) roles[index] = 'title';
    else if (order > 0) roles[index] = 'note';
  });
  if (hasActions && stages.length > 0) {
    // «Направление деятельности / Наименование мероприятия» in one cell is a title.
    const [stage] = stages;
    if (stage !== undefined && /мероприяти/iu.test(headers[stage] ?? '')) roles[stage] = 'title';
  }
  const actions = roles.flatMap((role, index) => (role === 'title' ? [index] : []));
  actions.forEach((index, order) => {
    if (order === 1) roles[index] = 'activities';
    if (order > 1) roles[index] = 'note';
  });
  const distinct = new Set(roles.filter((role) => role !== null && role !== 'note' && role !== 'activities'));
  if (!distinct.has('title')) return null;
  if (distinct.size < 2) return null;
  return headers.map((header, index) => ({ role: roles[index] ?? 'note', header: collapseSpaces(header) }));
}

/**
 * Header cells out of header words that stand in one run (columns not parted by anything): a word that begins a
 * header begins a cell; the words of a wrapped second line go to the cell that they go on with.
 */
export function splitHeaderWords(lines: readonly string[]): string[] {
  const cells: string[] = [];
  lines.forEach((line, order) => {
    const words = collapseSpaces(line)
      .split(' ')
      .filter((word) => word !== '');
    words.forEach((word, index) => {
      const norm = withoutFootnote(word);
      const last = cells.length - 1;
      const current = cells[last] ?? '';
      if (cells.length === 0 || beginsCell(word, norm, current, index === 0)) {
        cells.push(word);
        return;
      }
      const target = order > 0 ? chooseCell(cells, norm) : last;
      cells[target] = `${cells[target] ?? ''} ${word}`;
    });
  });
  return cells.map(collapseSpaces).filter((cell) => cell !== '');
}

function beginsCell(word: string, norm: string, current: string, lineStart: boolean): boolean {
  if (current.endsWith('/') || word.startsWith('/')) return false;
  if (norm === '№' || /^(n|no)$/.test(norm)) return true;
  if (!/^\p{Lu}/u.test(word) && !/^(i|ii|iii|iv)$/.test(norm)) return false;
  if (/^(вид|форма)$/.test(norm) && /(результат|документ)\p{L}*[.,:]?$/iu.test(current)) return false;
  if (norm.startsWith('результат') && /(ожидаемы|планируемы)\p{L}*$/iu.test(current)) return false;
  return isHeaderStarter(word) || (lineStart && /^\p{Lu}/u.test(word));
}

/** Which of the cells a continuing word belongs to: the last one that such a word goes on with. */
function chooseCell(cells: readonly string[], norm: string): number {
  const last = cells.length - 1;
  const affinities: readonly [RegExp, RegExp][] = [
    [/^(п|п\/п|п\.п|пп)$/, /^(№|n|no)\p{P}*$/iu],
    [/^этап/, /(наименование|название)$/iu],
    [
      /^(мероприяти)/,
      /(наименование|название|план|содержание|реализацию|реализации|проведения|исполнения)$/iu,
    ],
    [/^(результат|показател)/, /(ожидаемы[йе]|планируемы[йе]|подтвержд\p{L}+)$/iu],
    [/^(исполнител|лиц)/, /ответственн\p{L}+$/iu],
    [/^(исполнения|реализации|проведения|выполнения|завершения)/, /(срок|сроки|дата|период|отметка об?)$/iu],
    [/^документ/, /(вид|форма|подтвержд\p{L}+)$/iu],
    [/^деятельности/, /(содержание|направление|направления)$/iu],
    [/^(учебн|год)/, /\d{4}$/u],
  ];
  for (const [word, end] of affinities) {
    if (!word.test(norm)) continue;
    for (let index = 0; index <= last; index += 1) if (end.test(cells[index] ?? '')) return index;
  }
  return last;
}
