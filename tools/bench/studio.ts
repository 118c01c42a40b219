import { chromium, type Page } from '@playwright/test';
import type { Client } from 'pg';
import { ensureSiteIsBuilt } from '#src/main/built-site.ts';
import { findChromium } from '../find-chromium.ts';
import type { Measured } from './plan/seed.ts';
import { freePort, inFolder } from './site/folder.ts';
import { prepare } from './site/pages.ts';
import { startSite, stopSite } from './site/program.ts';

const SIZES = { mentees: 500, mentors: 200 };
const RUNS = 5;
const WIDTHS = [1280, 360];

/** A school whose 200 mentors, most of them pupils, are admitted, and whose 500 mentees wait. Names are invented combinations. */
export async function seedPool(
  client: Client,
  { organizationId, accountId, startYear }: Measured,
): Promise<void> {
  const run = (text: string, values: unknown[] = []) => client.query(text, [organizationId, ...values]);
  await run(
    `insert into role_assignments (organization_id, account_id, role) values ($1, $2, 'curator')
     on conflict do nothing`,
    [accountId],
  );
  await run(
    `insert into people (organization_id, family_name, given_name, patronymic, birth_date, kinds)
     select $1, (array['Ручьёв', 'Полянов', 'Ясенев', 'Лугов', 'Камышов', 'Звонов', 'Тропин', 'Озёров'])[1 + n % 8]
         || (array['', 'ский', 'ин', 'ец', 'енко'])[1 + n / 8 % 5] || ' ' || n,
       (array['Анна', 'Мария', 'Глеб', 'Олег', 'Яна', 'Роман'])[1 + n % 6], (array['Павлович', 'Львовна'])[1 + n % 2],
       case when n <= $3 then date '2008-01-01' + n else date '2012-01-01' + n end, '{pupil}'
     from generate_series(1, $2::int) n`,
    [SIZES.mentees + SIZES.mentors, SIZES.mentors],
  );
  await run(
    `with c as (insert into classes (organization_id, school_year, grade, letter)
       select $1, $2, g, l from generate_series(5, 11) g, unnest(array['А', 'Б', 'В', 'Г']) l returning id, grade),
     p as (select id, row_number() over (order by birth_date) as n from people where organization_id = $1 and birth_date is not null),
     o as (select c.id, row_number() over (order by id) - 1 as n from c where grade >= 9),
     y as (select c.id, row_number() over (order by id) - 1 as n from c where grade < 9)
     insert into class_members (organization_id, class_id, person_id)
     select $1, coalesce(o.id, y.id), p.id from p
     left join o on p.n <= $3 and o.n = p.n % 12 left join y on p.n > $3 and y.n = p.n % 16`,
    [startYear, SIZES.mentors],
  );
  await run(
    `with t as (insert into consent_texts (organization_id, purpose, number, origin, title, body, guardian_body, digest)
       values ($1, 'processing', 1, 'library', 'Согласие', 'Согласен', 'Согласна', repeat('0', 64)) returning id)
     insert into consents (organization_id, person_id, purpose, text_id, signer, channel, signed_on)
     select $1, p.id, 'processing', t.id, s.signer, 'paper', current_date - 30
     from people p cross join t cross join (values ('self'), ('guardian')) s (signer) where p.organization_id = $1`,
  );
  await run(`insert into tags (organization_id, word) select $1, w from unnest($2::text[]) w`, [WORDS]);
  await run(
    `with p as (select id, row_number() over (order by birth_date) as n from people where 'pupil' = any (kinds)),
     o as (insert into mentor_offers (organization_id, person_id, entered_on, mentee_limit, forms, places, times, source)
       select $1, id, current_date - 20, 1 + n::int % 3, '{pupil-pupil}', '{school}',
         jsonb_build_array((1 + n % 5) || '-after', (1 + n % 4) || '-evening', (1 + n % 3) || '-after'), 'self'
       from p where n <= $2 returning id, person_id)
     insert into offer_tags (organization_id, offer_id, tag_id, kind)
     select distinct $1::uuid, o.id, t.id, 'competence' from o
     join (select id, row_number() over (order by word) as n from tags) t on (t.n + abs(hashtext(o.person_id::text))) % 11 = 0`,
    [SIZES.mentors],
  );
  await run(
    `with p as (select id, row_number() over (order by birth_date) as n from people where 'pupil' = any (kinds)),
     r as (insert into mentee_requests (organization_id, person_id, entered_on, main_request, forms, places, times, source)
       select $1, id, current_date - 20, 'Разобраться в предмете и освоиться в классе', '{pupil-pupil}', '{school}',
         jsonb_build_array((1 + n % 5) || '-after', (1 + n % 4) || '-evening'), 'self'
       from p where n > $2 returning id, person_id)
     insert into request_tags (organization_id, request_id, tag_id)
     select distinct $1::uuid, r.id, t.id from r
     join (select id, row_number() over (order by word) as n from tags) t on (t.n + abs(hashtext(r.person_id::text))) % 12 = 0`,
    [SIZES.mentors],
  );
  await run(
    `insert into admission_checks (organization_id, person_id, check_key, outcome, checked_on)
     select $1, o.person_id, k, 'passed', current_date - 10
     from mentor_offers o, unnest(array['questionnaire', 'interview', 'training']) k`,
  );
  await client.query('analyze');
}
const WORDS =
  'алгебра, геометрия, физика, химия, биология, история, обществознание, география, литература, русский язык, английский язык, немецкий язык, информатика, робототехника, шахматы, рисование, музыка, театр, волейбол, лёгкая атлетика, подготовка к ОГЭ, подготовка к ЕГЭ, адаптация в классе, уверенность в себе, выступления, проекты, волонтёрство, журналистика, программирование, туризм'.split(
    ', ',
  );

