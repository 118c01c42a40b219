import { PAIR_PLACES } from '#src/features/consents/rules/copied-pairs.ts';

/**
 * What a subject is told of each place that names them (152-ФЗ art. 14 p. 7): everything about them, nothing about others. Every
 * place of `TRACES` stands here; a test compares the two, and every column with the database.
 *
 * facts: the columns, with their names · number: how many rows, because their words are of or about others, or are given by
 * somebody else · nothing: what others said about the person in confidence.
 */
export interface CopyPlace {
  readonly table: string;
  readonly column: string;
  readonly title: string;
  readonly told: 'facts' | 'number' | 'nothing';
  readonly facts?: Readonly<Record<string, string>>;
  /** Of `number`: where the words are to be had, or why they are not here. */
  readonly why?: string;
}

const period = { started_on: 'с', ended_on: 'по' };

export const COPY_PLACES: readonly CopyPlace[] = [
  {
    table: 'people',
    column: 'id',
    title: 'Карточка',
    told: 'facts',
    facts: {
      family_name: 'Фамилия',
      given_name: 'Имя',
      patronymic: 'Отчество',
      gender: 'Род имени (для окончаний в документах)',
      name_forms: 'Формы имени, исправленные вручную',
      kinds: 'Кто в школе',
      birth_date: 'Дата рождения',
      birth_year: 'Год рождения',
      email: 'Почта',
      phone: 'Телефон',
      workplace: 'Место работы или учёбы',
      graduated_in: 'Год выпуска',
      service_since: 'Стаж с',
      left_on: 'Выбыл',
      created_at: 'Внесено',
      processing_until: 'Согласие на обработку действует до',
      publication_until: 'Согласие на публикации действует до',
    },
  },
  {
    table: 'distinct_people',
    column: 'one_id',
    title: 'Отметки «это разные люди»',
    told: 'number',
    why: 'похожие карточки других людей',
  },
  {
    table: 'distinct_people',
    column: 'other_id',
    title: 'Отметки «это разные люди»',
    told: 'number',
    why: 'похожие карточки других людей',
  },
  {
    table: 'paper_blanks',
    column: 'person_id',
    title: 'Номера бумажных бланков',
    told: 'number',
    why: 'бланки, напечатанные для ввода с бумаги',
  },
  {
    table: 'people',
    column: 'merged_into',
    title: 'Объединённые записи',
    told: 'number',
    why: 'повторные карточки одного человека',
  },
  {
    table: 'staff_posts',
    column: 'person_id',
    title: 'Должности',
    told: 'facts',
    facts: { post: 'Должность', is_main: 'Основная', ...period },
  },
  {
    table: 'team_members',
    column: 'person_id',
    title: 'Участие в рабочих группах',
    told: 'facts',
    facts: { duty: 'Обязанность' },
  },
  {
    table: 'activity_responsibles',
    column: 'person_id',
    title: 'Ответственный в плане',
    told: 'number',
    why: 'мероприятия плана школы',
  },
  {
    table: 'responsible_meanings',
    column: 'person_id',
    title: 'Словарь ответственных',
    told: 'number',
    why: 'слова дорожной карты школы',
  },
  {
    table: 'classes',
    column: 'teacher_id',
    title: 'Классное руководство',
    told: 'facts',
    facts: { school_year: 'Учебный год с', grade: 'Класс', letter: 'Буква' },
  },
  {
    table: 'class_members',
    column: 'person_id',
    title: 'Классы',
    told: 'facts',
    facts: { joined_on: 'с', left_on: 'по' },
  },
  {
    table: 'guardianships',
    column: 'guardian_id',
    title: 'Представитель детей',
    told: 'facts',
    facts: { relation: 'Кем приходится', created_at: 'Внесено' },
  },
  {
    table: 'guardianships',
    column: 'child_id',
    title: 'Представители',
    told: 'facts',
    facts: { relation: 'Кем приходится', created_at: 'Внесено' },
  },
  {
    table: 'person_merges',
    column: 'kept_id',
    title: 'История объединения записей',
    told: 'number',
    why: 'повторные карточки одного человека',
  },
  {
    table: 'person_merges',
    column: 'merged_id',
    title: 'История объединения записей',
    told: 'number',
    why: 'повторные карточки одного человека',
  },
  {
    table: 'person_codes',
    column: 'person_id',
    title: 'Коды для входа с карточки',
    told: 'facts',
    facts: {
      issued_at: 'Выдан',
      expires_at: 'Действует до',
      last_used_at: 'Последний вход',
      revoked_at: 'Отменён',
    },
  },
  {
    table: 'consents',
    column: 'person_id',
    title: 'Согласия',
    told: 'facts',
    facts: {
      purpose: 'Цель',
      signer: 'Кто подписал',
      channel: 'Как подписано',
      signed_on: 'Подписано',
      valid_until: 'Действует до',
      basis: 'Где лежит бумага',
      withdrawn_on: 'Отозвано',
      withdrawn_by: 'Кем отозвано',
      withdrawal_reason: 'Что сказано при отзыве',
    },
  },
  {
    table: 'consents',
    column: 'guardian_id',
    title: 'Подписи за детей',
    told: 'facts',
    facts: {
      signer_name: 'Имя в подписи',
      purpose: 'Цель',
      channel: 'Как подписано',
      signed_on: 'Подписано',
      withdrawn_on: 'Отозвано',
    },
  },
  {
    table: 'destructions',
    column: 'person_id',
    title: 'Уничтожение данных',
    told: 'facts',
    facts: { cause: 'Основание', begun_on: 'Начато', due_on: 'Срок', state: 'Состояние' },
  },
  {
    table: 'subject_requests',
    column: 'person_id',
    title: 'Обращения о персональных данных',
    told: 'facts',
    facts: {
      kind: 'О чём',
      words: 'Содержание',
      received_on: 'Получено',
      due_on: 'Срок',
      extended_reason: 'Почему продлено',
      state: 'Состояние',
      answer: 'Ответ',
      answered_on: 'Отвечено',
    },
  },
  {
    table: 'retention_proposals',
    column: 'person_id',
    title: 'Сроки хранения',
    told: 'facts',
    facts: {
      reason: 'Почему',
      proposed_on: 'Предложено уничтожить',
      decision: 'Решение',
      decided_on: 'Решено',
      keep_until: 'Оставить до',
      note: 'Причина',
    },
  },
  {
    table: 'mentor_offers',
    column: 'person_id',
    title: 'Предложения наставника',
    told: 'facts',
    facts: {
      entered_on: 'Вошёл в программу',
      achievements: 'Достижения',
      age_from: 'Возраст наставляемых от',
      age_to: 'до',
      age_words: 'Желаемый возраст',
      hours_a_month: 'Часов в месяц',
      time_words: 'Время',
      times: 'Удобное время',
      places: 'Где',
      languages: 'Языки встреч',
      forms: 'Формы',
      mentee_limit: 'Сколько наставляемых',
      note: 'Примечание',
      ended_on: 'Закончено',
      end_reason: 'Причина',
    },
  },
  {
    table: 'mentee_requests',
    column: 'person_id',
    title: 'Запросы наставляемого',
    told: 'facts',
    facts: {
      entered_on: 'Вошёл в программу',
      main_request: 'Основной запрос',
      wishes: 'Пожелания',
      urgency: 'Срочность (1–3)',
      times: 'Удобное время',
      places: 'Где',
      languages: 'Языки встреч',
      forms: 'Формы',
      state: 'Состояние',
      ended_on: 'Закончено',
    },
  },
  {
    table: 'mentee_requests',
    column: 'supporter_id',
    title: 'Кого поддерживает, пока ищут наставника',
    told: 'number',
    why: 'запросы других людей',
  },
  {
    table: 'admission_checks',
    column: 'person_id',
    title: 'Проверки допуска',
    told: 'facts',
    facts: {
      check_key: 'Проверка',
      outcome: 'Итог',
      checked_on: 'Проверено',
      valid_until: 'Действует до',
      hours: 'Часов',
      note: 'Примечание',
      withdrawn_at: 'Снято',
    },
  },
  {
    table: 'absences',
    column: 'person_id',
    title: 'Перерывы',
    told: 'facts',
    facts: { kind: 'Вид', starts_on: 'с', ends_on: 'по', reason: 'Причина' },
  },
  {
    table: 'applications',
    column: 'person_id',
    title: 'Заявки',
    told: 'facts',
    facts: { received_at: 'Получена', state: 'Состояние', settled_at: 'Рассмотрена' },
  },
  {
    table: 'psychologist_notes',
    column: 'person_id',
    title: 'Записи психолога',
    told: 'number',
    why: 'их содержание сообщает психолог школы',
  },
  ...PAIR_PLACES,
  {
    table: 'survey_invitations',
    column: 'person_id',
    title: 'Приглашения на анкеты',
    told: 'facts',
    facts: { class_label: 'Класс', state: 'Состояние', answered_on: 'Отвечено', reminded_on: 'Напомнили' },
  },
  {
    table: 'survey_answers',
    column: 'person_id',
    title: 'Ответы на анкеты',
    told: 'facts',
    facts: { completed_on: 'Заполнена', channel: 'Как заполнена', class_label: 'Класс' },
  },
  {
    table: 'preferences',
    column: 'person_id',
    title: 'Пожелания о паре',
    told: 'number',
    why: 'в них названы другие люди',
  },
  { table: 'preferences', column: 'about_id', title: 'Пожелания других', told: 'nothing' },
];

/** One row as the subject reads it: the name of each fact and its value in words. */
export interface CopiedRow {
  readonly facts: readonly { readonly name: string; readonly value: string }[];
}

/** One kind of what is kept about somebody. */
export interface CopiedPart {
  readonly title: string;
  readonly rows: readonly CopiedRow[];
  /** Rows told by number only. */
  readonly number: number;
  readonly why: string;
}
