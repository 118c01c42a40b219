import { nameKey, type FullName } from '#src/features/people/rules.ts';
import { anyOrderKey, compareBirth, differsByASlip, shortKey } from '#src/features/people/rules/likeness.ts';

/** Somebody of the school, as far as doubles are told by it. */
export interface KnownName extends FullName {
  readonly id: string;
  readonly birthDate: string | null;
  readonly birthYear: number | null;
}

/** Why two records may be one person, the surest first. */
export const DOUBLE_REASONS = ['same_birthday', 'same_name', 'no_patronymic', 'slip'] as const;
export type DoubleReason = (typeof DOUBLE_REASONS)[number];

export interface Double {
  /** The smaller id first. */
  readonly oneId: string;
  readonly otherId: string;
  readonly reason: DoubleReason;
}

/** Namesakes beyond these are not paired with each other: a page of all of them would help nobody. */
const MOST_OF_A_NAME = 40;

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

export function pairKey(oneId: string, otherId: string): string {
  return oneId < otherId ? `${oneId} ${otherId}` : `${otherId} ${oneId}`;
}

/**
 * Probable doubles: names that are one in any order, with «ё» and Latin look-alikes, where the birthdays agree or one is silent;
 * names of which one lacks the patronymic; names that differ by a letter on one birthday. `distinct` holds the pairs (`pairKey`) of
 * which somebody said that they are two people. The surest first, then by name.
 */
export function findDoubles(people: readonly KnownName[], distinct: ReadonlySet<string>): Double[] {
  const keyById = new Map(people.map((one) => [one.id, nameKey(one)]));
  const found = new Map<string, Double & { readonly name: string }>();
  const pair = (one: KnownName, other: KnownName, reason: DoubleReason): void => {
    const key = pairKey(one.id, other.id);
    if (found.has(key) || distinct.has(key)) return;
    const [oneId = '', otherId = ''] = key.split(' ');
    found.set(key, { oneId, otherId, reason, name: keyById.get(one.id) ?? '' });
  };
  const inPairs = (
    groups: Iterable<readonly KnownName[]>,
    look: (one: KnownName, other: KnownName) => void,
  ) => {
    for (const group of groups) {
      const few = group.slice(0, MOST_OF_A_NAME);
      for (const [at, one] of few.entries()) for (const other of few.slice(at + 1)) look(one, other);
    }
  };
  inPairs(Map.groupBy(people, anyOrderKey).values(), (one, other) => {
    const births = compareBirth(one, other);
    if (births !== 'other') pair(one, other, births === 'same' ? 'same_birthday' : 'same_name');
  });
  inPairs(Map.groupBy(people, shortKey).values(), (one, other) => {
    const births = compareBirth(one, other);
    const isSilent = (one.patronymic === '') !== (other.patronymic === '');
    if (births === 'same' || (births === 'open' && isSilent)) pair(one, other, 'no_patronymic');
  });
  const born = people.filter(({ birthDate }) => birthDate !== null);
  inPairs(Map.groupBy(born, ({ birthDate }) => birthDate).values(), (one, other) => {
    if (differsByASlip(keyById.get(one.id) ?? '', keyById.get(other.id) ?? '')) pair(one, other, 'slip');
  });
  return [...found.values()]
    .toSorted(
      (a, b) =>
        DOUBLE_REASONS.indexOf(a.reason) - DOUBLE_REASONS.indexOf(b.reason) ||
        // Keys are small letters without «ё»: their order is that of the alphabet, and thousands of pairs are sorted at once.
        compare(a.name, b.name) ||
        compare(a.oneId, b.oneId),
    )
    .map(({ oneId, otherId, reason }) => ({ oneId, otherId, reason }));
}

/** The doubles of one record: only those are compared who share a name or a birthday with it. */
export function findDoublesOf(
  id: string,
  people: readonly KnownName[],
  distinct: ReadonlySet<string>,
): Double[] {
  const self = people.find((one) => one.id === id);
  if (self === undefined) return [];
  const [name, short] = [anyOrderKey(self), shortKey(self)];
  const alike = people.filter(
    (one) =>
      (self.birthDate !== null && one.birthDate === self.birthDate) ||
      anyOrderKey(one) === name ||
      shortKey(one) === short,
  );
  return findDoubles(alike, distinct).filter(({ oneId, otherId }) => oneId === id || otherId === id);
}
