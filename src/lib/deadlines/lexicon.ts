import type { Frequency } from './meaning.ts';

/** What a word may be in a deadline. `word` is a known word told by its lemma. */
export type WordSort = 'month' | 'ordinal' | 'cardinal' | 'season' | 'weekday' | 'frequency' | 'word';

export interface Entry {
  readonly sort: WordSort;
  readonly lemma: string;
  readonly value: number;
}

const MONTHS = [
  'январь января январю январем январе янв',
  'февраль февраля февралю февралем феврале фев февр',
  'март марта марту мартом марте мар',
  'апрель апреля апрелю апрелем апреле апр',
  'май мая маю маем мае',
  'июнь июня июню июнем июне июн',
  'июль июля июлю июлем июле июл',
  'август августа августу августом августе авг',
  'сентябрь сентября сентябрю сентябрем сентябре сен сент',
  'октябрь октября октябрю октябрем октябре окт',
  'ноябрь ноября ноябрю ноябрем ноябре ноя нояб',
  'декабрь декабря декабрю декабрем декабре дек',
];

const SEASONS = [
  'зима зимы зиме зиму зимой зимою зимний зимнего зимнем',
  'весна весны весне весну весной весною весенний весеннего весеннем',
  'лето лета лету летом лете летний летнего летнем',
  'осень осени осенью осенний осеннего осеннем',
];

const WEEKDAYS = [
  'понедельник понедельника понедельнику понедельники пн|понедельникам',
  'вторник вторника вторнику вторники вт|вторникам',
  'среда среды среде среду ср|средам',
  'четверг четверга четвергу четверги чт|четвергам',
  'пятница пятницы пятнице пятницу пт|пятницам',
  'суббота субботы субботе субботу сб|субботам',
  'воскресенье воскресенья воскресенью вс|воскресеньям',
];

const ORDINAL_STEMS = [
  'перв',
  'втор',
  'трет',
  'четверт',
  'пят',
  'шест',
  'седьм',
  'восьм',
  'девят',
  'десят',
  'одиннадцат',
  'двенадцат',
  'тринадцат',
  'четырнадцат',
  'пятнадцат',
  'шестнадцат',
  'семнадцат',
  'восемнадцат',
  'девятнадцат',
  'двадцат',
];

const ORDINAL_ENDINGS = 'ый ой ого ому ым ом ая ую ое ые ых ыми'.split(' ');
const THIRD_ENDINGS = 'ий ьего ьему ьим ьем ья ьей ью ье ьи ьих'.split(' ');

const CARDINALS = [
  'один одна одно одного одной одному одну',
  'два две двух двум',
  'три трех трем',
  'четыре четырех',
  'пять пяти',
  'шесть шести',
  'семь семи',
  'восемь восьми',
  'девять девяти',
  'десять десяти',
  'одиннадцать одиннадцати',
  'двенадцать двенадцати',
];

const FREQUENCIES: Readonly<Record<Frequency, string>> = {
  daily: 'ежедневно ежедневный',
  weekly: 'еженедельно еженедельный понедельно',
  monthly: 'ежемесячно ежемесячный помесячно',
  quarterly: 'ежеквартально ежеквартальный поквартально',
  'half-yearly': 'полугодично',
  yearly: 'ежегодно ежегодный',
};

