import { sql, type RawBuilder } from 'kysely';
import { toIso } from '#src/lib/iso-day.ts';
import { containing } from '#src/platform/db/like-pattern.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import { THIS_SCHOOL_YEAR, classLabelOf } from '#src/features/people/service.server.ts';
import { PURPOSES, type Purpose } from '#src/features/consents/rules/purposes.ts';
import {
  cellOn,
  SOON_DAYS,
  type ConsentCell,
  type ConsentState,
} from '#src/features/consents/rules/states.ts';

/** What the list may be narrowed to: a state, or «none in force» and «some in force» of several states. */
export type StateFilter = Exclude<ConsentState, 'in_force'> | 'held' | 'none' | 'wanted' | 'of_age';

export interface MatrixQuery {
  readonly organizationId: string;
  readonly words?: string;
  readonly classId?: string | undefined;
  readonly kind?: string | undefined;
  readonly purpose: Purpose;
  readonly state?: StateFilter | undefined;
  /** Only pupils of the classes of the actor as class teacher. */
  readonly onlyOfClass: boolean;
}

export interface MatrixPerson {
  readonly id: string;
  readonly familyName: string;
  readonly givenName: string;
  readonly patronymic: string;
  readonly kinds: readonly string[];
  readonly birthDate: string | null;
  /** «7А» of this school year; empty for others. */
  readonly classLabel: string;
}

interface PersonRow extends Omit<MatrixPerson, 'birthDate'> {
  readonly birthDate: Temporal.PlainDate | null;
}

/** Of the person called `p` in the query. */
export const CLASS_LABEL = sql<string>`coalesce((
  select ${classLabelOf('c')}
  from class_members m join classes c on c.id = m.class_id
  where m.person_id = p.id and (m.left_on is null or m.left_on >= app.today())
    and c.school_year = ${THIS_SCHOOL_YEAR}
  limit 1), '')`;

/** The last day of one signature by itself: its term, or the day before its person comes of age. */
const ENDS_ON = sql`least(coalesce(c.valid_until, '2999-12-31'),
  case when c.signed_on < app.turns_on(p.birth_date, 18) then app.turns_on(p.birth_date, 18) - 1 end)`;

/** People of the list by name, with the number of all that fit. Guardians who are nothing else sign for their children only. */
export async function listMatrixPeople(
  tx: ScopedTx,
  query: MatrixQuery,
  page: { offset: number; limit: number },
): Promise<{ people: MatrixPerson[]; total: number }> {
  const { from, where } = matrixRows(query);
  const { rows: counted } = await sql<{
    total: number;
  }>`select count(*) as total ${from} where ${where}`.execute(tx.query);
  const { rows } = await sql<PersonRow>`
    select p.id, p.family_name as "familyName", p.given_name as "givenName", p.patronymic, p.kinds,
      p.birth_date as "birthDate", ${CLASS_LABEL} as "classLabel"
    ${from} where ${where}
    order by p.family_name, p.given_name, p.patronymic, p.id
    offset ${page.offset} limit ${page.limit}`.execute(tx.query);
  return {
    total: counted[0]?.total ?? 0,
    people: rows.map((row) => ({ ...row, birthDate: toIso(row.birthDate) })),
  };
}

function matrixRows(query: MatrixQuery): { from: RawBuilder<unknown>; where: RawBuilder<unknown> } {
  const { purpose, state } = query;
  const { join, until } = purposeUntil(query.organizationId, purpose);
  const from = state === undefined ? sql`from people p` : sql`from people p ${join}`;
  const terms: RawBuilder<unknown>[] = [
    sql`p.organization_id = ${query.organizationId}`,
    sql`p.merged_into is null and (p.left_on is null or p.left_on >= app.today()) and p.kinds <> '{guardian}'`,
  ];
  if (query.onlyOfClass) terms.push(sql`p.id = any ((select app.class_people())::uuid[])`);
  const words = query.words?.trim() ?? '';
  if (words !== '') terms.push(sql`p.name_key like app.name_key(${containing(words)})`);
  if (query.kind !== undefined) terms.push(sql`p.kinds @> array[${query.kind}]`);
  if (query.classId !== undefined) {
    terms.push(sql`p.id in (select person_id from class_members where class_id = ${query.classId}
      and (left_on is null or left_on >= app.today()))`);
  }
  if (state !== undefined) terms.push(stateTerm(state, purpose, until));
  return { from, where: sql.join(terms, sql` and `) };
}

/** Until which day a purpose is in force for somebody called `p`: an expression, and the join that it needs. */
export function purposeUntil(
  organizationId: string,
  purpose: Purpose,
): { join: RawBuilder<unknown>; until: RawBuilder<unknown> } {
  if (purpose === 'processing' || purpose === 'publication') {
    return { join: sql``, until: sql.ref(`p.${purpose}_until`) };
  }
  const join = sql`left join app.consents_until(
    (select array_agg(distinct person_id) from consents
     where organization_id = ${organizationId} and purpose = ${purpose}), ${purpose}) u on u.person_id = p.id`;
  return { join, until: sql.ref('u.until') };
}

