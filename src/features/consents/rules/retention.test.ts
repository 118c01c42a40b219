import { describe, expect, it } from 'vitest';
import {
  findRetentionRule,
  RETENTION_RULE_IDS,
  RETENTION_RULES,
} from '#src/features/consents/rules/retention.ts';

describe('data/retention.json', () => {
  it('has every rule once, each with a term and the act that it rests on', () => {
    expect(RETENTION_RULES.map(({ id }) => id)).toEqual([...RETENTION_RULE_IDS]);
    for (const rule of RETENTION_RULES) {
      expect(rule.months).toBeGreaterThanOrEqual(1);
      expect(rule.source).toMatch(/152-ФЗ, ст\. \d/);
      expect(rule.reason).toContain('{day}');
    }
    expect(findRetentionRule('left_school')?.months).toBe(12);
    expect(findRetentionRule('nothing')).toBeUndefined();
  });
});
