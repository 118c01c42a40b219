import { sql, type RawBuilder } from 'kysely';
import { toIso } from '#src/lib/iso-day.ts';
import { containing } from '#src/platform/db/like-pattern.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { Side } from '#src/features/programmes/rules/sides.ts';
import { fullNameOf, isMinorOf, THIS_SCHOOL_YEAR } from '#src/features/people/service.server.ts';
import { isRequestState, type Place, type RequestState } from '#src/features/banks/rules/entries.ts';
import { tagKey } from '#src/features/banks/rules/tags.ts';
import { COUNT_OF_ALL, countOf, partFromTotal } from '#src/features/banks/store.server/pages.ts';
import { classNameOf } from '#src/features/banks/store.server/participants.ts';
import { requestTags } from '#src/features/banks/store.server/requests.ts';

export interface MenteeQuery {
  readonly organizationId: string;
  readonly words: string;
  /** «7А», spaces and case aside. */
  readonly className: string;
  readonly form: string | null;
  /** null: everything that has not ended; `unpaired`: of it whoever has no mentor yet; `all`: the past too. */
  readonly state: RequestState | 'all' | 'unpaired' | null;
  readonly tag: string;
  readonly place: Place | null;
}

/** A line of the bank of mentees, the mentorships of its request beside it. */
export interface MenteeLine {
  readonly id: string;
  readonly personId: string;
  readonly name: string;
  readonly className: string;
  readonly kinds: readonly string[];
  readonly birthYear: number | null;
  readonly isMinor: boolean;
  readonly phone: string;
  readonly email: string;
  /** «Белова О. И. (мать), +7…»: guardians of somebody under age. */
  readonly guardians: readonly string[];
  readonly mainRequest: string;
  readonly tags: readonly string[];
  readonly urgency: number;
  readonly forms: readonly string[];
  readonly state: RequestState;
  readonly supporter: string;
  /** Pairs that somebody declined since the request was entered. */
  readonly declinedCount: number;
  /** Is asked about a mentor now. */
  readonly isProposed: boolean;
  readonly enteredOn: string;
  readonly endedOn: string | null;
  readonly mentorships: readonly BankMentorship[];
}

/** A mentorship as a line of a bank tells it: the other side, its place, how it ended. */
export interface BankMentorship {
  readonly id: string;
  readonly form: string;
  readonly names: readonly string[];
  readonly places: readonly string[];
  readonly endedOn: string | null;
  readonly results: string;
  readonly caseUrl: string;
  readonly isCompleted: boolean | null;
}

/** Where somebody works or studies: class, post, partner, or what was written. */
const placeOf = (table: string, school: RawBuilder<string>) => sql<string>`coalesce(
  nullif(${classNameOf(table)} || ' класс', ' класс'),
  case when 'staff' = any (${sql.ref(`${table}.kinds`)}) then concat_ws(', ', ${school}, (
    select sp.post from staff_posts sp where sp.person_id = ${sql.ref(`${table}.id`)} and sp.ended_on is null
    order by sp.is_main desc, sp.id limit 1)) end,
  (select pa.name from partners pa where pa.id = ${sql.ref(`${table}.partner_id`)}),
  ${sql.ref(`${table}.workplace`)})`;
const schoolName = (table: string) =>
  sql<string>`(select g.short_name from organizations g where g.id = ${sql.ref(`${table}.organization_id`)})`;
export const workplaceOf = (table: string) => placeOf(table, schoolName(table));

/** Mentorships of a person on a side, that touch the time of the line, the newest first. */
export const mentorshipsOf = (
  side: Side,
  line: { readonly person: string; readonly from: string; readonly to: string },
) => sql<BankMentorship[]>`coalesce((
  select jsonb_agg(jsonb_build_object('id', x.id, 'form', x.form, 'names', x.names, 'places', x.places,
    'endedOn', x.ended_on, 'results', x.results, 'caseUrl', x.case_url, 'isCompleted', x.is_completed)
    order by x.ended_on desc nulls first, x.id desc)
  from (
    select m.id, m.form, m.ended_on, m.results, m.case_url, m.is_completed,
      array_agg(${fullNameOf('q')} order by q.family_name, q.id) as names,
      array_agg(distinct ${workplaceOf('q')}) as places
    from mentorship_members mine
    join mentorships m on m.id = mine.mentorship_id and m.state <> 'proposed'
    join mentorship_members theirs on theirs.mentorship_id = m.id
      and theirs.side = ${side === 'mentor' ? 'mentee' : 'mentor'}
      and (theirs.ended_on is null or m.ended_on is not null)
    join people q on q.id = theirs.person_id
    where mine.person_id = ${sql.ref(line.person)} and mine.side = ${side}
      and coalesce(m.ended_on, 'infinity') >= ${sql.ref(line.from)}
      and coalesce(m.starts_on, ${sql.ref(line.from)}) <= coalesce(${sql.ref(line.to)}, 'infinity')
    group by m.id) x), '[]'::jsonb)`;

export const birthYearOf = (table: string) =>
  sql<
    number | null
  >`coalesce(extract(year from ${sql.ref(`${table}.birth_date`)})::integer, ${sql.ref(`${table}.birth_year`)})`;

/** Names and contacts of the guardians of a person. */
export const guardiansOf = (table: string) => sql<string[]>`coalesce((
  select array_agg(concat_ws(', ', concat(${fullNameOf('gp')}, ' (' || nullif(g.relation, '') || ')'),
    nullif(gp.phone, ''), nullif(gp.email, '')) order by gp.family_name, gp.id)
  from guardianships g join people gp on gp.id = g.guardian_id
  where g.child_id = ${sql.ref(`${table}.id`)}), '{}')`;

