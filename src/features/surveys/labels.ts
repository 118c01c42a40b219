import type { Refusal } from '#src/lib/result.ts';
import type { Side } from '#src/features/programmes/rules/sides.ts';
import { peopleRefusalText } from '#src/features/people/labels.ts';
import type { AnswerState, SurveyActivityKind, SurveyState, WaveState } from '#src/features/surveys/rules.ts';
import type { ItemKind, Moment } from '#src/features/surveys/rules/model.ts';

export const surveyStateLabels: Readonly<Record<SurveyState, string>> = {
  draft: 'черновик',
  published: 'опубликована',
  retired: 'не используется',
};
export const waveStateLabels: Readonly<Record<WaveState, string>> = {
  draft: 'готовится',
  scheduled: 'ждёт своего дня',
  open: 'идёт',
  closed: 'завершён',
};
export const answerStateLabels: Readonly<Record<AnswerState, string>> = {
  waiting: 'не отвечал',
  begun: 'начал',
  answered: 'ответил',
  declined: 'не хочет отвечать',
};
export const itemKindLabels: Readonly<Record<ItemKind, string>> = {
  scale: 'оценка от 1 до 10',
  level: 'оценка 0, 1, 2',
  yes_no: 'да или нет',
  single: 'один вариант',
  many: 'несколько вариантов',
  ranking: 'выбор людей по порядку',
  short: 'короткий ответ',
  long: 'развёрнутый ответ',
  number: 'число',
  date: 'дата',
};
export const sidesLabels: Readonly<Record<Side, string>> = { mentor: 'Наставники', mentee: 'Наставляемые' };
export const momentLabels: Readonly<Record<Moment, string>> = {
  once: 'один раз',
  before: 'до начала работы',
  during: 'по ходу работы',
  after: 'в конце работы',
};
export const activityKindLabels: Readonly<Record<SurveyActivityKind, string>> = {
  'surveys.candidates': 'Анкетирование желающих',
  'surveys.preferences': 'Анкета предпочтений',
  'surveys.satisfaction': 'Анкетирование участников',
};
export const sourceLabels = {
  people: 'Люди школы по видам и классам',
  mentorships: 'Участники пар и групп',
  banks: 'Люди из банков наставников и наставляемых',
  picked: 'Только выбранные поимённо',
} as const;
export const personKindLabels = {
  staff: 'Сотрудники',
  pupil: 'Ученики',
  student: 'Студенты',
  partner: 'Люди партнёров',
  graduate: 'Выпускники',
  guardian: 'Родители',
} as const;
export const cardLevelLabels = {
  optimal: 'оптимальный уровень (15–18)',
  admissible: 'допустимый уровень (9–14)',
  not_admissible: 'недопустимый уровень (до 8)',
} as const;

const texts: Readonly<Record<string, (facts: NonNullable<Refusal['facts']>) => string>> = {
  'surveys.not_found': () => 'Такой анкеты нет. Откройте список анкет заново.',
  'surveys.wave_not_found': () => 'Такого опроса нет. Откройте список опросов заново.',
  'surveys.invitation_not_found': () =>
    'Такой анкеты для вас нет. Откройте свою страницу: там всё, что вас ждёт. Если вошли по чужому коду, войдите по своему.',
  'surveys.stale': () =>
    'Пока вы смотрели, здесь что-то изменил другой человек. Обновите страницу и повторите.',
  'surveys.library_unknown': () => 'Такой анкеты в библиотеке нет. Выберите из списка.',
  'surveys.title_needed': () => 'напишите название новой анкеты',
  'surveys.too_large': () =>
    'Анкета стала слишком большой: не больше 40 страниц и 120 вопросов. Ничего не изменено.',
  'surveys.faulty': ({ count }) =>
    `Опубликовать нельзя, замечаний: ${count ?? ''}. Исправьте их и повторите.`,
  'surveys.is_published': () =>
    'Эта версия опубликована, отбросить её нельзя. Изменения станут следующей версией.',
  'surveys.not_published': () => 'Выберите опубликованную анкету.',
  'surveys.family': () =>
    'Продолжить этот опрос так нельзя: у анонимного может быть один опрос «до» и один «после», и оба анонимные. Выберите другой момент или начните новый опрос.',
  'surveys.ranking_named': () => 'В анкете выбирают людей по порядку, поэтому анонимной она быть не может.',
  'surveys.launched': () => 'Опрос уже запущен. Обновите страницу.',
  'surveys.not_launched': () => 'Опрос ещё не запущен. Сначала запустите его.',
  'surveys.days_over': () => 'последний день опроса уже прошёл или раньше первого: укажите другой',
  'surveys.nobody': () =>
    'Приглашать некого: под отбор никто не подходит или ни у кого нет согласия на обработку данных. Измените отбор или соберите согласия.',
  'surveys.too_few': ({ floor }) =>
    `Для анонимного опроса нужно не меньше ${floor ?? 5} приглашённых: иначе ответы нельзя будет показать. Расширьте отбор или проведите опрос с именами.`,
  'surveys.closed': () => 'Опрос завершён, ответы больше не принимаются.',
  'surveys.not_yet': () => 'Опрос ещё не начался. Загляните в первый его день.',
  'surveys.not_open': () => 'Опрос сейчас не идёт.',
  'surveys.already_answered': ({ name }) =>
    name === undefined
      ? 'Вы уже ответили. В этом опросе ответы не меняют.'
      : `${name}: ответ уже есть. Проверьте код на анкете.`,
  'surveys.answered_on_paper': () => 'Ваша бумажная анкета уже принята, отвечать ещё раз не нужно.',
  'surveys.declined': () => 'Отмечено, что вы не хотите отвечать. Если передумали, скажите куратору.',
  'surveys.key_gone': () => 'Связь ответов с людьми в этом опросе уничтожена, продолжить его нельзя.',
  'surveys.page_not_found': () => 'Такой страницы в анкете нет. Откройте анкету заново.',
  'surveys.choose_people': () => 'Отметьте хотя бы одного человека.',
  'surveys.enter_instead': () => 'Чтобы ответ учли, внесите бумажную анкету на странице ввода.',
  'surveys.no_key': () => 'Связывать ответы с людьми здесь уже нечем.',
  'surveys.family_open': () =>
    'Пока идёт хотя бы один опрос из этой цепочки, связь нужна. Завершите опросы и повторите.',
  'surveys.nobody_waiting': () => 'Печатать некому: все уже ответили.',
  'surveys.code_unknown': () => 'такого кода в этом опросе нет: проверьте цифры на анкете',
  'surveys.serial_needed': () => 'введите номер анкеты: он стоит справа вверху',
  'surveys.serial_taken': () => 'анкета с этим номером уже внесена',
  'surveys.not_shown': () =>
    'Ответы анонимного опроса показывают после его завершения, если ответили не меньше пяти человек.',
  'surveys.candidates_named': () =>
    'Опрос уже идёт, и кого-то из этих людей могли назвать, поэтому убрать никого нельзя. Добавить можно.',
  'surveys.no_ranking': () => 'В этом опросе людей не выбирали.',
  'consents.needed': () =>
    'Нет действующего согласия на обработку данных, поэтому отвечать пока нельзя. Спросите куратора, какое согласие подписать.',
};

/** The Russian text of a refusal of this room or of those above it. */
export function surveysRefusalText(refusal: Refusal): string {
  return texts[refusal.code]?.(refusal.facts ?? {}) ?? peopleRefusalText(refusal);
}
