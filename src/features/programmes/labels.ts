import type { Refusal } from '#src/lib/result.ts';
import type { Side } from '#src/features/programmes/rules/sides.ts';
import { accountsRefusalText } from '#src/features/accounts/labels.ts';
import type { Regime } from '#src/features/programmes/rules/forms.ts';
import type { ProgrammeState, StageState } from '#src/features/programmes/rules.ts';

export const sideLabels: Readonly<Record<Side, string>> = { mentor: 'наставник', mentee: 'наставляемый' };
export const regimeLabels: Readonly<Record<Regime, string>> = {
  pupils: 'Для обучающихся (Р-145)',
  teachers: 'Для педагогов (АЗ-1128/08)',
};

export const programmeStateLabels: Readonly<Record<ProgrammeState, string>> = {
  preparing: 'готовится',
  launched: 'идёт',
  closed: 'завершена',
};

export const stageStateLabels: Readonly<Record<StageState, string>> = {
  ahead: 'впереди',
  under_way: 'идёт',
  done: 'пройден',
};

const texts: Readonly<Record<string, (facts: NonNullable<Refusal['facts']>) => string>> = {
  'programmes.not_found': () => 'Такой программы нет. Откройте список программ и выберите её заново.',
  'programmes.stale': () =>
    'Пока вы вводили, программу изменил кто-то другой. Введённое осталось в форме: сверьте и сохраните ещё раз.',
  'programmes.stage_stale': () =>
    'Этап уже отметил кто-то другой. Посмотрите, как он стоит сейчас, и отметьте ещё раз, если нужно.',
  'programmes.foreign_form': () =>
    'Среди выбранных есть форма или ролевая модель, которая к этой программе не подходит. Выберите из предложенных.',
  'programmes.no_forms': () =>
    'У программы не выбрано ни одной формы наставничества. Откройте «Изменить» и отметьте хотя бы одну, потом запускайте.',
  'programmes.title_taken': () =>
    'Программа с таким названием в этом учебном году уже есть. Назовите иначе или измените ту.',
  'programmes.wrong_state': () =>
    'Программа уже в другом состоянии. Обновите страницу и посмотрите, что можно сделать сейчас.',
  'programmes.paper_unknown': () => 'Такого документа в реестре нет. Выберите из списка ещё раз.',
  'programmes.partner_unknown': () => 'Такого партнёра в списке нет. Выберите из списка ещё раз.',
  'programmes.agreement_not_found': () => 'Такого соглашения нет. Откройте программу и выберите его заново.',
};

/** The Russian text of a refusal of this room or of those above it. */
export function programmesRefusalText(refusal: Refusal): string {
  return texts[refusal.code]?.(refusal.facts ?? {}) ?? accountsRefusalText(refusal);
}