/** Lemma first, then its other forms. */
const WORDS = [
  'год года году годом годе годы годов годам годах годами лет г гг',
  'учебный учебного учебному учебном учебным учебные учебных учеб учебн уч школьный школьного школьному школьном',
  'календарный календарного календарному календарном календарные',
  'квартал квартала кварталу кварталом квартале кварталы кварталов кварталах кв квартальный',
  'полугодие полугодия полугодию полугодием полугодии полугодий полугодиях полуг',
  'полгода полугода',
  'четверть четверти четвертью четвертей',
  'триместр триместра триместру триместре',
  'месяц месяца месяцу месяцем месяце месяцы месяцев мес',
  'неделя недели неделе неделю неделей недель нед',
  'декада декады декаде декаду декадой',
  'день дня дню днем дне дни дней дн днях',
  'сутки суток',
  'час часа часов часам часы ч',
  'минута минут минуты мин',
  'число числа числу числом числе числах чисел',
  'половина половины половине половину половиной',
  'начало начала началу началом начале нач',
  'середина середины середине середину серединой',
  'конец конца концу концом конце окончание окончания окончанию окончании завершение завершения завершении',
  'последний последнего последнему последнем последняя последнюю последней последние последних последнее',
  'с со',
  'по',
  'до',
  'к ко',
  'в во',
  'на',
  'от',
  'за',
  'и',
  'или либо',
  'а',
  'не',
  'для',
  'из',
  'течение течении течения теч',
  'протяжение протяжении протяжения',
  'период периода периоду периодом периоде периоды',
  'срок срока сроку сроком сроке сроки сроков сроках',
  'действие действия',
  'реализация реализации реализацию',
  'внедрение внедрения',
  'программа программы программ',
  'проект проекта',
  'план плана плану',
  'карта карты',
  'весь вся все всего всей всю всех всему всем целый целого',
  'круглый',
  'постоянно постоянный постоянной постоянная непрерывно',
  'основа основе',
  'круглогодично',
  'периодически',
  'регулярно',
  'систематически',
  'эпизодически',
  'каждый каждого каждому каждом каждая каждую каждой каждое каждые каждых',
  'раз раза разу',
  'однажды',
  'дважды',
  'трижды',
  'реже',
  'менее',
  'чаще',
  'минимум',
  'поздний позднее позже поздней',
  'ранее раньше',
  'чем',
  'начиная',
  'далее дальше затем потом впоследствии',
  'дальнейший дальнейшем дальнейшее',
  'последующий последующие последующем последующих',
  'включительно вкл',
  'этот этого этом текущий текущего текущем текущему тек данный данного данном нынешний нынешнего сего',
  'следующий следующего следующем следующему следующую следующей будущий будущего будущем',
  'прошлый прошлого прошлом',
  'новый нового новому',
  'отчетный отчетного отчетном отчетным отчетному',
  'ежегод',
  'примерно',
  'ориентировочно',
  'предположительно',
  'приблизительно',
  'рабочий рабочих рабочего рабочем рабочие',
  'утро утра',
  'вечер вечера',
];

/** Words told by how they begin: what follows «по», «в» or stands first when no calendar date is meant. */
function collectEntries(): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  const add = (forms: string, sort: WordSort, value: number, lemma?: string): void => {
    const list = forms.split(' ');
    for (const form of list) {
      if (!entries.has(form)) entries.set(form, { sort, lemma: lemma ?? list[0] ?? form, value });
    }
  };
  MONTHS.forEach((forms, index) => add(forms, 'month', index + 1));
  SEASONS.forEach((forms, index) => add(forms, 'season', index + 1));
  WEEKDAYS.forEach((forms, index) => {
    const [singular = '', plural = ''] = forms.split('|');
    add(singular, 'weekday', index + 1, 'weekday');
    add(plural, 'weekday', index + 1, 'weekdays');
  });
  // The noun «четверть» and the shared forms of words and ordinals must win over generated ordinals.
  for (const forms of WORDS) add(forms, 'word', 0);
  ORDINAL_STEMS.forEach((stem, index) => {
    const endings = index === 2 ? THIRD_ENDINGS : ORDINAL_ENDINGS;
    for (const ending of endings) add(stem + ending, 'ordinal', index + 1, 'ordinal');
  });
  for (const ending of ORDINAL_ENDINGS) add(`тридцат${ending}`, 'ordinal', 30, 'ordinal');
  add('двадцать', 'cardinal', 20, 'tens');
  add('тридцать', 'cardinal', 30, 'tens');
  CARDINALS.forEach((forms, index) => add(forms, 'cardinal', index + 1, 'cardinal'));
  for (const [frequency, forms] of Object.entries(FREQUENCIES)) add(forms, 'frequency', 0, frequency);
  return entries;
}

