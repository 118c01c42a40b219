import { sql } from 'kysely';
import type { Role, RoleAbove } from '#src/features/orgs/access.ts';
import type {
  NewOrganization,
  Organization,
  OrganizationKind,
  SchoolWeek,
} from '#src/features/orgs/rules/organization.ts';
import { toGender, toSignerForms, type SignerForms } from '#src/lib/russian/kept-forms.ts';
import type { Gender } from '#src/lib/russian/names.ts';
import { toJson, type JsonText } from '#src/platform/db/json.ts';
import { containing } from '#src/platform/db/like-pattern.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';

/** What lists of organizations show. */
export interface OrganizationLine {
  readonly id: string;
  readonly parentId: string | null;
  readonly kind: OrganizationKind;
  readonly shortName: string;
  readonly city: string;
  readonly directorName: string;
}

const COLUMNS = [
  'id',
  'parent_id as parentId',
  'kind',
  'full_name as fullName',
  'short_name as shortName',
  'full_name_genitive as fullNameGenitive',
  'inn',
  'address',
  'city',
  'director_name as directorName',
  'director_post as directorPost',
  'director_gender as directorGender',
  'director_forms as directorForms',
  'school_week as schoolWeek',
  'time_zone as timeZone',
  'version',
] as const;

const LINE_COLUMNS = [
  'id',
  'parent_id as parentId',
  'kind',
  'short_name as shortName',
  'city',
  'director_name as directorName',
] as const;

export async function findOrganization(tx: ScopedTx, id: string): Promise<Organization | null> {
  const row = await tx.query
    .selectFrom('organizations')
    .select(COLUMNS)
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    ...row,
    directorGender: toGender(row.directorGender),
    directorForms: toSignerForms(row.directorForms),
    // A check constraint of the table keeps the week at 5 or 6.
    schoolWeek: row.schoolWeek as SchoolWeek,
  };
}

/** Roles in force of the actor at an organization, and upper roles at those above it. */
export async function rolesOfActor(
  tx: ScopedTx,
  accountId: string,
  organizationId: string,
): Promise<{ roles: Role[]; above: RoleAbove[] }> {
  const { rows } = await sql<{ role: Role; isHere: boolean }>`
    with recursive chain as (
      select id, parent_id from organizations where id = ${organizationId}
      union
      select o.id, o.parent_id from organizations o join chain c on o.id = c.parent_id
    )
    select r.role, r.organization_id = ${organizationId} as "isHere"
    from role_assignments r join chain c on c.id = r.organization_id
    where r.account_id = ${accountId} and r.ended_at is null
    order by r.role
  `.execute(tx.query);
  const upper = new Set(
    rows.filter((row) => !row.isHere && UPPER.has(row.role)).map((row) => `above:${row.role}` as RoleAbove),
  );
  return { roles: rows.filter((row) => row.isHere).map((row) => row.role), above: [...upper] };
}

const UPPER: ReadonlySet<Role> = new Set(['municipal', 'regional', 'administrator']);

