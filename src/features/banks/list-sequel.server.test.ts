import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';
import { createMemoryFiles } from '#src/platform/testing/memory.ts';
import { readList } from '#src/features/people/service.server/read-list.ts';
import { storeList } from '#src/features/people/service.server/store-list.ts';
import type { People } from '#src/features/people/service.server.ts';
import { insertImport } from '#src/features/people/store.server/imports.ts';
import { menteeFilter, mentorFilter } from '#src/features/banks/schema.ts';
import { bankListSequel, createBanks, type Banks } from '#src/features/banks/service.server.ts';
import { accepted, foundSchool, peopleOf, refusedWith, type School } from '../../../test/world.ts';

let world: TestDatabase;
let people: People;
let banks: Banks;
let school: School;
let curator: PersonActor;

beforeAll(async () => {
  world = await openTestDatabase();
  people = peopleOf(world, { sequel: bankListSequel });
  banks = createBanks({
    db: world.db,
    clock: world.clock,
    timeZone: 'Europe/Moscow',
    files: createMemoryFiles(),
    secret: 'a secret of the tests, long enough to be one',
    publicUrl: 'https://school.example',
    attempts: { count: async () => ({ ok: true, value: undefined }) },
    notify: () => Promise.resolve(),
  });
});
afterAll(() => world.close());
beforeEach(async () => {
  school = await foundSchool(world);
  curator = await school.actor('curator');
});

/** Reads a file as the task does; answers the drafts that it makes. */
async function draftsOf(
  bytes: Uint8Array,
  name: string,
  schoolYear: number,
  by = curator,
): Promise<string[]> {
  const lists = accepted(await readList({ origin: 'file', name, bytes, kind: 'pupil' }, () => undefined));
  const ids: string[] = [];
  for (const { columns, rows, sort } of lists) {
    ids.push(
      await world.db.withActor(by, 'test', (tx) =>
        insertImport(tx, {
          columns,
          rows,
          sort,
          organizationId: school.organizationId,
          name,
          kind: 'pupil',
          className: '',
          schoolYear,
        }),
      ),
    );
  }
  return ids;
}
const csv = (text: string) => new TextEncoder().encode(text);
const draftOf = async (text: string, schoolYear: number) =>
  (await draftsOf(csv(text), 'база.csv', schoolYear))[0] ?? '';
const view = async (importId: string) => accepted(await people.imports.view(curator, importId));

async function store(importId: string, by = curator) {
  const { draft } = accepted(await people.imports.view(by, importId));
  return world.db.withActor(by, 'people.store_list', (tx) =>
    storeList(tx, { importId, version: draft.version }, '2026-11-20', () => undefined, bankListSequel),
  );
}

async function sayConsents(importId: string, signedOn = '2026-09-01'): Promise<void> {
  const { draft } = await view(importId);
  accepted(
    await people.imports.sayConsents(curator, {
      importId,
      version: draft.version,
      basis: 'папка 04-12',
      signedOn,
    }),
  );
}

const MENTEES = `№;ФИО;Контактные данные (представителя);Год рождения;Запрос;Дата вхождения в программу;ФИО наставника;Форма наставничества;Место работы/учебы наставника;Дата завершения;Результаты программы;Ссылка на кейс/отзыв;Отметка о прохождении
1;Ветлугин Пётр Ильич;Ветлугина Анна Олеговна (мать), +7 900 000-00-01;2012;Подтянуть математику;15.09.2024;Росина Вера Олеговна;ученик – ученик;9А;31.05.2025;Оценка выросла;https://school.example/1;прошёл
2;Кашин Лев Ильич;;2011;Проект по физике;20.09.2024;Соболь Инна Олеговна;педагог – ученик;;;;;
`;
const MENTORS = `№;ФИО;Контактные данные;Место работы/учёбы;Основные компетенции;Достижения наставника;Интересы;Желаемый возраст наставляемых;Ресурс времени;Дата вхождения;ФИО наставляемых;Форма;Дата завершения
1;Соболь Инна Олеговна;+7 900 000-00-09, inna@school.example;;физика, проекты;Учитель года;шахматы;12-15 лет;2 часа в неделю;01.09.2026;Кашин Лев Ильич;педагог – ученик;
`;

async function facts() {
  const [row] = await world.asOwner<Record<string, number>>(
    `select (select count(*)::int from people where organization_id = $1) as people,
       (select count(*)::int from mentee_requests where organization_id = $1) as requests,
       (select count(*)::int from mentor_offers where organization_id = $1) as offers,
       (select count(*)::int from mentorships where organization_id = $1) as mentorships`,
    [school.organizationId],
  );
  return row;
}

