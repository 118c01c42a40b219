import type { PaperState } from '#src/features/documents/rules.ts';
import type { StepState } from '#src/features/roadmap/rules/state.ts';

/** A file as the folder knows it; what is in it is read only when the folder is made. */
export interface FolderFile {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  /** Somebody's consent or certificate: never put into the folder. */
  readonly isPersonal: boolean;
}

/** A paper of the register. Days are ISO. */
export interface FolderPaper {
  readonly id: string;
  readonly kind: string;
  readonly number: string;
  readonly issuedOn: string | null;
  readonly title: string;
  readonly state: PaperState;
  readonly replacedBy: string | null;
  /** Its text was made here, so it can be laid out again. */
  readonly isDrafted: boolean;
  readonly file: FolderFile | null;
}

/** What somebody attached to an activity; null ids speak for the whole of it. */
export interface FolderEvidence {
  readonly id: string;
  readonly occurrenceId: string | null;
  readonly partId: string | null;
  readonly kind: 'paper' | 'file' | 'link' | 'note';
  readonly paperId: string | null;
  readonly file: FolderFile | null;
  readonly url: string | null;
  readonly note: string;
  /** The day that it speaks of; ISO. */
  readonly on: string;
}

export interface FolderActivity {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly deadlineText: string;
  /** In the words of the plan, with the name of whoever is meant. */
  readonly responsibles: readonly string[];
  readonly parts: readonly { readonly id: string; readonly title: string; readonly kind: string | null }[];
  readonly occurrences: readonly {
    readonly id: string;
    readonly dueOn: string | null;
    readonly reason: string;
    readonly steps: readonly {
      readonly partId: string;
      readonly state: StepState;
      readonly reason: string;
    }[];
  }[];
  readonly evidence: readonly FolderEvidence[];
}

export interface FolderSource {
  /** ISO day that decides what is overdue. */
  readonly today: string;
  /** Days of the school year, ISO, both included. */
  readonly period: { readonly from: string; readonly to: string };
  readonly sections: readonly {
    /** As the plan has it, without its number there, and with the name of the roadmap when there are several. */
    readonly title: string;
    readonly activities: readonly FolderActivity[];
  }[];
  readonly papers: ReadonlyMap<string, FolderPaper>;
  /** Papers of the register that stand at the end unless an activity asked for them, in the order to show. */
  readonly otherPaperIds: readonly string[];
}

/** One thing in the folder. It stands once; where it proves something more, `firstNumber` tells where it is. */
export interface FolderItem {
  /** «1.2» or «1.2.1»; of a repeated one where it stands. */
  readonly number: string;
  readonly isRepeated: boolean;
  readonly kind: FolderEvidence['kind'];
  readonly paper: FolderPaper | null;
  /** The file of an evidence or the scan of a paper; never a personal one. */
  readonly file: FolderFile | null;
  readonly url: string | null;
  /** Title of a paper with number and date, name of a file, address of a link, text of a note. */
  readonly words: string;
  /** «заменён», that its scan holds personal data, that there is no scan; empty: nothing. */
  readonly mark: string;
}

/**
 * `present`: there is something to show; `recorded`: done and counted in the system, no paper to show; `missing`: the
 * day has passed or the work was closed without a paper; `not_due`: the day is still ahead or waits for its event.
 */
export type LineState = 'present' | 'recorded' | 'missing' | 'not_due';

export interface FolderLine {
  /** «1.2». */
  readonly number: string;
  /** Null in the last section, where papers stand that no activity asked for. */
  readonly activityId: string | null;
  readonly title: string;
  readonly dueOn: string | null;
  readonly deadlineText: string;
  /** What proves it, in words; empty where the plan asks for nothing. */
  readonly required: string;
  readonly state: LineState;
  /** Missing, and still to be done by the day that has passed. */
  readonly isOverdue: boolean;
  readonly items: readonly FolderItem[];
  /** Why there is nothing, or what is on its way; empty: nothing to say. */
  readonly remark: string;
  /** A draft that waits for its registration. */
  readonly draftId: string | null;
  /** Who owes what is missing. */
  readonly responsibles: readonly string[];
}

export interface FolderSection {
  readonly number: string;
  readonly title: string;
  readonly lines: readonly FolderLine[];
}

export interface Folder {
  readonly sections: readonly FolderSection[];
  readonly counts: {
    /** Lines of the plan, without the papers that stand at the end. */
    readonly required: number;
    readonly present: number;
    readonly missing: number;
    readonly notDue: number;
    /** Papers of the register of which the system holds neither a text nor a scan. */
    readonly withoutFile: number;
  };
}
