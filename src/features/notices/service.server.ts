import { createHash, randomBytes } from 'node:crypto';
import ical, { ICalEventTransparency } from 'ical-generator';
import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { Clock } from '#src/platform/clock.ts';
import type { Database, PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import type { Mail } from '#src/platform/mail.ts';
import { may, type CommandOf, type Role } from '#src/features/accounts/access.ts';
import { listAccountsWith, standingOf } from '#src/features/accounts/service.server.ts';
import { DUTY_KINDS } from '#src/features/consents/rules/duties.ts';
import { listConsentDuties, listSchoolsWithKeepers } from '#src/features/consents/service.server.ts';
import { SURVEY_DUTY_KINDS } from '#src/features/surveys/rules/duties.ts';
import { listSurveyDuties } from '#src/features/surveys/service.server.ts';
import { noticesAccess } from '#src/features/notices/access.ts';
import {
  nameOwed,
  planDutyNotices,
  planNotices,
  type NoticeSettings,
  type PlannedNotice,
} from '#src/features/notices/rules.ts';
import {
  countUnread,
  findFeedOwner,
  hasFeed,
  insertNotices,
  listNotices,
  listOrganizationsWithPlans,
  listTold,
  markRead,
  readSettings,
  saveSettings,
  setFeedToken,
  type Notice,
} from '#src/features/notices/store.server.ts';
import { shiftToWorkingDay } from '#src/features/orgs/rules/calendar.ts';
import { findCalendar } from '#src/features/orgs/service.server.ts';
import { findPersonOfAccount } from '#src/features/people/service.server.ts';
import {
  listOwedOfOrganization,
  listOwedOfPerson,
  type OwedLine,
} from '#src/features/roadmap/service.server/reminders.ts';

export interface NoticesDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly mail: Mail;
  readonly publicUrl: string;
  readonly timeZone: string;
  /** Address for letters of an account, null when it has none. */
  emailOf(accountId: string): Promise<string | null>;
}

export const NOTICES_PAGE_SIZE = 30;

export interface NoticesPage {
  readonly notices: readonly Notice[];
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
  readonly settings: NoticeSettings;
  /** Whether letters can leave this installation at all. */
  readonly isMailConfigured: boolean;
  /** Whether a calendar feed is open; null when the account has no person here. */
  readonly hasFeed: boolean | null;
}

export interface Notices {
  /** How many are unread, for the header; 0 for anybody who has nothing here. */
  countUnread(actor: PersonActor, organizationId: string): Promise<number>;
  view(actor: PersonActor, input: { organizationId: string; page: number }): Promise<Result<NoticesPage>>;
  markRead(actor: PersonActor, organizationId: string): Promise<Result>;
  choose(actor: PersonActor, organizationId: string, settings: NoticeSettings): Promise<Result>;
  /** A new secret address of the calendar; the old one stops working. Shown this once: only its hash is kept. */
  openFeed(actor: PersonActor, organizationId: string): Promise<Result<{ address: string }>>;
  closeFeed(actor: PersonActor, organizationId: string): Promise<Result>;
  /** The calendar behind a secret address; null for any other text. */
  readFeed(token: string): Promise<string | null>;
  /** The daily round over every organization: gives notices, sends letters. Safe to run twice. */
  giveDaily(): Promise<{ given: number; sent: number }>;
}

const hashOf = (token: string): string => createHash('sha256').update(`feed:${token}`).digest('hex');
const TOKEN = /^[\w-]{43}$/;

