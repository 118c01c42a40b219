import { shortDay } from '#src/lib/russian/short-day.ts';
import { createHash } from 'node:crypto';
import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import { readOrganization } from '#src/features/orgs/service.server.ts';
import type { Organization } from '#src/features/orgs/rules/organization.ts';
import { fullName } from '#src/features/people/rules.ts';
import {
  ageGroupOn,
  maySign,
  neededSigners,
  PURPOSES,
  validUntil,
  type Purpose,
  type Signer,
} from '#src/features/consents/rules/purposes.ts';
import { isInForce, type ConsentCell } from '#src/features/consents/rules/states.ts';
import { fillWording, termWords, type FieldValues } from '#src/features/consents/rules/wording.ts';
import { insertConsents, todayOf } from '#src/features/consents/store.server/consents.ts';
import { readCells } from '#src/features/consents/store.server/matrix.ts';
import {
  listOwnSubjects,
  listSignatures,
  namePartners,
  type OwnSubject,
} from '#src/features/consents/store.server/person.ts';
import { readSettings } from '#src/features/consents/store.server/settings.ts';
import { layTexts } from '#src/features/consents/service.server/texts.ts';
import { findText, type ConsentText } from '#src/features/consents/store.server/texts.ts';

/** One document on the own page of somebody: for themselves or for their child. */
export interface OwnConsent {
  readonly personId: string;
  /** Whose data: their name; the reader's own is shown as «вы». */
  readonly name: string;
  readonly isSelf: boolean;
  readonly purpose: Purpose;
  readonly cell: ConsentCell;
  readonly textId: string;
  readonly title: string;
  /** The signature that the reader's hand gives. */
  readonly signer: Signer;
  /** Whether that signature is wanted now: not given yet, or about to end. */
  readonly isWanted: boolean;
  readonly hasSigned: boolean;
}

/** What the site knows of an electronic signature, beside the text. */
export interface SigningFacts {
  readonly clientAddress: string | null;
  /** How they came in: a password account, or a printed code. */
  readonly signInWay: 'account' | 'code';
}

export async function listOwn(tx: ScopedTx, organizationId: string | null): Promise<OwnConsent[]> {
  const subjects = await listOwnSubjects(tx, organizationId);
  const today = await todayOf(tx);
  const cells = await readCells(tx, subjects, today);
  const listed: OwnConsent[] = [];
  for (const subject of subjects) {
    const texts = await layTexts(tx, subject.organizationId);
    const { teenSigners } = await readSettings(tx, subject.organizationId);
    const signer: Signer = subject.isSelf ? 'self' : 'guardian';
    const age = ageGroupOn(subject, today);
    const isNeeded = neededSigners(age, teenSigners).includes(signer);
    const signatures = await listSignatures(tx, subject.id);
    for (const purpose of PURPOSES) {
      const text = texts.get(purpose);
      const cell = cells.get(subject.id)?.find((one) => one.purpose === purpose);
      if (text === undefined || cell === undefined) continue;
      const hasSigned = signatures.some(
        (one) =>
          one.purpose === purpose &&
          one.signer === signer &&
          one.withdrawnOn === null &&
          (one.validUntil === null || one.validUntil >= today) &&
          ageGroupOn(subject, one.signedOn) === age,
      );
      listed.push({
        personId: subject.id,
        name: fullName(subject),
        isSelf: subject.isSelf,
        purpose,
        cell,
        textId: text.id,
        title: text.title,
        signer,
        hasSigned,
        isWanted:
          isNeeded && (cell.state === 'expiring' ? !cell.isAskedAtEighteen : !isInForce(cell) && !hasSigned),
      });
    }
  }
  return listed;
}

