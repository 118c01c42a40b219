/** What sort of organization gives mentors. */
export const PARTNER_KINDS = ['enterprise', 'college', 'university', 'school', 'public', 'other'] as const;
export type PartnerKind = (typeof PARTNER_KINDS)[number];
