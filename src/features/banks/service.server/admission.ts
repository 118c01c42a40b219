import { isId } from '#src/lib/id.ts';
import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import { submitOnce } from '#src/platform/db/submission.ts';
import { keepFile, type SentFile } from '#src/platform/kept-files.ts';
import { abilities } from '#src/features/accounts/access.ts';
import { refuseWithoutConsent } from '#src/features/consents/service.server.ts';
import { banksAccess } from '#src/features/banks/access.ts';
import {
  checklist,
  EXPIRING_DAYS,
  findCheck,
  isPassed,
  type CheckState,
} from '#src/features/banks/rules/admission.ts';
import type { EnterAbsence, EnterCheck } from '#src/features/banks/schema.ts';
import { admit, type BanksDeps } from '#src/features/banks/service.server/deps.ts';
import {
  BANK_PAGE_SIZE,
  findSeen,
  withStates,
  type BanksAbilities,
  type ListedMentor,
} from '#src/features/banks/service.server/lists.ts';
import {
  endAbsences,
  insertAbsence,
  insertCheck,
  listAbsences,
  listChecks,
  withdrawCheck,
  type Absence,
} from '#src/features/banks/store.server/admission.ts';
import { findMentor, listLacking } from '#src/features/banks/store.server/mentors.ts';
import { findOffer, findOfferOf } from '#src/features/banks/store.server/offers.ts';
import { findParticipant, type Participant } from '#src/features/banks/store.server/participants.ts';
import { todayOf } from '#src/features/banks/store.server/today.ts';
import type { Offer } from '#src/features/banks/rules/entries.ts';

/** One line of a mentor's checklist. */
export interface CheckLine {
  readonly checkId: string;
  readonly title: string;
  readonly hint: string;
  readonly isDerived: boolean;
  readonly hasHours: boolean;
  readonly validMonths: number | null;
  readonly state: CheckState;
  /** The entry that counts; null when there is none, or it is counted from elsewhere. */
  readonly entry: {
    readonly id: string;
    readonly checkedOn: string;
    readonly validUntil: string | null;
    readonly hours: number | null;
    readonly note: string;
    readonly fileId: string | null;
  } | null;
}
export interface MentorCard {
  readonly person: Participant;
  readonly mentor: ListedMentor | null;
  readonly offer: Offer | null;
  readonly checks: readonly CheckLine[];
  readonly absences: readonly Absence[];
  readonly today: string;
  readonly can: BanksAbilities;
}
/** A mentor who lacks something, or for whom something ends soon. */
export interface LackLine {
  readonly personId: string;
  readonly name: string;
  readonly lacking: readonly string[];
  readonly ending: readonly { readonly title: string; readonly validUntil: string }[];
}

export interface Admission {
  mentor(actor: PersonActor, personId: string): Promise<Result<MentorCard>>;
  /** Refuses with `banks.check_unknown`, `banks.check_derived`, `banks.future`, `consents.needed`. */
  enterCheck(actor: PersonActor, personId: string, input: EnterCheck, file: SentFile | null): Promise<Result>;
  /** An entry made by mistake; the one before it counts again. */
  withdrawCheck(actor: PersonActor, personId: string, entryId: string): Promise<Result>;
  enterAbsence(actor: PersonActor, personId: string, input: EnterAbsence): Promise<Result>;
  /** The mentor is back today. */
  endAbsence(actor: PersonActor, personId: string): Promise<Result>;
  /** Who lacks what, and what ends within sixty days; of those who are not in the archive. */
  lacks(
    actor: PersonActor,
    organizationId: string,
    page: number,
  ): Promise<Result<{ rows: readonly LackLine[]; total: number; page: number; pageSize: number }>>;
}

/** The mentor, when the actor may admit and there is an offer. */
async function open(tx: ScopedTx, personId: string): Promise<Result<Participant>> {
  const person = isId(personId) ? await findParticipant(tx, personId) : null;
  if (person === null) return refuse('banks.person_not_found');
  const admitted = await admit(tx, person.organizationId, 'banks.admit');
  if (!admitted.ok) return admitted;
  const blocked = await refuseWithoutConsent(tx, [personId]);
  if (blocked !== null) return blocked;
  return accept(person);
}

