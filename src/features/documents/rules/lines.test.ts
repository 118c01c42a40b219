import { describe, expect, it } from 'vitest';
import { findPaperKind, guessPaperKind } from '#src/features/documents/rules/kinds.ts';
import { checkPaperLines, readPaperLine, readPaperLines } from '#src/features/documents/rules/lines.ts';

const check = (text: string, isTaken = () => false) =>
  checkPaperLines(readPaperLines(text, guessPaperKind), isTaken, (kind) => findPaperKind(kind) !== undefined);

describe('readPaperLine', () => {
  it.each([
    [
      'Приказ № 259-од от 12.09.2022 О внедрении целевой модели наставничества',
      ['259-од', '2022-09-12', 'О внедрении целевой модели наставничества', 'order.introduce'],
    ],
    [
      '1) Приказ от 05.10.2023 г. № 45/2-р «О закреплении наставнических пар»',
      ['45/2-р', '2023-10-05', 'О закреплении наставнических пар', 'order.pairs'],
    ],
    ['О назначении куратора\t№ 17\t1.9.26', ['17', '2026-09-01', 'О назначении куратора', 'order.curator']],
    [
      'Протокол педагогического совета № 3 от «9» ноября 2025 года',
      ['3', '2025-11-09', 'Протокол педагогического совета', 'minutes'],
    ],
    ['Приказ № 8, 31.02.2026, О поощрении', ['8', '2026-02-31', 'О поощрении', 'order.rewards']],
    ['О чём-то без номера', ['', '', 'О чём-то без номера', 'order']],
  ])('%s', (text, [number, issuedOn, title, kind]) => {
    expect(readPaperLine(text, 4, guessPaperKind)).toEqual({ line: 4, number, issuedOn, title, kind });
  });

  it('keeps quotation marks inside a title and the year that is no date', () => {
    const { title } = readPaperLine('Приказ № 5 от 01.09.2026 О слёте «Наставник 2026»', 1, guessPaperKind);
    expect(title).toBe('О слёте «Наставник 2026»');
  });

  // Work that grows with the square of the line would run into the limit of the test.
  it('gets to the end of a line made to be slow', () => {
    readPaperLine(`№ ${'1-'.repeat(50_000)}`, 1, guessPaperKind);
    expect(readPaperLine('12.'.repeat(50_000), 1, guessPaperKind).line).toBe(1);
  });
});

describe('checkPaperLines', () => {
  it('says of each line which field and why', () => {
    const checked = check('Приказ № 1 от 01.09.2026\n\nО поощрении\nПриказ № 2 от 31.02.2026 О поощрении');
    expect(checked.map(({ paper, errors }) => [paper.line, errors])).toEqual([
      [1, { title: 'no_title' }],
      [3, { number: 'no_number', issuedOn: 'no_date' }],
      [4, { issuedOn: 'impossible_date' }],
    ]);
  });

  it('finds repeats within the text and in the register', () => {
    const twice = check('Приказ № 1 от 01.09.2026 О поощрении\nПриказ № 1 от 01.09.2026 О поощрении');
    expect(twice.map(({ errors }) => errors)).toEqual([{}, { number: 'repeated' }]);
    expect(check('Приказ № 1 от 01.09.2026 О поощрении', () => true)[0]?.errors).toEqual({ number: 'taken' });
  });
});
