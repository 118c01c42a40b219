import { expect, test } from 'vitest';
import { scanProblem } from '#src/features/documents/rules/scan-type.ts';

test('a file is what its ending says', () => {
  expect(scanProblem('Приказ 259.PDF', 'application/pdf')).toBe(null);
  expect(scanProblem('фото.jpeg', 'image/jpeg')).toBe(null);
  expect(scanProblem('скан.tif', 'image/tiff')).toBe(null);
  expect(scanProblem('приказ.pdf', 'text/plain')).toEqual({
    code: 'other_inside',
    named: 'PDF',
    inside: 'простой текст',
  });
  expect(scanProblem('приказ.docx', 'application/zip')).toMatchObject({ inside: 'архив ZIP' });
  expect(scanProblem('приказ.png', 'image/jpeg')).toMatchObject({ named: 'PNG', inside: 'изображение JPEG' });
  expect(scanProblem('приказ.pdf.exe', 'application/octet-stream')).toEqual({
    code: 'ending',
    ending: 'exe',
  });
  expect(scanProblem('приказ', 'application/pdf')).toEqual({ code: 'ending', ending: '' });
  expect(scanProblem('страница.html', 'text/plain')).toMatchObject({ code: 'ending' });
});
