import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { Facts, Field } from '#src/lib/wording/model.ts';
import type { Stamp } from '#src/platform/render/model.ts';
import type { Paper } from '#src/features/documents/rules.ts';
import { fillDraft, readDraft, type Drafted, type ReadDraft } from '#src/features/documents/rules/draft.ts';
import { findPaperKind } from '#src/features/documents/rules/kinds.ts';
import { isSignedByDirector, type Issuer } from '#src/features/documents/papers/frame.ts';
import { keptAnswers, keptDocument, keptStamps } from '#src/features/documents/schema/kept.ts';
import type { DocumentsDeps } from '#src/features/documents/service.server/deps.ts';
import { fieldsOf, gatherFacts, momentOf } from '#src/features/documents/service.server/facts.ts';
import { listBases } from '#src/features/documents/store.server/bases.ts';
import type { TextRow } from '#src/features/documents/store.server/texts.ts';

/** The text of a paper as it stands: live while it is a draft, as it was approved afterwards. */
export interface PresentedText extends Drafted {
  readonly fields: readonly Field[];
  readonly facts: Facts;
  readonly answers: Facts;
  readonly issuer: Issuer;
  readonly stamps: readonly Stamp[];
  readonly bases: readonly Paper[];
  /** Its words change no more. */
  readonly isFixed: boolean;
}

export async function presentText(
  tx: ScopedTx,
  deps: Pick<DocumentsDeps, 'sources' | 'clock' | 'timeZone'>,
  paper: Paper,
  text: TextRow,
): Promise<PresentedText> {
  const { sources = [] } = deps;
  const fields = fieldsOf(sources, paper.kind);
  const bases = await listBases(tx, paper.id);
  const answers = keptAnswers.parse(text.answers);
  const stamps = keptStamps.parse(text.stamps);
  if (text.document !== null && paper.state !== 'draft') {
    const kept = keptDocument.parse(text.document);
    return {
      title: kept.title,
      blocks: kept.blocks,
      issuer: kept.issuer,
      stamps: kept.stamps,
      problems: [],
      missing: [],
      unsure: [],
      fields,
      facts: {},
      answers,
      bases,
      isFixed: true,
    };
  }
  const moment = momentOf(deps, paper, text);
  const { facts, issuer } = await gatherFacts(tx, sources, moment, { bases, answers });
  return {
    ...presentDraft(paper.kind, readDraft(text, fields), facts, issuer),
    fields,
    facts,
    answers,
    issuer,
    stamps,
    bases,
    isFixed: false,
  };
}

/** The words of a paper with these facts, and what they lack. */
export function presentDraft(kindId: string, draft: ReadDraft, facts: Facts, issuer: Issuer): Drafted {
  const drafted = fillDraft(draft, facts);
  const kind = findPaperKind(kindId);
  const isUnsigned =
    kind !== undefined && issuer.directorShortName === '' && isSignedByDirector(kind, drafted.blocks);
  return {
    ...drafted,
    // A signature without a name would be a blank that nobody has noticed.
    missing: isUnsigned ? [...new Set([...drafted.missing, 'руководитель'])] : drafted.missing,
  };
}
