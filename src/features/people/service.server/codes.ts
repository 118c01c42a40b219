import { hash as digest } from 'node:crypto';
import { accept, refuse, type Result } from '#src/lib/result.ts';
import { hashOneTimeCode, makeOneTimeCode, normalizeOneTimeCode } from '#src/platform/auth/one-time-code.ts';
import { makeQrCode, type QrCode } from '#src/platform/auth/qr.ts';
import type { PersonActor, ScopedTx, VisitorActor } from '#src/platform/db/scope.ts';
import { standingOf } from '#src/features/accounts/service.server.ts';
import { readOrganization } from '#src/features/orgs/service.server.ts';
import { periodOfSchoolYear, schoolYearOf } from '#src/features/orgs/rules/school-year.ts';
import { fullName } from '#src/features/people/rules.ts';
import { className } from '#src/features/people/rules/classes.ts';
import type { IssueCodes } from '#src/features/people/schema/codes.ts';
import type { CodesDeps } from '#src/features/people/service.server/deps.ts';
import { admitToPerson } from '#src/features/people/service.server/person.ts';
import { refuseUnlessMay } from '#src/features/people/service.server/rights.ts';
import { findPeopleByIds } from '#src/features/people/store.server.ts';
import { listAttendance } from '#src/features/people/store.server/classes.ts';
import {
  findCodeHolder,
  insertCodes,
  listCodesInForce,
  revokeCodes,
  touchCode,
} from '#src/features/people/store.server/codes.ts';

/** A card to cut out and hand over; the code is known only now. */
export interface CodeCard {
  readonly personId: string;
  readonly name: string;
  /** «7А» of this school year, or empty. */
  readonly className: string;
  /** «K7M3X-P94EA». */
  readonly code: string;
  readonly qr: QrCode;
}

export interface CodeSheet {
  readonly organizationName: string;
  readonly cards: readonly CodeCard[];
  /** Where the code is typed in. */
  readonly address: string;
  /** ISO day, the last one on which the codes let in. */
  readonly until: string;
  /** Names of those who sign in with an account and so got no code. */
  readonly withAccount: readonly string[];
  /** Names of those who keep the code that they have. */
  readonly kept: readonly string[];
}

/** Somebody let in by a code, as each request finds them. */
export interface Visitor {
  readonly actor: VisitorActor;
  readonly name: string;
  readonly organizationId: string;
}

export interface Codes {
  /**
   * New codes for people without an account; an earlier code stops working unless `keepsOld`. Refuses with
   * `people.nobody_chosen`, `people.not_found`, `people.code_day` (a day that is over or more than a year away),
   * `people.codes_for_nobody`.
   */
  issue(actor: PersonActor, organizationId: string, input: IssueCodes): Promise<Result<CodeSheet>>;
  /** ISO days: today, the usual last day (the end of the school year, a month at least) and the latest one. */
  usualTerm(): { today: string; usual: string; last: string };
  /** The person's code stops working at once; nothing happens when there is none. */
  revoke(actor: PersonActor, personId: string): Promise<Result>;
  /**
   * Lets in by a typed code or one of a link. Refuses with `people.code_wrong` whatever is wrong with it, or
   * `auth.too_often`. @returns what the cookie carries and for how long.
   */
  enter(typed: string, address: string): Promise<Result<{ token: string; secondsLeft: number }>>;
  /** Who a cookie lets in now, or null: asked at every request, so that a revoked code ends at once. */
  read(token: string, requestId: string): Promise<Visitor | null>;
}

/** A class of children enters at once from behind one router; guessing among 18^10 codes gets nowhere at this pace. */
const BY_ADDRESS = { of: 'person code by address', max: 150, minutes: 15 };
const BY_ALL = { of: 'person code of anybody', subject: '', max: 1_500, minutes: 15 };
const LONGEST_DAYS = 366;
/** Nobody yet: the command only asks whom a code belongs to. */
const NOBODY: PersonActor = { kind: 'person', accountId: 'nobody' };

