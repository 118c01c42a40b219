/** «2022-09-01» → «01.09.2022», as lists, papers and messages write a day. */
export function shortDay(iso: string): string {
  return iso.split('-').toReversed().join('.');
}
