import file from '#data/activity-kinds.json' with { type: 'json' };
import { compilePhrase, listStems, type CompiledPhrase } from '#src/lib/russian/phrases/pattern.ts';

/** Where a clause was read: the row's title, its sub-points, a separate column of activities, the result. */
export type PartField = 'title' | 'subPoint' | 'activity' | 'result' | 'section';

/** How a part closes: at once by a paper or meeting, against a count, against a share, or at a period's end. */
export interface Closing {
  readonly mode: 'event' | 'count' | 'share' | 'period';
  /** `all`: everyone concerned; a number: so many units (`share`: per cent). */
  readonly target?: number | 'all';
  /** What is counted, in Russian, plural. */
  readonly unit?: string;
}

export interface ActivityKind {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Rooms (`src/features`) where it is done. */
  readonly rooms: readonly string[];
  /** What proves it, in Russian. */
  readonly evidence: string;
  readonly closing: Closing;
  /** Ids of `data/paper-kinds.json` whose registration may prove it. */
  readonly papers: readonly string[];
}

export interface KindRule {
  readonly phrases: readonly CompiledPhrase[];
  readonly forbidden: readonly RegExp[];
  readonly fields: readonly PartField[];
  readonly weight: number;
  /** Given way when the row has another kind whose id begins so (`''`: any other kind). */
  readonly umbrella: string | null;
}

export interface CompiledKind {
  readonly id: string;
  readonly over: readonly string[];
  readonly overRow: readonly string[];
  readonly rules: readonly KindRule[];
}

interface RuleData {
  any: string[];
  not?: string[];
  fields?: string[];
  umbrella?: string;
  weight: number;
}

interface KindData extends Omit<ActivityKind, 'closing'> {
  closing: { mode: string; target?: number | string; unit?: string };
  over: string[];
  overRow: string[];
  rules: RuleData[];
}

const words = file.words as Readonly<Record<string, string>>;
const data = file.kinds as readonly KindData[];
const USUAL_FIELDS: readonly PartField[] = ['title', 'subPoint', 'activity', 'section'];

/** Every kind of activity, in the order of the cycle. */
export const activityKinds: readonly ActivityKind[] = data.map(
  ({ over: _over, overRow: _overRow, rules: _rules, closing, ...kind }) => ({
    ...kind,
    closing: closing as Closing,
  }),
);

const kindById = new Map(activityKinds.map((kind) => [kind.id, kind]));

/** The kind of this id, or undefined when the dictionary does not know it. */
export function findActivityKind(id: string): ActivityKind | undefined {
  return kindById.get(id);
}

/** Rules compiled once, when the module is loaded. */
export const compiledKinds: readonly CompiledKind[] = data.map((kind) => ({
  id: kind.id,
  over: kind.over,
  overRow: kind.overRow,
  rules: kind.rules.map((rule) => ({
    phrases: rule.any.map((phrase) => compilePhrase(phrase, words)),
    forbidden: (rule.not ?? []).map((phrase) => compilePhrase(phrase, words).pattern),
    fields: (rule.fields as PartField[] | undefined) ?? USUAL_FIELDS,
    weight: rule.weight,
    umbrella: rule.umbrella ?? null,
  })),
}));

/** Titles that say only where («На уровне школы»): the section's heading then says what. */
export const genericTitles: readonly RegExp[] = file.genericTitles.map(
  (phrase) => compilePhrase(phrase, words).pattern,
);

/** Words after which a list tells what an act contains, not what is to be done. */
export const contentMarkers: readonly RegExp[] = file.contentMarkers.map(
  (phrase) => compilePhrase(phrase, words).pattern,
);

/** All stems of the rules, for healing words that text extraction broke. */
export const knownStems: readonly string[] = [
  ...new Set(
    data.flatMap((kind) =>
      kind.rules.flatMap((rule) => rule.any.flatMap((phrase) => listStems(phrase, words))),
    ),
  ),
];
