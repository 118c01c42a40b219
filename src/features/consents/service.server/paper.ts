import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import {
  ageGroupOn,
  maySign,
  neededSigners,
  validUntil,
  type Purpose,
  type Signer,
} from '#src/features/consents/rules/purposes.ts';
import { layTexts } from '#src/features/consents/service.server/texts.ts';
import {
  attachScan,
  insertConsents,
  listGuardians,
  listSigned,
  listSubjects,
  todayOf,
  type ConsentSubject,
  type NewConsent,
} from '#src/features/consents/store.server/consents.ts';
import { readSettings } from '#src/features/consents/store.server/settings.ts';

/** Papers signed on one day, on one ground, by many. */
export interface PaperConsents {
  readonly organizationId: string;
  readonly personIds: readonly string[];
  readonly purposes: readonly Purpose[];
  /** ISO day, not after today. */
  readonly signedOn: string;
  /** `by_age`: everybody whose signature is needed signed it, a guardian and a teenager both when the school asks for both. */
  readonly signer: Signer | 'by_age';
  /** The guardian who signed, when one child is concerned: a record of the school, or a name. */
  readonly guardianId?: string | null;
  readonly signerName?: string;
  readonly fileId?: string | null;
  /** Where the papers lie: «личные дела, приказ № 12 от 01.09.2026». */
  readonly basis?: string;
  /** Only pupils of the actor's own class. */
  readonly onlyOfClass?: boolean;
}

export interface RecordedConsents {
  /** Signatures written down, over all people and purposes. */
  readonly recorded: number;
  /** Those that stood already with this day. */
  readonly already: number;
}

/**
 * Writes down consents signed on paper; the right is the caller's affair. All or nothing. Refuses with
 * `consents.nobody`, `consents.no_purpose`, `consents.person_not_found`, `consents.future`, `consents.too_early`,
 * `consents.under_age`, `consents.of_age`, `consents.guardian_unknown`, `consents.guardian_of_one`, and a scan of signatures that
 * all have one already with `consents.already_entered`.
 */
export async function recordPaperConsents(
  tx: ScopedTx,
  input: PaperConsents,
): Promise<Result<RecordedConsents>> {
  const ids = [...new Set(input.personIds)];
  if (ids.length === 0) return refuse('consents.nobody');
  if (input.purposes.length === 0) return refuse('consents.no_purpose', undefined, 'purposes');
  const today = await todayOf(tx);
  if (input.signedOn > today) return refuse('consents.future', undefined, 'signedOn');
  const subjects = await listSubjects(tx, input.organizationId, ids, input.onlyOfClass ?? false);
  if (subjects.length < ids.length) return refuse('consents.person_not_found');
  const guardian = await findGuardian(tx, input, ids);
  if (!guardian.ok) return guardian;
  const { id: guardianId, name: guardianName } = guardian.value;
  const { teenSigners } = await readSettings(tx, input.organizationId);
  const texts = await layTexts(tx, input.organizationId);
  const signed = await listSigned(tx, ids, input.signedOn);
  const consents: NewConsent[] = [];
  let already = 0;
  for (const subject of subjects) {
    const signers = signersOf(subject, input, teenSigners);
    if (!signers.ok) return signers;
    for (const purpose of new Set(input.purposes)) {
      for (const signer of signers.value) {
        if (signed.has(`${subject.id} ${purpose} ${signer}`)) already += 1;
        else consents.push(toConsent(subject, purpose, signer));
      }
    }
  }
  await insertConsents(tx, consents);
  // A scan that comes after the signatures belongs to those that have none yet; one that belongs to nothing is not kept.
  const scanned =
    input.fileId == null ? 0 : await attachScan(tx, { ...input, personIds: ids, fileId: input.fileId });
  if (input.fileId != null && consents.length + scanned === 0)
    return refuse('consents.already_entered', undefined, 'file');
  return accept({ recorded: consents.length, already });

  function toConsent(subject: ConsentSubject, purpose: Purpose, signer: Signer): NewConsent {
    const text = texts.get(purpose);
    if (text === undefined) throw new Error(`No text for ${purpose}`);
    return {
      organizationId: input.organizationId,
      personId: subject.id,
      purpose,
      textId: text.id,
      signer,
      guardianId: signer === 'guardian' ? guardianId : null,
      signerName: signer === 'guardian' ? guardianName : '',
      channel: 'paper',
      signedOn: input.signedOn,
      validUntil: validUntil(input.signedOn, text.months),
      fileId: input.fileId ?? null,
      basis: input.basis ?? '',
      proof: null,
    };
  }
}

function signersOf(
  subject: ConsentSubject,
  input: PaperConsents,
  teenSigners: Parameters<typeof neededSigners>[1],
): Result<readonly Signer[]> {
  if (subject.birthDate !== null && input.signedOn < subject.birthDate) {
    return refuse('consents.too_early', undefined, 'signedOn');
  }
  const age = ageGroupOn(subject, input.signedOn);
  if (input.signer === 'by_age') return accept(neededSigners(age, teenSigners));
  if (maySign(age, input.signer)) return accept([input.signer]);
  return refuse(input.signer === 'self' ? 'consents.under_age' : 'consents.of_age', undefined, 'signer');
}

async function findGuardian(
  tx: ScopedTx,
  input: PaperConsents,
  ids: readonly string[],
): Promise<Result<{ id: string | null; name: string }>> {
  const name = input.signerName ?? '';
  const guardianId = input.guardianId ?? null;
  if (guardianId === null && name === '') return accept({ id: null, name });
  const [childId] = ids;
  if (childId === undefined || ids.length > 1)
    return refuse('consents.guardian_of_one', undefined, 'guardianId');
  if (guardianId === null) return accept({ id: null, name });
  const found = (await listGuardians(tx, childId)).find(({ id }) => id === guardianId);
  return found === undefined
    ? refuse('consents.guardian_unknown', undefined, 'guardianId')
    : accept({ id: found.id, name: found.name });
}
