import type { ClassName } from '#src/features/people/rules/classes.ts';
import { LAST_GRADE } from '#src/features/people/rules/classes.ts';

/** What becomes of a class when the school year ends. */
export type ClassFate = 'up' | 'graduate' | 'stay_out';

/** A class that ends, with how many are in it and what the curator decided. */
export interface EndingClass extends ClassName {
  readonly id: string;
  readonly memberCount: number;
  readonly teacherId: string | null;
  /** The class teacher still works here. */
  readonly teacherStays: boolean;
}

export interface PlannedClass {
  readonly from: EndingClass;
  readonly fate: ClassFate;
  /** The class of the next year, when it moves up. */
  readonly to: (ClassName & { readonly teacherId: string | null; readonly exists: boolean }) | null;
}

/**
 * Usual fate: classes of the highest grade that a school of this kind has leave, the others move up. A school without
 * classes 10 and 11 ends with 9, a primary school with 4: so the highest grade there is decides.
 */
export function usualFates(classes: readonly EndingClass[]): ReadonlyMap<string, ClassFate> {
  const highest = Math.max(0, ...classes.map(({ grade }) => grade));
  const last = [4, 9, 11, 12].includes(highest) ? highest : LAST_GRADE + 1;
  return new Map(classes.map(({ id, grade }) => [id, grade >= last ? 'graduate' : 'up']));
}

/** Each class with where it goes; `next` are the classes that the next year has already. */
export function planRollOver(
  classes: readonly EndingClass[],
  fates: ReadonlyMap<string, ClassFate>,
  next: readonly ClassName[],
): PlannedClass[] {
  const usual = usualFates(classes);
  return classes.map((from) => {
    const wanted = fates.get(from.id) ?? usual.get(from.id) ?? 'up';
    // Nothing stands above the last grade.
    const fate = wanted === 'up' && from.grade >= LAST_GRADE ? 'graduate' : wanted;
    if (fate !== 'up') return { from, fate, to: null };
    const to = { grade: from.grade + 1, letter: from.letter };
    return {
      from,
      fate,
      to: {
        ...to,
        teacherId: from.teacherStays ? from.teacherId : null,
        exists: next.some(({ grade, letter }) => grade === to.grade && letter === to.letter),
      },
    };
  });
}
