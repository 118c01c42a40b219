import type { Refusal } from '#src/lib/result.ts';
import { consentsRefusalText } from '#src/features/consents/labels.ts';
import type { EndedBy, MentorshipState, MentorshipWarning } from '#src/features/mentorships/rules.ts';

export const mentorshipStateLabels: Readonly<Record<MentorshipState, string>> = {
  proposed: 'предложено',
  met: 'познакомились',
  trial: 'пробная работа',
  agreed: 'договорились',
  ordered: 'закреплено приказом',
  planned: 'есть программа',
  working: 'работают',
  paused: 'приостановлено',
  final: 'итоговая встреча',
  closed: 'завершено',
  ended_early: 'закончено досрочно',
};

export const endedByLabels: Readonly<Record<EndedBy, string>> = {
  mentor: 'наставник',
  mentee: 'наставляемый',
  guardian: 'родитель',
  school: 'школа',
};

export const regimeLabels = {
  pupils: 'наставничество обучающихся',
  teachers: 'наставничество педагогов',
} as const;
export const sourceLabels = { hand: 'вручную', import: 'из файла', matching: 'подбором' } as const;

export const warningLabels: Readonly<Record<MentorshipWarning, string>> = {
  relative: 'Наставник – родственник наставляемого. Проверьте, что это подходит обоим.',
  class_teacher: 'Наставник – классный руководитель наставляемого: роли легко смешать.',
  other_kinds: 'Участники не те, для кого обычно эта форма. Проверьте форму наставничества.',
  large_group: 'Группа больше, чем обычно бывает в этой форме.',
  declined: 'В этом учебном году кто-то из них уже отказался от этой пары. Сначала поговорите с обоими.',
  many_mentees: 'У наставника больше трёх наставляемых вне групп: на каждого останется мало времени.',
};

const texts: Readonly<Record<string, (facts: NonNullable<Refusal['facts']>) => string>> = {
  'mentorships.not_found': () => 'Такой пары или группы нет. Откройте список и найдите её заново.',
  'mentorships.person_not_found': () =>
    'Кого-то из выбранных нет в списке школы. Выберите из списка ещё раз.',
  'mentorships.same_person': () =>
    'Один человек выбран и наставником, и наставляемым. Уберите его с одной стороны.',
  'mentorships.pair_of_many': () =>
    'В паре один наставник и один наставляемый. Чтобы добавить больше людей, отметьте «Это группа».',
  'mentorships.already': () => 'Эти наставник и наставляемый уже вместе. Откройте их карточку в списке.',
  'mentorships.no_capacity': ({ limit, taken }) =>
    `У наставника нет места: берёт не больше ${limit ?? ''}, уже есть ${taken ?? 0}. Выберите другого наставника или увеличьте число наставляемых в его предложении.`,
  'mentorships.guest_not_offered': () =>
    'Наставник из другой школы больше не предлагается вашей: он отозвал согласие, приостановил участие или закрыл предложение. Выберите другого.',
  'mentorships.archived_mentor': () =>
    'Этот наставник в архиве. Выберите другого или внесите новое предложение.',
  'mentorships.labour_papers': () =>
    'По статье 351.8 ТК РФ сначала нужны письменное согласие работника и дополнительное соглашение. Отметьте их в допуске наставника или напишите, почему начинаете без них.',
  'mentorships.labour_staff': () =>
    'Статья 351.8 ТК РФ – о наставничестве между работниками: и наставник, и наставляемый должны быть сотрудниками школы.',
  'mentorships.programme_not_found': () => 'Такой программы нет. Выберите из списка ещё раз.',
  'mentorships.unknown_form': () => 'Такой формы или ролевой модели наставничества нет. Выберите другую.',
  'mentorships.due_before_start': () => 'Окончание раньше начала. Проверьте даты.',
  'mentorships.before_start': () => 'День окончания раньше начала. Проверьте дату.',
  'mentorships.future': () => 'Этот день ещё не наступил. Проверьте дату.',
  'mentorships.over': () => 'Эта пара или группа уже закончила работу: изменить её нельзя.',
  'mentorships.not_paused': () => 'Работа не приостановлена: продолжать нечего.',
  'mentorships.paused': () => 'Работа уже приостановлена.',
  'mentorships.member_not_found': () => 'Этого наставника здесь уже нет. Откройте карточку заново.',
  'mentorships.no_proposal': () =>
    'Этого предложения больше нет: о нём уже договорились или куратор его снял. Остальное – на вашей странице.',
  'mentorships.asked_guardian': () =>
    'За ребёнка до 14 лет отвечает родитель. Он может ответить на своей странице или сказать куратору.',
  'mentorships.answer_stale': () =>
    'Ваш ответ уже сохранён с другого устройства или его внёс куратор. Откройте страницу заново и проверьте.',
  'mentorships.not_forming': () =>
    'Эта пара или группа уже не на стадии предложения. Откройте карточку и посмотрите состояние.',
  'mentorships.member_unknown': () => 'Этого человека в паре или группе уже нет. Выберите из списка ещё раз.',
  'mentorships.already_there': () => 'Пара или группа уже в этом состоянии.',
  'mentorships.somebody_declined': () =>
    'Кто-то не согласен. Поговорите и спросите ещё раз или снимите предложение.',
  'mentorships.changed_meanwhile': () =>
    'Пока вы выбирали, карточка изменилась: кто-то ответил или её поправили. Посмотрите и отметьте ещё раз.',
  'mentorships.not_agreed': () =>
    'Закрепить приказом можно то, о чём договорились все участники и что ещё не закреплено.',
  'mentorships.order_changed': ({ count }) =>
    `Пока готовился приказ, часть пар и групп изменилась или уже закреплена: ${count ?? ''}. Откройте приказ, снимите с них отметку и зарегистрируйте ещё раз.`,
  'mentorships.order_unknown': () =>
    'Такого приказа нет среди зарегистрированных. Внесите его в «Документы» с номером и датой и выберите снова.',
  'mentorships.stale': () =>
    'Пока вы вводили, карточку изменил кто-то другой. Введённое осталось в форме: сверьте и сохраните ещё раз.',
};

/** The Russian text of a refusal of this room or of those above it. */
export function mentorshipsRefusalText(refusal: Refusal): string {
  return texts[refusal.code]?.(refusal.facts ?? {}) ?? consentsRefusalText(refusal);
}
