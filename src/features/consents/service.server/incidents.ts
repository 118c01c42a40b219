import { isId } from '#src/lib/id.ts';
import { accept, refuse, type Result } from '#src/lib/result.ts';
import { asConsequence } from '#src/platform/db/consequence.ts';
import type { Database, PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import { submitOnce } from '#src/platform/db/submission.ts';
import { readOrganization } from '#src/features/orgs/service.server.ts';
import { incidentNotice } from '#src/features/consents/papers.server/incident.ts';
import {
  FIRST_NOTICE_HOURS,
  SECOND_NOTICE_HOURS,
  timerOf,
  type IncidentNotice,
  type IncidentTimer,
} from '#src/features/consents/rules/incidents.ts';
import type { AddIncident, EditIncident, MarkIncident } from '#src/features/consents/schema/duties.ts';
import { renderPaper, type Printed, type PrintFormat } from '#src/platform/render/paper-file.ts';
import { admit } from '#src/features/consents/service.server/rights.ts';
import {
  findIncident,
  insertIncident,
  listAccountChoices,
  listIncidents,
  listTouchedPeople,
  updateIncident,
  type Incident,
  type IncidentFacts,
  type TouchedPerson,
} from '#src/features/consents/store.server/incidents.ts';

export type { TouchedPerson } from '#src/features/consents/store.server/incidents.ts';
export const INCIDENTS_PAGE_SIZE = 50;
/** People listed on the card; all are counted. */
const LISTED_PEOPLE = 500;

export interface TimedIncident extends Incident {
  readonly first: IncidentTimer;
  readonly second: IncidentTimer;
}

export interface IncidentCard {
  readonly incident: TimedIncident;
  /** Times of the card as they are typed, on the clock of the school: «2026-11-20T09:30»; null where none is said. */
  readonly typed: Readonly<
    Record<'happenedAt' | 'discoveredAt' | 'windowStart' | 'windowEnd', string | null>
  >;
  /** Whose records were touched; null while no hours are said. */
  readonly scope: { readonly people: readonly TouchedPerson[]; readonly total: number } | null;
  readonly accounts: readonly { readonly id: string; readonly name: string }[];
  /** IANA zone in which the card is read and typed. */
  readonly timeZone: string;
}

export interface IncidentsPage {
  readonly incidents: readonly TimedIncident[];
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
  readonly timeZone: string;
}

export interface Incidents {
  list(actor: PersonActor, organizationId: string, page: number): Promise<Result<IncidentsPage>>;
  /** What the form of a new card offers: accounts, the zone, and the time now as it is typed. */
  begin(
    actor: PersonActor,
    organizationId: string,
  ): Promise<Result<{ accounts: IncidentCard['accounts']; timeZone: string; nowTyped: string }>>;
  view(actor: PersonActor, organizationId: string, id: string): Promise<Result<IncidentCard>>;
  /**
   * Times are of the organization's own zone. Refuses with `consents.incident_future`, `consents.incident_turned`,
   * `consents.window_turned`, `consents.account_unknown`.
   */
  add(
    actor: PersonActor,
    organizationId: string,
    input: AddIncident,
  ): Promise<Result<{ incidentId: string }>>;
  /** Refuses also with `consents.incident_not_found`, `consents.incident_stale`. */
  edit(actor: PersonActor, organizationId: string, input: EditIncident): Promise<Result>;
  /**
   * Writes down that a notice was sent, or that the matter is closed; closing needs findings
   * (`consents.incident_findings`). What is marked stays: `consents.incident_marked`.
   */
  mark(actor: PersonActor, organizationId: string, input: MarkIncident): Promise<Result>;
  /** A draft as a file. */
  printNotice(
    actor: PersonActor,
    organizationId: string,
    id: string,
    asked: { kind: IncidentNotice; format: PrintFormat },
  ): Promise<Result<Printed>>;
}

export function createIncidents(db: Database): Incidents {
  const asKeeper = <T>(
    actor: PersonActor,
    organizationId: string,
    command: string,
    work: (tx: ScopedTx, timeZone: string) => Promise<Result<T>>,
  ): Promise<Result<T>> =>
    db.withActor(actor, command, async (tx) => {
      const admitted = await admit(tx, organizationId, 'consents.handle_incidents');
      if (!admitted.ok) return admitted;
      const organization = await readOrganization(tx, organizationId);
      return organization === null ? refuse('access.not_found') : work(tx, organization.timeZone);
    });

  return {
    list: (actor, organizationId, page) =>
      asKeeper(actor, organizationId, 'consents.list_incidents', async (tx, timeZone) => {
        const offset = (page - 1) * INCIDENTS_PAGE_SIZE;
        const found = await listIncidents(tx, organizationId, { offset, limit: INCIDENTS_PAGE_SIZE });
        const incidents = found.incidents.map((one) => timed(one, tx.now));
        return accept({ incidents, total: found.total, page, pageSize: INCIDENTS_PAGE_SIZE, timeZone });
      }),

    begin: (actor, organizationId) =>
      asKeeper(actor, organizationId, 'consents.begin_incident', async (tx, timeZone) =>
        accept({
          accounts: await listAccountChoices(tx, organizationId),
          timeZone,
          nowTyped: typedOf(tx.now.toString(), timeZone),
        }),
      ),

    view: (actor, organizationId, id) =>
      asKeeper(actor, organizationId, 'consents.view_incident', async (tx, timeZone) => {
        const incident = await known(tx, organizationId, id);
        if (incident === null) return refuse('consents.incident_not_found');
        const typed = (at: string | null) => (at === null ? null : typedOf(at, timeZone));
        return accept({
          incident: timed(incident, tx.now),
          typed: {
            happenedAt: typed(incident.happenedAt),
            discoveredAt: typed(incident.discoveredAt),
            windowStart: typed(incident.windowStart),
            windowEnd: typed(incident.windowEnd),
          },
          scope: await scopeOf(tx, incident),
          accounts: await listAccountChoices(tx, organizationId),
          timeZone,
        });
      }),

    add: (actor, organizationId, { submission, ...input }) =>
      asKeeper(actor, organizationId, 'consents.add_incident', async (tx, timeZone) => {
        const facts = await judge(tx, organizationId, input, timeZone);
        if (!facts.ok) return facts;
        return submitOnce(tx, submission, async () =>
          accept({ incidentId: await insertIncident(tx, organizationId, facts.value) }),
        );
      }),

    edit: (actor, organizationId, { incidentId, version, ...input }) =>
      asKeeper(actor, organizationId, 'consents.edit_incident', async (tx, timeZone) => {
        if ((await known(tx, organizationId, incidentId)) === null) {
          return refuse('consents.incident_not_found');
        }
        const facts = await judge(tx, organizationId, input, timeZone);
        if (!facts.ok) return facts;
        const key = { id: incidentId, organizationId, version };
        const isSaved = await updateIncident(tx, key, { facts: facts.value });
        return isSaved ? accept() : refuse('consents.incident_stale');
      }),

    mark: (actor, organizationId, { submission, incidentId, version, what }) =>
      asKeeper(actor, organizationId, 'consents.mark_incident', (tx) =>
        submitOnce(tx, submission, async () => {
          const incident = await known(tx, organizationId, incidentId);
          if (incident === null) return refuse('consents.incident_not_found');
          if (what === 'closed' && incident.findings === '') return refuse('consents.incident_findings');
          const done = { first: incident.firstNoticeAt, second: incident.secondNoticeAt, closed: null };
          if (done[what] !== null) return refuse('consents.incident_marked');
          const isSaved = await updateIncident(
            tx,
            { id: incidentId, organizationId, version },
            { mark: what },
          );
          return isSaved ? accept() : refuse('consents.incident_stale');
        }),
      ),

    printNotice: async (actor, organizationId, id, { kind, format }) => {
      const made = await asKeeper(actor, organizationId, 'consents.print_incident', async (tx) => {
        const incident = await known(tx, organizationId, id);
        const organization = await readOrganization(tx, organizationId);
        if (incident === null || organization === null) return refuse('consents.incident_not_found');
        const scope = await scopeOf(tx, incident);
        return accept(incidentNotice(organization, incident, kind, scope?.total ?? null));
      });
      return made.ok ? accept(await renderPaper(made.value, format)) : made;
    },
  };
}

function timed(incident: Incident, now: Temporal.Instant): TimedIncident {
  const { discoveredAt, firstNoticeAt, secondNoticeAt } = incident;
  return {
    ...incident,
    first: timerOf(discoveredAt, FIRST_NOTICE_HOURS, firstNoticeAt, now.toString()),
    second: timerOf(discoveredAt, SECOND_NOTICE_HOURS, secondNoticeAt, now.toString()),
  };
}

/** An instant as a form types it. */
function typedOf(iso: string, timeZone: string): string {
  return Temporal.Instant.from(iso)
    .toZonedDateTimeISO(timeZone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' });
}

/** The audit of others is read by the program: the right to handle incidents was asked before. */
async function scopeOf(tx: ScopedTx, incident: Incident): Promise<IncidentCard['scope']> {
  const { organizationId, accountId, windowStart, windowEnd } = incident;
  if (windowStart === null || windowEnd === null) return null;
  const scope = { organizationId, accountId, start: windowStart, end: windowEnd };
  return asConsequence(tx, 'scope of an incident', (inner) => listTouchedPeople(inner, scope, LISTED_PEOPLE));
}

async function judge(
  tx: ScopedTx,
  organizationId: string,
  typed: Omit<AddIncident, 'submission'>,
  timeZone: string,
): Promise<Result<IncidentFacts>> {
  const at = (local: string): Temporal.Instant =>
    Temporal.PlainDateTime.from(local).toZonedDateTime(timeZone).toInstant();
  const discovered = at(typed.discoveredAt);
  const happened = typed.happenedAt === null ? null : at(typed.happenedAt);
  if (isAfter(discovered, tx.now)) return refuse('consents.incident_future', undefined, 'discoveredAt');
  if (happened !== null && isAfter(happened, tx.now)) {
    return refuse('consents.incident_future', undefined, 'happenedAt');
  }
  if (happened !== null && isAfter(happened, discovered)) {
    return refuse('consents.incident_turned', undefined, 'discoveredAt');
  }
  const start = typed.windowStart === null ? null : at(typed.windowStart);
  const end = typed.windowEnd === null ? null : at(typed.windowEnd);
  if ((start === null) !== (end === null) || (start !== null && end !== null && isAfter(start, end))) {
    return refuse('consents.window_turned', undefined, 'windowEnd');
  }
  if (typed.accountId !== null) {
    const choices = await listAccountChoices(tx, organizationId);
    if (choices.every(({ id }) => id !== typed.accountId)) {
      return refuse('consents.account_unknown', undefined, 'accountId');
    }
  }
  return accept({
    ...typed,
    discoveredAt: discovered.toString(),
    happenedAt: happened?.toString() ?? null,
    windowStart: start?.toString() ?? null,
    windowEnd: end?.toString() ?? null,
  });
}

async function known(tx: ScopedTx, organizationId: string, id: string): Promise<Incident | null> {
  return isId(id) ? findIncident(tx, organizationId, id) : null;
}

function isAfter(one: Temporal.Instant, other: Temporal.Instant): boolean {
  return Temporal.Instant.compare(one, other) > 0;
}
