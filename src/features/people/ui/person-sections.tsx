import { fullName, type Person } from '#src/features/people/rules.ts';
import type { PersonCard } from '#src/features/people/service.server.ts';
import { ButtonLink } from '#src/ui/button.tsx';
import { formatInstant } from '#src/ui/days.ts';
import { ConfirmButton } from '#src/ui/form.tsx';
import { Card, Row, Stack, Text, TextLink } from '#src/ui/layout.tsx';
import { Section } from '#src/ui/page.tsx';

type Relative = PersonCard['guardians'][number];

/** Guardians of a pupil and children of a guardian, with the way to add and to part them. */
export function Relatives({
  person,
  guardians,
  kids,
  mayEdit,
}: {
  person: Person;
  guardians: readonly Relative[];
  kids: readonly Relative[];
  mayEdit: boolean;
}) {
  const isChild = person.kinds.includes('pupil') || guardians.length > 0;
  return (
    <>
      {isChild && (
        <Section
          title="Родители и законные представители"
          actions={
            mayEdit ? (
              <>
                <ButtonLink to={`/people/new?kind=guardian&child=${person.id}`}>Внести родителя</ButtonLink>
                <ButtonLink look="quiet" to={`/people/${person.id}/guardians`}>
                  Выбрать из списка
                </ButtonLink>
              </>
            ) : undefined
          }
        >
          {guardians.length === 0 ? (
            <Text tone="quiet">Никто не привязан. Без родителя некому дать согласие за ребёнка.</Text>
          ) : (
            <Stack gap="small">
              {guardians.map((one) => (
                <RelativeCard
                  key={one.guardianId}
                  relative={one}
                  shownId={one.guardianId}
                  mayEdit={mayEdit}
                />
              ))}
            </Stack>
          )}
        </Section>
      )}
      {kids.length > 0 && (
        <Section title="Дети">
          <Stack gap="small">
            {kids.map((one) => (
              <RelativeCard key={one.childId} relative={one} shownId={one.childId} mayEdit={mayEdit} />
            ))}
          </Stack>
        </Section>
      )}
    </>
  );
}

function RelativeCard({
  relative,
  shownId,
  mayEdit,
}: {
  relative: Relative;
  shownId: string;
  mayEdit: boolean;
}) {
  const contacts = [relative.phone, relative.email].filter((part) => part !== '').join(', ');
  const name = fullName(relative);
  return (
    <Card>
      <Row spread>
        <div>
          <Text as="span">
            <TextLink to={`/people/${shownId}`}>{name}</TextLink>
            {relative.relation !== '' && `, ${relative.relation}`}
          </Text>
          {contacts !== '' && <Text tone="quiet">{contacts}</Text>}
        </div>
        {mayEdit && (
          <ConfirmButton
            label="Отвязать"
            question={`${name}: убрать связь? Карточки обоих останутся.`}
            confirmLabel="Отвязать"
            intent="unlink"
            fields={{ childId: relative.childId, guardianId: relative.guardianId }}
          />
        )}
      </Row>
    </Card>
  );
}

/** The printed code of somebody without an account. */
export function CodeOfPerson({
  personId,
  code,
  timeZone,
}: {
  personId: string;
  code: PersonCard['code'];
  timeZone: string;
}) {
  return (
    <Section title="Код для входа без учётной записи">
      <Text>
        {code === null
          ? 'Кода нет. По коду с карточки человек видит только свою страницу: что ему нужно заполнить или подписать.'
          : `Действует до ${formatInstant(code.expiresAt, timeZone)}. ${
              code.lastUsedAt === null
                ? 'По нему ещё не входили.'
                : `Последний вход ${formatInstant(code.lastUsedAt, timeZone)}.`
            }`}
      </Text>
      <Row>
        <ButtonLink to={`/people/codes?person=${personId}`}>
          {code === null ? 'Напечатать карточку' : 'Выдать новый код'}
        </ButtonLink>
        {code !== null && (
          <ConfirmButton
            label="Отменить код"
            question="Код перестанет действовать сразу, и на открытой по нему странице тоже."
            confirmLabel="Отменить код"
            intent="revoke-code"
            danger
          />
        )}
      </Row>
    </Section>
  );
}
