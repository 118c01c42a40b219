import type { PersonCard } from '#src/features/people/service.server.ts';
import { personFieldLabels } from '#src/features/people/ui/person-fields.tsx';
import { formatInstant } from '#src/ui/days.ts';
import { Disclosure } from '#src/ui/menu.tsx';

const fieldWords: Readonly<Record<string, string>> = {
  family_name: personFieldLabels.familyName,
  given_name: personFieldLabels.givenName,
  patronymic: personFieldLabels.patronymic,
  email: personFieldLabels.email,
  phone: personFieldLabels.phone,
  kinds: personFieldLabels.kinds,
  birth_date: personFieldLabels.birthDate,
  birth_year: personFieldLabels.birthYear,
  workplace: personFieldLabels.workplace,
  partner_id: personFieldLabels.partnerId,
  graduated_in: personFieldLabels.graduatedIn,
  service_since: personFieldLabels.serviceSince,
  left_on: 'день ухода',
  account_id: 'учётная запись',
  gender: 'род имени',
  name_forms: 'склонение имени',
};

/** Who changed the card, when and which fields; what stood in them is told by the audit of the program. */
export function PersonHistory({ history, timeZone }: { history: PersonCard['history']; timeZone: string }) {
  if (history.length === 0) return null;
  return (
    <Disclosure title="История карточки">
      <ul>
        {history.map((one) => {
          const fields = one.fields.map((field) => fieldWords[field] ?? '').filter((word) => word !== '');
          return (
            <li key={one.id}>
              {formatInstant(one.at, timeZone)}, {one.by === '' ? 'программа' : one.by}:{' '}
              {one.isFirst ? 'карточка заведена' : `изменено – ${fields.join(', ').toLowerCase()}`}
            </li>
          );
        })}
      </ul>
    </Disclosure>
  );
}
