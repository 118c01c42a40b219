import { sql } from 'kysely';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import { SIDES, type Side } from '#src/features/programmes/rules/sides.ts';
import { classLabelOf, fullNameOf, THIS_SCHOOL_YEAR } from '#src/features/people/service.server.ts';
import type { Audience, Invitee } from '#src/features/surveys/rules.ts';

export interface FoundInvitee extends Invitee {
  readonly hasConsent: boolean;
}

/**
 * Those whom the filter means, each once, with class (a guardian has that of the child), side and form as they are today.
 * Somebody who is on both sides is asked as a mentor. People who left, and records joined to another, are not asked.
 */
export async function findInvitees(
  tx: ScopedTx,
  organizationId: string,
  schoolYear: number,
  audience: Audience,
): Promise<FoundInvitee[]> {
  const { source } = audience;
  const sides = audience.sides.length === 0 ? [...SIDES] : [...audience.sides];
  const { rows } = await sql<{
    person_id: string;
    class_label: string;
    side: string | null;
    form: string | null;
    has_consent: boolean;
  }>`
    with in_mentorship as (
      select distinct on (m.person_id, m.side) m.person_id, m.side, s.form
      from mentorship_members m join mentorships s on s.id = m.mentorship_id
      where s.organization_id = ${organizationId}::uuid and s.state not in ('proposed', 'closed', 'ended_early')
        and (m.ended_on is null or m.ended_on >= app.today())
        and (${source} <> 'mentorships' or cardinality(${[...audience.forms]}::text[]) = 0 or s.form = any (${[...audience.forms]}::text[]))
      order by m.person_id, m.side, s.starts_on desc nulls last
    ), in_bank as (
      select person_id, 'mentor' as side, case cardinality(forms) when 1 then forms[1] end as form, forms
      from mentor_offers where organization_id = ${organizationId}::uuid and ended_on is null
      union all
      select person_id, 'mentee', case cardinality(forms) when 1 then forms[1] end, forms
      from mentee_requests where organization_id = ${organizationId}::uuid and ended_on is null
    ), in_class as (
      select m.person_id, c.id as class_id, c.grade || c.letter as label
      from class_members m join classes c on c.id = m.class_id
      where c.organization_id = ${organizationId}::uuid and c.school_year = ${schoolYear}
        and (m.left_on is null or m.left_on >= app.today())
      union
      select g.guardian_id, c.id, c.grade || c.letter
      from guardianships g join class_members m on m.person_id = g.child_id join classes c on c.id = m.class_id
      where c.organization_id = ${organizationId}::uuid and c.school_year = ${schoolYear}
        and (m.left_on is null or m.left_on >= app.today())
    ), chosen as (
      select p.id as person_id, null as side, null as form
      from people p
      where ${source} = 'people' and p.organization_id = ${organizationId}::uuid
        and p.kinds && ${[...audience.kinds]}::text[]
      union
      select person_id, side, form from in_mentorship where ${source} = 'mentorships' and side = any (${sides}::text[])
      union
      select person_id, side, form from in_bank
      where ${source} = 'banks' and side = any (${sides}::text[])
        and (cardinality(${[...audience.forms]}::text[]) = 0 or forms && ${[...audience.forms]}::text[])
    ), within as (
      select * from chosen
      where cardinality(${[...audience.classIds]}::uuid[]) = 0
        or exists (select from in_class c where c.person_id = chosen.person_id and c.class_id = any (${[...audience.classIds]}::uuid[]))
      union
      select id, null, null from people where organization_id = ${organizationId}::uuid and id = any (${[...audience.personIds]}::uuid[])
    ), with_side as (
      select distinct on (w.person_id) w.person_id, coalesce(w.side, k.side) as side, coalesce(w.form, k.form) as form
      from within w
      left join (
        select person_id, side, form, 1 as place from in_mentorship
        union all select person_id, side, form, 2 from in_bank
      ) k on k.person_id = w.person_id and (w.side is null or k.side = w.side)
      order by w.person_id, coalesce(w.side, k.side) desc nulls last, k.place nulls last
    )
    select s.person_id, s.side, s.form,
      coalesce((select min(c.label) from in_class c where c.person_id = s.person_id
        and (cardinality(${[...audience.classIds]}::uuid[]) = 0 or c.class_id = any (${[...audience.classIds]}::uuid[]))), '') as class_label,
      coalesce(p.processing_until >= app.today(), false) as has_consent
    from with_side s join people p on p.id = s.person_id
    where p.merged_into is null and (p.left_on is null or p.left_on > app.today())
    order by class_label, p.family_name, p.given_name, p.patronymic, p.id`.execute(tx.query);
  return rows.map((row) => ({
    personId: row.person_id,
    classLabel: row.class_label,
    side: row.side as Side | null,
    form: row.form,
    hasConsent: row.has_consent,
  }));
}

