import type { Item } from '#src/features/surveys/rules/model.ts';
import type { RawAnswer } from '#src/features/surveys/rules/answers.ts';

/**
 * How one item of a paper form is typed in: a digit is an answer and the cursor goes on by itself. Ten on the scale is 0,
 * yes is 1 and no is 2, as the printed form numbers them; choices by their number on the form, several one after another.
 */
export interface KeyPlan {
  /** Every one of these keys answers and goes on; null: the item is typed and Enter goes on. */
  readonly instant: readonly string[] | null;
  /** What may be pressed, beside the field. */
  readonly hint: string;
}

export function keyPlan(item: Item): KeyPlan {
  const options = item.options?.length ?? 0;
  switch (item.kind) {
    case 'scale':
      return { instant: Array.from('1234567890'), hint: '1–9, 0 = 10' };
    case 'level':
      return { instant: Array.from('012'), hint: '0, 1, 2' };
    case 'yes_no':
      return { instant: Array.from('12'), hint: '1 да, 2 нет' };
    case 'single':
      return options <= 9
        ? { instant: Array.from('123456789').slice(0, options), hint: `1–${options}` }
        : { instant: null, hint: `номер от 1 до ${options}, Enter` };
    case 'many':
      return { instant: null, hint: options <= 9 ? 'номера подряд, Enter' : 'номера через пробел, Enter' };
    case 'date':
      return { instant: null, hint: 'ДД.ММ.ГГГГ, Enter' };
    default:
      return { instant: null, hint: 'Enter — дальше' };
  }
}

/** What was typed for an item, as the answer of a form; undefined when it cannot be one (`readAnswer` then has a reason). */
export function fromPaper(item: Item, typed: string): RawAnswer {
  const text = typed.trim();
  if (text === '') return undefined;
  const options = item.options ?? [];
  switch (item.kind) {
    case 'scale':
      return text === '0' ? '10' : text;
    case 'yes_no':
      return (
        ({ 1: 'yes', 2: 'no', д: 'yes', н: 'no', да: 'yes', нет: 'no' } as Record<string, string>)[
          text.toLocaleLowerCase('ru')
        ] ?? text
      );
    case 'single':
      return options[Number(text) - 1]?.key ?? `№ ${text}`;
    case 'many': {
      const numbers = options.length <= 9 && /^\d+$/.test(text) ? Array.from(text) : text.split(/[\s,;.]+/);
      return numbers.filter((one) => one !== '').map((one) => options[Number(one) - 1]?.key ?? `№ ${one}`);
    }
    case 'date': {
      const parts = /^(\d{1,2})[.\s/-](\d{1,2})[.\s/-](\d{4})$/.exec(text);
      return parts === null
        ? text
        : `${parts[3] ?? ''}-${(parts[2] ?? '').padStart(2, '0')}-${(parts[1] ?? '').padStart(2, '0')}`;
    }
    default:
      return text;
  }
}

/** Presses for a form: its code and Enter (none for an anonymous one), one a digit, and Enter to hand it in. */
export function countPresses(items: readonly Item[], codeLength: number): number {
  const code = codeLength === 0 ? 0 : codeLength + 1;
  return code + items.reduce((sum, item) => sum + (keyPlan(item).instant === null ? 2 : 1), 0) + 1;
}
