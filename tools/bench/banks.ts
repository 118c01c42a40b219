import type { Client } from 'pg';
import { seedPeople } from './people.ts';
import { explainAsApplication } from './site/explain.ts';
import { CONDITIONS, measurePages } from './site/pages.ts';

const SIZES = { mentors: 5_000, mentees: 8_000, pairs: 4_000, words: 3_000 };

/** Both banks, admission and pairs over the twenty thousand people of `seedPeople`, all with a consent in force. */
export async function seedBanks(
  client: Client,
  school: { organizationId: string; startYear: number; accountId: string; today: string },
): Promise<void> {
  await seedPeople(client, school);
  const { organizationId, startYear } = school;
  const run = (text: string, values: unknown[] = []) => client.query(text, [organizationId, ...values]);
  // Everybody and every parent signed a month ago.
  await run(
    `with t as (
       insert into consent_texts (organization_id, purpose, number, origin, title, body, guardian_body, digest)
       values ($1, 'processing', 1, 'library', 'Согласие', 'Согласен', 'Согласна', repeat('0', 64)) returning id)
     insert into consents (organization_id, person_id, purpose, text_id, signer, channel, signed_on)
     select $1, p.id, 'processing', t.id, s.signer, 'paper', current_date - 30
     from people p cross join t cross join (values ('self'), ('guardian')) s (signer)`,
  );
  await run(
    `insert into tags (organization_id, word) select $1, 'тема ' || n from generate_series(1, $2::int) n`,
    [SIZES.words],
  );
  await run(
    `with p as (select id, row_number() over (order by 'pupil' = any (kinds), id) as n from people where organization_id = $1)
     insert into mentor_offers (organization_id, person_id, entered_on, achievements, mentee_limit, forms, places, times, source)
     select $1, id, current_date - (n % 300)::int, 'Призёр олимпиады', 1 + n % 3,
       array[(array['pupil-pupil', 'teacher-pupil', 'student-pupil'])[1 + n % 3]], '{school}', '["1-evening"]', 'self'
     from p where n <= $2::int`,
    [SIZES.mentors],
  );
  await run(
    `with p as (select id, row_number() over (order by 'pupil' = any (kinds) desc, id desc) as n from people where organization_id = $1)
     insert into mentee_requests (organization_id, person_id, entered_on, main_request, wishes, forms, places, source)
     select $1, id, current_date - (n % 300)::int, 'Подтянуть предмет ' || n % 50, '',
       array[(array['pupil-pupil', 'teacher-pupil'])[1 + n % 2]], '{school}', 'self'
     from p where n <= $2::int`,
    [SIZES.mentees],
  );
  await run(
    `with t as (select id, row_number() over (order by id) - 1 as n from tags where organization_id = $1),
     o as (select id, row_number() over (order by id) as n from mentor_offers where organization_id = $1)
     insert into offer_tags (organization_id, offer_id, tag_id, kind)
     select $1, o.id, t.id, k.kind
     from o cross join (values ('competence', 7), ('competence', 11), ('interest', 13)) k (kind, step)
     join t on t.n = (o.n * k.step) % $2::int on conflict do nothing`,
    [SIZES.words],
  );
  await run(
    `with t as (select id, row_number() over (order by id) - 1 as n from tags where organization_id = $1),
     r as (select id, row_number() over (order by id) as n from mentee_requests where organization_id = $1)
     insert into request_tags (organization_id, request_id, tag_id)
     select $1, r.id, t.id from r cross join (values (7), (17)) k (step) join t on t.n = (r.n * k.step) % $2::int
     on conflict do nothing`,
    [SIZES.words],
  );
  await run(
    `insert into admission_checks (organization_id, person_id, check_key, outcome, checked_on, valid_until)
     select $1, o.person_id, k.key, 'passed', current_date - 30,
       case when k.key = 'training' then current_date + (row_number() over ())::int % 400 end
     from mentor_offers o cross join (values ('questionnaire'), ('interview'), ('training'), ('clean-record')) k (key)
     where o.organization_id = $1 and (hashtext(o.id::text) % 10 > 2 or k.key <> 'training')`,
  );
  await run(
    `with a as (select person_id, row_number() over (order by id) as n from mentor_offers where organization_id = $1),
     b as (select person_id, row_number() over (order by id) as n from mentee_requests where organization_id = $1),
     m as (
       insert into mentorships (organization_id, school_year, form, regime, state, starts_on, source)
       select $1, $2::int, 'pupil-pupil', 'pupils', 'working', current_date - 20, 'hand' from generate_series(1, $3::int)
       returning id),
     n as (select id, row_number() over (order by id) as n from m)
     insert into mentorship_members (organization_id, mentorship_id, person_id, side, started_on)
     select $1, n.id, a.person_id, 'mentor', current_date - 20 from n join a using (n)
     union all select $1, n.id, b.person_id, 'mentee', current_date - 20 from n join b using (n)`,
    [startYear, SIZES.pairs],
  );
  await run(
    `update mentee_requests r set state = 'in_mentorship' where organization_id = $1
       and exists (select from mentorship_members m where m.person_id = r.person_id and m.side = 'mentee')`,
  );
  for (const table of [
    'people',
    'tags',
    'mentor_offers',
    'mentee_requests',
    'offer_tags',
    'request_tags',
    'admission_checks',
    'mentorships',
    'mentorship_members',
    'consents',
  ]) {
    await client.query(`vacuum analyze ${table}`);
  }
}

