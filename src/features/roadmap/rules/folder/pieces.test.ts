import { expect, it } from 'vitest';
import type { Folder, FolderFile, FolderItem } from '#src/features/roadmap/rules/folder/model.ts';
import { piecesOf, sizeOf } from '#src/features/roadmap/rules/folder/pieces.ts';

const file = (name: string, more: Partial<FolderFile> = {}): FolderFile => ({
  id: name,
  name,
  mediaType: 'application/pdf',
  sizeBytes: 100,
  sha256: name,
  isPersonal: false,
  ...more,
});

const item = (number: string, more: Partial<FolderItem>): FolderItem => ({
  number,
  isRepeated: false,
  kind: 'file',
  paper: null,
  file: null,
  url: null,
  words: 'слова',
  mark: '',
  ...more,
});

const paper = {
  id: 'p',
  kind: 'order',
  number: '45/2-р',
  issuedOn: '2022-09-01',
  title: 'О парах',
  state: 'registered',
  replacedBy: null,
  file: null,
} as const;

const folderOf = (items: readonly FolderItem[], title = 'Пары/группы'): Folder => ({
  sections: [
    {
      number: '1',
      title,
      lines: [
        {
          number: '1.1',
          activityId: 'a',
          title: '',
          dueOn: null,
          deadlineText: '',
          required: '',
          state: 'present',
          isOverdue: false,
          items,
          remark: '',
          draftId: null,
          responsibles: [],
        },
      ],
    },
  ],
  counts: { required: 1, present: 1, missing: 0, notDue: 0, withoutFile: 0 },
});

it('the text of a paper, its scan, and files under their own names', () => {
  const words = 'О парах № 45/2-р от 01.09.2022';
  const pieces = piecesOf(
    folderOf([
      item('1.1.1', {
        paper: { ...paper, isDrafted: true },
        file: file('скан 1.PDF'),
        words,
        mark: 'заменён',
      }),
      item('1.1.2', { paper: { ...paper, isDrafted: false }, file: file('a.jpg'), words }),
      item('1.1.3', { file: file('список/пар.docx.sig') }),
      item('1.1.4', { kind: 'link', url: 'https://school.example' }),
      item('1.1.1', { paper: { ...paper, isDrafted: true }, isRepeated: true }),
    ]),
  );
  expect(pieces.map(({ path, paperId }) => [path, paperId])).toEqual([
    ['1. Пары-группы/1.1.1 О парах № 45-2-р от 01.09.2022.pdf', 'p'],
    ['1. Пары-группы/1.1.1 О парах № 45-2-р от 01.09.2022 (скан).pdf', null],
    ['1. Пары-группы/1.1.2 О парах № 45-2-р от 01.09.2022.jpg', null],
    ['1. Пары-группы/1.1.3 список-пар.docx.sig', null],
  ]);
  expect(pieces.map(({ title }) => title).slice(0, 2)).toEqual([
    `1.1.1 ${words} (заменён)`,
    `1.1.1 ${words} (заменён) (скан)`,
  ]);
});

it('long titles are cut, the same content counts once', () => {
  const long = 'щ'.repeat(200);
  const same = { sha256: 'x' };
  const pieces = piecesOf(
    folderOf(
      [
        item('1.1.1', { paper: { ...paper, isDrafted: false }, file: file('a.pdf', same), words: long }),
        item('1.1.2', { file: file('b.pdf', same) }),
      ],
      long,
    ),
  );
  expect(pieces[0]?.path).toBe(`1. ${'щ'.repeat(60)}…/1.1.1 ${'щ'.repeat(80)}….pdf`);
  expect(sizeOf(pieces)).toBe(100);
});
