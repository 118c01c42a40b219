import type { CopyPlace } from '#src/features/consents/rules/copy.ts';

/** What a subject is told of pairs and groups, and of what was asked before they were formed. */
export const PAIR_PLACES: readonly CopyPlace[] = [
  {
    table: 'mentorship_members',
    column: 'person_id',
    title: 'Участие в парах и группах',
    told: 'facts',
    facts: { side: 'Сторона', started_on: 'с', ended_on: 'по', end_reason: 'Почему закончено' },
  },
  {
    table: 'mentorship_answers',
    column: 'person_id',
    title: 'Ответы о предложенной паре',
    told: 'facts',
    facts: { answer: 'Ответ', answered_by: 'Кто ответил', channel: 'Как', answered_on: 'Когда' },
  },
  {
    table: 'answer_reasons',
    column: 'person_id',
    title: 'Пояснения к ответам о паре',
    told: 'number',
    why: 'их содержание сообщает куратор: его видят только куратор и психолог',
  },
  {
    table: 'declined_pairs',
    column: 'mentor_id',
    title: 'Отказы от пары',
    told: 'number',
    why: 'в них названы другие люди',
  },
  {
    table: 'declined_pairs',
    column: 'mentee_id',
    title: 'Отказы от пары',
    told: 'number',
    why: 'в них названы другие люди',
  },
  {
    table: 'matching_people',
    column: 'person_id',
    title: 'Подборы пар',
    told: 'number',
    why: 'в них сведения из запроса и предложения, которые названы выше',
  },
  { table: 'matching_people', column: 'mentor_id', title: 'Подборы пар: наставник', told: 'nothing' },
  { table: 'matching_relations', column: 'mentee_id', title: 'Сведения для подбора', told: 'nothing' },
  { table: 'matching_relations', column: 'mentor_id', title: 'Сведения для подбора', told: 'nothing' },
  { table: 'matching_marks', column: 'mentee_id', title: 'Отметки подбора', told: 'nothing' },
  { table: 'matching_marks', column: 'mentor_id', title: 'Отметки подбора', told: 'nothing' },
];
