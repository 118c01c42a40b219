import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { differencesFrom, parseForm, refuseForm } from '#src/ui/form-state.ts';

function form(...fields: [string, string | Blob][]): FormData {
  const data = new FormData();
  for (const [name, value] of fields) data.append(name, value);
  return data;
}

const schema = z.object({
  title: z.string().trim().min(1).max(10),
  since: z.iso.date().optional(),
  count: z.coerce.number().int().min(1).optional(),
  kinds: z.array(z.string()).min(1),
});

describe('reading a form', () => {
  it('takes an empty field for an absent one and a list for a list', () => {
    const parsed = parseForm(form(['title', ' Карта '], ['since', ''], ['kinds', 'a']), schema, {
      lists: ['kinds'],
    });
    expect(parsed).toMatchObject({ ok: true, value: { title: 'Карта', kinds: ['a'] } });
  });

  it('says in Russian what to do and keeps everything typed', () => {
    const parsed = parseForm(
      form(['title', 'Слишком длинное'], ['since', '2022-02-30'], ['count', 'abc']),
      schema,
      { lists: ['kinds'], labels: { title: 'Название' } },
    );
    expect(parsed).toEqual({
      ok: false,
      values: { title: 'Слишком длинное', since: '2022-02-30', count: 'abc' },
      errors: {
        title: 'сократите текст: помещается не больше 10 знаков, сейчас 15',
        since: 'такой даты нет, введите её как 01.09.2026',
        count: 'введите число, например 12',
        kinds: 'выберите хотя бы один вариант',
      },
      formErrors: [],
      labels: { title: 'Название' },
    });
  });

  it('never sends files and secrets back', () => {
    const parsed = parseForm(
      form(
        ['newPassword', 'секрет'],
        ['pin', '1234'],
        ['file', new File(['x'], 'a.pdf')],
        ['title', 'Карта'],
      ),
      z.object({}),
      { secrets: ['pin'] },
    );
    expect(parsed.values).toEqual({ title: 'Карта' });
  });

  it('takes an unchosen file for an absent one', () => {
    const parsed = parseForm(form(['file', new File([], '')]), z.object({ file: z.file() }));
    expect(parsed).toMatchObject({ ok: false, errors: { file: 'выберите файл' } });
  });

  it('reads rows by dotted names, closes gaps and points at the field of a row', () => {
    const rows = z.object({ rows: z.array(z.object({ title: z.string().max(5) })) });
    const data = form(['rows.9.title', 'Вторая'], ['rows.2.title', 'Одна']);
    const parsed = parseForm(data, rows);
    expect(parsed).toMatchObject({ ok: false, values: { 'rows.9.title': 'Вторая' } });
    expect(parseForm(form(['rows.9.title', 'Две'], ['rows.2.title', 'Одна']), rows)).toMatchObject({
      ok: true,
      value: { rows: [{ title: 'Одна' }, { title: 'Две' }] },
    });
  });

  it('points at the typed name of a row, whatever gaps there were before it', () => {
    const rows = z.object({ rows: z.array(z.object({ title: z.string().max(5) })) });
    const parsed = parseForm(form(['rows.2.title', 'Одна'], ['rows.9.title', 'Вторая']), rows);
    expect(parsed).toMatchObject({ ok: false, errors: { 'rows.9.title': expect.any(String) } });
  });

  it('treats names of prototypes as names', () => {
    const parsed = parseForm(
      form(['__proto__.admin', 'yes'], ['constructor', 'x'], ['title', 'Карта']),
      z.object({ title: z.string() }),
    );
    expect(parsed).toMatchObject({ ok: true, value: { title: 'Карта' } });
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
  });
});

describe('a refusal as a form', () => {
  it('stands at its field, or above the form', () => {
    const values = { title: 'Карта' };
    expect(refuseForm(values, { code: 'x.taken', field: 'title' }, 'Занято')).toMatchObject({
      errors: { title: 'Занято' },
      formErrors: [],
      values,
    });
    expect(refuseForm(values, { code: 'x.stale' }, 'Изменено')).toMatchObject({
      errors: {},
      formErrors: ['Изменено'],
    });
  });
});

describe('a form that somebody overtook', () => {
  it('tells apart only the fields that differ, in the order of what is saved', () => {
    const saved = { title: 'План', aim: 'Раз\nДва', since: null, until: '2026-09-01', unsent: 'есть' };
    expect(
      differencesFrom(saved, { until: '', title: ' План ', aim: 'Раз\r\nДва', since: '2026-01-01' }),
    ).toEqual([
      { name: 'since', typed: '2026-01-01', saved: '' },
      { name: 'until', typed: '', saved: '2026-09-01' },
    ]);
  });

  it('is marked by its refusal alone', () => {
    expect(refuseForm({}, { code: 'roadmap.stale' }, 'Изменено')).toHaveProperty('isStale', true);
    expect(refuseForm({}, { code: 'roadmap.no_rows' }, 'Пусто')).not.toHaveProperty('isStale');
  });
});
