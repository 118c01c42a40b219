import { describe, expect, it } from 'vitest';
import { readStaffText } from '#src/features/people/rules/read-staff.ts';
import { checkStaffRows, isSettled, type StaffRow } from '#src/features/people/rules/staff-rows.ts';

const facts = (text: string) =>
  readStaffText(text).map(({ name, posts, email, phone }) => [name, posts, email, phone]);

describe('readStaffText', () => {
  it('reads a person a line', () => {
    expect(
      facts(
        'Иванова Мария Петровна, учитель физики, классный руководитель\n\n2) Лунин О. П. – тьютор\nСоболь Инна Олеговна, методист, sobol@school.ru, +7 900 000-00-00',
      ),
    ).toEqual([
      ['Иванова Мария Петровна', 'учитель физики; классный руководитель', '', ''],
      ['Лунин О. П.', 'тьютор', '', ''],
      ['Соболь Инна Олеговна', 'методист', 'sobol@school.ru', '+7 900 000-00-00'],
    ]);
  });

  it.each([
    ['№\tФИО\tДолжность\tТел.', '1\tИванова Мария Петровна\tучитель\t123-45-67'],
    ['Телефон;Занимаемая должность;Ф.И.О. сотрудника', '123-45-67;учитель;Иванова Мария Петровна'],
    ['Фамилия\tИмя\tОтчество\tДолжность\tТелефон', 'Иванова\tМария\tПетровна\tучитель\t123-45-67'],
  ])('understands headings «%s»', (head, line) => {
    expect(facts(`${head}\n${line}`)).toEqual([['Иванова Мария Петровна', 'учитель', '', '123-45-67']]);
  });

  it('finds the column of names without headings', () => {
    expect(facts('1\tучитель\tИванова Мария Петровна\n2\tтьютор\tЛунин Олег Павлович')).toEqual([
      ['Иванова Мария Петровна', 'учитель', '', ''],
      ['Лунин Олег Павлович', 'тьютор', '', ''],
    ]);
  });

  it('keeps what is no person for the reader to mend, and its place', () => {
    expect(readStaffText('Иванова Мария Петровна, учитель\n8-А класс')[1]).toMatchObject({
      place: 'строка 2',
      name: '8-А класс',
    });
  });

  // Work that grows with the square of the text would run into the limit of the test.
  it('gets to the end of a text made to be slow', () => {
    for (const text of [
      ',-'.repeat(300_000),
      'а '.repeat(300_000),
      '1.'.repeat(300_000),
      '\t'.repeat(300_000),
    ]) {
      expect(Array.isArray(readStaffText(text))).toBe(true);
    }
  });
});

const row = (name: string, more: Partial<StaffRow> = {}): StaffRow => ({
  place: 'строка 1',
  order: 0,
  name,
  posts: '',
  email: '',
  phone: '',
  ...more,
});

describe('checkStaffRows', () => {
  it('says which cell is wrong and why', () => {
    const rows = [
      row(''),
      row('8-А'),
      row('Соболь'),
      row('Соболь Инна', { email: 'инна@', posts: 'п'.repeat(201) }),
    ];
    expect(checkStaffRows(rows, []).map(({ errors }) => errors)).toEqual([
      { name: 'no_name' },
      { name: 'bad_name' },
      { name: 'only_family_name' },
      { email: 'bad_email', posts: 'too_long' },
    ]);
  });

  it('takes combining letters, «ё» and capitals for the same name', () => {
    const [checked] = checkStaffRows(
      [row('КОРОЛЕВА Андрея'.normalize('NFD'))],
      [{ familyName: 'Королёва', givenName: 'Андрея', patronymic: '' }],
    );
    expect(checked).toMatchObject({ state: 'namesake', twin: 'Королёва Андрея' });
  });

  it('lets a row that is left out be anything, and nobody be its namesake', () => {
    const checked = checkStaffRows(
      [row('8-А', { decision: 'skip' }), row('Соболь Инна', { decision: 'skip' }), row('Соболь Инна')],
      [],
    );
    expect(checked.map(({ state }) => state)).toEqual(['new', 'new', 'new']);
    expect(checked.every(isSettled)).toBe(true);
  });
});
