import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { SourceDocument, Table } from '#src/lib/tables/model.ts';
import { mentoringForms, readForm } from '#src/features/programmes/rules/forms.ts';
import { splitTags } from '#src/features/banks/rules/tags.ts';
import type {
  MatchInput,
  MenteeFacts,
  MentorFacts,
  PersonFacts,
  Relation,
} from '#src/features/matching/rules/facts.ts';
import { readSlots } from '#src/features/matching/rules/slots.ts';

/** Columns of the lists that `nastavnik match` reads, by the words of their headings. */
const COLUMNS = {
  side: /^(?:роль|сторона|кто)/iu,
  id: /^(?:id|код|номер|№)/iu,
  name: /фио|ф\.\s*и\.|имя|фамилия|наставник|наставляем/iu,
  kind: /^(?:вид|статус|категория)/iu,
  class: /класс/iu,
  ages: /(?:желаем|возраст\p{L}*\s+наставляем)/iu,
  age: /^возраст|полных лет/iu,
  request: /запрос|нужна помощь/iu,
  competences: /компетенц|сильн|чем(?:у)?\s+(?:может|помог)/iu,
  interests: /интерес|увлечен/iu,
  times: /врем|когда|дни/iu,
  places: /мест[оа]|где/iu,
  form: /форма/iu,
  limit: /(?:сколько|число|мест\s|вместим|наставляемых)/iu,
  urgency: /срочн/iu,
  wishes: /пожелан|хочет с|выбор/iu,
  vetoes: /не хочет|кроме|не с/iu,
} as const;
type Column = keyof typeof COLUMNS;
/** Read in this order: a heading that several fit belongs to the first. */
const ORDER: readonly Column[] = [
  'side',
  'vetoes',
  'wishes',
  'ages',
  'age',
  'request',
  'competences',
  'interests',
  'times',
  'places',
  'form',
  'urgency',
  'class',
  'limit',
  'kind',
  'id',
  'name',
];

const MENTOR = /наставник/iu;
/**
 * A row that was left out (`no_name`, `doubled`), or a part of one that was not understood and stands in nobody's way: times, and
 * people of a wish or a veto whom the other list has not.
 */
export interface ListProblem {
  readonly sheet: string;
  readonly row: number;
  readonly why: 'no_name' | 'doubled' | 'times' | 'wish' | 'veto';
  /** What was not understood, as it stands in the list. */
  readonly what?: string;
}
export interface ListsRead {
  readonly input: MatchInput;
  readonly problems: readonly ListProblem[];
}

function readPlaces(text: string): string[] {
  return [
    ...(/школ/iu.test(text) ? ['school'] : []),
    ...(/предприят|партн|колледж|вуз/iu.test(text) ? ['partner'] : []),
    ...(/дистан|онлайн|удал|расстоян/iu.test(text) ? ['distance'] : []),
  ];
}

function readNumbers(text: string): number[] {
  return (text.match(/\d+/g) ?? []).map(Number);
}

function kindsOf(text: string, className: string, isMentor: boolean): string[] {
  const kinds = [
    ...(/учен|обучающ|школьн/iu.test(text) ? ['pupil'] : []),
    ...(/учител|педагог|сотрудник|работник школ/iu.test(text) ? ['staff'] : []),
    ...(/студент/iu.test(text) ? ['student'] : []),
    ...(/выпускник/iu.test(text) ? ['graduate'] : []),
    ...(/партн|предприят|работодател/iu.test(text) ? ['partner'] : []),
  ];
  if (kinds.length > 0) return kinds;
  return className !== '' || !isMentor ? ['pupil'] : ['staff'];
}

/** The row of headings, and which column is which. */
function findColumns(
  table: Table,
): { readonly from: number; readonly columns: ReadonlyMap<Column, number> } | null {
  for (const [index, row] of table.rows.slice(0, 15).entries()) {
    const columns = new Map<Column, number>();
    for (const cell of row.cells) {
      const found = ORDER.find((name) => !columns.has(name) && COLUMNS[name].test(cell.text.trim()));
      if (found !== undefined) columns.set(found, cell.column);
    }
    if (columns.has('name') && columns.size >= 2) return { from: index + 1, columns };
  }
  return null;
}

