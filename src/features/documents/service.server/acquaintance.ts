import { isId } from '#src/lib/id.ts';
import { accept, refuse, type Result } from '#src/lib/result.ts';
import { actingAccount } from '#src/platform/db/acting-account.ts';
import type { PersonActor, ScopedTx, VisitorActor } from '#src/platform/db/scope.ts';
import { findKeptFile } from '#src/platform/kept-files.ts';
import { abilities } from '#src/features/accounts/access.ts';
import { findOwnPeople, listStaffChoices, type OwnTaskSource } from '#src/features/people/service.server.ts';
import { documentsAccess } from '#src/features/documents/access.ts';
import { numberAndDate, type Paper } from '#src/features/documents/rules.ts';
import type { AskToKnow, NoteKnown } from '#src/features/documents/schema/acquaintance.ts';
import type { DocumentsDeps } from '#src/features/documents/service.server/deps.ts';
import { momentOf, sourceOf } from '#src/features/documents/service.server/facts.ts';
import { openPaper } from '#src/features/documents/service.server/open.ts';
import { presentText } from '#src/features/documents/service.server/present.ts';
import { frameOf, sheetOf, type Sheet } from '#src/features/documents/service.server/text-view.ts';
import type { DocumentsAbilities } from '#src/features/documents/service.server.ts';
import { findPaper } from '#src/features/documents/store.server.ts';
import {
  acknowledge,
  askToKnow,
  listAcquaintances,
  listPapersToKnow,
  noteKnown,
  stopAsking,
  type AcquaintanceRow,
} from '#src/features/documents/store.server/acquaintances.ts';
import { findText } from '#src/features/documents/store.server/texts.ts';

/** Papers on somebody's own page at once: more than a school asks for in a year. */
const OWN_LIMIT = 100;

export interface AcquaintanceView {
  readonly paper: Paper;
  readonly rows: readonly AcquaintanceRow[];
  /** Who works here and is not asked yet; `isNamed`: the paper names them. */
  readonly choices: readonly { readonly id: string; readonly name: string; readonly isNamed: boolean }[];
  readonly today: string;
  readonly can: DocumentsAbilities;
}

export interface AcquaintanceService {
  view(actor: PersonActor, paperId: string): Promise<Result<AcquaintanceView>>;
  /**
   * Asks people of the staff to read a paper in force on their own page; nobody else, for an order names others
   * (`documents.reader_unknown`, `documents.not_in_force`).
   */
  ask(actor: PersonActor, input: AskToKnow): Promise<Result<{ count: number }>>;
  /** Takes the asking back from those who have not read it. */
  stop(actor: PersonActor, input: AskToKnow): Promise<Result>;
  /** Who signed the sheet, and on what day. */
  noteOnPaper(actor: PersonActor, input: NoteKnown): Promise<Result<{ count: number }>>;
  /** A paper that its reader was asked to know: the words, without anything else of the register. */
  read(
    actor: PersonActor | VisitorActor,
    paperId: string,
  ): Promise<
    Result<{
      title: string;
      words: string;
      sheet: Sheet | null;
      fileId: string | null;
      doneOn: string | null;
    }>
  >;
  /** The reader's own word. `documents.nothing_to_know` when there is nothing to say. */
  acknowledge(actor: PersonActor | VisitorActor, organizationId: string, paperId: string): Promise<Result>;
}

