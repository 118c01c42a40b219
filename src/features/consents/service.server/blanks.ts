import { accept, refuse, type Result } from '#src/lib/result.ts';
import { isId } from '#src/lib/id.ts';
import type { Database, PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import { renderDocxAside } from '#src/platform/render/docx-zip.ts';
import { MEDIA_TYPES } from '#src/platform/render/media-types.ts';
import type { PaperDocument } from '#src/platform/render/model.ts';
import type { Printed, PrintFormat } from '#src/platform/render/paper-file.ts';
import { renderPdfBundle, type BundleOptions } from '#src/platform/render/pdf-bundle.ts';
import type { TaskStarter } from '#src/platform/tasks/model.ts';
import { readOrganization } from '#src/features/orgs/service.server.ts';
import {
  consentPapers,
  consentsTitle,
  joinConsents,
  type PrintedSubject,
} from '#src/features/consents/papers.server/consent.ts';
import {
  PRINT_LIMIT,
  QUICK_PRINT_LIMIT,
  writePrintChoice,
  type PrintChoice,
  type PrintWork,
} from '#src/features/consents/schema/print.ts';
import { admit, answersForSchool } from '#src/features/consents/service.server/rights.ts';
import { layTexts } from '#src/features/consents/service.server/texts.ts';
import { listGuardiansOf, todayOf } from '#src/features/consents/store.server/consents.ts';
import { listMatrixPeople } from '#src/features/consents/store.server/matrix.ts';
import { findOwnOrSeen, namePartners } from '#src/features/consents/store.server/person.ts';
import { readSettings } from '#src/features/consents/store.server/settings.ts';

export const BLANKS_TASK = 'consents.blanks';

/** Consents to sign by hand, a paper for each person and purpose. */
export interface Blanks {
  /**
   * The file of a few, at once. Refuses with `consents.nobody`, `consents.too_many_at_once` (fact `limit`: begin a task)
   * and `consents.person_not_found`.
   */
  print(
    actor: PersonActor,
    organizationId: string,
    choice: PrintChoice,
    format: PrintFormat,
  ): Promise<Result<Printed>>;
  /** Begins the task that makes the file of many. Refuses with `consents.too_many_pages` (fact `limit`) besides. */
  start(
    actor: PersonActor,
    organizationId: string,
    choice: PrintChoice,
    sent: { readonly format: PrintFormat; readonly submission: string },
  ): Promise<Result<{ taskId: string }>>;
}

export function createBlanks(db: Database, tasks: TaskStarter): Blanks {
  return {
    print: async (actor, organizationId, choice, format) => {
      const made = await db.withActor(actor, 'consents.print', (tx) =>
        gatherBlanks(tx, organizationId, choice),
      );
      if (!made.ok) return made;
      if (made.value.papers.length > QUICK_PRINT_LIMIT)
        return refuse('consents.too_many_at_once', { limit: QUICK_PRINT_LIMIT });
      return accept(await renderBlanks(made.value, { format, oddStart: choice.oddStart }));
    },
    start: (actor, organizationId, choice, { format, submission }) =>
      db.withActor(actor, 'consents.start_print', async (tx) => {
        const found = await peopleToPrint(tx, organizationId, choice);
        if (!found.ok) return found;
        const payload: PrintWork = { query: writePrintChoice(choice), format };
        const count = found.value.length * choice.purposes.length;
        return tasks.start(tx, {
          kind: BLANKS_TASK,
          organizationId,
          title: `Бланки согласий (${count})`,
          payload,
          againTo: `/consents/print?${payload.query}`,
          submission,
        });
      }),
  };
}

export interface GatheredBlanks {
  readonly title: string;
  readonly papers: readonly PaperDocument[];
}

/** The papers as they stand now; refuses as `Blanks.start` does. */
export async function gatherBlanks(
  tx: ScopedTx,
  organizationId: string,
  choice: PrintChoice,
): Promise<Result<GatheredBlanks>> {
  const people = await peopleToPrint(tx, organizationId, choice);
  if (!people.ok) return people;
  const organization = await readOrganization(tx, organizationId);
  if (organization === null) return refuse('access.not_found');
  const texts = await layTexts(tx, organizationId);
  const papers = consentPapers({
    organization,
    texts: choice.purposes.flatMap((purpose) => texts.get(purpose) ?? []),
    people: people.value,
    teenSigners: (await readSettings(tx, organizationId)).teenSigners,
    partners: await namePartners(tx, organizationId),
    today: await todayOf(tx),
  });
  return accept({ title: consentsTitle(people.value), papers });
}

/**
 * PDF: papers one after another, ready for the printer. DOCX: one document with each on a page of its own, because it is
 * taken to be changed, and nobody changes the same word in hundreds of files.
 */
export async function renderBlanks(
  { title, papers }: GatheredBlanks,
  { format, oddStart, ...options }: BundleOptions & { format: PrintFormat; oddStart: boolean },
): Promise<Printed> {
  const bytes =
    format === 'pdf'
      ? await renderPdfBundle(papers, { ...options, title, oddStart })
      : await renderDocxAside(joinConsents(title, papers), options.signal);
  return { name: `${title}.${format}`, type: MEDIA_TYPES[format], bytes };
}

async function peopleToPrint(
  tx: ScopedTx,
  organizationId: string,
  { filter, personId, purposes }: PrintChoice,
): Promise<Result<PrintedSubject[]>> {
  const admitted = await admit(tx, organizationId, 'consents.enter');
  if (!admitted.ok) return admitted;
  const onlyOfClass = !answersForSchool(admitted.value);
  if (personId !== null) {
    const person = isId(personId) ? await findOwnOrSeen(tx, personId) : null;
    if (person === null || person.organizationId !== organizationId || (onlyOfClass && !person.isOfClass)) {
      return refuse('consents.person_not_found');
    }
    const { phone, email } = person;
    return accept(
      await nameGuardians(tx, [{ ...person, contacts: [phone, email].filter(Boolean).join(', ') }]),
    );
  }
  const limit = Math.floor(PRINT_LIMIT / Math.max(1, purposes.length));
  const query = { organizationId, onlyOfClass, ...filter };
  const { people, total } = await listMatrixPeople(tx, query, { offset: 0, limit });
  if (total > limit) return refuse('consents.too_many_pages', { limit: PRINT_LIMIT });
  if (total === 0) return refuse('consents.nobody');
  return accept(
    await nameGuardians(
      tx,
      people.map((person) => ({ ...person, contacts: '' })),
    ),
  );
}

/** With the guardian where there is one only; of several nobody knows who will sign. */
async function nameGuardians<Person extends Omit<PrintedSubject, 'guardianName'> & { readonly id: string }>(
  tx: ScopedTx,
  people: readonly Person[],
): Promise<(Person & PrintedSubject)[]> {
  const guardians = await listGuardiansOf(
    tx,
    people.map(({ id }) => id),
  );
  return people.map((person) => {
    const own = guardians.get(person.id) ?? [];
    return { ...person, guardianName: own.length === 1 ? (own[0]?.name ?? null) : null };
  });
}
