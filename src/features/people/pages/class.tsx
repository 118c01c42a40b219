import { data } from 'react-router';
import type { Services } from '#src/compose.ts';
import { abilityTexts } from '#src/features/accounts/labels.ts';
import { formatSchoolYear } from '#src/features/orgs/rules/school-year.ts';
import { peopleRefusalText } from '#src/features/people/labels.ts';
import { editClassForm, movePupilsForm } from '#src/features/people/schema/classes.ts';
import { ClassFields, classFieldLabels } from '#src/features/people/ui/class-fields.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import { formatDayShort } from '#src/ui/days.ts';
import { HiddenField, SelectField } from '#src/ui/fields.tsx';
import { ConfirmButton, Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { newSubmission, parseForm, refuseForm, type FormState } from '#src/ui/form-state.ts';
import { KeyValue } from '#src/ui/key-value.tsx';
import { Row, TextLink } from '#src/ui/layout.tsx';
import { Disclosure } from '#src/ui/menu.tsx';
import { EmptyState, NoRight } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { plural } from '#src/lib/russian/plural.ts';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Refusal } from '#src/lib/result.ts';
import type { Route } from './+types/class';

const moveLabels = { to: 'Куда', personIds: 'Кого' };

type Member = Extract<
  Awaited<ReturnType<Services['people']['classes']['view']>>,
  { ok: true }
>['value']['members'][number];

function toRow({ personId, name, birthDate, leftOn, hasAccount }: Member) {
  return { id: personId, name, birthDate, leftOn, hasAccount };
}

function refused(values: FormState['values'], refusal: Refusal, labels: FormState['labels']) {
  return data(refuseForm(values, refusal, peopleRefusalText(refusal), labels), {
    status: statusOf(refusal),
  });
}

export async function loader({ context, params }: Route.LoaderArgs) {
  const { signedIn } = requireOrganization(context);
  const found = await site(context).services.people.classes.view(signedIn, params.classId);
  if (!found.ok) return throwRefusal(found.refusal, peopleRefusalText(found.refusal));
  const { schoolClass, members, left, others, staff, can } = found.value;
  return {
    schoolClass,
    members: members.map(toRow),
    left: left.map(toRow),
    others,
    staff: staff.map(({ id, name }) => ({ value: id, label: name })),
    can: abilityTexts(can),
    submission: newSubmission(),
  };
}

export async function action({ context, request, params }: Route.ActionArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { classes } = site(context).services.people;
  const sent = await request.formData();
  const here = `/people/classes/${params.classId}`;
  const intent = sent.get('intent');
  if (intent === 'remove') {
    const done = await classes.remove(signedIn, params.classId);
    return done.ok ? redirectWith('/people/classes', 'Класс убран.') : refused({}, done.refusal, {});
  }
  if (intent === 'edit') {
    sent.set('classId', params.classId);
    const form = parseForm(sent, editClassForm, { labels: classFieldLabels });
    if (!form.ok) return data(form, { status: 422 });
    const done = await classes.edit(signedIn, form.value);
    return done.ok
      ? redirectWith(here, 'Изменения сохранены.')
      : refused(form.values, done.refusal, classFieldLabels);
  }
  const form = parseForm(sent, movePupilsForm, { labels: moveLabels, lists: ['personIds'] });
  if (!form.ok) return data(form, { status: 422 });
  const done = await classes.move(signedIn, organizationId, form.value);
  if (!done.ok) return refused(form.values, done.refusal, moveLabels);
  return redirectWith(here, `Готово: ${plural(done.value.moved, 'ученик', 'ученика', 'учеников')}.`);
}

type MemberRow = Route.ComponentProps['loaderData']['members'][number];

const columns: readonly Column<MemberRow>[] = [
  {
    key: 'name',
    header: 'Имя',
    isTitle: true,
    cell: (row) => <TextLink to={`/people/${row.id}`}>{row.name}</TextLink>,
  },
  {
    key: 'born',
    header: 'Родился',
    cell: (row) => (row.birthDate === null ? 'не указано' : formatDayShort(row.birthDate)),
  },
  { key: 'account', header: 'Учётная запись', cell: (row) => (row.hasAccount ? 'есть' : 'нет') },
];