/** What both sides have in common. */
function readPerson(at: (column: Column) => string, id: string, isMentor: boolean): PersonFacts {
  const className = at('class');
  const grade = readNumbers(className)[0] ?? null;
  const [age = null] = readNumbers(at('age'));
  const kinds = kindsOf(at('kind'), className, isMentor);
  const form = at('form')
    .split(/[;,\n]/)
    .flatMap((words) => readForm(words)?.id ?? []);
  return {
    personId: id,
    name: at('name').replaceAll(/\s+/g, ' '),
    kinds,
    age,
    isMinor: age === null ? kinds.includes('pupil') : age < 18,
    className,
    grade,
    posts: [],
    // Whoever keeps such a list answers for the consents: it holds nothing of them.
    hasConsent: true,
    times: readSlots(at('times')),
    places: readPlaces(at('places')),
    forms: form,
    languages: [],
    interests: splitTags(at('interests')),
  };
}

function isMentorRow(table: Table, side: string): boolean {
  if (side !== '') return MENTOR.test(side) && !/наставляем/iu.test(side);
  const sheet = table.place.sheet ?? '';
  if (/наставляем|подопечн|запрос/iu.test(sheet)) return false;
  if (MENTOR.test(sheet)) return true;
  const head = table.rows.slice(0, 15).flatMap(({ cells }) => cells.map(({ text }) => text));
  return (
    head.some((text) => COLUMNS.competences.test(text)) && !head.some((text) => COLUMNS.request.test(text))
  );
}

/**
 * Two lists, of mentees and of mentors, as a pool: sheets of a workbook, or one table with a column «Роль». Columns are known by
 * their headings. Refuses with `matching.lists_no_heads` (no table with names), `matching.no_mentees`, `matching.no_mentors`.
 * Rows without a name and repeated ones are left out and told; so is what of a row was not understood.
 *
 * @param today ISO day that stands in the answer.
 */
export function readLists(document: SourceDocument, today: string): Result<ListsRead> {
  const mentees: MenteeFacts[] = [];
  const mentors: MentorFacts[] = [];
  const problems: ListProblem[] = [];
  const said: Said[] = [];
  const seen = new Set<string>();
  let hasHeads = false;
  for (const block of document.blocks) {
    if (block.kind !== 'table') continue;
    const found = findColumns(block);
    if (found === null) continue;
    hasHeads = true;
    for (const [index, row] of block.rows.slice(found.from).entries()) {
      const texts = new Map(row.cells.map((cell) => [cell.column, cell.text.trim()]));
      const at = (column: Column) => texts.get(found.columns.get(column) ?? -1) ?? '';
      if ([...texts.values()].every((text) => text === '')) continue;
      const isMentor = isMentorRow(block, at('side'));
      const where = { sheet: block.place.sheet ?? '', row: row.place.row ?? found.from + index + 1 };
      if (at('name') === '') {
        problems.push({ ...where, why: 'no_name' });
        continue;
      }
      const key = `${isMentor ? 'mentor' : 'mentee'} ${at('id') || at('name').toLocaleLowerCase('ru')}`;
      if (seen.has(key)) {
        problems.push({ ...where, why: 'doubled' });
        continue;
      }
      seen.add(key);
      const id = `${isMentor ? 'r' : 'e'}${isMentor ? mentors.length + 1 : mentees.length + 1}`;
      const person = readPerson(at, id, isMentor);
      if (at('times') !== '' && person.times.length === 0) {
        problems.push({ ...where, why: 'times', what: at('times') });
      }
      said.push(
        { by: id, isMentor, names: at('wishes'), isVeto: false, where },
        { by: id, isMentor, names: at('vetoes'), isVeto: true, where },
      );
      if (isMentor) mentors.push(toMentor(person, at));
      else mentees.push(toMentee(person, at, today));
    }
  }
  if (!hasHeads) return refuse('matching.lists_no_heads');
  if (mentees.length === 0) return refuse('matching.no_mentees');
  if (mentors.length === 0) return refuse('matching.no_mentors');
  const { relations, unknown } = readRelations(said, mentees, mentors);
  return accept({
    input: { mentees, mentors, relations, ageFrom: null, ageTo: null, takenOn: today },
    problems: [...problems, ...unknown],
  });
}

