import { describe, expect, test } from 'vitest';
import { readDocument } from '#src/lib/tables/read.ts';
import { readLists } from '#src/features/matching/rules/lists.ts';
import { readSlots } from '#src/features/matching/rules/slots.ts';

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

  test('tells what of a row was not understood, and does not take «не срочно» for soon', async () => {
    const lists = await read(
      [
        `${HEAD};Срочность`,
        'наставляемый;Белов Пётр;7А;физика;;по договорённости;;Орлова;Ким;не срочно',
        'наставник;Орлова Мария;10А;;физика;чт;1;;;',
      ].join('\n'),
    );
    if (!lists.ok) throw new Error(lists.refusal.code);
    expect(lists.value.input.mentees[0]?.urgency).toBe(1);
    expect(lists.value.problems).toMatchObject([
      { row: 2, why: 'times', what: 'по договорённости' },
      { row: 2, why: 'wish', what: 'Орлова' },
      { row: 2, why: 'veto', what: 'Ким' },
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
    ['пн-ср днём', ['1-after', '2-after', '3-after']],
    ['пн – вт', ['1-after', '2-after']],
    ['с четверга по субботу утром', ['4-morning', '5-morning', '6-morning']],
    ['будни вечером', ['1-evening', '2-evening', '3-evening', '4-evening', '5-evening']],
    ['выходные', ['6-after', '7-after']],
    ['после второй смены', []],
    ['по средам и пятницам', ['3-after', '5-after']],
    ['вт, чт 15:00-16:00', ['2-after', '4-after']],
  ])('reads times: %s', (text, slots) => {
    expect(readSlots(text).toSorted()).toEqual(slots);
  });
});
