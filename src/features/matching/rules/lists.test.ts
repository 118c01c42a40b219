import { describe, expect, test } from 'vitest';
import { readDocument } from '#src/lib/tables/read.ts';
import { readLists, readSlots } from '#src/features/matching/rules/lists.ts';

const read = async (text: string) => {
  const document = await readDocument(new TextEncoder().encode(text), 'list.csv');
  if (!document.ok) throw new Error(document.refusal.code);
  return readLists(document.value, '2026-10-01');
};
const HEAD = 'Роль;ФИО;Класс;Запрос;Компетенции;Когда;Сколько;Хочет с;Не хочет с';

describe('lists for the command line', () => {
  test('both sides of one table, wishes by name, and what was left out', async () => {
    const lists = await read(
      [
        HEAD,
        'наставляемый;Белов Пётр;7А;физика, химия;;вт, чт после уроков;;Орлова Мария;Ким Лев',
        'наставник;Орлова Мария;10А;;физика;чт днём;2;Белов Петр;',
        'наставник;Ким Лев;11А;;химия;;;;',
        'наставник;;11А;;химия;;;;',
        'наставник;Ким Лев;11А;;химия;;;;',
      ].join('\n'),
    );
    if (!lists.ok) throw new Error(lists.refusal.code);
    const { input, problems } = lists.value;
    expect(input.mentees).toMatchObject([
      { name: 'Белов Пётр', grade: 7, tags: ['физика', 'химия'], kinds: ['pupil'] },
    ]);
    expect(input.mentors).toMatchObject([
      { name: 'Орлова Мария', limit: 2, competences: ['физика'] },
      { limit: 1 },
    ]);
    expect(input.relations).toEqual([
      { menteeId: 'e1', mentorId: 'r1', kind: 'mentee_wish', rank: 1 },
      { menteeId: 'e1', mentorId: 'r2', kind: 'mentee_veto', rank: null },
      { menteeId: 'e1', mentorId: 'r1', kind: 'mentor_wish', rank: 1 },
    ]);
    expect(problems).toMatchObject([
      { row: 5, why: 'no_name' },
      { row: 6, why: 'doubled' },
    ]);
  });

  test.each([
    ['no_mentors', `${HEAD}\nнаставляемый;Белов Пётр;7А;физика;;;;;`],
    ['no_mentees', `${HEAD}\nнаставник;Белов Пётр;7А;;физика;;;;`],
    ['lists_no_heads', 'один;два;три\n1;2;3'],
  ])('refuses with %s', async (code, text) => {
    expect(await read(text)).toMatchObject({ ok: false, refusal: { code: `matching.${code}` } });
  });

  test.each([
    ['пн, ср после уроков; сб утром', ['1-after', '3-after', '6-morning']],
    ['по вторникам вечером', ['2-evening']],
    ['чт', ['4-after']],
    ['', []],
    ['когда скажете', []],
  ])('reads times: %s', (text, slots) => {
    expect(readSlots(text).toSorted()).toEqual(slots);
  });
});
