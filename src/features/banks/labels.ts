import type { Refusal } from '#src/lib/result.ts';
import type { Side } from '#src/features/programmes/rules/sides.ts';
import { mentorshipsRefusalText } from '#src/features/mentorships/labels.ts';
import type { Reach } from '#src/features/banks/rules/outside-offer.ts';
import type { CheckState, MentorState } from '#src/features/banks/rules/admission.ts';
import type { ApplicationState, CallState } from '#src/features/banks/rules/calls.ts';
import type { EntrySource, Place, RequestState } from '#src/features/banks/rules/entries.ts';

/** What somebody hands in, as papers and screens of paper forms call it. */
export const entryTitles: Readonly<Record<Side, string>> = {
  mentee: 'Запрос наставляемого',
  mentor: 'Предложение наставника',
};
export const placeLabels: Readonly<Record<Place, string>> = {
  school: 'в школе',
  partner: 'у партнёра',
  distance: 'на расстоянии',
};
export const urgencyLabels: Readonly<Record<number, string>> = {
  1: 'может подождать',
  2: 'обычная',
  3: 'нужно скоро',
};
export const sourceLabels: Readonly<Record<EntrySource, string>> = {
  self: 'сам(а)',
  curator: 'куратор',
  paper: 'с бумаги',
  import: 'из файла',
};
export const requestStateLabels: Readonly<Record<RequestState, string>> = {
  in_bank: 'в базе',
  searching: 'ищем, есть поддержка',
  in_mentorship: 'с наставником',
  finished: 'завершил(а) программу',
  ended_early: 'закончил(а) досрочно',
  withdrawn: 'запрос снят',
};
export const mentorStateLabels: Readonly<Record<MentorState, string>> = {
  applied: 'подал(а) предложение',
  surveyed: 'анкета есть',
  checked: 'проверки пройдены',
  free: 'допущен(а), есть место',
  busy: 'допущен(а), мест нет',
  paused: 'пауза',
  on_leave: 'в отпуске',
  archived: 'в архиве',
};
export const checkStateLabels: Readonly<Record<CheckState, string>> = {
  missing: 'нет',
  passed: 'есть',
  waived: 'не нужно',
  failed: 'не пройдено',
  expired: 'срок вышел',
  expiring: 'скоро кончится',
};
export const sideLabels: Readonly<Record<Side, string>> = {
  mentor: 'наставники',
  mentee: 'наставляемые',
};
export const callStateLabels: Readonly<Record<CallState, string>> = {
  early: 'ещё не начался',
  open: 'открыт',
  full: 'заявок набрано',
  over: 'срок прошёл',
  closed: 'закрыт',
};
export const applicationStateLabels: Readonly<Record<ApplicationState, string>> = {
  waiting: 'новая',
  accepted: 'принята, черновик',
  entered: 'в базе',
  declined: 'отклонена',
  forgotten: 'удалена по сроку',
};
/** How applicants call themselves. */
export const applicantLabels: Readonly<Record<string, string>> = {
  pupil: 'ученик или ученица этой школы',
  staff: 'работаю в этой школе',
  student: 'студент или студентка',
  graduate: 'выпускник или выпускница этой школы',
  partner: 'работаю в другой организации',
  guardian: 'родитель ученика',
};
/** Fields of an offer and of a request, on the screen and on paper. */
export const offerLabels = {
  personId: 'Кто',
  competences: 'В чём могу помочь',
  interests: 'Интересы',
  achievements: 'Достижения',
  ageFrom: 'Возраст наставляемых, от',
  ageTo: 'Возраст наставляемых, до',
  hoursAMonth: 'Часов в месяц',
  timeWords: 'О времени словами',
  times: 'Когда удобно',
  places: 'Где',
  languages: 'На каких языках',
  forms: 'Форма наставничества',
  menteeLimit: 'Сколько наставляемых',
  note: 'Ещё что-нибудь',
};

export const requestLabels = {
  personId: 'Кто',
  mainRequest: 'С чем нужна помощь',
  tags: 'Главное словами',
  wishes: 'Пожелания к наставнику',
  urgency: 'Срочность',
  times: 'Когда удобно',
  places: 'Где',
  languages: 'На каких языках',
  forms: 'Форма наставничества',
};
export const reachLabels: Readonly<Record<Reach, string>> = {
  municipality: 'школам моего муниципалитета',
  region: 'школам всего региона',
};
export const outsideLabels = { reach: 'Каким школам', agreedOn: 'Когда подписано на бумаге' };
export const outcomeLabels = { passed: 'пройдено', failed: 'не пройдено', waived: 'не нужно' } as const;
export const absenceLabels = { pause: 'пауза', leave: 'отпуск' } as const;

