import { isId } from '#src/lib/id.ts';
import { accept, refuse, type Result } from '#src/lib/result.ts';
import { recordView } from '#src/platform/audit.ts';
import { asConsequence } from '#src/platform/db/consequence.ts';
import type { Database, PersonActor, ScopedTx, VisitorActor } from '#src/platform/db/scope.ts';
import type { Organization } from '#src/features/orgs/rules/organization.ts';
import { readOrganization } from '#src/features/orgs/service.server.ts';
import { fullName } from '#src/features/people/rules.ts';
import { copiedWords, instantWords } from '#src/features/consents/labels/copy.ts';
import { copyDocument } from '#src/features/consents/papers.server/copy.ts';
import { COPY_PLACES, type CopiedPart, type CopiedRow } from '#src/features/consents/rules/copy.ts';
import { readAnswerWords } from '#src/features/consents/rules/copied-answers.ts';
import { renderPaper, type Printed, type PrintFormat } from '#src/platform/render/paper-file.ts';
import { admit } from '#src/features/consents/service.server/rights.ts';
import { todayOf } from '#src/features/consents/store.server/consents.ts';
import {
  countAudit,
  countPlace,
  listRecords,
  readAccount,
  readAnswers,
  readClassNames,
  readFileNames,
  readMentorships,
  readPlace,
  readTagWords,
} from '#src/features/consents/store.server/copy.ts';
import { findOwnOrSeen, listOwnSubjects } from '#src/features/consents/store.server/person.ts';

export type CopyFormat = PrintFormat | 'json';

const mentorshipFacts: Readonly<Record<string, string>> = {
  school_year: 'Учебный год с',
  form: 'Форма',
  state: 'Состояние',
  starts_on: 'с',
  due_on: 'По плану до',
  ended_on: 'Закончено',
  end_reason: 'Причина',
  results: 'Результаты',
  case_url: 'Ссылка на отзыв',
  is_completed: 'Пройдено',
};

/** Everything kept about a person as a file. Refuses as `SubjectRequests.copy` says. */
export async function makeCopy(
  db: Database,
  actor: PersonActor | VisitorActor,
  personId: string,
  format: CopyFormat,
): Promise<Result<Printed>> {
  if (actor.kind === 'visitor') return refuse('consents.copy_by_code');
  const found = await db.withActor(actor, 'consents.copy', (tx) => readCopy(tx, personId));
  if (!found.ok) return found;
  const { organization, name, today, parts } = found.value;
  if (format !== 'json')
    return accept(await renderPaper(copyDocument(organization, { name, today, parts }), format));
  const content = { person: name, operator: organization.fullName, on: today, parts };
  return accept({
    name: `Копия данных ${name}.json`,
    type: 'application/json; charset=utf-8',
    bytes: new TextEncoder().encode(JSON.stringify(content, null, 2)),
  });
}

async function readCopy(
  tx: ScopedTx,
  personId: string,
): Promise<
  Result<{ organization: Organization; name: string; today: string; parts: readonly CopiedPart[] }>
> {
  if (!isId(personId)) return refuse('consents.person_not_found');
  const own = (await listOwnSubjects(tx, null)).find(({ id }) => id === personId);
  const person = own ?? (await findOwnOrSeen(tx, personId));
  if (person === null) return refuse('consents.person_not_found');
  const { organizationId } = person;
  if (own === undefined) {
    const admitted = await admit(tx, organizationId, 'consents.answer_requests');
    if (!admitted.ok) return admitted;
  }
  const organization = await readOrganization(tx, organizationId);
  if (organization === null) return refuse('consents.person_not_found');
  // Whole, past what the reader's screens show: it is the subject's own right, asked for above.
  const parts = await asConsequence(tx, 'copy of the data of a subject', (inner) =>
    // A child answered the school, not the family: a guardian gets the words from the curator, not by one press.
    readParts(inner, personId, organization.timeZone, own === undefined || own.isSelf),
  );
  await recordView(tx, { organizationId, table: 'people', rowId: personId, facts: { what: 'copy' } });
  return accept({ organization, name: fullName(person), today: await todayOf(tx), parts });
}

async function readParts(
  tx: ScopedTx,
  personId: string,
  timeZone: string,
  withAnswers: boolean,
): Promise<CopiedPart[]> {
  const ids = await listRecords(tx, personId);
  const parts: CopiedPart[] = [];
  const tell = (title: string, rows: readonly CopiedRow[], number = 0, why = '') => {
    if (rows.length > 0 || number > 0) parts.push({ title, rows, number, why });
  };
  const rowOf = (
    row: Readonly<Record<string, unknown>>,
    names: Readonly<Record<string, string>>,
  ): CopiedRow => ({
    facts: Object.entries(names).flatMap(([column, name]) => {
      const value = copiedWords(column, row[column], timeZone);
      return value === '' ? [] : [{ name, value }];
    }),
  });
  for (const place of COPY_PLACES) {
    if (place.told === 'nothing') continue;
    if (place.told === 'number') {
      tell(place.title, [], await countPlace(tx, place, ids), place.why);
    } else if (place.table === 'survey_answers') {
      const answers = await readAnswers(tx, ids);
      if (!withAnswers) {
        tell(place.title, [], answers.length, 'ответы ребёнка сообщает куратор');
        continue;
      }
      for (const one of answers) {
        tell(`Анкета «${one.title}»`, [{ facts: readAnswerWords(one.model, one.answers) }]);
      }
    } else {
      const rows = (await readPlace(tx, place, ids)).map((row) => rowOf(row, place.facts ?? {}));
      tell(
        place.title,
        rows.filter(({ facts }) => facts.length > 0),
      );
    }
    if (place.table === 'class_members') {
      const classes = await readClassNames(tx, ids);
      const facts = classes.map(({ label, year }) => ({ name: `${year}/${year + 1}`, value: label }));
      tell('Классы по годам', facts.length === 0 ? [] : [{ facts }]);
    }
    if (place.table === 'mentorship_members') {
      const rows = await readMentorships(tx, ids);
      tell(
        'Пары и группы',
        rows.map((row) => rowOf(row, mentorshipFacts)),
      );
    }
  }
  const tags = await readTagWords(tx, ids);
  if (tags.length > 0) {
    tell('Слова в предложениях и запросах', [{ facts: [{ name: 'Слова', value: tags.join(', ') }] }]);
  }
  const files = await readFileNames(tx, ids);
  tell(
    'Файлы и сканы',
    files.length === 0 ? [] : [{ facts: files.map((value) => ({ name: 'Файл', value })) }],
  );
  const account = await readAccount(tx, ids);
  if (account !== null) {
    const facts = [
      { name: 'Имя', value: account.name },
      { name: 'Имя для входа', value: account.userName },
      { name: 'Почта', value: account.email },
      { name: 'Создана', value: instantWords(account.createdAt.toString(), timeZone) },
      { name: 'Открытых входов (адрес устройства, браузер, время)', value: String(account.sessions) },
    ];
    tell('Учётная запись', [{ facts: facts.filter(({ value }) => value !== '') }]);
  }
  const audit = await countAudit(tx, ids);
  tell('Журнал: изменения и просмотры карточки', [], audit.about, 'кто и когда менял, хранит программа');
  tell('Журнал: что сделано из учётной записи', [], audit.by, 'время и название действия');
  return parts;
}
