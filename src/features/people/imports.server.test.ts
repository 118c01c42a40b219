import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';
import { readList } from '#src/features/people/service.server/read-list.ts';
import { storeList } from '#src/features/people/service.server/store-list.ts';
import type { ImportKind } from '#src/features/people/rules/import/records.ts';
import type { People } from '#src/features/people/service.server.ts';
import { insertImport } from '#src/features/people/store.server/imports.ts';
import { xlsxParts, zipParts } from '../../../tools/fixtures/make-documents.ts';
import { peopleRefusalText } from '#src/features/people/labels.ts';
import { accepted, foundSchool, peopleOf, refusedWith, type School } from '../../../test/world.ts';

let database: TestDatabase;
let people: People;
let school: School;
let curator: PersonActor;

beforeAll(async () => {
  database = await openTestDatabase();
  people = peopleOf(database);
});
afterAll(() => database.close());
beforeEach(async () => {
  school = await foundSchool(database);
  curator = await school.actor('curator');
});

const HEAD = 'ФИО\tДата рождения\tКласс\tМать\tТелефон матери\tСНИЛС';
const CLASS = `${HEAD}
Ветлугин Пётр Ильич\t12.03.2013\t7А\tВетлугина Анна Олеговна\t8 900 000-00-01\t111-111-111 11
Ветлугин Илья Ильич\t30.11.2014\t6Б\tВетлугина Анна Олеговна\t+7 (900) 000-00-01\t
Росина Вера Олеговна\t01.02.2013\t7А\t\t\t`;

/** Reads a pasted list as the task does, and leaves it as a draft. */
async function draftOf(text: string, by = curator, kind: ImportKind = 'pupil'): Promise<string> {
  const [list] = accepted(
    await readList(
      { origin: 'text', name: 'список', bytes: new TextEncoder().encode(text), kind },
      () => undefined,
    ),
  );
  const { organizationId } = school;
  if (list === undefined) throw new Error('Nothing was read');
  return database.db.withActor(by, 'test', (tx) =>
    insertImport(tx, {
      columns: list.columns,
      rows: list.rows,
      organizationId,
      name: 'список',
      kind,
      className: '',
      schoolYear: 2026,
    }),
  );
}

async function store(importId: string, version = 1, by = curator) {
  return database.db.withActor(by, 'people.store_list', (tx) =>
    storeList(tx, { importId, version }, '2026-11-20', () => undefined),
  );
}

const pupils = async () =>
  accepted(
    await people.list(curator, {
      organizationId: school.organizationId,
      list: 'pupils',
      search: '',
      withLeft: false,
      page: 1,
    }),
  ).people;

