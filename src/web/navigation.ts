import { accountsAccess } from '#src/features/accounts/access.ts';
import { banksAccess } from '#src/features/banks/access.ts';
import { consentsAccess } from '#src/features/consents/access.ts';
import { documentsAccess } from '#src/features/documents/access.ts';
import { matchingAccess } from '#src/features/matching/access.ts';
import { mentorshipsAccess } from '#src/features/mentorships/access.ts';
import { noticesAccess } from '#src/features/notices/access.ts';
import { may, orgsAccess, type AccessTable, type Role } from '#src/features/orgs/access.ts';
import { peopleAccess } from '#src/features/people/access.ts';
import { programmesAccess } from '#src/features/programmes/access.ts';
import { roadmapAccess } from '#src/features/roadmap/access.ts';
import { OWN_PAGE, type SignedIn } from '#src/web/context.ts';
import { surveysAccess } from '#src/features/surveys/access.ts';

/** One room in the navigation of the frame. */
export interface NavigationItem {
  readonly to: string;
  readonly label: string;
  /** Name of an icon that `src/ui/app-frame.tsx` knows. */
  readonly icon: NavigationIcon;
}

export type NavigationIcon =
  | 'today'
  | 'plan'
  | 'roadmap'
  | 'documents'
  | 'programmes'
  | 'banks'
  | 'matching'
  | 'mentorships'
  | 'surveys'
  | 'people'
  | 'consents'
  | 'schools'
  | 'own';

/** What is needed rarely stands in the menu of the person, beside their account. */
export interface MenuItem {
  readonly to: string;
  readonly label: string;
}

/** Whom a line is for: those who may carry out a command of a room, or everybody with a role. */
interface Need {
  readonly table: AccessTable;
  readonly command: string;
  /** Only for these roles, where others may open the page but have little to do there. */
  readonly roles?: readonly Role[];
}

/** The rooms in the order of a working day; a room adds its line together with its pages. */
const rooms: readonly (NavigationItem & { readonly need: Need | null })[] = [
  { to: '/', label: 'Сегодня', icon: 'today', need: { table: roadmapAccess, command: 'roadmap.view' } },
  {
    to: '/my/classes',
    label: 'Мои классы',
    icon: 'own',
    need: { table: banksAccess, command: 'banks.view', roles: ['class_teacher'] },
  },
  { to: '/plan', label: 'План', icon: 'plan', need: { table: roadmapAccess, command: 'roadmap.view' } },
  {
    to: '/roadmaps',
    label: 'Дорожные карты',
    icon: 'roadmap',
    need: { table: roadmapAccess, command: 'roadmap.view' },
  },
  { to: '/banks/mentees', label: 'Базы', icon: 'banks', need: { table: banksAccess, command: 'banks.view' } },
  {
    to: '/matching',
    label: 'Подбор',
    icon: 'matching',
    need: { table: matchingAccess, command: 'matching.view' },
  },
  {
    to: '/mentorships',
    label: 'Пары и группы',
    icon: 'mentorships',
    need: { table: mentorshipsAccess, command: 'mentorships.list' },
  },
  {
    to: '/programmes',
    label: 'Программы',
    icon: 'programmes',
    need: { table: programmesAccess, command: 'programmes.view' },
  },
  {
    to: '/surveys',
    label: 'Опросы',
    icon: 'surveys',
    need: { table: surveysAccess, command: 'surveys.list' },
  },
  {
    to: '/documents',
    label: 'Документы',
    icon: 'documents',
    need: { table: documentsAccess, command: 'documents.list' },
  },
  { to: '/people', label: 'Люди', icon: 'people', need: { table: peopleAccess, command: 'people.list' } },
  {
    to: '/consents',
    label: 'Согласия',
    icon: 'consents',
    need: { table: consentsAccess, command: 'consents.list' },
  },
  {
    to: '/organizations',
    label: 'Школы',
    icon: 'schools',
    need: { table: orgsAccess, command: 'orgs.list_below', roles: ['municipal', 'regional'] },
  },
];

/** What somebody has to do themselves: all that mentors, mentees and guardians have, beside the work of staff. */
const ownPage: MenuItem = { to: OWN_PAGE, label: 'Моя страница' };
const ownRoom: NavigationItem = { ...ownPage, icon: 'own' };

const menu: readonly (MenuItem & { readonly need: Need })[] = [
  { to: '/notices', label: 'Напоминания', need: { table: noticesAccess, command: 'notices.read' } },
  { to: '/accounts', label: 'Доступ', need: { table: accountsAccess, command: 'accounts.list' } },
  { to: '/organization', label: 'Организация', need: { table: orgsAccess, command: 'orgs.edit' } },
  { to: '/settings', label: 'Программа', need: { table: orgsAccess, command: 'orgs.view_settings' } },
];

/** What the frame offers to this person at the organization on the screen; nothing before sign-in. */
export function navigationFor(signedIn: SignedIn | null): {
  readonly rooms: readonly NavigationItem[];
  readonly menu: readonly MenuItem[];
} {
  const organizationId = signedIn?.organizationId ?? null;
  if (signedIn === null || organizationId === null) return { rooms: [], menu: [] };
  const roles = signedIn.memberships
    .filter((membership) => membership.organizationId === organizationId)
    .flatMap((membership) => membership.roles);
  const standing = { accountId: signedIn.accountId, organizationId, roles, above: [] };
  const isFor = (need: Need | null): boolean =>
    need === null ||
    (may(need.table, standing, need.command) === true &&
      (need.roles === undefined || need.roles.some((role) => roles.includes(role))));
  const shown = rooms.filter(({ need }) => isFor(need)).map(({ to, label, icon }) => ({ to, label, icon }));
  return {
    rooms: shown.length === 0 ? [ownRoom] : shown,
    menu: [
      ...(shown.length === 0 ? [] : [ownPage]),
      ...menu.filter(({ need }) => isFor(need)).map(({ to, label }) => ({ to, label })),
    ],
  };
}
