import { shortDay } from '#src/lib/russian/short-day.ts';
import { numberAndDate } from '#src/features/documents/rules.ts';
import { findPaperKind } from '#src/features/documents/rules/kinds.ts';
import type {
  Folder,
  FolderActivity,
  FolderEvidence,
  FolderFile,
  FolderItem,
  FolderLine,
  FolderPaper,
  FolderSource,
} from '#src/features/roadmap/rules/folder/model.ts';
import { findActivityKind, type ActivityKind } from '#src/features/roadmap/rules/kinds/dictionary.ts';
import { isOpen, type StepState } from '#src/features/roadmap/rules/state.ts';

export const OTHER_PAPERS = 'Прочие документы года';

/** Papers about one person's data; they are kept apart and shown only to those who may see them. */
const PERSONAL_KIND = 'consent';

const isWithoutFile = (paper: FolderPaper | null): boolean =>
  paper !== null && !paper.isDrafted && paper.file === null;

/** A thing before it has its number. */
type Thing = Omit<FolderItem, 'number' | 'isRepeated'> & { readonly key: string };

/** A line before its things have their numbers. */
type DraftLine = Omit<FolderLine, 'number' | 'items'> & {
  readonly things: readonly Thing[];
  readonly planNumber: string;
};

/**
 * The folder of a school year: for each part of the plan that is proved by a paper, or has something attached, what it
 * asks for, what is there, what is missing and who owes it; in the order of the roadmap, numbered. A thing that proves
 * several lines stands at the first of them. Cancelled papers and personal files are not in it.
 */
export function compileFolder(source: FolderSource): Folder {
  const numberByKey = new Map<string, string>();
  const drafts = source.sections
    .map(({ title, activities }) => ({
      title,
      lines: activities.flatMap((activity) => linesOf(activity, source)),
    }))
    .filter(({ lines }) => lines.length > 0);
  const used = new Set(drafts.flatMap(({ lines }) => lines.flatMap(({ things }) => things.map(keyOf))));
  const others = source.otherPaperIds.flatMap((id) => {
    const paper = source.papers.get(id);
    const thing = paper === undefined ? null : thingOfPaper(paper);
    return thing === null || used.has(thing.key) ? [] : [lineOfOther(thing)];
  });
  const all = others.length === 0 ? drafts : [...drafts, { title: OTHER_PAPERS, lines: others }];
  const lines = drafts.flatMap((section) => section.lines);
  const things = all.flatMap((section) => section.lines.flatMap((line) => line.things));
  const withoutFile = new Set(things.filter(({ paper }) => isWithoutFile(paper)).map(keyOf));
  const count = (...states: readonly string[]) => lines.filter(({ state }) => states.includes(state)).length;
  return {
    sections: all.map((section, at) => ({
      number: String(at + 1),
      title: section.title,
      lines: section.lines.map(({ things, planNumber, ...line }, index) => {
        const number = `${at + 1}.${index + 1}`;
        // Its number in the plan is told where it is not the same.
        const isSame = planNumber === '' || planNumber === number;
        const title = isSame ? line.title : `${line.title} (п. ${planNumber} плана)`;
        return { ...line, title, number, items: numberThings(things, number, numberByKey) };
      }),
    })),
    counts: {
      required: lines.length,
      present: count('present', 'recorded'),
      missing: count('missing'),
      notDue: count('not_due'),
      withoutFile: withoutFile.size,
    },
  };
}

const keyOf = ({ key }: Thing): string => key;

function numberThings(
  things: readonly Thing[],
  line: string,
  numberByKey: Map<string, string>,
): readonly FolderItem[] {
  const isNew = ({ key }: Thing) => !numberByKey.has(key);
  const isOne = things.filter(isNew).length === 1;
  let count = 0;
  return things.map(({ key, ...thing }) => {
    const earlier = numberByKey.get(key);
    if (earlier !== undefined) return { ...thing, number: earlier, isRepeated: true };
    count += 1;
    const number = isOne ? line : `${line}.${count}`;
    numberByKey.set(key, number);
    return { ...thing, number, isRepeated: false };
  });
}

