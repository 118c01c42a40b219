import { describe, expect, it } from 'vitest';
import { accept, isRefused, refuse } from '#src/lib/result.ts';

describe('result', () => {
  it('tells a refusal from anything else', () => {
    expect(isRefused(refuse('orgs.not_found'))).toBe(true);
    expect(isRefused(accept(1))).toBe(false);
    expect(isRefused(null)).toBe(false);
    expect(isRefused({ ok: false })).toBe(false);
  });

  it('carries only what was given', () => {
    expect(refuse('a.b')).toEqual({ ok: false, refusal: { code: 'a.b' } });
    expect(refuse('a.b', { n: 1 }, 'name').refusal).toEqual({ code: 'a.b', facts: { n: 1 }, field: 'name' });
  });
});
