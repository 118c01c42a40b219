import { declineOrganization } from '#src/lib/russian/organizations.ts';
import type { Stamp } from '#src/platform/render/model.ts';
import type { PaperKind } from '#src/features/documents/rules/kinds.ts';

/**
 * The marks with which a draft begins: a local act takes effect by an order of the head (ГОСТ Р 7.0.97-2016, 5.16), whose
 * day and number are written in when it is there. Other papers have none until somebody adds them.
 */
export function usualStamps({ group }: PaperKind, shortName: string): Stamp[] {
  if (group !== 'local-act') return [];
  const issuer = declineOrganization(shortName.trim(), 'genitive');
  return [
    { word: 'УТВЕРЖДЕНО', lines: [`приказом ${issuer}`.trim(), 'от «___» __________ 20___ г. № _____'] },
  ];
}
