import { describe, expect, it } from 'vitest';
import { readText } from '#src/lib/tables/read.ts';
import { readHeading } from '#src/features/people/rules/import/columns.ts';
import { readBirth, readService } from '#src/features/people/rules/import/days.ts';
import { matchRecords, type KnownPerson } from '#src/features/people/rules/import/match.ts';
import { readPeopleLists } from '#src/features/people/rules/import/read-list.ts';
import { differsByASlip } from '#src/features/people/rules/likeness.ts';
import { checkRecords, type PersonRecord } from '#src/features/people/rules/import/records.ts';

const today = '2026-11-20';
const defaults = { kind: 'pupil', className: '', today } as const;

const read = (text: string) => {
  const [list] = readPeopleLists(readText(text, 'список.txt'));
  if (list === undefined) throw new Error('Nothing was read');
  return list;
};
const records = (text: string, fixes = {}) => {
  const { columns, rows } = read(text);
  return checkRecords(columns, rows, fixes, defaults);
};
const recordOf = (text: string): PersonRecord => {
  const [first] = records(text);
  if (first?.record == null) throw new Error(`Not read: ${JSON.stringify(first)}`);
  return first.record;
};

describe('headings', () => {
  it.each([
    ['ФИО', 'name'],
    ['Ф.И.О. обучающегося', 'name'],
    ['Фамилия', 'family'],
    ['Дата рождения', 'birth'],
    ['Д.р.', 'birth'],
    ['Класс', 'class'],
    ['Литера', 'letter'],
    ['Мать (ФИО)', 'mother'],
    ['Телефон матери', 'motherPhone'],
    ['Контактный телефон родителя', 'guardianPhone'],
    ['ФИО законного представителя', 'guardian'],
    ['Электронная почта', 'email'],
    ['Место учёбы', 'workplace'],
  ])('%s', (heading, meaning) => {
    expect(readHeading(heading)).toBe(meaning);
  });

  it.each([
    'СНИЛС',
    'Паспорт',
    'Серия и номер свидетельства о рождении',
    'Группа здоровья',
    'Национальность',
    'ОВЗ',
    'Учёт',
  ])('%s is never taken', (heading) => {
    expect(readHeading(heading)).toBeNull();
  });

  it('knows nothing of what it knows nothing of', () => {
    expect(readHeading('Любимый предмет')).toBeUndefined();
    expect(readHeading('')).toBeUndefined();
  });
});

describe('birthdays', () => {
  it.each([
    ['12.03.2012', '2012-03-12'],
    ['1.2.12', '2012-02-01'],
    ['05/11/1985', '1985-11-05'],
    ['2012-03-12', '2012-03-12'],
    ['12 марта 2012 г.', '2012-03-12'],
    ['3 мая 2011', '2011-05-03'],
    ['12.03.2012 г.р.', '2012-03-12'],
    ['40980', '2012-03-12'],
  ])('%s', (text, date) => {
    expect(readBirth(text, today)).toEqual({ date });
  });

  it.each(['31.02.2012', '12.13.2012', 'весна', '00.01.2012', '12.03.', '999999'])('%s is none', (text) => {
    expect(readBirth(text, today)).toBeNull();
  });

  it('is a year where only the year is told', () => {
    expect(readBirth('2012', today)).toEqual({ year: 2012 });
    expect(readBirth('2012 г.р.', today)).toEqual({ year: 2012 });
  });
});

describe('service', () => {
  it.each([
    ['12 лет', 2014],
    ['3', 2023],
    ['1 год', 2025],
    ['2 года 5 мес.', 2024],
    ['с 2014 г.', 2014],
    ['2014', 2014],
    ['менее года', 2026],
    ['8 мес', 2026],
  ])('%s', (text, year) => {
    expect(readService(text, today)).toBe(year);
  });

  it.each(['много', '120 лет', '2030', '-3'])('%s is none', (text) => {
    expect(readService(text, today)).toBeNull();
  });
});

describe('staff', () => {
  const staffOf = (text: string) => {
    const [{ columns, rows } = { columns: [], rows: [] }] = readPeopleLists(
      readText(text, 'список.txt'),
      'staff',
    );
    return checkRecords(columns, rows, {}, { ...defaults, kind: 'staff' });
  };

  it('are read line by line: after a name commas part posts, telephones and addresses stand for themselves', () => {
    const list = staffOf(
      'Соболь Инна Олеговна, учитель химии, тьютор, inna@school.example\nКашин Лев Ильич – директор, lev@school.example',
    );
    expect(list.map(({ record }) => record)).toMatchObject([
      {
        familyName: 'Соболь',
        kind: 'staff',
        posts: ['учитель химии', 'тьютор'],
        email: 'inna@school.example',
      },
      { familyName: 'Кашин', posts: ['директор'], email: 'lev@school.example' },
    ]);
  });

  it('bring posts, the day of the post and service; what cannot be is told', () => {
    const list = staffOf(
      'ФИО\tДолжность\tПринят с\tСтаж\nСоболь Инна Олеговна\tучитель химии; тьютор\t01.09.2015\t12 лет\nКашин Лев\tучитель\t01.09.2099\tмного',
    );
    expect(list[0]?.record).toMatchObject({
      posts: ['учитель химии', 'тьютор'],
      since: '2015-09-01',
      serviceSince: 2014,
      className: null,
    });
    expect(list[1]?.errors).toEqual({ since: 'bad_since', service: 'bad_service' });
  });

  it('of another place tell their post with it', () => {
    expect(
      recordOf('ФИО\tМесто работы\tДолжность\tКатегория\nСоболь Инна\tЗавод\tинженер\tпартнёр'),
    ).toMatchObject({
      kind: 'partner',
      workplace: 'Завод, инженер',
      posts: [],
    });
  });
});