describe('a list of pupils', () => {
  it('comes in with classes and parents, a parent of two once, and nothing that may not be kept', async () => {
    const importId = await draftOf(CLASS);
    const view = accepted(await people.imports.view(curator, importId));
    expect(view.matches.map(({ state }) => state)).toEqual(['new', 'new', 'new']);
    expect(accepted(await store(importId))).toEqual({ added: 3, changed: 0, kind: 'pupil', made: null });
    expect((await pupils()).map(({ familyName, className }) => `${familyName} ${className}`)).toEqual([
      'Ветлугин 6Б',
      'Ветлугин 7А',
      'Росина 7А',
    ]);
    const mothers = await database.asOwner(
      `select count(*)::int as people, (select count(*)::int from guardianships where organization_id = $1) as links
       from people where organization_id = $1 and 'guardian' = any (kinds)`,
      [school.organizationId],
    );
    expect(mothers).toEqual([{ people: 1, links: 2 }]);
    const [kept] = await database.asOwner<{ found: number }>(
      `select count(*)::int as found from audit_rows where after::text like '%111-111%' or before::text like '%111-111%'`,
    );
    expect(kept?.found).toBe(0);
    expect(refusedWith(await people.imports.view(curator, importId))).toBe('people.import_not_found');
  });

  it('changes nothing when it comes a second time, and only what differs when it differs', async () => {
    accepted(await store(await draftOf(CLASS)));
    const again = await draftOf(CLASS);
    expect(refusedWith(await store(again))).toBe('people.import_nothing');
    const moved = await draftOf(CLASS.replace('01.02.2013\t7А', '01.02.2013\t7Б'));
    expect(accepted(await store(moved))).toMatchObject({ added: 0, changed: 1 });
    expect((await pupils()).find(({ familyName }) => familyName === 'Росина')?.className).toBe('7Б');
  });

  it('leaves a field as it is when somebody chose so', async () => {
    accepted(await store(await draftOf(CLASS)));
    const importId = await draftOf(CLASS.replace('01.02.2013\t7А', '01.02.2013\t7Б'));
    const rows = [{ index: 2, isSkipped: false, keep: ['class'] }];
    accepted(await people.imports.fixRows(curator, { importId, version: 1, rows }));
    accepted(await store(importId, 2));
    expect((await pupils()).find(({ familyName }) => familyName === 'Росина')?.className).toBe('7А');
  });

  it('waits for wrong rows to be mended and doubts to be settled', async () => {
    accepted(await store(await draftOf(CLASS)));
    const importId = await draftOf(
      `${HEAD}\nРосинна Вера Олеговна\t01.02.2013\t7А\nКедров Лев\t31.02.2013\t7А`,
    );
    expect(refusedWith(await store(importId))).toBe('people.import_errors');
    const birth = { index: 1, isSkipped: false, values: { birth: '28.02.2013' } };
    accepted(await people.imports.fixRows(curator, { importId, version: 1, rows: [birth] }));
    expect(refusedWith(await store(importId, 2))).toBe('people.import_doubtful');
    const { matches } = accepted(await people.imports.view(curator, importId));
    const [doubtful] = matches;
    if (doubtful?.state !== 'doubtful') throw new Error('Nobody in doubt');
    const as = doubtful.candidates[0]?.id ?? '';
    accepted(
      await people.imports.fixRows(curator, {
        importId,
        version: 2,
        rows: [{ index: 0, isSkipped: false, as }],
      }),
    );
    expect(accepted(await store(importId, 3))).toMatchObject({ added: 1, changed: 0 });
    expect(await pupils()).toHaveLength(4);
  });

  it('takes other columns when somebody says so, but never a refused one, and tells a stale page', async () => {
    const importId = await draftOf('Ребёнок\tКогда родился\tСНИЛС\nВетлугин Пётр\t12.03.2013\t1');
    const choose = {
      importId,
      version: 1,
      kind: 'pupil' as const,
      className: '7А',
      sort: 'people' as const,
      form: '',
    };
    const columns = (meanings: readonly string[]) =>
      people.imports.chooseColumns(curator, {
        ...choose,
        meanings: meanings as ('name' | 'birth' | 'skip')[],
      });
    expect(refusedWith(await columns(['skip', 'birth', 'skip']))).toBe('people.import_no_name');
    accepted(await columns(['name', 'birth', 'skip']));
    expect(refusedWith(await columns(['name', 'birth', 'skip']))).toBe('people.import_stale');
    const { matches } = accepted(await people.imports.view(curator, importId));
    expect(matches[0]?.record).toMatchObject({
      birthDate: '2013-03-12',
      className: { grade: 7, letter: 'А' },
    });
    const refused = await draftOf(CLASS);
    const meanings = ['name', 'birth', 'class', 'skip', 'skip', 'phone'] as (
      | 'name'
      | 'birth'
      | 'class'
      | 'skip'
    )[];
    expect(
      refusedWith(await people.imports.chooseColumns(curator, { ...choose, importId: refused, meanings })),
    ).toBe('people.import_refused_column');
  });
});

