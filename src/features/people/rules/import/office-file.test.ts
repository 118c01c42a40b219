import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { readDocument } from '#src/lib/tables/read.ts';
import { readPeopleLists } from '#src/features/people/rules/import/read-list.ts';
import { checkRecords } from '#src/features/people/rules/import/records.ts';

it('a class list saved by LibreOffice as ODS is read: two sheets, real days, a number for a telephone, a line above', async () => {
  const file = new URL('../../../../../test/fixtures/office/class-list.ods', import.meta.url);
  const read = await readDocument(new Uint8Array(await readFile(file)), 'class-list.ods');
  if (!read.ok) throw new Error(read.refusal.code);
  const lists = readPeopleLists(read.value);
  expect(lists).toHaveLength(1);
  const [list] = lists;
  const found = checkRecords(
    list?.columns ?? [],
    list?.rows ?? [],
    {},
    {
      kind: 'pupil',
      className: '',
      today: '2026-11-20',
    },
  );
  expect(found.flatMap(({ errors }) => Object.values(errors))).toEqual([]);
  expect(
    found.map(({ record }) => [
      record?.familyName,
      record?.givenName,
      record?.birthDate,
      record?.className === null ? '' : `${record?.className.grade}${record?.className.letter}`,
      record?.guardians.map(({ phone }) => phone).join(),
    ]),
  ).toEqual([
    ['Берёзкин', 'Артём', '2013-03-14', '7А', '+7 900 000-01-11'],
    ['Вишнякова', 'Зоя', '2013-12-31', '7А', ''],
    ['Галкин-Дроздов', 'Лев', '2013-05-05', '7А', '79000000113'],
    ['Ёжикова', 'Ульяна', '2013-02-01', '7Б', ''],
    ['Жаворонков', 'Ян', '2012-02-29', '7Б', '8 (900) 000-01-14'],
  ]);
});
