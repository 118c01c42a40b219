import { sql } from 'kysely';
import { toDay, toIso } from '#src/lib/iso-day.ts';
import { actingAccount } from '#src/platform/db/acting-account.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { Side } from '#src/features/programmes/rules/sides.ts';
import type {
  Answer,
  AnswerChannel,
  AnsweredBy,
  GivenAnswer,
} from '#src/features/mentorships/rules/answers.ts';

/** Answers of members by mentorship, with the reasons that the asker may read. */
export async function listAnswers(
  tx: ScopedTx,
  mentorshipIds: readonly string[],
): Promise<ReadonlyMap<string, GivenAnswer[]>> {
  if (mentorshipIds.length === 0) return new Map();
  const rows = await tx.query
    .selectFrom('mentorship_answers as a')
    .leftJoin('answer_reasons as r', (join) =>
      join.onRef('r.mentorship_id', '=', 'a.mentorship_id').onRef('r.person_id', '=', 'a.person_id'),
    )
    .select([
      'a.mentorship_id as mentorshipId',
      'a.person_id as personId',
      'a.answer',
      'a.answered_by as answeredBy',
      'a.channel',
      'a.answered_on as answeredOn',
      'a.version',
      'r.reason',
    ])
    .where('a.mentorship_id', 'in', [...mentorshipIds])
    .execute();
  const byMentorship = new Map<string, GivenAnswer[]>();
  for (const { mentorshipId, ...row } of rows) {
    const given: GivenAnswer = {
      ...row,
      answer: row.answer as Answer,
      answeredBy: row.answeredBy as AnsweredBy,
      channel: row.channel as AnswerChannel,
      answeredOn: toIso(row.answeredOn),
      reason: row.reason ?? '',
    };
    byMentorship.set(mentorshipId, [...(byMentorship.get(mentorshipId) ?? []), given]);
  }
  return byMentorship;
}

export interface NewAnswer {
  readonly organizationId: string;
  readonly mentorshipId: string;
  readonly personId: string;
  readonly answer: Answer;
  readonly answeredBy: AnsweredBy;
  readonly channel: AnswerChannel;
  readonly answeredOn: string;
}

/** Writes answers down, the one before of the same person in its place. */
export async function saveAnswers(tx: ScopedTx, answers: readonly NewAnswer[]): Promise<void> {
  if (answers.length === 0) return;
  await tx.query
    .insertInto('mentorship_answers')
    .values(
      answers.map((one) => ({
        organization_id: one.organizationId,
        mentorship_id: one.mentorshipId,
        person_id: one.personId,
        answer: one.answer,
        answered_by: one.answeredBy,
        channel: one.channel,
        answered_on: toDay(one.answeredOn),
        entered_by: actingAccount(tx),
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['mentorship_id', 'person_id']).doUpdateSet((eb) => ({
        answer: eb.ref('excluded.answer'),
        answered_by: eb.ref('excluded.answered_by'),
        channel: eb.ref('excluded.channel'),
        answered_on: eb.ref('excluded.answered_on'),
        entered_by: eb.ref('excluded.entered_by'),
        version: eb('mentorship_answers.version', '+', 1),
      })),
    )
    .execute();
}

/** What somebody adds to the answer in confidence; empty: nothing. */
export async function setReason(
  tx: ScopedTx,
  of: Pick<NewAnswer, 'organizationId' | 'mentorshipId' | 'personId'>,
  reason: string,
): Promise<void> {
  await tx.query
    .deleteFrom('answer_reasons')
    .where('mentorship_id', '=', of.mentorshipId)
    .where('person_id', '=', of.personId)
    .execute();
  if (reason === '') return;
  await tx.query
    .insertInto('answer_reasons')
    .values({
      organization_id: of.organizationId,
      mentorship_id: of.mentorshipId,
      person_id: of.personId,
      reason,
    })
    .execute();
}

/** Forgets answers and what was added to them: of some people, or of everybody in the mentorships. */
export async function deleteAnswers(
  tx: ScopedTx,
  mentorshipIds: readonly string[],
  personIds?: readonly string[],
): Promise<void> {
  if (mentorshipIds.length === 0 || personIds?.length === 0) return;
  for (const table of ['answer_reasons', 'mentorship_answers'] as const) {
    let rows = tx.query.deleteFrom(table).where('mentorship_id', 'in', [...mentorshipIds]);
    if (personIds !== undefined) rows = rows.where('person_id', 'in', [...personIds]);
    await rows.execute();
  }
}

/** A mentorship that takes shape, as somebody who is asked may know it. Days are ISO. */
export interface OwnProposal {
  readonly mentorshipId: string;
  readonly organizationId: string;
  readonly personId: string;
  /** False for a child under 14: a guardian answers. */
  readonly mayAnswer: boolean;
  readonly side: Side;
  readonly form: string;
  readonly roleModel: string;
  readonly isGroup: boolean;
  readonly startsOn: string | null;
  readonly dueOn: string | null;
  /** Those of the other side; words are competences of a mentor, subjects of a mentee's request. */
  readonly others: readonly {
    readonly name: string;
    readonly place: string;
    readonly words: readonly string[];
  }[];
}

/** What these people, who are the actor's own, are asked about. */
export async function listOwnProposals(
  tx: ScopedTx,
  personIds: readonly string[],
): Promise<readonly OwnProposal[]> {
  if (personIds.length === 0) return [];
  const { rows } = await sql<
    Omit<OwnProposal, 'startsOn' | 'dueOn'> & {
      startsOn: Temporal.PlainDate | null;
      dueOn: Temporal.PlainDate | null;
    }
  >`
    select mentorship_id as "mentorshipId", organization_id as "organizationId", person_id as "personId",
      may_answer as "mayAnswer", side, form, role_model as "roleModel", is_group as "isGroup",
      starts_on as "startsOn", due_on as "dueOn", others
    from app.own_proposals() where person_id = any (${[...personIds]}::uuid[])
    order by mentorship_id desc, person_id`.execute(tx.query);
  return rows.map((row) => ({ ...row, startsOn: toIso(row.startsOn), dueOn: toIso(row.dueOn) }));
}
