import { expect, test } from 'vitest';
import type { Role } from '#src/features/orgs/access.ts';
import { navigationFor } from '#src/web/navigation.ts';

const signedIn = (...roles: Role[]) => ({
  kind: 'person' as const,
  accountId: 'a',
  name: 'Примерова Анна Сергеевна',
  sessionId: 's',
  organizationId: 'here',
  memberships: [
    { organizationId: 'here', organizationName: 'Школа', role: '', roles },
    { organizationId: 'there', organizationName: 'Другая', role: '', roles: ['director' as const] },
  ],
});
const pathsOf = (...roles: Role[]) => navigationFor(signedIn(...roles)).rooms.map(({ to }) => to);
const menuOf = (...roles: Role[]) => navigationFor(signedIn(...roles)).menu.map(({ to }) => to);

test('offers nothing before sign-in and without an organization', () => {
  expect(navigationFor(null)).toEqual({ rooms: [], menu: [] });
  expect(navigationFor({ ...signedIn('director'), organizationId: null })).toEqual({ rooms: [], menu: [] });
});

test.each(['mentor', 'mentee', 'guardian'] as const)(
  'shows to a %s their own page and nothing else',
  (role) => {
    expect(pathsOf(role)).toEqual(['/my']);
    expect(menuOf(role)).toEqual(['/notices']);
  },
);

test('shows the team its work, and the rooms of those who answer to them alone', () => {
  expect(pathsOf('team')).toEqual([
    '/',
    '/plan',
    '/roadmaps',
    '/banks/mentees',
    '/mentorships',
    '/programmes',
    '/surveys',
    '/documents',
    '/people',
    '/consents',
  ]);
  expect(menuOf('team')).toEqual(['/my', '/notices']);
  expect(pathsOf('curator')).toEqual([
    '/',
    '/plan',
    '/roadmaps',
    '/banks/mentees',
    '/matching',
    '/mentorships',
    '/programmes',
    '/surveys',
    '/documents',
    '/people',
    '/consents',
  ]);
  expect(menuOf('curator')).toEqual(['/my', '/notices', '/accounts', '/organization', '/settings']);
  expect(pathsOf('class_teacher').slice(0, 3)).toEqual(['/', '/my/classes', '/plan']);
  expect(pathsOf('municipal')).toContain('/organizations');
  expect(pathsOf('administrator')).not.toContain('/organizations');
});
