import { randomUUID } from 'node:crypto';
import participants from '#data/demo/participants.json' with { type: 'json' };
import type { VisitorActor } from '#src/platform/db/scope.ts';
import { mentorshipBank } from '#src/features/banks/service.server.ts';
import type { Answer } from '#src/features/mentorships/rules/answers.ts';
import { proposeMentorships } from '#src/features/mentorships/service.server.ts';
import { accepted } from '#src/main/demo/accepted.ts';
import type { DemoInstallation, DemoTown } from '#src/main/demo/town.ts';

interface School {
  readonly organizationId: string;
  /** Calendar year in which the school year begins. */
  readonly start: number;
  /** ISO day. */
  readonly today: string;
  /** Ids of everybody by family name. */
  readonly ids: ReadonlyMap<string, string>;
}

/**
 * Pairs that take shape now: one to which only the mentor has answered, one that the mentee declined, and one that is agreed and
 * waits for the order.
 */
export async function proposePairs(
  { services, db }: Pick<DemoInstallation, 'services' | 'db'>,
  town: DemoTown,
  { organizationId, start, today, ids }: School,
): Promise<void> {
  const keeper = town.actor('curator');
  const idOf = (name: string) => ids.get(name) ?? '';
  for (const name of participants.cleanRecords) {
    const check = {
      submission: randomUUID(),
      checkId: 'clean-record',
      outcome: 'passed' as const,
      checkedOn: today,
      validUntil: null,
      hours: null,
      note: '',
    };
    accepted(await services.banks.admission.enterCheck(keeper, idOf(name), check, null), `record of ${name}`);
  }
  const outcomes = await db.withActor(keeper, 'demo.propose_pairs', (tx) =>
    proposeMentorships(
      tx,
      mentorshipBank,
      organizationId,
      participants.proposals.map(({ mentor, mentee, form, roleModel }) => ({
        form,
        roleModel,
        isGroup: false,
        mentorIds: [idOf(mentor)],
        menteeIds: [idOf(mentee)],
        programmeId: null,
        startsOn: null,
        dueOn: `${start + 1}-05-25`,
      })),
      today,
    ),
  );
  for (const [index, { mentor, mentee, mentorAnswer, menteeAnswer }] of participants.proposals.entries()) {
    const outcome = outcomes[index];
    if (outcome?.ok !== true) throw new Error(`Proposal of ${mentor}: ${outcome?.refusal.code ?? 'none'}`);
    for (const [name, given] of [
      [mentor, mentorAnswer],
      [mentee, menteeAnswer],
    ] as const) {
      if (given === null) continue;
      const actor: VisitorActor = { kind: 'visitor', codeId: randomUUID(), personId: idOf(name) };
      const at = { organizationId, mentorshipId: outcome.mentorshipId, personId: null };
      const answered = await services.mentorships.answering.answer(actor, at, {
        submission: randomUUID(),
        version: 0,
        answer: given.answer as Answer,
        reason: given.reason,
      });
      accepted(answered, `answer of ${name}`);
    }
  }
}
