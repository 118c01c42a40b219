/** The first letter large: labels are written in lower case, so that they also fit behind «Название: …». */
export function capitalize(text: string): string {
  return text.charAt(0).toLocaleUpperCase('ru') + text.slice(1);
}

/** «Учитель физики» within a sentence: the first letter small, unless the word is an abbreviation («МБОУ»). */
export function withinSentence(text: string): string {
  return text.replace(/^\p{Lu}(?=\P{Lu})/u, (first) => first.toLocaleLowerCase('ru'));
}
