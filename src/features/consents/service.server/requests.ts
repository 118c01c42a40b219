import { isId } from '#src/lib/id.ts';
import { accept, refuse, type Result } from '#src/lib/result.ts';
import { asConsequence } from '#src/platform/db/consequence.ts';
import type { Database, PersonActor, ScopedTx, VisitorActor } from '#src/platform/db/scope.ts';
import { submitOnce } from '#src/platform/db/submission.ts';
import type { FileStore } from '#src/platform/files.ts';
import type { SentFile } from '#src/platform/kept-files.ts';
import { findCalendar } from '#src/features/orgs/service.server.ts';
import { fullName } from '#src/features/people/rules.ts';
import { answerDueOn, extendedDueOn, type RequestState } from '#src/features/consents/rules/requests.ts';
import type {
  AddRequest,
  AnswerRequest,
  AttachLetter,
  ExtendRequest,
  OwnRequest,
} from '#src/features/consents/schema/duties.ts';
import { makeCopy, type CopyFormat } from '#src/features/consents/service.server/copy.ts';
import type { Printed } from '#src/platform/render/paper-file.ts';
import { admit } from '#src/features/consents/service.server/rights.ts';
import { keepScan } from '#src/features/consents/service.server/scans.ts';
import { todayOf } from '#src/features/consents/store.server/consents.ts';
import { deleteFiles } from '#src/features/consents/store.server/erasing.ts';
import { findOwnOrSeen, listOwnSubjects } from '#src/features/consents/store.server/person.ts';
import {
  findRequest,
  hasOpenRequest,
  insertRequest,
  listOwnRequests,
  listRequests,
  setRequestFile,
  updateRequest,
  type SubjectRequest,
} from '#src/features/consents/store.server/requests.ts';

export type { SubjectRequest } from '#src/features/consents/store.server/requests.ts';
export type { CopyFormat };
export const REQUESTS_PAGE_SIZE = 50;

export interface RequestsPage {
  readonly requests: readonly SubjectRequest[];
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
  readonly today: string;
}

export interface RequestCard {
  readonly request: SubjectRequest;
  /** Whose data, as the school knows them; empty when the applicant was not found among its people. */
  readonly personName: string;
  /** The last day if the term is made longer. */
  readonly longerDueOn: string;
  readonly today: string;
}

export interface SubjectRequests {
  list(
    actor: PersonActor,
    organizationId: string,
    asked: { state: RequestState | undefined; page: number },
  ): Promise<Result<RequestsPage>>;
  /** Refuses with `consents.request_not_found`. */
  view(actor: PersonActor, organizationId: string, id: string): Promise<Result<RequestCard>>;
  /**
   * One that came on paper or by mail, with its scan or without. Refuses with `consents.request_future`,
   * `consents.person_not_found`, and as `FileStore.put` does.
   */
  add(
    actor: PersonActor,
    organizationId: string,
    input: AddRequest,
    scan: SentFile | null,
  ): Promise<Result<{ requestId: string }>>;
  /**
   * The scan of a letter, later or instead of a wrong one, which goes. Of one left on the own page there is no letter:
   * `consents.request_own`. `consents.request_stale`, `consents.scan_needed`, and as `FileStore.put` refuses.
   */
  attach(
    actor: PersonActor,
    organizationId: string,
    input: AttachLetter,
    scan: SentFile | null,
  ): Promise<Result>;
  /** Five working days more, once, with a reason. `consents.request_extended`, `consents.request_stale`. */
  extend(actor: PersonActor, organizationId: string, input: ExtendRequest): Promise<Result>;
  /** Writes down what was answered. `consents.request_stale`. */
  answer(actor: PersonActor, organizationId: string, input: AnswerRequest): Promise<Result>;
  /** Requests about the reader and their children. */
  listOwn(
    actor: PersonActor | VisitorActor,
    organizationId: string | null,
  ): Promise<readonly SubjectRequest[]>;
  /** One that somebody leaves for themselves or their child. `consents.not_found`, `consents.request_open`. */
  ask(actor: PersonActor | VisitorActor, input: OwnRequest): Promise<Result>;
  /**
   * Everything kept about a person as a file (art. 14 p. 7): for those who answer requests, for the person, for a guardian.
   * Refuses with `consents.person_not_found`, and with `consents.copy_by_code` whoever came in by a printed code.
   */
  copy(actor: PersonActor | VisitorActor, personId: string, format: CopyFormat): Promise<Result<Printed>>;
}

