import { describe, expect, test } from 'vitest';
import { searchKey } from '#src/features/people/rules.ts';
import { readSearch, type SearchReading } from '#src/features/people/rules/search.ts';

/** What the database would answer: the same comparisons over one name. */
function finds(typed: string, [family = '', given = '', patronymic = '']: string[]): boolean {
  const keys = [family, given, patronymic].map(searchKey);
  const fits = ({ words, initials }: SearchReading) =>
    words.every(({ begins, forms }) => keys.some((key) => key.startsWith(begins) || forms.includes(key))) &&
    (keys[1] ?? '').startsWith(initials[0]) &&
    (keys[2] ?? '').startsWith(initials[1]);
  return readSearch(typed).some(fits);
}

const maria = ['Иванова', 'Мария', 'Петровна'];
const ivan = ['Петров', 'Иван', 'Сергеевич'];

describe('a name is found', () => {
  test.each([
    ['Иванову Марию', maria],
    ['Ивановой Марии Петровне', maria],
    ['Иванова Мария', maria],
    ['Мария Иванова', maria],
    ['марией петровной', maria],
    ['Иванова М. П.', maria],
    ['М.П. Иванова', maria],
    ['Иванова М', maria],
    ['ивАНОва', maria],
    ['иван', maria],
    ['Петрова Ивана', ivan],
    ['Петрову Ивану Сергеевичу', ivan],
    ['Петровым Иваном', ivan],
    ['о Петрове Иване'.slice(2), ivan],
    ['Королёву Семёну', ['Королев', 'Семен', '']],
    ['Королева Семена', ['Королёв', 'Семён', '']],
    ['Льва Павла Петра', ['Лев', 'Павел', 'Петр']],
    ['Андрея Игоревича', ['Гусев', 'Андрей', 'Игоревич']],
    ['Игорем', ['Гусев', 'Игорь', '']],
    ['Дмитрию', ['Гусев', 'Дмитрий', '']],
    ['Ильёй', ['Гусев', 'Илья', '']],
    ['Любови', ['Гусева', 'Любовь', '']],
    ['Любовью', ['Гусева', 'Любовь', '']],
    ['Надежде', ['Гусева', 'Надежда', '']],
    ['Софью', ['Гусева', 'Софья', '']],
    ['Достоевского Фёдора', ['Достоевский', 'Фёдор', '']],
    ['Толстому', ['Толстой', 'Лев', '']],
    ['Вяземскую', ['Вяземская', 'Вера', '']],
    ['Воробья', ['Воробей', 'Пётр', '']],
    ['Соловью', ['Соловей', 'Пётр', '']],
    ['Журавля', ['Журавль', 'Пётр', '']],
    ['Кучмы', ['Кучма', 'Пётр', '']],
    ['Римскому-Корсакову', ['Римский-Корсаков', 'Николай', '']],
    ['Анне-Марии', ['Ким', 'Анна-Мария', '']],
    ['Ивановых', maria],
    ['Шевченко', ['Шевченко', 'Тарас', '']],
    ['Ли', ['Ли', 'Анна', '']],
  ])('«%s»', (typed, name) => {
    expect(finds(typed, name)).toBe(true);
  });

  test.each([
    ['Bdfyjdf', maria],
    ['bdfyjde vfhb.', maria],
    ['<jhbcjdf', ['Борисова', 'Анна', '']],
    [';erjdf', ['Жукова', 'Анна', '']],
    ['Ышьы', ['Sims', 'Ann', '']],
  ])('in the other keyboard layout: «%s»', (typed, name) => {
    expect(finds(typed, name)).toBe(true);
  });
});

describe('a name is not found', () => {
  test.each([
    ['Иванову', ivan],
    ['Марию', ['Маринина', 'Анна', '']],
    ['Иванова К. П.', maria],
    ['Иванова П. М.', maria],
    ['Сидоров', maria],
    ['Ивановой Анне', maria],
  ])('«%s»', (typed, name) => {
    expect(finds(typed, name)).toBe(false);
  });
});

describe('a class', () => {
  test.each([
    ['7а', 7, 'А'],
    ['7 «Б»', 7, 'Б'],
    ['7-в', 7, 'В'],
    ['Иванов 10а', 10, 'А'],
    ['11', 11, null],
    ['7f', 7, 'F'],
  ])('in «%s»', (typed, grade, letter) => {
    expect(readSearch(typed)[0]?.class).toEqual({ grade, letter });
  });

  test('in the other layout is the second reading; no class is a number that none has', () => {
    expect(readSearch('7f')[1]?.class).toEqual({ grade: 7, letter: 'А' });
    expect(readSearch('25б')[0]?.class).toBeNull();
    expect(readSearch('Иванов 1990')[0]).toMatchObject({
      class: null,
      words: [{ begins: 'иванов' }, { begins: '1990' }],
    });
  });

  test('leaves the name beside it', () => {
    expect(readSearch('Иванову 7 класс')[0]).toMatchObject({
      class: { grade: 7, letter: null },
      words: [{ begins: 'иванову' }],
    });
  });
});

test('any text is read, quickly and without an end of forms', () => {
  for (const typed of [
    '',
    '   ',
    '\0',
    '%',
    '_',
    '«»',
    '-',
    '--',
    "'; drop table people; --",
    '😀',
    'а'.repeat(5_000),
    'а-'.repeat(60),
  ]) {
    const readings = readSearch(typed);
    for (const { words } of readings) {
      expect(words.length).toBeLessThanOrEqual(6);
      for (const { forms } of words) expect(forms.length).toBeLessThanOrEqual(240);
    }
  }
  expect(readSearch('%')).toEqual([]);
});