function linesOf(activity: FolderActivity, source: FolderSource): DraftLine[] {
  return activity.parts.flatMap((part) => {
    const kind = part.kind === null ? undefined : findActivityKind(part.kind);
    const own = activity.evidence.filter(({ partId }) => partId === null || partId === part.id);
    if ((kind?.papers.length ?? 0) === 0 && own.length === 0) return [];
    const title =
      activity.parts.length > 1 && part.title !== '' && part.title !== activity.title
        ? `${activity.title}: ${part.title}`
        : activity.title;
    // An activity that waits for its event has no day yet, and still belongs to the contents.
    const occurrences = activity.occurrences.length === 0 ? [null] : activity.occurrences;
    return occurrences
      .filter((one) => isWithin(one?.dueOn ?? null, source.period))
      .map((one) => lineOf({ activity, part, kind, title, occurrence: one, own }, source));
  });
}

/** Work without a day belongs to every year of its roadmap. */
function isWithin(dueOn: string | null, { from, to }: FolderSource['period']): boolean {
  return dueOn === null || (dueOn >= from && dueOn <= to);
}

interface PartOfYear {
  readonly activity: FolderActivity;
  readonly part: FolderActivity['parts'][number];
  readonly kind: ActivityKind | undefined;
  readonly title: string;
  readonly occurrence: FolderActivity['occurrences'][number] | null;
  readonly own: readonly FolderEvidence[];
}

function lineOf(
  { activity, part, kind, title, occurrence, own }: PartOfYear,
  source: FolderSource,
): DraftLine {
  const { today, papers } = source;
  const evidence = own.filter(
    ({ occurrenceId }) => occurrenceId === null || occurrence === null || occurrenceId === occurrence.id,
  );
  const things = distinct(evidence.flatMap((one) => thingsOf(one, papers)));
  const step = occurrence?.steps.find(({ partId }) => partId === part.id);
  const stepState: StepState = step?.state ?? 'planned';
  const isPersonal =
    kind?.papers.includes(PERSONAL_KIND) === true || evidence.some(({ file }) => file?.isPersonal === true);
  const isCounted = kind !== undefined && ['count', 'share'].includes(kind.closing.mode);
  const draft = evidence.findLast(({ paperId }) =>
    ['draft', 'approved'].includes((paperId === null ? undefined : papers.get(paperId))?.state ?? ''),
  );
  const dueOn = occurrence?.dueOn ?? null;
  const isLate = dueOn !== null && dueOn < today;
  const isShown = things.some(({ paper }) => paper === null || paper.state === 'registered');
  const isRecorded =
    (stepState === 'done' && (isCounted || isPersonal)) || (isPersonal && evidence.some(isOwnFile));
  const state = isShown
    ? 'present'
    : isRecorded
      ? 'recorded'
      : isLate || !isOpen(stepState)
        ? 'missing'
        : 'not_due';
  const isOverdue = state === 'missing' && isOpen(stepState);
  return {
    activityId: activity.id,
    title,
    planNumber: activity.number.replace(/\.$/, ''),
    dueOn,
    deadlineText: activity.deadlineText,
    required: requiredWords(kind),
    state,
    isOverdue,
    things,
    remark: remarkOf({
      state,
      stepState,
      isPersonal,
      hasDraft: draft !== undefined,
      reason: step?.reason ?? '',
      evidence: kind?.evidence ?? '',
    }),
    draftId: draft?.paperId ?? null,
    responsibles: state === 'present' || state === 'recorded' ? [] : activity.responsibles,
  };
}

const isOwnFile = ({ file }: FolderEvidence): boolean => file?.isPersonal === true;

/** «Приказ о закреплении пар или Локальный акт»; without kinds of papers what the dictionary says. */
function requiredWords(kind: ActivityKind | undefined): string {
  if (kind === undefined) return '';
  const titles = kind.papers.map((id) => findPaperKind(id)?.title ?? id);
  return titles.length === 0 ? kind.evidence : titles.join(' или ');
}