describe('a list of staff', () => {
  const STAFF_LIST =
    'ФИО\tДолжность\tПринят с\tСтаж\nСоболь Инна Олеговна\tучитель химии; тьютор\t01.09.2015\t12 лет\nКашин Лев Ильич\tдиректор\t\t';
  const staff = async () =>
    accepted(
      await people.list(curator, {
        organizationId: school.organizationId,
        list: 'staff',
        search: '',
        withLeft: false,
        page: 1,
      }),
    ).people;

  it('comes in with posts and service, once; a new post is added and none is taken away', async () => {
    accepted(await store(await draftOf(STAFF_LIST, curator, 'staff')));
    expect(
      (await staff()).map(({ familyName, posts, serviceSince }) => [familyName, posts, serviceSince]),
    ).toEqual([
      ['Кашин', ['директор'], null],
      ['Соболь', ['учитель химии', 'тьютор'], 2014],
    ]);
    expect(refusedWith(await store(await draftOf(STAFF_LIST, curator, 'staff')))).toBe(
      'people.import_nothing',
    );
    const more = await draftOf('Кашин Лев Ильич, учитель истории', curator, 'staff');
    expect(accepted(await store(more))).toMatchObject({ added: 0, changed: 1 });
    expect((await staff())[0]?.posts).toEqual(['директор', 'учитель истории']);
    const [held] = await database.asOwner<{ since: string }>(
      `select started_on::text as since from staff_posts where organization_id = $1 and post = 'тьютор'`,
      [school.organizationId],
    );
    expect(held?.since).toBe('2015-09-01');
  });

  it('exported is read again as the same people, and no cell is a formula', async () => {
    accepted(
      await store(await draftOf(STAFF_LIST.replace('тьютор', '=HYPERLINK("http://x")'), curator, 'staff')),
    );
    const bytes = accepted(
      await people.exportList(curator, {
        organizationId: school.organizationId,
        search: '',
        withLeft: false,
      }),
    );
    const [list] = accepted(
      await readList({ origin: 'file', name: 'Люди.xlsx', bytes, kind: 'staff' }, () => undefined),
    );
    if (list === undefined) throw new Error('Nothing was read');
    expect(JSON.stringify(list.rows)).toContain('=HYPERLINK');
    const importId = await database.db.withActor(curator, 'test', (tx) =>
      insertImport(tx, {
        columns: list.columns,
        rows: list.rows,
        organizationId: school.organizationId,
        name: 'Люди.xlsx',
        kind: 'staff',
        className: '',
        schoolYear: 2026,
      }),
    );
    expect(refusedWith(await store(importId))).toBe('people.import_nothing');
  });

  it('is the affair of an administrator, a list with anybody else in it is not', async () => {
    const administrator = await school.actor('administrator');
    const whole = 'ФИО\tДолжность\tКатегория\nСоболь Инна Олеговна\tучитель\tсотрудник';
    accepted(await store(await draftOf(whole, administrator, 'staff'), 1, administrator));
    const mixed = `${whole}\nВетлугин Пётр Ильич\t\tученик`;
    const importId = await draftOf(mixed, administrator, 'staff');
    expect(refusedWith(await store(importId, 1, administrator))).toBe('access.not_allowed');
    const columns = {
      importId,
      version: 1,
      kind: 'pupil' as const,
      className: '',
      sort: 'people' as const,
      form: '',
      meanings: ['name' as const],
    };
    expect(refusedWith(await people.imports.chooseColumns(administrator, columns))).toBe(
      'access.not_allowed',
    );
    expect(accepted(await people.imports.mayStart(administrator, school.organizationId)).kinds).toEqual([
      'staff',
    ]);
    const begun = accepted(await people.imports.mayStart(administrator, school.organizationId)).begun;
    expect(begun.map(({ id }) => id)).toEqual([importId]);
    expect(accepted(await people.imports.mayStart(curator, school.organizationId)).begun).toEqual([]);
  });
});

const read = async (bytes: Uint8Array, name: string) =>
  readList({ origin: 'file', name, bytes, kind: 'pupil' }, () => undefined);
const names = (list: Awaited<ReturnType<typeof read>>) =>
  accepted(list)[0]?.rows.map(({ cells }) => cells.slice(0, 3));
const utf8 = (text: string) => new TextEncoder().encode(text);
const wide = (text: string) => {
  const bytes = new Uint8Array(text.length * 2 + 2);
  const view = new DataView(bytes.buffer);
  for (const [at, letter] of Array.from(`\ufeff${text}`).entries())
    view.setUint16(at * 2, letter.charCodeAt(0), true);
  return bytes;
};
const cp1251 = (text: string) => {
  const letters = new TextDecoder('windows-1251').decode(Uint8Array.from({ length: 256 }, (_, byte) => byte));
  return Uint8Array.from(Array.from(text, (letter) => letters.indexOf(letter)));
};

