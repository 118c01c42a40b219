import type { Client } from 'pg';

/** How much the seeder makes; everything is invented by counting. */
export const SIZES = {
  schools: 60,
  people: 20_000,
  peopleHere: 2_000,
  activitiesHere: 1_000,
  activitiesElsewhere: 40,
  papers: 5_000,
  notices: 50_000,
  noticesHere: 2_000,
  auditRows: 200_000,
  auditRowsAnActivity: 20,
} as const;

/** The school that is measured, and the account that looks at it. */
export interface Measured {
  readonly organizationId: string;
  readonly accountId: string;
  /** First calendar year of the school year that is under way. */
  readonly startYear: number;
  /** ISO day: what is due earlier is mostly closed. */
  readonly today: string;
}

/** Their audit triggers are silent while the seeder writes: the audit of a year is made by itself, at a known size. */
const TABLES = [
  'organizations',
  'role_assignments',
  'people',
  'staff_posts',
  'teams',
  'team_members',
  'papers',
  'roadmaps',
  'roadmap_sections',
  'activities',
  'activity_parts',
  'activity_responsibles',
  'activity_occurrences',
  'activity_steps',
  'activity_evidence',
  'notices',
] as const;

/**
 * Fills a database that holds one set-up school with a municipality's worth of schools, people, plans, papers, notices
 * and audit, as the owner of the tables, in one transaction; then tells the planner about it. A few seconds.
 */
export async function seed(client: Client, measured: Measured): Promise<void> {
  await client.query('begin');
  await client.query('set local role nastavnik_owner');
  for (const table of TABLES) await client.query(`alter table ${table} disable trigger audit`);
  await addSchools(client, measured);
  await addPeople(client, measured);
  await addTeams(client, measured);
  await addPapers(client, measured);
  await addPlans(client, measured);
  await addYear(client, measured);
  await addNotices(client, measured);
  await addAudit(client, measured);
  for (const table of TABLES) await client.query(`alter table ${table} enable trigger audit`);
  await client.query('commit');
  await client.query('vacuum analyze');
}

/** Numbers of the schools: the measured one is 0. */
const NUMBERED = `numbered as (
  select id, (row_number() over (order by id <> $1::uuid, id) - 1)::int as number
  from organizations where kind = 'school')`;

async function addSchools(client: Client, { organizationId }: Measured): Promise<void> {
  await client.query(
    `with municipality as (
       insert into organizations (kind, full_name, short_name)
       values ('municipality', 'Управление образования Опытного округа', 'УО Опытного округа') returning id)
     insert into organizations (kind, full_name, short_name, parent_id)
     select 'school', 'Средняя школа № ' || n, 'Школа № ' || n, municipality.id
     from municipality, generate_series(2, $1::int) n`,
    [SIZES.schools],
  );
  await client.query(
    `insert into role_assignments (organization_id, account_id, role)
     select o.id, 'account-' || o.id || '-' || r, r::account_role
     from organizations o, unnest(array['director', 'curator', 'team', 'class_teacher', 'mentor', 'mentee']) r
     where o.kind = 'school' and o.id <> $1`,
    [organizationId],
  );
}

async function addPeople(client: Client, { organizationId }: Measured): Promise<void> {
  await client.query(
    `with ${NUMBERED}
     insert into people (organization_id, family_name, given_name, patronymic, email)
     select s.id,
       (array['Берёзова', 'Кленова', 'Ясенева', 'Ольхова', 'Тополева', 'Рябинина', 'Соснова', 'Вязова', 'Липова',
              'Осинина'])[1 + n % 10] || (array['', '-Полевая', '-Речная', '-Луговая', '-Озёрная'])[1 + n / 10 % 5],
       (array['Анна', 'Мария', 'Ольга', 'Елена', 'Ирина', 'Алёна', 'Нина'])[1 + n % 7],
       (array['Петровна', 'Сергеевна', 'Андреевна', 'Павловна', 'Львовна', 'Юрьевна'])[1 + n % 6] || ' ' || n,
       'n' || n || '@example.org'
     from generate_series(1, $2::int) n
     join numbered s on s.number = case when n <= $3 then 0 else 1 + n % ($4::int - 1) end`,
    [organizationId, SIZES.people, SIZES.peopleHere, SIZES.schools],
  );
  await client.query(
    `insert into staff_posts (organization_id, person_id, post, is_main)
     select organization_id, id, 'учитель, кафедра ' || (row_number() over (partition by organization_id order by id) % 40), true
     from people`,
  );
}

