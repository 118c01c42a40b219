import { isId } from '#src/lib/id.ts';
import { accept, refuse, type Refusal, type Result } from '#src/lib/result.ts';
import type { PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import { submitOnce } from '#src/platform/db/submission.ts';
import { renderXlsx } from '#src/platform/render/sheets.ts';
import type { Side } from '#src/features/programmes/rules/sides.ts';
import { abilities, may, type CommandOf } from '#src/features/accounts/access.ts';
import { standingOf } from '#src/features/accounts/service.server.ts';
import { banksAccess } from '#src/features/banks/access.ts';
import { refuseWithoutConsent } from '#src/features/consents/service.server.ts';
import {
  MENTEE_COLUMNS,
  MENTOR_COLUMNS,
  menteeCells,
  mentorCells,
} from '#src/features/banks/rules/columns.ts';
import { mentorState, type MentorState } from '#src/features/banks/rules/admission.ts';
import type { Request } from '#src/features/banks/rules/entries.ts';
import type { EnterNote, MenteeFilter, MentorFilter } from '#src/features/banks/schema.ts';
import { admit, reachesAll, type BanksDeps } from '#src/features/banks/service.server/deps.ts';
import { listAbsentNow, listChecks } from '#src/features/banks/store.server/admission.ts';
import { listMentees, type MenteeLine } from '#src/features/banks/store.server/mentees.ts';
import { listMentors, type MentorLine, type MentorQuery } from '#src/features/banks/store.server/mentors.ts';
import { insertNote, listNotes, type PsychologistNote } from '#src/features/banks/store.server/notes.ts';
import {
  findParticipant,
  listAbsentees,
  type Participant,
} from '#src/features/banks/store.server/participants.ts';
import { findRequestOf } from '#src/features/banks/store.server/requests.ts';
import { listTried, type TriedPair } from '#src/features/banks/store.server/tried.ts';
import { todayOf } from '#src/features/banks/store.server/today.ts';

export const BANK_PAGE_SIZE = 50;
/** A sheet longer than this nobody reads. */
const EXPORT_LIMIT = 20_000;
const CHOICE_LIMIT = 3_000;

export type BanksAbilities = Record<CommandOf<typeof banksAccess>, true | Refusal>;
export type ListedMentor = MentorLine & { readonly state: MentorState };
interface Page<Row> {
  readonly rows: readonly Row[];
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
  readonly can: BanksAbilities;
}
export interface Candidate {
  readonly id: string;
  readonly name: string;
  readonly className: string;
  readonly kinds: readonly string[];
}

export interface BankLists {
  mentees(
    actor: PersonActor,
    organizationId: string,
    filter: MenteeFilter,
  ): Promise<Result<Page<MenteeLine>>>;
  mentors(
    actor: PersonActor,
    organizationId: string,
    filter: MentorFilter,
  ): Promise<Result<Page<ListedMentor>>>;
  /** «База наставляемых» as XLSX with exactly the canonical columns, filtered as on the screen. */
  exportMentees(
    actor: PersonActor,
    organizationId: string,
    filter: MenteeFilter,
  ): Promise<Result<Uint8Array>>;
  exportMentors(
    actor: PersonActor,
    organizationId: string,
    filter: MentorFilter,
  ): Promise<Result<Uint8Array>>;
  /** Those with a consent who are not in the bank of that side yet; for a class teacher the own pupils. */
  candidates(actor: PersonActor, organizationId: string, side: Side): Promise<Result<readonly Candidate[]>>;
  /** The card of a mentee; notes of psychologists only for psychologists. */
  mentee(
    actor: PersonActor,
    personId: string,
  ): Promise<
    Result<{
      person: Participant;
      request: Request | null;
      notes: readonly PsychologistNote[] | null;
      /** Pairs that somebody declined since the request was entered, the newest first. */
      tried: readonly TriedPair[];
      today: string;
      can: BanksAbilities;
    }>
  >;
  addNote(actor: PersonActor, personId: string, input: EnterNote): Promise<Result>;
}

const toMentorQuery = (organizationId: string, filter: MentorFilter): MentorQuery => ({
  organizationId,
  words: filter.q,
  className: filter.class,
  form: filter.form ?? null,
  state: filter.state ?? null,
  tag: filter.tag,
  place: filter.place ?? null,
});
const toMenteeQuery = (organizationId: string, filter: MenteeFilter) => ({
  ...toMentorQuery(organizationId, { ...filter, state: undefined }),
  state: filter.state ?? null,
});
const span = (page: number) => ({ offset: (page - 1) * BANK_PAGE_SIZE, limit: BANK_PAGE_SIZE });

export function createBankLists({ db }: BanksDeps): BankLists {
  return {
    mentees: (actor, organizationId, filter) =>
      db.withActor(actor, 'banks.list_mentees', async (tx) => {
        const admitted = await admit(tx, organizationId, 'banks.view');
        if (!admitted.ok) return admitted;
        const found = await listMentees(tx, toMenteeQuery(organizationId, filter), span(filter.page));
        return accept({
          ...found,
          page: filter.page,
          pageSize: BANK_PAGE_SIZE,
          can: abilities(banksAccess, admitted.value),
        });
      }),

    mentors: (actor, organizationId, filter) =>
      db.withActor(actor, 'banks.list_mentors', async (tx) => {
        const admitted = await admit(tx, organizationId, 'banks.view');
        if (!admitted.ok) return admitted;
        const found = await listMentors(tx, toMentorQuery(organizationId, filter), span(filter.page));
        return accept({
          rows: await withStates(tx, found.rows),
          total: found.total,
          page: filter.page,
          pageSize: BANK_PAGE_SIZE,
          can: abilities(banksAccess, admitted.value),
        });
      }),

    exportMentees: async (actor, organizationId, filter) => {
      const found = await db.withActor(actor, 'banks.export_mentees', async (tx) => {
        const admitted = await admit(tx, organizationId, 'banks.export');
        if (!admitted.ok) return admitted;
        const page = { offset: 0, limit: EXPORT_LIMIT };
        return accept((await listMentees(tx, toMenteeQuery(organizationId, filter), page)).rows);
      });
      if (!found.ok) return found;
      const rows = found.value.map((line, index) => menteeCells(line, index + 1));
      return accept(await renderBank('База наставляемых', MENTEE_COLUMNS, rows));
    },

    exportMentors: async (actor, organizationId, filter) => {
      const found = await db.withActor(actor, 'banks.export_mentors', async (tx) => {
        const admitted = await admit(tx, organizationId, 'banks.export');
        if (!admitted.ok) return admitted;
        const page = { offset: 0, limit: EXPORT_LIMIT };
        return accept((await listMentors(tx, toMentorQuery(organizationId, filter), page)).rows);
      });
      if (!found.ok) return found;
      const rows = found.value.map((line, index) => mentorCells(line, index + 1));
      return accept(await renderBank('База наставников', MENTOR_COLUMNS, rows));
    },

    candidates: (actor, organizationId, side) =>
      db.withActor(actor, 'banks.list_candidates', async (tx) => {
        const admitted = await admit(tx, organizationId, 'banks.edit');
        if (!admitted.ok) return admitted;
        const found = await listAbsentees(
          tx,
          organizationId,
          side,
          CHOICE_LIMIT,
          !reachesAll(admitted.value, 'banks.edit'),
        );
        return accept(found);
      }),

    mentee: (actor, personId) =>
      db.withActor(actor, 'banks.view_mentee', async (tx) => {
        const found = await findSeen(tx, personId);
        if (!found.ok) return found;
        const { person, standing } = found.value;
        const isPsychologist = may(banksAccess, standing, 'banks.psychologist_notes') === true;
        const request = await findRequestOf(tx, personId);
        return accept({
          person,
          request,
          tried: request === null ? [] : await listTried(tx, personId, request.enteredOn),
          notes: isPsychologist && person.hasConsent ? await listNotes(tx, personId) : null,
          today: await todayOf(tx),
          can: abilities(banksAccess, standing),
        });
      }),

    addNote: (actor, personId, input) =>
      db.withActor(actor, 'banks.add_note', async (tx) => {
        const person = isId(personId) ? await findParticipant(tx, personId) : null;
        if (person === null) return refuse('banks.person_not_found');
        const admitted = await admit(tx, person.organizationId, 'banks.psychologist_notes');
        if (!admitted.ok) return admitted;
        const blocked = await refuseWithoutConsent(tx, [personId]);
        if (blocked !== null) return blocked;
        if (input.notedOn > (await todayOf(tx))) return refuse('banks.future', undefined, 'notedOn');
        return submitOnce(tx, input.submission, async () => {
          await insertNote(tx, { ...input, personId, organizationId: person.organizationId });
          return accept();
        });
      }),
  };
}

/** A person of the banks whom the actor may look at: a class teacher at the own pupils. */
export async function findSeen(tx: ScopedTx, personId: string) {
  const person = isId(personId) ? await findParticipant(tx, personId) : null;
  if (person === null) return refuse('banks.person_not_found');
  const standing = await standingOf(tx, person.organizationId);
  const answer = may(banksAccess, standing, 'banks.view');
  if (answer !== true) return { ok: false, refusal: answer } as const;
  if (!reachesAll(standing, 'banks.view') && !person.isOfClass) return refuse('banks.person_not_found');
  return accept({ person, standing });
}

/** Each mentor with the state that the rules of admission say. */
export async function withStates(tx: ScopedTx, rows: readonly MentorLine[]): Promise<ListedMentor[]> {
  const ids = rows.map(({ personId }) => personId);
  const [checks, away, today] = [await listChecks(tx, ids), await listAbsentNow(tx, ids), await todayOf(tx)];
  return rows.map((row) => ({
    ...row,
    state: mentorState(
      { ...row, hasConsent: true },
      checks.get(row.personId) ?? [],
      {
        isArchived: row.endedOn !== null,
        absence: away.get(row.personId) ?? null,
        mentees: row.mentees,
        menteeLimit: row.menteeLimit,
      },
      today,
    ),
  }));
}

const NARROW = new Set([
  '№',
  'год рождения',
  'дата вхождения в программу',
  'дата вхождения',
  'дата завершения',
]);

function renderBank(
  title: string,
  headings: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): Promise<Uint8Array> {
  return renderXlsx([
    {
      name: title,
      title: [title],
      columns: headings.map((heading) => ({
        heading,
        width: heading === '№' ? 6 : NARROW.has(heading) ? 13 : 28,
      })),
      rows: rows.map((cells) => ({ kind: 'row', cells })),
    },
  ]);
}
