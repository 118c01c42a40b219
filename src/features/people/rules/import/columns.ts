/** What a column of a list may be. */
export const IMPORT_COLUMNS = [
  'name',
  'family',
  'given',
  'patronymic',
  'birth',
  'class',
  'grade',
  'letter',
  'phone',
  'email',
  'mother',
  'motherPhone',
  'father',
  'fatherPhone',
  'guardian',
  'guardianPhone',
  'kind',
  'post',
  'since',
  'service',
  'workplace',
  'contacts',
  // Of banks and of pairs.
  'request',
  'entered',
  'mentorName',
  'menteeName',
  'mentorPlace',
  'menteePlace',
  'form',
  'ended',
  'results',
  'caseUrl',
  'completed',
  'competences',
  'achievements',
  'interests',
  'ages',
  'time',
  'skip',
] as const;
export type ImportColumn = (typeof IMPORT_COLUMNS)[number];

/**
 * Headings of what is never taken in, whatever the file holds: identity papers, insurance numbers, health, origin. The
 * programme has no need of them (152-ФЗ art. 5 p. 5), and health and origin are special categories (art. 10).
 */
const NEVER =
  /снилс|паспорт|свидетельств|удостоверени|инвалид|здоров|диагноз|(?:^|\s)овз(?:\s|$)|медиц|прививк|полис|национальн|граждан|вероисповед|судим|(?:^|\s)учёт|(?:^|\s)учет(?:\s|$)|пмпк/iu;

const HEADINGS: readonly (readonly [ImportColumn, RegExp])[] = [
  // The canonical banks (МР-42/02) with the variations that files have.
  ['mentorPlace', /(?:место|организаци|учрежден).*\sнаставник/iu],
  ['menteePlace', /(?:место|организаци|учрежден).*\s(?:наставляем|подопечн)/iu],
  ['ages', /возраст/iu],
  ['achievements', /достижени/iu],
  ['results', /результат/iu],
  ['competences', /компетенц|чему\s+(?:может|готов)\s+(?:на)?учить/iu],
  ['interests', /интерес/iu],
  ['caseUrl', /ссылк|кейс|отзыв/iu],
  ['completed', /отметка|прохожден/iu],
  ['entered', /вхождени|дата\s+(?:включения|вступления|начала)/iu],
  ['ended', /дата\s+(?:завершения|окончания)/iu],
  ['form', /^форма(?:\s+(?:наставничества|взаимодействия))?$/iu],
  ['time', /ресурс(?:ы)?\s+времени|^время|^часов|сколько времени/iu],
  ['request', /запрос/iu],
  ['mentorName', /^(?:ф\.?\s*и\.?\s*о\.?\s*)?наставник(?:а|и|ов)?(?:\s|$|\()/iu],
  ['menteeName', /^(?:ф\.?\s*и\.?\s*о\.?\s*)?(?:наставляем|подопечн)\p{L}*(?:\s|$|\()/iu],
  ['contacts', /^контактн\p{L}*\s+(?:данн|информац)|^контакты/iu],
  [
    'motherPhone',
    /(?:тел\p{L}*|моб\p{L}*|номер).*(?:мам|матер|мать)|(?:мам|матер|мать).*(?:тел|моб|номер)/iu,
  ],
  ['fatherPhone', /(?:тел\p{L}*|моб\p{L}*|номер).*(?:отц|отец|пап)|(?:отц|отец|пап).*(?:тел|моб|номер)/iu],
  [
    'guardianPhone',
    /(?:тел\p{L}*|моб\p{L}*|номер|контакт\p{L}*).*(?:родител|представител|опекун)|(?:родител|представител|опекун).*(?:тел|моб|номер|контакт)/iu,
  ],
  ['mother', /(?:^|\s|\()(?:мать|мама|матер|мамы)/iu],
  ['father', /(?:^|\s|\()(?:отец|папа|отца|папы)/iu],
  ['guardian', /родител|представител|опекун/iu],
  ['birth', /дат\p{L}*\s+рожд|год\p{L}*\s+рожд|рождени|^д\.?\s*р\.?$|^др$/iu],
  [
    'name',
    /^(?:ф\.?\s*и\.?\s*о\.?(?=\P{L}|$)|фамилия,?\s+имя|имя и фамилия|фио|(?:ученик|учащийся|обучающийся|студент|сотрудник|работник|педагог|участник)(?:\s|$))/iu,
  ],
  ['family', /^фамилия/iu],
  ['given', /^имя$/iu],
  ['patronymic', /^отчество/iu],
  ['grade', /^параллель$/iu],
  ['letter', /^(?:литер|литера|буква)(?:\s+класса)?$/iu],
  ['class', /^(?:класс|группа класса|класс\/группа|класс обучения)$|(?:^|\s)класс(?:$|\s*\()/iu],
  ['email', /почт|e-?mail|электронн\p{L}* адрес/iu],
  ['phone', /тел(?:\.|ефон)|моб(?:\.|ильн)|контакт/iu],
  ['kind', /^(?:категория|кто это|вид|статус|роль)$/iu],
  ['service', /стаж/iu],
  ['since', /(?:работает|принят\p{L}*|в должности)\s+с(?:\s|$)|дата\s+(?:при[её]ма|назначения)/iu],
  ['workplace', /место\s+(?:работы|уч[её]бы)|организаци|предприяти|(?:^|\s)вуз(?:\s|$)|колледж/iu],
  ['post', /должност|^предмет|специальност/iu],
];

/** What a heading means; null: never taken; undefined: not recognised. */
export function readHeading(heading: string): ImportColumn | null | undefined {
  const text = heading.normalize('NFC').replaceAll(/;?\s+/g, ' ').trim();
  if (text === '' || text.length > 80) return undefined;
  if (NEVER.test(text)) return null;
  return HEADINGS.find(([, pattern]) => pattern.test(text))?.[0];
}
