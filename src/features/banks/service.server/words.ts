import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { abilities } from '#src/features/accounts/access.ts';
import { banksAccess } from '#src/features/banks/access.ts';
import { admit, type BanksDeps } from '#src/features/banks/service.server/deps.ts';
import { BANK_PAGE_SIZE, type BanksAbilities } from '#src/features/banks/service.server/lists.ts';
import {
  findTag,
  joinTag,
  layTags,
  listTags,
  listTagWords,
  partTag,
  type ListedTag,
} from '#src/features/banks/store.server/tags.ts';

/** Words offered while somebody types. */
const SUGGESTED = 600;

/** The dictionary of a school: competences, interests, subjects of requests. */
export interface Words {
  /** Words for the fields of offers and requests; for whoever fills them in. */
  suggest(
    actor: Parameters<BanksDeps['db']['withActor']>[0],
    organizationId: string,
  ): Promise<readonly string[]>;
  list(
    actor: PersonActor,
    organizationId: string,
    input: { words: string; page: number },
  ): Promise<
    Result<{ tags: readonly ListedTag[]; total: number; page: number; pageSize: number; can: BanksAbilities }>
  >;
  /** The one word becomes a synonym of the other. Refuses with `banks.tag_not_found`, `banks.same_tag`. */
  join(actor: PersonActor, organizationId: string, input: { gone: string; kept: string }): Promise<Result>;
  part(actor: PersonActor, organizationId: string, word: string): Promise<Result>;
}

export function createWords({ db }: BanksDeps): Words {
  return {
    suggest: (actor, organizationId) =>
      db.withActor(actor, 'banks.list_words', async (tx) => {
        await layTags(tx, organizationId);
        return listTagWords(tx, organizationId, SUGGESTED);
      }),

    list: (actor, organizationId, { words, page }) =>
      db.withActor(actor, 'banks.list_tags', async (tx) => {
        const admitted = await admit(tx, organizationId, 'banks.view');
        if (!admitted.ok) return admitted;
        await layTags(tx, organizationId);
        const found = await listTags(tx, {
          organizationId,
          words,
          offset: (page - 1) * BANK_PAGE_SIZE,
          limit: BANK_PAGE_SIZE,
        });
        return accept({
          ...found,
          page,
          pageSize: BANK_PAGE_SIZE,
          can: abilities(banksAccess, admitted.value),
        });
      }),

    join: (actor, organizationId, { gone, kept }) =>
      db.withActor(actor, 'banks.join_tags', async (tx) => {
        const admitted = await admit(tx, organizationId, 'banks.admit');
        if (!admitted.ok) return admitted;
        const [from, to] = [await findTag(tx, organizationId, gone), await findTag(tx, organizationId, kept)];
        if (from === null) return refuse('banks.tag_not_found', { word: gone }, 'gone');
        if (to === null) return refuse('banks.tag_not_found', { word: kept }, 'kept');
        if (from.id === to.id) return refuse('banks.same_tag', undefined, 'kept');
        await joinTag(tx, organizationId, from.id, to.id);
        return accept();
      }),

    part: (actor, organizationId, word) =>
      db.withActor(actor, 'banks.part_tag', async (tx) => {
        const admitted = await admit(tx, organizationId, 'banks.admit');
        if (!admitted.ok) return admitted;
        return (await partTag(tx, organizationId, word)) ? accept() : refuse('banks.tag_not_found', { word });
      }),
  };
}