export function createSubjectRequests(db: Database, files: FileStore): SubjectRequests {
  const asKeeper = <T>(
    actor: PersonActor,
    organizationId: string,
    command: string,
    work: (tx: ScopedTx) => Promise<Result<T>>,
  ): Promise<Result<T>> =>
    db.withActor(actor, command, async (tx) => {
      const admitted = await admit(tx, organizationId, 'consents.answer_requests');
      return admitted.ok ? work(tx) : admitted;
    });

  return {
    list: (actor, organizationId, { state, page }) =>
      asKeeper(actor, organizationId, 'consents.list_requests', async (tx) => {
        const offset = (page - 1) * REQUESTS_PAGE_SIZE;
        const found = await listRequests(tx, organizationId, { state, offset, limit: REQUESTS_PAGE_SIZE });
        return accept({ ...found, page, pageSize: REQUESTS_PAGE_SIZE, today: await todayOf(tx) });
      }),

    view: (actor, organizationId, id) =>
      asKeeper(actor, organizationId, 'consents.view_request', async (tx) => {
        const request = await known(tx, organizationId, id);
        if (request === null) return refuse('consents.request_not_found');
        const person = request.personId === null ? null : await findOwnOrSeen(tx, request.personId);
        return accept({
          request,
          personName: person === null ? '' : fullName(person),
          longerDueOn: extendedDueOn(request.dueOn, await findCalendar(tx, organizationId)),
          today: await todayOf(tx),
        });
      }),

    add: (actor, organizationId, { submission, ...input }, scan) =>
      asKeeper(actor, organizationId, 'consents.add_request', (tx) =>
        submitOnce(tx, submission, async () => {
          if (input.receivedOn > (await todayOf(tx))) {
            return refuse('consents.request_future', undefined, 'receivedOn');
          }
          if (input.personId !== null) {
            const person = await findOwnOrSeen(tx, input.personId);
            if (person?.organizationId !== organizationId) {
              return refuse('consents.person_not_found', undefined, 'personId');
            }
          }
          const dueOn = answerDueOn(input.receivedOn, await findCalendar(tx, organizationId));
          const kept = await keepScan(tx, files, organizationId, scan);
          if (!kept.ok) return kept;
          const request = { ...input, organizationId, channel: 'paper' as const, dueOn, fileId: kept.value };
          return accept({ requestId: await insertRequest(tx, request) });
        }),
      ),

    attach: (actor, organizationId, { submission, requestId, version }, scan) =>
      asKeeper(actor, organizationId, 'consents.attach_letter', (tx) =>
        submitOnce(tx, submission, async () => {
          const request = await known(tx, organizationId, requestId);
          if (request === null) return refuse('consents.request_not_found');
          if (request.channel === 'own') return refuse('consents.request_own');
          const kept = await keepScan(tx, files, organizationId, scan);
          if (!kept.ok) return kept;
          if (kept.value === null) return refuse('consents.scan_needed', undefined, 'file');
          const isSaved = await setRequestFile(tx, { id: requestId, organizationId, version }, kept.value);
          if (!isSaved) return refuse('consents.request_stale');
          const { fileId: before } = request;
          if (before !== null)
            await asConsequence(tx, 'the wrong scan of a letter', (inner) => deleteFiles(inner, [before]));
          return accept();
        }),
      ),

    extend: (actor, organizationId, { submission, requestId, version, reason }) =>
      asKeeper(actor, organizationId, 'consents.extend_request', (tx) =>
        submitOnce(tx, submission, async () => {
          const request = await known(tx, organizationId, requestId);
          if (request === null) return refuse('consents.request_not_found');
          if (request.extendedReason !== '') return refuse('consents.request_extended');
          const dueOn = extendedDueOn(request.dueOn, await findCalendar(tx, organizationId));
          const key = { id: requestId, organizationId, version };
          const isSaved = await updateRequest(tx, key, { dueOn, extendedReason: reason });
          return isSaved ? accept() : refuse('consents.request_stale');
        }),
      ),

    answer: (actor, organizationId, { submission, requestId, version, state, answer }) =>
      asKeeper(actor, organizationId, 'consents.answer_request', (tx) =>
        submitOnce(tx, submission, async () => {
          if ((await known(tx, organizationId, requestId)) === null)
            return refuse('consents.request_not_found');
          const key = { id: requestId, organizationId, version };
          const isSaved = await updateRequest(tx, key, { state, answer, answeredOn: await todayOf(tx) });
          return isSaved ? accept() : refuse('consents.request_stale');
        }),
      ),

    listOwn: (actor, organizationId) =>
      db.withActor(actor, 'consents.list_own_requests', (tx) => listOwnRequests(tx, organizationId)),

    ask: (actor, { submission, personId, kind, words }) =>
      db.withActor(actor, 'consents.ask', (tx) =>
        submitOnce(tx, submission, async () => {
          const own = await listOwnSubjects(tx, null);
          const subject = own.find(({ id }) => id === personId);
          const self = own.find((one) => one.isSelf && one.organizationId === subject?.organizationId);
          if (subject === undefined || self === undefined) return refuse('consents.not_found');
          if (await hasOpenRequest(tx, personId, kind)) return refuse('consents.request_open');
          const { organizationId } = subject;
          const receivedOn = await todayOf(tx);
          // Those who may ask may not write into the register, nor read the school's calendar.
          await asConsequence(tx, 'request of a subject', async (inner) => {
            const dueOn = answerDueOn(receivedOn, await findCalendar(inner, organizationId));
            const applicant = fullName(self);
            await insertRequest(inner, {
              organizationId,
              personId,
              applicant,
              kind,
              channel: 'own',
              words,
              receivedOn,
              dueOn,
              fileId: null,
            });
          });
          return accept();
        }),
      ),

    copy: (actor, personId, format) => makeCopy(db, actor, personId, format),
  };
}

async function known(tx: ScopedTx, organizationId: string, id: string): Promise<SubjectRequest | null> {
  return isId(id) ? findRequest(tx, organizationId, id) : null;
}