describe('a bank of mentees of another year', () => {
  it('comes in as people, requests and finished mentorships, with consents that lie on paper', async () => {
    const importId = await draftOf(MENTEES, 2024);
    const before = await view(importId);
    expect(before.draft.sort).toBe('mentees');
    expect(before.wrong).toEqual([]);
    expect(before.matches.map(({ state }) => state)).toEqual(['new', 'new', 'new', 'new']);
    expect(before.plan).toEqual({
      requests: 2,
      offers: 0,
      mentorships: 0,
      finished: 2,
      known: 0,
      unconsented: 4,
      uncertified: 0,
      undated: 1,
    });
    await sayConsents(importId);
    expect(accepted(await store(importId))).toMatchObject({
      added: 4,
      made: { requests: 2, finished: 2, unconsented: 0 },
    });
    const rows = await world.asOwner(
      `select m.state, m.form, m.source, m.school_year as year, m.ended_on::text as ended, m.results, m.is_completed as done
       from mentorships m where m.organization_id = $1 order by m.ended_on, m.form`,
      [school.organizationId],
    );
    expect(rows).toMatchObject([
      {
        state: 'closed',
        form: 'pupil-pupil',
        source: 'import',
        year: 2024,
        ended: '2025-05-31',
        results: 'Оценка выросла',
        done: true,
      },
      { state: 'closed', form: 'teacher-pupil', year: 2024, ended: '2025-05-31', done: null },
    ]);
    const kinds = await world.asOwner(
      `select family_name as name, kinds from people where organization_id = $1 order by family_name`,
      [school.organizationId],
    );
    expect(kinds).toEqual([
      { name: 'Ветлугин', kinds: ['pupil'] },
      { name: 'Ветлугина', kinds: ['guardian'] },
      { name: 'Кашин', kinds: ['pupil'] },
      { name: 'Росина', kinds: ['pupil'] },
      { name: 'Соболь', kinds: ['staff'] },
    ]);
    const [consents] = await world.asOwner<{ rows: number }>(
      `select count(distinct person_id)::int as rows from consents where organization_id = $1 and basis = 'папка 04-12'`,
      [school.organizationId],
    );
    expect(consents?.rows).toBe(4);
    // The same file once more makes nothing.
    expect(refusedWith(await store(await draftOf(MENTEES, 2024)))).toBe('people.import_nothing');
  });

  it('keeps only names of those who have no consent', async () => {
    const importId = await draftOf(MENTEES, 2024);
    expect(accepted(await store(importId))).toMatchObject({
      added: 4,
      made: { requests: 0, finished: 0, unconsented: 4 },
    });
    expect(await facts()).toEqual({ people: 5, requests: 0, offers: 0, mentorships: 0 });
  });

  it('says which form and which day cannot be, and asks who is meant by initials', async () => {
    const importId = await draftOf(
      MENTEES.replace('ученик – ученик', 'кружок')
        .replace('15.09.2024', '31.02.2024')
        .replace('Соболь Инна Олеговна', 'Соболь И. О.'),
      2024,
    );
    const { wrong, draft } = await view(importId);
    expect(wrong.map(({ errors }) => errors)).toEqual([{ form: 'bad_form', entered: 'bad_day' }]);
    const rows = [{ index: 0, isSkipped: false, values: { form: 'ученик-ученик', entered: '15.09.2024' } }];
    accepted(await people.imports.fixRows(curator, { importId, version: draft.version, rows }));
    const doubtful = (await view(importId)).matches.filter(({ state }) => state === 'doubtful');
    expect(doubtful.map(({ record }) => record.familyName)).toEqual(['Соболь']);
    expect(refusedWith(await store(importId))).toBe('people.import_doubtful');
  });
});

describe('both banks in one file', () => {
  it('are two lists; people named in both are one, this year goes on', async () => {
    const [mentees, mentors] = [await draftOf(MENTEES, 2024), await draftOf(MENTORS, 2026)];
    await sayConsents(mentees);
    accepted(await store(mentees));
    const second = await view(mentors);
    expect(second.draft.sort).toBe('mentors');
    expect(second.plan).toMatchObject({ offers: 1, mentorships: 1, finished: 0, unconsented: 0 });
    accepted(await store(mentors));
    expect(await facts()).toEqual({ people: 5, requests: 2, offers: 1, mentorships: 3 });
    const [offer] = await world.asOwner(
      `select o.age_words as ages, o.time_words as time, o.achievements,
         (select count(*)::int from offer_tags t where t.offer_id = o.id) as tags
       from mentor_offers o where o.organization_id = $1`,
      [school.organizationId],
    );
    expect(offer).toEqual({
      ages: '12-15 лет',
      time: '2 часа в неделю',
      achievements: 'Учитель года',
      tags: 3,
    });
  });

  it('exported here come back with nothing new and nothing changed', async () => {
    const mentees = await draftOf(MENTEES.replaceAll('2024', '2026').replaceAll('31.05.2025', ''), 2026);
    await sayConsents(mentees);
    accepted(await store(mentees));
    accepted(await store(await draftOf(MENTORS, 2026)));
    const before = await facts();
    const all = { state: 'all' as const };
    const files = [
      accepted(await banks.lists.exportMentees(curator, school.organizationId, menteeFilter.parse(all))),
      accepted(await banks.lists.exportMentors(curator, school.organizationId, mentorFilter.parse(all))),
    ];
    for (const bytes of files) {
      const [importId = ''] = await draftsOf(bytes, 'база.xlsx', 2026);
      const { matches, plan, wrong } = await view(importId);
      expect(wrong).toEqual([]);
      expect(matches.filter(({ state }) => state !== 'unchanged')).toEqual([]);
      expect(plan).toMatchObject({ requests: 0, offers: 0, mentorships: 0, finished: 0 });
      expect(refusedWith(await store(importId))).toBe('people.import_nothing');
    }
    expect(await facts()).toEqual(before);
  });
});