describe('a file', () => {
  const csv = `ФИО;Дата рождения;Класс\r\n"Ветлугин ""Пётр"" Ильич";12.03.2013;7А\r\nРосина Вера;01.02.2013;7Б\r\n`;
  it.each([
    ['semicolons in UTF-8', utf8(csv), 'a.csv'],
    ['its mark', Uint8Array.from([0xef, 0xbb, 0xbf, ...utf8(csv)]), 'a.csv'],
    ['commas', utf8(csv.replaceAll(';', ',')), 'a.csv'],
    ['tabs', utf8(csv.replaceAll(';', '\t')), 'a.csv'],
    ['tabs of Excel’s «Текст Юникод»', wide(csv.replaceAll(';', '\t')), 'a.txt'],
    ['Windows-1251', cp1251(csv), 'a.csv'],
    ['the separator told above', utf8(`sep=;\r\n${csv}`), 'a.csv'],
  ])('with %s is the same list', async (_what, bytes, name) => {
    expect(names(await read(bytes, name))).toEqual([
      ['Ветлугин "Пётр" Ильич', '12.03.2013', '7А'],
      ['Росина Вера', '01.02.2013', '7Б'],
    ]);
  });

  it('made to do harm is refused in Russian, and nothing of it is kept', async () => {
    const wideTable = [
      Array.from({ length: 300 }, (_, at) => (at === 0 ? 'ФИО' : `Столбец ${at}`)).join(';'),
      Array.from({ length: 300 }, (_, at) => (at === 0 ? 'Росина Вера' : 'x')).join(';'),
    ].join('\n');
    const parts = xlsxParts([{ name: 'a', xml: '<sheetData/>' }]);
    const bomb = zipParts({ ...parts, 'xl/worksheets/sheet0.xml': new Uint8Array(32 * 1024 * 1024) });
    const whole = zipParts(parts);
    const locked = Uint8Array.from([
      0xd0,
      0xcf,
      0x11,
      0xe0,
      0xa1,
      0xb1,
      0x1a,
      0xe1,
      ...utf8(Array.from('EncryptedPackage').join('\0')),
    ]);
    const cases: [string, Uint8Array, string][] = [
      ['tables.zip_bomb', bomb, 'a.xlsx'],
      ['tables.damaged', whole.subarray(0, whole.length - 20), 'a.xlsx'],
      ['tables.password', locked, 'a.xlsx'],
      ['people.too_many_columns', utf8(wideTable), 'a.csv'],
      ['people.cell_too_long', utf8(`ФИО;Класс\nРосина Вера;${'я'.repeat(5_000_000)}`), 'a.csv'],
      ['people.cell_too_long', utf8(`ФИО\tКласс\nРосина Вера\t${'я'.repeat(5_000_000)}`), 'a.txt'],
      ['tables.empty', utf8(' \n\n'), 'a.csv'],
    ];
    for (const [code, bytes, name] of cases) {
      const answer = await read(bytes, name);
      expect(refusedWith(answer)).toBe(code);
      expect(answer.ok ? '' : peopleRefusalText(answer.refusal)).toMatch(/^[А-Я].+[.]$/su);
    }
    const formulas = await draftOf(`${HEAD}\n=cmd|' /C calc'!A0\t=1+1\t=2\t\t\t`);
    const { wrong } = accepted(await people.imports.view(curator, formulas));
    expect(wrong[0]?.errors).toMatchObject({ name: 'bad_name', birth: 'bad_birth', class: 'bad_class' });
    expect(refusedWith(await store(formulas))).toBe('people.import_errors');
  });
});

