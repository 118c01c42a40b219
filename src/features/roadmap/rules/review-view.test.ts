import { describe, expect, it } from 'vitest';
import {
  choosePage,
  filterRows,
  groupFindings,
  REVIEW_PAGE_SIZE,
  showSource,
  tellWho,
  toDetail,
  toLine,
  type RowFinding,
  type RowToReview,
} from '#src/features/roadmap/rules/review-view.ts';

const rowOf = (id: string, change: Partial<RowToReview> = {}): RowToReview => ({
  activity: {
    id,
    sectionId: 's',
    position: 0,
    number: '1.1',
    title: 'Сбор согласий',
    subPoints: ['Сбор согласий', 'беседа'],
    deadlineText: 'октябрь',
    meaning: { kind: 'range', start: '2022-10-01', end: '2022-10-31' },
    meaningBy: 'reading',
    responsibleText: 'Директор',
    responsibles: [{ id: 'r', words: 'Директор', personId: 'p', teamId: null, post: null }],
    resultText: '',
    activitiesText: '',
    isGroup: false,
    parentId: null,
    source: { text: 'октябрь', lineFrom: 4, lineTo: 6 },
    confidence: 'medium',
    flags: [{ code: 'reading.no_deadline' }, { code: 'reading.cell_guessed' }],
    isReviewed: false,
    parts: [],
    version: 1,
  },
  sectionId: 's',
  question: null,
  unclear: true,
  occurrenceCount: 1,
  firstOccurrence: null,
  lastOccurrence: null,
  ...change,
});
const finding = (activityId: string | null, code: RowFinding['code']): RowFinding => ({
  code,
  severity: 'warning',
  facts: { row: '1.1' },
  activityId,
  sectionId: null,
});

describe('the list of rows', () => {
  const findings = groupFindings([
    finding('a', 'deadline.missing'),
    finding('b', 'deadline.ambiguous'),
    finding(null, 'stage.missing'),
  ]);

  it('is filtered by what is unclear and by findings', () => {
    const rows = [rowOf('a', { unclear: false }), rowOf('b'), rowOf('c')];
    const ids = (filter: 'unclear' | 'all' | 'findings') =>
      filterRows(rows, filter, findings).map((row) => row.activity.id);
    expect(ids('unclear')).toEqual(['b', 'c']);
    expect(ids('all')).toEqual(['a', 'b', 'c']);
    expect(ids('findings')).toEqual(['a']);
    expect(findings.get(null)).toHaveLength(1);
  });

  it('opens the asked row on its page, else the first of the page', () => {
    const ids = Array.from({ length: 2 * REVIEW_PAGE_SIZE + 3 }, (_, index) => `row-${index}`);
    expect(choosePage(ids, { page: 1, row: 'row-60' })).toEqual({ page: 2, selectedId: 'row-60' });
    expect(choosePage(ids, { page: 3, row: null })).toEqual({ page: 3, selectedId: 'row-100' });
    expect(choosePage(ids, { page: 99, row: 'gone' })).toEqual({ page: 3, selectedId: 'row-100' });
    expect(choosePage([], { page: 1, row: null })).toEqual({ page: 1, selectedId: null });
  });

  it('says one matter once', () => {
    const line = toLine(rowOf('a'), findings.get('a') ?? []);
    expect(line).toMatchObject({ doubts: 2, mayConfirmTogether: true, meaning: 'октябрь 2022 года' });
    const detail = toDetail(rowOf('a'), findings.get('a') ?? [], {
      people: [{ id: 'p', name: 'Светлова Анна' }],
      teams: [],
    });
    expect(detail.doubts).toHaveLength(1);
    expect(detail.findings).toHaveLength(1);
    expect(detail.subPoints).toEqual(['беседа']);
    expect(detail.responsibles).toEqual([{ words: 'Директор', means: 'Светлова Анна' }]);
  });

  it('leaves a row with a question to be looked at singly', () => {
    const question = { reasonCode: 'until_month', choices: [] };
    expect(toLine(rowOf('a', { question }), []).mayConfirmTogether).toBe(false);
  });
});

it('names who is meant', () => {
  const nobody = { personId: null, teamId: null, post: null };
  const staff = { people: [], teams: [{ id: 't', name: 'Команда' }] };
  expect(tellWho(nobody, staff)).toBeNull();
  expect(tellWho({ ...nobody, teamId: 't' }, staff)).toBe('Команда');
  expect(tellWho({ ...nobody, personId: 'gone' }, staff)).toContain('больше не работает');
  expect(tellWho({ ...nobody, post: 'Директор' }, staff)).toContain('«Директор»');
});

describe('the source', () => {
  it('is whole when it is of usual length', () => {
    expect(showSource('a\nb', { from: 2, to: 2 })).toEqual({
      lines: [
        { number: 1, text: 'a' },
        { number: 2, text: 'b' },
      ],
      total: 2,
    });
    expect(showSource('', null).lines).toEqual([]);
  });

  it('is what stands around the row when it is long', () => {
    const text = Array.from({ length: 5000 }, (_, index) => `line ${index + 1}`).join('\n');
    const { lines, total } = showSource(text, { from: 3000, to: 3004 });
    expect(total).toBe(5000);
    expect(lines[0]).toEqual({ number: 2800, text: 'line 2800' });
    expect(lines.at(-1)?.number).toBe(3204);
    expect(showSource('я'.repeat(300_000), null).lines[0]?.text.length).toBe(2001);
  });
});