/** What the lists begin with, as the application's role: how long the database alone takes, and by which way. */
const COUNTS: readonly (readonly [string, string])[] = [
  [
    'requests in force',
    'select count(*) from mentee_requests where organization_id = $1 and ended_on is null',
  ],
  ['offers in force', 'select count(*) from mentor_offers where organization_id = $1 and ended_on is null'],
  [
    'words of fifty offers',
    `select count(*) from offer_tags ot where ot.offer_id in (
       select o.id from mentor_offers o where o.organization_id = $1 order by o.entered_on desc, o.id limit 50)`,
  ],
  [
    'members of fifty mentorships',
    `select count(*) from mentorship_members mm where mm.mentorship_id in (
       select m.id from mentorships m where m.organization_id = $1 order by m.id desc limit 50)`,
  ],
];

/** Banks, dictionary and pairs of a school with 20,000 people, each page by four connections for five seconds: two minutes. */
export async function run(): Promise<string> {
  const { table, looked } = await measurePages(
    'banks',
    seedBanks,
    () => [
      '/banks/mentees',
      '/banks/mentees?page=100',
      `/banks/mentees?q=${encodeURIComponent('ясеновск')}`,
      `/banks/mentees?tag=${encodeURIComponent('тема 77')}`,
      `/banks/mentees?class=${encodeURIComponent('7п3')}`,
      '/banks/mentors',
      '/banks/mentors?page=60',
      '/banks/mentors?state=free',
      `/banks/mentors?tag=${encodeURIComponent('тема 77')}`,
      '/banks/admission',
      '/banks/tags',
      '/mentorships',
      `/mentorships?q=${encodeURIComponent('ясеновск')}`,
    ],
    (folder, prepared) => explainAsApplication(folder, prepared, COUNTS),
  );
  return [
    `One school with 20,000 people: ${SIZES.mentors.toLocaleString('en-US')} mentors, ` +
      `${SIZES.mentees.toLocaleString('en-US')} mentees, ${SIZES.pairs.toLocaleString('en-US')} pairs, ` +
      `${SIZES.words.toLocaleString('en-US')} words. ${CONDITIONS}`,
    '',
    ...table,
    '',
    '| as the application’s role | median of 7, ms |',
    '|---|--:|',
    ...looked.map(({ name, milliseconds }) => `| ${name} | ${milliseconds.toFixed(2)} |`),
  ].join('\n');
}