export function createCodes(deps: CodesDeps): Codes {
  const { db, clock, timeZone, publicUrl, attempts } = deps;
  // A key of its own: what is hashed here opens nothing elsewhere.
  const secret = digest('sha256', `person-code:${deps.secret}`, 'hex');
  const hashOf = (normalized: string) => hashOneTimeCode(normalized, secret);

  async function draw(tx: ScopedTx, organizationId: string, input: IssueCodes): Promise<Result<CodeSheet>> {
    const refused = refuseUnlessMay(await standingOf(tx, organizationId), 'people.issue_codes');
    if (refused !== null) return refused;
    const ids = [...new Set(input.personIds)];
    if (ids.length === 0) return refuse('people.nobody_chosen');
    const today = clock.today(timeZone);
    const until = Temporal.PlainDate.from(input.until);
    const days = today.until(until, { largestUnit: 'day' }).days;
    if (days < 0 || days > LONGEST_DAYS) return refuse('people.code_day', undefined, 'until');
    const people = await findPeopleByIds(tx, organizationId, ids);
    if (people.length !== ids.length) return refuse('people.not_found');
    const held = input.keepsOld ? await listCodesInForce(tx, ids) : new Map<string, never>();
    const withoutAccount = people.filter(({ accountId }) => accountId === null);
    const chosen = withoutAccount.filter(({ id }) => !held.has(id));
    if (chosen.length === 0) return refuse('people.codes_for_nobody');
    await revokeCodes(
      tx,
      chosen.map(({ id }) => id),
    );
    const drawn = chosen.map((person) => ({ person, code: makeOneTimeCode() }));
    await insertCodes(
      tx,
      organizationId,
      drawn.map(({ person, code }) => ({ personId: person.id, hash: hashOf(code.replace('-', '')) })),
      {
        issuedBy: tx.actor.kind === 'person' ? tx.actor.accountId : '',
        // To the end of that day.
        expiresAt: until.add({ days: 1 }).toZonedDateTime(timeZone).toInstant(),
      },
    );
    const attendance = await listAttendance(tx, ids, schoolYearOf(today));
    const classOf = (personId: string): string => {
      const now = attendance.find(
        (one) => one.personId === personId && (one.leftOn === null || one.leftOn >= today.toString()),
      );
      return now === undefined ? '' : className(now);
    };
    const organization = await readOrganization(tx, organizationId);
    return accept({
      organizationName: organization?.shortName ?? '',
      address: `${publicUrl}/code`,
      until: input.until,
      cards: drawn.map(({ person, code }) => ({
        personId: person.id,
        name: fullName(person),
        className: classOf(person.id),
        code,
        qr: makeQrCode(`${publicUrl}/code/${code.replace('-', '')}`),
      })),
      withAccount: people.filter(({ accountId }) => accountId !== null).map(fullName),
      kept: withoutAccount.filter(({ id }) => held.has(id)).map(fullName),
    });
  }

  return {
    issue: (actor, organizationId, input) =>
      db.withActor(actor, 'people.issue_codes', (tx) => draw(tx, organizationId, input)),

    usualTerm() {
      const today = clock.today(timeZone);
      const month = today.add({ days: 30 });
      const yearEnd = Temporal.PlainDate.from(periodOfSchoolYear(schoolYearOf(today)).to);
      const usual = Temporal.PlainDate.compare(month, yearEnd) > 0 ? month : yearEnd;
      return {
        today: today.toString(),
        usual: usual.toString(),
        last: today.add({ days: LONGEST_DAYS }).toString(),
      };
    },

    revoke: (actor, personId) =>
      db.withActor(actor, 'people.revoke_code', async (tx) => {
        const admitted = await admitToPerson(tx, personId);
        if (!admitted.ok) return admitted;
        const refused = refuseUnlessMay(admitted.value.standing, 'people.issue_codes');
        if (refused !== null) return refused;
        await revokeCodes(tx, [admitted.value.person.id]);
        return accept();
      }),

    async enter(typed, address) {
      const counted = await attempts.count([{ ...BY_ADDRESS, subject: address }, BY_ALL]);
      if (!counted.ok) return counted;
      // Hashed and asked in every case, so that the answer takes as long for what cannot be a code.
      const token = normalizeOneTimeCode(typed);
      const hash = hashOf(token ?? '');
      const holder = await db.withActor(NOBODY, 'people.enter_code', (tx) => findCodeHolder(tx, hash));
      if (holder === null || token === null) return refuse('people.code_wrong', undefined, 'code');
      await db.asSystem('a printed code let somebody in', 'people.enter_code', (tx) =>
        touchCode(tx, holder.codeId),
      );
      const left = holder.expiresAt.epochMilliseconds - clock.now().epochMilliseconds;
      return accept({ token, secondsLeft: Math.floor(left / 1000) });
    },

    async read(token, requestId) {
      const normalized = normalizeOneTimeCode(token);
      if (normalized === null) return null;
      const hash = hashOf(normalized);
      // One short transaction: it stands before every page of everybody let in by a code.
      const holder = await db.withActor(NOBODY, 'people.read_code', (tx) => findCodeHolder(tx, hash));
      if (holder === null) return null;
      const actor: VisitorActor = {
        kind: 'visitor',
        codeId: holder.codeId,
        personId: holder.personId,
        requestId,
      };
      return { actor, name: fullName(holder), organizationId: holder.organizationId };
    },
  };
}