/** Whether somebody called `p` stands so with a purpose. */
export function stateTerm(
  state: StateFilter,
  purpose: Purpose,
  until: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const held = sql`coalesce(${until} >= app.today(), false)`;
  const some = (condition: RawBuilder<unknown>) =>
    sql`exists (select from consents c where c.person_id = p.id and c.purpose = ${purpose} and ${condition})`;
  const signed = some(sql`c.withdrawn_at is null and ${ENDS_ON} >= app.today()`);
  const ended = some(sql`c.withdrawn_at is null and ${ENDS_ON} < app.today()`);
  const withdrawn = some(sql`c.withdrawn_at is not null and c.withdrawn_on >= coalesce((
    select max(${ENDS_ON}) from consents c
    where c.person_id = p.id and c.purpose = ${purpose} and c.withdrawn_at is null and ${ENDS_ON} < app.today()), '-infinity')`);
  switch (state) {
    case 'held':
      return held;
    case 'none':
      return sql`not ${held}`;
    case 'expiring':
      return sql`${held} and ${until} <= app.today() + ${sql.lit(SOON_DAYS)}::integer`;
    // Whoever withdrew is not asked again.
    case 'wanted':
      return sql`not ${held} and (${signed} or not ${withdrawn})`;
    // Signed as a child, 18 soon or not long ago, and not yet signed by themselves.
    case 'of_age':
      return sql`app.turns_on(p.birth_date, 18) between app.today() - 365 and app.today() + ${sql.lit(SOON_DAYS)}::integer
        and coalesce(${until} < greatest(app.turns_on(p.birth_date, 18), app.today()), true)
        and ${some(sql`c.withdrawn_at is null and c.signed_on < app.turns_on(p.birth_date, 18)`)}`;
    case 'second':
      return sql`not ${held} and ${signed}`;
    case 'withdrawn':
      return sql`not ${held} and not ${signed} and ${withdrawn}`;
    case 'ended':
      return sql`not ${held} and not ${signed} and not ${withdrawn} and ${ended}`;
    case 'missing':
      return sql`not ${held} and not ${signed} and not ${withdrawn} and not ${ended}`;
  }
}

/** How each of the people stands with each purpose today, in the order of `PURPOSES`. */
export async function readCells(
  tx: ScopedTx,
  people: readonly { readonly id: string; readonly birthDate: string | null }[],
  today: string,
): Promise<ReadonlyMap<string, readonly ConsentCell[]>> {
  if (people.length === 0) return new Map();
  const ids = people.map(({ id }) => id);
  const { rows: terms } = await sql<{ id: string; purpose: string; until: Temporal.PlainDate | null }>`
    select u.person_id as id, asked.purpose, u.until
    from unnest(${[...PURPOSES]}::text[]) asked (purpose), app.consents_until(${ids}::uuid[], asked.purpose) u`.execute(
    tx.query,
  );
  const { rows: facts } = await sql<{
    id: string;
    purpose: string;
    hasSignature: boolean;
    withdrawnOn: Temporal.PlainDate | null;
    endedOn: Temporal.PlainDate | null;
  }>`
    select c.person_id as id, c.purpose,
      bool_or(c.withdrawn_at is null and ${ENDS_ON} >= app.today()) as "hasSignature",
      max(c.withdrawn_on) as "withdrawnOn",
      max(case when c.withdrawn_at is null and ${ENDS_ON} < app.today() then ${ENDS_ON} end) as "endedOn"
    from consents c join people p on p.id = c.person_id
    where c.person_id = any (${ids}::uuid[])
    group by c.person_id, c.purpose`.execute(tx.query);
  const untilByKey = new Map(terms.map((row) => [`${row.id} ${row.purpose}`, toIso(row.until)]));
  const factsByKey = new Map(facts.map((row) => [`${row.id} ${row.purpose}`, row]));
  return new Map(
    people.map(({ id, birthDate }) => [
      id,
      PURPOSES.map((purpose) => {
        const known = factsByKey.get(`${id} ${purpose}`);
        return cellOn(
          {
            purpose,
            until: untilByKey.get(`${id} ${purpose}`) ?? null,
            hasSignature: known?.hasSignature ?? false,
            lastWithdrawnOn: toIso(known?.withdrawnOn ?? null),
            lastEndedOn: toIso(known?.endedOn ?? null),
          },
          birthDate,
          today,
        );
      }),
    ]),
  );
}

/** Classes of this school year that the actor sees, or of which the actor is class teacher. */
export async function listClassChoices(
  tx: ScopedTx,
  organizationId: string,
  onlyOfClass: boolean,
): Promise<{ id: string; label: string }[]> {
  const { rows } = await sql<{ id: string; label: string }>`
    select c.id, ${classLabelOf('c')} as label
    from classes c
    where c.organization_id = ${organizationId}
      and c.school_year = ${THIS_SCHOOL_YEAR}
      ${onlyOfClass ? sql`and c.teacher_id = any ((select app.self_people())::uuid[])` : sql``}
    order by c.grade, c.letter, c.id`.execute(tx.query);
  return rows;
}