export function createNotices(deps: NoticesDeps): Notices {
  const { db, clock, mail, publicUrl, timeZone } = deps;

  const withPerson = <T>(
    actor: PersonActor,
    organizationId: string,
    command: CommandOf<typeof noticesAccess>,
    work: (tx: ScopedTx, personId: string) => Promise<Result<T>>,
  ): Promise<Result<T>> =>
    db.withActor(actor, command, async (tx) => {
      const refused = await refuseUnlessMay(tx, organizationId, command);
      if (refused !== null) return refused;
      const person = await findPersonOfAccount(tx, organizationId, actor.accountId);
      return person === null ? refuse('notices.no_person') : work(tx, person.id);
    });

  return {
    countUnread: (actor, organizationId) =>
      db.withActor(actor, 'notices.count', (tx) => countUnread(tx, organizationId, actor.accountId)),

    view: (actor, { organizationId, page }) =>
      db.withActor(actor, 'notices.read', async (tx) => {
        const refused = await refuseUnlessMay(tx, organizationId, 'notices.read');
        if (refused !== null) return refused;
        const person = await findPersonOfAccount(tx, organizationId, actor.accountId);
        const found = await listNotices(tx, organizationId, actor.accountId, {
          offset: (page - 1) * NOTICES_PAGE_SIZE,
          limit: NOTICES_PAGE_SIZE,
        });
        return accept({
          ...found,
          page,
          pageSize: NOTICES_PAGE_SIZE,
          settings: await readSettings(tx, organizationId, actor.accountId),
          isMailConfigured: mail.isConfigured,
          hasFeed: person === null ? null : await hasFeed(tx, person.id),
        });
      }),

    markRead: (actor, organizationId) =>
      db.withActor(actor, 'notices.mark_read', async (tx) => {
        const refused = await refuseUnlessMay(tx, organizationId, 'notices.read');
        if (refused !== null) return refused;
        await markRead(tx, organizationId, actor.accountId);
        return accept();
      }),

    choose: (actor, organizationId, settings) =>
      db.withActor(actor, 'notices.choose', async (tx) => {
        const refused = await refuseUnlessMay(tx, organizationId, 'notices.choose');
        if (refused !== null) return refused;
        await saveSettings(tx, organizationId, actor.accountId, settings);
        return accept();
      }),

    openFeed: (actor, organizationId) =>
      withPerson(actor, organizationId, 'notices.feed', async (tx, personId) => {
        const token = randomBytes(32).toString('base64url');
        await setFeedToken(tx, personId, hashOf(token));
        return accept({ address: `${publicUrl}/calendar/${token}.ics` });
      }),

    closeFeed: (actor, organizationId) =>
      withPerson(actor, organizationId, 'notices.feed', async (tx, personId) => {
        await setFeedToken(tx, personId, null);
        return accept();
      }),

    readFeed: async (token) => {
      if (!TOKEN.test(token)) return null;
      return db.asSystem('calendar feed by its secret address', 'notices.read_feed', async (tx) => {
        const owner = await findFeedOwner(tx, hashOf(token));
        if (owner === null) return null;
        const owed = await listOwedOfPerson(tx, owner.organizationId, owner.personId);
        return writeFeed(owner.organizationName, owed, publicUrl, clock.now());
      });
    },

    giveDaily: () => giveDaily(deps, clock.today(timeZone).toString()),
  };
}

/** What a room has to tell those who answer for something, at once. */
export interface RoomNotice {
  readonly organizationId: string;
  readonly roles: readonly Role[];
  readonly kind: PlannedNotice['kind'];
  /** What it is about: told once a day. */
  readonly subjectId: string;
  /** ISO. */
  readonly day: string;
  /** Nothing about anybody: it may leave the program by mail. */
  readonly text: string;
  readonly path: string;
}

/** Tells everybody with the roles, in the caller's transaction, for the program itself. `compose.ts` hands it to rooms above. */
export async function giveToRoles(tx: ScopedTx, notice: RoomNotice): Promise<void> {
  const { organizationId, day, kind, subjectId, text, path } = notice;
  for (const accountId of await listAccountsWith(tx, organizationId, notice.roles)) {
    await insertNotices(tx, { organizationId, accountId, day }, [{ kind, subjectId, text, path }]);
  }
}

async function refuseUnlessMay(
  tx: ScopedTx,
  organizationId: string,
  command: CommandOf<typeof noticesAccess>,
): Promise<Result<never> | null> {
  const answer = may(noticesAccess, await standingOf(tx, organizationId), command);
  return answer === true ? null : { ok: false, refusal: answer };
}

/**
 * All-day events on the last day of each thing owed. Titles of activities only: no names, because the address may be
 * given to a calendar of some company.
 */
function writeFeed(
  organizationName: string,
  owed: readonly OwedLine[],
  publicUrl: string,
  now: Temporal.Instant,
): string {
  const calendar = ical({
    name: `Наставник: ${organizationName}`,
    prodId: '//Nastavnik//Roadmap//RU',
    ttl: 6 * 60 * 60,
  });
  for (const one of owed) {
    calendar.createEvent({
      id: `${one.occurrenceId}@nastavnik`,
      stamp: new Date(now.epochMilliseconds),
      start: dateOf(one.dueOn),
      end: dateOf(Temporal.PlainDate.from(one.dueOn).add({ days: 1 }).toString()),
      allDay: true,
      // A deadline takes nobody's time.
      transparency: ICalEventTransparency.TRANSPARENT,
      summary: nameOwed(one),
      url: `${publicUrl}/plan/activities/${one.activityId}`,
    });
  }
  return calendar.toString();
}

