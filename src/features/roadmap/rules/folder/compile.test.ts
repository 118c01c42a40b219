import { describe, expect, it } from 'vitest';
import { compileFolder, missingOnly, OTHER_PAPERS } from '#src/features/roadmap/rules/folder/compile.ts';
import type {
  FolderActivity,
  FolderEvidence,
  FolderFile,
  FolderPaper,
  FolderSource,
} from '#src/features/roadmap/rules/folder/model.ts';

const paper = (id: string, more: Partial<FolderPaper> = {}): FolderPaper => ({
  id,
  kind: 'order.pairs',
  number: '12-од',
  issuedOn: '2022-11-15',
  title: 'О закреплении пар',
  state: 'registered',
  replacedBy: null,
  isDrafted: false,
  file: null,
  ...more,
});

const file = (id: string, isPersonal = false): FolderFile => ({
  id,
  name: `${id}.pdf`,
  mediaType: 'application/pdf',
  sizeBytes: 10,
  sha256: id,
  isPersonal,
});

let count = 0;
const evidence = (more: Partial<FolderEvidence>): FolderEvidence => {
  count += 1;
  return {
    id: `e${count}`,
    occurrenceId: null,
    partId: null,
    kind: 'paper',
    paperId: null,
    file: null,
    url: null,
    note: '',
    on: '2022-11-16',
    ...more,
  };
};

const step = { partId: 'p', state: 'planned', reason: '' } as const;
const due = (
  dueOn: string | null,
  more: Partial<FolderActivity['occurrences'][number]['steps'][number]> = {},
) => ({
  id: `o-${dueOn}`,
  dueOn,
  reason: '',
  steps: [{ ...step, ...more }],
});

const activity = (id: string, more: Partial<FolderActivity> = {}): FolderActivity => ({
  id,
  number: '1.1.',
  title: 'Закрепление пар',
  deadlineText: 'до 25.11.2022',
  responsibles: ['куратор (Ручьёва А. П.)'],
  parts: [{ id: 'p', title: 'Закрепление пар', kind: 'acts.pairs' }],
  occurrences: [due('2022-11-25')],
  evidence: [],
  ...more,
});

const folderOf = (activities: readonly FolderActivity[], more: Partial<FolderSource> = {}) =>
  compileFolder({
    today: '2022-12-01',
    period: { from: '2022-09-01', to: '2023-08-31' },
    sections: [{ title: 'Формирование пар', activities }],
    papers: new Map(),
    otherPaperIds: [],
    ...more,
  });

const papersOf = (...papers: readonly FolderPaper[]) => ({
  papers: new Map(papers.map((one) => [one.id, one])),
});

describe('what is missing', () => {
  it('is overdue work with those who owe it, and not what is ahead', () => {
    const folder = folderOf([activity('a'), activity('b', { occurrences: [due('2023-02-01')] })]);
    expect(folder.counts).toEqual({ required: 2, present: 0, missing: 1, notDue: 1, withoutFile: 0 });
    expect(folder.sections[0]?.lines).toMatchObject([
      {
        number: '1.1',
        title: 'Закрепление пар',
        required: 'Приказ о закреплении пар и групп',
        state: 'missing',
        isOverdue: true,
        dueOn: '2022-11-25',
        responsibles: ['куратор (Ручьёва А. П.)'],
      },
      { number: '1.2', title: 'Закрепление пар (п. 1.1 плана)', state: 'not_due', isOverdue: false },
    ]);
    expect(missingOnly(folder)).toMatchObject([{ number: '1', lines: [{ number: '1.1' }] }]);
  });

  it('work that waits for its event is ahead; another year is not in it', () => {
    const folder = folderOf([
      activity('a', { occurrences: [] }),
      activity('b', { occurrences: [due('2023-09-01')] }),
    ]);
    expect(folder.sections[0]?.lines).toMatchObject([{ activityId: 'a', state: 'not_due' }]);
  });

  it('what was closed without a paper says so, what was not done says why', () => {
    const folder = folderOf([
      activity('a', { occurrences: [due('2022-11-25', { state: 'done', reason: 'устно' })] }),
      activity('b', { occurrences: [due('2023-02-01', { state: 'not_done', reason: 'карантин' })] }),
    ]);
    expect(folder.sections[0]?.lines).toMatchObject([
      { state: 'missing', isOverdue: false, remark: 'Закрыто без документа: устно' },
      { state: 'missing', isOverdue: false, remark: 'Не выполнено: карантин' },
    ]);
  });

  it('drafts and cancelled papers prove nothing', () => {
    const papers = papersOf(paper('d', { state: 'draft', number: '' }), paper('c', { state: 'cancelled' }));
    const both = [evidence({ paperId: 'd' }), evidence({ paperId: 'c' })];
    const [line] = folderOf([activity('a', { evidence: both })], papers).sections[0]?.lines ?? [];
    expect(line).toMatchObject({ state: 'missing', items: [], draftId: 'd' });
    expect(line?.remark).toBe('Есть проект, он ещё не зарегистрирован');
  });

  it('counted work that is done is in the system', () => {
    const mentors = { parts: [{ id: 'p', title: '', kind: 'people.mentors' }] };
    const folder = folderOf([
      activity('a', { ...mentors, occurrences: [due('2022-11-25', { state: 'done' })] }),
    ]);
    expect(folder.counts).toMatchObject({ present: 1, missing: 0 });
    expect(folder.sections[0]?.lines[0]?.remark).toBe('Учтено в системе: число людей в базе по видам');
  });
});