async function addTeams(client: Client, { startYear }: Measured): Promise<void> {
  await client.query(
    `insert into teams (organization_id, school_year, name)
     select o.id, $1, 'Рабочая группа № ' || n from organizations o, generate_series(1, 10) n where o.kind = 'school'`,
    [startYear],
  );
  await client.query(
    `with staff as (
       select id, organization_id, row_number() over (partition by organization_id order by id) as number from people),
     team as (
       select id, organization_id, row_number() over (partition by organization_id order by id) as number from teams)
     insert into team_members (organization_id, team_id, person_id)
     select t.organization_id, t.id, s.id
     from team t join staff s on s.organization_id = t.organization_id and (s.number - 1) / 8 = t.number - 1`,
  );
}

async function addPapers(client: Client, { organizationId, startYear }: Measured): Promise<void> {
  await client.query(
    `insert into papers (organization_id, kind, number, issued_on, title, state)
     select $1, (array['order', 'order.event', 'local-act', 'consent'])[1 + n % 4], n || '-од',
       make_date($2::int, 9, 1) - n % 1500, 'Приказ о мероприятии программы наставничества № ' || n, 'registered'
     from generate_series(1, $3::int) n`,
    [organizationId, startYear, SIZES.papers],
  );
}

/** One approved roadmap a school: sections, rows, parts and those who answer, by person, by team and by post. */
async function addPlans(client: Client, { organizationId, startYear }: Measured): Promise<void> {
  await client.query(
    `insert into roadmaps (organization_id, title, period_start, period_end, state, origin, layout, approved_on, approval_number)
     select id, 'Дорожная карта на учебный год', make_date($1::int, 9, 1), make_date($1::int + 1, 8, 31), 'approved',
       'text', 'five', make_date($1::int, 9, 1), '1-од'
     from organizations where kind = 'school'`,
    [startYear],
  );
  await client.query(
    `insert into roadmap_sections (organization_id, roadmap_id, position, number, title)
     select organization_id, id, n, (n + 1)::text, 'Раздел дорожной карты № ' || (n + 1)
     from roadmaps, generate_series(0, 11) n`,
  );
  await client.query(
    `insert into activities (organization_id, roadmap_id, section_id, position, number, title, responsible_text, result_text)
     select s.organization_id, s.roadmap_id, s.id, n, s.number || '.' || n,
       (array['Круглый стол наставников', 'Анкетирование пар', 'Встреча куратора с наставляемыми', 'Школа наставника',
              'Приказ о проведении мероприятия', 'Публикация на сайте школы'])[1 + n % 6] || ' № ' || n,
       'Рабочая группа, учителя', 'Протокол, справка, публикация'
     from roadmap_sections s
     join generate_series(1, $2::int) n
       on n % 12 = s.position and (s.organization_id = $1 or n <= $3)`,
    [organizationId, SIZES.activitiesHere, SIZES.activitiesElsewhere],
  );
  await client.query(
    `insert into activity_parts (organization_id, activity_id, position, title, kind)
     select a.organization_id, a.id, n, 'Часть ' || (n + 1),
       (array['acts.introduce', null, 'acts.introduce'])[1 + (a.position + n) % 3]
     from activities a, generate_series(0, 1) n where n = 0 or a.position % 2 = 0`,
  );
  await client.query(
    `with staff as (
       select id, organization_id, row_number() over (partition by organization_id order by id) as number from people),
     team as (
       select id, organization_id, row_number() over (partition by organization_id order by id) as number from teams)
     insert into activity_responsibles (organization_id, activity_id, position, words, person_id, team_id, post)
     select a.organization_id, a.id, k, 'ответственный ' || k, p.id, t.id,
       case when (a.position + k) % 5 = 2 then 'учитель, кафедра ' || a.position % 40 end
     from activities a cross join generate_series(0, 1) k
     left join staff p on (a.position + k) % 5 in (0, 3) and p.organization_id = a.organization_id
       and p.number = 1 + (a.position * 7 + k) % 120
     left join team t on (a.position + k) % 5 = 1 and t.organization_id = a.organization_id
       and t.number = 1 + a.position % 10`,
  );
}

