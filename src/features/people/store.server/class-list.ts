import { sql } from 'kysely';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { SchoolClass } from '#src/features/people/rules/classes.ts';
import { CLASS_COLUMNS } from '#src/features/people/store.server/classes.ts';

/** School years that have classes, the newest first. */
export async function listClassYears(tx: ScopedTx, organizationId: string): Promise<number[]> {
  const rows = await tx.query
    .selectFrom('classes')
    .select('school_year')
    .distinct()
    .where('organization_id', '=', organizationId)
    .orderBy('school_year', 'desc')
    .execute();
  return rows.map((row) => row.school_year);
}

export interface ClassQuery {
  readonly organizationId: string;
  readonly schoolYear: number;
  /** One parallel, or all. */
  readonly grade: number | null;
}

/** A page of the classes of a school year in the order of the school, how many there are, and how many pupils are in each now. */
export async function listClassPage(
  tx: ScopedTx,
  { organizationId, schoolYear, grade }: ClassQuery,
  page: { readonly offset: number; readonly limit: number },
): Promise<{ classes: (SchoolClass & { memberCount: number })[]; total: number; pupils: number }> {
  const ofGrade = grade === null ? sql<boolean>`true` : sql<boolean>`c.grade = ${grade}`;
  const { rows: counts } = await sql<{ id: string; memberCount: number }>`
    select c.id, count(m.person_id)::integer as "memberCount"
    from classes c left join class_members m on m.class_id = c.id and m.organization_id = ${organizationId}
      and (m.left_on is null or m.left_on >= app.today())
    where c.organization_id = ${organizationId} and c.school_year = ${schoolYear} and ${ofGrade}
    group by c.id`.execute(tx.query);
  const byId = new Map(counts.map(({ id, memberCount }) => [id, memberCount]));
  const rows = await tx.query
    .selectFrom('classes as c')
    .select(CLASS_COLUMNS)
    .where('c.organization_id', '=', organizationId)
    .where('c.school_year', '=', schoolYear)
    .where(ofGrade)
    .orderBy('c.grade')
    .orderBy('c.letter')
    .offset(page.offset)
    .limit(page.limit)
    .execute();
  return {
    classes: rows.map((row) => ({ ...row, memberCount: byId.get(row.id) ?? 0 })),
    total: counts.length,
    pupils: counts.reduce((sum, one) => sum + one.memberCount, 0),
  };
}

/** Grades that have classes in a school year, the youngest first. */
export async function listGrades(
  tx: ScopedTx,
  organizationId: string,
  schoolYear: number,
): Promise<number[]> {
  const rows = await tx.query
    .selectFrom('classes')
    .select('grade')
    .distinct()
    .where('organization_id', '=', organizationId)
    .where('school_year', '=', schoolYear)
    .orderBy('grade')
    .execute();
  return rows.map(({ grade }) => grade);
}
