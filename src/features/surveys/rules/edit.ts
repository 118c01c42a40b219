import {
  allItems,
  type ChoiceOption,
  type Item,
  type SurveyModel,
  type SurveyPage,
} from '#src/features/surveys/rules/model.ts';

/**
 * Changes of a questionnaire in the editor. Each gives the new questionnaire, or the same one when there is nothing to do
 * (an item that is gone, a page that does not exist). What is wrong afterwards is said by `checkModel`.
 */
export type Edit =
  | { readonly do: 'head'; readonly title: string; readonly intro: string; readonly thanks: string }
  /** Puts a new item at the end of a page. */
  | { readonly do: 'add'; readonly page: number; readonly item: Item }
  | { readonly do: 'change'; readonly item: Item }
  | { readonly do: 'remove'; readonly itemId: string }
  /** One place up or down, over the edge of a page to its neighbour. */
  | { readonly do: 'move'; readonly itemId: string; readonly by: -1 | 1 }
  | { readonly do: 'add_page' }
  | { readonly do: 'rename_page'; readonly page: number; readonly title: string }
  /** The page's items go to the page before it (of the first page: to the one after). */
  | { readonly do: 'remove_page'; readonly page: number };

/** Most items and pages of a questionnaire: more nobody answers. */
export const ITEMS_LIMIT = 120;
export const PAGES_LIMIT = 40;

export function applyEdit(model: SurveyModel, edit: Edit): SurveyModel {
  switch (edit.do) {
    case 'head':
      return { ...model, title: edit.title, intro: edit.intro, thanks: edit.thanks };
    case 'add':
      return withPages(model, (pages) =>
        pages.map((page, index) =>
          index === edit.page ? { ...page, items: [...page.items, edit.item] } : page,
        ),
      );
    case 'change':
      return eachItem(model, (item) => (item.id === edit.item.id ? [edit.item] : [item]));
    case 'remove':
      return eachItem(model, (item) => (item.id === edit.itemId ? [] : [item]));
    case 'move':
      return moveItem(model, edit.itemId, edit.by);
    case 'add_page':
      return withPages(model, (pages) => [...pages, { title: '', items: [] }]);
    case 'rename_page':
      return withPages(model, (pages) =>
        pages.map((page, index) => (index === edit.page ? { ...page, title: edit.title } : page)),
      );
    case 'remove_page':
      return removePage(model, edit.page);
    default:
      return model;
  }
}

function withPages(
  model: SurveyModel,
  change: (pages: readonly SurveyPage[]) => readonly SurveyPage[],
): SurveyModel {
  return { ...model, pages: change(model.pages) };
}

function eachItem(model: SurveyModel, change: (item: Item) => readonly Item[]): SurveyModel {
  return withPages(model, (pages) => pages.map((page) => ({ ...page, items: page.items.flatMap(change) })));
}

function moveItem(model: SurveyModel, itemId: string, by: -1 | 1): SurveyModel {
  const at = model.pages.findIndex(({ items }) => items.some(({ id }) => id === itemId));
  const page = model.pages[at];
  if (page === undefined) return model;
  const place = page.items.findIndex(({ id }) => id === itemId);
  const item = page.items[place];
  if (item === undefined) return model;
  const without = page.items.toSpliced(place, 1);
  const next = place + by;
  if (next >= 0 && next < page.items.length) {
    return withPages(model, (pages) => pages.with(at, { ...page, items: without.toSpliced(next, 0, item) }));
  }
  const neighbour = model.pages[at + by];
  if (neighbour === undefined) return model;
  const items = by === 1 ? [item, ...neighbour.items] : [...neighbour.items, item];
  return withPages(model, (pages) =>
    pages.with(at, { ...page, items: without }).with(at + by, { ...neighbour, items }),
  );
}

function removePage(model: SurveyModel, at: number): SurveyModel {
  const page = model.pages[at];
  if (page === undefined || model.pages.length === 1) return model;
  const to = at === 0 ? 1 : at - 1;
  return withPages(model, (pages) =>
    pages
      .map((one, index) =>
        index === to
          ? { ...one, items: at === 0 ? [...page.items, ...one.items] : [...one.items, ...page.items] }
          : one,
      )
      .toSpliced(at, 1),
  );
}

/** A key that no item has yet: q1, q2 … */
export function freeItemId(model: SurveyModel): string {
  const taken = new Set(allItems(model).map(({ id }) => id));
  for (let number = taken.size + 1; ; number += 1) if (!taken.has(`q${number}`)) return `q${number}`;
}

/**
 * Choices as the editor has them, one a line. A line whose words stand unchanged keeps its key, so does a line at the place
 * of one whose words are gone (they were corrected); a new line gets a key of its own.
 */
export function readOptions(
  lines: readonly string[],
  before: readonly ChoiceOption[] = [],
): readonly ChoiceOption[] {
  const texts = lines.map((line) => line.trim()).filter((line) => line !== '');
  const kept = new Map(before.map(({ key, text }) => [text, key]));
  const used = new Set(texts.flatMap((text) => kept.get(text) ?? []));
  return texts.map((text, index) => {
    const same = kept.get(text);
    if (same !== undefined) return { key: same, text };
    const place = texts.length === before.length ? before[index]?.key : undefined;
    let key = place;
    for (let number = index + 1; key === undefined || used.has(key); number += 1) key = `v${number}`;
    used.add(key);
    return { key, text };
  });
}

/** A questionnaire to begin with: one page without questions. */
export function emptyModel(title: string): SurveyModel {
  return {
    format: 1,
    title,
    intro: '',
    thanks: 'Спасибо. Ответы сохранены.',
    pages: [{ title: '', items: [] }],
  };
}
