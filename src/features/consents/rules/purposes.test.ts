import { describe, expect, it } from 'vitest';
import {
  ageGroupOn,
  libraryWording,
  maySign,
  neededSigners,
  PURPOSES,
  validUntil,
} from '#src/features/consents/rules/purposes.ts';

const pupil = (birthDate: string | null) => ({ birthDate, kinds: ['pupil'] });

describe('who signs', () => {
  it('changes on the birthday itself', () => {
    expect(ageGroupOn(pupil('2012-11-20'), '2026-11-19')).toBe('child');
    expect(ageGroupOn(pupil('2012-11-20'), '2026-11-20')).toBe('teen');
    expect(ageGroupOn(pupil('2008-11-20'), '2026-11-19')).toBe('teen');
    expect(ageGroupOn(pupil('2008-11-20'), '2026-11-20')).toBe('adult');
  });
  it('changes with 1 March of a common year for somebody born on 29 February', () => {
    expect(ageGroupOn(pupil('2012-02-29'), '2026-02-28')).toBe('child');
    expect(ageGroupOn(pupil('2012-02-29'), '2026-03-01')).toBe('teen');
    expect(ageGroupOn(pupil('2008-02-29'), '2026-02-28')).toBe('teen');
    expect(ageGroupOn(pupil('2008-02-29'), '2026-03-01')).toBe('adult');
  });
  it('takes a pupil of unknown age for a child and anybody else for an adult', () => {
    expect(ageGroupOn(pupil(null), '2026-11-20')).toBe('child');
    expect(ageGroupOn({ birthDate: null, kinds: ['staff'] }, '2026-11-20')).toBe('adult');
  });
  it('follows the setting between 14 and 18 only', () => {
    expect(neededSigners('child', 'self')).toEqual(['guardian']);
    expect(neededSigners('teen', 'both')).toEqual(['guardian', 'self']);
    expect(neededSigners('teen', 'guardian')).toEqual(['guardian']);
    expect(neededSigners('teen', 'self')).toEqual(['self']);
    expect(neededSigners('adult', 'guardian')).toEqual(['self']);
    expect([maySign('child', 'self'), maySign('adult', 'guardian')]).toEqual([false, false]);
    expect([maySign('teen', 'self'), maySign('teen', 'guardian')]).toEqual([true, true]);
  });
});

describe('a term in months', () => {
  it('ends on the day before, also at the end of a short month', () => {
    expect(validUntil('2026-11-20', 12)).toBe('2027-11-19');
    expect(validUntil('2026-01-31', 1)).toBe('2026-02-27');
    expect(validUntil('2024-03-01', 12)).toBe('2025-02-28');
    expect(validUntil('2026-11-20', null)).toBeNull();
  });
});

describe('the texts of the library', () => {
  it('are one for each purpose and say what the law asks of a consent', () => {
    for (const purpose of PURPOSES) {
      const { title, body, guardianBody } = libraryWording(purpose);
      expect(title).toMatch(/^Согласие /);
      for (const text of [body, guardianBody]) {
        for (const needed of [
          '{фио}',
          '{организация}',
          '{адрес организации}',
          '{срок}',
          'Цель',
          'Действия',
          'Отзыв:',
        ]) {
          expect(text, `${purpose}: ${needed}`).toContain(needed);
        }
        expect(text).toMatch(/Перечень данных|Данные, которые/);
      }
      expect(guardianBody).toContain('{ребёнок}');
      expect(guardianBody).toContain('{полномочия}');
      expect(body).not.toContain('{ребёнок}');
    }
  });
});