/** Every form of every known word, lower case, «ё» written «е». */
export const LEXICON: ReadonlyMap<string, Entry> = collectEntries();

/** Real words one letter away from a word of the lexicon: never healed into it. */
const NOT_SLIPS = new Set([
  'октябрят',
  'октябренок',
  'карта',
  'карты',
  'парта',
  'поворот',
  'начала',
  'конюх',
]);

const SLIP_LEMMAS = new Set([
  'учебный',
  'квартал',
  'полугодие',
  'четверть',
  'неделя',
  'декада',
  'половина',
  'середина',
  'течение',
  'протяжение',
  'постоянно',
  'каждый',
  'последний',
  'следующий',
  'периодически',
  'регулярно',
  'включительно',
  'позднее',
  'поздний',
]);

/** Long words by first letter: the candidates for a slip of one letter. */
const SLIP_TARGETS: ReadonlyMap<string, readonly string[]> = (() => {
  const targets = new Map<string, string[]>();
  for (const [form, entry] of LEXICON) {
    const long =
      (entry.sort === 'month' && form.length >= 6) ||
      (entry.sort === 'frequency' && form.length >= 8) ||
      (SLIP_LEMMAS.has(entry.lemma) && form.length >= 6);
    if (!long) continue;
    const first = form[0] ?? '';
    targets.set(first, [...(targets.get(first) ?? []), form]);
  }
  return targets;
})();

/** The known word that an unknown one of at least six letters misses by one letter; null when there is none. */
export function healSlip(word: string): Entry | null {
  if (word.length < 6 || word.length > 16 || NOT_SLIPS.has(word)) return null;
  for (const target of SLIP_TARGETS.get(word[0] ?? '') ?? []) {
    if (isOneEditAway(word, target)) return LEXICON.get(target) ?? null;
  }
  return null;
}

/** One letter changed, lost, added, or two neighbours swapped. */
function isOneEditAway(a: string, b: string): boolean {
  const difference = a.length - b.length;
  if (difference > 1 || difference < -1) return false;
  let i = 0;
  while (i < a.length && i < b.length && a[i] === b[i]) i += 1;
  let endA = a.length - 1;
  let endB = b.length - 1;
  while (endA >= i && endB >= i && a[endA] === b[endB]) {
    endA -= 1;
    endB -= 1;
  }
  const leftA = endA - i + 1;
  const leftB = endB - i + 1;
  if (leftA <= 1 && leftB <= 1) return true;
  return leftA === 2 && leftB === 2 && a[i] === b[i + 1] && a[i + 1] === b[i];
}

/** A month or «течение» somewhere after the first letter: without it nothing is glued. */
const GLUED = /.(?:янв|фев|мар|апр|ма[йяюе]|июн|июл|авг|сен|окт|ноя|дек|теч)/;

/** Two months written as one word, a hyphen lost between them, or a preposition stuck to a month. */
export function splitGlued(word: string): [string, string] | null {
  if (word.length < 5 || word.length > 20 || !GLUED.test(word)) return null;
  for (let cut = 1; cut <= word.length - 3; cut += 1) {
    const right = LEXICON.get(word.slice(cut));
    if (right === undefined || (right.sort !== 'month' && right.lemma !== 'течение')) continue;
    const left = LEXICON.get(word.slice(0, cut));
    if (left === undefined) continue;
    const isPreposition = cut <= 2 && word.length - cut >= 5 && PREPOSITIONS.has(left.lemma);
    if (isPreposition || (left.sort === 'month' && cut >= 3)) return [word.slice(0, cut), word.slice(cut)];
  }
  return null;
}

export const PREPOSITIONS: ReadonlySet<string> = new Set(['с', 'по', 'до', 'к', 'в', 'на']);
