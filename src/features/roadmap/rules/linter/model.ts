import type { Meaning, Period } from '#src/lib/deadlines/meaning.ts';

export interface LintItem {
  readonly number: string | null;
  readonly title: string;
  readonly subPoints: readonly string[];
  readonly deadlineText: string | null;
  readonly meaning: Meaning | null;
  /** The reading of the deadline needs a person's choice. */
  readonly ambiguous: boolean;
  readonly responsible: readonly string[];
  readonly result: string | null;
  /** Ids of `data/activity-kinds.json`. */
  readonly kinds: readonly string[];
  /** The row heads the rows under it and is not done itself. */
  readonly isGroup?: boolean;
}

export interface LintSection {
  readonly number: string | null;
  readonly title: string | null;
  readonly items: readonly LintItem[];
}

/** A roadmap as plain data: no ids, no storage. */
export interface LintInput {
  readonly period: Period | null;
  readonly sections: readonly LintSection[];
}

/** `error`: wrong as it stands. `warning`: probably wrong or lacking. `note`: worth a look. */
export type Severity = 'error' | 'warning' | 'note';

export type FindingCode =
  | 'deadline.outside_period'
  | 'deadline.partly_outside_period'
  | 'deadline.outside_section_year'
  | 'deadline.ends_before_start'
  | 'deadline.missing'
  | 'deadline.unreadable'
  | 'deadline.ambiguous'
  | 'title.missing'
  | 'title.other_year'
  | 'number.missing'
  | 'number.absent'
  | 'number.doubled'
  | 'number.out_of_order'
  | 'responsible.missing'
  | 'result.missing'
  | 'roadmap.no_rows'
  | 'roadmap.no_deadlines'
  | 'roadmap.no_responsible'
  | 'section.empty'
  | 'stage.missing'
  | 'act.misquoted'
  | 'act.wrong_date'
  | 'act.unknown'
  | 'act.not_in_force'
  | 'document.missing'
  | 'document.nobody_makes'
  | 'row.repeated'
  | 'text.cut_off'
  | 'text.doubled_word'
  | 'text.doubled_space'
  | 'text.glued'
  | 'text.latin_letters'
  | 'text.quotes_unbalanced'
  | 'text.slip'
  | 'text.stray_letter';

export type LintField =
  | 'number'
  | 'title'
  | 'subPoints'
  | 'deadline'
  | 'responsible'
  | 'result'
  | 'sectionTitle';

/** What to write instead: `from` as it stands in the field, `to` in its place. */
export interface Fix {
  readonly field: LintField;
  readonly from: string;
  readonly to: string;
}

/** Something to look at. Without `sectionIndex` it concerns the whole roadmap, without `itemIndex` a section. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly sectionIndex?: number;
  readonly itemIndex?: number;
  readonly field?: LintField;
  /** Facts for the Russian text in `labels.ts`; days are ISO. */
  readonly facts: Readonly<Record<string, string | number>>;
  readonly fix?: Fix;
}

export type Check = (input: LintInput) => Finding[];
