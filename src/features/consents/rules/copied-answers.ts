/** What a questionnaire of any age may look like; only what the copy needs of it. */
interface AskedItem {
  readonly id?: unknown;
  readonly kind?: unknown;
  readonly text?: unknown;
  readonly options?: readonly { readonly key?: unknown; readonly text?: unknown }[];
}

function itemsOf(model: unknown): readonly AskedItem[] {
  const pages = (model as { pages?: unknown } | null)?.pages;
  if (!Array.isArray(pages)) return [];
  return pages.flatMap((page: { items?: unknown }) =>
    Array.isArray(page.items) ? (page.items as readonly AskedItem[]) : [],
  );
}

/**
 * Named answers as their author reads them: the question and the answer, choices in words. Of a ranking of people only
 * that it was answered is told: it names others.
 */
export function readAnswerWords(
  model: unknown,
  answers: Readonly<Record<string, unknown>>,
): { name: string; value: string }[] {
  return itemsOf(model).flatMap((item) => {
    const answer = typeof item.id === 'string' ? answers[item.id] : undefined;
    if (answer === undefined || answer === null || answer === '') return [];
    const name = typeof item.text === 'string' ? item.text : JSON.stringify(item.id);
    if (item.kind === 'ranking') return [{ name, value: 'названы другие люди' }];
    const wordOf = (key: unknown): string => {
      const option = item.options?.find((one) => one.key === key);
      if (typeof option?.text === 'string') return option.text;
      if (typeof key === 'boolean') return key ? 'да' : 'нет';
      return typeof key === 'string' ? key : JSON.stringify(key);
    };
    const value = Array.isArray(answer) ? answer.map(wordOf).join(', ') : wordOf(answer);
    return value === '' ? [] : [{ name, value }];
  });
}
