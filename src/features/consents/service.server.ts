import { isId } from '#src/lib/id.ts';
import { accept, refuse, type Refusal, type Result } from '#src/lib/result.ts';
import type { Clock } from '#src/platform/clock.ts';
import type { Database, PersonActor, ScopedTx, VisitorActor } from '#src/platform/db/scope.ts';
import { submitOnce } from '#src/platform/db/submission.ts';
import type { TaskStarter } from '#src/platform/tasks/model.ts';
import type { FileStore } from '#src/platform/files.ts';
import type { SentFile } from '#src/platform/kept-files.ts';
import type { PaperDocument } from '#src/platform/render/model.ts';
import { renderXlsx } from '#src/platform/render/sheets.ts';
import type { CommandOf } from '#src/features/accounts/access.ts';
import type { consentsAccess } from '#src/features/consents/access.ts';
import {
  ageGroupOn,
  maySign,
  type ConsentWording,
  type Purpose,
} from '#src/features/consents/rules/purposes.ts';
import type {
  EditSettings,
  EditText,
  EnterPaper,
  MatrixFilter,
  OwnWithdraw,
  Sign,
  Withdraw,
} from '#src/features/consents/schema.ts';
import {
  changeText,
  judgeWording,
  previewText,
  viewText,
  type TextCard,
} from '#src/features/consents/service.server/edit-texts.ts';
import { createBlanks, type Blanks } from '#src/features/consents/service.server/blanks.ts';
import { createClassLists, type ClassLists } from '#src/features/consents/service.server/classes.ts';
import { createIncidents, type Incidents } from '#src/features/consents/service.server/incidents.ts';
import { createRetention, type Retention } from '#src/features/consents/service.server/retention.ts';
import { keepScan } from '#src/features/consents/service.server/scans.ts';
import {
  createSubjectRequests,
  type SubjectRequests,
} from '#src/features/consents/service.server/requests.ts';
import {
  LIST_PAGE_SIZE,
  registerSheet,
  viewMatrix,
  viewPerson,
  type Matrix,
  type PersonConsents,
} from '#src/features/consents/service.server/lists.ts';
import {
  listOwn,
  readOwn,
  signOwn,
  type OwnConsent,
  type SigningFacts,
} from '#src/features/consents/service.server/own.ts';
import { recordPaperConsents, type RecordedConsents } from '#src/features/consents/service.server/paper.ts';
import { createDestructions, type Destructions } from '#src/features/consents/service.server/destroy.ts';
import type { Printed, PrintFormat } from '#src/platform/render/paper-file.ts';
import { admit, answersForSchool } from '#src/features/consents/service.server/rights.ts';
import type { ConsentSequel } from '#src/features/consents/service.server/sequels.ts';
import { withdrawConsent } from '#src/features/consents/service.server/withdraw.ts';
import { todayOf } from '#src/features/consents/store.server/consents.ts';
import { findOwnOrSeen, listOwnSubjects } from '#src/features/consents/store.server/person.ts';
import {
  readSettings,
  saveSettings,
  type ConsentSettings,
} from '#src/features/consents/store.server/settings.ts';
import { listUnconsented } from '#src/features/consents/store.server/unconsented.ts';

export { consentTasks } from '#src/features/consents/service.server/own-tasks.ts';
export { listUnconsented, recordPaperConsents };
export type { ConsentSequel, Matrix, OwnConsent, PersonConsents, RecordedConsents, SigningFacts, TextCard };
export type { Printed, PrintFormat };
export { listConsentDuties, listSchoolsWithKeepers } from '#src/features/consents/service.server/duties.ts';
export type { ClassConsents } from '#src/features/consents/service.server/classes.ts';
export type { SubjectRequest } from '#src/features/consents/service.server/requests.ts';
export type { Proposal } from '#src/features/consents/service.server/retention.ts';
export type { TimedIncident, TouchedPerson } from '#src/features/consents/service.server/incidents.ts';
export type { Destruction } from '#src/features/consents/store.server/destruction.ts';
export type { PaperConsents } from '#src/features/consents/service.server/paper.ts';

export interface ConsentsDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly files: FileStore;
  readonly timeZone: string;
  readonly tasks: TaskStarter;
  /** What rooms below do when a consent ends. */
  readonly sequels?: readonly ConsentSequel[];
}

export type ConsentsAbilities = Record<CommandOf<typeof consentsAccess>, true | Refusal>;

