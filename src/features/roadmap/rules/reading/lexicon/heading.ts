const partHeading =
  /^\s*((раздел|этап|блок|модуль|направление|часть)\s+([IVX]+|\d+)|[IVX]+\s*[.)]|[IVX]+\s+(этап|раздел|блок|направление))(?=[\s.:])/iu;
const periodHeading =
  /^\s*(?:на\s+)?(?:19|20)\d\d\s*[-–—/]\s*(?:(?:19|20)?\d\d)\s*(?:уч\p{L}*\.?\s*г\p{L}*\.?|г\p{L}*\.?(?:\s?г\.?)?)\s*$/iu;

/** The text names a school year or a run of years: «2021-2022 учебный год». */
export function isPeriodHeading(text: string): boolean {
  return periodHeading.test(text) || /^\s*(19|20)\d\d\s*год\s*$/iu.test(text);
}

/** The line heads the rows below it: a school year, «Раздел II», «III. Итоговый этап». */
export function isHeadingLine(line: string): boolean {
  if (periodHeading.test(line)) return true;
  return partHeading.test(line) && !/^\s*[IVX]+\s*квартал/iu.test(line) && /^\s*(?:\p{Lu}|[IVX])/u.test(line);
}
