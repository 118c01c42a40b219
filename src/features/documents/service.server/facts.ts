import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { Facts, Field, PersonFact } from '#src/lib/wording/model.ts';
import { formatName } from '#src/lib/russian/names.ts';
import { isFilled } from '#src/lib/wording/write-fact.ts';
import type { PaperMoment, PaperSource } from '#src/features/orgs/papers.server.ts';
import { formatSchoolYear, periodOfSchoolYear } from '#src/features/orgs/rules/school-year.ts';
import type { Organization } from '#src/features/orgs/rules/organization.ts';
import { readOrganization } from '#src/features/orgs/service.server.ts';
import { paperHolders, paperSigner } from '#src/features/people/service.server.ts';
import type { Issuer } from '#src/features/documents/papers/frame.ts';
import type { Paper } from '#src/features/documents/rules.ts';
import { basisWords } from '#src/features/documents/rules/basis-words.ts';
import type { DocumentsDeps } from '#src/features/documents/service.server/deps.ts';
import { gatherEach, joinSources } from '#src/features/documents/service.server/join-sources.ts';
import type { TextRow } from '#src/features/documents/store.server/texts.ts';
import { commonFields } from '#src/features/documents/rules/common-fields.ts';

/**
 * The room that knows the facts of a kind, or several as one: of them each has fields of its own, and the first that has subjects
 * says what the paper is about. Null: the wording has the common fields only.
 */
export function sourceOf(sources: readonly PaperSource[], kind: string): PaperSource | null {
  const known = sources.filter(({ kinds }) => kinds.includes(kind));
  return known.length < 2 ? (known[0] ?? null) : joinSources(kind, known);
}

/** Every field that a wording of this kind may use: those of its room first. */
export function fieldsOf(sources: readonly PaperSource[], kind: string): readonly Field[] {
  return [...(sourceOf(sources, kind)?.fields(kind) ?? []), ...commonFields];
}

/** A paper as its room needs to know it, today. */
export function momentOf(
  { clock, timeZone }: Pick<DocumentsDeps, 'clock' | 'timeZone'>,
  { organizationId, kind }: Pick<Paper, 'organizationId' | 'kind'>,
  { schoolYear, subjectIds }: Pick<TextRow, 'schoolYear' | 'subjectIds'>,
): PaperMoment {
  return { organizationId, kind, schoolYear, subjectIds, today: clock.today(timeZone).toString() };
}

interface Known {
  readonly bases: readonly Paper[];
  readonly answers: Facts;
}

/** Facts as the rooms know them now, then what the author typed: only where a room has nothing of its own. */
export async function gatherFacts(
  tx: ScopedTx,
  sources: readonly PaperSource[],
  moment: PaperMoment,
  known: Known,
): Promise<{ facts: Facts; issuer: Issuer }> {
  const { common, issuer } = await gatherCommon(tx, moment, known.bases);
  const own = (await sourceOf(sources, moment.kind)?.gather(tx, moment)) ?? {};
  return { facts: joinFacts(common, own, known.answers), issuer };
}

/** The same for many papers of one subject each, by the subject; what they share is asked for once. */
export async function gatherFactsOfEach(
  tx: ScopedTx,
  sources: readonly PaperSource[],
  moment: PaperMoment,
  known: Known,
): Promise<{ facts: ReadonlyMap<string, Facts>; issuer: Issuer }> {
  const { common, issuer } = await gatherCommon(tx, moment, known.bases);
  const source = sourceOf(sources, moment.kind);
  const own = source === null ? null : await gatherEach(tx, source, moment);
  const facts = new Map<string, Facts>();
  for (const id of moment.subjectIds) facts.set(id, joinFacts(common, own?.get(id) ?? {}, known.answers));
  return { facts, issuer };
}

function joinFacts(common: Facts, own: Facts, answers: Facts): Facts {
  const filled = Object.entries({ ...common, ...own }).filter(([, fact]) => isFilled(fact));
  return { ...answers, ...Object.fromEntries(filled) };
}

/** What every paper of an organization may name, and who issues it. */
async function gatherCommon(
  tx: ScopedTx,
  moment: PaperMoment,
  bases: readonly Paper[],
): Promise<{ common: Facts; issuer: Issuer }> {
  const organization = await readOrganization(tx, moment.organizationId);
  const curators = await paperHolders(tx, moment.organizationId, 'curator');
  const [curator] = curators;
  const period = periodOfSchoolYear(moment.schoolYear);
  const basis = basisWords(bases);
  const head = organization === null ? null : await headOf(tx, organization);
  const signer = head === null ? {} : { signer: head };
  const common: Facts = {
    ...(organization === null
      ? {}
      : {
          школа: {
            kind: 'organization',
            name: organization.fullName,
            ...(organization.fullNameGenitive === '' ? {} : { genitive: organization.fullNameGenitive }),
            ...signer,
          },
          'школа кратко': { kind: 'organization', name: organization.shortName, ...signer },
          город: { kind: 'text', text: organization.city },
          адрес: { kind: 'text', text: organization.address },
        }),
    ...(head === null ? {} : { руководитель: head, председатель: head }),
    ...(curator === undefined ? {} : { куратор: curator, секретарь: curator }),
    кураторы: { kind: 'people', people: curators },
    'учебный год': { kind: 'text', text: formatSchoolYear(moment.schoolYear) },
    'начало года': { kind: 'day', on: period.from },
    'конец года': { kind: 'day', on: period.to },
    сегодня: { kind: 'day', on: moment.today },
    ...(basis === '' ? {} : { основание: { kind: 'text', text: basis } }),
  };
  return {
    common,
    issuer: {
      fullName: organization?.fullName ?? '',
      shortName: organization?.shortName ?? '',
      address: organization?.address ?? '',
      inn: organization?.inn ?? null,
      city: organization?.city ?? '',
      directorPost: organization?.directorPost ?? 'директор',
      directorShortName: head === null ? '' : formatName(head.name, 'initials'),
    },
  };
}

const headOf = (tx: ScopedTx, organization: Organization): Promise<PersonFact | null> =>
  paperSigner(
    tx,
    { organizationId: organization.id, partnerId: null },
    {
      name: organization.directorName,
      post: organization.directorPost,
      gender: organization.directorGender,
      forms: organization.directorForms,
    },
  );
