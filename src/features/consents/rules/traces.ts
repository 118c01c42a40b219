/**
 * What a destruction does with each place that names a person. Every column of the database that refers to a person stands
 * here; a test compares the list with the catalog, so that a new table without a rule fails.
 *
 * delete: the rows go · blank: the rows stay without words of or about the person · unlink: the row stays and names nobody ·
 * keep: the row stays as it is and names the nameless record · restrict: an archival paper stays, fewer may open it.
 */
export type Deed = 'delete' | 'blank' | 'unlink' | 'keep' | 'restrict';

export interface Trace {
  readonly table: string;
  readonly column: string;
  readonly deed: Deed;
  /** The same for somebody who works here, when work itself is the ground for keeping (ТК РФ, 273-ФЗ). */
  readonly staffDeed?: Deed;
  /** Of `blank`: what each column becomes; null clears. Only columns named here are touched. */
  readonly blanks?: Readonly<Record<string, string | null>>;
  /** Of `blank`: a JSON column of answers, of which only numbers, yes and no, and keys of choices stay. */
  readonly strips?: string;
  /** For the act: what this is, as a school calls it. */
  readonly title: string;
}

const staffKeeps = { staffDeed: 'keep' } as const;

export const TRACES: readonly Trace[] = [
  // Who they are to the school.
  { table: 'staff_posts', column: 'person_id', deed: 'delete', ...staffKeeps, title: 'Должности' },
  {
    table: 'team_members',
    column: 'person_id',
    deed: 'delete',
    ...staffKeeps,
    title: 'Участие в рабочих группах',
  },
  {
    table: 'activity_responsibles',
    column: 'person_id',
    deed: 'unlink',
    ...staffKeeps,
    title: 'Ответственный в плане',
  },
  {
    table: 'responsible_meanings',
    column: 'person_id',
    deed: 'delete',
    ...staffKeeps,
    title: 'Словарь ответственных',
  },
  { table: 'classes', column: 'teacher_id', deed: 'unlink', ...staffKeeps, title: 'Классное руководство' },
  { table: 'class_members', column: 'person_id', deed: 'delete', title: 'Состав классов' },
  { table: 'guardianships', column: 'guardian_id', deed: 'delete', title: 'Представители детей' },
  { table: 'guardianships', column: 'child_id', deed: 'delete', title: 'Представители ребёнка' },
  { table: 'person_merges', column: 'kept_id', deed: 'delete', title: 'История объединения записей' },
  { table: 'person_merges', column: 'merged_id', deed: 'delete', title: 'История объединения записей' },
  { table: 'distinct_people', column: 'one_id', deed: 'delete', title: 'Отметки «это разные люди»' },
  { table: 'distinct_people', column: 'other_id', deed: 'delete', title: 'Отметки «это разные люди»' },
  { table: 'people', column: 'merged_into', deed: 'keep', title: 'Объединённые записи' },
  { table: 'person_codes', column: 'person_id', deed: 'delete', title: 'Коды для входа' },
  // Consents and what came of them: the fact and its days stay, as the law asks to prove them.
  {
    table: 'consents',
    column: 'person_id',
    deed: 'blank',
    blanks: {
      signer_name: '',
      basis: '',
      withdrawal_reason: '',
      guardian_id: null,
      file_id: null,
      withdrawal_file_id: null,
    },
    title: 'Согласия: имена, основания, сканы, сведения о подписи',
  },
  {
    table: 'consents',
    column: 'guardian_id',
    deed: 'blank',
    blanks: { signer_name: '', guardian_id: null },
    title: 'Подписи за детей',
  },
  { table: 'destructions', column: 'person_id', deed: 'keep', title: 'Журнал уничтожения' },
  {
    table: 'subject_requests',
    column: 'person_id',
    deed: 'blank',
    blanks: { applicant: 'Удалённый участник', words: '', answer: '', extended_reason: '', file_id: null },
    title: 'Обращения: имена, слова, сканы писем',
  },
  {
    table: 'retention_proposals',
    column: 'person_id',
    deed: 'blank',
    blanks: { reason: '', note: '' },
    title: 'Предложения по срокам хранения',
  },
  // Mentoring.
  { table: 'mentor_offers', column: 'person_id', deed: 'delete', title: 'Предложения наставника' },
  {
    table: 'outside_offers',
    column: 'person_id',
    deed: 'delete',
    title: 'Согласия предлагать другим школам',
  },
  { table: 'guest_mentors', column: 'person_id', deed: 'delete', title: 'Связь с карточкой в своей школе' },
  {
    table: 'guest_mentors',
    column: 'home_person_id',
    deed: 'delete',
    title: 'Связь с карточками в других школах',
  },
  { table: 'mentee_requests', column: 'person_id', deed: 'delete', title: 'Запросы наставляемого' },
  {
    table: 'mentee_requests',
    column: 'supporter_id',
    deed: 'unlink',
    ...staffKeeps,
    title: 'Поддержка ищущих пару',
  },
  { table: 'admission_checks', column: 'person_id', deed: 'delete', title: 'Проверки допуска' },
  { table: 'absences', column: 'person_id', deed: 'delete', title: 'Перерывы' },
  { table: 'paper_blanks', column: 'person_id', deed: 'delete', title: 'Номера бумажных бланков' },
  { table: 'applications', column: 'person_id', deed: 'delete', title: 'Заявки' },
  { table: 'psychologist_notes', column: 'person_id', deed: 'delete', title: 'Записи психолога' },
  {
    table: 'mentorship_members',
    column: 'person_id',
    deed: 'blank',
    blanks: { end_reason: '' },
    title: 'Участие в парах и группах',
  },
  { table: 'mentorship_answers', column: 'person_id', deed: 'delete', title: 'Ответы о предложенной паре' },
  { table: 'answer_reasons', column: 'person_id', deed: 'delete', title: 'Пояснения к ответам о паре' },
  { table: 'declined_pairs', column: 'mentor_id', deed: 'delete', title: 'Отказы от пары' },
  { table: 'declined_pairs', column: 'mentee_id', deed: 'delete', title: 'Отказы от пары' },
  // Questionnaires.
  // The sheet of a registered order is of the archive; who read it has no name any more.
  { table: 'paper_acquaintances', column: 'person_id', deed: 'keep', title: 'Ознакомление с документами' },
  { table: 'survey_invitations', column: 'person_id', deed: 'keep', title: 'Приглашения на анкеты' },
  {
    table: 'survey_answers',
    column: 'person_id',
    deed: 'blank',
    blanks: { class_label: '' },
    strips: 'answers',
    title: 'Ответы на анкеты: слова убраны, оценки и выбор остаются без имени',
  },
  { table: 'preferences', column: 'person_id', deed: 'delete', title: 'Пожелания о паре' },
  { table: 'preferences', column: 'about_id', deed: 'delete', title: 'Пожелания других о человеке' },
  { table: 'matching_people', column: 'person_id', deed: 'delete', title: 'Участие в подборах пар' },
  { table: 'matching_people', column: 'mentor_id', deed: 'unlink', title: 'Пары в подборах' },
  { table: 'matching_relations', column: 'mentee_id', deed: 'delete', title: 'Сведения для подбора пар' },
  { table: 'matching_relations', column: 'mentor_id', deed: 'delete', title: 'Сведения для подбора пар' },
  { table: 'matching_marks', column: 'mentee_id', deed: 'delete', title: 'Отметки в подборах пар' },
  { table: 'matching_marks', column: 'mentor_id', deed: 'delete', title: 'Отметки в подборах пар' },
];