/** Dates of the year, their steps, and evidence of what is done. */
async function addYear(client: Client, { startYear, today }: Measured): Promise<void> {
  await client.query(
    `insert into activity_occurrences
       (organization_id, roadmap_id, activity_id, starts_on, due_on, planned_due_on, state, done_on)
     select organization_id, roadmap_id, activity_id, due - 5, due, due,
       case when isDone then 'done' else 'planned' end::step_state, case when isDone then due end
     from (
       select *, due < $2::date and number % 8 <> 0 as isDone
       from (
         select a.organization_id, a.roadmap_id, a.id as activity_id, a.position + k as number,
           make_date($1::int, 9, 10) + (a.position * 7 + k * 60) % 340 as due
         from activities a, generate_series(0, 1) k where k = 0 or a.position % 2 = 0) dated) stated`,
    [startYear, today],
  );
  await client.query(
    `insert into activity_steps (organization_id, occurrence_id, part_id, state)
     select o.organization_id, o.id, p.id, o.state
     from activity_occurrences o join activity_parts p on p.activity_id = o.activity_id`,
  );
  await client.query(
    `with paper as (select id, organization_id, row_number() over (order by id) as number from papers),
     done as (
       select *, row_number() over (order by id) as number from activity_occurrences where state = 'done')
     insert into activity_evidence
       (organization_id, activity_id, occurrence_id, kind, paper_id, note, happened_on)
     select d.organization_id, d.activity_id, d.id, case when p.id is null then 'note' else 'paper' end, p.id,
       case when p.id is null then 'Мероприятие прошло' else '' end, d.done_on
     from done d left join paper p on p.organization_id = d.organization_id and p.number = d.number % 4000`,
  );
}

async function addNotices(client: Client, { organizationId, accountId, today }: Measured): Promise<void> {
  await client.query(
    `with ${NUMBERED}
     insert into notices (organization_id, account_id, kind, subject_id, day, text, path, read_at, created_at)
     select s.id, case when n <= $3 then $5 else 'account-' || s.id || '-' || 'curator' end, 'day_before', uuidv7(),
       $6::date - n % 300, 'Завтра срок: круглый стол наставников № ' || n, '/plan',
       case when n <= $3 and n > 20 or n % 3 <> 0 then now() end, now() - n * interval '10 seconds'
     from generate_series(1, $2::int) n
     join numbered s on s.number = case when n <= $3 then 0 else 1 + n % ($4::int - 1) end`,
    [organizationId, SIZES.notices, SIZES.noticesHere, SIZES.schools, accountId, today],
  );
}

async function addAudit(client: Client, { organizationId, accountId }: Measured): Promise<void> {
  await client.query(
    `insert into audit_rows (at, actor_id, command, organization_id, table_name, row_id, operation, before, after)
     select now() - n * interval '1 minute', $2, 'roadmap.close_step', organization_id, 'activities', id::text, 'update',
       '{"version": 1}', '{"version": 2}'
     from activities, generate_series(1, $3::int) n where organization_id = $1`,
    [organizationId, accountId, SIZES.auditRowsAnActivity],
  );
  await client.query(
    `with row as (select id, organization_id, row_number() over () as number from people)
     insert into audit_rows (at, actor_id, command, organization_id, table_name, row_id, operation, before, after)
     select now() - n * interval '3 minutes', 'account-' || organization_id || '-curator', 'people.edit', organization_id,
       'people', id::text, 'update', '{"phone": ""}', '{"phone": "1"}'
     from generate_series(1, $1::int) n join row on row.number = 1 + n % $2::int`,
    [SIZES.auditRows - SIZES.activitiesHere * SIZES.auditRowsAnActivity, SIZES.people],
  );
}
