const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/**
 * Whether a text can be an identifier of a row at all. An address or a form field is anybody's typing: what is no
 * identifier is «не найдено», never a database error.
 */
export function isId(text: string): boolean {
  return UUID.test(text);
}
