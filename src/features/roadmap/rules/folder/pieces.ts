import type { Folder, FolderFile, FolderItem } from '#src/features/roadmap/rules/folder/model.ts';

/** One file of the folder: a paper laid out from its text, or a file that somebody brought. */
export interface Piece {
  /** Of the item in the contents. */
  readonly number: string;
  /** What its entry in the outline says. */
  readonly title: string;
  /** Its place in the zip, with folders; still to be made safe for all systems. */
  readonly path: string;
  /** The paper whose text is laid out; null: `file` is. */
  readonly paperId: string | null;
  readonly file: FolderFile | null;
}

/** Where a piece has ended up. */
export type Place =
  | { readonly kind: 'pages'; readonly page: number; readonly count: number }
  /** Only in the zip: `kind` another sort of file, `encrypted`, `broken`, `full` – the PDF would be too large. */
  | { readonly kind: 'apart'; readonly why: 'kind' | 'encrypted' | 'broken' | 'full' }
  /** Its bytes are no longer on the disk. */
  | { readonly kind: 'lost' };

/** Letters of a folder's and a file's name: Windows takes 260 for the whole path. */
const LONGEST_FOLDER = 60;
const LONGEST_NAME = 80;

/** Every file of the folder once, in the order of the contents; the text of a paper goes before its scan. */
export function piecesOf(folder: Folder): Piece[] {
  return folder.sections.flatMap((section) => {
    const within = `${section.number}. ${cut(section.title, LONGEST_FOLDER)}`;
    return section.lines.flatMap(({ items }) =>
      items.filter(({ isRepeated }) => !isRepeated).flatMap((item) => piecesOfItem(item, flat(within))),
    );
  });
}

function piecesOfItem({ number, paper, file, words, mark }: FolderItem, within: string): Piece[] {
  const title = `${number} ${words}${mark === '' ? '' : ` (${mark})`}`;
  const name = `${within}/${flat(`${number} ${cut(words, LONGEST_NAME)}`)}`;
  const isDrafted = paper?.isDrafted === true;
  const text: Piece[] = isDrafted
    ? [{ number, title, path: `${name}.pdf`, paperId: paper.id, file: null }]
    : [];
  if (file === null) return text;
  if (paper === null) {
    // A detached signature finds its paper by the name that both had.
    return [{ number, title, path: `${within}/${flat(`${number} ${file.name}`)}`, paperId: null, file }];
  }
  const scan = isDrafted ? ' (скан)' : '';
  const path = `${name}${scan}${extensionOf(file.name)}`;
  return [...text, { number, title: `${title}${scan}`, path, paperId: null, file }];
}

/** A name that makes no folders of its own: «№ 45/2-р». */
function flat(name: string): string {
  return name.replaceAll(/[/\\]+/g, '-');
}

function cut(text: string, most: number): string {
  const letters = Array.from(text);
  return letters.length <= most ? text : `${letters.slice(0, most).join('').trimEnd()}…`;
}

function extensionOf(name: string): string {
  return /\.[a-z0-9]{1,10}$/i.exec(name)?.[0].toLowerCase() ?? '';
}

/** Bytes of the files that people brought, each content once. */
export function sizeOf(pieces: readonly Piece[]): number {
  const files = new Map(pieces.flatMap(({ file }) => (file === null ? [] : [[file.sha256, file.sizeBytes]])));
  return [...files.values()].reduce((sum, size) => sum + size, 0);
}