/** People whose name holds the words, by its key. */
export function nameFits(table: string, words: string) {
  const key = words.normalize('NFC').trim().toLocaleLowerCase('ru').replaceAll('ё', 'е');
  return sql<boolean>`${sql.ref(`${table}.name_key`)} like ${containing(key)}`;
}

/** People of a class of this school year, however it is spaced: «7А», «7 а», «10 физмат», «10физмат». */
export function isOfClass(table: string, className: string) {
  const key = className.replaceAll(/[\s«»"]/g, '').toLocaleLowerCase('ru');
  return sql<boolean>`exists (
    select from class_members cm join classes c on c.id = cm.class_id
    where cm.person_id = ${sql.ref(`${table}.id`)} and (cm.left_on is null or cm.left_on >= app.today())
      and c.school_year = ${THIS_SCHOOL_YEAR}
      and lower(replace(c.grade || c.letter, ' ', '')) = ${key})`;
}

/** Ids of the word and of its synonyms. */
export const tagIdsOf = (organizationId: string, word: string) => sql`(
  select t.id from tags t left join tags main on main.id = t.stands_for
  where t.organization_id = ${organizationId}
    and coalesce(main.id, t.id) = (select coalesce(s.stands_for, s.id) from tags s
      where s.organization_id = ${organizationId} and s.word_key = ${tagKey(word)}))`;

/** How many pairs with the mentee of the row `r` somebody declined since the request was entered. */
const declinedCount = sql<number>`(
  select count(*)::integer from declined_pairs d
  where d.mentee_id = r.person_id and d.declined_on >= r.entered_on)`;

/** Whether a mentorship with the mentee of the row `r` waits for answers. */
const isProposed = sql<boolean>`exists (
  select from mentorship_members mm join mentorships m on m.id = mm.mentorship_id
  where mm.person_id = r.person_id and mm.side = 'mentee' and mm.ended_on is null and m.state = 'proposed')`;

function filtered(tx: ScopedTx, query: MenteeQuery) {
  let rows = tx.query
    .selectFrom('mentee_requests as r')
    .innerJoin('people as p', 'p.id', 'r.person_id')
    .where('r.organization_id', '=', query.organizationId)
    .where('p.merged_into', 'is', null);
  if (query.state === null) rows = rows.where('r.ended_on', 'is', null);
  else if (query.state === 'unpaired') rows = rows.where('r.state', 'in', ['in_bank', 'searching']);
  else if (query.state !== 'all') rows = rows.where('r.state', '=', query.state);
  if (query.words !== '') rows = rows.where(nameFits('p', query.words));
  if (query.className !== '') rows = rows.where(isOfClass('p', query.className));
  if (query.form !== null) rows = rows.where(sql<boolean>`${query.form} = any (r.forms)`);
  if (query.place !== null) rows = rows.where(sql<boolean>`${query.place} = any (r.places)`);
  if (query.tag !== '') {
    rows = rows.where(
      sql<boolean>`exists (select from request_tags rt where rt.request_id = r.id and rt.tag_id in ${tagIdsOf(query.organizationId, query.tag)})`,
    );
  }
  return rows;
}

/** A page of the bank, the newest request first, with the number of all that fit. */
export async function listMentees(
  tx: ScopedTx,
  query: MenteeQuery,
  page: { readonly offset: number; readonly limit: number },
): Promise<{ rows: MenteeLine[]; total: number }> {
  // The page first: what is told of each line is gathered for fifty, not for all; and the number of all with it, in one pass.
  const found = await tx.query
    .with('page', () =>
      filtered(tx, query)
        .select(['r.id', 'r.entered_on', COUNT_OF_ALL])
        .orderBy('r.entered_on', 'desc')
        .orderBy('r.id')
        .offset(page.offset)
        .limit(page.limit),
    )
    .selectFrom('page')
    .innerJoin('mentee_requests as r', 'r.id', 'page.id')
    .innerJoin('people as p', 'p.id', 'r.person_id')
    .select([
      'page.total',
      'r.id',
      'r.person_id as personId',
      'p.kinds',
      'p.phone',
      'p.email',
      'r.main_request as mainRequest',
      'r.urgency',
      'r.forms',
      'r.state',
      'r.entered_on as enteredOn',
      'r.ended_on as endedOn',
    ])
    .select(fullNameOf('p').as('name'))
    .select(classNameOf('p').as('className'))
    .select(birthYearOf('p').as('birthYear'))
    .select(isMinorOf('p').as('isMinor'))
    .select(guardiansOf('p').as('guardians'))
    .select(requestTags.as('tags'))
    .select(
      sql<string>`coalesce((select ${fullNameOf('sp')} from people sp where sp.id = r.supporter_id), '')`.as(
        'supporter',
      ),
    )
    .select(declinedCount.as('declinedCount'))
    .select(isProposed.as('isProposed'))
    .select(
      mentorshipsOf('mentee', { person: 'r.person_id', from: 'r.entered_on', to: 'r.ended_on' }).as(
        'mentorships',
      ),
    )
    .orderBy('r.entered_on', 'desc')
    .orderBy('r.id')
    .execute();
  const { rows, total } = await partFromTotal(found, page, () => countOf(filtered(tx, query)));
  return {
    total,
    rows: rows.map((row): MenteeLine => ({
      ...row,
      state: isRequestState(row.state) ? row.state : 'in_bank',
      enteredOn: toIso(row.enteredOn),
      endedOn: toIso(row.endedOn),
    })),
  };
}
