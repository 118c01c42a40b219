import { CONDITIONS, measurePages } from './site/pages.ts';
import { seed, SIZES } from './plan/seed.ts';

/** Pages of the largest school, each by four connections for five seconds; the whole takes about two minutes. */
export async function run(): Promise<string> {
  const { table } = await measurePages(
    'plan',
    seed,
    ({ activityId, paperId }) => [
      '/',
      '/plan',
      `/plan?q=${encodeURIComponent('круглый')}`,
      '/plan/timeline',
      '/plan/calendar',
      '/plan/people',
      `/plan/activities/${activityId}`,
      `/people?words=${encodeURIComponent('берез')}`,
      '/documents',
      '/documents?page=100',
      `/documents?q=${encodeURIComponent('мероприятии')}`,
      `/documents/${paperId}`,
      '/documents/numbering',
      '/documents/many',
      '/plan/folder',
      '/notices',
    ],
    async () => null,
  );
  return [
    `${SIZES.schools} schools, ${count(SIZES.people)} people; the school measured has ${count(SIZES.peopleHere)} of them, ` +
      `a roadmap of ${count(SIZES.activitiesHere)} activities (half with two dates) and ${count(SIZES.papers)} papers; ` +
      `${count(SIZES.notices)} notices, ${count(SIZES.auditRows)} audit rows. ${CONDITIONS}`,
    '',
    ...table,
  ].join('\n');
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