/** The library writes the date of an all-day event as it is in UTC. */
function dateOf(iso: string): Date {
  const { year, month, day } = Temporal.PlainDate.from(iso);
  return new Date(Date.UTC(year, month - 1, day));
}

interface Round {
  readonly accountId: string;
  readonly given: readonly PlannedNotice[];
  readonly byEmail: boolean;
}

async function giveDaily(deps: NoticesDeps, today: string): Promise<{ given: number; sent: number }> {
  const organizationIds = await deps.db.asSystem('daily reminders', 'notices.list_plans', async (tx) => [
    ...new Set([...(await listOrganizationsWithPlans(tx)), ...(await listSchoolsWithKeepers(tx))]),
  ]);
  let [given, sent] = [0, 0];
  for (const organizationId of organizationIds) {
    const rounds = await deps.db.asSystem('daily reminders', 'notices.give', (tx) =>
      giveAtOrganization(tx, organizationId, today),
    );
    for (const round of rounds) {
      given += round.given.length;
      if (round.given.length > 0 && round.byEmail && (await sendLetter(deps, round))) sent += 1;
    }
  }
  return { given, sent };
}

async function giveAtOrganization(tx: ScopedTx, organizationId: string, today: string): Promise<Round[]> {
  const calendar = await findCalendar(tx, organizationId);
  const tomorrow = Temporal.PlainDate.from(today).add({ days: 1 }).toString();
  const nextWorkingDay = shiftToWorkingDay(tomorrow, 'next', calendar);
  const owed = await listOwedOfOrganization(tx, organizationId);
  const owedByAccount = Map.groupBy(
    owed.filter((one) => one.accountId !== null),
    (one) => one.accountId ?? '',
  );
  const rounds: Round[] = [];
  const personal = await listConsentDuties(tx, organizationId, today);
  const keepers = new Set(personal.duties.length === 0 ? [] : personal.accountIds);
  const surveys = await listSurveyDuties(tx, organizationId, today);
  const askers = new Set(surveys.duties.length === 0 ? [] : surveys.accountIds);
  for (const accountId of new Set([...owedByAccount.keys(), ...keepers, ...askers])) {
    const settings = await readSettings(tx, organizationId, accountId);
    const planned = planNotices(owedByAccount.get(accountId) ?? [], settings, today, nextWorkingDay);
    if (keepers.has(accountId)) {
      const told = await listTold(tx, organizationId, accountId, DUTY_KINDS);
      planned.push(...planDutyNotices(personal.duties, told, today));
    }
    if (askers.has(accountId) && settings.surveys) {
      const told = await listTold(tx, organizationId, accountId, SURVEY_DUTY_KINDS);
      planned.push(...planDutyNotices(surveys.duties, told, today));
    }
    const given = await insertNotices(tx, { organizationId, accountId, day: today }, planned);
    rounds.push({ accountId, given, byEmail: settings.byEmail });
  }
  return rounds;
}

/** One letter a day at most, whatever there is to tell. After the transaction: a lost letter undoes nothing. */
async function sendLetter(deps: NoticesDeps, round: Round): Promise<boolean> {
  if (!deps.mail.isConfigured) return false;
  const to = await deps.emailOf(round.accountId);
  if (to === null) return false;
  const texts = round.given.map((notice) => `${notice.text}\n${deps.publicUrl}${notice.path}`);
  const delivery = await deps.mail.send({
    to,
    subject: subjectOf(round.given),
    text: `${texts.join('\n\n')}\n\nНастроить напоминания: ${deps.publicUrl}/notices`,
  });
  return delivery === 'sent';
}

function subjectOf(given: readonly PlannedNotice[]): string {
  if (given.some(({ kind }) => kind === 'digest')) return 'Наставник: план на неделю';
  const areAll = (kinds: readonly string[]): boolean => given.every(({ kind }) => kinds.includes(kind));
  if (areAll(DUTY_KINDS)) return 'Наставник: персональные данные';
  return areAll(SURVEY_DUTY_KINDS) ? 'Наставник: опросы' : 'Наставник: сроки мероприятий';
}