export interface Consents {
  /** Papers to sign by hand. */
  readonly blanks: Blanks;
  /** Whose papers are still to come, class by class. */
  readonly classes: ClassLists;
  readonly destructions: Destructions;
  readonly requests: SubjectRequests;
  readonly retention: Retention;
  readonly incidents: Incidents;
  /** A page of people and how each stands with each purpose; `all` lists a whole class for entering. */
  matrix(
    actor: PersonActor,
    organizationId: string,
    filter: MatrixFilter,
    options?: { all?: boolean },
  ): Promise<Result<Matrix>>;
  person(actor: PersonActor, personId: string): Promise<Result<PersonConsents>>;
  /**
   * Papers of one person or of many, with one scan for all of them; all or nothing. Refuses as `recordPaperConsents` and
   * `FileStore.put` do. A class teacher enters them for the pupils of their own class.
   */
  enterPaper(
    actor: PersonActor,
    organizationId: string,
    input: EnterPaper,
    scan: SentFile | null,
  ): Promise<Result<RecordedConsents>>;
  /** A withdrawal brought to the school. Refuses as `withdrawConsent` does. */
  withdraw(actor: PersonActor, input: Withdraw, scan: SentFile | null): Promise<Result<{ count: number }>>;
  exportRegister(
    actor: PersonActor,
    organizationId: string,
    filter: MatrixFilter,
  ): Promise<Result<Uint8Array>>;

  /** The wording of a purpose at the school, its versions and the library's. */
  text(actor: PersonActor, organizationId: string, purpose: Purpose): Promise<Result<TextCard>>;
  /** Refuses as `changeText` does. */
  changeText(
    actor: PersonActor,
    organizationId: string,
    input: EditText,
  ): Promise<Result<{ number: number }>>;
  previewText(
    actor: PersonActor,
    organizationId: string,
    wording: ConsentWording,
  ): Promise<Result<PaperDocument>>;
  settings(actor: PersonActor, organizationId: string): Promise<Result<ConsentSettings>>;
  /** Refuses with `consents.settings_stale`. */
  changeSettings(actor: PersonActor, organizationId: string, input: EditSettings): Promise<Result>;

  /** What the reader may sign and withdraw: their own, and their children's. */
  listOwn(actor: PersonActor | VisitorActor, organizationId: string | null): Promise<readonly OwnConsent[]>;
  readOwn(
    actor: PersonActor | VisitorActor,
    input: { personId: string; textId: string },
  ): Promise<
    Result<{ title: string; purpose: Purpose; number: number; filled: string; name: string; isSelf: boolean }>
  >;
  /** Refuses as `signOwn` does. */
  sign(
    actor: PersonActor | VisitorActor,
    input: Sign,
    facts: SigningFacts,
  ): Promise<Result<{ purpose: Purpose }>>;
  /** Refuses with `consents.not_found` for anybody else's, and as `withdrawConsent` does. */
  withdrawOwn(actor: PersonActor | VisitorActor, input: OwnWithdraw): Promise<Result<{ count: number }>>;
}