export async function insertOrganization(tx: ScopedTx, organization: NewOrganization): Promise<string> {
  const row = await tx.query
    .insertInto('organizations')
    .values({
      parent_id: organization.parentId,
      kind: organization.kind,
      full_name: organization.fullName,
      short_name: organization.shortName,
      inn: organization.inn,
      address: organization.address,
      city: organization.city,
      director_name: organization.directorName,
      director_post: organization.directorPost,
      school_week: organization.schoolWeek,
      time_zone: organization.timeZone,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/**
 * Saves requisites; what was fixed for another name or post of the head goes with it.
 * @returns false when the row is no longer at the expected version.
 */
export async function updateOrganization(
  tx: ScopedTx,
  organization: Omit<Organization, 'parentId' | 'kind' | 'directorGender' | 'directorForms'>,
): Promise<boolean> {
  const result = await tx.query
    .updateTable('organizations')
    .set((expression) => ({
      full_name: organization.fullName,
      short_name: organization.shortName,
      full_name_genitive: organization.fullNameGenitive,
      inn: organization.inn,
      address: organization.address,
      city: organization.city,
      director_name: organization.directorName,
      director_post: organization.directorPost,
      director_gender: sql<
        string | null
      >`case when director_name = ${organization.directorName} then director_gender end`,
      director_forms: sql<JsonText>`director_forms - array_remove(array[
        case when director_name <> ${organization.directorName} then 'name' end,
        case when director_post <> ${organization.directorPost} then 'post' end], null)`,
      school_week: organization.schoolWeek,
      time_zone: organization.timeZone,
      version: expression('version', '+', 1),
    }))
    .where('id', '=', organization.id)
    .where('version', '=', organization.version)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** False when the row is no longer at `version`. */
export async function saveDirectorForms(
  tx: ScopedTx,
  fixed: { organizationId: string; version: number; gender: Gender | null; forms: SignerForms },
): Promise<boolean> {
  const result = await tx.query
    .updateTable('organizations')
    .set((eb) => ({
      director_gender: fixed.gender,
      director_forms: toJson(fixed.forms),
      version: eb('version', '+', 1),
    }))
    .where('id', '=', fixed.organizationId)
    .where('version', '=', fixed.version)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Organizations directly below one, in the order of their names. */
export async function listBelow(
  tx: ScopedTx,
  parentId: string,
  page: { readonly search: string; readonly offset: number; readonly limit: number },
): Promise<{ organizations: OrganizationLine[]; total: number }> {
  const filtered = tx.query
    .selectFrom('organizations')
    .where('parent_id', '=', parentId)
    .$if(page.search !== '', (query) =>
      query.where((where) =>
        where.or([
          where('full_name', 'ilike', containing(page.search)),
          where('short_name', 'ilike', containing(page.search)),
          where('city', 'ilike', containing(page.search)),
          where('inn', '=', page.search),
        ]),
      ),
    );
  const { total } = await filtered
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const organizations = await filtered
    .select(LINE_COLUMNS)
    .orderBy(sql`short_name collate app.ru`)
    .orderBy('id')
    .offset(page.offset)
    .limit(page.limit)
    .execute();
  return { organizations, total };
}

export async function isAnyOrganization(
  tx: ScopedTx,
  exceptCalled: readonly string[] = [],
): Promise<boolean> {
  const row = await tx.query
    .selectFrom('organizations')
    .select('id')
    .$if(exceptCalled.length > 0, (query) => query.where('short_name', 'not in', exceptCalled))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** At most two organizations with this INN or exactly this short name; of all when `called` is null. */
export async function findOrganizationsCalled(
  tx: ScopedTx,
  called: string | null,
): Promise<{ id: string; kind: OrganizationKind; shortName: string }[]> {
  return await tx.query
    .selectFrom('organizations')
    .select(['id', 'kind', 'short_name as shortName'])
    .$if(called !== null, (query) =>
      query.where((where) => where.or([where('inn', '=', called), where('short_name', '=', called ?? '')])),
    )
    .limit(2)
    .execute();
}

/** Another organization visible to the actor that has this INN. */
export async function findByInn(
  tx: ScopedTx,
  inn: string,
  exceptId: string | null,
): Promise<OrganizationLine | null> {
  const row = await tx.query
    .selectFrom('organizations')
    .select(LINE_COLUMNS)
    .where('inn', '=', inn)
    .$if(exceptId !== null, (query) => query.where('id', '<>', exceptId))
    .executeTakeFirst();
  return row ?? null;
}

/** From the topmost visible organization down to the parent of this one. */
export async function listAncestors(tx: ScopedTx, id: string): Promise<OrganizationLine[]> {
  const { rows } = await sql<OrganizationLine>`
    with recursive chain as (
      select o.*, 0 as depth from organizations o where id = ${id}
      union all
      select o.*, c.depth + 1 from organizations o join chain c on o.id = c.parent_id where c.depth < 10
    )
    select id, parent_id as "parentId", kind, short_name as "shortName", city, director_name as "directorName"
    from chain where depth > 0 order by depth desc
  `.execute(tx.query);
  return rows;
}

export interface OrganizationDay {
  /** ISO day. */
  readonly day: string;
  readonly isWorking: boolean;
  readonly note: string;
}

export async function listDays(
  tx: ScopedTx,
  organizationId: string,
  period?: { readonly from: string; readonly to: string },
): Promise<OrganizationDay[]> {
  const rows = await tx.query
    .selectFrom('organization_days')
    .select(['day', 'is_working', 'note'])
    .where('organization_id', '=', organizationId)
    .$if(period !== undefined, (query) =>
      query
        .where('day', '>=', Temporal.PlainDate.from(period?.from ?? ''))
        .where('day', '<=', Temporal.PlainDate.from(period?.to ?? '')),
    )
    .orderBy('day')
    .execute();
  return rows.map((row) => ({ day: row.day.toString(), isWorking: row.is_working, note: row.note }));
}

export async function saveDay(tx: ScopedTx, organizationId: string, day: OrganizationDay): Promise<void> {
  await tx.query
    .insertInto('organization_days')
    .values({
      organization_id: organizationId,
      day: Temporal.PlainDate.from(day.day),
      is_working: day.isWorking,
      note: day.note,
    })
    .onConflict((conflict) =>
      conflict.columns(['organization_id', 'day']).doUpdateSet({ is_working: day.isWorking, note: day.note }),
    )
    .execute();
}

export async function deleteDay(tx: ScopedTx, organizationId: string, day: string): Promise<void> {
  await tx.query
    .deleteFrom('organization_days')
    .where('organization_id', '=', organizationId)
    .where('day', '=', Temporal.PlainDate.from(day))
    .execute();
}
