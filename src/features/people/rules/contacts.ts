/** How somebody is reached; empty where it is not known. */
export interface Contacts {
  readonly phone: string;
  readonly email: string;
}

/** A telephone without signs, the last ten digits: «8 (900) 000-00-00» and «+7 900 000 00 00» are one. */
export function phoneKey(phone: string): string {
  return phone.replaceAll(/\D/g, '').slice(-10);
}

/** Which contacts both a card and somebody's words have, and have differently. */
export function differingContacts(card: Contacts, said: Contacts): (keyof Contacts)[] {
  const keys = { phone: phoneKey, email: (address: string) => address.trim().toLowerCase() };
  return (['phone', 'email'] as const).filter(
    (field) =>
      card[field] !== '' && said[field] !== '' && keys[field](card[field]) !== keys[field](said[field]),
  );
}
