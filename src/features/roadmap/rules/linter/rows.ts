import type {
  LintField,
  LintInput,
  LintItem,
  LintSection,
} from '#src/features/roadmap/rules/linter/model.ts';

export interface LintRow {
  readonly item: LintItem;
  readonly section: LintSection;
  readonly sectionIndex: number;
  readonly itemIndex: number;
}

/** Every row with its place, in reading order. */
export function listRows(input: LintInput): LintRow[] {
  return input.sections.flatMap((section, sectionIndex) =>
    section.items.map((item, itemIndex) => ({ item, section, sectionIndex, itemIndex })),
  );
}

/** Rows that are done themselves: not those that only head others. */
export function listOwnRows(input: LintInput): LintRow[] {
  return listRows(input).filter((row) => row.item.isGroup !== true);
}

/** How a finding names a row to a person: its number, or the beginning of its title. */
export function nameRow(item: LintItem): string {
  const number = item.number?.replace(/[.)]+$/, '') ?? '';
  if (number !== '') return number;
  const title = item.title.replaceAll(/\s+/g, ' ').trim();
  if (title === '') return 'без номера и названия';
  return title.length > 60 ? `«${title.slice(0, 57)}…»` : `«${title}»`;
}

export interface LintText {
  readonly text: string;
  readonly field: LintField;
  readonly sectionIndex: number;
  readonly itemIndex?: number;
}

/** Every text of the roadmap with its place: titles of sections, titles, sub-points and results of rows. */
export function listTexts(input: LintInput): LintText[] {
  return input.sections.flatMap((section, sectionIndex) => {
    const texts: LintText[] = [];
    if (section.title) texts.push({ text: section.title, field: 'sectionTitle', sectionIndex });
    section.items.forEach((item, itemIndex) => {
      const add = (text: string, field: LintField): void => {
        if (text.trim() !== '') texts.push({ text, field, sectionIndex, itemIndex });
      };
      add(item.title, 'title');
      for (const subPoint of item.subPoints) {
        // A title that still holds its list must not be looked at twice.
        if (!item.title.includes(subPoint)) add(subPoint, 'subPoints');
      }
      add(item.deadlineText ?? '', 'deadline');
      add(item.result ?? '', 'result');
    });
    return texts;
  });
}
