import { isId } from '#src/lib/id.ts';
import { accept, refuse, type Refusal, type Result } from '#src/lib/result.ts';
import type { PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import { submitOnce } from '#src/platform/db/submission.ts';
import { abilities, type CommandOf } from '#src/features/accounts/access.ts';
import { standingOf } from '#src/features/accounts/service.server.ts';
import { peopleAccess } from '#src/features/people/access.ts';
import type { AddPartner, EditPartner } from '#src/features/people/schema/partners.ts';
import type { PeopleDeps } from '#src/features/people/service.server/deps.ts';
import { refuseUnlessMay } from '#src/features/people/service.server/rights.ts';
import {
  countPeopleOfPartners,
  findPartner,
  findPartnerByName,
  insertPartner,
  listPartners,
  updatePartner,
  type Partner,
} from '#src/features/people/store.server/partners.ts';

type Can = Record<CommandOf<typeof peopleAccess>, true | Refusal>;

export interface Partners {
  /** Partners by name, each with how many of its people the actor sees. */
  list(
    actor: PersonActor,
    input: { organizationId: string; withEnded: boolean },
  ): Promise<Result<{ partners: readonly (Partner & { readonly peopleCount: number })[]; can: Can }>>;
  view(actor: PersonActor, partnerId: string): Promise<Result<{ partner: Partner; can: Can }>>;
  /** Refuses with `people.partner_exists`. */
  add(actor: PersonActor, organizationId: string, input: AddPartner): Promise<Result<{ partnerId: string }>>;
  /** Refuses with `people.partner_exists`, `people.partner_stale`. An end day takes the partner out of choices. */
  edit(actor: PersonActor, input: EditPartner): Promise<Result>;
}

export function createPartners({ db }: PeopleDeps): Partners {
  return {
    list: (actor, { organizationId, withEnded }) =>
      db.withActor(actor, 'people.partners', async (tx) => {
        const standing = await standingOf(tx, organizationId);
        const refused = refuseUnlessMay(standing, 'people.list_partners');
        if (refused !== null) return refused;
        const counts = await countPeopleOfPartners(tx, organizationId);
        const partners = await listPartners(tx, organizationId, withEnded);
        return accept({
          partners: partners.map((one) => ({ ...one, peopleCount: counts.get(one.id) ?? 0 })),
          can: abilities(peopleAccess, standing),
        });
      }),

    view: (actor, partnerId) =>
      db.withActor(actor, 'people.partner', async (tx) => {
        const partner = isId(partnerId) ? await findPartner(tx, partnerId) : null;
        if (partner === null) return refuse('people.partner_not_found');
        const standing = await standingOf(tx, partner.organizationId);
        return (
          refuseUnlessMay(standing, 'people.list_partners') ??
          accept({ partner, can: abilities(peopleAccess, standing) })
        );
      }),

    add: (actor, organizationId, input) =>
      db.withActor(actor, 'people.add_partner', (tx) =>
        submitOnce(tx, input.submission, async () => {
          const refused = refuseUnlessMay(await standingOf(tx, organizationId), 'people.edit_partners');
          if (refused !== null) return refused;
          const taken = await refuseTaken(tx, organizationId, input.name, null);
          if (taken !== null) return taken;
          return accept({ partnerId: await insertPartner(tx, organizationId, input) });
        }),
      ),

    edit: (actor, input) =>
      db.withActor(actor, 'people.edit_partner', async (tx) => {
        const partner = await findPartner(tx, input.partnerId);
        if (partner === null) return refuse('people.partner_not_found');
        const { organizationId, id } = partner;
        const refused = refuseUnlessMay(await standingOf(tx, organizationId), 'people.edit_partners');
        if (refused !== null) return refused;
        const taken = await refuseTaken(tx, organizationId, input.name, id);
        if (taken !== null) return taken;
        return (await updatePartner(tx, { ...input, id })) ? accept() : refuse('people.partner_stale');
      }),
  };
}

async function refuseTaken(
  tx: ScopedTx,
  organizationId: string,
  name: string,
  exceptId: string | null,
): Promise<Result<never> | null> {
  const twin = await findPartnerByName(tx, organizationId, name);
  return twin === null || twin === exceptId ? null : refuse('people.partner_exists', { name }, 'name');
}
