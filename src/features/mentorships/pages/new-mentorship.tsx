import { data } from 'react-router';
import { mentoringForms } from '#src/features/programmes/rules/forms.ts';
import {
  mentorshipsRefusalText,
  mentorshipStateLabels,
  warningLabels,
} from '#src/features/mentorships/labels.ts';
import { FIRST_STATES } from '#src/features/mentorships/rules.ts';
import { addMentorshipForm } from '#src/features/mentorships/schema.ts';
import { ButtonLink } from '#src/ui/button.tsx';
import { CheckboxField } from '#src/ui/choice-fields.tsx';
import { DateField, SelectField, TextAreaField } from '#src/ui/fields.tsx';
import { FilterBar } from '#src/ui/filter-bar.tsx';
import { FieldColumns, Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { newSubmission, parseForm, refuseForm } from '#src/ui/form-state.ts';
import { Disclosure } from '#src/ui/menu.tsx';
import { EmptyState } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/new-mentorship';

const labels = {
  form: 'Форма',
  roleModel: 'Ролевая модель',
  isGroup: 'Это группа',
  mentorIds: 'Наставник',
  menteeIds: 'Наставляемый',
  state: 'На каком этапе',
  startsOn: 'Начало',
  dueOn: 'Окончание по плану',
  labourCode: 'По статье 351.8 ТК РФ',
  labourReason: 'Почему без согласия или соглашения',
};
const SIZES = [1, 2, 3, 4, 5, 6, 8, 10, 15];

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const found = await site(context).services.mentorships.listChoices(signedIn, organizationId);
  if (!found.ok) return throwRefusal(found.refusal, mentorshipsRefusalText(found.refusal));
  const size = Number(url.searchParams.get('size') ?? '1');
  return {
    submission: newSubmission(),
    size: SIZES.includes(size) ? size : 1,
    mentor: url.searchParams.get('mentor') ?? '',
    mentee: url.searchParams.get('mentee') ?? '',
    people: found.value.map(({ id, name }) => ({ value: id, label: name })),
  };
}

export async function action({ context, request }: Route.ActionArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const form = parseForm(await request.formData(), addMentorshipForm, {
    labels,
    lists: ['mentorIds', 'menteeIds'],
  });
  if (!form.ok) return data(form, { status: 422 });
  const done = await site(context).services.mentorships.add(signedIn, organizationId, form.value);
  if (!done.ok) {
    const text = mentorshipsRefusalText(done.refusal);
    return data(refuseForm(form.values, done.refusal, text, labels), { status: statusOf(done.refusal) });
  }
  const { mentorshipId, warnings } = done.value;
  const here = `/mentorships/${mentorshipId}`;
  return warnings.length === 0
    ? redirectWith(here, 'Добавлено.')
    : redirectWith(
        here,
        `Добавлено. ${warnings.map((warning) => warningLabels[warning]).join(' ')}`,
        'warning',
      );
}

export default function NewMentorship({ loaderData, actionData }: Route.ComponentProps) {
  const { submission, size, mentor, mentee, people } = loaderData;
  return (
    <Page
      title="Новая пара или группа"
      width="narrow"
      breadcrumbs={[{ to: '/mentorships', label: 'Пары и группы' }]}
    >
      {people.length < 2 ? (
        <EmptyState
          title="Соединять пока некого"
          action={<ButtonLink to="/consents">Открыть согласия</ButtonLink>}
        >
          В пару входят только люди с действующим согласием на обработку данных. Внесите согласия и вернитесь.
        </EmptyState>
      ) : (
        <>
          <FilterBar label="Сколько наставляемых" keep={['mentor', 'mentee']}>
            <SelectField
              name="size"
              label="Наставляемых"
              options={SIZES.map((count) => ({
                value: String(count),
                label: count === 1 ? '1 – пара' : `${count} – группа`,
              }))}
              defaultValue={size}
            />
          </FilterBar>
          <Form state={actionData} submission={submission}>
            <SelectField
              name="form"
              label={labels.form}
              required
              empty="Выберите форму"
              options={mentoringForms.map(({ id, title }) => ({ value: id, label: title }))}
            />
            <SelectField
              name="roleModel"
              label={labels.roleModel}
              description="Из тех, что есть у выбранной формы"
              empty="Не выбрана"
              options={mentoringForms
                .flatMap((form) =>
                  form.roleModels.map((model) => ({
                    value: model.id,
                    label: model.title,
                  })),
                )
                .filter(
                  (option, index, all) => all.findIndex(({ value }) => value === option.value) === index,
                )}
            />
            <SelectField
              name="mentorIds"
              label={labels.mentorIds}
              required
              empty="Начните набирать фамилию"
              options={people}
              defaultValue={mentor}
            />
            {Array.from({ length: size }, (_, index) => (
              <SelectField
                key={index}
                name="menteeIds"
                label={size === 1 ? labels.menteeIds : `${labels.menteeIds} ${index + 1}`}
                required={index === 0}
                empty="Начните набирать фамилию"
                options={people}
                defaultValue={index === 0 ? mentee : ''}
              />
            ))}
            {size > 1 && <input type="hidden" name="isGroup" value="on" />}
            <FieldColumns>
              <DateField name="startsOn" label={labels.startsOn} description="Пусто – сегодня" />
              <DateField name="dueOn" label={labels.dueOn} />
            </FieldColumns>
            <SelectField
              name="state"
              label={labels.state}
              options={FIRST_STATES.map((state) => ({ value: state, label: mentorshipStateLabels[state] }))}
              defaultValue="agreed"
            />
            <Disclosure title="Наставничество работников по статье 351.8 ТК РФ" open={actionData != null}>
              <CheckboxField
                name="labourCode"
                label={labels.labourCode}
                description="Работник помогает работнику: нужны письменное согласие и дополнительное соглашение"
              />
              <TextAreaField name="labourReason" label={labels.labourReason} rows={2} maxLength={1000} />
            </Disclosure>
            <FormButtons>
              <SubmitButton pendingLabel="Сохраняем…">Сохранить</SubmitButton>
              <ButtonLink to="/mentorships">Отменить</ButtonLink>
            </FormButtons>
          </Form>
        </>
      )}
    </Page>
  );
}
