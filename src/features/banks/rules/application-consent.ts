import file from '#data/application-consent.json' with { type: 'json' };

/** The text to which an applicant agrees on the spot, and the version that is written down with the application. */
export interface ApplicationConsent {
  readonly version: number;
  readonly title: string;
  readonly paragraphs: readonly string[];
}

/** The school as the text names it. */
export interface Operator {
  readonly name: string;
  readonly address: string;
}

/** The text in force, its fields filled in (152-ФЗ art. 9 p. 1: concrete, informed, unambiguous; one purpose). */
export function applicationConsent(operator: Operator): ApplicationConsent {
  const where = operator.address === '' ? '' : `, адрес: ${operator.address}`;
  return {
    version: file.version,
    title: file.title,
    paragraphs: file.paragraphs.map((text) =>
      text.replaceAll('{организация}', operator.name).replaceAll('{адрес}', where),
    ),
  };
}

/** Whether this is the version in force: nobody agrees to a text that they were not shown. */
export function isVersionInForce(version: number): boolean {
  return version === file.version;
}
