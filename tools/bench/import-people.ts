import { randomUUID } from 'node:crypto';
import type { Installation } from '#src/main/installation.ts';
import { connect } from '#src/platform/db/connection.ts';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { renderXlsx } from '#src/platform/render/sheets.ts';
import { readList } from '#src/features/people/service.server/read-list.ts';
import { storeList } from '#src/features/people/service.server/store-list.ts';
import { insertImport } from '#src/features/people/store.server/imports.ts';
import { inInstallation } from './site/folder.ts';

const PEOPLE = 5_000;
const SCHOOL_YEAR = 2026;

/**
 * A list of five thousand pupils with classes and parents as XLSX: read, then matched and written in one transaction with an
 * audit row for every write; then the same file once more, which changes nothing. On the embedded database, without HTTP.
 */
export function run(): Promise<string> {
  return inInstallation('import-people', async (installation) => {
    const { organizationId, curator } = await prepare(installation);
    const bytes = await makeList();
    const first = await bringIn(installation, organizationId, curator, bytes);
    const again = await bringIn(installation, organizationId, curator, bytes);
    return [
      `${PEOPLE.toLocaleString('en-US')} pupils in ${CLASSES.length} classes, each with one or two parents, as XLSX of ${(bytes.length / 1024).toFixed(0)} KB.`,
      '',
      '| | read, s | kept as a draft, s | matched and written, s | together, s | rows of people | rows of audit |',
      '|---|--:|--:|--:|--:|--:|--:|',
      `| the first time | ${first} |`,
      `| the same file again | ${again} |`,
    ].join('\n');
  });
}

async function prepare(
  installation: Installation,
): Promise<{ organizationId: string; curator: PersonActor }> {
  const client = await connect(installation.opened.connection, { name: 'bench' });
  try {
    const { rows } = await client.query<{ id: string }>(
      `insert into organizations (kind, full_name, short_name, director_name)
       values ('school', 'Школа опыта', 'Школа опыта', 'Примерова Анна') returning id`,
    );
    const organizationId = rows[0]?.id ?? '';
    const accountId = randomUUID();
    await client.query(
      `insert into role_assignments (organization_id, account_id, role) values ($1, $2, 'curator')`,
      [organizationId, accountId],
    );
    return { organizationId, curator: { kind: 'person', accountId } };
  } finally {
    await client.end();
  }
}

const ROOTS = [
  'Берез',
  'Клен',
  'Ясен',
  'Ольх',
  'Топол',
  'Рябин',
  'Сосн',
  'Вяз',
  'Лип',
  'Осин',
  'Дуб',
  'Яблон',
];
const ENDS = ['ов', 'ев', 'ин', 'кин', 'ницын', 'ушкин', 'овкин', 'енков', 'ихин', 'ёнкин'];
const GIVEN = [
  'Иван',
  'Пётр',
  'Глеб',
  'Олег',
  'Павел',
  'Семён',
  'Роман',
  'Лев',
  'Марк',
  'Илья',
  'Фёдор',
  'Егор',
];
const FATHERS = ['Петрович', 'Сергеевич', 'Андреевич', 'Павлович', 'Львович', 'Юрьевич', 'Игоревич'];
const CLASSES = Array.from({ length: 11 }, (_, grade) =>
  Array.from('АБВГДЕЖ', (letter) => `${grade + 1}${letter}`),
).flat();

const pick = (words: readonly string[], number: number): string => words[number % words.length] ?? '';
const two = (number: number): string => String(number).padStart(2, '0');

function makeList(): Promise<Uint8Array> {
  const rows = Array.from({ length: PEOPLE }, (_, number) => {
    const family = `${pick(ROOTS, number)}${pick(ENDS, Math.floor(number / 12))}`;
    const given = pick(GIVEN, Math.floor(number / 120));
    const born = `${two((number % 28) + 1)}.${two((Math.floor(number / 28) % 12) + 1)}.${2009 + (number % 8)}`;
    return {
      kind: 'row' as const,
      cells: [
        number + 1,
        `${family} ${given} ${pick(FATHERS, number)}`,
        born,
        pick(CLASSES, number),
        `${family}а Анна Олеговна`,
        `+7 900 ${String(1_000_000 + number)}`,
        number % 3 === 0 ? `${family} Юрий Львович` : '',
      ],
    };
  });
  const headings = ['№', 'ФИО', 'Дата рождения', 'Класс', 'Мать', 'Телефон матери', 'Отец'];
  return renderXlsx([
    { name: 'Ученики', title: [], columns: headings.map((heading) => ({ heading, width: 20 })), rows },
  ]);
}

async function bringIn(
  { db }: Installation,
  organizationId: string,
  curator: PersonActor,
  bytes: Uint8Array,
): Promise<string> {
  const marks = [performance.now()];
  const read = await readList({ origin: 'file', name: 'ученики.xlsx', bytes }, () => undefined);
  if (!read.ok) throw new Error(JSON.stringify(read.refusal));
  const [list] = read.value;
  if (list === undefined) throw new Error('Nothing was read');
  marks.push(performance.now());
  const importId = await db.withActor(curator, 'people.read_list', (tx) =>
    insertImport(tx, {
      columns: list.columns,
      rows: list.rows,
      organizationId,
      name: 'ученики.xlsx',
      kind: 'pupil',
      className: '',
      schoolYear: SCHOOL_YEAR,
    }),
  );
  marks.push(performance.now());
  let at = marks.at(-1) ?? 0;
  let stage = '';
  const stored = await db.withActor(curator, 'people.store_list', (tx) =>
    storeList(tx, { importId, version: 1 }, '2026-11-20', (next) => {
      if (next === stage) return;
      if (process.env['BENCH_STAGES'] !== undefined && stage !== '')
        console.error(stage, ((performance.now() - at) / 1000).toFixed(2));
      at = performance.now();
      stage = next;
    }),
  );
  if (process.env['BENCH_STAGES'] !== undefined)
    console.error(stage, ((performance.now() - at) / 1000).toFixed(2));
  marks.push(performance.now());
  if (!stored.ok && stored.refusal.code !== 'people.import_nothing')
    throw new Error(JSON.stringify(stored.refusal));
  const [people, audit] = await count(db, organizationId);
  const seconds = marks.slice(1).map((mark, index) => ((mark - (marks[index] ?? 0)) / 1000).toFixed(2));
  const together = (((marks.at(-1) ?? 0) - (marks[0] ?? 0)) / 1000).toFixed(2);
  return [...seconds, together, people, audit].join(' | ');
}

async function count(db: Installation['db'], organizationId: string): Promise<[number, number]> {
  return db.asSystem('counting what a benchmark made', 'bench.count', async (tx) => {
    const people = await tx.query
      .selectFrom('people')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('organization_id', '=', organizationId)
      .executeTakeFirstOrThrow();
    const rows = await tx.query
      .selectFrom('audit_rows')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('organization_id', '=', organizationId)
      .executeTakeFirstOrThrow();
    return [people.count, rows.count];
  });
}
