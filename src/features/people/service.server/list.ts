import { accept, refuse, type Result } from '#src/lib/result.ts';
import { isId } from '#src/lib/id.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import { may, type Standing } from '#src/features/accounts/access.ts';
import { standingOf } from '#src/features/accounts/service.server.ts';
import { schoolYearOf } from '#src/features/orgs/rules/school-year.ts';
import { peopleAccess } from '#src/features/people/access.ts';
import { fullName, searchKey, type Person } from '#src/features/people/rules.ts';
import { className } from '#src/features/people/rules/classes.ts';
import { PEOPLE_LISTS, type PeopleList, type PersonKind } from '#src/features/people/rules/kinds.ts';
import { fitsClass, readSearch } from '#src/features/people/rules/search.ts';
import { refuseUnlessMay } from '#src/features/people/service.server/rights.ts';
import { listAttendance, listClasses } from '#src/features/people/store.server/classes.ts';
import { listChildren } from '#src/features/people/store.server/guardians.ts';
import {
  countPeople,
  findAlso,
  listPeople,
  type Looked,
  type PeopleFilter,
} from '#src/features/people/store.server/people-list.ts';
import { listPartners } from '#src/features/people/store.server/partners.ts';

/** What the list is asked for, from the address. */
export interface PeopleAsked {
  readonly organizationId: string;
  /** Staff unless told. `everybody`: of every kind, for a choice among all. */
  readonly list?: PeopleList | 'everybody';
  /** A name in any case form, a class, a post, a partner; also in the other keyboard layout. */
  readonly search: string;
  /** Id of a class of any year. */
  readonly classId?: string | null;
  /** One kind of those that the list holds. */
  readonly kind?: PersonKind | null;
  readonly partnerId?: string | null;
  readonly withLeft: boolean;
}

/** A person with what a list says beside the name. */
export interface ListedPerson extends Person {
  /** «7А» of this school year; of the asked class when one is asked for; empty when in none. */
  readonly className: string;
  /** The partner by name, or the workplace as typed. */
  readonly from: string;
  /** Names of a guardian's children. */
  readonly children: readonly string[];
}

export interface FoundPeople {
  readonly people: readonly ListedPerson[];
  readonly total: number;
  /** How the question was read when it was not taken as typed; empty otherwise. */
  readonly readAs: string;
}

/** Whether the standing may look at this list. */
export function refuseList(standing: Standing, list: PeopleList | 'everybody'): Result<never> | null {
  return refuseUnlessMay(standing, list === 'staff' ? 'people.list' : 'people.list_everyone');
}

/** The page of people that was asked for; refuses those who may not look. `today` decides the school year. */
export async function findPeople(
  tx: ScopedTx,
  asked: PeopleAsked,
  page: { offset: number; limit: number },
  today: Temporal.PlainDate,
): Promise<Result<FoundPeople & { standing: Standing }>> {
  const { organizationId, list = 'staff' } = asked;
  const standing = await standingOf(tx, organizationId);
  const refused = refuseList(standing, list);
  if (refused !== null) return refused;
  const filter = readFilter(asked, today);
  const { looked, total, readAs } = await look(tx, filter, asked.search, schoolYearOf(today));
  const people =
    total === 0 || looked === null
      ? []
      : await listPeople(tx, looked.filter, looked.looked, { offset: page.offset, limit: page.limit });
  return accept({ people: await describe(tx, organizationId, people, today), total, readAs, standing });
}

function readFilter(asked: PeopleAsked, today: Temporal.PlainDate): PeopleFilter {
  const { list = 'staff', kind = null, classId = null, partnerId = null } = asked;
  const kinds: readonly PersonKind[] = list === 'everybody' ? [] : PEOPLE_LISTS[list];
  return {
    organizationId: asked.organizationId,
    kinds: kind !== null && (kinds.length === 0 || kinds.includes(kind)) ? [kind] : kinds,
    classIds: classId === null || classId === '' ? null : isId(classId) ? [classId] : [],
    partnerId: partnerId !== null && isId(partnerId) ? partnerId : null,
    withLeft: asked.withLeft,
    today: today.toString(),
  };
}

