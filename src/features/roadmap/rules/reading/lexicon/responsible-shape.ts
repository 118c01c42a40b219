import type { Word } from '#src/features/roadmap/rules/reading/lexicon/words.ts';
import { isDangling } from '#src/features/roadmap/rules/reading/lexicon/words.ts';
import type { Span } from '#src/features/roadmap/rules/reading/lexicon/deadline-shape.ts';
import type { ResponsibleKind } from '#src/features/roadmap/rules/reading/model.ts';

/** Who can be responsible, in the nominative: a word that begins such a name, with its kind. */
const headWords: Record<'post' | 'group' | 'organization', string> = {
  post:
    'директор замдиректора заместитель заместители зам завуч завучи куратор кураторы ' +
    'руководитель руководители педагог педагоги психолог психологи педагог-психолог ' +
    'педагоги-психологи наставник наставники педагог-наставник педагоги-наставники методист ' +
    'методисты учитель учителя учителя-наставники учитель-наставник секретарь библиотекарь ' +
    'администратор председатель специалист специалисты координатор координаторы ответственный ' +
    'ответственные ответственное начальник заведующий заведующая вожатый вожатая советник ' +
    'инспектор преподаватель преподаватели воспитатель воспитатели глава организатор ' +
    'педагог-организатор педагоги-организаторы тьютор тьюторы юрисконсульт бухгалтер ' +
    'соцпедагог логопед дефектолог юрист модератор консультант эксперт эксперты ' +
    'делопроизводитель старшеклассники выпускники наставляемый наставляемые обучающиеся ' +
    'ученики учащиеся студенты родители участники волонтеры работодатели сотрудники работники ' +
    'все мастер мастера председатели инструктор воспитатели заведующие преподаватель-предметник',
  group:
    'команда команды группа группы администрация коллектив совет советы педсовет методсовет ' +
    'методобъединение шмо рмо мо мс комиссия оргкомитет актив штаб объединение объединения ' +
    'служба ппк профком пары медиацентр пресс-центр',
  organization:
    'управление отдел комитет департамент министерство организация организации ' +
    'организации-партнеры учреждение учреждения школа школы кабинет методкабинет центр ' +
    'институт университет колледж лицей гимназия предприятие предприятия партнеры оо оу оуо ' +
    'ооо имц ммц цпмпк цоппмс ипк иро роо уо ммк рмк мбоу моу мкоу маоу гбоу гаоу гау гбу мку ' +
    'мбу мау мкоудо мбудо моуо фгаоу фгбоу гоу чоу сош оош опорная',
};

const heads: ReadonlyMap<string, ResponsibleKind> = new Map(
  (['post', 'group', 'organization'] as const).flatMap((kind) =>
    headWords[kind].split(' ').map((word) => [word, kind] as const),
  ),
);

/** Plurals that are the genitive of one as well («сайт организации»): names only after an adjective or in capitals. */
const genitives: ReadonlySet<string> = new Set(
  'организации школы учреждения предприятия группы команды комиссии объединения службы'.split(' '),
);

const adjectives: ReadonlySet<string> = new Set(
  (
    'школьный школьные школьная школьное муниципальный муниципальные муниципальное ' +
    'муниципальная региональный региональное региональные районный районное районные ' +
    'городской городское старший старшая старшие главный ведущий социальный социальные ' +
    'классный классные рабочая рабочие проектная проектные творческая инициативная экспертная ' +
    'методический методическая методическое методические педагогический педагогические ' +
    'педагогическая ученический родительский родительские управляющий попечительский ' +
    'образовательные образовательная образовательное общеобразовательные первичная молодые ' +
    'опытные информационно-методический научно-методический координационный ' +
    'музыкальный музыкальные студенческий ученическое цикловая цикловые предметно-цикловая молодежный ' +
    'психолого-педагогическая психологическая информационная предметные временная исполняющий ' +
    'и.о ио врио центральный'
  ).split(' '),
);

