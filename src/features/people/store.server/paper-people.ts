import { sql } from 'kysely';
import type { Gender, NameForms } from '#src/lib/russian/names.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { Role } from '#src/features/accounts/access.ts';
import { toGender, toNameForms } from '#src/lib/russian/kept-forms.ts';
import { classLabelOf, fullNameOf, isMinorOf, placeOf } from '#src/features/people/store.server/fragments.ts';

/** Somebody as a paper names them. */
export interface PaperPersonRow {
  readonly id: string;
  readonly familyName: string;
  readonly givenName: string;
  readonly patronymic: string;
  /** Class, post or place of work; empty: none is known. */
  readonly place: string;
  readonly isPupil: boolean;
  /** Works here: the place is a post. */
  readonly isStaff: boolean;
  /** Chosen by a person; null: the name tells it. */
  readonly gender: Gender | null;
  /** Fixed by a person; they win over the rules. */
  readonly forms: NameForms;
}

const people = (tx: ScopedTx) =>
  tx.query
    .selectFrom('people')
    .select((eb) => [
      'people.id',
      'people.family_name as familyName',
      'people.given_name as givenName',
      'people.patronymic',
      'people.gender',
      'people.name_forms as forms',
      placeOf('people').as('place'),
      eb
        .exists(
          eb
            .selectFrom('class_members')
            .select('class_members.person_id')
            .whereRef('class_members.person_id', '=', 'people.id')
            .where('class_members.left_on', 'is', null),
        )
        .as('isPupil'),
      eb
        .exists(
          eb
            .selectFrom('staff_posts')
            .select('staff_posts.id')
            .whereRef('staff_posts.person_id', '=', 'people.id')
            .where('staff_posts.ended_on', 'is', null),
        )
        .as('isStaff'),
    ]);

type Row = Omit<PaperPersonRow, 'isPupil' | 'isStaff' | 'gender' | 'forms'> & {
  isPupil: unknown;
  isStaff: unknown;
  gender: string | null;
  forms: unknown;
};

const named = (rows: readonly Row[]): PaperPersonRow[] =>
  rows.map((row) => ({
    ...row,
    isPupil: row.isPupil === true,
    isStaff: row.isStaff === true,
    gender: toGender(row.gender),
    forms: toNameForms(row.forms),
  }));

/** These people as far as the actor sees them, by name. */
export async function listPaperPeople(tx: ScopedTx, ids: readonly string[]): Promise<PaperPersonRow[]> {
  if (ids.length === 0) return [];
  return named(
    await people(tx)
      .where('people.id', 'in', [...ids])
      .orderBy('people.family_name')
      .orderBy('people.given_name')
      .orderBy('people.id')
      .execute(),
  );
}

/** Classes of those of these people who are in one now: «7А» by the id of the person. */
export async function listClassLabels(
  tx: ScopedTx,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (personIds.length === 0) return new Map();
  const rows = await tx.query
    .selectFrom('class_members as cm')
    .innerJoin('classes as c', 'c.id', 'cm.class_id')
    .select(['cm.person_id as personId', classLabelOf('c').as('label')])
    .where('cm.person_id', 'in', [...personIds])
    .where('cm.left_on', 'is', null)
    .execute();
  return new Map(rows.map(({ personId, label }) => [personId, label]));
}

/** Those who have a role in force at an organization and a record of theirs in it, whoever had it longest first. */
export async function listHoldersOfRole(
  tx: ScopedTx,
  organizationId: string,
  role: Role,
): Promise<PaperPersonRow[]> {
  return named(
    await people(tx)
      .innerJoin('role_assignments', 'role_assignments.account_id', 'people.account_id')
      .where('people.organization_id', '=', organizationId)
      .where('people.merged_into', 'is', null)
      .where('role_assignments.organization_id', '=', organizationId)
      .where('role_assignments.role', '=', role)
      .where('role_assignments.ended_at', 'is', null)
      .orderBy('role_assignments.created_at')
      .orderBy('people.id')
      .execute(),
  );
}

const plain = (text: ReturnType<typeof fullNameOf>) => sql<string>`translate(lower(${text}), 'ё', 'е')`;

/**
 * The card of whoever signs, by the name as the requisites have it («ё» or «е»): of the staff, or of the people of a partner. Of
 * several of one name whoever has the role of a director; null: none, or nobody can tell which.
 */
export async function findSignerCard(
  tx: ScopedTx,
  of: { readonly organizationId: string; readonly partnerId: string | null; readonly name: string },
): Promise<PaperPersonRow | null> {
  const found = named(
    await people(tx)
      .where('people.organization_id', '=', of.organizationId)
      .where('people.merged_into', 'is', null)
      .where('people.left_on', 'is', null)
      .where(
        plain(fullNameOf('people')),
        '=',
        plain(sql<string>`${of.name.trim().replace(/\s+/gu, ' ')}::text`),
      )
      .where((eb) =>
        of.partnerId === null
          ? sql<boolean>`'staff' = any (people.kinds)`
          : eb('people.partner_id', '=', of.partnerId),
      )
      .limit(20)
      .execute(),
  );
  if (found.length < 2) return found[0] ?? null;
  const directors = await listHoldersOfRole(tx, of.organizationId, 'director');
  const both = found.filter(({ id }) => directors.some((one) => one.id === id));
  return both.length === 1 ? (both[0] ?? null) : null;
}

/** Those of the people who are under age today, by what is known of their birth and of what they are. */
export async function listMinors(tx: ScopedTx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await tx.query
    .selectFrom('people as p')
    .select('p.id')
    .where('p.id', 'in', [...ids])
    .where(isMinorOf('p'))
    .execute();
  return new Set(rows.map(({ id }) => id));
}