function toMentor(person: PersonFacts, at: (column: Column) => string): MentorFacts {
  const ages = readNumbers(at('ages'));
  return {
    ...person,
    competences: splitTags(at('competences')),
    ageFrom: ages[0] ?? null,
    ageTo: ages[1] ?? ages[0] ?? null,
    limit: readNumbers(at('limit'))[0] ?? usualLimit(person),
    taken: 0,
    isAdmitted: true,
    lacking: [],
    needsCertificate: false,
    hasCertificate: false,
    finished: 0,
  };
}

function usualLimit({ kinds, forms }: PersonFacts): number {
  const form = mentoringForms.find(
    ({ id, mentorKinds }) =>
      (forms.length === 0 || forms.includes(id)) && mentorKinds.some((kind) => kinds.includes(kind)),
  );
  return form?.menteeLimit ?? 1;
}

function toMentee(person: PersonFacts, at: (column: Column) => string, today: string): MenteeFacts {
  const urgency = at('urgency');
  const tags = splitTags(at('request'));
  // A request of a sentence is a text; words parted by commas are words.
  const areWords = tags.every((tag) => tag.split(' ').length <= 3);
  return {
    ...person,
    mainRequest: at('request'),
    tags: areWords ? tags : [],
    urgency: /низк|не\s*срочн|подожд|1/iu.test(urgency) ? 1 : /срочн|высок|скор|3/iu.test(urgency) ? 3 : 2,
    waitsSince: today,
  };
}

function keyOf(name: string): string {
  return name.toLocaleLowerCase('ru').replaceAll('ё', 'е').replaceAll(/\s+/g, ' ').trim();
}

/** Names that somebody gave, and where. */
interface Said {
  readonly by: string;
  readonly isMentor: boolean;
  readonly names: string;
  readonly isVeto: boolean;
  readonly where: Pick<ListProblem, 'sheet' | 'row'>;
}
/** As many as the questionnaire asks for. */
const MOST_WISHES = 5;

/** Wishes by name: «Иванова Мария; Петров Пётр», the first named first. */
function readRelations(
  said: readonly Said[],
  mentees: readonly MenteeFacts[],
  mentors: readonly MentorFacts[],
): { readonly relations: Relation[]; readonly unknown: ListProblem[] } {
  const idsOf = (people: readonly PersonFacts[]) =>
    new Map(people.map(({ name, personId }) => [keyOf(name), personId]));
  const [menteeIds, mentorIds] = [idsOf(mentees), idsOf(mentors)];
  const relations: Relation[] = [];
  const unknown: ListProblem[] = [];
  for (const { by, isMentor, names, isVeto, where } of said) {
    const given = names.split(/[;,\n]/).filter((name) => keyOf(name) !== '');
    for (const [index, name] of given.slice(0, isVeto ? given.length : MOST_WISHES).entries()) {
      const other = (isMentor ? menteeIds : mentorIds).get(keyOf(name));
      if (other === undefined) {
        unknown.push({ ...where, why: isVeto ? 'veto' : 'wish', what: name.trim() });
        continue;
      }
      const pair = isMentor ? { menteeId: other, mentorId: by } : { menteeId: by, mentorId: other };
      const side = isMentor ? 'mentor' : 'mentee';
      relations.push({
        ...pair,
        kind: isVeto ? `${side}_veto` : `${side}_wish`,
        rank: isVeto ? null : index + 1,
      });
    }
  }
  return { relations, unknown };
}