interface Line {
  readonly what: string;
  readonly times: number[];
  readonly kilobytes: number | null;
}

async function timed(times: number[], work: () => Promise<unknown>): Promise<void> {
  const started = performance.now();
  await work();
  times.push(performance.now() - started);
}

/** Bytes of the page as sent, unpacked. */
async function sizeOf(page: Page, url: string): Promise<number> {
  const answer = await page.request.get(url);
  return Math.round((await answer.body()).length / 1024);
}

/** Scrolls from top to bottom by a screen a time: the longest pause between two frames, milliseconds. */
function slowestFrame(page: Page): Promise<number> {
  return page.evaluate(async () => {
    let [slowest, before] = [0, performance.now()];
    // oxlint-disable-next-line unicorn/consistent-function-scoping -- runs in the page, where nothing outside is
    const frame = () =>
      new Promise<number>((resolve) => {
        requestAnimationFrame(resolve);
      });
    await frame();
    before = performance.now();
    for (let y = 0; y < document.documentElement.scrollHeight; y += window.innerHeight / 2) {
      window.scrollTo(0, y);
      // oxlint-disable-next-line no-await-in-loop -- frames come one after another
      await frame();
      const now = performance.now();
      slowest = Math.max(slowest, now - before);
      before = now;
    }
    return slowest;
  });
}

async function measureAt(origin: string, cookie: string, width: number): Promise<string[]> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('No Chromium: set CHROMIUM');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const lines: Line[] = [];
  const line = (what: string, kilobytes: number | null = null): number[] => {
    const times: number[] = [];
    lines.push({ what, times, kilobytes });
    return times;
  };
  try {
    const context = await browser.newContext({ viewport: { width, height: 800 }, locale: 'ru' });
    await context.addCookies(
      cookie.split('; ').map((one) => {
        const at = one.indexOf('=');
        return { name: one.slice(0, at), value: one.slice(at + 1), url: origin };
      }),
    );
    const page = await context.newPage();
    await page.goto(`${origin}/matching/new`);
    await page.waitForLoadState('networkidle');
    const made = line('a new draft: from the press to its table');
    await timed(made, async () => {
      await page.getByRole('button', { name: 'Подобрать' }).click();
      await page.getByText('Доказано').or(page.getByText('Хорошо, но')).first().waitFor({ timeout: 120_000 });
    });
    const draft = new URL(page.url()).pathname;
    for (const [name, path] of [
      ['the table', draft],
      ['the board', `${draft}/board`],
      ['rules and weights', `${draft}/settings`],
    ] as const) {
      const opened = line(`${name}: opened, ready for presses`, await sizeOf(page, origin + path));
      const frames = line(`${name}: slowest frame while scrolling`);
      for (let run = 0; run < RUNS; run += 1) {
        await timed(opened, () => page.goto(origin + path, { waitUntil: 'networkidle' }));
        frames.push(await slowestFrame(page));
      }
    }
    const [pinned, undone, looked] = [
      line('«Закрепить»: from the press to the new table'),
      line('«Отменить последнее»'),
      line('one mentee: from the link to the page'),
    ];
    await page.goto(`${origin}${draft}?page=4`, { waitUntil: 'networkidle' });
    for (let run = 0; run < RUNS; run += 1) {
      const row = page.getByRole('button', { name: 'Закрепить' }).nth(run);
      await timed(pinned, async () => {
        await row.click();
        await page.getByText('Пара закреплена.').waitFor();
      });
      await timed(undone, async () => {
        await page.getByRole('button', { name: 'Отменить последнее' }).click();
        await page.getByText('Последнее изменение отменено.').waitFor();
      });
      await page.goto(`${origin}${draft}?page=4`, { waitUntil: 'networkidle' });
      await timed(looked, async () => {
        await page.getByRole('rowheader').nth(run).getByRole('link').click();
        await page.waitForURL('**/mentees/*');
        await page.getByRole('button', { name: 'Закрепить' }).first().waitFor();
      });
      await page.goto(`${origin}${draft}?page=4`, { waitUntil: 'networkidle' });
    }
    return lines.map(({ what, times, kilobytes }) => {
      const sorted = times.toSorted((a, b) => a - b);
      const [middle = 0, most = 0] = [sorted[Math.floor(sorted.length / 2)], sorted.at(-1)];
      return `| ${width} | ${what} | ${middle.toFixed(0)} | ${most.toFixed(0)} | ${kilobytes ?? ''} |`;
    });
  } finally {
    await browser.close();
  }
}

/** The studio with 500 mentees and 200 mentors as a curator meets it: in Chromium, on a wide screen and on a phone. */
export async function run(): Promise<string> {
  const built = await ensureSiteIsBuilt(() => undefined);
  if (!built.ok) throw new Error(JSON.stringify(built.refusal));
  return inFolder('studio', async (folder) => {
    const port = await freePort();
    const { cookie } = await prepare(folder, port, seedPool);
    const site = await startSite(folder, port);
    const lines = [
      `${SIZES.mentees} mentees, ${SIZES.mentors} mentors; the program, its database and the browser on one machine, ${RUNS} times each.`,
      '',
      '| width | what | median, ms | most, ms | page, KB unpacked |',
      '|--:|---|--:|--:|--:|',
    ];
    try {
      for (const width of WIDTHS) lines.push(...(await measureAt(`http://localhost:${port}`, cookie, width)));
    } finally {
      await stopSite(site);
    }
    return lines.join('\n');
  });
}
