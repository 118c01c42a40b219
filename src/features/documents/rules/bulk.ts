/** Something that a paper can be about, as lists show it. */
interface Listed {
  readonly label: string;
  readonly className?: string;
}

const plain = (text: string) => text.toLocaleLowerCase('ru').replaceAll('ё', 'е');

/** Those whose name has every one of the words and who are of the class; an empty choice is no choice. */
export function narrowSubjects<Subject extends Listed>(
  subjects: readonly Subject[],
  { q, className }: { readonly q: string; readonly className: string },
): Subject[] {
  const words = plain(q).split(/\s+/u).filter(Boolean);
  return subjects.filter(
    (one) =>
      (className === '' || one.className === className) &&
      words.every((word) => plain(`${one.label} ${one.className ?? ''}`).includes(word)),
  );
}

/** Classes that the subjects are of, «2А» before «10А». */
export function classesOf(subjects: readonly Listed[]): string[] {
  const names = new Set(subjects.flatMap(({ className }) => className ?? []));
  return [...names].toSorted((a, b) => a.localeCompare(b, 'ru', { numeric: true }));
}
