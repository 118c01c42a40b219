import type { ScopedTx } from '#src/platform/db/scope.ts';
import { findPaperKind } from '#src/features/documents/rules/kinds.ts';
import { usualTemplates } from '#src/features/documents/service.server/usual-templates.ts';
import { findTemplate } from '#src/features/documents/store.server/templates.ts';

/** What papers of a kind are made from. */
export interface WordingInForce {
  readonly title: string;
  readonly body: string;
  /** The revision of the school; null: the product's own words. */
  readonly templateId: string | null;
}

/** The wording of a kind that an organization uses now; null: there is none, its papers are not drafted here. */
export async function findWording(
  tx: ScopedTx,
  organizationId: string,
  kind: string,
): Promise<WordingInForce | null> {
  const usual = usualTemplates.get(kind);
  if (usual === undefined || findPaperKind(kind) === undefined) return null;
  const own = await findTemplate(tx, organizationId, kind);
  const { title, body } = own ?? usual;
  return { title, body, templateId: own?.id ?? null };
}