const complements: ReadonlySet<string> = new Set(
  (
    'директора директоров по ур увр вр нмр мр умр нр иакр ахч хозяйственной учебной ' +
    'воспитательной учебно-воспитательной методической научно-методической ' +
    'учебно-методической работе работы школы школ школе класса классов оо оу реализации ' +
    'программы программ наставничества организаторов наставников кураторов организации ' +
    'организаций организация группа группы совет советы руководитель руководители педагог ' +
    'педагоги психолог психологи кабинет коллектив служба лицо лица комитет центр вожатый ' +
    'вожатая за сайт сайта мо шмо рмо методических методического объединений объединения ' +
    'управления отдела образования образованию молодежи воспитанию воспитанием начальных ' +
    'развития район района города округа администрации цмн внедрение внедрения ответственный ' +
    'ответственные исполнители специалисты предметники и информатики русского языка ' +
    'социальным вопросам команда команды проектной рабочей молодой молодые первичной ' +
    'профсоюзной профориентацию наставничество реализацию ведение оргкомитет пар групп пары ' +
    'базы программу психологической психолого-педагогической помощи личности наставляемых ' +
    'обучающихся учащихся детей детьми производственного обучения цикловых комиссий отделением ' +
    'учебно-производственной упр пр предприятий физкультуре физической культуре'
  ).split(' '),
);

const initials = /^\p{Lu}\.\s?(\p{Lu}\.?)?,?;?$/u;
const twoInitials = /^\p{Lu}\.\p{Lu}\.?,?;?$/u;
const surname = /^\p{Lu}\p{Ll}+(-\p{Lu}\p{Ll}+)?,?;?$/u;
const gluedName = /^(\p{Lu}\.\p{Lu}\.\p{Lu}\p{Ll}+|\p{Lu}\p{Ll}+\p{Lu}\.\p{Lu}\.)[,;]?$/u;
const patronymic = /^\p{Lu}\p{Ll}+(вич|вна|ична|оглы|кызы)[,;]?$/u;

export function classHead(norm: string): ResponsibleKind | null {
  return heads.get(norm) ?? null;
}

export function isResponsibleAdjective(norm: string): boolean {
  return adjectives.has(norm);
}

export function isResponsibleComplement(norm: string): boolean {
  return complements.has(norm);
}

/** The head whose first letter is lost («аместитель»), or null. */
export function restoreHead(norm: string): string | null {
  if (norm.length < 7) return null;
  for (const letter of 'здкрпнму') {
    if (classHead(letter + norm) === 'post' && classHead(norm) === null) return letter + norm;
  }
  return null;
}

/** A capitalised word that no post or group begins with. */
function isSurname(text: string): boolean {
  return (
    surname.test(text) && classHead(text.toLowerCase().replaceAll('ё', 'е').replace(/[,;]$/, '')) === null
  );
}

/** Words from `start` that are a person's name: how many, 0 when none. */
export function countNameWords(words: readonly Word[], start: number): number {
  const [one, two, three] = [
    words[start]?.text ?? '',
    words[start + 1]?.text ?? '',
    words[start + 2]?.text ?? '',
  ];
  if (gluedName.test(one)) return 1;
  if (isSurname(one)) {
    if (twoInitials.test(two)) return 2;
    if (initials.test(two)) return initials.test(three) && !/[,;]$/.test(two) ? 3 : 2;
    if (patronymic.test(three) && isSurname(two)) return 3;
    if (patronymic.test(two)) return 2;
  }
  if (twoInitials.test(one) && isSurname(two)) return 2;
  if (initials.test(one) && initials.test(two) && isSurname(three)) return 3;
  if (initials.test(one) && isSurname(two)) return 2;
  return 0;
}

const maxComplement = 12;

const maxUnits = 8;