export interface NamedPerson {
  readonly id: string;
  readonly name: string;
}

/** Whom a ranking offers: the picked ones, or else the bank of the side; never without a consent in force. */
export async function listCandidates(
  tx: ScopedTx,
  organizationId: string,
  side: Side,
  picked: readonly string[] | undefined,
): Promise<NamedPerson[]> {
  const { rows } = await sql<NamedPerson>`
    select p.id, ${fullNameOf('p')} as name
    from people p
    where p.organization_id = ${organizationId}::uuid and p.merged_into is null and p.processing_until >= app.today()
      and (p.left_on is null or p.left_on > app.today())
      and case when ${picked !== undefined} then p.id = any (${[...(picked ?? [])]}::uuid[])
        when ${side} = 'mentor' then p.id in (
          select person_id from mentor_offers where organization_id = ${organizationId}::uuid and ended_on is null)
        else p.id in (
          select person_id from mentee_requests where organization_id = ${organizationId}::uuid and ended_on is null) end
    order by p.family_name, p.given_name, p.patronymic, p.id
    limit 1000`.execute(tx.query);
  return rows;
}

/** Somebody whom the curator may let a ranking offer. */
export interface Nameable extends NamedPerson {
  readonly classLabel: string;
  /** Without a consent in force nobody is offered, picked or not. */
  readonly hasConsent: boolean;
  readonly isInBank: boolean;
}

/** The bank of the side and, beside it, the people of `also`; those who left are not among them. */
export async function listNameable(
  tx: ScopedTx,
  organizationId: string,
  side: Side,
  also: readonly string[],
): Promise<Nameable[]> {
  const { rows } = await sql<Nameable>`
    with bank as (
      select person_id from mentor_offers
      where ${side} = 'mentor' and organization_id = ${organizationId}::uuid and ended_on is null
      union
      select person_id from mentee_requests
      where ${side} = 'mentee' and organization_id = ${organizationId}::uuid and ended_on is null
    )
    select p.id, ${fullNameOf('p')} as name,
      coalesce((select min(${classLabelOf('c')}) from class_members m join classes c on c.id = m.class_id
        where m.person_id = p.id and c.school_year = ${THIS_SCHOOL_YEAR}
          and (m.left_on is null or m.left_on >= app.today())), '') as "classLabel",
      coalesce(p.processing_until >= app.today(), false) as "hasConsent", b.person_id is not null as "isInBank"
    from people p left join bank b on b.person_id = p.id
    where p.organization_id = ${organizationId}::uuid and p.merged_into is null
      and (p.left_on is null or p.left_on > app.today())
      and (b.person_id is not null or p.id = any (${[...also]}::uuid[]))
    order by p.family_name, p.given_name, p.patronymic, p.id
    limit 1000`.execute(tx.query);
  return rows;
}

/** Classes of a school year, for choosing an audience. */
export async function listClasses(
  tx: ScopedTx,
  organizationId: string,
  schoolYear: number,
): Promise<{ id: string; label: string }[]> {
  const rows = await tx.query
    .selectFrom('classes')
    .select(['id', 'grade', 'letter'])
    .where('organization_id', '=', organizationId)
    .where('school_year', '=', schoolYear)
    .orderBy('grade')
    .orderBy('letter')
    .execute();
  return rows.map(({ id, grade, letter }) => ({ id, label: `${grade}${letter}` }));
}

/** People found by the beginning of their name, for picking by hand. */
export async function findPeople(
  tx: ScopedTx,
  organizationId: string,
  words: string,
): Promise<NamedPerson[]> {
  const { rows } = await sql<NamedPerson>`
    select p.id, ${fullNameOf('p')} as name
    from people p
    where p.organization_id = ${organizationId}::uuid and p.merged_into is null and (p.left_on is null or p.left_on > app.today())
      and starts_with(p.name_key, app.name_key(${words}))
    order by p.family_name, p.given_name, p.patronymic, p.id limit 50`.execute(tx.query);
  return rows;
}
