const FIELD = /^targets\.([0-9a-f-]{36})$/;
const LARGEST = 1_000_000;

/**
 * Targets out of a form whose fields are named `targets.<part id>`: a whole number, or empty for everybody concerned
 * (null). What is no number comes back as Russian errors by field.
 */
export function readTargets(
  form: Iterable<[string, unknown]>,
): { ok: true; value: Map<string, number | null> } | { ok: false; errors: Record<string, string> } {
  const value = new Map<string, number | null>();
  const errors: Record<string, string> = {};
  for (const [name, typed] of form) {
    const partId = FIELD.exec(name)?.[1];
    if (partId === undefined || typeof typed !== 'string') continue;
    const text = typed.replaceAll(/\s/g, '');
    if (text === '') value.set(partId, null);
    else if (/^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= LARGEST)
      value.set(partId, Number(text));
    else errors[name] = 'напишите целое число от 1 или оставьте пустым';
  }
  return Object.keys(errors).length > 0 ? { ok: false, errors } : { ok: true, value };
}