export function createAdmission({ db, files }: BanksDeps): Admission {
  return {
    mentor: (actor, personId) =>
      db.withActor(actor, 'banks.view_mentor', async (tx) => {
        const found = await findSeen(tx, personId);
        if (!found.ok) return found;
        const { person, standing } = found.value;
        const line = await findMentor(tx, person.organizationId, personId);
        const [mentor = null] = line === null ? [] : await withStates(tx, [line]);
        const kept = (await listChecks(tx, [personId])).get(personId) ?? [];
        const today = await todayOf(tx);
        const applicant = { ...person, isLabourCode: mentor?.isLabourCode ?? false };
        const offer =
          (await findOfferOf(tx, personId)) ?? (line === null ? null : await findOffer(tx, line.id));
        return accept({
          person,
          mentor,
          offer,
          checks: checklist(applicant, kept, today).map(({ check, state }) => ({
            checkId: check.id,
            title: check.title,
            hint: check.hint,
            isDerived: check.isDerived,
            hasHours: check.hasHours,
            validMonths: check.validMonths,
            state,
            entry: check.isDerived ? null : (kept.find(({ checkId }) => checkId === check.id) ?? null),
          })),
          absences: await listAbsences(tx, personId),
          today,
          can: abilities(banksAccess, standing),
        });
      }),

    enterCheck: (actor, personId, input, file) =>
      db.withActor(actor, 'banks.enter_check', async (tx) => {
        const opened = await open(tx, personId);
        if (!opened.ok) return opened;
        const check = findCheck(input.checkId);
        if (check === undefined) return refuse('banks.check_unknown', undefined, 'checkId');
        if (check.isDerived) return refuse('banks.check_derived', undefined, 'checkId');
        if (input.checkedOn > (await todayOf(tx))) return refuse('banks.future', undefined, 'checkedOn');
        const { organizationId } = opened.value;
        return submitOnce(tx, input.submission, async () => {
          const kept =
            file === null ? null : await keepFile(tx, files, { organizationId, ...file, isPersonal: true });
          if (kept !== null && !kept.ok) return kept;
          await insertCheck(tx, {
            ...input,
            organizationId,
            personId,
            hours: check.hasHours ? input.hours : null,
            fileId: kept?.value.fileId ?? null,
          });
          return accept();
        });
      }),

    withdrawCheck: (actor, personId, entryId) =>
      db.withActor(actor, 'banks.withdraw_check', async (tx) => {
        const opened = await open(tx, personId);
        if (!opened.ok) return opened;
        const isGone = isId(entryId) && (await withdrawCheck(tx, personId, entryId));
        return isGone ? accept() : refuse('banks.check_unknown');
      }),

    enterAbsence: (actor, personId, input) =>
      db.withActor(actor, 'banks.enter_absence', async (tx) => {
        const opened = await open(tx, personId);
        if (!opened.ok) return opened;
        return submitOnce(tx, input.submission, async () => {
          await insertAbsence(tx, { ...input, organizationId: opened.value.organizationId, personId });
          return accept();
        });
      }),

    endAbsence: (actor, personId) =>
      db.withActor(actor, 'banks.end_absence', async (tx) => {
        const opened = await open(tx, personId);
        if (!opened.ok) return opened;
        await endAbsences(tx, personId);
        return accept();
      }),

    lacks: (actor, organizationId, page) =>
      db.withActor(actor, 'banks.list_lacks', async (tx) => {
        const admitted = await admit(tx, organizationId, 'banks.admit');
        if (!admitted.ok) return admitted;
        const today = await todayOf(tx);
        const endingBy = Temporal.PlainDate.from(today).add({ days: EXPIRING_DAYS }).toString();
        const span = { offset: (page - 1) * BANK_PAGE_SIZE, limit: BANK_PAGE_SIZE };
        const { rows, total } = await listLacking(tx, organizationId, endingBy, span);
        const checks = await listChecks(
          tx,
          rows.map(({ personId }) => personId),
        );
        const lines = rows.map((row): LackLine => {
          const list = checklist({ ...row, hasConsent: true }, checks.get(row.personId) ?? [], today);
          return {
            personId: row.personId,
            name: row.name,
            lacking: list.filter(({ state }) => !isPassed(state)).map(({ check }) => check.title),
            ending: list.flatMap(({ check, state, entry }) =>
              state === 'expiring' ? [{ title: check.title, validUntil: entry?.validUntil ?? '' }] : [],
            ),
          };
        });
        return accept({ rows: lines, total, page, pageSize: BANK_PAGE_SIZE });
      }),
  };
}
