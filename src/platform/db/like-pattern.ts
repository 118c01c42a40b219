/** A pattern for `like` and `ilike` that finds the text anywhere, its own `%`, `_` and `\` taken as letters. */
export function containing(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}
