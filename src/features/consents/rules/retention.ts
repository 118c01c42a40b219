import retention from '#data/retention.json' with { type: 'json' };

export const RETENTION_RULE_IDS = [
  'after_mentorship',
  'never_started',
  'left_school',
  'consent_ended',
] as const;

/** How long mentoring data are kept when nobody withdraws anything, and why (152-ФЗ art. 5 p. 7, art. 21 p. 4). */
export interface RetentionRule {
  readonly id: (typeof RETENTION_RULE_IDS)[number];
  /** From the day that the rule counts from. */
  readonly months: number;
  readonly title: string;
  /** Stands in a proposal, with the day that the rule counts from in place of `{day}`. */
  readonly reason: string;
  /** The act and clause, and what is the school's own decision. */
  readonly source: string;
}

export const RETENTION_RULES = retention.rules as readonly RetentionRule[];
/** Version of data/retention.json. */
export const RETENTION_VERSION: number = retention.version;
export const RETENTION_SOURCE: string = retention.source;

export function findRetentionRule(id: string): RetentionRule | undefined {
  return RETENTION_RULES.find((rule) => rule.id === id);
}
