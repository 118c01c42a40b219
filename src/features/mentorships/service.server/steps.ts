import { isId } from '#src/lib/id.ts';
import { accept, refuse, type Refusal, type Result } from '#src/lib/result.ts';
import { asConsequence } from '#src/platform/db/consequence.ts';
import type { PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import { submitOnce } from '#src/platform/db/submission.ts';
import { may, type CommandOf } from '#src/features/accounts/access.ts';
import { standingOf } from '#src/features/accounts/service.server.ts';
import { mentorshipsAccess } from '#src/features/mentorships/access.ts';
import {
  isForming,
  partingOf,
  type Step,
  type ToldChannel,
} from '#src/features/mentorships/rules/answers.ts';
import type {
  Dissolve,
  DoWithMany,
  OrderMany,
  TakeStep,
  Ticked,
} from '#src/features/mentorships/schema/answers.ts';
import type { MentorshipsDeps } from '#src/features/mentorships/service.server/deps.ts';
import {
  loadMentorships,
  presentMembers,
  type ListedMentorship,
} from '#src/features/mentorships/service.server/load.ts';
import { settleAgreed } from '#src/features/mentorships/service.server/settle.ts';
import { deleteAnswers, listAnswers, saveAnswers } from '#src/features/mentorships/store.server/answers.ts';
import { rememberDeclined } from '#src/features/mentorships/store.server/declined.ts';
import { findOrder } from '#src/features/mentorships/store.server/orders.ts';
import {
  bumpVersion,
  deleteMembers,
  deleteMentorship,
  lockMentorships,
  takeStep,
} from '#src/features/mentorships/store.server/steps.ts';

/** What was not done of a list, by the id of the mentorship. */
export type Skipped = {
  readonly id: string;
  readonly code: string;
  readonly facts: Record<string, string | number>;
};

/** What became of a list: how many were done, and of each other why not. */
export type ManyDone = {
  readonly done: number;
  readonly skipped: Skipped[];
};

export interface Steps {
  /**
   * A step forward or back by hand, until the order. To «договорились» the curator writes down for whoever has not answered
   * that they agreed, on paper or in a talk; back from it everybody is asked anew. Refuses with `mentorships.not_forming`,
   * `mentorships.already_there`, `mentorships.somebody_declined`, `mentorships.future`, `mentorships.stale`, `consents.needed`.
   */
  step(actor: PersonActor, mentorshipId: string, input: TakeStep): Promise<Result>;
  /** See `partingOf`. Answers whether all of it went, or only those who declined. */
  dissolve(actor: PersonActor, mentorshipId: string, input: Dissolve): Promise<Result<{ isWhole: boolean }>>;
  /** The same for many, each on its own: what cannot be done with one leaves the others be. */
  doWithMany(actor: PersonActor, organizationId: string, input: DoWithMany): Promise<Result<ManyDone>>;
  /** «Закреплено приказом»: agreed ones, by an order of the register. `mentorships.order_unknown`. */
  orderMany(actor: PersonActor, organizationId: string, input: OrderMany): Promise<Result<ManyDone>>;
}

export function createSteps({ db, clock, timeZone, bank }: MentorshipsDeps): Steps {
  const today = () => clock.today(timeZone).toString();

  const applyStep = async (
    tx: ScopedTx,
    found: readonly ListedMentorship[],
    to: { readonly state: Step; readonly on: string; readonly channel: ToldChannel },
  ): Promise<ReadonlyMap<string, Refusal>> => {
    const refusals = new Map<string, Refusal>();
    const answers = await listAnswers(tx, idsOf(found));
    for (const one of found) {
      const code = to.on > today() ? 'mentorships.future' : stepRefusal(one, to.state);
      const isDeclined =
        to.state === 'agreed' && answers.get(one.id)?.some(({ answer }) => answer === 'declined') === true;
      if (code !== null)
        refusals.set(one.id, { code, ...(code.endsWith('future') ? { field: 'steppedOn' } : {}) });
      else if (isDeclined) refusals.set(one.id, { code: 'mentorships.somebody_declined' });
    }
    const sound = found.filter(({ id }) => !refusals.has(id));
    if (to.state !== 'agreed') {
      const reopened = idsOf(sound.filter(({ state }) => state === 'agreed'));
      await asConsequence(tx, 'an agreement was opened again', (inner) => deleteAnswers(inner, reopened));
      await takeStep(tx, idsOf(sound), to);
      await bank.keepInStep(tx, menteesOf(sound), true);
      return refusals;
    }
    await saveAnswers(
      tx,
      sound.flatMap((one) =>
        presentMembers(one)
          .filter(({ personId }) => answers.get(one.id)?.some((a) => a.personId === personId) !== true)
          .map(({ personId }) => ({
            organizationId: one.organizationId,
            mentorshipId: one.id,
            personId,
            answer: 'agreed' as const,
            answeredBy: 'curator' as const,
            channel: to.channel,
            answeredOn: to.on,
          })),
      ),
    );
    const agreed = await settleAgreed(tx, bank, idsOf(sound), to.on);
    // Members without a consent in force have no row here and no answer: somebody is missing.
    for (const { id } of sound) {
      if (!agreed.includes(id)) refusals.set(id, { code: 'consents.needed', facts: { count: 1 } });
    }
    return refusals;
  };

  const applyDissolve = async (
    tx: ScopedTx,
    one: ListedMentorship,
    whole: boolean,
  ): Promise<Result<{ isWhole: boolean }>> => {
    if (!isForming(one.state)) return refuse('mentorships.not_forming');
    const answers = (await listAnswers(tx, [one.id])).get(one.id) ?? [];
    const declined = answers.filter(({ answer }) => answer === 'declined').map(({ personId }) => personId);
    const parting = partingOf(presentMembers(one), new Set(declined), whole);
    const { organizationId, schoolYear } = one;
    const of = { organizationId, mentorshipId: one.id, schoolYear, on: today() };
    await rememberDeclined(tx, of, parting.pairs);
    if (parting.isWhole) await deleteMentorship(tx, one.id);
    else {
      await deleteAnswers(
        tx,
        [one.id],
        parting.leaving.map(({ personId }) => personId),
      );
      await deleteMembers(
        tx,
        parting.leaving.map(({ id }) => id),
      );
      await bumpVersion(tx, one.id);
      await settleAgreed(tx, bank, [one.id], today());
    }
    const mentees = parting.leaving.filter(({ side }) => side === 'mentee').map(({ personId }) => personId);
    if (mentees.length > 0) await bank.keepInStep(tx, mentees, true);
    return accept({ isWhole: parting.isWhole });
  };

  return {
    step: (actor, mentorshipId, { version, state, steppedOn, channel }) =>
      db.withActor(actor, 'mentorships.step', async (tx) => {
        const found = await openOne(tx, mentorshipId, version, 'mentorships.edit');
        if (!found.ok) return found;
        const refusals = await applyStep(tx, [found.value], { state, on: steppedOn, channel });
        const refusal = refusals.get(mentorshipId);
        return refusal === undefined ? accept() : { ok: false, refusal };
      }),

    dissolve: (actor, mentorshipId, { version, whole }) =>
      db.withActor(actor, 'mentorships.dissolve', async (tx) => {
        const found = await openOne(tx, mentorshipId, version, 'mentorships.settle');
        return found.ok ? applyDissolve(tx, found.value, whole === 'on') : found;
      }),

    doWithMany: (actor, organizationId, { submission, deed, steppedOn, items }) =>
      db.withActor(actor, 'mentorships.do_with_many', async (tx) => {
        const command = deed === 'dissolve' ? 'mentorships.settle' : 'mentorships.edit';
        const answer = may(mentorshipsAccess, await standingOf(tx, organizationId), command);
        if (answer !== true) return { ok: false, refusal: answer } as const;
        return submitOnce(tx, submission, async () => {
          const { found, refusals } = await openMany(tx, organizationId, items);
          if (deed === 'dissolve') {
            for (const each of found) {
              const done = await applyDissolve(tx, each, false);
              if (!done.ok) refusals.set(each.id, done.refusal);
            }
          } else {
            const to = { state: deed, on: steppedOn, channel: 'paper' } as const;
            for (const [id, refusal] of await applyStep(tx, found, to)) refusals.set(id, refusal);
          }
          return accept(manyDone(items, refusals));
        });
      }),

    orderMany: (actor, organizationId, { submission, paperId, items }) =>
      db.withActor(actor, 'mentorships.order_many', async (tx) => {
        const answer = may(mentorshipsAccess, await standingOf(tx, organizationId), 'mentorships.edit');
        if (answer !== true) return { ok: false, refusal: answer } as const;
        return submitOnce(tx, submission, async () => {
          const order = await findOrder(tx, organizationId, paperId);
          if (order === null) return refuse('mentorships.order_unknown', {}, 'paperId');
          const { found, refusals } = await openMany(tx, organizationId, items);
          for (const { id, state } of found) {
            if (state !== 'agreed') refusals.set(id, { code: 'mentorships.not_agreed' });
          }
          const ids = idsOf(found.filter(({ id }) => !refusals.has(id)));
          await takeStep(tx, ids, { state: 'ordered', on: order.issuedOn, orderPaperId: order.id });
          return accept(manyDone(items, refusals));
        });
      }),
  };
}

/** One mentorship at the version of the form, when the actor may do this to it. */
async function openOne(
  tx: ScopedTx,
  mentorshipId: string,
  version: number,
  command: CommandOf<typeof mentorshipsAccess>,
): Promise<Result<ListedMentorship>> {
  if (!isId(mentorshipId)) return refuse('mentorships.not_found');
  await lockMentorships(tx, [mentorshipId]);
  const [found] = await loadMentorships(tx, [mentorshipId]);
  if (found === undefined) return refuse('mentorships.not_found');
  const answer = may(mentorshipsAccess, await standingOf(tx, found.organizationId), command);
  if (answer !== true) return { ok: false, refusal: answer };
  return found.version === version ? accept(found) : refuse('mentorships.stale');
}

/** Those of the ticked that are of the organization and as they were on the screen; of the others why not. */
async function openMany(tx: ScopedTx, organizationId: string, items: readonly Ticked[]) {
  const versions = new Map(items.map(({ id, version }) => [id, version]));
  await lockMentorships(tx, [...versions.keys()]);
  const known = (await loadMentorships(tx, [...versions.keys()])).filter(
    (each) => each.organizationId === organizationId,
  );
  const refusals = new Map<string, Refusal>();
  for (const [id, version] of versions) {
    const found = known.find((each) => each.id === id);
    if (found === undefined) refusals.set(id, { code: 'mentorships.not_found' });
    else if (found.version !== version) refusals.set(id, { code: 'mentorships.changed_meanwhile' });
  }
  return { found: known.filter(({ id }) => !refusals.has(id)), refusals };
}

function stepRefusal({ state }: ListedMentorship, to: Step): string | null {
  if (!isForming(state) && state !== 'agreed') return 'mentorships.not_forming';
  return state === to ? 'mentorships.already_there' : null;
}

function manyDone(items: readonly Ticked[], refusals: ReadonlyMap<string, Refusal>): ManyDone {
  const asked = new Set(items.map(({ id }) => id));
  return {
    done: asked.size - refusals.size,
    skipped: [...refusals].map(([id, { code, facts }]) => ({ id, code, facts: { ...facts } })),
  };
}

const idsOf = (found: readonly ListedMentorship[]): string[] => found.map(({ id }) => id);
const menteesOf = (found: readonly ListedMentorship[]): string[] => [
  ...new Set(
    found.flatMap((one) =>
      presentMembers(one)
        .filter(({ side }) => side === 'mentee')
        .map(({ personId }) => personId),
    ),
  ),
];
