import type { ScopedTx } from '#src/platform/db/scope.ts';
import { fullName, nameKey, type FullName } from '#src/features/people/rules.ts';
import { differsByASlip } from '#src/features/people/rules/likeness.ts';
import type { PersonKind } from '#src/features/people/rules/kinds.ts';
import { listByFamilyOrBirth } from '#src/features/people/store.server/look-alikes.ts';

/** Somebody of the school who may be the one meant. */
export interface LookAlike {
  readonly id: string;
  readonly name: string;
  readonly birthDate: string | null;
  readonly kinds: readonly PersonKind[];
  /** Name and birthday are the same. */
  readonly isSure: boolean;
}

const MOST = 10;
const anyOrder = (name: FullName) => nameKey(name).split(' ').toSorted().join(' ');
const short = (name: FullName) => nameKey({ ...name, patronymic: '' });

/**
 * Who of the school may be the person of this name and birthday, the surest first: the same name (its words in any order) unless
 * the birthdays speak against it, one letter apart on the same birthday, another patronymic. Rights are the caller's affair.
 */
export async function findLookAlikes(
  tx: ScopedTx,
  organizationId: string,
  wanted: FullName & { readonly birthDate: string },
): Promise<LookAlike[]> {
  const key = nameKey(wanted);
  const found = (await listByFamilyOrBirth(tx, organizationId, wanted)).flatMap((one) => {
    const isSameDay = one.birthDate === wanted.birthDate;
    const isOpen = one.birthDate === null;
    const isSame = anyOrder(one) === anyOrder(wanted);
    const isNear =
      (isSame && (isSameDay || isOpen)) ||
      (isSameDay && (differsByASlip(nameKey(one), key) || short(one) === short(wanted))) ||
      (isOpen && short(one) === short(wanted) && (one.patronymic === '' || wanted.patronymic === ''));
    if (!isNear) return [];
    const { id, birthDate, kinds } = one;
    return [{ id, birthDate, kinds, name: fullName(one), isSure: isSame && isSameDay }];
  });
  return found.toSorted((left, right) => Number(right.isSure) - Number(left.isSure)).slice(0, MOST);
}
