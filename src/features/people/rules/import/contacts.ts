import { healLookalikes, parseFullName } from '#src/features/people/rules.ts';
import type { Guardian } from '#src/features/people/rules/import/records.ts';

const EMAIL = /[^\s,;<>()@]+@[^\s,;<>()@]+\.[^\s,;<>()@]+/;
const PHONE = /\+?\d[\d\s()–-]{8,20}\d/;

/** «Белова Ольга Ивановна (мать), +7…, mail; +7…» → whom to call for somebody, and their own telephone and address. */
export function readContacts(text: string): {
  readonly phone: string;
  readonly email: string;
  readonly guardians: readonly Guardian[];
} {
  const guardians: Guardian[] = [];
  let [phone, email] = ['', ''];
  for (const piece of text.split(/[;\n]/)) {
    const address = EMAIL.exec(piece)?.[0] ?? '';
    const number = PHONE.exec(piece.replace(address, ' '))?.[0].trim() ?? '';
    const relation = /\(([^)]*)\)/.exec(piece)?.[1]?.trim() ?? '';
    const words = piece
      .replace(address, ' ')
      .replace(number, ' ')
      .replaceAll(/\([^)]*\)/g, ' ')
      .replaceAll(/(?:тел|моб)\p{L}*\.?:?|e-?mail:?|почта:?/giu, ' ')
      .replaceAll(/[,:]/g, ' ')
      .trim();
    const name = words === '' ? null : parseFullName(healLookalikes(words));
    if (name !== null && name.givenName !== '')
      guardians.push({ ...name, relation: relation.slice(0, 60), phone: number });
    else [phone, email] = [phone || number, email || address];
  }
  return { phone, email, guardians };
}
