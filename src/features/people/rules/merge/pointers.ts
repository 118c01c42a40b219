/**
 * What joining two records of one person does with each place that names a person. Every column of the database that refers to a
 * person stands here, moved or not, and why not; a test compares the list with the catalog, so that a new table without a line
 * fails. In the order in which rows are moved: consents first, for what follows is kept only for those who have one.
 *
 * A row that is moved in general stays with the hidden record when the one that is kept has its like already (two offers in
 * force, one class twice): see `CLASHES` of the store.
 */
export interface Pointer {
  readonly table: string;
  readonly column: string;
  /** The primary key. */
  readonly key: readonly string[];
  /** For the page: what this is, as a school calls it. */
  readonly title: string;
  /** Why its rows are never moved; null: they are. */
  readonly staysBecause: string | null;
}

const id = ['id'] as const;
const moves = (table: string, column: string, title: string, key: readonly string[] = id): Pointer => ({
  table,
  column,
  key,
  title,
  staysBecause: null,
});
const stays = (table: string, column: string, staysBecause: string): Pointer => ({
  table,
  column,
  key: id,
  title: '',
  staysBecause,
});

export const POINTERS: readonly Pointer[] = [
  moves('consents', 'person_id', 'Согласия'),
  moves('consents', 'guardian_id', 'Подписи за детей'),
  // Who they are to the school.
  moves('staff_posts', 'person_id', 'Должности'),
  moves('team_members', 'person_id', 'Участие в рабочих группах', ['team_id', 'person_id']),
  moves('activity_responsibles', 'person_id', 'Ответственный в плане'),
  moves('responsible_meanings', 'person_id', 'Словарь ответственных', ['organization_id', 'words']),
  moves('classes', 'teacher_id', 'Классное руководство'),
  moves('class_members', 'person_id', 'Классы', ['class_id', 'person_id']),
  moves('guardianships', 'guardian_id', 'Дети', ['guardian_id', 'child_id']),
  moves('guardianships', 'child_id', 'Родители', ['guardian_id', 'child_id']),
  moves('person_codes', 'person_id', 'Коды для входа'),
  moves('subject_requests', 'person_id', 'Обращения о персональных данных'),
  moves('retention_proposals', 'person_id', 'Предложения по срокам хранения'),
  moves('paper_acquaintances', 'person_id', 'Ознакомление с документами', ['paper_id', 'person_id']),
  // Mentoring.
  moves('mentorship_members', 'person_id', 'Пары и группы'),
  moves('mentorship_answers', 'person_id', 'Ответы о предложенной паре'),
  moves('answer_reasons', 'person_id', 'Пояснения к ответам о паре'),
  moves('declined_pairs', 'mentor_id', 'Отказы от пары'),
  moves('declined_pairs', 'mentee_id', 'Отказы от пары'),
  moves('mentor_offers', 'person_id', 'Предложения наставника'),
  moves('outside_offers', 'person_id', 'Согласия предлагать другим школам'),
  moves('mentee_requests', 'person_id', 'Запросы наставляемого'),
  moves('mentee_requests', 'supporter_id', 'Поддержка ищущих пару'),
  moves('admission_checks', 'person_id', 'Проверки допуска'),
  moves('absences', 'person_id', 'Перерывы'),
  moves('applications', 'person_id', 'Заявки'),
  moves('psychologist_notes', 'person_id', 'Записи психолога'),
  moves('paper_blanks', 'person_id', 'Номера бумажных бланков'),
  // Questionnaires: answers before invitations, so that an answer never parts from its own.
  moves('survey_answers', 'person_id', 'Ответы на анкеты'),
  moves('survey_invitations', 'person_id', 'Приглашения на анкеты'),
  moves('preferences', 'person_id', 'Пожелания о паре'),
  moves('preferences', 'about_id', 'Пожелания других о человеке'),
  // What stays where it is.
  stays(
    'guest_mentors',
    'person_id',
    'what is asked of a record that was joined is asked of the one it was joined to',
  ),
  stays(
    'guest_mentors',
    'home_person_id',
    'what is asked of a record that was joined is asked of the one it was joined to',
  ),
  stays('matching_people', 'person_id', 'a draft of pairs tells what was known of that record on its day'),
  stays('matching_people', 'mentor_id', 'a draft of pairs tells what was proposed on its day'),
  stays('matching_relations', 'mentee_id', 'a draft of pairs tells what was known of that record on its day'),
  stays('matching_relations', 'mentor_id', 'a draft of pairs tells what was known of that record on its day'),
  stays('matching_marks', 'mentee_id', 'a draft of pairs tells what was decided on its day'),
  stays('matching_marks', 'mentor_id', 'a draft of pairs tells what was decided on its day'),
  stays(
    'people',
    'merged_into',
    'a record joined earlier names the one that it was joined to, and is parted from it first',
  ),
  stays('person_merges', 'kept_id', 'the history of joining tells of records as they were'),
  stays('person_merges', 'merged_id', 'the history of joining tells of records as they were'),
  stays('distinct_people', 'one_id', 'somebody said it of that record'),
  stays('distinct_people', 'other_id', 'somebody said it of that record'),
  stays(
    'destructions',
    'person_id',
    'the log of a destruction tells of the record that was destroyed; such records are not joined',
  ),
];
