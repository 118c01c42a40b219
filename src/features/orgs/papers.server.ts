import type { Result } from '#src/lib/result.ts';
import type { Facts, Field } from '#src/lib/wording/model.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';

/** A paper that is being drafted, as a room that knows its facts needs to know it. Days are ISO. */
export interface PaperMoment {
  readonly organizationId: string;
  /** Key of data/paper-kinds.json. */
  readonly kind: string;
  readonly schoolYear: number;
  readonly today: string;
  /** What the paper is about, of those that `subjects.list` named; empty when its kind is about nothing of the sort. */
  readonly subjectIds: readonly string[];
}

/** A paper as it enters the register. */
export interface PaperRegistered extends PaperMoment {
  readonly paperId: string;
  readonly number: string;
  readonly issuedOn: string;
  /** The paper that this one takes the place of. */
  readonly replacesId: string | null;
}

/** One thing that a paper can be about: a pair, a person. */
export interface PaperSubject {
  readonly id: string;
  readonly label: string;
  /** «7А»: the class that it is about, if any; lists are narrowed by it. */
  readonly className?: string;
  /** Whether it is ticked before anybody chose: what the paper is usually about. */
  readonly isUsual: boolean;
}

export interface PaperSubjects {
  /** «Пары и группы», «Участник»: the heading of the choice. */
  readonly label: string;
  /** `many`: a list under one paper; `one`: a paper each, which can also be drafted for many at once. */
  readonly takes: 'many' | 'one';
  /** Everything such a paper can be about now, in the order of the paper, at most a thousand. */
  list(tx: ScopedTx, moment: Omit<PaperMoment, 'subjectIds'>): Promise<readonly PaperSubject[]>;
}

/**
 * What a room declares in its `papers.server.ts`: the kinds of papers whose facts it knows, the fields that their
 * wordings may use, and where the facts come from. `compose.ts` hands all of them to the documents, which are below.
 */
export interface PaperSource {
  readonly kinds: readonly string[];
  fields(kind: string): readonly Field[];
  subjects?(kind: string): PaperSubjects | null;
  /** Facts as they are now, as the actor may see them; what is not known is left out. */
  gather(tx: ScopedTx, moment: PaperMoment): Promise<Facts>;
  /**
   * The same for many papers of one subject each, by the subject, in a few queries. Without it `gather` is asked for
   * each of them.
   */
  gatherMany?(tx: ScopedTx, moment: PaperMoment): Promise<ReadonlyMap<string, Facts>>;
  /** People whom the paper names and who should know it: offered for the sheet of acquaintance. */
  readers?(tx: ScopedTx, moment: PaperMoment): Promise<readonly string[]>;
  /**
   * What follows in the room from the registration of the paper, in the same transaction. A refusal stops the
   * registration: nothing is half done.
   */
  registered?(tx: ScopedTx, paper: PaperRegistered): Promise<Result>;
}
