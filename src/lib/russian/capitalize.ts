/** The first letter large: labels are written in lower case, so that they also fit behind «Название: …». */
export function capitalize(text: string): string {
  return text.charAt(0).toLocaleUpperCase('ru') + text.slice(1);
}