export default function SchoolClass({ loaderData, actionData }: Route.ComponentProps) {
  const { schoolClass, members, left, others, staff, can, submission } = loaderData;
  const mayEdit = can['people.edit_classes'] === true;
  const addLink = (
    <ButtonLink look="main" to={`/people/new?kind=pupil&class=${schoolClass.id}`}>
      Добавить ученика
    </ButtonLink>
  );
  const table = (
    <DataTable
      caption={`Учеников: ${members.length}`}
      columns={columns}
      rows={members}
      rowKey={(row) => row.id}
      {...(mayEdit
        ? {
            select: {
              name: 'personIds',
              value: (row: MemberRow) => row.id,
              label: (row: MemberRow) => `Отметить: ${row.name}`,
            },
          }
        : {})}
      empty={
        <EmptyState title="В классе пока никого нет" action={mayEdit ? addLink : undefined}>
          Внесите учеников по одному или списком, либо переведите их из другого класса.
        </EmptyState>
      }
    />
  );
  return (
    <Page
      title={`${schoolClass.name}, ${formatSchoolYear(schoolClass.schoolYear)}`}
      breadcrumbs={[
        { to: '/people', label: 'Люди' },
        { to: `/people/classes?year=${schoolClass.schoolYear}`, label: 'Классы' },
      ]}
      actions={
        <>
          {mayEdit && members.length > 0 && addLink}
          {can['people.issue_codes'] === true && members.length > 0 && (
            <ButtonLink to={`/people/codes?class=${schoolClass.id}`}>Напечатать коды</ButtonLink>
          )}
          <ButtonLink to={`/people/export?list=pupils&class=${schoolClass.id}`} download>
            Скачать XLSX
          </ButtonLink>
        </>
      }
    >
      {can['people.edit_classes'] !== true && <NoRight reason={can['people.edit_classes']} />}
      <KeyValue
        items={[
          {
            key: 'Классный руководитель',
            value:
              schoolClass.teacherId === null ? (
                'не назначен'
              ) : (
                <TextLink to={`/people/${schoolClass.teacherId}`}>{schoolClass.teacherName}</TextLink>
              ),
          },
        ]}
      />
      {mayEdit && members.length > 0 ? (
        <Form state={actionData} intent="move" submission={submission} wide>
          {table}
          <FormButtons>
            <SelectField
              name="to"
              label="Отмеченных"
              empty="Выберите, что сделать"
              options={[
                ...others.map((one) => ({ value: one.id, label: `перевести в ${one.name}` })),
                { value: 'out', label: 'убрать из класса' },
                { value: 'graduate', label: 'сделать выпускниками' },
              ]}
            />
            <SubmitButton look="plain">Применить</SubmitButton>
          </FormButtons>
        </Form>
      ) : (
        table
      )}
      {left.length > 0 && (
        <Disclosure title={`Были в классе раньше: ${left.length}`}>
          <ul>
            {left.map((one) => (
              <li key={one.id}>
                <TextLink to={`/people/${one.id}`}>{one.name}</TextLink>
                {one.leftOn !== null && `, по ${formatDayShort(one.leftOn)}`}
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
      {mayEdit && (
        <Section title="Изменить класс" id="edit">
          <Form state={actionData} intent="edit">
            <HiddenField name="version" value={schoolClass.version} />
            <ClassFields name={schoolClass.name} teacherId={schoolClass.teacherId} staff={staff} />
            <FormButtons>
              <SubmitButton look="plain">Сохранить</SubmitButton>
            </FormButtons>
          </Form>
          {members.length === 0 && left.length === 0 && (
            <Row>
              <ConfirmButton
                label="Убрать класс"
                question="Класс пуст и будет убран совсем."
                confirmLabel="Убрать"
                intent="remove"
                danger
              />
            </Row>
          )}
        </Section>
      )}
    </Page>
  );
}
