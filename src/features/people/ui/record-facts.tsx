import { personKindLabels } from '#src/features/people/labels.ts';
import { fullName, type Person } from '#src/features/people/rules.ts';
import { formatDayShort } from '#src/ui/days.ts';
import { Text, TextLink } from '#src/ui/layout.tsx';

/** What tells one record from another of a like name: birthday, kinds, posts, contacts. */
export function describeRecord(person: Person): string {
  const born =
    person.birthDate === null
      ? person.birthYear === null
        ? 'дата рождения не указана'
        : `${person.birthYear} год рождения`
      : formatDayShort(person.birthDate);
  return [
    person.kinds.map((kind) => personKindLabels[kind]).join(', '),
    born,
    person.posts.join(', '),
    person.phone,
    person.email,
    person.leftOn === null ? '' : 'выбыл',
  ]
    .filter((part) => part !== '')
    .join('; ');
}

/** The name as a link to the card, the rest under it. */
export function RecordFacts({ person }: { person: Person }) {
  return (
    <>
      <TextLink to={`/people/${person.id}`}>{fullName(person)}</TextLink>
      <Text size="small" tone="quiet">
        {describeRecord(person)}
      </Text>
    </>
  );
}
