import type { FolderSection } from '#src/features/roadmap/rules/folder/model.ts';

/** Lines of the contents on one page of the screen: all that a usual school has in a year, or nearly. */
export const FOLDER_PAGE_SIZE = 60;

/** A section as far as it stands on the page. */
export interface ShownSection extends FolderSection {
  /** Whether it began on a page before. */
  readonly isContinued: boolean;
}

export interface ShownFolder {
  readonly sections: readonly ShownSection[];
  /** The page shown, from 1: the last one when a later one was asked for. */
  readonly page: number;
  /** Lines of all pages. */
  readonly total: number;
}

/** One page of the contents with the sections it goes through. @param asked page from 1 */
export function showPage(sections: readonly FolderSection[], asked: number): ShownFolder {
  const total = sections.reduce((sum, { lines }) => sum + lines.length, 0);
  const page = Math.min(asked, Math.max(1, Math.ceil(total / FOLDER_PAGE_SIZE)));
  const from = (page - 1) * FOLDER_PAGE_SIZE;
  const shown: ShownSection[] = [];
  let before = 0;
  for (const section of sections) {
    const start = Math.max(0, from - before);
    const lines = section.lines.slice(start, Math.max(0, from + FOLDER_PAGE_SIZE - before));
    if (lines.length > 0) shown.push({ ...section, lines, isContinued: start > 0 });
    before += section.lines.length;
  }
  return { sections: shown, page, total };
}