export function createConsents(deps: ConsentsDeps): Consents {
  const { db, files, tasks, sequels = [] } = deps;
  const asKeeper = <T>(
    actor: PersonActor,
    organizationId: string,
    command: CommandOf<typeof consentsAccess>,
    work: (tx: ScopedTx) => Promise<Result<T>>,
  ): Promise<Result<T>> =>
    db.withActor(actor, command, async (tx) => {
      const admitted = await admit(tx, organizationId, command);
      return admitted.ok ? work(tx) : admitted;
    });

  return {
    blanks: createBlanks(db, tasks),
    classes: createClassLists(db),
    destructions: createDestructions(db, tasks),
    requests: createSubjectRequests(db, files),
    retention: createRetention(db),
    incidents: createIncidents(db),
    matrix: (actor, organizationId, filter, { all = false } = {}) =>
      db.withActor(actor, 'consents.list', (tx) =>
        viewMatrix(tx, organizationId, filter, all ? LIST_PAGE_SIZE : undefined),
      ),
    person: (actor, personId) =>
      db.withActor(actor, 'consents.view_person', (tx) => viewPerson(tx, personId)),

    enterPaper: (actor, organizationId, { submission, ...paper }, scan) =>
      db.withActor(actor, 'consents.enter', async (tx) => {
        const admitted = await admit(tx, organizationId, 'consents.enter');
        if (!admitted.ok) return admitted;
        const onlyOfClass = !answersForSchool(admitted.value);
        return submitOnce(tx, submission, async () => {
          const kept = await keepScan(tx, files, organizationId, scan);
          if (!kept.ok) return kept;
          const input = { ...paper, organizationId, onlyOfClass, fileId: kept.value };
          const recorded = await recordPaperConsents(tx, input);
          return recorded.ok ? accept({ ...recorded.value }) : recorded;
        });
      }),

    withdraw: (actor, { submission, personId, purpose, on, by, reason }, scan) =>
      db.withActor(actor, 'consents.withdraw', async (tx) => {
        const person = await findOwnOrSeen(tx, personId);
        if (person === null) return refuse('consents.person_not_found');
        const { organizationId, birthDate } = person;
        const admitted = await admit(tx, organizationId, 'consents.withdraw');
        if (!admitted.ok) return admitted;
        return submitOnce(tx, submission, async () => {
          const kept = await keepScan(tx, files, organizationId, scan);
          if (!kept.ok) return kept;
          const withdrawal = {
            personId,
            organizationId,
            birthDate,
            purpose,
            on,
            by,
            reason,
            fileId: kept.value,
          };
          return withdrawConsent(tx, sequels, withdrawal);
        });
      }),

    exportRegister: async (actor, organizationId, filter) => {
      const sheet = await db.withActor(actor, 'consents.export', (tx) =>
        registerSheet(tx, organizationId, filter),
      );
      return sheet.ok ? accept(await renderXlsx([sheet.value])) : sheet;
    },

    text: (actor, organizationId, purpose) =>
      asKeeper(actor, organizationId, 'consents.list', async (tx) =>
        accept(await viewText(tx, organizationId, purpose)),
      ),
    changeText: (actor, organizationId, input) =>
      asKeeper(actor, organizationId, 'consents.edit_texts', (tx) => changeText(tx, organizationId, input)),
    previewText: (actor, organizationId, wording) =>
      asKeeper(actor, organizationId, 'consents.edit_texts', async (tx) => {
        const judged = judgeWording(wording);
        return judged.ok ? previewText(tx, organizationId, wording) : judged;
      }),
    settings: (actor, organizationId) =>
      asKeeper(actor, organizationId, 'consents.list', async (tx) =>
        accept(await readSettings(tx, organizationId)),
      ),
    changeSettings: (actor, organizationId, input) =>
      asKeeper(actor, organizationId, 'consents.edit_texts', async (tx) =>
        (await saveSettings(tx, organizationId, input)) ? accept() : refuse('consents.settings_stale'),
      ),

    listOwn: (actor, organizationId) =>
      db.withActor(actor, 'consents.list_own', (tx) => listOwn(tx, organizationId)),
    readOwn: (actor, { personId, textId }) =>
      db.withActor(actor, 'consents.read_own', async (tx) => {
        if (!isId(personId) || !isId(textId)) return refuse('consents.not_found');
        const read = await readOwn(tx, personId, textId);
        if (!read.ok) return read;
        const { text, subject, filled } = read.value;
        const name = [subject.familyName, subject.givenName, subject.patronymic].filter(Boolean).join(' ');
        const { title, purpose, number } = text;
        return accept({ title, purpose, number, filled, name, isSelf: subject.isSelf });
      }),
    sign: (actor, { submission, personId, textId }, facts) =>
      db.withActor(actor, 'consents.sign', (tx) =>
        submitOnce(tx, submission, () => signOwn(tx, { personId, textId }, facts)),
      ),
    withdrawOwn: (actor, { submission, personId, purpose, reason }) =>
      db.withActor(actor, 'consents.withdraw_own', (tx) =>
        submitOnce(tx, submission, async () => {
          const subject = (await listOwnSubjects(tx, null)).find(({ id }) => id === personId);
          if (subject === undefined) return refuse('consents.not_found');
          const { organizationId, birthDate } = subject;
          const by = subject.isSelf ? 'self' : 'guardian';
          const on = await todayOf(tx);
          if (!maySign(ageGroupOn(subject, on), by)) return refuse('consents.under_age');
          return withdrawConsent(tx, sequels, {
            personId,
            organizationId,
            birthDate,
            purpose,
            on,
            by,
            reason,
            fileId: null,
          });
        }),
      ),
  };
}

/**
 * The one place where rooms ask before they keep something of mentoring about people: `consents.needed` (fact `count`) when
 * any of them has no consent to processing in force. The database refuses the same by triggers (152-ФЗ art. 9).
 */
export async function refuseWithoutConsent(
  tx: ScopedTx,
  personIds: readonly string[],
): Promise<Result<never> | null> {
  const blocked = await listUnconsented(tx, personIds);
  return blocked.length === 0 ? null : refuse('consents.needed', { count: blocked.length });
}
