import { describe, expect, it } from 'vitest';
import {
  commentSchema,
  confirmRowsSchema,
  evidenceSchema,
  mapResponsibleSchema,
  meaningField,
  moveSchema,
  planFilterSchema,
  reportSchema,
  rowRefSchema,
} from '#src/features/roadmap/schema.ts';

const id = '01a1fc04-e3be-7b94-b4c4-e32bee2f833d';

describe('what no database keeps', () => {
  it('becomes a blank in texts', () => {
    expect(commentSchema.parse({ text: 'а\0б\r\nв\tг\u0007' }).text).toBe('а б\nв\tг');
    expect(planFilterSchema.parse({ q: 'приказ\0', who: '\0', kind: 'a\0' })).toMatchObject({ q: 'приказ' });
    const meaning = meaningField.parse('{"kind":"event","text":"по мере\\u0000 надобности"}');
    expect(meaning).toEqual({ kind: 'event', text: 'по мере надобности' });
  });

  it('is refused in links', () => {
    expect(evidenceSchema.safeParse({ url: 'https://school.example/a' }).success).toBe(true);
    expect(evidenceSchema.safeParse({ url: 'https://school.example/\0' }).success).toBe(false);
    expect(evidenceSchema.safeParse({ url: 'javascript:alert(1)' }).success).toBe(false);
  });

  it('is refused in versions and identifiers', () => {
    expect(rowRefSchema.safeParse({ activityId: id, version: '2147483647' }).success).toBe(true);
    expect(rowRefSchema.safeParse({ activityId: id, version: '2147483648' }).success).toBe(false);
    expect(confirmRowsSchema.safeParse({ rows: [`${id}:1`] }).success).toBe(true);
    expect(confirmRowsSchema.safeParse({ rows: [`${'-'.repeat(36)}:1`] }).success).toBe(false);
  });
});

describe('whom a row means', () => {
  it.each(['', `person:${id}`, `team:${id}`, 'post:педагог-психолог'])('may be «%s»', (who) => {
    expect(mapResponsibleSchema.parse({ words: 'психолог', who }).who).toBe(who);
  });
  it.each([`person:${'-'.repeat(36)}`, 'person:', 'post:', 'post:\0', `__proto__:${id}`, 'x'])(
    'is never «%s»',
    (who) => {
      expect(mapResponsibleSchema.safeParse({ words: 'психолог', who }).success).toBe(false);
    },
  );
});

describe('days', () => {
  it.each(['2026-02-31', '0000-01-01', '0026-09-01', '99999-01-01', '9999-12-31', 'x'])(
    '«%s» is none',
    (day) => {
      expect(
        moveSchema.safeParse({ occurrenceId: id, version: '1', dueOn: day, reason: 'болезнь' }).success,
      ).toBe(false);
      expect(reportSchema.safeParse({ from: day, to: day }).success).toBe(false);
      expect(meaningField.safeParse(JSON.stringify({ kind: 'date', date: day })).success).toBe(false);
    },
  );

  it('of a year that nobody named may be the 29th of February', () => {
    expect(meaningField.parse('{"kind":"date","date":"Y1-02-29"}')).toEqual({
      kind: 'date',
      date: 'Y1-02-29',
    });
    expect(meaningField.safeParse('{"kind":"date","date":"Y1-02-30"}').success).toBe(false);
  });
});
