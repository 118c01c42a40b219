import type { SignerForms } from '#src/lib/russian/kept-forms.ts';
import type { Gender } from '#src/lib/russian/names.ts';
import type { Role } from '#src/features/orgs/access.ts';

/** Region → municipality → organization → partner. The database knows the same words (`organization_kind`). */
export const ORGANIZATION_KINDS = [
  'region',
  'municipality',
  'school',
  'kindergarten',
  'college',
  'additional_education',
  'partner',
] as const;

export type OrganizationKind = (typeof ORGANIZATION_KINDS)[number];

/** Days of a school week: decides which Saturdays are working days. */
export type SchoolWeek = 5 | 6;

export interface Organization {
  readonly id: string;
  readonly parentId: string | null;
  readonly kind: OrganizationKind;
  readonly fullName: string;
  readonly shortName: string;
  /** The full name in the genitive, where the rules of cases give a wrong one; empty: by the rules. */
  readonly fullNameGenitive: string;
  /** Ten digits (an organization), twelve (a person in business), or null. */
  readonly inn: string | null;
  readonly address: string;
  readonly city: string;
  /** As it stands under a document: «Иванова Мария Петровна». */
  readonly directorName: string;
  readonly directorPost: string;
  /** Chosen by a person for the endings; null: the name tells it. */
  readonly directorGender: Gender | null;
  /** How the name and the post decline where the rules are wrong. */
  readonly directorForms: SignerForms;
  readonly schoolWeek: SchoolWeek;
  /** IANA name: «Asia/Omsk». */
  readonly timeZone: string;
  /** Grows with every change; a form carries it back. */
  readonly version: number;
}

/** What is known of an organization when it is entered: forms of words are fixed later. */
export type NewOrganization = Omit<
  Organization,
  'id' | 'version' | 'fullNameGenitive' | 'directorGender' | 'directorForms'
>;

const TEACHING: readonly OrganizationKind[] = ['school', 'kindergarten', 'college', 'additional_education'];

const BELOW: Readonly<Record<OrganizationKind, readonly OrganizationKind[]>> = {
  region: ['municipality', ...TEACHING, 'partner'],
  municipality: [...TEACHING, 'partner'],
  school: ['partner'],
  kindergarten: ['partner'],
  college: ['partner'],
  additional_education: ['partner'],
  partner: [],
};

/** Kinds that may be added below an organization of this kind. */
export function kindsBelow(kind: OrganizationKind): readonly OrganizationKind[] {
  return BELOW[kind];
}

/** Kinds that can be the first, topmost organization of an installation. */
export const FIRST_KINDS: readonly OrganizationKind[] = [...TEACHING, 'municipality', 'region'];

const SCHOOL_ROLES: readonly Role[] = [
  'director',
  'curator',
  'team',
  'psychologist',
  'class_teacher',
  'mentor',
  'mentee',
  'guardian',
  'administrator',
];

const ROLES_AT: Readonly<Record<OrganizationKind, readonly Role[]>> = {
  region: ['regional', 'director', 'team', 'administrator'],
  municipality: ['municipal', 'director', 'team', 'administrator'],
  school: SCHOOL_ROLES,
  kindergarten: SCHOOL_ROLES,
  college: SCHOOL_ROLES,
  additional_education: SCHOOL_ROLES,
  partner: ['curator', 'mentor'],
};

/** Roles that make sense at an organization of this kind. */
export function rolesAt(kind: OrganizationKind): readonly Role[] {
  return ROLES_AT[kind];
}

/** The role of the person who sets an installation up at an organization of this kind. */
export function keeperRole(kind: OrganizationKind): Role {
  if (kind === 'region') return 'regional';
  return kind === 'municipality' ? 'municipal' : 'curator';
}

const TEN = [2, 4, 10, 3, 5, 9, 4, 6, 8];
const ELEVENTH = [7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
const TWELFTH = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];

/** Whether ten or twelve digits are an INN: the control digits agree. */
export function isInn(text: string): boolean {
  if (!/^(\d{10}|\d{12})$/.test(text) || /^0+$/.test(text)) return false;
  const digits = Array.from(text, Number);
  if (digits.length === 10) return digits[9] === controlDigit(digits, TEN);
  return digits[10] === controlDigit(digits, ELEVENTH) && digits[11] === controlDigit(digits, TWELFTH);
}

function controlDigit(digits: readonly number[], weights: readonly number[]): number {
  return (weights.reduce((sum, weight, index) => sum + weight * (digits[index] ?? 0), 0) % 11) % 10;
}

/**
 * Which organization a page shows: the one in `?of=` (below, opened from the list of schools), else the current one.
 * `of` keeps the mark in links: '' or '?of=…'. Whether the person may see it, the service decides.
 */
export function shownOrganization(url: URL, current: string): { organizationId: string; of: string } {
  const named = url.searchParams.get('of') ?? '';
  return named === ''
    ? { organizationId: current, of: '' }
    : { organizationId: named, of: `?of=${encodeURIComponent(named)}` };
}
