import { describe, expect, it } from 'vitest';
import { collectWords, joinWrapped } from '#src/lib/tables/hyphenation.ts';

describe('joining wrapped lines', () => {
  it.each([
    ['организа-', 'ционно', 'организационно'],
    ['орга\u00ad', 'низация', 'организация'],
    ['организационно-', 'методический', 'организационно-методический'],
    ['психолого-', 'педагогической', 'психолого-педагогической'],
    ['эконо-', 'мический', 'экономический'],
    ['ученик-', 'ученик', 'ученик-ученик'],
    ['октябрь-', 'ноябрь', 'октябрь-ноябрь'],
    ['2022-', '2023', '2022-2023'],
    ['Апрель –', 'май', 'Апрель – май'],
    ['пар/', 'групп', 'пар/групп'],
    ['приказ', 'директора', 'приказ директора'],
  ])('«%s» + «%s»', (before, after, joined) => {
    expect(joinWrapped(before, after, new Set(['ученик']))).toBe(joined);
  });

  it('goes by what the document writes elsewhere, not by halves at the ends of lines', () => {
    const words = collectWords(['план-', 'план-график и наставни-', 'наставничество']);
    expect(joinWrapped('план-', 'график', words)).toBe('план-график');
    expect(joinWrapped('наставни-', 'чество', words)).toBe('наставничество');
    expect(words.has('наставни')).toBe(false);
  });
});
