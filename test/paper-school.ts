import { randomUUID } from 'node:crypto';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { createMemoryFiles } from '#src/platform/testing/memory.ts';
import type { TestDatabase } from '#src/platform/testing/database.ts';
import { paperSources } from '#src/compose.ts';
import { createDocuments, type Documents } from '#src/features/documents/service.server.ts';
import type { TextView } from '#src/features/documents/service.server/text-view.ts';
import { accepted, foundSchool, type School } from './world.ts';

/** A school where papers can be drafted, with its curator on the staff. */
export interface PaperSchool extends School {
  readonly curator: PersonActor;
  readonly documents: Documents;
  /** Somebody of the staff with a post; `role`: they have it here. */
  addStaff(name: string, post: string, role?: Parameters<School['actor']>[0]): Promise<string>;
  /** A row of a table of the owner's; answers its id. */
  insert(table: string, values: Readonly<Record<string, unknown>>): Promise<string>;
  /** A draft about what is usual, or about these subjects. */
  draft(kind: string, subjectIds?: readonly string[]): Promise<Drafted>;
  register(paperId: string): ReturnType<Documents['registerDraft']>;
}

export interface Drafted extends TextView {
  readonly paperId: string;
  /** What a reader of the paper sees, on one line. */
  readonly words: string;
}

export async function foundPaperSchool(world: TestDatabase): Promise<PaperSchool> {
  const school = await foundSchool(world);
  const { organizationId } = school;
  await world.asOwner(
    `update organizations set full_name = 'Муниципальное автономное учреждение «Лицей «Исток»',
       short_name = 'МАОУ «Лицей «Исток»', city = 'Речной', address = 'г. Речной, ул. Садовая, д. 5',
       director_post = 'директор' where id = $1`,
    [organizationId],
  );
  const documents = createDocuments({
    db: world.db,
    files: createMemoryFiles(),
    clock: world.clock,
    timeZone: 'Europe/Moscow',
    sources: paperSources,
  });
  const curator = await school.actor('curator');
  const insert: PaperSchool['insert'] = async (table, values) => {
    const all = { organization_id: organizationId, ...values };
    const names = Object.keys(all);
    const [row] = await world.asOwner<{ id?: string }>(
      `insert into ${table} (${names.join(', ')}) values (${names.map((_, at) => `$${at + 1}`).join(', ')}) returning *`,
      Object.values(all),
    );
    return row?.id ?? '';
  };
  const made: PaperSchool = {
    ...school,
    curator,
    documents,
    insert,
    addStaff: async (name, post, role) => {
      const [familyName = '', givenName = '', patronymic = ''] = name.split(' ');
      const accountId = role === undefined ? undefined : (await school.actor(role)).accountId;
      const personId = await insert('people', {
        family_name: familyName,
        given_name: givenName,
        patronymic,
        kinds: ['staff'],
        account_id: accountId ?? null,
      });
      await insert('staff_posts', { person_id: personId, post, is_main: true });
      return personId;
    },
    draft: async (kind, subjectIds = []) => {
      const started = await documents.drafts.start(curator, organizationId, {
        kind,
        subjectIds: [...subjectIds],
        submission: randomUUID(),
      });
      const { paperId } = accepted(started);
      const view = accepted(await documents.drafts.view(curator, paperId));
      return { ...view, paperId, words: wordsOf(view.sheet.html) };
    },
    register: async (paperId) =>
      documents.registerDraft(
        curator,
        {
          paperId,
          version: accepted(await documents.view(curator, paperId)).paper.version,
          number: '',
          issuedOn: '2026-11-20',
          replacesId: null,
        },
        null,
      ),
  };
  await made.addStaff('Глинка Вера Ильинична', 'Заместитель директора по воспитательной работе', 'curator');
  return made;
}

function wordsOf(html: string): string {
  return html
    .replaceAll(/<[^>]+>/gu, ' ')
    .replaceAll(/&(?:nbsp|#160);|[\u00a0\u00ad]/gu, ' ')
    .replaceAll('&quot;', '"')
    .replaceAll(/\s+/gu, ' ')
    .trim();
}

/** Names of the fields that a person must type: what a draft of a filled school may lack. */
export const askedFields = (view: TextView): string[] =>
  view.fields.filter(({ isAsked }) => isAsked === true).map(({ name }) => name);

/** Fills whatever a draft lacks and prints it both ways; answers what is missing after that. */
export async function fillAndPrint(school: PaperSchool, drafted: Drafted): Promise<readonly string[]> {
  const { documents, curator } = school;
  const { paperId, missing, fields, subjects } = drafted;
  const example = {
    text: 'пример',
    day: '2027-05-20',
    number: '80',
    person: 'Орлова Дарья Игоревна',
    people: 'Орлов Игорь Ильич, учитель химии',
    organization: 'Завод «Маяк»',
    table: '',
  };
  const answers = missing
    .map((name) => fields.find((field) => field.name === name))
    .filter((field) => field !== undefined)
    .map(({ name, kind }) => ({ name, text: example[kind], post: kind === 'person' ? 'учитель' : '' }));
  const { paper } = accepted(await documents.view(curator, paperId));
  accepted(
    await documents.drafts.saveAnswers(curator, {
      paperId,
      version: paper.version,
      answers,
      subjectIds: [...(subjects?.chosenIds ?? [])],
      baseIds: [],
      stamps: [],
    }),
  );
  const { missing: left } = accepted(await documents.drafts.view(curator, paperId));
  for (const format of ['pdf', 'docx'] as const) {
    if (accepted(await documents.drafts.print(curator, paperId, format)).bytes.length < 1_000) {
      throw new Error(`Nothing is printed of ${paper.kind}`);
    }
  }
  return left;
}