/** The document as it is read before it is signed. Refuses with `consents.not_found`, `consents.text_outdated`. */
export async function readOwn(
  tx: ScopedTx,
  personId: string,
  textId: string,
): Promise<Result<{ text: ConsentText; subject: OwnSubject; filled: string; signer: Signer }>> {
  const subjects = await listOwnSubjects(tx, null);
  const subject = subjects.find(({ id }) => id === personId);
  const text = await findText(tx, textId);
  if (subject === undefined || text === null || text.organizationId !== subject.organizationId) {
    return refuse('consents.not_found');
  }
  if (text.isRetired) return refuse('consents.text_outdated');
  const signer: Signer = subject.isSelf ? 'self' : 'guardian';
  if (!maySign(ageGroupOn(subject, await todayOf(tx)), signer)) {
    return refuse(signer === 'self' ? 'consents.under_age' : 'consents.of_age');
  }
  const reader = subject.isSelf
    ? subject
    : subjects.find((one) => one.isSelf && one.organizationId === subject.organizationId);
  if (reader === undefined) return refuse('consents.not_found');
  const organization = await readOrganization(tx, subject.organizationId);
  const partners = await namePartners(tx, subject.organizationId);
  const values = fieldValues({
    organization,
    text,
    subject,
    signerName: fullName(reader),
    contacts: contactsOf(reader),
    partners,
  });
  const body = signer === 'self' ? text.body : text.guardianBody;
  return accept({ text, subject, signer, filled: fillWording(body, values, 'screen') });
}

function contactsOf(person: { phone: string; email: string }): string {
  return [person.phone, person.email].filter((part) => part !== '').join(', ');
}

/** What fills the fields of a text for one person. */
export function fieldValues(facts: {
  organization: Organization | null;
  text: Pick<ConsentText, 'months'>;
  subject: {
    familyName: string;
    givenName: string;
    patronymic: string;
    birthDate: string | null;
    classLabel?: string;
  };
  signerName: string;
  contacts: string;
  partners: string;
}): FieldValues {
  const { organization, subject } = facts;
  return {
    организация: organization?.fullName ?? '',
    ИНН: organization?.inn ?? '',
    'адрес организации': organization?.address ?? '',
    руководитель: organization?.directorName ?? '',
    фио: facts.signerName,
    ребёнок: fullName(subject),
    'дата рождения': subject.birthDate === null ? '' : shortDay(subject.birthDate),
    класс: subject.classLabel ?? '',
    контакты: facts.contacts,
    партнёры: facts.partners,
    срок: termWords(facts.text.months),
  };
}

/**
 * Signs as the reader: the text that they saw, in its version of this moment. The proof keeps the digest of the version and
 * of the filled text, the instant, the address and the way of sign-in (63-ФЗ art. 6 p. 2: a simple signature). Refuses as
 * `readOwn` does, and with `consents.signed_already`.
 */
export async function signOwn(
  tx: ScopedTx,
  input: { personId: string; textId: string },
  facts: SigningFacts,
): Promise<Result<{ purpose: Purpose }>> {
  const read = await readOwn(tx, input.personId, input.textId);
  if (!read.ok) return read;
  const { text, subject, signer, filled } = read.value;
  const own = (await listOwn(tx, subject.organizationId)).find(
    (one) => one.personId === subject.id && one.purpose === text.purpose,
  );
  if (own === undefined || (own.hasSigned && !own.isWanted)) return refuse('consents.signed_already');
  const today = await todayOf(tx);
  const self = (await listOwnSubjects(tx, subject.organizationId)).find((one) => one.isSelf);
  await insertConsents(tx, [
    {
      organizationId: subject.organizationId,
      personId: subject.id,
      purpose: text.purpose,
      textId: text.id,
      signer,
      guardianId: signer === 'guardian' ? (self?.id ?? null) : null,
      signerName: self === undefined ? '' : fullName(self),
      channel: 'electronic',
      signedOn: today,
      validUntil: validUntil(today, text.months),
      fileId: null,
      basis: '',
      proof: {
        digest: text.digest,
        filledDigest: createHash('sha256').update(filled).digest('hex'),
        at: tx.now.toString(),
        address: facts.clientAddress,
        way: facts.signInWay,
        by:
          tx.actor.kind === 'person'
            ? tx.actor.accountId
            : tx.actor.kind === 'visitor'
              ? `code:${tx.actor.codeId}`
              : '',
      },
    },
  ]);
  return accept({ purpose: text.purpose });
}