describe('strangers', () => {
  it('neither see a list of somebody else nor bring one in without the right', async () => {
    const importId = await draftOf(CLASS);
    const director = await school.actor('director');
    expect(refusedWith(await people.imports.view(director, importId))).toBe('people.import_not_found');
    const elsewhere = await foundSchool(database);
    const stranger = await elsewhere.actor('curator');
    expect(refusedWith(await people.imports.view(stranger, importId))).toBe('people.import_not_found');
    expect(refusedWith(await store(importId, 1, stranger))).toBe('people.import_not_found');
    for (const role of ['class_teacher', 'team', 'psychologist', 'administrator', 'mentor'] as const) {
      const input = {
        organizationId: school.organizationId,
        name: 'список',
        bytes: new Uint8Array([65]),
        origin: 'text' as const,
        kind: 'pupil' as const,
        className: '',
        submission: randomUUID(),
      };
      const refused = refusedWith(await people.imports.start(await school.actor(role), input));
      expect({ role, refused }).toEqual({ role, refused: 'access.not_allowed' });
    }
  });

  it('find nothing of a list a week later', async () => {
    const importId = await draftOf(CLASS);
    expect(await people.imports.sweep()).toBe(0);
    await database.asOwner(`update people_imports set created_at = '2026-11-12' where id = $1`, [importId]);
    expect(await people.imports.sweep()).toBeGreaterThanOrEqual(1);
    expect(refusedWith(await people.imports.view(curator, importId))).toBe('people.import_not_found');
  });
});

describe('a list that is stopped while it is stored', () => {
  it('leaves nobody, no class and no row of audit, and can be stored afterwards', async () => {
    const importId = await draftOf(CLASS);
    const stopped = database.db.withActor(curator, 'people.store_list', (tx) =>
      storeList(tx, { importId, version: 1 }, '2026-11-20', (stage) => {
        if (stage === 'Записываем родителей') throw new Error('cancelled by the person');
      }),
    );
    await expect(stopped).rejects.toThrow('cancelled by the person');
    const [left] = await database.asOwner<{ rows: number }>(
      `select (select count(*) from people where organization_id = $1)::int
         + (select count(*) from classes where organization_id = $1)::int
         + (select count(*) from audit_rows where organization_id = $1 and table_name in ('people', 'classes'))::int as rows`,
      [school.organizationId],
    );
    expect(left?.rows).toBe(0);
    expect(accepted(await store(importId))).toMatchObject({ added: 3 });
  });

  it('is told by the audit row by row, whoever writes them all at once', async () => {
    accepted(await store(await draftOf(CLASS)));
    const rows = await database.asOwner<{ table: string; rows: number; missing: number }>(
      `select t.name as table, count(a.id)::int as rows,
         count(*) filter (where a.id is null or a.actor_id is distinct from $2 or a.command is distinct from 'people.store_list')::int as missing
       from (select 'people' as name, id::text as key from people where organization_id = $1
             union all select 'class_members', class_id || ',' || person_id from class_members where organization_id = $1
             union all select 'guardianships', guardian_id || ',' || child_id from guardianships where organization_id = $1) t
       left join audit_rows a on a.table_name = t.name and a.row_id = t.key and a.operation = 'insert'
         and a.organization_id = $1 and a.after is not null
       group by t.name order by t.name`,
      [school.organizationId, curator.accountId],
    );
    expect(rows).toEqual([
      { table: 'class_members', rows: 3, missing: 0 },
      { table: 'guardianships', rows: 2, missing: 0 },
      { table: 'people', rows: 4, missing: 0 },
    ]);
  });
});

// No two names of the list differ by a letter: that would be asked about.
const SYLLABLES = ['ба', 'ве', 'ги', 'до', 'жу', 'зэ', 'кы', 'ля', 'мю', 'не'];
describe('five thousand people', () => {
  it('come in whole', async () => {
    const lines = Array.from({ length: 5000 }, (_, index) => {
      const born = `${String((index % 28) + 1).padStart(2, '0')}.${String((index % 12) + 1).padStart(2, '0')}.2012`;
      const name = Array.from(String(index), (digit) => SYLLABLES[Number(digit)]).join('');
      return `К${name}ов Лев Ильич\t${born}\t${(index % 7) + 5}${'АБВ'[index % 3]}\tК${name}ова Анна\t${index + 9_000_000_000}\t`;
    });
    const importId = await draftOf([HEAD, ...lines].join('\n'));
    expect(accepted(await store(importId))).toMatchObject({ added: 5000 });
    const [row] = await database.asOwner<{ links: number }>(
      'select count(*)::int as links from guardianships where organization_id = $1',
      [school.organizationId],
    );
    expect(row?.links).toBe(5000);
  }, 120_000);
});