export function createAcquaintance(deps: DocumentsDeps): AcquaintanceService {
  const { db, clock, timeZone } = deps;
  const today = () => clock.today(timeZone).toString();
  return {
    view: (actor, paperId) =>
      db.withActor(actor, 'documents.view_acquaintance', async (tx) => {
        const opened = await openPaper(tx, paperId, 'documents.acquaint');
        if (!opened.ok) return opened;
        const { paper, standing } = opened.value;
        const rows = await listAcquaintances(tx, paper.id);
        const asked = new Set(rows.map(({ personId }) => personId));
        const named = new Set(await readersNamed(tx, deps, paper));
        const { people } = await listStaffChoices(tx, paper.organizationId);
        return accept({
          paper,
          rows,
          choices: people
            .filter(({ id }) => !asked.has(id))
            .map(({ id, name }) => ({ id, name, isNamed: named.has(id) })),
          today: today(),
          can: abilities(documentsAccess, standing),
        });
      }),

    ask: (actor, { paperId, personIds }) =>
      db.withActor(actor, 'documents.ask_to_know', async (tx) => {
        const opened = await openPaper(tx, paperId, 'documents.acquaint');
        if (!opened.ok) return opened;
        const { paper } = opened.value;
        if (paper.state !== 'registered') return refuse('documents.not_in_force');
        if (personIds.length === 0) return refuse('documents.nobody_chosen', undefined, 'personIds');
        const { people } = await listStaffChoices(tx, paper.organizationId);
        const staff = new Set(people.map(({ id }) => id));
        if (personIds.some((id) => !staff.has(id)))
          return refuse('documents.reader_unknown', undefined, 'personIds');
        await askToKnow(tx, paper, [...new Set(personIds)]);
        return accept({ count: personIds.length });
      }),

    stop: (actor, { paperId, personIds }) =>
      db.withActor(actor, 'documents.stop_asking', async (tx) => {
        const opened = await openPaper(tx, paperId, 'documents.acquaint');
        if (!opened.ok) return opened;
        await stopAsking(tx, opened.value.paper.id, personIds);
        return accept();
      }),

    noteOnPaper: (actor, { paperId, personIds, on }) =>
      db.withActor(actor, 'documents.note_known', async (tx) => {
        const opened = await openPaper(tx, paperId, 'documents.acquaint');
        if (!opened.ok) return opened;
        if (personIds.length === 0) return refuse('documents.nobody_chosen', undefined, 'personIds');
        if (on > today()) return refuse('documents.future_day', undefined, 'on');
        const done = { on, channel: 'paper', recordedBy: actingAccount(tx) } as const;
        return accept({ count: await noteKnown(tx, opened.value.paper.id, personIds, done) });
      }),

    read: (actor, paperId) =>
      db.withActor(actor, 'documents.read_own', async (tx) => {
        const paper = isId(paperId) ? await findPaper(tx, paperId) : null;
        const own = paper === null ? null : await ownRow(tx, paper.organizationId, paperId);
        if (paper === null || own === null) return refuse('documents.not_found');
        const text = await findText(tx, paper.id);
        const presented = text === null ? null : await presentText(tx, deps, paper, text);
        return accept({
          title: paper.title,
          words: numberAndDate(paper),
          sheet: presented === null ? null : sheetOf(await frameOf(tx, paper, presented, [])),
          // Whoever only mentors may read the words of the paper, not the files of the school.
          fileId:
            text === null && paper.fileId !== null && (await findKeptFile(tx, paper.fileId)) !== null
              ? paper.fileId
              : null,
          doneOn: own.doneOn,
        });
      }),

    acknowledge: (actor, organizationId, paperId) =>
      db.withActor(actor, 'documents.acknowledge', async (tx) => {
        const own = isId(paperId) ? await ownRow(tx, organizationId, paperId) : null;
        if (own === null) return refuse('documents.nothing_to_know');
        const done = await acknowledge(tx, paperId, own.personId, today());
        return done ? accept() : refuse('documents.nothing_to_know');
      }),
  };
}

async function readersNamed(tx: ScopedTx, deps: DocumentsDeps, paper: Paper) {
  const text = await findText(tx, paper.id);
  const source = sourceOf(deps.sources ?? [], paper.kind);
  if (text === null || source?.readers === undefined) return [];
  return source.readers(tx, momentOf(deps, paper, text));
}

/** The actor's own line of a sheet; null: they were not asked. */
async function ownRow(tx: ScopedTx, organizationId: string, paperId: string) {
  const own = await findOwnPeople(tx, organizationId);
  const ids = own.filter(({ isSelf }) => isSelf).map(({ id }) => id);
  const rows = await listPapersToKnow(tx, ids, OWN_LIMIT);
  return rows.find((row) => row.paperId === paperId) ?? null;
}

/** Papers that wait for somebody on their own page. */
export const papersToKnow: OwnTaskSource = async (tx, people) => {
  const self = people.filter(({ isSelf }) => isSelf).map(({ id }) => id);
  return (await listPapersToKnow(tx, self, OWN_LIMIT)).map(({ paperId, title, doneOn }) => ({
    title: `Ознакомиться: ${title}`,
    forName: '',
    path: `/my/papers/${paperId}`,
    dueOn: null,
    state: doneOn === null ? 'waiting' : 'done',
  }));
};
