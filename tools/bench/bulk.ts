import { randomUUID } from 'node:crypto';
import { loadavg } from 'node:os';
import type { Installation } from '#src/main/installation.ts';
import { systemClock } from '#src/platform/clock.ts';
import { connect } from '#src/platform/db/connection.ts';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { startWorker } from '#src/platform/jobs.ts';
import { closeDocxRenderer } from '#src/platform/render/docx-zip.ts';
import { closePdfRenderer } from '#src/platform/render/pdf.ts';
import { schoolYearOf } from '#src/features/orgs/rules/school-year.ts';
import { readPrintChoice } from '#src/features/consents/schema/print.ts';
import { bulkForm, type StartBulk } from '#src/features/documents/schema/bulk.ts';
import { countPages } from './papers/measure.ts';
import { inInstallation } from './site/folder.ts';

const PAIRS = 500;

/**
 * Papers for five hundred pairs from the database to one file, by the tasks of the product on the embedded database in
 * this process.
 */
export function run(): Promise<string> {
  return inInstallation('bulk', async (installation) => {
    const { organizationId, curator } = await prepare(installation);
    const { services, db, log } = installation;
    const worker = await startWorker({
      db,
      clock: systemClock,
      log,
      handlers: services.tasks.handlers,
      schedules: [],
      timeZone: 'Europe/Moscow',
    });
    const lines = [
      '| | papers | words from the database, s | from the press to the file, s | pages | KB |',
      '|---|--:|--:|--:|--:|--:|',
    ];
    const taskDone = async (taskId: string): Promise<string> => {
      for (;;) {
        const found = await services.tasks.waitBriefly(curator, taskId, 5);
        if (!found.ok) throw new Error(found.refusal.code);
        const { state, result, refusalText } = found.value;
        // A registration leads to the task that makes the file.
        if (result !== null) return result.files?.length ? taskId : (result.next.split('/').at(-1) ?? '');
        if (state !== 'queued' && state !== 'running') throw new Error(`${state} ${refusalText}`);
      }
    };
    const bytesOf = async (taskId: string) => {
      const opened = await services.tasks.openFile(curator, taskId, 0);
      if (!opened.ok) throw new Error(opened.refusal.code);
      return Buffer.concat(await opened.value.stream.toArray());
    };
    const measureConsents = async (name: string, format: 'pdf' | 'docx') => {
      const choice = readPrintChoice(new URLSearchParams('words=Наставляемый&purposes=processing'));
      const { blanks } = services.consents;
      const pressed = performance.now();
      const sent = { format, submission: randomUUID() };
      const started = await blanks.start(curator, organizationId, choice, sent);
      if (!started.ok) throw new Error(started.refusal.code);
      const bytes = await bytesOf(await taskDone(started.value.taskId));
      const seconds = ((performance.now() - pressed) / 1_000).toFixed(2);
      const pages = format === 'pdf' ? await countPages([bytes]) : '–';
      lines.push(`| ${name} | ${PAIRS} | – | ${seconds} | ${pages} | ${Math.round(bytes.length / 1024)} |`);
    };
    const measure = async (name: string, more: Partial<StartBulk>) => {
      const input: StartBulk = {
        ...bulkForm.parse({
          kind: 'gratitude',
          scope: 'all',
          way: 'print',
          format: 'pdf',
          submission: randomUUID(),
        }),
        ...more,
      };
      const began = performance.now();
      const checked = await services.bulkPapers.check(curator, organizationId, input);
      if (!checked.ok || checked.value.length > 0) throw new Error(JSON.stringify(checked).slice(0, 600));
      const gathered = performance.now() - began;
      const pressed = performance.now();
      const started = await services.bulkPapers.start(curator, organizationId, input);
      if (!started.ok) throw new Error(started.refusal.code);
      let last = await taskDone(started.value.taskId);
      const registered = performance.now() - pressed;
      if (input.way === 'register') last = await taskDone(last);
      const whole = performance.now() - pressed;
      const bytes = await bytesOf(last);
      const pages = input.format === 'pdf' ? await countPages([bytes]) : '–';
      const seconds =
        input.way === 'register'
          ? `${(whole / 1_000).toFixed(2)} (registered after ${(registered / 1_000).toFixed(2)})`
          : (whole / 1_000).toFixed(2);
      lines.push(
        `| ${name} | ${PAIRS} | ${(gathered / 1_000).toFixed(2)} | ${seconds} | ${pages} | ${Math.round(bytes.length / 1024)} |`,
      );
    };
    await measure('warming up: thanks', { q: 'наставник' });
    lines.pop();
    const agreement = { kind: 'pair-agreement' };
    const thanks = { q: '(наставник)' };
    await measure('thanks, one PDF', thanks);
    await measure('thanks, for both sides of the sheet', { ...thanks, oddStart: true });
    await measure('thanks, DOCX in a zip', { ...thanks, format: 'docx' });
    await measure('agreements, one PDF', agreement);
    await measureConsents('consents, one PDF', 'pdf');
    await measureConsents('consents, one DOCX', 'docx');
    const today = systemClock.today('Europe/Moscow').toString();
    await measure('thanks registered, one PDF', { ...thanks, way: 'register', issuedOn: today });
    await worker.stop();
    await closePdfRenderer();
    await closeDocxRenderer();
    const load = loadavg().map((one) => one.toFixed(1));
    return `${lines.join('\n')}\n\nLoad of the machine at the end (1, 5, 15 minutes): ${load.join(', ')}.\n`;
  });
}

