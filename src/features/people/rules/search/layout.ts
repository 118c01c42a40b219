/** Keys of a Russian keyboard in the order of the Latin one: what comes out when the layout was not switched. */
const LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
const CYRILLIC = 'йцукенгшщзхъфывапролджэячсмитьбюё';

/** What the same keys give with Shift: a capital letter of the other layout. */
const SHIFTED: Readonly<Record<string, string>> = {
  '{': '[',
  '}': ']',
  ':': ';',
  '"': "'",
  '<': ',',
  '>': '.',
  '~': '`',
};

/** «Bdfyjdf» → «иванова»; signs that both layouts share stay. */
export function toCyrillicLayout(text: string): string {
  return Array.from(text.toLowerCase(), (typed) => {
    const sign = SHIFTED[typed] ?? typed;
    return CYRILLIC[LATIN.indexOf(sign)] ?? sign;
  }).join('');
}

/** «Ыьшер» → «smith»: a Latin name typed with the Russian layout. */
export function toLatinLayout(text: string): string {
  return Array.from(text.toLowerCase(), (sign) => LATIN[CYRILLIC.indexOf(sign)] ?? sign).join('');
}
