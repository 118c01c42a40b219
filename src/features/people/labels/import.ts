import type { Refusal } from '#src/lib/result.ts';
import { plural } from '#src/lib/russian/plural.ts';
import type { ImportColumn } from '#src/features/people/rules/import/columns.ts';
import type { ListSort } from '#src/features/people/rules/import/entries.ts';
import type { ChangeField } from '#src/features/people/rules/import/match.ts';
import type { ImportError, ImportField, ImportKind } from '#src/features/people/rules/import/records.ts';

export const importKindLabels: Readonly<Record<ImportKind, string>> = {
  staff: 'Сотрудники',
  pupil: 'Ученики',
  graduate: 'Выпускники',
  student: 'Студенты',
  partner: 'Сотрудники партнёров',
};

export const listSortLabels: Readonly<Record<ListSort, string>> = {
  people: 'Список людей',
  mentees: 'База наставляемых',
  mentors: 'База наставников',
  pairs: 'Список пар',
};

export const importColumnLabels: Readonly<Record<ImportColumn, string>> = {
  name: 'Фамилия, имя, отчество',
  family: 'Фамилия',
  given: 'Имя',
  patronymic: 'Отчество',
  birth: 'Дата или год рождения',
  class: 'Класс',
  grade: 'Параллель',
  letter: 'Буква класса',
  phone: 'Телефон',
  email: 'Почта',
  mother: 'Мать',
  motherPhone: 'Телефон матери',
  father: 'Отец',
  fatherPhone: 'Телефон отца',
  guardian: 'Родитель или представитель',
  guardianPhone: 'Телефон родителя',
  kind: 'Кто это: сотрудник, ученик, выпускник, студент',
  post: 'Должность',
  since: 'В должности с (день)',
  service: 'Стаж',
  workplace: 'Место работы или учёбы',
  contacts: 'Контактные данные (телефон, почта, представитель)',
  request: 'Основной запрос',
  entered: 'Дата вхождения в программу',
  mentorName: 'ФИО наставника',
  menteeName: 'ФИО наставляемых',
  mentorPlace: 'Место работы или учёбы наставника',
  menteePlace: 'Место работы или учёбы наставляемого',
  form: 'Форма наставничества',
  ended: 'Дата завершения',
  results: 'Результаты',
  caseUrl: 'Ссылка на кейс или отзыв',
  completed: 'Отметка о прохождении',
  competences: 'Компетенции',
  achievements: 'Достижения',
  interests: 'Интересы',
  ages: 'Желаемый возраст наставляемых',
  time: 'Ресурс времени',
  skip: 'Не брать',
};

export const importFieldLabels: Readonly<Record<ImportField, string>> = {
  name: 'ФИО',
  birth: 'Дата рождения',
  class: 'Класс',
  posts: 'Должности через точку с запятой',
  since: 'В должности с',
  service: 'Стаж',
  phone: 'Телефон',
  email: 'Почта',
  form: 'Форма наставничества',
  entered: 'Дата вхождения',
  ended: 'Дата завершения',
};

export const importErrorLabels: Readonly<Record<ImportError, string>> = {
  no_name: 'нет имени: впишите фамилию, имя и отчество',
  bad_name: 'это не похоже на имя: оставьте только фамилию, имя и отчество буквами',
  only_family_name: 'есть только фамилия: впишите имя',
  bad_birth: 'такой даты не бывает: напишите как 12.03.2012',
  birth_future: 'дата рождения ещё не наступила: проверьте год',
  birth_too_old: 'так давно родиться нельзя: проверьте год',
  bad_class: 'такого класса не бывает: напишите как 7А',
  bad_email: 'адрес почты с ошибкой: исправьте или сотрите',
  bad_guardian: 'имя родителя не читается: строку можно внести после правки файла или не вносить',
  bad_form: 'такой формы программа не знает: напишите, например, «ученик – ученик»',
  bad_day: 'такой даты не бывает: напишите как 31.05.2024 или сотрите',
  bad_since: 'такого дня не было: напишите как 01.09.2015 или сотрите',
  bad_service: 'стаж не читается: напишите число лет или год начала',
  too_many_posts: 'больше 20 должностей: оставьте главные',
  too_long: 'слишком длинно: сократите',
};

export const changeFieldLabels: Readonly<Record<ChangeField, string>> = {
  patronymic: 'отчество',
  birth: 'дата рождения',
  class: 'класс',
  phone: 'телефон',
  email: 'почта',
  workplace: 'место работы или учёбы',
  posts: 'должности',
  service: 'стаж с года',
  kind: 'кто это',
  guardians: 'родители',
};

