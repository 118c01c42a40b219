import { describe, expect, it } from 'vitest';
import { fullName, nameKey, nameWithInitials, parseFullName } from '#src/features/people/rules.ts';

describe('parseFullName', () => {
  it.each([
    ['Иванова Мария Петровна', 'Иванова Мария Петровна'],
    ['  ИВАНОВА   МАРИЯ  ПЕТРОВНА ', 'Иванова Мария Петровна'],
    ['Лунина О. П.', 'Лунина О П'],
    ['Лунина О.П.', 'Лунина О П'],
    ['О. П. Лунина', 'Лунина О П'],
    ['Алиев Руслан Магомед оглы', 'Алиев Руслан Магомед оглы'],
    ['ПЕТРОВА-ВОДКИНА Анна', 'Петрова-Водкина Анна'],
    ['Соболь', 'Соболь'],
  ])('%s → %s', (text, name) => {
    const parsed = parseFullName(text);
    expect(parsed === null ? null : fullName(parsed)).toBe(name);
  });

  it.each(['', '   ', '8-А класс', 'И. О.', '=cmd', '<b>Иванова</b>', '12345'])('%s is no name', (text) => {
    expect(parseFullName(text)).toBeNull();
  });
});

describe('nameWithInitials', () => {
  it('keeps the line together', () => {
    const name = { familyName: 'Иванова', givenName: 'Мария', patronymic: 'Петровна' };
    expect(nameWithInitials(name)).toBe('Иванова\u00a0М.\u00a0П.');
    expect(nameWithInitials({ ...name, givenName: '', patronymic: '' })).toBe('Иванова');
  });
});

describe('nameKey', () => {
  it('joins «ё», case, spaces and Latin look-alikes', () => {
    const key = nameKey({ familyName: 'Королёва', givenName: 'Ольга', patronymic: '' });
    expect(nameKey({ familyName: 'КОРОЛЕВА', givenName: 'Ольга', patronymic: '' })).toBe(key);
    expect(nameKey({ familyName: 'Koролева', givenName: 'Oльгa', patronymic: '' })).toBe(key);
    expect(nameKey({ familyName: 'Королева', givenName: 'Олега', patronymic: '' })).not.toBe(key);
  });
});
