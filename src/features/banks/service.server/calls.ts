import { randomUUID } from 'node:crypto';
import { isId } from '#src/lib/id.ts';
import { accept, refuse, type Result } from '#src/lib/result.ts';
import { makeQrCode, type QrCode } from '#src/platform/auth/qr.ts';
import type { PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import { submitOnce } from '#src/platform/db/submission.ts';
import { abilities } from '#src/features/accounts/access.ts';
import { readOrganization } from '#src/features/orgs/service.server.ts';
import { banksAccess } from '#src/features/banks/access.ts';
import { CALL_DAYS, callState, type Call, type CallState } from '#src/features/banks/rules/calls.ts';
import type { AddCall, ApplicationFilter, EditCall } from '#src/features/banks/schema/calls.ts';
import { createCallLinks } from '#src/features/banks/service.server/call-links.ts';
import { admit, type BanksDeps } from '#src/features/banks/service.server/deps.ts';
import { BANK_PAGE_SIZE, type BanksAbilities } from '#src/features/banks/service.server/lists.ts';
import { listApplications, type Application } from '#src/features/banks/store.server/applications.ts';
import { findCall, insertCall, listCalls, updateCall } from '#src/features/banks/store.server/calls.ts';
import { todayOf } from '#src/features/banks/store.server/today.ts';

export type ListedCall = Call & { readonly state: CallState };
export interface CallCard {
  readonly call: ListedCall;
  /** «http://school.example.ru/apply/…», for the poster and messages. */
  readonly address: string;
  readonly qr: QrCode;
  readonly schoolName: string;
  readonly applications: readonly Application[];
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
  readonly today: string;
  /** IANA zone in which instants are shown. */
  readonly timeZone: string;
  readonly can: BanksAbilities;
}

export interface Calls {
  list(
    actor: PersonActor,
    organizationId: string,
    page: number,
  ): Promise<
    Result<{
      calls: readonly ListedCall[];
      total: number;
      page: number;
      pageSize: number;
      today: string;
      can: BanksAbilities;
    }>
  >;
  /** A call, its link, and a page of its applications. Refuses with `banks.call_not_found`. */
  view(actor: PersonActor, callId: string, filter: ApplicationFilter): Promise<Result<CallCard>>;
  /** Refuses with `banks.call_day`: over already, or longer than a year. */
  add(actor: PersonActor, organizationId: string, input: AddCall): Promise<Result<{ callId: string }>>;
  /** Refuses with `banks.call_day`, `banks.stale`. */
  edit(actor: PersonActor, callId: string, input: EditCall): Promise<Result>;
  /** No more applications from now on; those that came stay. */
  close(actor: PersonActor, callId: string, input: { version: number }): Promise<Result>;
  /** Open again until a day; the link is the same. */
  reopen(actor: PersonActor, callId: string, input: { version: number; closesOn: string }): Promise<Result>;
}

export function createCalls({ db, secret, publicUrl, timeZone }: BanksDeps): Calls {
  const links = createCallLinks(secret);

  return {
    list: (actor, organizationId, page) =>
      db.withActor(actor, 'banks.list_calls', async (tx) => {
        const admitted = await admit(tx, organizationId, 'banks.call');
        if (!admitted.ok) return admitted;
        const span = { offset: (page - 1) * BANK_PAGE_SIZE, limit: BANK_PAGE_SIZE };
        const [found, today] = [await listCalls(tx, organizationId, span), await todayOf(tx)];
        return accept({
          calls: found.calls.map((call) => withState(call, today)),
          total: found.total,
          page,
          pageSize: BANK_PAGE_SIZE,
          today,
          can: abilities(banksAccess, admitted.value),
        });
      }),

    view: (actor, callId, { state, page }) =>
      db.withActor(actor, 'banks.view_call', async (tx) => {
        const call = await findOpen(tx, callId);
        if (!call.ok) return call;
        const { standing, call: found } = call.value;
        const span = { offset: (page - 1) * BANK_PAGE_SIZE, limit: BANK_PAGE_SIZE };
        const listed = await listApplications(tx, { callId, state: state ?? null }, span);
        const today = await todayOf(tx);
        const organization = await readOrganization(tx, found.organizationId);
        const address = `${publicUrl}/apply/${links.wordOf(callId)}`;
        return accept({
          call: withState(found, today),
          address,
          qr: makeQrCode(address),
          schoolName: organization?.shortName ?? '',
          ...listed,
          page,
          pageSize: BANK_PAGE_SIZE,
          today,
          timeZone,
          can: abilities(banksAccess, standing),
        });
      }),

    add: (actor, organizationId, input) =>
      db.withActor(actor, 'banks.add_call', async (tx) => {
        const admitted = await admit(tx, organizationId, 'banks.call');
        if (!admitted.ok) return admitted;
        const wrong = refuseDays(input, await todayOf(tx));
        if (wrong !== null) return wrong;
        return submitOnce(tx, input.submission, async () => {
          const id = randomUUID();
          await insertCall(tx, { ...input, id, organizationId, tokenHash: links.hashOf(links.wordOf(id)) });
          return accept({ callId: id });
        });
      }),

    edit: (actor, callId, input) =>
      db.withActor(actor, 'banks.edit_call', async (tx) => {
        const found = await findOpen(tx, callId);
        if (!found.ok) return found;
        const today = await todayOf(tx);
        const { call } = found.value;
        // A call that is over may be put right in its words; new days must make sense.
        if (input.closesOn !== call.closesOn || input.opensOn !== call.opensOn) {
          const wrong = refuseDays(input, today);
          if (wrong !== null) return wrong;
        }
        const { version, ...facts } = input;
        return (await updateCall(tx, { id: callId, version }, facts)) ? accept() : refuse('banks.stale');
      }),

    close: (actor, callId, { version }) =>
      db.withActor(actor, 'banks.close_call', async (tx) => {
        const found = await findOpen(tx, callId);
        if (!found.ok) return found;
        return (await updateCall(tx, { id: callId, version }, { isClosed: true }))
          ? accept()
          : refuse('banks.stale');
      }),

    reopen: (actor, callId, { version, closesOn }) =>
      db.withActor(actor, 'banks.reopen_call', async (tx) => {
        const found = await findOpen(tx, callId);
        if (!found.ok) return found;
        const wrong = refuseDays({ opensOn: found.value.call.opensOn, closesOn }, await todayOf(tx));
        if (wrong !== null) return wrong;
        return (await updateCall(tx, { id: callId, version }, { isClosed: false, closesOn }))
          ? accept()
          : refuse('banks.stale');
      }),
  };
}

const withState = (call: Call, today: string): ListedCall => ({
  ...call,
  state: callState({ ...call, isFull: call.received >= call.answerLimit }, today),
});

async function findOpen(tx: ScopedTx, callId: string) {
  const call = isId(callId) ? await findCall(tx, callId) : null;
  if (call === null) return refuse('banks.call_not_found');
  const admitted = await admit(tx, call.organizationId, 'banks.call');
  return admitted.ok ? accept({ call, standing: admitted.value }) : admitted;
}

function refuseDays(
  { opensOn, closesOn }: { opensOn: string; closesOn: string },
  today: string,
): Result<never> | null {
  const last = Temporal.PlainDate.from(today).add({ days: CALL_DAYS }).toString();
  if (closesOn < today || closesOn > last) return refuse('banks.call_day', undefined, 'closesOn');
  return opensOn > closesOn ? refuse('banks.call_day', undefined, 'opensOn') : null;
}