/** The columns of the record itself: what becomes of each. For staff only `STAFF_BLANKS` is done. */
export const PERSON_BLANKS: Readonly<Record<string, string | null>> = {
  family_name: 'Удалённый участник',
  given_name: '',
  patronymic: '',
  email: '',
  phone: '',
  account_id: null,
  feed_token_hash: null,
  birth_date: null,
  birth_year: null,
  workplace: '',
  partner_id: null,
  graduated_in: null,
  service_since: null,
  gender: null,
  name_forms: '{}',
};
/** Facts of the record that stay: what statistics count, and what the program itself computes. */
export const PERSON_KEEPS = [
  'id',
  'organization_id',
  'kinds',
  'left_on',
  'created_at',
  'version',
  'merged_into',
  'processing_until',
  'publication_until',
  'name_key',
  'family_key',
  'given_key',
  'patronymic_key',
] as const;

export function deedOf(trace: Trace, isStaff: boolean): Deed {
  return isStaff ? (trace.staffDeed ?? trace.deed) : trace.deed;
}

/** One line of the log: what, how many rows, what was done. Nothing of the person. */
export interface DestructionLine {
  readonly title: string;
  readonly count: number;
  readonly deed: Deed;
}

export const DAYS_TO_DESTROY = 30;
/** The log of a destruction is kept so many years (Роскомнадзор, приказ № 179 of 28.10.2022). */
export const LOG_YEARS = 3;
