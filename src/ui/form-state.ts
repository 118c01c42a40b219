import type { z } from 'zod';
import type { Refusal } from '#src/lib/result.ts';
import { describeIssue } from '#src/ui/form-messages.ts';

/** A refused form as its page shows it again: everything typed still there, each error beside its field. */
export interface FormState {
  readonly ok: false;
  /** What was typed, by field name; files and passwords are not sent back. */
  readonly values: Readonly<Record<string, string | readonly string[]>>;
  /** Russian text by field name. */
  readonly errors: Readonly<Record<string, string>>;
  /** Errors of the form as a whole. */
  readonly formErrors: readonly string[];
  /** Field labels for the summary. */
  readonly labels: Readonly<Record<string, string>>;
  /** Somebody else saved meanwhile: what `Form` was given as `newer` is shown beside what was typed. */
  readonly isStale?: true;
}

export type ParsedForm<T> =
  | { readonly ok: true; readonly value: T; readonly values: FormState['values'] }
  | FormState;

export interface ParseFormOptions {
  /** Fields that may come several times (checkbox groups, multiple selects): always arrays, even of one or none. */
  readonly lists?: readonly string[];
  /** Field labels as on the screen, for the error summary. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Fields that are never sent back to the browser; those named like passwords never are. */
  readonly secrets?: readonly string[];
}

/**
 * Reads a form by a Zod schema. An empty field counts as absent, so `.optional()` means what it says; a name with dots
 * («rows.0.title») becomes an object or an array; a file field that was left empty is absent. Errors are Russian.
 */
export function parseForm<S extends z.ZodType>(
  form: FormData,
  schema: S,
  options: ParseFormOptions = {},
): ParsedForm<z.output<S>> {
  const { lists = [], labels = {} } = options;
  const values = keepValues(form, options);
  const tree = toTree(form, lists);
  const parsed = schema.safeParse(toValue(tree), { error: describeIssue });
  if (parsed.success) return { ok: true, value: parsed.data, values };
  const errors: Record<string, string> = {};
  const formErrors: string[] = [];
  for (const issue of parsed.error.issues) {
    const name = fieldOf(issue.path, tree, lists);
    if (name === '') formErrors.push(issue.message);
    else errors[name] ??= issue.message;
  }
  return { ok: false, values, errors, formErrors, labels };
}

/**
 * A service's refusal as a refused form: at its field if it names one, else above the form.
 * `text` comes from the room's `labels.ts`. Return it with `data(state, { status: statusOf(refusal) })`.
 */
export function refuseForm(
  values: FormState['values'],
  refusal: Refusal,
  text: string,
  labels: FormState['labels'] = {},
): FormState {
  const stale = refusal.code.endsWith('.stale') ? ({ isStale: true } as const) : {};
  return refusal.field === undefined
    ? { ok: false, values, errors: {}, formErrors: [text], labels, ...stale }
    : { ok: false, values, errors: { [refusal.field]: text }, formErrors: [], labels, ...stale };
}

/** What the others saved, by field name, as the fields hold it; null is an empty field. */
export type NewerValues = Readonly<Record<string, string | null>>;

const plain = (text: string): string => text.replaceAll('\r\n', '\n').trim();

/**
 * The fields of a form that was overtaken in which what was typed is not what is saved now, in the order of `newer`.
 * Space around and the kind of line ends are no difference; a field that was not sent is left out.
 */
export function differencesFrom(
  newer: NewerValues,
  values: FormState['values'],
): { name: string; typed: string; saved: string }[] {
  return Object.entries(newer).flatMap(([name, value]) => {
    const typed = values[name];
    if (typeof typed !== 'string') return [];
    const difference = { name, typed: plain(typed), saved: plain(value ?? '') };
    return difference.typed === difference.saved ? [] : [difference];
  });
}

/** For a form's `submission`: call it in the loader, put it into `<Form submission={…}>`. */
export function newSubmission(): string {
  return crypto.randomUUID();
}

const secretName = /password|passcode|secret|token|otp/i;

function keepValues(form: FormData, { lists = [], secrets = [] }: ParseFormOptions): FormState['values'] {
  const kept = new Map<string, string | string[]>();
  for (const [name, value] of form) {
    if (typeof value !== 'string' || secretName.test(name) || secrets.includes(name)) continue;
    const before = kept.get(name);
    if (lists.includes(name)) kept.set(name, [...(Array.isArray(before) ? before : []), value]);
    else kept.set(name, value);
  }
  return Object.fromEntries(kept);
}

interface Branch {
  [key: string]: FormDataEntryValue | FormDataEntryValue[] | Branch;
}

/** The fields as a tree by their dotted names. */
function toTree(form: FormData, lists: readonly string[]): Branch {
  const root: Branch = Object.create(null) as Branch;
  for (const list of lists) place(root, list, []);
  for (const [name, value] of form) {
    if (value === '' || (typeof value !== 'string' && value.size === 0 && value.name === '')) continue;
    const all = lists.includes(name) ? form.getAll(name).filter((one) => one !== '') : value;
    place(root, name, all);
  }
  return root;
}

/** Objects without a prototype: a field named «__proto__» is just a field. */
function place(root: Branch, name: string, value: FormDataEntryValue | FormDataEntryValue[]): void {
  const path = name.split('.');
  const last = path.pop() ?? name;
  let branch = root;
  for (const key of path) {
    const next = branch[key];
    if (isBranch(next)) {
      branch = next;
    } else {
      const made = Object.create(null) as Branch;
      branch[key] = made;
      branch = made;
    }
  }
  branch[last] = value;
}

function isBranch(value: Branch[string] | undefined): value is Branch {
  return typeof value === 'object' && !Array.isArray(value) && !(value instanceof Blob);
}

/** `{0: …, 1: …}` becomes an array; gaps close, so a large index costs nothing. */
function toValue(value: Branch[string]): unknown {
  if (!isBranch(value)) return value;
  const rows = rowKeys(value);
  if (rows !== null) return rows.map((key) => toValue(value[key]!));
  return Object.fromEntries(Object.keys(value).map((key) => [key, toValue(value[key]!)]));
}

/** The numbers of rows in their order, or null when the branch is not rows. */
function rowKeys(branch: Branch): readonly string[] | null {
  const keys = Object.keys(branch);
  if (keys.length === 0 || !keys.every((key) => /^\d{1,9}$/.test(key))) return null;
  return keys.sort((a, b) => Number(a) - Number(b));
}

/** The name that the form gave the field: the second of the rows 2 and 9 is «rows.9»; a list's error is the list's. */
function fieldOf(path: readonly PropertyKey[], tree: Branch, lists: readonly string[]): string {
  let place: Branch[string] | undefined = tree;
  const names = path.map((key) => {
    const rows: readonly string[] | null = isBranch(place) ? rowKeys(place) : null;
    const name = rows === null ? String(key) : (rows[Number(key)] ?? String(key));
    place = isBranch(place) ? place[name] : undefined;
    return name;
  });
  const name = names.join('.');
  return lists.find((list) => name.startsWith(`${list}.`)) ?? name;
}
