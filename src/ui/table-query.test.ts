import { expect, it } from 'vitest';
import { pagesToOffer, readTableQuery, withQuery } from '#src/ui/table-query.ts';

const read = (query: string) => readTableQuery(new URL(`http://x/people${query}`), ['name', 'post']);

it('reads page and order, and falls back on anything unknown', () => {
  expect(read('?page=3&sort=post&direction=desc')).toEqual({ page: 3, sort: 'post', direction: 'desc' });
  for (const query of ['', '?page=0', '?page=-1&sort=drop%20table', '?page=1.5&direction=up', '?page=NaN']) {
    expect(read(query)).toEqual({ page: 1, sort: 'name', direction: 'asc' });
  }
  expect(read('?page=999999999').page).toBe(100_000);
});

it('changes the address and leaves the rest of it', () => {
  const location = { pathname: '/people', search: '?words=%D1%91&page=2' };
  expect(withQuery(location, { page: null, sort: 'post' })).toBe('/people?words=%D1%91&sort=post');
  expect(withQuery({ pathname: '/people', search: '?page=2' }, { page: null })).toBe('/people');
});

it.each([
  [1, 1, [1]],
  [1, 3, [1, 2, 3]],
  [1, 8, [1, 2, 0, 8]],
  [4, 8, [1, 2, 3, 4, 5, 0, 8]],
  [5, 9, [1, 0, 4, 5, 6, 0, 9]],
])('offers pages around %i of %i', (page, pages, offered) => {
  expect(pagesToOffer(page, pages)).toEqual(offered);
});
