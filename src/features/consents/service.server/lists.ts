import { shortDay } from '#src/lib/russian/short-day.ts';
import { isId } from '#src/lib/id.ts';
import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { Sheet } from '#src/platform/render/sheets.ts';
import { readOrganization } from '#src/features/orgs/service.server.ts';
import { fullName } from '#src/features/people/rules.ts';
import { shortPurposeLabels, stateLabels } from '#src/features/consents/labels.ts';
import type { ConsentsAbilities } from '#src/features/consents/service.server.ts';
import { abilities } from '#src/features/accounts/access.ts';
import { consentsAccess } from '#src/features/consents/access.ts';
import { PURPOSES, type TeenSigners } from '#src/features/consents/rules/purposes.ts';
import type { ConsentCell } from '#src/features/consents/rules/states.ts';
import type { MatrixFilter } from '#src/features/consents/schema.ts';
import { admit, answersForSchool } from '#src/features/consents/service.server/rights.ts';
import { listGuardians, todayOf } from '#src/features/consents/store.server/consents.ts';
import {
  listClassChoices,
  listMatrixPeople,
  readCells,
  type MatrixPerson,
} from '#src/features/consents/store.server/matrix.ts';
import {
  findOwnOrSeen,
  listSignatures,
  type SignatureLine,
} from '#src/features/consents/store.server/person.ts';
import { readSettings } from '#src/features/consents/store.server/settings.ts';

export const CONSENTS_PAGE_SIZE = 50;
/** A whole class with room to spare; a page of «all» when something is entered for many. */
export const LIST_PAGE_SIZE = 200;
const EXPORT_LIMIT = 20_000;

export interface MatrixRow extends MatrixPerson {
  readonly name: string;
  readonly cells: readonly ConsentCell[];
}

export interface Matrix {
  readonly rows: readonly MatrixRow[];
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
  readonly today: string;
  readonly classes: readonly { readonly id: string; readonly label: string }[];
  /** Whether only the pupils of the actor's own classes are listed. */
  readonly isOwnClass: boolean;
  readonly can: ConsentsAbilities;
}

/** A page of people with all their consents; a class teacher sees the pupils of their classes. */
export async function viewMatrix(
  tx: ScopedTx,
  organizationId: string,
  filter: MatrixFilter,
  pageSize = CONSENTS_PAGE_SIZE,
): Promise<Result<Matrix>> {
  const admitted = await admit(tx, organizationId, 'consents.list');
  if (!admitted.ok) return admitted;
  const onlyOfClass = !answersForSchool(admitted.value);
  const today = await todayOf(tx);
  const query = { organizationId, onlyOfClass, ...filter };
  const { people, total } = await listMatrixPeople(tx, query, {
    offset: (filter.page - 1) * pageSize,
    limit: pageSize,
  });
  const cells = await readCells(tx, people, today);
  return accept({
    rows: people.map((person) => ({ ...person, name: fullName(person), cells: cells.get(person.id) ?? [] })),
    total,
    page: filter.page,
    pageSize,
    today,
    classes: await listClassChoices(tx, organizationId, onlyOfClass),
    isOwnClass: onlyOfClass,
    can: abilities(consentsAccess, admitted.value),
  });
}

export interface PersonConsents {
  readonly person: {
    readonly id: string;
    readonly organizationId: string;
    readonly name: string;
    readonly birthDate: string | null;
    readonly kinds: readonly string[];
    readonly classLabel: string;
  };
  readonly cells: readonly ConsentCell[];
  readonly signatures: readonly SignatureLine[];
  readonly guardians: readonly { readonly id: string; readonly name: string; readonly relation: string }[];
  readonly teenSigners: TeenSigners;
  readonly today: string;
  readonly can: ConsentsAbilities;
}

/** The card of one person: how each purpose stands, and every signature. `consents.person_not_found`. */
export async function viewPerson(tx: ScopedTx, personId: string): Promise<Result<PersonConsents>> {
  const person = isId(personId) ? await findOwnOrSeen(tx, personId) : null;
  if (person === null) return refuse('consents.person_not_found');
  const admitted = await admit(tx, person.organizationId, 'consents.list');
  if (!admitted.ok) return admitted;
  if (!answersForSchool(admitted.value) && !person.isOfClass) return refuse('consents.person_not_found');
  const today = await todayOf(tx);
  return accept({
    person: { ...person, name: fullName(person) },
    cells: (await readCells(tx, [person], today)).get(person.id) ?? [],
    signatures: await listSignatures(tx, person.id),
    guardians: await listGuardians(tx, person.id),
    teenSigners: (await readSettings(tx, person.organizationId)).teenSigners,
    today,
    can: abilities(consentsAccess, admitted.value),
  });
}

/** The register as a sheet: one row a person, a column a purpose. */
export async function registerSheet(
  tx: ScopedTx,
  organizationId: string,
  filter: MatrixFilter,
): Promise<Result<Sheet>> {
  const found = await viewMatrix(tx, organizationId, { ...filter, page: 1 }, EXPORT_LIMIT);
  if (!found.ok) return found;
  const organization = await readOrganization(tx, organizationId);
  return accept({
    name: 'Согласия',
    title: [organization?.shortName ?? '', `Реестр согласий на ${shortDay(found.value.today)}`],
    columns: [
      { heading: '№', width: 6 },
      { heading: 'ФИО', width: 36 },
      { heading: 'Класс', width: 10 },
      { heading: 'Дата рождения', width: 14 },
      ...PURPOSES.map((purpose) => ({ heading: shortPurposeLabels[purpose], width: 24 })),
    ],
    rows: found.value.rows.map((row, index) => ({
      kind: 'row' as const,
      cells: [
        index + 1,
        row.name,
        row.classLabel,
        row.birthDate === null ? '' : shortDay(row.birthDate),
        ...row.cells.map((cell) =>
          cell.until === null
            ? stateLabels[cell.state]
            : `${stateLabels[cell.state]} до ${shortDay(cell.until)}`,
        ),
      ],
    })),
  });
}
