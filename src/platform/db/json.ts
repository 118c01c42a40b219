import type { ColumnType } from 'kysely';

export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

declare const jsonText: unique symbol;

/** JSON as text, ready to be a parameter for a jsonb column. Made by `toJson` only. */
export type JsonText = string & { readonly [jsonText]: true };

/**
 * What a jsonb column takes: `pg` would turn a bare array into a PostgreSQL array, so jsonb columns accept only the
 * answer of this function. Dates and instants inside become ISO strings; `undefined` fields vanish. What jsonb refuses
 * is left out: NUL, and half an emoji (text cut to a length may end in one) becomes «�».
 */
export function toJson(value: unknown): JsonText {
  return JSON.stringify(value ?? null, (_key, inner: unknown) =>
    typeof inner === 'string' ? inner.replaceAll('\0', '').toWellFormed() : inner,
  ) as JsonText;
}

/** Type of a jsonb column: read as a JSON value (check it with a schema), written through `toJson`. */
export type Jsonb = ColumnType<JsonValue, JsonText, JsonText>;
/** The same for a column that may be null. */
export type NullableJsonb = ColumnType<JsonValue | null, JsonText | null | undefined, JsonText | null>;
/** The same for a column with a default. */
export type GeneratedJsonb = ColumnType<JsonValue, JsonText | undefined, JsonText>;
