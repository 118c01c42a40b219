import type { Refusal } from '#src/lib/result.ts';
import { plural } from '#src/lib/russian/plural.ts';
import { mentorshipsRefusalText } from '#src/features/mentorships/labels.ts';
import { ruleText, type Aim, type RuleId } from '#src/features/matching/rules/settings.ts';

export const aimLabels: Readonly<Record<Aim, string>> = {
  served: 'Помочь как можно большему числу людей',
  total: 'Лучшая сумма: сильные совпадения важнее числа пар',
  worst: 'Никого не обидеть: самая слабая пара – как можно лучше',
};
export const aimHints: Readonly<Record<Aim, string>> = {
  served: 'Сначала – чтобы без пары осталось меньше всего людей, затем – лучшие пары из возможных.',
  total: 'Сумма оценок всех пар – наибольшая из возможных.',
  worst:
    'Сначала – чтобы без пары осталось меньше всего людей, затем – чтобы самая слабая пара была как можно сильнее, затем – лучшая сумма.',
};
export const otherSchoolsLabels = {
  title: 'Предлагать и учителей других школ',
  hint: 'Только тех, кто на это согласился и допущен в своей школе. Каждый сам решит, принять ли приглашение; его куратор узнает о нём.',
};
export const draftStateLabels = {
  open: 'черновик',
  approved: 'предложен участникам',
  discarded: 'удалён',
} as const;
export const showLabels = {
  all: 'все',
  unmatched: 'без пары',
  weak: 'слабые пары',
  warned: 'с предупреждениями',
  pinned: 'закреплённые',
  mutual: 'взаимные',
} as const;

/** «87 %»: a score from 0 to 1 as people read it. */
export function formatScore(score: number | null): string {
  return score === null ? '–' : `${Math.round(score * 100)} %`;
}

/** Why a pair of a draft cannot be proposed today. */
export function troubleWords(trouble: 'gone' | readonly RuleId[]): string {
  if (trouble === 'gone')
    return 'кого-то уже нет в базах: согласие, предложение или запрос больше не действуют';
  return trouble.map((id) => ruleText(id).blocked).join('; ');
}

const texts: Readonly<Record<string, (facts: NonNullable<Refusal['facts']>) => string>> = {
  'matching.not_found': () => 'Такого подбора нет. Откройте список подборов.',
  'matching.person_not_found': () =>
    'Этого человека в подборе больше нет. Откройте подбор заново или перечитайте базы.',
  'matching.stale': () =>
    'Пока вы смотрели, подбор изменил кто-то другой. Посмотрите, что изменилось, и повторите, если ещё нужно.',
  'matching.approved': () =>
    'Этот подбор уже предложен участникам: менять его нельзя. Сделайте копию, если нужен другой вариант.',
  'matching.no_weights': () =>
    'Все веса равны нулю: пары нечем сравнить. Поставьте вес хотя бы одному критерию.',
  'matching.no_forms': () => 'Не выбрана ни одна форма наставничества. Выберите хотя бы одну.',
  'matching.no_mentees': () =>
    'В базе нет никого, кто ищет наставника: внесите запросы или дождитесь согласий, затем повторите.',
  'matching.no_mentors': () =>
    'В базе нет ни одного наставника со свободным временем: внесите предложения, затем повторите.',
  'matching.pinned_twice': ({ name }) =>
    `${name ?? 'Наставляемый'} закреплён сразу за двумя наставниками. Снимите одну из отметок.`,
  'matching.pinned_and_banned': ({ name }) =>
    `${name ?? 'Наставляемый'}: одна и та же пара и закреплена, и исключена. Снимите одну из отметок.`,
  'matching.pin_against_law': ({ name, rule }) =>
    `Закрепить нельзя (${name ?? ''}): ${rule ?? 'это требование закона'}. Такое условие не снимается.`,
  'matching.pins_over_capacity': ({ name, places, pins }) =>
    `У наставника ${name ?? ''} ${plural(Number(places ?? 0), 'свободное место', 'свободных места', 'свободных мест')}, а закреплено ${pins ?? ''}. Снимите закрепление или добавьте место в его предложении.`,
  'matching.nobody_to_meet': () =>
    'Печатать некого: нет ни допущенных наставников, ни тех, кто ищет наставника. Откройте базы и допуск.',
  'matching.nothing_to_swap': () =>
    'Поменять можно двух наставляемых, у которых разные наставники. Выберите другого.',
  'matching.nothing_to_undo': () =>
    'Отменять нечего: после создания подбора или перечитывания баз изменений не было.',
  'matching.nothing_to_approve': () =>
    'Ни одну из отмеченных пар предложить нельзя: за это время изменились согласия, места или допуск. Перечитайте базы и подберите заново.',
  'matching.programme_not_found': () => 'Такой программы нет. Выберите из списка ещё раз.',
  'assignment.total_too_large': () => 'Людей слишком много для одного подбора. Разделите их по формам.',
};

/** The Russian text of a refusal of this room or of those above it. */
export function matchingRefusalText(refusal: Refusal): string {
  return texts[refusal.code]?.(refusal.facts ?? {}) ?? mentorshipsRefusalText(refusal);
}