describe('pairs that were decided', () => {
  const PAIRS = `Наставник;Наставляемый;Форма
Соболь Инна Олеговна;Кашин Лев Ильич;педагог – ученик
Соболь Инна Олеговна;Ветлугин Пётр Ильич;
`;

  it('come in as mentorships of this year; a row without a form needs one for the list', async () => {
    const importId = await draftOf(PAIRS, 2026);
    const { draft, plan } = await view(importId);
    expect(draft.sort).toBe('pairs');
    expect(plan).toMatchObject({ mentorships: 1, requests: 0, offers: 0 });
    const meanings = draft.columns.map(({ meaning }) => meaning);
    const change = {
      importId,
      version: draft.version,
      kind: 'pupil' as const,
      className: '',
      sort: 'pairs' as const,
      schoolYear: 2026,
    };
    accepted(await people.imports.chooseColumns(curator, { ...change, form: 'teacher-pupil', meanings }));
    expect((await view(importId)).plan).toMatchObject({ mentorships: 2, unconsented: 3 });
    await sayConsents(importId);
    expect(accepted(await store(importId))).toMatchObject({ added: 3, made: { mentorships: 2 } });
    const rows = await world.asOwner(
      `select state, source, school_year as year from mentorships where organization_id = $1`,
      [school.organizationId],
    );
    expect(rows).toEqual([
      { state: 'agreed', source: 'import', year: 2026 },
      { state: 'agreed', source: 'import', year: 2026 },
    ]);
    expect(refusedWith(await store(await draftOf(PAIRS, 2026)))).toBe('people.import_nothing');
  });

  it('leave out a minor with an adult from outside who has no clean record in force', async () => {
    const text = `Наставник;Наставляемый;Форма
Мельник Олег Ильич;Кашин Лев Ильич;работодатель – ученик
Соболь Инна Олеговна;Кашин Лев Ильич;педагог – ученик
`;
    const importId = await draftOf(text, 2026);
    await sayConsents(importId);
    const { made } = accepted(await store(importId));
    expect(made).toMatchObject({ mentorships: 1, uncertified: 1 });
    const again = await draftOf(text, 2026);
    expect((await view(again)).plan).toMatchObject({ mentorships: 0, uncertified: 1, known: 1 });
    await world.asOwner(
      `insert into admission_checks (organization_id, person_id, check_key, outcome, checked_on)
       select organization_id, id, 'clean-record', 'passed', '2026-09-01' from people
       where organization_id = $1 and family_name = 'Мельник'`,
      [school.organizationId],
    );
    expect((await view(again)).plan).toMatchObject({ mentorships: 1, uncertified: 0 });
  });

  it('are taken for what somebody says they are', async () => {
    const importId = await draftOf(PAIRS, 2026);
    const { draft } = await view(importId);
    const change = {
      importId,
      version: draft.version,
      kind: 'pupil' as const,
      className: '',
      form: '',
      meanings: draft.columns.map(({ meaning }) => meaning),
    };
    expect(refusedWith(await people.imports.chooseColumns(curator, { ...change, sort: 'mentees' }))).toBe(
      'people.import_no_name',
    );
  });
});

describe('strangers', () => {
  it('bring in no bank of another school, and nobody without the right does', async () => {
    const importId = await draftOf(MENTEES, 2024);
    const elsewhere = await foundSchool(world);
    const stranger = await elsewhere.actor('curator');
    expect(refusedWith(await people.imports.view(stranger, importId))).toBe('people.import_not_found');
    const said = { importId, version: 1, basis: 'папка', signedOn: '2026-09-01' };
    expect(refusedWith(await people.imports.sayConsents(stranger, said))).toBe('people.import_not_found');
    expect(refusedWith(await people.imports.sayConsents(curator, { ...said, signedOn: '2027-01-01' }))).toBe(
      'people.import_signed_later',
    );
    const administrator = await school.actor('administrator');
    const [theirs = ''] = await draftsOf(csv(MENTEES), 'база.csv', 2024, administrator);
    expect(refusedWith(await people.imports.view(administrator, theirs))).toBe('access.not_allowed');
  });
});