/** Responsible cells that can begin at the word `start`: one name, or several in a row. */
export function findResponsibleSpans(words: readonly Word[], start: number): Span[] {
  const found = new Map<number, number>();
  let open = new Map<number, number>([[start, 0]]);
  for (let units = 0; units < maxUnits && open.size > 0; units += 1) {
    const next = new Map<number, number>();
    for (const [from, score] of open) {
      const reach = new Map<number, number>();
      findUnit(words, from, reach);
      for (const [end, unitScore] of reach) {
        const total = score + (units === 0 ? unitScore : unitScore * 0.6);
        const last = words[end - 1];
        const unfinished = last !== undefined && (last.text.endsWith(',') || isDangling(last.norm));
        const value = total - (unfinished ? 3 : 0) + (last?.lineEnd === true ? 0.6 : 0);
        if ((found.get(end) ?? Number.NEGATIVE_INFINITY) >= value) continue;
        found.set(end, value);
        const joint = words[end];
        if (joint === undefined) continue;
        set(next, joint.norm === 'и' || joint.text === '/' ? end + 1 : end, total);
      }
    }
    open = next;
  }
  return [...found].map(([end, score]) => ({ end, score }));
}

/** One person, post, group or organization from `start`, with every end that makes sense. */
function findUnit(words: readonly Word[], start: number, reach: Map<number, number>): void {
  const names = countNameWords(words, start);
  if (names > 0) {
    reach.set(start + names, 5);
    return;
  }
  let at = start;
  while (at < start + 3 && isResponsibleAdjective(words[at]?.norm ?? '')) at += 1;
  const head = words[at];
  if (head === undefined) return;
  if (at === start && genitives.has(head.norm) && !/^\p{Lu}/u.test(head.text)) return;
  const kind = classHead(head.norm) ?? (restoreHead(head.norm) === null ? null : 'post');
  if (kind === null) return;
  let score = 4 + (at > start ? 0.4 : 0);
  let depth = 0;
  for (let index = at; index < Math.min(words.length, at + maxComplement); index += 1) {
    const word = words[index];
    if (word === undefined) return;
    if (index > at) {
      const inBrackets = depth > 0 || /^[(«"]/.test(word.text);
      if (!inBrackets) {
        if (/[,;]$/.test(words[index - 1]?.text ?? '')) return;
        if (countNameWords(words, index) > 0) {
          const end = index + countNameWords(words, index);
          set(reach, end, score + 1.5);
          return;
        }
        const known = isResponsibleComplement(word.norm) || /^-?\d?$/.test(word.norm);
        if (!known && !/^\p{Ll}/u.test(word.text)) {
          if (!/^\p{Lu}{2,}/u.test(word.text)) return;
          score -= 0.8;
        } else {
          score += known ? 0.12 : -1.1;
        }
        // «Заместитель» is somebody's; «директор» is never «по» something.
        if (
          index === at + 1 &&
          /^(заместитель|зам)$/.test(head.norm) &&
          !/^(директора|заведующего|начальника|руководителя|председателя|главы)$/.test(word.norm)
        )
          score -= 3;
        if (index === at + 1 && head.norm === 'директор' && word.norm === 'по') score -= 1.5;
        if (word.blankBefore > 1) score -= 0.5;
      }
    }
    depth += (word.text.match(/[(«]/g)?.length ?? 0) - (word.text.match(/[)»]/g)?.length ?? 0);
    if (depth < 0) return;
    if (depth > 0 || isDangling(word.norm) || /^-+$/.test(word.norm)) continue;
    // «Заместитель» alone is half a post.
    set(reach, index + 1, index === at && /^(заместитель|зам)$/.test(head.norm) ? score - 2.5 : score);
  }
}

function set(reach: Map<number, number>, end: number, score: number): void {
  const known = reach.get(end);
  if (known === undefined || known < score) reach.set(end, score);
}

/** How much the words as a whole look like names of responsible persons: 0 and more, 4 for one plain post. */
export function scoreResponsible(words: readonly Word[]): number {
  const whole = findResponsibleSpans(words, 0).find((span) => span.end === words.length);
  return Math.max(0, whole?.score ?? 0);
}

/** How many of the words belong to names of responsible persons: 0 to 1. */
export function shareOfResponsible(words: readonly Word[]): number {
  if (words.length === 0) return 0;
  let best = 0;
  for (const span of findResponsibleSpans(words, 0)) if (span.score > 1) best = Math.max(best, span.end);
  return best / words.length;
}
