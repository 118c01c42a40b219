import { expect, it } from 'vitest';
import type { FolderLine, FolderSection } from '#src/features/roadmap/rules/folder/model.ts';
import { showPage } from '#src/features/roadmap/rules/folder/shown-page.ts';

const line = (number: string): FolderLine => ({
  number,
  activityId: null,
  title: '',
  dueOn: null,
  deadlineText: '',
  required: '',
  state: 'present',
  isOverdue: false,
  items: [],
  remark: '',
  draftId: null,
  responsibles: [],
});
const section = (number: string, count: number): FolderSection => ({
  number,
  title: `Раздел ${number}`,
  lines: Array.from({ length: count }, (_, at) => line(`${number}.${at + 1}`)),
});
const sections = [section('1', 50), section('2', 80), section('3', 5)];

it('shows every line once, on the page it belongs to, with its section', () => {
  const pages = [1, 2, 3].map((page) => showPage(sections, page));
  expect(pages.map((one) => one.sections.map(({ number, lines }) => [number, lines.length]))).toEqual([
    [
      ['1', 50],
      ['2', 10],
    ],
    [['2', 60]],
    [
      ['2', 10],
      ['3', 5],
    ],
  ]);
  expect(
    pages.flatMap((one) => one.sections.flatMap(({ lines }) => lines.map(({ number }) => number))),
  ).toEqual(sections.flatMap(({ lines }) => lines.map(({ number }) => number)));
  expect(pages.map((one) => one.sections.map(({ isContinued }) => isContinued))).toEqual([
    [false, false],
    [true],
    [true, false],
  ]);
});

it('shows the last page when a later one is asked for, and nothing of nothing', () => {
  expect(showPage(sections, 99)).toMatchObject({ page: 3, total: 135 });
  expect(showPage([], 5)).toEqual({ sections: [], page: 1, total: 0 });
});
