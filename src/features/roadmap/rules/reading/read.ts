import { assembleRows } from '#src/features/roadmap/rules/reading/assemble.ts';
import { checkWhole } from '#src/features/roadmap/rules/reading/check.ts';
import { readHead } from '#src/features/roadmap/rules/reading/head.ts';
import { findTables } from '#src/features/roadmap/rules/reading/layouts/find.ts';
import type {
  Flag,
  ReadItem,
  ReadPart,
  RecogniseParts,
  RoadmapReading,
  ReadSection,
} from '#src/features/roadmap/rules/reading/model.ts';
import { readDeadline } from '#src/lib/deadlines/read.ts';
import type { Period } from '#src/lib/deadlines/meaning.ts';
import type { SourceDocument } from '#src/lib/tables/model.ts';

/**
 * Reads a roadmap out of a document, whatever its layout: title, organization, period, stamps, and every row with
 * its cells, people, documents and the meaning of its deadline. What is unclear is flagged, never guessed in
 * silence; a document without recognisable rows answers with no sections and the flag `reading.no_rows`.
 *
 * @param document what a reader of `lib/tables` made of the file or the pasted text
 * @param recognise finds the kinds of activity in a row
 * @param onRow told after each row whose kinds were found: which one, of how many
 */
export function readRoadmap(
  document: SourceDocument,
  recognise: RecogniseParts,
  onRow: (row: number, rows: number) => void = () => undefined,
): RoadmapReading {
  const found = findTables(document);
  const head = readHead(found.headLines, document.text.split('\n'));
  const flags: Flag[] = found.tables.flatMap((table) => table.doubts).map((code) => ({ code }));
  let { period, periodSpan } = head;
  if (periodSpan === null) {
    const inferred = inferPeriod(assembleRows(found.tables, (phrase) => readDeadline(phrase, null)));
    if (inferred !== null) {
      period = inferred.text;
      periodSpan = inferred.span;
      flags.push({ code: 'reading.period_inferred' });
    } else {
      flags.push({ code: 'reading.no_period' });
    }
  }
  const span = periodSpan;
  const assembled = assembleRows(found.tables, (phrase) => readDeadline(phrase, span));
  const rows = assembled.reduce((sum, section) => sum + section.items.length, 0);
  let row = 0;
  const sections = assembled.map((section) => ({
    ...section,
    items: section.items.map((item) => {
      const withKinds = addKinds(item, section.title, recognise);
      row += 1;
      onRow(row, rows);
      return withKinds;
    }),
  }));
  flags.push(...checkWhole(document.text, found.tables, sections, found.headLines));
  if (head.title === null) flags.push({ code: 'reading.no_title_of_document' });
  if (sections.every((section) => section.items.length === 0)) flags.push({ code: 'reading.no_rows' });
  return {
    ...head,
    period,
    periodSpan,
    columns: found.tables[0]?.columns.map((column) => column.header).filter((header) => header !== '') ?? [],
    layout: found.tables[0]?.layout ?? 'none',
    sections: sections.map(flagNumbers),
    flags,
  };
}

function addKinds(item: ReadItem, sectionTitle: string | null, recognise: RecogniseParts): ReadItem {
  const isHeading =
    item.isGroup && item.deadline === null && item.result === null && item.activities === null;
  const parts: ReadPart[] = recognise({
    title: item.title,
    subPoints: item.subPoints,
    activities: item.activities,
    result: item.result,
    sectionTitle,
    isHeading,
  });
  return { ...item, parts, kinds: [...new Set(parts.map((part) => part.kind))] };
}

/** A section whose other rows are numbered: a row without a number is worth a look. */
function flagNumbers(section: ReadSection): ReadSection {
  const numbered = section.items.filter((item) => item.number !== null).length;
  if (numbered === 0 || numbered === section.items.length) return section;
  return {
    ...section,
    items: section.items.map((item) => {
      if (item.number !== null || item.flags.some((flag) => flag.code === 'reading.number_missing'))
        return item;
      return {
        ...item,
        flags: [...item.flags, { code: 'reading.number_missing' }],
        confidence: item.confidence === 'high' ? 'medium' : item.confidence,
      };
    }),
  };
}

/** The years that the deadlines name, from the first to the last; null when they name none. */
function inferPeriod(sections: readonly ReadSection[]): { text: string; span: Period } | null {
  const years = sections
    .flatMap((section) => section.items)
    .flatMap((item) =>
      [...(item.deadline ?? '').matchAll(/(?<!\d)(20\d\d)(?!\d)/g)].map((match) => Number(match[1])),
    );
  if (years.length === 0) return null;
  const [first, last] = [Math.min(...years), Math.max(...years)];
  if (last - first > 8) return null;
  return {
    text: first === last ? String(first) : `${first}-${last}`,
    span: { start: `${first}-01-01`, end: `${last}-12-31` },
  };
}
