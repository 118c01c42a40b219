import {
  RULE_IDS,
  ruleText,
  soundSettings,
  type MatchSettings,
  type RuleId,
} from '#src/features/matching/rules/settings.ts';
import type { SettingsInput } from '#src/features/matching/schema.ts';

/** What the form of rules and weights says, as settings: forms that were not on the form stay as they were. */
export function toSettings(before: MatchSettings, given: SettingsInput): MatchSettings {
  const on = new Set<RuleId>(given.rules);
  const forms =
    given.forms.length === 0
      ? before.forms
      : given.forms
          .filter(({ isOn }) => isOn === 'on')
          .map(({ form, isGroup, groupMinimum, limit }) => ({
            form,
            isGroup: isGroup === 'on',
            groupMinimum: isGroup === 'on' ? groupMinimum : 0,
            limit,
          }));
  return soundSettings({
    forms,
    aim: given.aim,
    withOtherSchools: given.withOtherSchools === 'on',
    minimumOverlap: given.minimumOverlap,
    seniorityGap: given.seniorityGap,
    minimumScore: given.minimumScore,
    weights: given.weights,
    rules: Object.fromEntries(RULE_IDS.map((id) => [id, ruleText(id).isLaw || on.has(id)])) as Record<
      RuleId,
      boolean
    >,
  });
}
