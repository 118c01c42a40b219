import { data } from 'react-router';
import { abilityTexts } from '#src/features/accounts/labels.ts';
import { peopleRefusalText, personKindLabels } from '#src/features/people/labels.ts';
import { fullName } from '#src/features/people/rules.ts';
import { isPersonKind, type PersonKind } from '#src/features/people/rules/kinds.ts';
import { addPersonForm } from '#src/features/people/schema.ts';
import { PersonFields, personFieldLabels } from '#src/features/people/ui/person-fields.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { CheckboxField } from '#src/ui/choice-fields.tsx';
import { HiddenField, SelectField, TextField } from '#src/ui/fields.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { newSubmission, parseForm, refuseForm } from '#src/ui/form-state.ts';
import { Row, TextLink } from '#src/ui/layout.tsx';
import { NoRight } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/new-person';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { people } = site(context).services;
  const asked = url.searchParams.get('kind') ?? '';
  const kind: PersonKind = isPersonKind(asked) ? asked : 'staff';
  const [classes, partners] = [
    await people.classes.choices(signedIn, organizationId),
    await people.partners.list(signedIn, { organizationId, withEnded: false }),
  ];
  if (!classes.ok) return throwRefusal(classes.refusal, peopleRefusalText(classes.refusal));
  if (!partners.ok) return throwRefusal(partners.refusal, peopleRefusalText(partners.refusal));
  const childId = url.searchParams.get('child');
  const child = childId === null ? null : await people.view(signedIn, childId);
  if (child !== null && !child.ok) return throwRefusal(child.refusal, peopleRefusalText(child.refusal));
  return {
    kind,
    child:
      child === null
        ? null
        : {
            id: child.value.person.id,
            name: fullName(child.value.person),
            familyName: child.value.person.familyName,
          },
    classId: url.searchParams.get('class') ?? '',
    classes: classes.value.map(({ id, name }) => ({ value: id, label: name })),
    partners: partners.value.partners.map(({ id, name }) => ({ value: id, label: name })),
    can: abilityTexts(partners.value.can),
    submission: newSubmission(),
  };
}

export async function action({ context, request }: Route.ActionArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { people } = site(context).services;
  const form = parseForm(await request.formData(), addPersonForm, {
    labels: personFieldLabels,
    lists: ['kinds'],
  });
  if (!form.ok) return data(form, { status: 422 });
  const done = await people.add(signedIn, organizationId, form.value);
  if (!done.ok) {
    return data(refuseForm(form.values, done.refusal, peopleRefusalText(done.refusal), personFieldLabels), {
      status: statusOf(done.refusal),
    });
  }
  const { childId } = form.value;
  return redirectWith(`/people/${childId ?? done.value.personId}`, 'Человек внесён.');
}

const titles: Readonly<Record<PersonKind, string>> = {
  staff: 'Новый сотрудник',
  pupil: 'Новый ученик',
  graduate: 'Новый выпускник',
  student: 'Новый студент',
  partner: 'Новый сотрудник партнёра',
  guardian: 'Новый родитель',
};

export default function NewPerson({ loaderData, actionData }: Route.ComponentProps) {
  const { kind, child, classes, classId, partners, can, submission } = loaderData;
  const asksNamesake =
    actionData?.errors['isNamesake'] !== undefined || actionData?.values['isNamesake'] !== undefined;
  const mayEveryone = can['people.edit_everyone'] === true;
  const mayAdd = kind === 'staff' ? can['people.add'] : can['people.edit_everyone'];
  return (
    <Page
      title={child === null ? titles[kind] : `Родитель: ${child.name}`}
      lead={
        child === null
          ? undefined
          : 'Если этот человек уже есть в списках школы, найдите его, чтобы не завести дважды.'
      }
      width="narrow"
      breadcrumbs={[
        { to: '/people', label: 'Люди' },
        ...(child === null ? [] : [{ to: `/people/${child.id}`, label: child.name }]),
      ]}
    >
      {child !== null && (
        <Row>
          <ButtonLink to={`/people/${child.id}/guardians`}>Найти среди тех, кто уже есть</ButtonLink>
        </Row>
      )}
      {kind === 'student' || kind === 'partner' ? (
        <Row>
          <TextLink to={`/people/new?kind=${kind === 'student' ? 'partner' : 'student'}`}>
            {`Внести не так: это ${personKindLabels[kind === 'student' ? 'partner' : 'student']}`}
          </TextLink>
        </Row>
      ) : null}
      {mayAdd === true ? (
        <Form state={actionData} submission={submission}>
          {child !== null && <HiddenField name="childId" value={child.id} />}
          {child !== null && (
            <TextField
              name="relation"
              label={personFieldLabels.relation}
              description="Мать, отец, опекун…"
              maxLength={60}
            />
          )}
          <PersonFields kinds={[kind]} partners={partners} mayEveryone={mayEveryone} isNew />
          {kind === 'pupil' && (
            <SelectField
              name="classId"
              label={personFieldLabels.classId}
              description={
                classes.length === 0
                  ? 'Классов этого года ещё нет: создайте их на вкладке «Классы»'
                  : undefined
              }
              empty="Пока без класса"
              options={classes}
              defaultValue={classId}
            />
          )}
          {asksNamesake && (
            <CheckboxField
              name="isNamesake"
              label={personFieldLabels.isNamesake}
              description="Другой человек с таким же именем"
            />
          )}
          <FormButtons>
            <SubmitButton pendingLabel="Сохраняем…">Сохранить</SubmitButton>
            <ButtonLink to={child === null ? '/people' : `/people/${child.id}`}>Отменить</ButtonLink>
          </FormButtons>
        </Form>
      ) : (
        <NoRight reason={mayAdd} />
      )}
    </Page>
  );
}
