import { expect, test } from 'vitest';
import { pairWishes } from '#src/features/banks/rules/pair-wishes.ts';

const mentor: Parameters<typeof pairWishes>[0][number] = {
  competences: ['физика', 'робототехника'],
  times: ['1-after', '3-evening'],
  places: ['school', 'distance'],
};
type Mentee = Parameters<typeof pairWishes>[1][number];
const mentee: Mentee = {
  mainRequest: 'Подтянуть физику.',
  tags: ['физика'],
  times: ['3-evening', '5-evening'],
  places: ['school'],
};

test('the plan of a pair begins with what both told', () => {
  expect(pairWishes([mentor], [mentee], false)).toEqual({
    request: 'Подтянуть физику',
    topics: ['физика'],
    help: ['физика'],
    times: 'ср вечером',
    places: ['school'],
  });
});

test('of a group no words of one mentee are shown to the others, and what nobody said is left out', () => {
  const silent = { mainRequest: 'Тайна', tags: ['дружба'], times: [], places: [] };
  expect(pairWishes([mentor], [mentee, silent], true)).toMatchObject({
    request: '',
    topics: ['физика', 'дружба'],
    times: 'ср вечером',
  });
  expect(pairWishes([mentor], [{ ...mentee, times: ['7-morning'] }], false).times).toBe('');
  expect(pairWishes([], [], false)).toEqual({ request: '', topics: [], help: [], times: '', places: [] });
  expect(pairWishes([mentor], [silent], false).help).toEqual(['физика', 'робототехника']);
});
