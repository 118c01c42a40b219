import { sql, type RawBuilder } from 'kysely';
import { toDay, toIso } from '#src/lib/iso-day.ts';
import { actingAccount } from '#src/platform/db/acting-account.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import { fullNameOf } from '#src/features/people/service.server.ts';
import type { RetentionRule } from '#src/features/consents/rules/retention.ts';

/** From which day a rule counts for somebody called `p`; null where it does not concern them. */
const SINCE: Readonly<Record<RetentionRule['id'], RawBuilder<unknown>>> = {
  after_mentorship: sql`(
    select case when bool_and(coalesce(mm.ended_on, m.ended_on) is not null) then max(coalesce(mm.ended_on, m.ended_on)) end
    from mentorship_members mm join mentorships m on m.id = mm.mentorship_id where mm.person_id = p.id)`,
  never_started: sql`(
    select max(entered_on) from (
      select o.entered_on from mentor_offers o where o.person_id = p.id
      union all select r.entered_on from mentee_requests r where r.person_id = p.id) entered
    where not exists (select from mentorship_members mm where mm.person_id = p.id))`,
  left_school: sql`(
    select p.left_on where not exists (
      select from mentorship_members mm join mentorships m on m.id = mm.mentorship_id
      where mm.person_id = p.id and mm.ended_on is null and m.ended_on is null))`,
  consent_ended: sql`(
    select max(c.valid_until) from consents c
    where c.person_id = p.id and c.purpose = 'processing' and c.withdrawn_at is null
      and (p.processing_until is null or p.processing_until < app.today()) and c.valid_until < app.today())`,
};

/**
 * Proposes to destroy what a rule says is kept too long: people with mentoring data, for whom nothing is proposed or due
 * already and whom no decision that still holds keeps. Answers how many. For the program itself.
 */
export async function insertProposals(tx: ScopedTx, rule: RetentionRule): Promise<number> {
  const done = await sql`
    insert into retention_proposals (organization_id, person_id, rule, reason, proposed_on)
    select found.organization_id, found.id, ${rule.id}, replace(${rule.reason}, '{day}', to_char(found.since, 'DD.MM.YYYY')), app.today()
    from (
      select p.id, p.organization_id, ${SINCE[rule.id]}::date as since from people p
      where p.merged_into is null
        and (exists (select from mentor_offers x where x.person_id = p.id)
          or exists (select from mentee_requests x where x.person_id = p.id)
          or exists (select from admission_checks x where x.person_id = p.id)
          or exists (select from survey_answers x where x.person_id = p.id)
          or exists (select from mentorship_members x where x.person_id = p.id))
        and not exists (select from destructions d where d.person_id = p.id and d.state = 'due')
        -- What a destruction left (a nameless membership) is not destroyed again, unless they came back with a new consent.
        and not exists (select from destructions d where d.person_id = p.id and d.state = 'done'
          and (p.processing_until is null or p.processing_until < app.today()))
        and not exists (select from retention_proposals r where r.person_id = p.id
          and (r.decision is null or (r.decision = 'keep' and r.keep_until >= app.today())))
    ) found
    where found.since + make_interval(months => ${sql.lit(rule.months)}::integer) <= app.today()
    on conflict do nothing`.execute(tx.query);
  return Number(done.numAffectedRows ?? 0n);
}

export interface Proposal {
  readonly id: string;
  readonly personId: string;
  readonly personName: string;
  readonly rule: string;
  readonly reason: string;
  readonly proposedOn: string;
  readonly decision: 'destroy' | 'keep' | null;
  readonly decidedOn: string | null;
  readonly keepUntil: string | null;
  readonly note: string;
  readonly version: number;
}

function proposalsOf(tx: ScopedTx, organizationId: string) {
  return tx.query
    .selectFrom('retention_proposals as r')
    .innerJoin('people as p', 'p.id', 'r.person_id')
    .where('r.organization_id', '=', organizationId);
}

const COLUMNS = [
  'r.id',
  'r.person_id as personId',
  'r.rule',
  'r.reason',
  'r.note',
  'r.decision',
  'r.version',
  'r.proposed_on as proposedOn',
  'r.decided_on as decidedOn',
  'r.keep_until as keepUntil',
] as const;
const personName = fullNameOf('p');

function toProposal<
  R extends {
    readonly decision: string | null;
    readonly proposedOn: Temporal.PlainDate;
    readonly decidedOn: Temporal.PlainDate | null;
    readonly keepUntil: Temporal.PlainDate | null;
  },
>(row: R) {
  return {
    ...row,
    decision: row.decision as Proposal['decision'],
    proposedOn: toIso(row.proposedOn),
    decidedOn: toIso(row.decidedOn),
    keepUntil: toIso(row.keepUntil),
  };
}

export async function findProposal(
  tx: ScopedTx,
  organizationId: string,
  id: string,
): Promise<Proposal | null> {
  const row = await proposalsOf(tx, organizationId)
    .select(COLUMNS)
    .select(personName.as('personName'))
    .where('r.id', '=', id)
    .executeTakeFirst();
  return row === undefined ? null : toProposal(row);
}

/** Proposals that wait for a decision, the oldest first; or what was decided, the newest first. */
export async function listProposals(
  tx: ScopedTx,
  organizationId: string,
  asked: { isDecided: boolean; offset: number; limit: number },
): Promise<{ proposals: Proposal[]; total: number }> {
  const rows = proposalsOf(tx, organizationId).where('r.decision', asked.isDecided ? 'is not' : 'is', null);
  const { total } = await rows.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const found = await rows
    .select(COLUMNS)
    .select(personName.as('personName'))
    .orderBy(sql`r.decided_on desc nulls last`)
    .orderBy('r.proposed_on')
    .orderBy('r.id')
    .offset(asked.offset)
    .limit(asked.limit)
    .execute();
  return { total, proposals: found.map(toProposal) };
}

/** The decision on a proposal at this version; whose it is, or null when it was decided already or is not there. */
export async function decideProposal(
  tx: ScopedTx,
  organizationId: string,
  decision: {
    proposalId: string;
    version: number;
    decision: 'destroy' | 'keep';
    on: string;
    keepUntil: string | null;
    note: string;
  },
): Promise<{ personId: string } | null> {
  const row = await tx.query
    .updateTable('retention_proposals')
    .set({
      decision: decision.decision,
      decided_on: toDay(decision.on),
      decided_by: actingAccount(tx),
      keep_until: toDay(decision.keepUntil),
      note: decision.note,
      version: decision.version + 1,
    })
    .where('id', '=', decision.proposalId)
    .where('organization_id', '=', organizationId)
    .where('version', '=', decision.version)
    .where('decision', 'is', null)
    .returning('person_id as personId')
    .executeTakeFirst();
  return row ?? null;
}
