import { paragraph, type Block, type PaperDocument } from '#src/platform/render/model.ts';
import type { Organization } from '#src/features/orgs/rules/organization.ts';
import { fullName, type FullName } from '#src/features/people/rules.ts';
import { ageGroupOn, neededSigners, type TeenSigners } from '#src/features/consents/rules/purposes.ts';
import { fillWording } from '#src/features/consents/rules/wording.ts';
import { fieldValues } from '#src/features/consents/service.server/own.ts';
import type { ConsentText } from '#src/features/consents/store.server/texts.ts';

export interface PrintedSubject extends FullName {
  readonly birthDate: string | null;
  readonly kinds: readonly string[];
  readonly classLabel: string;
  /** The guardian whose name is printed; null leaves a line. */
  readonly guardianName: string | null;
  readonly contacts: string;
}

export interface PrintFacts {
  readonly organization: Organization;
  readonly texts: readonly ConsentText[];
  readonly people: readonly PrintedSubject[];
  readonly teenSigners: TeenSigners;
  readonly partners: string;
  readonly today: string;
}

/** Consents to sign by hand, each a paper of its own: one person, one purpose, the signatures that their age needs. */
export function consentPapers(facts: PrintFacts): PaperDocument[] {
  return facts.people.flatMap((person) =>
    facts.texts.map((text) => ({
      title: `${fullName(person)}: ${text.title}`.slice(0, 200),
      orientation: 'portrait' as const,
      language: 'ru' as const,
      blocks: consentPage(facts, person, text),
    })),
  );
}

/** What the file of these people's consents is called. */
export function consentsTitle(people: readonly PrintedSubject[]): string {
  const [only] = people;
  return people.length === 1 && only !== undefined ? `Согласия: ${fullName(only)}` : 'Согласия';
}

/** The same papers as one document, each on pages of its own. */
export function joinConsents(title: string, papers: readonly PaperDocument[]): PaperDocument {
  return {
    title,
    orientation: 'portrait',
    language: 'ru',
    blocks: papers.flatMap(({ blocks }, index): Block[] =>
      index === 0 ? [...blocks] : [{ kind: 'pageBreak' }, ...blocks],
    ),
  };
}

function consentPage(facts: PrintFacts, person: PrintedSubject, text: ConsentText): Block[] {
  const age = ageGroupOn(person, facts.today);
  const signers = neededSigners(age, facts.teenSigners);
  const byGuardian = signers.includes('guardian');
  const name = fullName(person);
  const values = fieldValues({
    organization: facts.organization,
    text,
    subject: person,
    signerName: byGuardian ? (person.guardianName ?? '') : name,
    contacts: byGuardian ? '' : person.contacts,
    partners: facts.partners,
  });
  const body = fillWording(byGuardian ? text.guardianBody : text.body, values, 'paper');
  return [
    { kind: 'heading', level: 1, text: text.title },
    ...body
      .split(/\n{2,}/)
      .filter((part) => part.trim() !== '')
      .map((part) => paragraph(part, { align: 'justify', indent: true })),
    ...(byGuardian && signers.includes('self')
      ? [
          paragraph(
            `Я, ${name}, с этим согласием ознакомлен(а), мне понятны цель и перечень данных, согласен (согласна).`,
            {
              align: 'justify',
              indent: true,
            },
          ),
        ]
      : []),
    { kind: 'spacer', lines: 1 },
    {
      kind: 'signatures',
      items: signers.map((signer) => ({
        post: signer === 'self' ? 'Подпись' : 'Подпись представителя',
        name: signer === 'self' ? name : person.guardianName,
      })),
    },
    paragraph('«____» ______________ 20____ г.'),
    paragraph(`Текст № ${text.number}, контрольная сумма ${text.digest.slice(0, 12)}`, { align: 'right' }),
  ];
}

/** The wording as a document, its fields shown as lines: what a preview of a new version prints. */
export function blankConsent(
  text: Pick<ConsentText, 'title' | 'body' | 'guardianBody' | 'months'>,
  organization: Organization,
): PaperDocument {
  const values = fieldValues({
    organization,
    text,
    subject: { familyName: '', givenName: '', patronymic: '', birthDate: null },
    signerName: '',
    contacts: '',
    partners: '',
  });
  const page = (body: string): Block[] => [
    { kind: 'heading', level: 1, text: text.title },
    ...fillWording(body, values, 'paper')
      .split(/\n{2,}/)
      .map((part) => paragraph(part, { align: 'justify', indent: true })),
  ];
  return {
    title: text.title,
    orientation: 'portrait',
    language: 'ru',
    blocks: [...page(text.body), { kind: 'pageBreak' }, ...page(text.guardianBody)],
  };
}
