import { data } from 'react-router';
import { abilityTexts } from '#src/features/accounts/labels.ts';
import { peopleRefusalText, personKindLabels } from '#src/features/people/labels.ts';
import { fullName } from '#src/features/people/rules.ts';
import { movePupilsForm } from '#src/features/people/schema/classes.ts';
import { AttendedClasses, MoveToClass } from '#src/features/people/ui/attended-classes.tsx';
import { PersonHistory } from '#src/features/people/ui/person-history.tsx';
import { CodeOfPerson, Relatives } from '#src/features/people/ui/person-sections.tsx';
import { leftLabel } from '#src/features/people/ui/person-fields.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { formatDay, formatDayShort } from '#src/ui/days.ts';
import { newSubmission, parseForm, refuseForm } from '#src/ui/form-state.ts';
import { KeyValue } from '#src/ui/key-value.tsx';
import { Row, Text, TextLink } from '#src/ui/layout.tsx';
import { NoRight } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { plural } from '#src/lib/russian/plural.ts';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/person';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { people } = site(context).services;
  const found = await people.view(signedIn, params.personId);
  if (!found.ok) return throwRefusal(found.refusal, peopleRefusalText(found.refusal));
  const { can, ...card } = found.value;
  const isPupil = card.person.kinds.includes('pupil');
  const classes =
    isPupil && can['people.edit_classes'] === true
      ? await people.classes.choices(signedIn, organizationId)
      : null;
  return {
    ...card,
    classChoices:
      classes?.ok === true ? classes.value.map(({ id, name }) => ({ value: id, label: name })) : [],
    can: abilityTexts(can),
    submission: newSubmission(),
  };
}

const moveLabels = { to: 'Класс' };

export async function action({ context, request, params }: Route.ActionArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { people } = site(context).services;
  const sent = await request.formData();
  const here = `/people/${params.personId}`;
  const intent = sent.get('intent');
  if (intent === 'unlink') {
    // The page is that of the child or of the guardian; the other one is named by the form.
    const [childId, guardianId] = [sent.get('childId'), sent.get('guardianId')];
    const done = await people.unlinkGuardian(signedIn, {
      childId: typeof childId === 'string' ? childId : '',
      guardianId: typeof guardianId === 'string' ? guardianId : '',
    });
    if (!done.ok) return throwRefusal(done.refusal, peopleRefusalText(done.refusal));
    return redirectWith(here, 'Связь убрана, карточки остались.');
  }
  if (intent === 'revoke-code') {
    const done = await people.codes.revoke(signedIn, params.personId);
    if (!done.ok) return throwRefusal(done.refusal, peopleRefusalText(done.refusal));
    return redirectWith(here, 'Код больше не действует.');
  }
  sent.set('personIds', params.personId);
  const form = parseForm(sent, movePupilsForm, { labels: moveLabels, lists: ['personIds'] });
  if (!form.ok) return data(form, { status: 422 });
  const done = await people.classes.move(signedIn, organizationId, form.value);
  if (done.ok) return redirectWith(here, 'Сохранено.');
  return data(refuseForm(form.values, done.refusal, peopleRefusalText(done.refusal), moveLabels), {
    status: statusOf(done.refusal),
  });
}

export default function Person({ loaderData, actionData }: Route.ComponentProps) {
  const { person, age, partner, classes, guardians, children, code, can, timeZone } = loaderData;
  const isStaff = person.kinds.includes('staff');
  const isPupil = person.kinds.includes('pupil');
  const mayEdit = isStaff ? can['people.edit'] : can['people.edit_everyone'];
  const mayEveryone = can['people.edit_everyone'] === true;
  const now = classes.find(({ isNow }) => isNow);
  const born =
    person.birthDate === null
      ? person.birthYear === null
        ? ''
        : `${person.birthYear} год`
      : `${formatDay(person.birthDate)}${age === null ? '' : `, ${plural(age, 'год', 'года', 'лет')}`}`;
  return (
    <Page
      title={fullName(person)}
      width="narrow"
      breadcrumbs={[{ to: '/people', label: 'Люди' }]}
      actions={
        mayEdit === true ? (
          <ButtonLink look="main" to={`/people/${person.id}/edit`}>
            Изменить
          </ButtonLink>
        ) : undefined
      }
    >
      {mayEdit !== true && <NoRight reason={mayEdit} />}
      <KeyValue
        items={[
          { key: 'Кто это', value: person.kinds.map((kind) => personKindLabels[kind]).join(', ') },
          ...(isPupil
            ? [
                {
                  key: 'Класс',
                  value:
                    now === undefined ? (
                      'нет в этом учебном году'
                    ) : (
                      <TextLink to={`/people/classes/${now.classId}`}>{now.name}</TextLink>
                    ),
                },
              ]
            : []),
          ...(isStaff || person.posts.length > 0
            ? [
                {
                  key: 'Должность',
                  value: person.posts.length === 0 ? null : <Text verbatim>{person.posts.join('\n')}</Text>,
                },
              ]
            : []),
          ...(isStaff && person.serviceSince !== null
            ? [{ key: 'Стаж', value: `с ${person.serviceSince} года` }]
            : []),
          ...(born === '' ? [] : [{ key: 'Дата рождения', value: born }]),
          ...(person.graduatedIn === null ? [] : [{ key: 'Год выпуска', value: person.graduatedIn }]),
          ...(partner === null && person.workplace === ''
            ? []
            : [
                {
                  key: 'Место работы или учёбы',
                  value:
                    partner === null ? (
                      person.workplace
                    ) : (
                      <TextLink to={`/people/partners/${partner.id}`}>{partner.name}</TextLink>
                    ),
                },
              ]),
          { key: 'Почта', value: person.email },
          { key: 'Телефон', value: person.phone },
          {
            key: 'Учётная запись',
            value: (
              <Row>
                <Text as="span">{person.accountId === null ? 'нет' : 'есть'}</Text>
                {mayEdit === true && (
                  <TextLink to={`/people/${person.id}/access`}>
                    {person.accountId === null ? 'Дать доступ' : 'Учётная запись и роли'}
                  </TextLink>
                )}
              </Row>
            ),
          },
          ...(person.leftOn === null
            ? []
            : [{ key: leftLabel(person.kinds), value: formatDayShort(person.leftOn) }]),
        ]}
      />
      {can['people.list_everyone'] === true && (
        <Relatives person={person} guardians={guardians} kids={children} mayEdit={mayEveryone} />
      )}
      {isPupil && can['people.edit_classes'] === true && (
        <MoveToClass
          options={loaderData.classChoices}
          currentId={now?.classId ?? ''}
          state={actionData}
          submission={loaderData.submission}
        />
      )}
      <AttendedClasses classes={classes} />
      <Text>
        <TextLink to={`/people/${person.id}/name-forms`}>Склонение имени в документах</TextLink>
      </Text>
      {can['people.issue_codes'] === true && person.accountId === null && person.leftOn === null && (
        <CodeOfPerson personId={person.id} code={code} timeZone={timeZone} />
      )}
      {can['people.merge'] === true && (
        <Text>
          <TextLink to={`/people/${person.id}/merge`}>Объединить с другой записью или разделить</TextLink>
        </Text>
      )}
      <PersonHistory history={loaderData.history} timeZone={timeZone} />
    </Page>
  );
}