describe('a list', () => {
  it('is read by its headings, classes on lines of their own included', () => {
    const list = records(
      'ФИО\tДата рождения\tМать\tТелефон матери\tСНИЛС\n7А класс\nВетлугин Пётр Ильич\t12.03.2013\tВетлугина Анна\t+7 900 000-00-01\t000\n7 Б\nРосина Вера\t2013\t\t\t111',
    );
    expect(list.map(({ record }) => record)).toMatchObject([
      {
        familyName: 'Ветлугин',
        birthDate: '2013-03-12',
        className: { grade: 7, letter: 'А' },
        guardians: [{ familyName: 'Ветлугина', relation: 'мать', phone: '+7 900 000-00-01' }],
      },
      { familyName: 'Росина', birthYear: 2013, className: { grade: 7, letter: 'Б' }, guardians: [] },
    ]);
    expect(JSON.stringify(list)).not.toContain('111');
  });

  it('is read without headings: numbers, names, days', () => {
    expect(recordOf('1. Ветлугин Пётр Ильич 12.03.2013\n2. Росина Вера Олеговна 01.02.2013')).toMatchObject({
      givenName: 'Пётр',
      birthDate: '2013-03-12',
    });
    expect(recordOf('Ветлугин;Пётр;12.03.2013'.replace(';Пётр', ' Пётр'))).toMatchObject({
      birthDate: '2013-03-12',
    });
  });

  it('joins parts of a name and of a class', () => {
    const text = 'Фамилия\tИмя\tОтчество\tПараллель\tЛитера\nВЕТЛУГИН\tПЁТР\tИЛЬИЧ\t7\tа';
    expect(recordOf(text)).toMatchObject({
      familyName: 'Ветлугин',
      givenName: 'Пётр',
      patronymic: 'Ильич',
      className: { grade: 7, letter: 'А' },
    });
  });

  it('says of each cell what is wrong, and takes what was mended', () => {
    const text = 'ФИО\tДата рождения\tПочта\nВетлугин\t31.02.2013\tне почта\nРосина Вера\t12.03.2099\t';
    const [first, second] = records(text);
    expect(first?.errors).toEqual({ name: 'only_family_name', birth: 'bad_birth', email: 'bad_email' });
    expect(second?.errors).toEqual({ birth: 'birth_future' });
    const fixes = {
      0: { values: { name: 'Ветлугин Пётр', birth: '28.02.2013', email: '' } },
      1: { isSkipped: true },
    };
    const mended = records(text, fixes);
    expect(mended[0]?.record).toMatchObject({ givenName: 'Пётр', birthDate: '2013-02-28' });
    expect(mended[1]).toMatchObject({ record: null, errors: {}, isSkipped: true });
  });

  it('never throws, whatever stands in it', () => {
    for (const text of [
      '',
      '\t\t\t',
      '=cmd|calc',
      '😀'.repeat(1000),
      '\u0000',
      ';'.repeat(5000),
      '7А\n7А\n7А',
    ]) {
      expect(Array.isArray(records(text))).toBe(true);
    }
  });
});

const known = (change: Partial<KnownPerson>): KnownPerson => ({
  id: 'k1',
  familyName: 'Ветлугин',
  givenName: 'Пётр',
  patronymic: 'Ильич',
  kinds: ['pupil'],
  birthDate: '2013-03-12',
  birthYear: null,
  className: '7А',
  phone: '',
  email: '',
  workplace: '',
  posts: [],
  serviceSince: null,
  partnerId: null,
  guardianKeys: [],
  ...change,
});
const match = (text: string, people: readonly KnownPerson[], fixes = {}) => {
  const list = records(`ФИО\tДата рождения\tКласс\tТелефон\n${text}`, fixes);
  return matchRecords(
    list.flatMap(({ record }) => (record === null ? [] : [record])),
    people,
    fixes,
  );
};