function remarkOf(line: {
  state: FolderLine['state'];
  stepState: StepState;
  isPersonal: boolean;
  hasDraft: boolean;
  reason: string;
  evidence: string;
}): string {
  const reason = line.reason.trim();
  const because = reason === '' ? '' : `: ${reason}`;
  const remarks: string[] = [];
  if (line.state === 'missing' && line.stepState === 'not_done') remarks.push(`Не выполнено${because}`);
  else if (line.state === 'missing' && !isOpen(line.stepState)) {
    remarks.push(`Закрыто без документа${because}`);
  }
  if (line.state === 'recorded' && !line.isPersonal)
    remarks.push(`Учтено в системе: ${lower(line.evidence)}`);
  if (line.isPersonal) {
    remarks.push('Бумаги с персональными данными хранятся отдельно и в папку не входят');
  }
  if (line.hasDraft && line.state !== 'present') remarks.push('Есть проект, он ещё не зарегистрирован');
  return remarks.join('. ');
}

const lower = (text: string): string => text.slice(0, 1).toLocaleLowerCase('ru') + text.slice(1);

/** What an evidence puts into the folder: a paper brings the one that took its place. */
function thingsOf(evidence: FolderEvidence, papers: ReadonlyMap<string, FolderPaper>): Thing[] {
  switch (evidence.kind) {
    case 'paper': {
      const things: Thing[] = [];
      const seen = new Set<string>();
      for (let id = evidence.paperId; id !== null && !seen.has(id);) {
        seen.add(id);
        const paper = papers.get(id);
        const thing = paper === undefined ? null : thingOfPaper(paper);
        if (thing !== null) things.push(thing);
        id = paper?.replacedBy ?? null;
      }
      return things;
    }
    case 'file':
      return evidence.file === null || evidence.file.isPersonal ? [] : [thingOfFile(evidence.file)];
    case 'link':
      return [{ ...bare(evidence), key: `link:${evidence.url ?? ''}`, words: evidence.url ?? '' }];
    case 'note':
      return [
        {
          ...bare(evidence),
          key: `note:${evidence.id}`,
          words: `${shortDay(evidence.on)}: ${evidence.note}`,
        },
      ];
  }
}

const bare = ({ kind, url }: FolderEvidence) => ({ kind, url, paper: null, file: null, mark: '' });

function thingOfFile(file: FolderFile): Thing {
  return { key: `file:${file.id}`, kind: 'file', paper: null, file, url: null, words: file.name, mark: '' };
}

/** Null for what is no paper of the folder: a draft, a cancelled one, somebody's consent. */
function thingOfPaper(paper: FolderPaper): Thing | null {
  if (paper.state !== 'registered' && paper.state !== 'replaced') return null;
  if (paper.kind === PERSONAL_KIND) return null;
  const hidesScan = paper.file?.isPersonal === true;
  return {
    key: `paper:${paper.id}`,
    kind: 'paper',
    paper,
    file: hidesScan ? null : paper.file,
    url: null,
    words: `${paper.title} ${numberAndDate(paper)}`.trim(),
    mark: [
      ...(paper.state === 'replaced' ? ['заменён'] : []),
      ...(hidesScan ? ['скан с персональными данными хранится отдельно'] : []),
      ...(isWithoutFile(paper) ? ['скан не приложен'] : []),
    ].join(', '),
  };
}

function distinct(things: readonly Thing[]): Thing[] {
  return [...new Map(things.map((thing) => [thing.key, thing])).values()];
}

function lineOfOther(thing: Thing): DraftLine {
  return {
    activityId: null,
    title: thing.words,
    planNumber: '',
    dueOn: null,
    deadlineText: '',
    required: '',
    state: 'present',
    isOverdue: false,
    things: [thing],
    remark: '',
    draftId: null,
    responsibles: [],
  };
}

/** Only the lines that lack something, for «только недостающие»: sections that lack nothing are gone. */
export function missingOnly(folder: Folder): Folder['sections'] {
  return folder.sections
    .map((section) => ({ ...section, lines: section.lines.filter(({ state }) => state === 'missing') }))
    .filter(({ lines }) => lines.length > 0);
}
