import { isId } from '#src/lib/id.ts';
import { accept, refuse, type Refusal, type Result } from '#src/lib/result.ts';
import { asConsequence } from '#src/platform/db/consequence.ts';
import type { Database, PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import type { TaskStarter } from '#src/platform/tasks/model.ts';
import type { Report } from '#src/platform/threads.ts';
import { submitOnce } from '#src/platform/db/submission.ts';
import { abilities } from '#src/features/accounts/access.ts';
import { readOrganization } from '#src/features/orgs/service.server.ts';
import { fullName, nameKey, type FullName } from '#src/features/people/rules.ts';
import { consentsAccess } from '#src/features/consents/access.ts';
import { actOfDestruction } from '#src/features/consents/papers.server/destruction.ts';
import { PURPOSES } from '#src/features/consents/rules/purposes.ts';
import { isInForce } from '#src/features/consents/rules/states.ts';
import type { DestructionLine } from '#src/features/consents/rules/traces.ts';
import type {
  BeginDestruction,
  CancelDestruction,
  ConfirmDestruction,
} from '#src/features/consents/schema/duties.ts';
import { renderPaper, type Printed, type PrintFormat } from '#src/platform/render/paper-file.ts';
import { admit } from '#src/features/consents/service.server/rights.ts';
import { runSequels, type ConsentSequel } from '#src/features/consents/service.server/sequels.ts';
import { todayOf } from '#src/features/consents/store.server/consents.ts';
import {
  cancelDestruction,
  finishDestruction,
  insertDestruction,
  listDestructions,
  type Destruction,
} from '#src/features/consents/store.server/destruction.ts';
import { countTraces, destroyTraces, findDoomed } from '#src/features/consents/store.server/erasing.ts';
import { readCells } from '#src/features/consents/store.server/matrix.ts';
import { findOwnOrSeen, withdrawSignatures } from '#src/features/consents/store.server/person.ts';

export const DESTRUCTIONS_PAGE_SIZE = 50;
/** The kind of long work that destroys; see jobs.server.ts. */
export const DESTROY_TASK = 'consents.destroy';

export interface DestructionCard {
  readonly destruction: Destruction;
  /** What would be done now; of a finished one, what was done. */
  readonly lines: readonly DestructionLine[];
  readonly isStaff: boolean;
  readonly today: string;
}

export interface Destructions {
  list(
    actor: PersonActor,
    organizationId: string,
    page: number,
    state?: Destruction['state'],
  ): Promise<
    Result<{
      destructions: readonly Destruction[];
      total: number;
      page: number;
      pageSize: number;
      today: string;
      can: Record<keyof typeof consentsAccess, true | Refusal>;
    }>
  >;
  /** Refuses with `consents.destruction_not_found`. */
  view(actor: PersonActor, organizationId: string, id: string): Promise<Result<DestructionCard>>;
  /** Starts the clock of 30 days without a withdrawal. Refuses with `consents.destruction_begun`. */
  begin(actor: PersonActor, input: BeginDestruction): Promise<Result>;
  /**
   * Calls off one that somebody began by hand, with a reason. Refuses with `consents.destruction_bound` what follows from a
   * withdrawal, and with `consents.destruction_stale`.
   */
  cancel(actor: PersonActor, organizationId: string, input: CancelDestruction): Promise<Result>;
  /**
   * Has it done as long work, which may be cancelled until its end. Cannot be undone then, so it asks for the name of the person: family name and given name, or the whole
   * (`consents.name_differs`). Refuses with `consents.destruction_not_found`, `consents.destruction_stale`,
   * `consents.in_force_again`.
   */
  confirm(
    actor: PersonActor,
    organizationId: string,
    input: ConfirmDestruction,
  ): Promise<Result<{ taskId: string }>>;
  /** The act with the log, of a destruction that is done. */
  printAct(
    actor: PersonActor,
    organizationId: string,
    id: string,
    format: PrintFormat,
  ): Promise<Result<Printed>>;
}

export function createDestructions(db: Database, tasks: TaskStarter): Destructions {
  return {
    list: (actor, organizationId, page, state) =>
      db.withActor(actor, 'consents.list_destructions', async (tx) => {
        const admitted = await admit(tx, organizationId, 'consents.destroy');
        if (!admitted.ok) return admitted;
        const found = await listDestructions(tx, organizationId, {
          ...(state === undefined ? {} : { state }),
          page: { offset: (page - 1) * DESTRUCTIONS_PAGE_SIZE, limit: DESTRUCTIONS_PAGE_SIZE },
        });
        return accept({
          ...found,
          page,
          pageSize: DESTRUCTIONS_PAGE_SIZE,
          today: await todayOf(tx),
          can: abilities(consentsAccess, admitted.value),
        });
      }),

    view: (actor, organizationId, id) =>
      db.withActor(actor, 'consents.view_destruction', async (tx) => {
        const found = await findDestruction(tx, organizationId, id);
        if (!found.ok) return found;
        const destruction = found.value;
        const doomed = await findDoomed(tx, destruction.personId);
        const lines =
          destruction.state === 'due' && doomed !== null
            ? await asConsequence(tx, 'preview of a destruction', (inner) => countTraces(inner, doomed))
            : destruction.log;
        return accept({ destruction, lines, isStaff: doomed?.isStaff ?? false, today: await todayOf(tx) });
      }),

    begin: (actor, { submission, personId, cause, note }) =>
      db.withActor(actor, 'consents.begin_destruction', async (tx) => {
        const person = await findOwnOrSeen(tx, personId);
        if (person === null) return refuse('consents.person_not_found');
        const { organizationId } = person;
        const admitted = await admit(tx, organizationId, 'consents.destroy');
        if (!admitted.ok) return admitted;
        return submitOnce(tx, submission, async () => {
          const begunOn = await todayOf(tx);
          const isBegun = await insertDestruction(tx, { organizationId, personId, cause, begunOn, note });
          return isBegun ? accept() : refuse('consents.destruction_begun');
        });
      }),

    cancel: (actor, organizationId, { submission, destructionId, version, note }) =>
      db.withActor(actor, 'consents.cancel_destruction', async (tx) => {
        const found = await findDestruction(tx, organizationId, destructionId);
        if (!found.ok) return found;
        return submitOnce(tx, submission, async () => {
          if (found.value.state !== 'due') return refuse('consents.destruction_stale');
          if (found.value.cause === 'withdrawal') return refuse('consents.destruction_bound');
          const isCancelled = await cancelDestruction(tx, { id: destructionId, version, note });
          return isCancelled ? accept() : refuse('consents.destruction_stale');
        });
      }),

    confirm: (actor, organizationId, { submission, destructionId, version, actNumber, personName }) =>
      db.withActor(actor, 'consents.confirm_destruction', async (tx) => {
        const found = await findDestruction(tx, organizationId, destructionId);
        if (!found.ok) return found;
        const judged = await judge(tx, found.value, version);
        if (!judged.ok) return judged;
        if (!isNameOf(judged.value.person, personName)) {
          return refuse('consents.name_differs', undefined, 'personName');
        }
        return tasks.start(tx, {
          kind: DESTROY_TASK,
          organizationId,
          title: 'Уничтожение персональных данных',
          payload: { destructionId, version, actNumber },
          submission,
        });
      }),

    printAct: async (actor, organizationId, id, format) => {
      const made = await db.withActor(actor, 'consents.print_act', async (tx) => {
        const found = await findDestruction(tx, organizationId, id);
        if (!found.ok) return found;
        const organization = await readOrganization(tx, organizationId);
        if (found.value.state !== 'done' || organization === null)
          return refuse('consents.destruction_not_found');
        return accept(actOfDestruction(organization, found.value));
      });
      return made.ok ? accept(await renderPaper(made.value, format)) : made;
    },
  };
}

async function findDestruction(
  tx: ScopedTx,
  organizationId: string,
  id: string,
): Promise<Result<Destruction>> {
  const admitted = await admit(tx, organizationId, 'consents.destroy');
  if (!admitted.ok) return admitted;
  if (!isId(id)) return refuse('consents.destruction_not_found');
  const [destruction] = (await listDestructions(tx, organizationId, { id })).destructions;
  return destruction === undefined ? refuse('consents.destruction_not_found') : accept(destruction);
}

/** Whose data are to go, when they may go now. Refuses as `Destructions.confirm` does, but for the name. */
async function judge(tx: ScopedTx, destruction: Destruction, version: number) {
  if (destruction.state !== 'due' || destruction.version !== version)
    return refuse('consents.destruction_stale');
  const { personId, cause } = destruction;
  const doomed = await findDoomed(tx, personId);
  const person = await findOwnOrSeen(tx, personId);
  if (doomed === null || person === null) return refuse('consents.destruction_not_found');
  const today = await todayOf(tx);
  const cells = (await readCells(tx, [person], today)).get(personId) ?? [];
  if (cause === 'withdrawal' && cells.some((cell) => cell.purpose === 'processing' && isInForce(cell))) {
    return refuse('consents.in_force_again');
  }
  return accept({ doomed, person, cells, today });
}

/**
 * Does what was confirmed, in the transaction of its task: asks for the right and for the version again, because time has
 * passed. Answers how many rows it touched.
 */
export async function carryOutDestruction(
  tx: ScopedTx,
  sequels: readonly ConsentSequel[],
  organizationId: string,
  input: { destructionId: string; version: number; actNumber: string },
  report: Report,
): Promise<Result<{ count: number }>> {
  const found = await findDestruction(tx, organizationId, input.destructionId);
  if (!found.ok) return found;
  const { id, personId } = found.value;
  const judged = await judge(tx, found.value, input.version);
  if (!judged.ok) return judged;
  const { doomed, cells, today } = judged.value;
  // What is destroyed is no longer agreed to, in any purpose: rooms below are told before their rows lose the person.
  for (const purpose of PURPOSES) {
    await withdrawSignatures(tx, { personId, purpose, on: today, by: 'school', reason: '', fileId: null });
    if (cells.some((cell) => cell.purpose === purpose && isInForce(cell))) {
      await runSequels(tx, sequels, { organizationId, personId, purpose });
    }
  }
  const log = await asConsequence(tx, 'destruction of personal data', (inner) =>
    destroyTraces(inner, doomed, report),
  );
  const isDone = await finishDestruction(tx, { id, version: input.version, actNumber: input.actNumber, log });
  return isDone
    ? accept({ count: log.reduce((sum, line) => sum + line.count, 0) })
    : refuse('consents.destruction_stale');
}

/** Whether the typed words are the person's name: the whole, or family name and given name; case, «ё» and spaces are forgiven. */
function isNameOf(person: FullName, typed: string): boolean {
  const { familyName, givenName } = person;
  return [fullName(person), fullName({ familyName, givenName, patronymic: '' })].some(
    (name) => keyOf(name) === keyOf(typed),
  );
}

function keyOf(words: string): string {
  return nameKey({ familyName: words, givenName: '', patronymic: '' });
}
