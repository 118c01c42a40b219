import file from '#data/outside-offer.json' with { type: 'json' };

/** How far a mentor lets themselves be offered: the schools of the own municipality, or of the region. */
export const REACHES = ['municipality', 'region'] as const;
export type Reach = (typeof REACHES)[number];

/** An agreement of a mentor to be offered to other schools. */
export interface OutsideOffer {
  readonly id: string;
  readonly organizationId: string;
  readonly personId: string;
  readonly reach: Reach;
  /** Of data/outside-offer.json. */
  readonly textVersion: number;
  /** On the screen by the mentor, or from paper by the curator. */
  readonly channel: 'screen' | 'paper';
  /** ISO day. */
  readonly agreedOn: string;
}

/** The text in force with the name of the mentor's school (152-ФЗ art. 9: concrete, informed, one purpose). */
export function outsideOfferText(schoolName: string): {
  readonly version: number;
  readonly title: string;
  readonly paragraphs: readonly string[];
} {
  return {
    version: file.version,
    title: file.title,
    paragraphs: file.paragraphs.map((text) => text.replaceAll('{организация}', schoolName)),
  };
}

/** Nobody agrees to a text that they were not shown. */
export function isOutsideTextInForce(version: number): boolean {
  return version === file.version;
}

/** Whether somebody may be offered at all: staff, of age, and no pupil; whoever has no known birthday is of age as staff. */
export function mayBeOffered({
  kinds,
  age,
}: {
  readonly kinds: readonly string[];
  readonly age: number | null;
}) {
  return kinds.includes('staff') && !kinds.includes('pupil') && (age === null || age >= 18);
}
