import type { Meaning, Period } from '#src/lib/deadlines/meaning.ts';
import type { DeadlineReading } from '#src/lib/deadlines/read.ts';
import type { Place } from '#src/lib/tables/model.ts';

export type Confidence = 'high' | 'medium' | 'low';

/** What is unclear: a code whose Russian text is in `reading/labels.ts`, with the facts that the text names. */
export interface Flag {
  code: string;
  facts?: Record<string, string | number>;
}

/** A cell as it stands in the source (wrapped words joined, nothing else changed). */
export interface ReadCell {
  text: string;
  place: Place;
  confidence: Confidence;
}

export type ResponsibleKind = 'person' | 'post' | 'group' | 'organization' | 'unknown';

export interface ReadResponsible {
  /** The words of the source that name this one. */
  text: string;
  kind: ResponsibleKind;
  personName?: string;
  post?: string;
}

export interface ReadPart {
  kind: string;
  title: string;
  confidence: Confidence;
}

export type CellName = 'number' | 'title' | 'deadline' | 'responsible' | 'result' | 'activities';

/** One row of the roadmap. An empty cell of the source is `null` or an empty list, never a neighbour's text. */
export interface ReadItem {
  number: string | null;
  title: string;
  subPoints: string[];
  /** The deadline's words as they stand in the source. */
  deadline: string | null;
  meaning: Meaning | null;
  deadlineReading: DeadlineReading | null;
  responsible: ReadResponsible[];
  responsibleText: string | null;
  result: string | null;
  /** Documents that the result names. */
  documents: string[];
  /** A second column of what is done, where the roadmap has one. */
  activities: string | null;
  parts: ReadPart[];
  /** Number of the group row that this one belongs to. */
  parent: string | null;
  /** The row names a group of the rows below it. */
  isGroup: boolean;
  kinds: string[];
  confidence: Confidence;
  flags: Flag[];
  source: {
    text: string;
    from: Place;
    to: Place;
    /** Lines of `SourceDocument.text`, from 1, both included. */
    lineFrom?: number;
    lineTo?: number;
  };
  cells: Partial<Record<CellName, ReadCell>>;
}

export interface ReadSection {
  number: string | null;
  title: string | null;
  /** Number of the section that this one stands under. */
  parent: string | null;
  items: ReadItem[];
}

export interface ReadStamp {
  word: 'УТВЕРЖДЕНО' | 'ПРИНЯТО' | 'СОГЛАСОВАНО';
  /** Number of the order or protocol. */
  order?: string;
  /** ISO date. */
  date?: string;
  text: string;
}

export interface RoadmapReading {
  title: string | null;
  organization: string | null;
  /** The period in the document's words. */
  period: string | null;
  periodSpan: Period | null;
  stamps: ReadStamp[];
  aim: string | null;
  tasks: string[];
  abbreviations: { short: string; full: string }[];
  columns: string[];
  /** How the rows were recognised: `grid`, `stream`, `interleaved` … */
  layout: string;
  sections: ReadSection[];
  flags: Flag[];
}

/** Finds the kinds of activity in a row; injected, because the kinds are another dictionary's business. */
export type RecogniseParts = (row: {
  title: string;
  subPoints: string[];
  activities: string | null;
  result: string | null;
  sectionTitle: string | null;
  /** The row only heads the rows under it. */
  isHeading: boolean;
}) => ReadPart[];
