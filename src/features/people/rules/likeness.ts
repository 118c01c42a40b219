import { nameKey, type FullName } from '#src/features/people/rules.ts';

/** Words of a name in any order: «Пётр Иванов» and «Иванов Пётр» are one; case, «ё», spaces and Latin look-alikes aside. */
export function anyOrderKey(name: FullName): string {
  return nameKey(name).split(' ').toSorted().join(' ');
}

/** The same without the patronymic. */
export function shortKey(name: FullName): string {
  return anyOrderKey({ ...name, patronymic: '' });
}

/** True when one letter was added, lost or replaced, or two neighbours changed places. */
export function differsByASlip(one: string, other: string): boolean {
  if (one === other || Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && start < other.length && one[start] === other[start]) start += 1;
  let [endOne, endOther] = [one.length, other.length];
  while (endOne > start && endOther > start && one[endOne - 1] === other[endOther - 1]) {
    endOne -= 1;
    endOther -= 1;
  }
  const [left, right] = [one.slice(start, endOne), other.slice(start, endOther)];
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}

export interface Born {
  /** ISO day. */
  readonly birthDate: string | null;
  readonly birthYear: number | null;
}

/** 'same' and 'other' when both birthdays speak; 'open' when one of them is silent. */
export function compareBirth(one: Born, other: Born): 'same' | 'other' | 'open' {
  if (one.birthDate !== null && other.birthDate !== null)
    return one.birthDate === other.birthDate ? 'same' : 'other';
  const years = [one, other].map(
    ({ birthDate, birthYear }) => birthYear ?? (birthDate === null ? null : Number(birthDate.slice(0, 4))),
  );
  const [left = null, right = null] = years;
  if (left === null || right === null) return 'open';
  return left === right ? 'open' : 'other';
}
