import { isId } from '#src/lib/id.ts';

/** Whose lines of the plan are looked at. */
export type PlanLook =
  | { readonly kind: 'person'; readonly id: string }
  | { readonly kind: 'team'; readonly id: string }
  | { readonly kind: 'nobody' };

/**
 * Reads `who` of an address: `me`, a person's id, `team:<id>`, `nobody`. An address is anybody's typing: what is none
 * of these narrows nothing, and so does «me» of an account without a person.
 */
export function readLook(who: string | undefined, ownPersonId: string | null): PlanLook | null {
  if (who === undefined || who === '') return null;
  if (who === 'nobody') return { kind: 'nobody' };
  if (who === 'me') return ownPersonId === null ? null : { kind: 'person', id: ownPersonId };
  if (who.startsWith('team:')) {
    const id = who.slice('team:'.length);
    return isId(id) ? { kind: 'team', id } : null;
  }
  return isId(who) ? { kind: 'person', id: who } : null;
}
