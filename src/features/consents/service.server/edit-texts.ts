import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import { readOrganization } from '#src/features/orgs/service.server.ts';
import type { PaperDocument } from '#src/platform/render/model.ts';
import { blankConsent } from '#src/features/consents/papers.server/consent.ts';
import { libraryWording, type ConsentWording, type Purpose } from '#src/features/consents/rules/purposes.ts';
import { missingFields, unknownFields } from '#src/features/consents/rules/wording.ts';
import { layTexts } from '#src/features/consents/service.server/texts.ts';
import {
  digestOf,
  insertText,
  listTextVersions,
  type ConsentText,
} from '#src/features/consents/store.server/texts.ts';

export interface TextCard {
  readonly inForce: ConsentText;
  /** Every version, the newest first. */
  readonly versions: readonly ConsentText[];
  readonly library: ConsentWording;
}

export async function viewText(tx: ScopedTx, organizationId: string, purpose: Purpose): Promise<TextCard> {
  const texts = await layTexts(tx, organizationId);
  const inForce = texts.get(purpose);
  if (inForce === undefined) throw new Error(`No text for ${purpose}`);
  return {
    inForce,
    versions: await listTextVersions(tx, organizationId, purpose),
    library: libraryWording(purpose),
  };
}

/** Refuses wording with `consents.unknown_fields`, `consents.missing_fields` (fact `fields`). */
export function judgeWording(wording: ConsentWording): Result {
  const unknown = unknownFields(`${wording.body}\n${wording.guardianBody}`);
  if (unknown.length > 0) return refuse('consents.unknown_fields', { fields: unknown.join(', ') });
  const missing = missingFields(wording);
  if (missing.length > 0) return refuse('consents.missing_fields', { fields: missing.join(', ') });
  return accept();
}

/**
 * Puts a new version in force. The old one stays for what was signed by it; nothing that was signed ever changes. Refuses
 * with `consents.text_stale` when another version came meanwhile, `consents.text_same`.
 */
export async function changeText(
  tx: ScopedTx,
  organizationId: string,
  input: ConsentWording & { purpose: Purpose; baseId: string },
): Promise<Result<{ number: number }>> {
  const judged = judgeWording(input);
  if (!judged.ok) return judged;
  const { inForce } = await viewText(tx, organizationId, input.purpose);
  if (inForce.id !== input.baseId) return refuse('consents.text_stale');
  if (inForce.digest === digestOf(input) && inForce.months === input.months)
    return refuse('consents.text_same');
  const origin = digestOf(libraryWording(input.purpose)) === digestOf(input) ? 'library' : 'own';
  const saved = await insertText(tx, { ...input, organizationId, origin });
  return accept({ number: saved.number });
}

export async function previewText(
  tx: ScopedTx,
  organizationId: string,
  wording: ConsentWording,
): Promise<Result<PaperDocument>> {
  const organization = await readOrganization(tx, organizationId);
  return organization === null ? refuse('access.not_found') : accept(blankConsent(wording, organization));
}
