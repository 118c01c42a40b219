import type { MenteeFilter, MentorFilter } from '#src/features/banks/schema.ts';

/** What the address of a bank asks for: whether anything is narrowed, and where the same comes as XLSX. */
export function readAsked(
  url: URL,
  filter: MenteeFilter | MentorFilter,
  bank: string,
): { isFiltered: boolean; exportTo: string } {
  const { page, q, class: className, tag, ...choices } = filter;
  const asked = new URLSearchParams(url.searchParams);
  asked.delete('page');
  return {
    isFiltered:
      page > 1 ||
      [q, className, tag].some((words) => words !== '') ||
      Object.values(choices).some((one) => one !== undefined),
    exportTo: `${bank}/export?${asked.toString()}`,
  };
}