async function prepare(
  installation: Installation,
): Promise<{ organizationId: string; curator: PersonActor }> {
  const client = await connect(installation.opened.connection, { name: 'bench' });
  try {
    const { rows } = await client.query<{ id: string }>(
      `insert into organizations (kind, full_name, short_name, director_name, director_post, city)
       values ('school', 'Муниципальное общеобразовательное учреждение «Школа опыта»', 'Школа опыта',
         'Примерова Анна Львовна', 'директор', 'г. Опытный') returning id`,
    );
    const organizationId = rows[0]?.id ?? '';
    const accountId = randomUUID();
    const startYear = schoolYearOf(systemClock.today('Europe/Moscow'));
    const write = (text: string, values: unknown[] = []) => client.query(text, [organizationId, ...values]);
    await write(
      `insert into role_assignments (organization_id, account_id, role) values ($1, $2, 'curator')`,
      [accountId],
    );
    await write(
      `insert into people (organization_id, family_name, given_name, patronymic, birth_date, kinds)
       select $1, case when n <= $2 then 'Наставляемый' else 'Ясенев' end || (array['', 'ов', 'ин', 'ский'])[1 + n % 4],
         (array['Анна', 'Мария', 'Глеб', 'Олег', 'Яна', 'Роман'])[1 + n % 6] , (array['Павлович', 'Львовна'])[1 + n % 2],
         case when n <= $2 then date '2013-01-01' + n else date '2009-01-01' + n end, '{pupil}'
       from generate_series(1, $2::int * 2) n`,
      [PAIRS],
    );
    await write(
      `with c as (insert into classes (organization_id, school_year, grade, letter)
         select $1, $2, g, l from generate_series(5, 11) g, unnest(array['А', 'Б', 'В', 'Г']) l returning id),
       n as (select id, row_number() over (order by id) - 1 as n from c),
       p as (select id, row_number() over (order by id) as n from people where organization_id = $1)
       insert into class_members (organization_id, class_id, person_id)
       select $1, n.id, p.id from p join n on n.n = p.n % 28`,
      [startYear],
    );
    await write(
      `with t as (insert into consent_texts (organization_id, purpose, number, origin, title, body, guardian_body, digest)
         values ($1, 'processing', 1, 'library', 'Согласие', 'Согласен', 'Согласна', repeat('0', 64)) returning id)
       insert into consents (organization_id, person_id, purpose, text_id, signer, channel, signed_on)
       select $1, p.id, 'processing', t.id, s.signer, 'paper', current_date - 30
       from people p cross join t cross join (values ('self'), ('guardian')) s (signer) where p.organization_id = $1`,
    );
    await write(
      `with p as (select id, row_number() over (order by birth_date desc) as n from people where organization_id = $1),
       m as (insert into mentorships (organization_id, school_year, form, regime, state, starts_on, source)
         select $1, $2::int, 'pupil-pupil', 'pupils', 'working', current_date - 20, 'hand'
         from generate_series(1, $3::int) returning id),
       k as (select id, row_number() over (order by id) as n from m)
       insert into mentorship_members (organization_id, mentorship_id, person_id, side, started_on)
       select $1, k.id, p.id, s.side, current_date - 20
       from k cross join (values ('mentee', 0), ('mentor', $3::int)) s (side, shift) join p on p.n = k.n + s.shift`,
      [startYear, PAIRS],
    );
    await write(
      `insert into people (organization_id, family_name, given_name, patronymic, kinds, account_id)
       values ($1, 'Лугова', 'Вера', 'Павловна', '{staff}', $2)`,
      [accountId],
    );
    await client.query('analyze');
    return { organizationId, curator: { kind: 'person', accountId } };
  } finally {
    await client.end();
  }
}
