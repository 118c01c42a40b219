import { isId } from '#src/lib/id.ts';
import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { Database, PersonActor } from '#src/platform/db/scope.ts';
import { submitOnce } from '#src/platform/db/submission.ts';
import { RETENTION_RULES } from '#src/features/consents/rules/retention.ts';
import type { DecideProposal } from '#src/features/consents/schema/duties.ts';
import { admit } from '#src/features/consents/service.server/rights.ts';
import { todayOf } from '#src/features/consents/store.server/consents.ts';
import { insertDestruction } from '#src/features/consents/store.server/destruction.ts';
import {
  decideProposal,
  findProposal,
  insertProposals,
  listProposals,
  type Proposal,
} from '#src/features/consents/store.server/retention.ts';

export type { Proposal } from '#src/features/consents/store.server/retention.ts';
export const PROPOSALS_PAGE_SIZE = 30;

export interface ProposalsPage {
  readonly proposals: readonly Proposal[];
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
  readonly today: string;
}

export interface Retention {
  /** What waits for a decision, or what was decided; page from 1. */
  list(
    actor: PersonActor,
    organizationId: string,
    asked: { isDecided: boolean; page: number },
  ): Promise<Result<ProposalsPage>>;
  /** Refuses with `consents.proposal_not_found`. */
  view(
    actor: PersonActor,
    organizationId: string,
    id: string,
  ): Promise<Result<{ proposal: Proposal; today: string }>>;
  /**
   * Destroy starts the clock of 30 days; keep needs a reason and a last day. Refuses with `consents.proposal_stale`,
   * `consents.keep_needs_reason`, `consents.keep_needs_day`.
   */
  decide(actor: PersonActor, organizationId: string, input: DecideProposal): Promise<Result>;
  /** The nightly round over every school; answers how many were proposed. Safe to run twice. */
  propose(): Promise<number>;
}

export function createRetention(db: Database): Retention {
  return {
    list: (actor, organizationId, { isDecided, page }) =>
      db.withActor(actor, 'consents.list_proposals', async (tx) => {
        const admitted = await admit(tx, organizationId, 'consents.destroy');
        if (!admitted.ok) return admitted;
        const offset = (page - 1) * PROPOSALS_PAGE_SIZE;
        const found = await listProposals(tx, organizationId, {
          isDecided,
          offset,
          limit: PROPOSALS_PAGE_SIZE,
        });
        return accept({ ...found, page, pageSize: PROPOSALS_PAGE_SIZE, today: await todayOf(tx) });
      }),

    view: (actor, organizationId, id) =>
      db.withActor(actor, 'consents.view_proposal', async (tx) => {
        const admitted = await admit(tx, organizationId, 'consents.destroy');
        if (!admitted.ok) return admitted;
        const proposal = isId(id) ? await findProposal(tx, organizationId, id) : null;
        return proposal === null
          ? refuse('consents.proposal_not_found')
          : accept({ proposal, today: await todayOf(tx) });
      }),

    decide: (actor, organizationId, { submission, ...input }) =>
      db.withActor(actor, 'consents.decide_retention', async (tx) => {
        const admitted = await admit(tx, organizationId, 'consents.destroy');
        if (!admitted.ok) return admitted;
        const today = await todayOf(tx);
        if (input.decision === 'keep') {
          if (input.note === '') return refuse('consents.keep_needs_reason', undefined, 'note');
          if (input.keepUntil === null || input.keepUntil <= today) {
            return refuse('consents.keep_needs_day', undefined, 'keepUntil');
          }
        }
        return submitOnce(tx, submission, async () => {
          const decided = await decideProposal(tx, organizationId, {
            ...input,
            on: today,
            keepUntil: input.decision === 'keep' ? input.keepUntil : null,
          });
          if (decided === null) return refuse('consents.proposal_stale');
          if (input.decision === 'destroy') {
            const { personId } = decided;
            const note = input.note;
            await insertDestruction(tx, {
              organizationId,
              personId,
              cause: 'retention',
              begunOn: today,
              note,
            });
          }
          return accept();
        });
      }),

    propose: () =>
      db.asSystem('retention of personal data', 'consents.propose_retention', async (tx) => {
        let proposed = 0;
        for (const rule of RETENTION_RULES) proposed += await insertProposals(tx, rule);
        return proposed;
      }),
  };
}
