import file from '#data/roadmap-stages.json' with { type: 'json' };
import { formatMeaning } from '#src/lib/deadlines/format.ts';
import type { Meaning } from '#src/lib/deadlines/meaning.ts';
import { findActivityKind } from '#src/features/roadmap/rules/kinds/dictionary.ts';
import { toLine, toWords } from '#src/lib/russian/phrases/normalise.ts';
import { compilePhrase } from '#src/lib/russian/phrases/pattern.ts';
import { placeMeaning } from '#src/features/roadmap/rules/templates/place-years.ts';

export interface DatelessSection {
  readonly title: string | null;
  readonly items: readonly {
    readonly title: string;
    readonly deadlineText: string | null;
    readonly kinds: readonly string[];
    readonly isGroup?: boolean;
  }[];
}

export interface DateOffer {
  readonly sectionIndex: number;
  readonly itemIndex: number;
  readonly meaning: Meaning;
  readonly deadlineText: string;
  /** Where the date comes from, in Russian. */
  readonly reason: string;
}

interface DatedStage {
  readonly number: number | null;
  readonly title: string;
  readonly kinds: readonly string[];
  readonly deadline: Meaning;
  readonly headings: readonly RegExp[];
}

const kindDeadlines = file.kindDeadlines as Readonly<Record<string, Meaning>>;
const stages: readonly DatedStage[] = file.stages.map((stage) => ({
  ...stage,
  deadline: stage.deadline as Meaning,
  headings: stage.headings.map((phrase) => compilePhrase(phrase, {}).pattern),
}));

/**
 * Dates for rows that have none, from the usual course of the seven stages in the school year that begins in
 * `startYear`: by the row's kind (of several, the one that ends last, because the row is done when all its parts
 * are), else by the stage that its section names. Rows that neither tells anything about get no offer.
 */
export function offerDates(sections: readonly DatelessSection[], startYear: number): DateOffer[] {
  return sections.flatMap((section, sectionIndex) =>
    section.items.flatMap((item, itemIndex): DateOffer[] => {
      if ((item.deadlineText ?? '').trim() !== '' || item.isGroup === true) return [];
      const found = findByKind(item.kinds) ?? findByStage(section.title);
      if (found === null) return [];
      const meaning = placeMeaning(found.meaning, startYear, startYear + 1);
      return [
        { sectionIndex, itemIndex, meaning, deadlineText: formatMeaning(meaning), reason: found.reason },
      ];
    }),
  );
}

function findByKind(kinds: readonly string[]): { meaning: Meaning; reason: string } | null {
  const dated = kinds.flatMap((id) => {
    const meaning = kindDeadlines[id];
    return meaning === undefined ? [] : [{ id, meaning, end: endOf(meaning) }];
  });
  const last = dated.toSorted((a, b) => b.end.localeCompare(a.end))[0];
  if (last === undefined) return null;
  const stage = stages.find((candidate) => candidate.kinds.includes(last.id));
  const kind = findActivityKind(last.id)?.title ?? last.id;
  return {
    meaning: last.meaning,
    reason: `Обычный срок для «${kind}»${stage === undefined ? '' : `, ${nameStage(stage)}`}`,
  };
}

function findByStage(heading: string | null): { meaning: Meaning; reason: string } | null {
  if (heading === null) return null;
  const line = toLine(toWords(heading));
  const stage = stages.find((candidate) => candidate.headings.some((pattern) => pattern.test(line)));
  return stage === undefined
    ? null
    : {
        meaning: stage.deadline,
        reason: `Вид работы не распознан; взят срок всего этапа: ${nameStage(stage)}`,
      };
}

function nameStage({ number, title }: DatedStage): string {
  return number === null ? `«${title}»` : `этап ${number} «${title}»`;
}

/** The last day as text that sorts; what has no end sorts before everything dated. */
function endOf(meaning: Meaning): string {
  switch (meaning.kind) {
    case 'date':
    case 'by':
      return meaning.date;
    case 'range':
      return meaning.end;
    default:
      return '';
  }
}