describe('what is there', () => {
  it('stands once, later lines refer to it', () => {
    const uses = () => [evidence({ paperId: 'x' })];
    const folder = folderOf(
      [
        activity('a', { evidence: [...uses(), evidence({ kind: 'file', file: file('f') })] }),
        activity('b', { evidence: uses() }),
      ],
      papersOf(paper('x')),
    );
    expect(folder.sections[0]?.lines.map(({ items }) => items)).toMatchObject([
      [
        { number: '1.1.1', isRepeated: false, words: 'О закреплении пар № 12-од от 15.11.2022' },
        { number: '1.1.2', isRepeated: false, words: 'f.pdf' },
      ],
      [{ number: '1.1.1', isRepeated: true }],
    ]);
    // The same paper is counted once.
    expect(folder.counts).toMatchObject({ required: 2, present: 2, withoutFile: 1 });
    expect(folder.sections[0]?.lines[0]?.items[0]?.mark).toBe('скан не приложен');
  });

  it('a replaced paper is marked and brings its successor, which proves', () => {
    const papers = papersOf(
      paper('old', { state: 'replaced', replacedBy: 'new', isDrafted: true }),
      paper('new', { number: '13-од', isDrafted: true }),
      paper('loop', { state: 'replaced', replacedBy: 'loop', isDrafted: true }),
    );
    const folder = folderOf(
      [
        activity('a', { evidence: [evidence({ paperId: 'old' })] }),
        activity('b', { evidence: [evidence({ paperId: 'loop' })] }),
      ],
      papers,
    );
    expect(folder.sections[0]?.lines).toMatchObject([
      {
        state: 'present',
        items: [{ mark: 'заменён' }, { mark: '', words: expect.stringContaining('13-од') }],
      },
      { state: 'missing', items: [{ mark: 'заменён' }] },
    ]);
  });

  it('links and notes are evidence too, even of a kind that nobody knows', () => {
    const unknown = { parts: [{ id: 'p', title: '', kind: null }] };
    const folder = folderOf([
      activity('a', {
        ...unknown,
        evidence: [
          evidence({ kind: 'link', url: 'https://school.example/news' }),
          evidence({ kind: 'note', note: 'Провели' }),
        ],
      }),
      activity('b', unknown),
    ]);
    expect(folder.sections[0]?.lines).toMatchObject([
      { required: '', items: [{ words: 'https://school.example/news' }, { words: '16.11.2022: Провели' }] },
    ]);
    expect(folder.counts.required).toBe(1);
  });

  it('evidence of one day does not prove another', () => {
    const folder = folderOf([
      activity('a', {
        occurrences: [due('2022-10-01'), due('2022-11-01')],
        evidence: [evidence({ kind: 'note', note: 'Да', occurrenceId: 'o-2022-11-01' })],
      }),
    ]);
    expect(folder.sections[0]?.lines.map(({ state }) => state)).toEqual(['missing', 'present']);
  });
});

describe('personal data', () => {
  it('consents and personal files are never in it', () => {
    const consents = { parts: [{ id: 'p', title: '', kind: 'consents.collect' }] };
    const folder = folderOf(
      [
        activity('a', {
          ...consents,
          evidence: [evidence({ paperId: 'c' }), evidence({ kind: 'file', file: file('f', true) })],
        }),
        activity('b', { evidence: [evidence({ paperId: 's' })] }),
      ],
      papersOf(paper('c', { kind: 'consent' }), paper('s', { file: file('scan', true) })),
    );
    expect(folder.sections[0]?.lines).toMatchObject([
      { state: 'recorded', items: [] },
      { state: 'present', items: [{ file: null, mark: 'скан с персональными данными хранится отдельно' }] },
    ]);
  });
});

it('papers that nobody asked for come last, without cancelled ones and consents', () => {
  const papers = papersOf(
    paper('x'),
    paper('y', { number: '14-од' }),
    paper('z', { state: 'cancelled' }),
    paper('c', { kind: 'consent' }),
  );
  const folder = folderOf([activity('a', { evidence: [evidence({ paperId: 'x' })] })], {
    ...papers,
    otherPaperIds: ['x', 'y', 'z', 'c', 'gone'],
  });
  expect(folder.sections[1]).toMatchObject({
    number: '2',
    title: OTHER_PAPERS,
    lines: [{ number: '2.1', activityId: null, items: [{ number: '2.1' }] }],
  });
  expect(folder.counts.required).toBe(1);
});

it('a year without a plan is empty', () => {
  expect(folderOf([])).toEqual({
    sections: [],
    counts: { required: 0, present: 0, missing: 0, notDue: 0, withoutFile: 0 },
  });
});
