import { findForm } from '#src/features/programmes/rules/forms.ts';
import type { MatchInput, PersonFacts } from '#src/features/matching/rules/facts.ts';
import { scoreOf } from '#src/features/matching/rules/criteria.ts';
import type { PairFacts } from '#src/features/matching/rules/pair.ts';
import { RULE_IDS, type MatchSettings, type RuleId } from '#src/features/matching/rules/settings.ts';

function meets(one: readonly string[], other: readonly string[]): boolean {
  return one.length === 0 || other.length === 0 || one.some((value) => other.includes(value));
}

type Forms = MatchSettings['forms'];
/** What each person of a pool is fit for: worked out once for a list of forms, not once a pair. */
const fitness = new WeakMap<Forms, WeakMap<PersonFacts, number>>();

/** Forms of the list, as bits, that somebody wants and is fit for as a mentee or a mentor. */
function fitBits(person: PersonFacts, side: 'menteeKinds' | 'mentorKinds', forms: Forms): number {
  let known = fitness.get(forms);
  if (known === undefined) fitness.set(forms, (known = new WeakMap<PersonFacts, number>()));
  let bits = known.get(person);
  if (bits === undefined) {
    bits = 0;
    for (const [index, { form }] of forms.entries()) {
      const isWanted = person.forms.length === 0 || person.forms.includes(form);
      const isFit = findForm(form)?.[side].some((kind) => person.kinds.includes(kind)) === true;
      if (isWanted && isFit) bits |= 1 << index;
    }
    known.set(person, bits);
  }
  return bits;
}

/** The form in which the two would work: the first of the draft's that both want and are fit for; null: none. */
export function formOf(
  { mentee, mentor }: PairFacts,
  { forms }: Pick<MatchSettings, 'forms'>,
): string | null {
  const bits = fitBits(mentee, 'menteeKinds', forms) & fitBits(mentor, 'mentorKinds', forms);
  return bits === 0 ? null : (forms[31 - Math.clz32(bits & -bits)]?.form ?? null);
}

type Holds = (
  pair: PairFacts,
  settings: MatchSettings,
  bounds: Pick<MatchInput, 'ageFrom' | 'ageTo'>,
) => boolean;

/** Whether a rule holds for two people; what nobody said stands in nobody's way. */
const HOLDS: Readonly<Record<RuleId, Holds>> = {
  consent: ({ mentee, mentor }) => mentee.hasConsent && mentor.hasConsent,
  other_school: ({ mentor }, { withOtherSchools }) =>
    (mentor.elsewhere ?? '') === '' || withOtherSchools === true,
  certificate: ({ mentee, mentor }) => !mentee.isMinor || !mentor.needsCertificate || mentor.hasCertificate,
  admission: ({ mentor }) => mentor.isAdmitted,
  form: (pair, settings) => formOf(pair, settings) !== null,
  seniority: ({ mentee, mentor }, { seniorityGap }) =>
    mentee.grade === null || mentor.grade === null || mentor.grade - mentee.grade >= seniorityGap,
  programme_age: ({ mentee }, _, { ageFrom, ageTo }) =>
    mentee.age === null ||
    ((ageFrom === null || mentee.age >= ageFrom) && (ageTo === null || mentee.age <= ageTo)),
  wished_age: ({ mentee, mentor }) =>
    mentee.age === null ||
    ((mentor.ageFrom === null || mentee.age >= mentor.ageFrom) &&
      (mentor.ageTo === null || mentee.age <= mentor.ageTo)),
  language: ({ mentee, mentor }) => meets(mentee.languages, mentor.languages),
  place: ({ mentee, mentor }) => meets(mentee.places, mentor.places),
  time: ({ overlap }, { minimumOverlap }) => overlap === null || overlap >= minimumOverlap,
  veto: ({ links }) => !links.isVetoed,
  declined: ({ links }) => !links.isDeclined,
  relative: ({ links }) => !links.isRelative,
  class_teacher: ({ links }) => !links.isClassTeacher,
  subordinate: ({ links }) => !links.isSubordinate,
  weak: (pair, { weights, minimumScore }) =>
    minimumScore === 0 || scoreOf(pair, weights) * 100 >= minimumScore,
};

/** Rules that the pair breaks, whether they are switched on or not: those switched off are warnings. */
export function brokenRules(
  pair: PairFacts,
  settings: MatchSettings,
  bounds: Pick<MatchInput, 'ageFrom' | 'ageTo'>,
): RuleId[] {
  return RULE_IDS.filter((id) => !HOLDS[id](pair, settings, bounds));
}

/** The same as bits by the order of `RULE_IDS`, and without a list: asked of every pair of a pool. */
export function brokenBits(
  pair: PairFacts,
  settings: MatchSettings,
  bounds: Pick<MatchInput, 'ageFrom' | 'ageTo'>,
): number {
  let bits = 0;
  for (let index = 0; index < RULE_IDS.length; index += 1) {
    const id = RULE_IDS[index];
    if (id !== undefined && !HOLDS[id](pair, settings, bounds)) bits |= 1 << index;
  }
  return bits;
}

/** Bits of the rules that are switched on. */
export function bitsOfRules(rules: MatchSettings['rules']): number {
  return RULE_IDS.reduce((bits, id, index) => (rules[id] ? bits | (1 << index) : bits), 0);
}

export function rulesOfBits(bits: number): RuleId[] {
  return RULE_IDS.filter((_, index) => (bits & (1 << index)) !== 0);
}