const texts: Readonly<Record<string, (facts: NonNullable<Refusal['facts']>) => string>> = {
  'banks.person_not_found': () => 'Такого человека в списке школы нет. Выберите из списка ещё раз.',
  'banks.offer_exists': () => 'У этого человека уже есть предложение. Откройте его и измените.',
  'banks.request_exists': () => 'У этого человека уже есть запрос. Откройте его и измените.',
  'banks.not_found': () => 'Такой записи в базе нет или на неё нет согласия. Откройте базу и найдите заново.',
  'banks.stale': () =>
    'Пока вы вводили, запись изменил кто-то другой. Введённое осталось в форме: сверьте и сохраните ещё раз.',
  'banks.closed': () => 'Эта запись уже закрыта: изменить её нельзя.',
  'banks.not_yours': () => 'Это может только куратор или директор.',
  'banks.supporter_unknown': () => 'Выберите сотрудника школы из списка.',
  'banks.in_mentorship': () =>
    'Человек сейчас с наставником. Сначала завершите наставничество в разделе «Пары и группы».',
  'banks.check_unknown': () => 'Такой проверки для этого наставника нет. Откройте карточку заново.',
  'banks.check_derived': () => 'Эта строка считается сама по разделу «Согласия»: вручную она не отмечается.',
  'banks.future': () => 'Этот день ещё не наступил. Проверьте дату.',
  'banks.tag_not_found': ({ word }) => `Слова «${word ?? ''}» в словаре нет. Проверьте, как оно написано.`,
  'banks.same_tag': () => 'Это уже одно и то же слово: объединять нечего.',
  'banks.call_not_found': () => 'Такого набора нет. Откройте список и найдите его заново.',
  'banks.call_closed': () => 'Пока вы писали, набор закрылся. Обратитесь в школу.',
  'banks.call_day': () => 'День окончания уже прошёл или дальше чем через год. Проверьте дату.',
  'banks.link_unknown': () => 'Набора с такой ссылкой нет. Проверьте адрес или спросите в школе.',
  'banks.consent_version': () =>
    'Текст согласия успел измениться. Прочитайте его ещё раз и поставьте отметку.',
  'banks.kind_not_called': () => 'На этот набор зовут других. Выберите из списка, кто вы.',
  'banks.birth_day': () => 'Проверьте дату рождения.',
  'banks.guardian_needed': () =>
    'За ребёнка до 14 лет заявку подаёт родитель или другой представитель. Напишите его фамилию и имя.',
  'banks.answer_needed': () => 'Напишите хотя бы несколько слов.',
  'banks.blank_unknown': () => 'Бланка с таким кодом нет. Сверьте шесть цифр справа вверху.',
  'banks.nobody_to_print': () => 'Печатать некому: в этом классе никого нет. Выберите другой.',
  'banks.nothing_to_print': () => 'Записи в базе нет или на неё нет согласия: печатать нечего.',
  'banks.application_not_found': () => 'Такой заявки нет. Откройте набор и найдите её заново.',
  'banks.application_settled': () => 'Эта заявка уже рассмотрена. Обновите страницу.',
  'banks.outside_adults': () =>
    'Другим школам предлагают только взрослых сотрудников школы: учеников, студентов и родителей – нет.',
  'banks.outside_no_offer': () => 'Сначала внесите предложение наставника: предлагать пока нечего.',
  'banks.outside_agreed': () =>
    'Согласие уже действует. Чтобы изменить, каким школам предлагать, сначала отзовите его.',
  'banks.outside_version': () =>
    'Текст согласия успел измениться. Прочитайте его ещё раз и согласитесь снова.',
  'banks.outside_self': () =>
    'На экране соглашается только сам наставник. Укажите день, которым подписано согласие на бумаге.',
  'banks.outside_none': () => 'Действующего согласия нет: отзывать нечего.',
  'banks.needs_parent': () =>
    'За ребёнка до 14 лет согласие подписывает родитель. Сначала внесите подписанное согласие, потом запрос.',
};

/** The Russian text of a refusal of this room or of those above it. */
export function banksRefusalText(refusal: Refusal): string {
  return texts[refusal.code]?.(refusal.facts ?? {}) ?? mentorshipsRefusalText(refusal);
}
