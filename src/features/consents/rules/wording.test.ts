import { describe, expect, it } from 'vitest';
import { libraryWording, PURPOSES } from '#src/features/consents/rules/purposes.ts';
import { cellOn, type ConsentFacts } from '#src/features/consents/rules/states.ts';
import {
  fillWording,
  missingFields,
  termWords,
  unknownFields,
} from '#src/features/consents/rules/wording.ts';

describe('the wording of a consent', () => {
  it('of the library has only known fields and all that are needed', () => {
    for (const purpose of PURPOSES) {
      const wording = libraryWording(purpose);
      expect(unknownFields(wording.body + wording.guardianBody)).toEqual([]);
      expect(missingFields(wording)).toEqual([]);
    }
  });
  it('names every field that nobody knows', () => {
    expect(unknownFields('Я, {фио}, {паспорт} и { ребёнок }, снова {паспорт} и {')).toEqual([
      '{паспорт}',
      'непарная скобка',
    ]);
    expect(
      missingFields({ body: 'Я, {фио}', guardianBody: 'Я, {фио}, {организация} {адрес организации} {срок}' }),
    ).toEqual(['{организация}', '{адрес организации}', '{срок}', '{ребёнок}']);
  });
  it('leaves a line to fill in on paper and says so on the screen', () => {
    const text = 'Я, {фио}, паспорт {документ}, класс {класс}';
    expect(fillWording(text, { фио: 'Белова О. И.' }, 'paper')).toMatch(
      /^Я, Белова О\. И\., паспорт _{40}, класс _{40}$/,
    );
    expect(fillWording(text, { фио: 'Белова О. И.' }, 'screen')).toBe(
      'Я, Белова О. И., паспорт (указывается при подписании на бумаге), класс не указано',
    );
    // A name is never read as a field or a pattern.
    expect(fillWording('{фио}', { фио: '{документ} $& $1' }, 'screen')).toBe('{документ} $& $1');
  });
  it('says its term in words', () => {
    expect([null, 12, 36, 60, 132, 252, 18].map(termWords)).toEqual([
      'до его отзыва',
      '1 год со дня подписания',
      '3 года со дня подписания',
      '5 лет со дня подписания',
      '11 лет со дня подписания',
      '21 год со дня подписания',
      '18 мес. со дня подписания',
    ]);
  });
});

const facts = (more: Partial<ConsentFacts>): ConsentFacts => ({
  purpose: 'processing',
  until: null,
  hasSignature: false,
  lastWithdrawnOn: null,
  lastEndedOn: null,
  ...more,
});

describe('how a consent stands', () => {
  const today = '2026-11-20';
  it('is said in one word', () => {
    const state = (more: Partial<ConsentFacts>, birthDate: string | null = null) =>
      cellOn(facts(more), birthDate, today);
    expect(state({}).state).toBe('missing');
    expect(state({ until: '2999-12-31' })).toMatchObject({ state: 'in_force', until: null });
    expect(state({ until: '2027-01-20' })).toMatchObject({ state: 'in_force', until: '2027-01-20' });
    expect(state({ until: '2027-01-19' })).toMatchObject({ state: 'expiring', isAskedAtEighteen: false });
    expect(state({ until: '2026-12-31' }, '2009-01-01')).toMatchObject({
      state: 'expiring',
      isAskedAtEighteen: true,
    });
    expect(state({ until: '2026-11-19', lastEndedOn: '2026-11-19' }).state).toBe('ended');
    expect(state({ hasSignature: true }).state).toBe('second');
    expect(state({ lastWithdrawnOn: '2026-10-01' })).toMatchObject({
      state: 'withdrawn',
      withdrawnOn: '2026-10-01',
    });
    expect(state({ lastWithdrawnOn: '2025-10-01', lastEndedOn: '2026-10-01' }).state).toBe('ended');
  });
});