describe('matching', () => {
  it.each([
    ['the same', 'Ветлугин Пётр Ильич\t12.03.2013\t7А'],
    ['«ё» and capitals', 'ВЕТЛУГИН ПЕТР ИЛЬИЧ\t12.03.2013\t7А'],
    ['a Latin letter that looks alike', 'Вeтлугин Пётр Ильич\t12.03.2013\t7А'],
    ['swapped columns', 'Пётр Ильич Ветлугин\t12.03.2013\t7А'],
    ['no birthday in the file', 'Ветлугин Пётр Ильич\t\t7А'],
  ])('knows %s', (_what, row) => {
    expect(match(row, [known({})])[0]?.state).toBe('unchanged');
  });

  it('takes a namesake with another birthday for somebody else', () => {
    expect(match('Ветлугин Пётр Ильич\t01.01.2014\t6Б', [known({})])[0]?.state).toBe('new');
  });

  it.each([
    ['one letter', 'Ветлугинн Пётр Ильич\t12.03.2013\t7А'],
    ['another patronymic on the same day', 'Ветлугин Пётр Олегович\t12.03.2013\t7А'],
    ['no birthday and another class', 'Ветлугин Пётр Ильич\t\t9Б'],
  ])('asks about %s', (_what, row) => {
    expect(match(row, [known({})])[0]?.state).toBe('doubtful');
  });

  it('asks about a row that stands twice, and does as it is told', () => {
    const twice = 'Росина Вера Олеговна\t01.02.2013\t7А\nРосина Вера Олеговна\t01.02.2013\t7А';
    expect(match(twice, []).map(({ state }) => state)).toEqual(['new', 'doubtful']);
    expect(match(twice, [], { 1: { as: 'new' } }).map(({ state }) => state)).toEqual(['new', 'new']);
  });

  it.each([
    [
      'one letter on one birthday',
      'Росина Вера\t01.02.2013\t7А',
      'Росинa Вера'.replace('a', 'я') + '\t01.02.2013\t7А',
    ],
    ['one letter in one class', 'Росина Вера Олеговна\t\t7А', 'Росинна Вера Олеговна\t\t7А'],
    [
      'a patronymic that one of them lacks',
      'Росина Вера Олеговна\t01.02.2013\t7А',
      'Росина Вера\t01.02.2013\t7А',
    ],
    ['swapped parts', 'Росина Вера Олеговна\t01.02.2013\t7А', 'Вера Олеговна Росина\t01.02.2013\t7А'],
  ])('asks about a row that differs from one above by %s', (_what, one, other) => {
    const [first, second] = match(`${one}\n${other}`, []);
    expect(first?.state).toBe('new');
    expect(second).toMatchObject({ state: 'doubtful', twinPlace: 'строка 2', candidates: [] });
    expect(match(`${one}\n${other}`, [], { 1: { as: 'new' } })[1]?.state).toBe('new');
  });

  it.each([
    ['one letter in another class', 'Росина Вера Олеговна\t\t7А', 'Росинна Вера Олеговна\t\t9Б'],
    ['one letter and another birthday', 'Росин Лев\t01.02.2013\t7А', 'Росина Лев\t02.02.2013\t7А'],
    ['more than a slip', 'Росина Вера Олеговна\t01.02.2013\t7А', 'Росина Лера Игоревна\t01.02.2013\t7А'],
  ])('lets rows be that differ by %s', (_what, one, other) => {
    expect(match(`${one}\n${other}`, []).map(({ state }) => state)).toEqual(['new', 'new']);
  });

  it('does not ask again about two alike who are both known', () => {
    const two = [known({ id: 'k1' }), known({ id: 'k2', familyName: 'Ветлугина' })];
    const rows = 'Ветлугин Пётр Ильич\t12.03.2013\t7А\nВетлугина Пётр Ильич\t12.03.2013\t7А';
    expect(match(rows, two).map(({ state }) => state)).toEqual(['unchanged', 'unchanged']);
  });

  it('never gives one record to two rows, whatever was answered', () => {
    const silent = known({ birthDate: null, birthYear: null, className: '' });
    const two = 'Ветлугин Пётр Ильич\t12.03.2013\t7А\nВетлугин Пётр Ильич\t01.01.2014\t6Б';
    const statesOf = (fixes = {}) => match(two, [silent], fixes).map(({ state }) => state);
    expect(statesOf()).toEqual(['doubtful', 'doubtful']);
    expect(statesOf({ 0: { as: 'k1' }, 1: { as: 'k1' } })).toEqual(['changed', 'doubtful']);
    expect(statesOf({ 0: { as: 'k1' }, 1: { as: 'new' } })).toEqual(['changed', 'new']);
  });

  it('says field by field what changes', () => {
    const [changed] = match('Ветлугин Пётр Ильич\t12.03.2013\t8А\t+7 900 000-00-02', [known({})]);
    expect(changed).toMatchObject({
      state: 'changed',
      changes: [
        { field: 'class', before: '7А', after: '8А' },
        { field: 'phone', before: '', after: '+7 900 000-00-02' },
      ],
    });
  });

  it('tells a slip from another name', () => {
    expect(differsByASlip('росина вера', 'росинa вера'.replace('a', 'о'))).toBe(true);
    expect(differsByASlip('росина вера', 'росиан вера')).toBe(true);
    expect(differsByASlip('росина вера', 'росина вера')).toBe(false);
    expect(differsByASlip('росина вера', 'росина лера олеговна')).toBe(false);
  });
});
