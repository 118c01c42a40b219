import { accept, refuse, type Refusal, type Result } from '#src/lib/result.ts';
import { parseWording } from '#src/lib/wording/parse.ts';
import type { Field, Problem } from '#src/lib/wording/model.ts';
import { actingAccount } from '#src/platform/db/acting-account.ts';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { abilities } from '#src/features/accounts/access.ts';
import { namesOfAccounts, standingOf } from '#src/features/accounts/service.server.ts';
import { documentsAccess } from '#src/features/documents/access.ts';
import { findPaperKind } from '#src/features/documents/rules/kinds.ts';
import type { SaveTemplate } from '#src/features/documents/schema/settings.ts';
import type { DocumentsAbilities } from '#src/features/documents/service.server.ts';
import type { DocumentsDeps } from '#src/features/documents/service.server/deps.ts';
import { listDraftKinds } from '#src/features/documents/service.server/drafts.ts';
import { fieldsOf } from '#src/features/documents/service.server/facts.ts';
import { refuseUnlessMay } from '#src/features/documents/service.server/open.ts';
import { usualTemplates } from '#src/features/documents/service.server/usual-templates.ts';
import {
  findTemplate,
  insertTemplate,
  listChangedKinds,
  listRevisions,
} from '#src/features/documents/store.server/templates.ts';

/** A kind in the list of wordings; `revision` 0: the product's own words. */
export interface TemplateLine {
  readonly kind: string;
  readonly title: string;
  readonly group: string;
  readonly revision: number;
}

export interface TemplateView {
  readonly kind: string;
  readonly kindTitle: string;
  /** In which the days of revisions are told. */
  readonly timeZone: string;
  readonly wording: { readonly title: string; readonly body: string };
  readonly revision: number;
  /** The words that the product brings, and where their content comes from. */
  readonly usual: { readonly title: string; readonly body: string; readonly source: string };
  readonly fields: readonly Field[];
  readonly revisions: readonly {
    readonly revision: number;
    readonly savedAt: string;
    readonly savedBy: string;
    readonly title: string;
    readonly body: string;
  }[];
}

export interface Templates {
  list(
    actor: PersonActor,
    organizationId: string,
  ): Promise<Result<{ lines: readonly TemplateLine[]; can: DocumentsAbilities }>>;
  /** The wording of a kind as it stands; `documents.no_template` for a kind without one. */
  view(
    actor: PersonActor,
    organizationId: string,
    kind: string,
  ): Promise<Result<TemplateView & { can: DocumentsAbilities }>>;
  /**
   * The next revision. Papers made before keep theirs. Refuses a wording with problems (`documents.template_problems`,
   * with each of them) and one that somebody else has changed meanwhile (`documents.template.stale`).
   */
  save(
    actor: PersonActor,
    organizationId: string,
    input: SaveTemplate,
  ): Promise<
    Result<{ revision: number }> | { ok: false; refusal: Refusal; problems: readonly PlacedProblem[] }
  >;
}

export type PlacedProblem = Problem & { readonly in: 'title' | 'body' };

export function createTemplates(deps: DocumentsDeps): Templates {
  const { db, timeZone, sources = [] } = deps;
  return {
    list: (actor, organizationId) =>
      db.withActor(actor, 'documents.list_templates', async (tx) => {
        const standing = await standingOf(tx, organizationId);
        const refused = refuseUnlessMay(standing, 'documents.list');
        if (refused !== null) return refused;
        const changed = new Map(
          (await listChangedKinds(tx, organizationId)).map(({ kind, revision }) => [kind, revision]),
        );
        const lines = listDraftKinds().map((kind) => {
          const { title = kind, group = '' } = findPaperKind(kind) ?? {};
          return { kind, title, group, revision: changed.get(kind) ?? 0 };
        });
        return accept({ lines, can: abilities(documentsAccess, standing) });
      }),

    view: (actor, organizationId, kind) =>
      db.withActor(actor, 'documents.view_template', async (tx) => {
        const standing = await standingOf(tx, organizationId);
        const refused = refuseUnlessMay(standing, 'documents.list');
        if (refused !== null) return refused;
        const usual = usualTemplates.get(kind);
        if (usual === undefined) return refuse('documents.no_template');
        const revisions = await listRevisions(tx, organizationId, kind);
        const names = await namesOfAccounts(
          tx,
          revisions.map(({ createdBy }) => createdBy),
        );
        const { title, body, revision } = revisions[0] ?? { ...usual, revision: 0 };
        return accept({
          kind,
          kindTitle: findPaperKind(kind)?.title ?? kind,
          timeZone,
          wording: { title, body },
          revision,
          usual: { title: usual.title, body: usual.body, source: usual.source },
          fields: fieldsOf(sources, kind),
          revisions: revisions.map((one) => ({
            revision: one.revision,
            savedAt: one.createdAt.toString(),
            savedBy: one.createdBy === null ? '' : (names[one.createdBy] ?? ''),
            title: one.title,
            body: one.body,
          })),
          can: abilities(documentsAccess, standing),
        });
      }),

    save: (actor, organizationId, { kind, revision, title, body }) =>
      db.withActor(actor, 'documents.save_template', async (tx) => {
        const refused = refuseUnlessMay(await standingOf(tx, organizationId), 'documents.settings');
        if (refused !== null) return refused;
        if (!usualTemplates.has(kind)) return refuse('documents.no_template');
        const fields = fieldsOf(sources, kind);
        const problems: PlacedProblem[] = [
          ...parseWording(title, fields).problems.map((one) => ({ ...one, in: 'title' as const })),
          ...parseWording(body, fields).problems.map((one) => ({ ...one, in: 'body' as const })),
        ];
        if (problems.length > 0) {
          const refusal = { code: 'documents.template_problems', facts: { count: problems.length } };
          return { ok: false, refusal, problems } as const;
        }
        const now = (await findTemplate(tx, organizationId, kind))?.revision ?? 0;
        if (now !== revision) return refuse('documents.template.stale');
        const id = await insertTemplate(tx, {
          organizationId,
          kind,
          revision: now + 1,
          title,
          body,
          createdBy: actingAccount(tx),
        });
        return id === null ? refuse('documents.template.stale') : accept({ revision: now + 1 });
      }),
  };
}
