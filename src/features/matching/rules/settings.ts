import file from '#data/matching.json' with { type: 'json' };
import { findForm, mentoringForms } from '#src/features/programmes/rules/forms.ts';

export const RULE_IDS = [
  'consent',
  'other_school',
  'certificate',
  'admission',
  'form',
  'seniority',
  'programme_age',
  'wished_age',
  'language',
  'place',
  'time',
  'veto',
  'declined',
  'relative',
  'class_teacher',
  'subordinate',
  'weak',
] as const;
export type RuleId = (typeof RULE_IDS)[number];
export const CRITERION_IDS = [
  'request',
  'wishes',
  'times',
  'wished_age',
  'interests',
  'place',
  'history',
] as const;
export type CriterionId = (typeof CRITERION_IDS)[number];
export type WeightId = CriterionId | 'balance';
export const WEIGHT_IDS: readonly WeightId[] = [...CRITERION_IDS, 'balance'];
export const WEIGHT_MOST = 10;

/** `total`: the best sum; `served`: most people, then the best sum; `worst`: nobody badly served, then the best sum. */
export const AIMS = ['total', 'served', 'worst'] as const;
export type Aim = (typeof AIMS)[number];

export interface RuleText {
  readonly id: RuleId;
  readonly title: string;
  /** Why there is such a rule. */
  readonly why: string;
  /** What stands in the way of a pair that breaks it. */
  readonly blocked: string;
  /** Asked for by law: never switched off. */
  readonly isLaw: boolean;
  readonly isOn: boolean;
}

export const ruleTexts: readonly RuleText[] = RULE_IDS.map((id) => {
  const rule = file.rules.find((one) => one.id === id);
  if (rule === undefined) throw new Error(`data/matching.json has no rule ${id}`);
  return { ...rule, id };
});
const ruleById = new Map(ruleTexts.map((rule) => [rule.id, rule]));

export function ruleText(id: RuleId): RuleText {
  const rule = ruleById.get(id);
  if (rule === undefined) throw new Error(`no rule ${id}`);
  return rule;
}

/** What the curator may weigh, with its words; the balance of load last. */
export const weightTexts: readonly {
  readonly id: WeightId;
  readonly title: string;
  readonly hint: string;
}[] = WEIGHT_IDS.map((id) => {
  if (id === 'balance') return { id, ...file.balance };
  const criterion = file.criteria.find((one) => one.id === id);
  if (criterion === undefined) throw new Error(`data/matching.json has no criterion ${id}`);
  return { id, title: criterion.title, hint: criterion.hint };
});

/** A form in a draft. */
export interface FormSettings {
  /** Key of data/forms.json. */
  readonly form: string;
  /** One mentor with several mentees together, rather than pairs. */
  readonly isGroup: boolean;
  /** The least size of a group: smaller ones are not formed; 0: any. */
  readonly groupMinimum: number;
  /** The most mentees of one mentor in this form; null: as the mentor offers. */
  readonly limit: number | null;
}

/** What a draft is looked for by; the curator's to change. */
export interface MatchSettings {
  /** In order of preference: a pair that could be of two forms is of the first. */
  readonly forms: readonly FormSettings[];
  readonly rules: Readonly<Record<RuleId, boolean>>;
  /** Slots of a week that both must have, when both said when they can. */
  readonly minimumOverlap: number;
  /** Grades by which a pupil who is a mentor must be ahead. */
  readonly seniorityGap: number;
  /** The least score of a pair that is proposed, percent. */
  readonly minimumScore: number;
  /** 0 to 10, whole. */
  readonly weights: Readonly<Record<WeightId, number>>;
  readonly aim: Aim;
  /** Whether teachers of other schools who agreed to it are proposed too; drafts of before have no word of it. */
  readonly withOtherSchools?: boolean;
}

function recordOf<K extends string, V>(keys: readonly K[], value: (key: K) => V): Readonly<Record<K, V>> {
  return Object.fromEntries(keys.map((key) => [key, value(key)])) as Record<K, V>;
}

/** Weights that are usual for a form (data/matching.json), or for any when a draft has several. */
export function usualWeights(forms: readonly string[]): Readonly<Record<WeightId, number>> {
  const sets: Readonly<Record<string, Readonly<Record<WeightId, number>>>> = file.weights;
  const only = forms.length === 1 ? sets[forms[0] ?? ''] : undefined;
  return only ?? file.weights.default;
}

interface OfKinds {
  readonly kinds: readonly string[];
}

function hasKind(people: readonly OfKinds[], kinds: readonly string[]): boolean {
  return people.some((person) => person.kinds.some((kind) => kinds.includes(kind)));
}

/** Forms for which there are people on both sides: keys of data/forms.json, in their order. */
export function formsBetween(mentees: readonly OfKinds[], mentors: readonly OfKinds[]): string[] {
  return mentoringForms
    .filter((form) => hasKind(mentees, form.menteeKinds) && hasKind(mentors, form.mentorKinds))
    .map(({ id }) => id);
}

/** Settings that a new draft of these forms begins with. */
export function usualSettings(forms: readonly string[]): MatchSettings {
  return {
    forms: forms
      .filter((form) => findForm(form) !== undefined)
      .map((form) => ({ form, isGroup: false, groupMinimum: 0, limit: null })),
    rules: recordOf(RULE_IDS, (id) => ruleText(id).isOn),
    minimumOverlap: 1,
    seniorityGap: 1,
    minimumScore: 35,
    weights: usualWeights(forms),
    aim: 'served',
  };
}

/** Whether there is anything to weigh; without it all pairs would be alike. */
export function hasWeights(settings: Pick<MatchSettings, 'weights'>): boolean {
  return CRITERION_IDS.some((id) => settings.weights[id] > 0);
}

/** Settings as they may be used: rules of law on, weights whole and within bounds. */
export function soundSettings(settings: MatchSettings): MatchSettings {
  return {
    ...settings,
    rules: recordOf(RULE_IDS, (id) => ruleText(id).isLaw || settings.rules[id]),
    weights: recordOf(WEIGHT_IDS, (id) =>
      Math.min(WEIGHT_MOST, Math.max(0, Math.round(settings.weights[id]))),
    ),
  };
}
