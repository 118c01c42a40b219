/** What a file of a paper may be, by its ending; what it is inside must be the same. */
const TYPES: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  tif: 'image/tiff',
  tiff: 'image/tiff',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  odt: 'application/vnd.oasis.opendocument.text',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

const words: Readonly<Record<string, string>> = {
  'application/pdf': 'PDF',
  'image/png': 'изображение PNG',
  'image/jpeg': 'изображение JPEG',
  'image/tiff': 'изображение TIFF',
  'image/gif': 'изображение GIF',
  'image/webp': 'изображение WebP',
  'application/zip': 'архив ZIP',
  'application/rtf': 'текст RTF',
  'application/msword': 'документ Word старого формата',
  'application/vnd.ms-excel': 'таблица Excel старого формата',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'документ DOCX',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'таблица XLSX',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'презентация PPTX',
  'application/vnd.oasis.opendocument.text': 'документ ODT',
  'application/vnd.oasis.opendocument.spreadsheet': 'таблица ODS',
  'text/plain': 'простой текст',
  'text/csv': 'простой текст',
};

/** What is wrong with a file; `named` and `inside` are in words. */
export type ScanProblem =
  | { readonly code: 'ending'; readonly ending: string }
  | { readonly code: 'other_inside'; readonly named: string; readonly inside: string };

/** Null: it may be kept as the file of a paper. */
export function scanProblem(name: string, mediaType: string): ScanProblem | null {
  const ending = /\.([^.\s]{1,10})$/u.exec(name)?.[1]?.toLowerCase() ?? '';
  const expected = TYPES[ending];
  if (expected === undefined) return { code: 'ending', ending };
  if (expected === mediaType) return null;
  return {
    code: 'other_inside',
    named: ending.toUpperCase(),
    inside: words[mediaType] ?? 'что-то, чего программа не знает',
  };
}
