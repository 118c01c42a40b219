import type { Side } from '#src/features/programmes/rules/sides.ts';

/**
 * The questionnaire as a value: what `survey_versions.model` and the files of data/surveys hold. Described for people in
 * docs/questionnaires.md; read at the borders by `surveyModel` of schema.ts.
 */
export const ITEM_KINDS = [
  'scale',
  'level',
  'yes_no',
  'single',
  'many',
  'ranking',
  'short',
  'long',
  'number',
  'date',
] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

export const MOMENTS = ['once', 'before', 'during', 'after'] as const;
export type Moment = (typeof MOMENTS)[number];

/** People in the first place of a ranking; a rank beyond it is not asked. */
export const RANKS = 5;

export interface ChoiceOption {
  /** Kept in answers; never changes when the text does. */
  readonly key: string;
  readonly text: string;
}

/** Holds when the named earlier item was answered so: one of `in`, or a number of at least / at most so much. */
export interface Condition {
  readonly item: string;
  readonly in?: readonly string[] | undefined;
  readonly atLeast?: number | undefined;
  readonly atMost?: number | undefined;
}

/** For whom the item is: a list that is absent or empty means everybody. */
export interface Only {
  readonly forms?: readonly string[] | undefined;
  readonly sides?: readonly Side[] | undefined;
  readonly moments?: readonly Moment[] | undefined;
}

export interface Item {
  /** Unique in the questionnaire: a-z, digits, «_». */
  readonly id: string;
  readonly kind: ItemKind;
  readonly text: string;
  readonly hint?: string | undefined;
  readonly required?: boolean | undefined;
  /** Of `single` and `many`. */
  readonly options?: readonly ChoiceOption[] | undefined;
  /** Of `scale` (words at 1 and 10); of `level` the words of 0, 1 and 2. */
  readonly ends?: readonly string[] | undefined;
  /** Of `number`: least and most; of `many`: `max` choices; of `ranking`: `max` people, 1 to 5. */
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  /** Of `ranking`: the side that is ranked. */
  readonly of?: Side | undefined;
  /** Shown when all of them hold. */
  readonly when?: readonly Condition[] | undefined;
  readonly only?: Only | undefined;
  /** Joins an item of «before» with its twin of «after». */
  readonly pair?: string | undefined;
  /** Which indicator the answers feed, e.g. `satisfaction.mentee`. */
  readonly indicator?: string | undefined;
}

export interface SurveyPage {
  readonly title: string;
  readonly items: readonly Item[];
}

export interface SurveyModel {
  /** Version of this format. */
  readonly format: 1;
  readonly title: string;
  /** What it is about, for whoever answers; above the first page. */
  readonly intro: string;
  /** After the last answer. */
  readonly thanks: string;
  readonly pages: readonly SurveyPage[];
}

/** Who answers and when: what `only` is compared with. */
export interface Respondent {
  readonly side: Side | null;
  readonly form: string | null;
  readonly moment: Moment;
}

export type Answer = string | number | readonly string[];
/** By the id of the item; what was not answered is absent. Wishes and vetoes of a ranking are kept elsewhere. */
export type Answers = Readonly<Record<string, Answer>>;

export const allItems = (model: SurveyModel): readonly Item[] => model.pages.flatMap(({ items }) => items);

/** The sides whose people the questionnaire has put in order, each once. */
export const rankedSides = (model: SurveyModel): readonly Side[] => [
  ...new Set(allItems(model).flatMap(({ kind, of = 'mentor' }) => (kind === 'ranking' ? [of] : []))),
];

/** Whether the item is for such a respondent at all. Somebody without a side or a form is asked what is for everybody. */
export function concerns(item: Item, { side, form, moment }: Respondent): boolean {
  const { sides = [], forms = [], moments = [] } = item.only ?? {};
  return (
    (sides.length === 0 || (side !== null && sides.includes(side))) &&
    (forms.length === 0 || (form !== null && forms.includes(form))) &&
    (moments.length === 0 || moments.includes(moment))
  );
}

/** The questionnaire as one respondent meets it: items that are not for them are gone, and pages without items too. */
export function modelFor(model: SurveyModel, respondent: Respondent): SurveyModel {
  const pages = model.pages
    .map((page) => ({ ...page, items: page.items.filter((item) => concerns(item, respondent)) }))
    .filter(({ items }) => items.length > 0);
  return { ...model, pages };
}
