import { shortDay } from '#src/lib/russian/short-day.ts';
import admission from '#data/admission-checks.json' with { type: 'json' };
import forms from '#data/forms.json' with { type: 'json' };
import {
  causeLabels,
  channelLabels,
  destructionStateLabels,
  purposeLabels,
  signerLabels,
  withdrawnByLabels,
} from '#src/features/consents/labels.ts';
import { requestKindLabels, requestStateLabels } from '#src/features/consents/labels/duties.ts';
import { nameFormsInWords } from '#src/features/people/rules/name-forms.ts';
import { toNameForms } from '#src/lib/russian/kept-forms.ts';

const stateWords: Readonly<Record<string, string>> = {
  ...destructionStateLabels,
  ...requestStateLabels,
  in_bank: 'в базе',
  searching: 'ищем наставника',
  in_mentorship: 'есть наставник',
  finished: 'завершено',
  ended_early: 'завершено досрочно',
  withdrawn: 'отозвано',
  waiting: 'ждёт',
  begun: 'начата',
  answered: 'есть ответ',
  declined: 'отклонено',
  accepted: 'принято',
  proposed: 'предложена',
  met: 'познакомились',
  trial: 'пробные встречи',
  agreed: 'согласована',
  ordered: 'закреплена приказом',
  planned: 'есть план',
  working: 'работает',
  paused: 'приостановлена',
  final: 'завершается',
  closed: 'завершена',
};

/** Words for codes, by the column that holds them. What is not here is shown as it stands. */
const words: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  gender: { male: 'мужской', female: 'женский' },
  kinds: {
    staff: 'сотрудник',
    pupil: 'ученик',
    student: 'студент',
    partner: 'сотрудник партнёра',
    graduate: 'выпускник',
    guardian: 'родитель (представитель)',
  },
  purpose: purposeLabels,
  signer: signerLabels,
  channel: { ...channelLabels, screen: 'в программе', talk: 'в разговоре' },
  answer: { agreed: 'согласие', declined: 'отказ' },
  answered_by: { self: 'сам человек', guardian: 'родитель (представитель)', curator: 'куратор с его слов' },
  withdrawn_by: withdrawnByLabels,
  cause: causeLabels,
  kind: { ...requestKindLabels, pause: 'пауза', leave: 'отпуск' },
  state: stateWords,
  decision: { destroy: 'уничтожить', keep: 'оставить' },
  outcome: { passed: 'пройдена', failed: 'не пройдена', waived: 'не нужна' },
  side: { mentor: 'наставник', mentee: 'наставляемый' },
  places: { school: 'в школе', partner: 'у партнёра', distance: 'дистанционно' },
  form: Object.fromEntries(forms.forms.map(({ id, title }) => [id, title])),
  forms: Object.fromEntries(forms.forms.map(({ id, title }) => [id, title])),
  check_key: Object.fromEntries(admission.checks.map(({ id, title }) => [id, title])),
};
const weekdays = ['пн', 'вт', 'ср', 'чт', 'пт', 'сб', 'вс'];
const dayParts: Readonly<Record<string, string>> = {
  morning: 'утро',
  after: 'после уроков',
  evening: 'вечер',
};

/**
 * A value of a column as a person reads it, from JSON of the database: days and instants (on the clock of the IANA zone) in
 * Russian order, codes in words. Empty for what is not there.
 */
export function copiedWords(column: string, value: unknown, timeZone: string): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) {
    return value
      .map((one) => copiedWords(column, one, timeZone))
      .filter((one) => one !== '')
      .join(', ');
  }
  if (typeof value === 'boolean') return value ? 'да' : 'нет';
  if (typeof value === 'number') return String(value);
  if (column === 'name_forms') return nameFormsInWords(toNameForms(value));
  if (typeof value !== 'string') return JSON.stringify(value);
  if (value.startsWith('2999-12-31')) return 'отзыва';
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return shortDay(value);
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value)) return instantWords(value, timeZone);
  if (column === 'times') {
    const [weekday = '', part = ''] = value.split('-');
    return `${weekdays[Number(weekday) - 1] ?? weekday} ${dayParts[part] ?? part}`.trim();
  }
  return words[column]?.[value] ?? value;
}

/** «20.11.2026 09:30». */
export function instantWords(iso: string, timeZone: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  return new Intl.DateTimeFormat('ru', {
    timeZone,
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
    .format(at)
    .replace(',', '');
}
