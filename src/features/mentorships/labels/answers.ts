import { plural } from '#src/lib/russian/plural.ts';
import type { Side } from '#src/features/programmes/rules/sides.ts';
import type { OrderState } from '#src/features/mentorships/rules/orders.ts';
import type { ManyDeed } from '#src/features/mentorships/schema/answers.ts';
import type {
  Answer,
  AnswerChannel,
  AnsweredBy,
  GivenAnswer,
  Step,
} from '#src/features/mentorships/rules/answers.ts';

export const answerLabels: Readonly<Record<Answer, string>> = {
  agreed: 'согласие',
  declined: 'отказ',
};
/** What the person themselves presses. */
export const ownAnswerLabels: Readonly<Record<Answer, string>> = {
  agreed: 'Согласен, согласна',
  declined: 'Не согласен, не согласна',
};
export const channelLabels: Readonly<Record<AnswerChannel, string>> = {
  screen: 'на своей странице',
  talk: 'в разговоре',
  paper: 'на бумаге',
};
export const answeredByLabels: Readonly<Record<AnsweredBy, string>> = {
  self: '',
  guardian: 'ответил родитель',
  curator: 'внёс куратор',
};
/** What the curator presses to bring a mentorship there. */
export const stepLabels: Readonly<Record<Step, string>> = {
  proposed: 'Вернуть к предложению',
  met: 'Познакомились',
  trial: 'Начали пробную работу',
  agreed: 'Договорились',
};

/** «на своей странице», «в разговоре, внёс куратор». */
export function howAnswered({ channel, answeredBy }: Pick<GivenAnswer, 'channel' | 'answeredBy'>): string {
  return [channelLabels[channel], answeredByLabels[answeredBy]].filter((part) => part !== '').join(', ');
}

/** «Вам предлагают наставника: Соколова Анна Петровна»; of a child, to the guardian, «Ребёнку предлагают …». */
export function proposalTitle(
  proposal: { readonly side: Side; readonly others: readonly { readonly name: string }[] },
  isForChild: boolean,
): string {
  const { others, side } = proposal;
  const whom = isForChild ? 'Ребёнку' : 'Вам';
  const [only] = others;
  if (others.length === 1 && only !== undefined) {
    return `${whom} предлагают ${side === 'mentee' ? 'наставника' : 'наставляемого'}: ${only.name}`;
  }
  return side === 'mentee'
    ? `${whom} предлагают наставников: ${others.map(({ name }) => name).join(', ')}`
    : `${whom} предлагают группу: ${plural(others.length, 'наставляемый', 'наставляемых', 'наставляемых')}`;
}

export const manyDeedLabels: Readonly<Record<ManyDeed, string>> = {
  met: 'Познакомились',
  trial: 'Начали пробную работу',
  agreed: 'Договорились (на бумаге)',
  dissolve: 'Снять предложения; из групп – тех, кто не согласен',
};
/** «Отмечено: 3 пары или группы». */
export const manyDoneTexts: Readonly<Record<ManyDeed, string>> = {
  met: 'познакомились',
  trial: 'начали пробную работу',
  agreed: 'договорились',
  dissolve: 'предложение снято',
};
export const orderStateLabels: Readonly<Record<OrderState, string>> = {
  agreed: 'договорились, в приказе ещё нет',
  ordered: 'закреплены приказом',
  all: 'и те и другие',
};
