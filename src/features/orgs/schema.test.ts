import { describe, expect, test } from 'vitest';
import { editOrganizationForm, setDayForm } from './schema.ts';

const good = {
  organizationId: '0193e0f0-0000-7000-8000-000000000001',
  version: '3',
  fullName: ' Муниципальная\u00a0 школа\n№ 5 ',
  shortName: 'Школа № 5',
  inn: '7707 083893',
  directorPost: 'директор',
  schoolWeek: '6',
  timeZone: 'Asia/Omsk',
};

const messages = (more: object) =>
  editOrganizationForm.safeParse({ ...good, ...more }).error?.issues.map(({ message }) => message);

describe('requisites', () => {
  test('are tidied: spaces, line breaks, an INN in groups; empty fields are absent', () => {
    expect(editOrganizationForm.parse(good)).toEqual({
      organizationId: good.organizationId,
      version: 3,
      fullName: 'Муниципальная школа № 5',
      shortName: 'Школа № 5',
      fullNameGenitive: '',
      inn: '7707083893',
      address: '',
      city: '',
      directorName: '',
      directorPost: 'директор',
      schoolWeek: 6,
      timeZone: 'Asia/Omsk',
    });
  });

  test.each([
    [{ fullName: undefined }, 'напишите полное название, как в уставе'],
    [{ fullName: '\u0000 \u200b'.replace('\u200b', '') }, 'напишите полное название, как в уставе'],
    [{ shortName: 'ш'.repeat(201) }, 'не длиннее 200 знаков'],
    [{ inn: '7707083894' }, 'такого ИНН не бывает: проверьте цифры, их 10 или 12'],
    [{ schoolWeek: '7' }, 'выберите 5 или 6 дней'],
    [{ timeZone: 'Mars/Olympus' }, 'выберите часовой пояс из списка'],
  ])('%j is refused', (more, message) => {
    expect(messages(more)).toEqual([message]);
  });
});

test.each(['2026-02-30', '31.12.2026', '', '2026-13-01', '12026-01-01', '1999-01-01'])(
  '«%s» is no day',
  (day) => {
    const form = { organizationId: good.organizationId, day, isWorking: 'off' };
    expect(setDayForm.safeParse(form).error?.issues.map(({ path }) => path)).toEqual([['day']]);
  },
);
