import { describe, expect, it } from 'vitest';
import { describeRowFlag, describeRowFlags } from '#src/features/roadmap/rules/row-flags.ts';

describe('flags of a row in words', () => {
  it.each([
    ['rollover.not_done', { reason: 'карантин' }, /В прошлом году не выполнено \(карантин\)/],
    ['rollover.unfinished', {}, /не закрыт/],
    ['reading.no_title', {}, /нет названия/],
    ['deadline.until_month', {}, /входит ли/],
    ['deadline.some_new_code', {}, /по-разному/],
  ])('%s', (code, facts, text) => {
    expect(describeRowFlag({ code, facts })).toMatch(text);
  });

  it('says each thing once and leaves the deadline to its own question', () => {
    const flags = [
      { code: 'reading.cell_guessed' },
      { code: 'reading.cell_guessed' },
      { code: 'reading.deadline_ambiguous' },
      { code: 'deadline.until_month' },
    ];
    expect(describeRowFlags(flags)).toHaveLength(1);
  });
});
