const rules = new Intl.PluralRules('ru');
const figures = new Intl.NumberFormat('ru');

/** `plural(5, 'день', 'дня', 'дней')` → «5 дней». */
export function plural(count: number, one: string, few: string, many: string): string {
  return `${figures.format(count)} ${pluralWord(count, one, few, many)}`;
}

/** The word alone: «день», «дня», «дней». */
export function pluralWord(count: number, one: string, few: string, many: string): string {
  switch (rules.select(count)) {
    case 'one':
      return one;
    case 'few':
      return few;
    case 'many':
      return many;
    default:
      // Fractions: «2,5 дня».
      return few;
  }
}
