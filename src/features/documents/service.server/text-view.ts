import { isFilled, writeFact } from '#src/lib/wording/write-fact.ts';
import type { Field } from '#src/lib/wording/model.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import { renderHtml } from '#src/platform/render/html.ts';
import type { Reader } from '#src/platform/render/blocks.ts';
import type { PaperDocument } from '#src/platform/render/model.ts';
import { paperCss } from '#src/platform/render/paper-css.ts';
import { abilities } from '#src/features/accounts/access.ts';
import type { PaperSubject } from '#src/features/orgs/papers.server.ts';
import { documentsAccess } from '#src/features/documents/access.ts';
import { framePaper } from '#src/features/documents/papers/frame.ts';
import type { Paper } from '#src/features/documents/rules.ts';
import type { Drafted } from '#src/features/documents/rules/draft.ts';
import { findPaperKind } from '#src/features/documents/rules/kinds.ts';
import { typedOf } from '#src/features/documents/service.server/answers.ts';
import { listPaperChoices } from '#src/features/documents/service.server/choices.ts';
import type { DocumentsDeps } from '#src/features/documents/service.server/deps.ts';
import { momentOf, sourceOf } from '#src/features/documents/service.server/facts.ts';
import type { OpenedText } from '#src/features/documents/service.server/open.ts';
import { presentText, type PresentedText } from '#src/features/documents/service.server/present.ts';
import { readersOf } from '#src/features/documents/service.server/readers.ts';
import type { DocumentsAbilities } from '#src/features/documents/service.server.ts';

/** A paper for the screen. */
export interface Sheet {
  readonly html: string;
  readonly css: string;
}

export const sheetOf = (paper: PaperDocument): Sheet => ({
  // Under the title of the page and of its section.
  html: renderHtml(paper, 2),
  css: paperCss,
});

/** A field of the wording with what stands in it now. */
export interface FieldView extends Field {
  /** In words, in the nominative; empty: nothing is known. */
  readonly value: string;
  /** What the author typed, as they would type it; empty: nothing. */
  readonly typed: string;
  /** The post beside a typed name. */
  readonly post: string;
}

export interface TextView extends Omit<Drafted, 'blocks'> {
  readonly wording: { readonly title: string; readonly body: string };
  /** The whole paper as markup for the screen; every text in it is escaped. */
  readonly sheet: Sheet;
  readonly fields: readonly FieldView[];
  readonly subjects: {
    readonly label: string;
    readonly takes: 'many' | 'one';
    readonly items: readonly PaperSubject[];
    readonly chosenIds: readonly string[];
  } | null;
  readonly stamps: PresentedText['stamps'];
  readonly bases: readonly Paper[];
  readonly schoolYear: number;
  readonly isFixed: boolean;
  /** ISO. */
  readonly today: string;
  /** Papers in force, newest first: what it may rest on or replace. */
  readonly choices: readonly Paper[];
  readonly can: DocumentsAbilities;
}

/** Everything that the page of a drafted paper shows. */
export async function viewText(
  tx: ScopedTx,
  deps: DocumentsDeps,
  { paper, text, standing }: OpenedText,
): Promise<TextView> {
  const presented = await presentText(tx, deps, paper, text);
  const { title, problems, missing, unsure, facts, answers, fields, stamps, bases, isFixed } = presented;
  const subjects = sourceOf(deps.sources ?? [], paper.kind)?.subjects?.(paper.kind) ?? null;
  const moment = momentOf(deps, paper, text);
  return {
    title,
    problems,
    missing,
    unsure,
    wording: { title: text.title, body: text.body },
    sheet: sheetOf(await frameOf(tx, paper, presented)),
    fields: fields.map((field) => {
      const fact = facts[field.name];
      return {
        ...field,
        value: isFilled(fact) ? writeFact(fact, fact.kind === 'person' ? ['с должностью'] : []).text : '',
        ...typedOf(answers[field.name]),
      };
    }),
    subjects:
      subjects === null || isFixed
        ? null
        : {
            label: subjects.label,
            takes: subjects.takes,
            items: await subjects.list(tx, moment),
            chosenIds: text.subjectIds,
          },
    stamps,
    bases,
    schoolYear: text.schoolYear,
    isFixed,
    today: moment.today,
    choices: isFixed && paper.state !== 'approved' ? [] : await listPaperChoices(tx, paper.organizationId),
    can: abilities(documentsAccess, standing),
  };
}

/** The whole paper: its words in the frame of its family, with the number, the day and whoever has read it. */
export async function frameOf(
  tx: ScopedTx,
  paper: Paper,
  text: PresentedText,
  /** The sheet of acquaintance, when it is not the paper's own. */
  readers?: readonly Reader[],
): Promise<PaperDocument> {
  const kind = findPaperKind(paper.kind);
  if (kind === undefined) throw new RangeError(`No paper kind ${paper.kind}`);
  return framePaper({
    kind,
    title: text.title,
    blocks: text.blocks,
    issuer: text.issuer,
    stamps: text.stamps,
    number: paper.number,
    issuedOn: paper.issuedOn,
    readers: readers ?? (await readersOf(tx, paper.id)),
  });
}
