/** A wording as the product brings it, in `data/papers/<kind>.txt`. */
export interface TemplateText {
  readonly kind: string;
  /** The title of the paper, with fields: «О закреплении наставнических пар и групп». */
  readonly title: string;
  /** The text, with fields; see `lib/wording`. */
  readonly body: string;
  /** Where the content comes from: acts and public practice; the words are our own. */
  readonly source: string;
}

/**
 * Reads a file of data/papers: lines `key: value` (kind, title, source), a line `---`, then the text.
 *
 * @throws RangeError for a file without one of them: a mistake of whoever wrote the file.
 */
export function readTemplateText(text: string): TemplateText {
  const [head = '', ...rest] = text.replaceAll('\r\n', '\n').split(/^---$/mu);
  const values = new Map(
    head
      .split('\n')
      .map((line) => /^([a-z]+):\s*(.*)$/u.exec(line.trim()))
      .filter((found) => found !== null)
      .map((found) => [found[1] ?? '', (found[2] ?? '').trim()] as const),
  );
  const need = (key: string): string => {
    const value = values.get(key) ?? '';
    if (value === '') throw new RangeError(`A template of a paper lacks «${key}»: ${text.slice(0, 80)}`);
    return value;
  };
  const body = rest.join('---').trim();
  if (body === '') throw new RangeError(`A template of a paper has no text: ${text.slice(0, 80)}`);
  return { kind: need('kind'), title: need('title'), source: need('source'), body };
}
