import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { Attempts } from '#src/platform/auth/create-auth.ts';
import type { Clock } from '#src/platform/clock.ts';
import type { Database, ScopedTx } from '#src/platform/db/scope.ts';
import type { FileStore } from '#src/platform/files.ts';
import { isId } from '#src/lib/id.ts';
import { may, type CommandOf, type Role, type Standing } from '#src/features/accounts/access.ts';
import { standingOf } from '#src/features/accounts/service.server.ts';
import { banksAccess } from '#src/features/banks/access.ts';
import { findParticipant, type Participant } from '#src/features/banks/store.server/participants.ts';

export interface BanksDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly timeZone: string;
  readonly files: FileStore;
  /** The installation's secret: what the links of open calls are made from. */
  readonly secret: string;
  readonly publicUrl: string;
  /** Counters of tries, as sign-in has them. */
  readonly attempts: Pick<Attempts, 'count'>;
  /** Tells those who answer for something; in the transaction of the program itself. */
  readonly notify: (
    tx: ScopedTx,
    notice: {
      readonly organizationId: string;
      readonly roles: readonly Role[];
      readonly kind: 'application';
      readonly subjectId: string;
      readonly day: string;
      readonly text: string;
      readonly path: string;
    },
  ) => Promise<void>;
}

/** What the actor is at the organization, when they may carry the command out there. */
export async function admit(
  tx: ScopedTx,
  organizationId: string,
  command: CommandOf<typeof banksAccess>,
): Promise<Result<Standing>> {
  const standing = await standingOf(tx, organizationId);
  const answer = may(banksAccess, standing, command);
  return answer === true ? accept(standing) : { ok: false, refusal: answer };
}

/** Whether the actor's right to a command reaches the whole school; a class teacher's reaches the own pupils. */
export function reachesAll(standing: Standing, command: CommandOf<typeof banksAccess>): boolean {
  const holders: readonly string[] = banksAccess[command];
  return standing.roles.some((role) => role !== 'class_teacher' && holders.includes(role));
}

/**
 * The person, when the actor may enter for them: as themselves or their guardian, as those who answer for the programme, as
 * class teacher of the pupil. Whoever may not is told the same as when there is nobody such.
 */
export async function admitTo(tx: ScopedTx, personId: string): Promise<Result<Participant>> {
  const person = isId(personId) ? await findParticipant(tx, personId) : null;
  if (person === null) return refuse('banks.person_not_found', undefined, 'personId');
  if (person.isOwn || tx.actor.kind !== 'person') {
    return person.isOwn ? accept(person) : refuse('banks.person_not_found', undefined, 'personId');
  }
  const admitted = await admit(tx, person.organizationId, 'banks.edit');
  if (!admitted.ok) return admitted;
  if (reachesAll(admitted.value, 'banks.edit') || person.isOfClass) return accept(person);
  return refuse('banks.person_not_found', undefined, 'personId');
}