export function readListText(rows: number, lists = 1): string {
  if (lists > 1)
    return `В файле ${plural(lists, 'список', 'списка', 'списков')}, всего ${plural(rows, 'строка', 'строки', 'строк')}. Внесите их по очереди: они ждут ниже.`;
  return `Прочитано: ${plural(rows, 'строка', 'строки', 'строк')}. Проверьте, что в каком столбце.`;
}

export function importedPeopleText(added: number, changed: number, made: SequelPlan | null = null): string {
  const rest = changed === 0 ? '' : ` Обновлено: ${plural(changed, 'запись', 'записи', 'записей')}.`;
  const people = `Внесено: ${plural(added, 'человек', 'человека', 'человек')}.${rest}`;
  if (made === null) return people;
  const without =
    made.unconsented === 0 ? '' : ` Без согласия в силе, поэтому только имена: ${made.unconsented}.`;
  const unsafe =
    made.uncertified === 0
      ? ''
      : ` Не внесено пар: ${made.uncertified} – у взрослого наставника не из школы нет действующей справки об отсутствии судимости.`;
  return `${people} Запросов: ${made.requests}, предложений: ${made.offers}, наставничеств: ${made.mentorships}, завершённых: ${made.finished}.${without}${unsafe}`;
}

/** What a list of the past or of pairs makes, in numbers; kept here, for the service of this room has the same shape. */
interface SequelPlan {
  readonly requests: number;
  readonly offers: number;
  readonly mentorships: number;
  readonly finished: number;
  readonly unconsented: number;
  readonly uncertified: number;
}

/** Refusals of the import of lists. */
export const importTexts: Readonly<Record<string, (facts: NonNullable<Refusal['facts']>) => string>> = {
  'people.import_not_found': () =>
    'Такого списка нет: он уже внесён, удалён или лежал больше недели. Загрузите файл заново.',
  'people.import_stale': () =>
    'Этот список изменён в другой вкладке. Ниже он такой, как сейчас: повторите то, что вы меняли.',
  'people.import_no_name': () => 'Ни в одном столбце нет имени. Укажите, где ФИО или фамилия.',
  'people.import_no_pair': () =>
    'В списке пар нужны оба столбца: ФИО наставника и ФИО наставляемых. Укажите, где они, или выберите другой вид списка.',
  'people.import_signed_later': () => 'День подписания согласий ещё не наступил: проверьте дату.',
  'people.import_refused_column': ({ heading }) =>
    `Столбец «${heading ?? ''}» программа не берёт: для наставничества эти данные не нужны, а закон разрешает хранить только нужное.`,
  'people.import_doubtful': ({ count }) =>
    `Строк, в которых неясно, тот ли это человек: ${count ?? ''}. Выберите в каждой и повторите.`,
  'people.import_nothing': () => 'Вносить нечего: все люди из списка уже есть и ничего не изменилось.',
  'people.too_many_columns': ({ count, limit }) =>
    `В таблице ${count ?? ''} заполненных столбцов, а в списке людей их бывает не больше ${limit ?? ''}. Оставьте в файле нужные и загрузите снова.`,
  'people.cell_too_long': ({ place, limit }) =>
    `В файле есть ячейка длиннее ${limit ?? ''} знаков (${place ?? ''}): в списке людей такого не бывает. Сократите её или уберите столбец и загрузите снова.`,
  'tables.too_many_rows': () =>
    'В файле слишком много строк: за один раз вносится до 20 000 человек. Разделите список на части.',
  'tables.scanned_pdf': () =>
    'В этом PDF нет текста, только изображения страниц (скан). Возьмите исходный список в XLSX или вставьте его текстом.',
  'tables.password': () =>
    'Файл закрыт паролем. Сохраните его без пароля и загрузите снова или вставьте список текстом.',
  'tables.damaged': () =>
    'Файл повреждён и не читается. Откройте его, сохраните заново как XLSX и загрузите снова или вставьте список текстом.',
  'tables.zip_bomb': () =>
    'Файл при распаковке занимает недопустимо много места, поэтому не прочитан. Сохраните список заново как XLSX без картинок и лишних листов.',
  'tables.old_format': () =>
    'Это документ старого формата (XLS или DOC). Откройте его и сохраните как XLSX: «Файл» → «Сохранить как».',
  'tables.unsupported': () =>
    'Такой файл прочитать нельзя. Принимаются XLSX, ODS, CSV, DOCX, PDF с текстом и TXT: сохраните список в одном из этих видов.',
  'thread.too_long': () =>
    'Файл читается слишком долго. Сохраните список в XLSX без картинок и лишних листов и загрузите снова.',
  'thread.too_large': () =>
    'Файл слишком велик для чтения. Сохраните список в XLSX без картинок и лишних листов и загрузите снова.',
};