/** Reading after reading until one finds somebody; the last tries the text anywhere inside a name. */
async function look(
  tx: ScopedTx,
  filter: PeopleFilter,
  search: string,
  schoolYear: number,
): Promise<{ looked: { filter: PeopleFilter; looked: Looked } | null; total: number; readAs: string }> {
  const everybody: Looked = { way: 'everybody' };
  // The database takes no NUL, and no name holds control characters.
  const text = search
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, 100);
  if (text === '') {
    return {
      looked: { filter, looked: everybody },
      total: await countPeople(tx, filter, everybody),
      readAs: '',
    };
  }
  const also = await findAlso(tx, filter.organizationId, searchKey(text), filter.kinds);
  for (const reading of readSearch(text)) {
    let narrowed = filter;
    if (reading.class !== null) {
      const asked = reading.class;
      const classes = await listClasses(tx, filter.organizationId, schoolYear);
      const fitting = classes.filter((one) => fitsClass(asked, one)).map(({ id }) => id);
      const before = filter.classIds;
      narrowed = {
        ...filter,
        classIds: before === null ? fitting : fitting.filter((id) => before.includes(id)),
      };
    }
    const isAsTyped = reading.readAs === '';
    const looked: Looked = {
      way: 'reading',
      reading,
      also: isAsTyped && reading.class === null ? also : { personIds: [], partnerIds: [] },
    };
    const total = await countPeople(tx, narrowed, looked);
    if (total > 0) return { looked: { filter: narrowed, looked }, total, readAs: reading.readAs };
  }
  const inside: Looked = { way: 'inside', text: searchKey(text) };
  const total = await countPeople(tx, filter, inside);
  return { looked: { filter, looked: inside }, total, readAs: '' };
}

async function describe(
  tx: ScopedTx,
  organizationId: string,
  people: readonly Person[],
  today: Temporal.PlainDate,
): Promise<ListedPerson[]> {
  const day = today.toString();
  const pupils = people.filter(({ kinds }) => kinds.includes('pupil')).map(({ id }) => id);
  const attendance = await listAttendance(tx, pupils, schoolYearOf(today));
  const guardians = people.filter(({ kinds }) => kinds.includes('guardian')).map(({ id }) => id);
  const children = Map.groupBy(await listChildren(tx, guardians), ({ guardianId }) => guardianId);
  const needsPartners = people.some(({ partnerId }) => partnerId !== null);
  const partners = new Map(
    (needsPartners ? await listPartners(tx, organizationId, true) : []).map(({ id, name }) => [id, name]),
  );
  return people.map((person) => {
    const now = attendance.find(
      (one) => one.personId === person.id && (one.leftOn === null || one.leftOn >= day),
    );
    return {
      ...person,
      className: now === undefined ? '' : className(now),
      from: partners.get(person.partnerId ?? '') ?? person.workplace,
      children: (children.get(person.id) ?? []).map(fullName),
    };
  });
}

/**
 * What a colleague sees of a record of staff is a colleague's: neither the birth date nor what else somebody is to the
 * school. Those who answer for people see all of it.
 */
export function withoutPrivate<P extends Person>(person: P, standing: Standing): P {
  if (may(peopleAccess, standing, 'people.edit_everyone') === true) return person;
  if (person.kinds.includes('pupil')) return person;
  return {
    ...person,
    birthDate: null,
    birthYear: null,
    kinds: person.kinds.includes('staff') ? (['staff'] as const) : person.kinds,
  };
}

/** Refuses ids that are nobody's here: another school's, or of a record that was joined to another. */
export function refuseUnknown(found: number, asked: number): Result<never> | null {
  return found === asked ? null : refuse('people.not_found');
}
