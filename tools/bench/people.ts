import type { Client } from 'pg';
import { explainAsApplication } from './site/explain.ts';
import { CONDITIONS, measurePages } from './site/pages.ts';

const SIZES = {
  people: 20_000,
  pupils: 12_000,
  classes: 400,
  guardians: 6_000,
  staff: 1_000,
  graduates: 500,
};

/** Twenty thousand people of every kind in one school; names in proportions that a town has: some many, most few. */
export async function seedPeople(
  client: Client,
  { organizationId, startYear }: { organizationId: string; startYear: number },
): Promise<void> {
  await client.query(
    `insert into classes (organization_id, school_year, grade, letter)
     select $1, $2, 1 + n % 11, 'п' || (n / 11) from generate_series(0, $3::int - 1) n`,
    [organizationId, startYear, SIZES.classes],
  );
  await client.query(
    `insert into people (organization_id, family_name, given_name, patronymic, birth_date, kinds)
     select $1,
       (array['Берез', 'Клен', 'Ясен', 'Ольх', 'Топол', 'Рябин', 'Сосн', 'Вяз', 'Лип', 'Осин', 'Дуб', 'Яблон', 'Вишн',
              'Слив', 'Груш', 'Калин', 'Малин', 'Смород', 'Крыж', 'Ив'])[1 + abs(hashint4(n) % 20)]
         || (array['ов', 'ев', 'ин', 'кин', 'овск', 'ницын', 'ихин', 'енк', 'ушкин', 'айл'])[1 + abs(hashint4(n + 100000) % 10)]
         || (array['а', 'ская', 'о', '', 'ец'])[1 + abs(hashint4(n + 200000) % 5)],
       (array['Анна', 'Мария', 'Ольга', 'Елена', 'Ирина', 'Алена', 'Нина', 'Иван', 'Петр', 'Глеб', 'Олег', 'Павел',
              'Семен', 'Роман', 'Яна', 'Вера'])[1 + abs(hashint4(n + 300000) % 16)],
       (array['Петровна', 'Сергеевна', 'Андреевна', 'Павлович', 'Львович', 'Юрьевич'])[1 + n % 6],
       date '2010-01-01' + n % 3000,
       array[case when n <= $3 then 'pupil' when n <= $4 then 'guardian' when n <= $5 then 'staff'
                  when n <= $6 then 'graduate' else 'partner' end]
     from generate_series(1, $2::int) n`,
    [
      organizationId,
      SIZES.people,
      SIZES.pupils,
      SIZES.pupils + SIZES.guardians,
      SIZES.pupils + SIZES.guardians + SIZES.staff,
      SIZES.pupils + SIZES.guardians + SIZES.staff + SIZES.graduates,
    ],
  );
  await client.query(
    `with c as (select id, row_number() over (order by id) - 1 as number from classes),
     p as (select id, row_number() over (order by id) as number from people where 'pupil' = any (kinds))
     insert into class_members (organization_id, class_id, person_id)
     select $1, c.id, p.id from p join c on c.number = p.number % $2::int`,
    [organizationId, SIZES.classes],
  );
  await client.query(
    `with g as (select id, row_number() over (order by id) as number from people where 'guardian' = any (kinds)),
     p as (select id, row_number() over (order by id) as number from people where 'pupil' = any (kinds))
     insert into guardianships (organization_id, guardian_id, child_id)
     select $1, g.id, p.id from p join g on g.number = (p.number + 1) / 2`,
    [organizationId],
  );
  await client.query(
    `insert into staff_posts (organization_id, person_id, post, is_main)
     select $1, id, 'учитель, кафедра ' || (row_number() over (order by id) % 40), true
     from people where 'staff' = any (kinds)`,
    [organizationId],
  );
  for (const table of ['people', 'classes', 'class_members', 'guardianships', 'staff_posts']) {
    await client.query(`vacuum analyze ${table}`);
  }
}

const words = (text: string) => `words=${encodeURIComponent(text)}`;

/** The ways in which a beginning of a name could be asked for, under row-level security as the application's role. */
const WAYS: readonly (readonly [string, string])[] = [
  [
    '`family_key >= … and < …` (leakproof: the index answers)',
    `family_key >= 'ясеновск' and family_key < 'ясеновск\u{10FFFF}'`,
  ],
  ["`family_key like '…%'` (not leakproof: filtered after the policy)", `family_key like 'ясеновск%'`],
  ["`name_key like '%…%'` (the last try, anywhere in a name)", `name_key like '%сеновск%'`],
];

/** Lists and search of a school with 20,000 people, each page by four connections for five seconds: about two minutes. */
export async function run(): Promise<string> {
  const { table, looked } = await measurePages(
    'people',
    seedPeople,
    () => [
      '/people?list=pupils',
      '/people?list=pupils&page=200',
      '/people?list=guardians',
      '/people',
      `/people?list=pupils&${words('Ясеновскую')}`,
      `/people?list=pupils&${words('Марию Ясеновскую')}`,
      `/people?list=pupils&${words('Zctyjdcrfz')}`,
      `/people?list=pupils&${words('Мария')}`,
      `/people?list=pupils&${words('7п3')}`,
      `/people?list=pupils&${words('сеновск')}`,
      '/people/classes',
    ],
    (folder, prepared) =>
      explainAsApplication(
        folder,
        prepared,
        WAYS.map(([name, condition]) => [
          name,
          `select id, family_name from people
           where organization_id = $1 and merged_into is null and (${condition}) order by name_key, id limit 50`,
        ]),
      ),
  );
  return [
    `One school with ${SIZES.people.toLocaleString('en-US')} people: ${SIZES.pupils.toLocaleString('en-US')} pupils in ` +
      `${SIZES.classes} classes, ${SIZES.guardians.toLocaleString('en-US')} guardians, ${SIZES.staff.toLocaleString('en-US')} ` +
      `staff. ${CONDITIONS}`,
    '',
    ...table,
    '',
    '| a name that begins so, as the application’s role | answered by | median of 7, ms |',
    '|---|---|--:|',
    ...looked.map(({ name, scan, milliseconds }) => `| ${name} | \`${scan}\` | ${milliseconds.toFixed(2)} |`),
  ].join('\n');
}
