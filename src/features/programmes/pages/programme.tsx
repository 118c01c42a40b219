import { data } from 'react-router';
import { abilityTexts } from '#src/features/accounts/labels.ts';
import { formatSchoolYear } from '#src/features/orgs/rules/school-year.ts';
import { programmesRefusalText, regimeLabels } from '#src/features/programmes/labels.ts';
import { correctForm, setStageForm, setStateForm } from '#src/features/programmes/schema.ts';
import { describeForm } from '#src/features/programmes/ui/form-line.ts';
import { ProgrammeMoves } from '#src/features/programmes/ui/programme-moves.tsx';
import { ProgrammeStages } from '#src/features/programmes/ui/programme-stages.tsx';
import { ProgrammeStateBadge } from '#src/features/programmes/ui/programme-state-badge.tsx';
import { AgreementTable } from '#src/features/programmes/ui/agreement-table.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { formatDay, formatDays } from '#src/ui/days.ts';
import { DateField, SelectField, TextAreaField } from '#src/ui/fields.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { newSubmission, parseForm, refuseForm, type FormState } from '#src/ui/form-state.ts';
import { KeyValue } from '#src/ui/key-value.tsx';
import { Card, Stack, Text, TextLink } from '#src/ui/layout.tsx';
import { Disclosure } from '#src/ui/menu.tsx';
import { EmptyState, NoRight, Notice } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import type { Result } from '#src/lib/result.ts';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/programme';

const correctionLabels = {
  correctedOn: 'День',
  change: 'Что изменилось',
  reason: 'Почему',
  paperId: 'Документ-основание',
};

export async function loader({ context, params }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { programmes, documents } = site(context).services;
  const found = await programmes.view(signedIn, params.programmeId);
  if (!found.ok) return throwRefusal(found.refusal, programmesRefusalText(found.refusal));
  const { can, ...card } = found.value;
  const papers = await documents.list(signedIn, organizationId, { state: 'registered', q: '', page: 1 });
  const registered = papers.ok ? papers.value.papers : [];
  return {
    ...card,
    can: abilityTexts(can),
    submission: newSubmission(),
    papers: registered.map(({ id, number, title }) => ({
      value: id,
      label: number === '' ? title : `№ ${number} ${title}`,
    })),
    launchPaper: registered.find(({ id }) => id === card.programme.launchPaperId)?.title ?? null,
  };
}

export async function action({ context, request, params }: Route.ActionArgs) {
  const { signedIn } = requireOrganization(context);
  const { programmes } = site(context).services;
  const sent = await request.formData();
  sent.set('programmeId', params.programmeId);
  const back = `/programmes/${params.programmeId}`;
  const answer = (values: FormState['values'], done: Result, message: string) =>
    done.ok
      ? redirectWith(back, message)
      : data(refuseForm(values, done.refusal, programmesRefusalText(done.refusal), correctionLabels), {
          status: statusOf(done.refusal),
        });
  switch (sent.get('intent')) {
    case 'stage': {
      const form = parseForm(sent, setStageForm);
      if (!form.ok) return data(form, { status: 422 });
      return answer(form.values, await programmes.setStage(signedIn, form.value), 'Этап отмечен.');
    }
    case 'correct': {
      const form = parseForm(sent, correctForm, { labels: correctionLabels });
      if (!form.ok) return data(form, { status: 422 });
      return answer(
        form.values,
        await programmes.correct(signedIn, form.value),
        'Изменение программы записано.',
      );
    }
    default: {
      const form = parseForm(sent, setStateForm, { labels: { paperId: 'Приказ о запуске' } });
      if (!form.ok) return data(form, { status: 422 });
      const { value, values } = form;
      if (sent.get('intent') === 'launch')
        return answer(values, await programmes.launch(signedIn, value), 'Программа запущена.');
      if (sent.get('intent') === 'close')
        return answer(values, await programmes.close(signedIn, value), 'Программа завершена.');
      return answer(values, await programmes.reopen(signedIn, value), 'Программа снова открыта.');
    }
  }
}

export default function ProgrammePage({ loaderData, actionData }: Route.ComponentProps) {
  const { programme, forms, stages, corrections, agreements, papers, today, submission, can } = loaderData;
  const mayEdit = can['programmes.edit'] === true;
  return (
    <Page
      title={programme.title}
      breadcrumbs={[{ to: '/programmes', label: 'Программы' }]}
      actions={
        mayEdit ? <ButtonLink to={`/programmes/${programme.id}/edit`}>Изменить</ButtonLink> : undefined
      }
    >
      {can['programmes.edit'] !== true && <NoRight reason={can['programmes.edit']} />}
      <KeyValue
        items={[
          { key: 'Состояние', value: <ProgrammeStateBadge state={programme.state} /> },
          { key: 'Учебный год', value: formatSchoolYear(programme.schoolYear) },
          { key: 'Срок', value: formatDays(programme.startsOn, programme.endsOn) },
          { key: 'Для кого', value: regimeLabels[programme.regime] },
          ...(programme.labourCode
            ? [
                {
                  key: 'Трудовой кодекс',
                  value: 'статья 351.8: согласие наставника и дополнительное соглашение',
                },
              ]
            : []),
          { key: 'Возраст наставляемых', value: ages(programme.ageFrom, programme.ageTo) },
          { key: 'Приказ о запуске', value: loaderData.launchPaper },
          {
            key: 'Цель и задачи',
            value: programme.aim === '' ? null : <Text verbatim>{programme.aim}</Text>,
          },
        ]}
      />
      {programme.elsewhereNote !== '' && (
        <Notice title="Наставничество по 120-ФЗ ведётся отдельно">
          <Text>{programme.elsewhereNote}</Text>
        </Notice>
      )}
      {mayEdit && <ProgrammeMoves programme={programme} papers={papers} state={actionData} />}
      <Section title="Формы наставничества">
        {forms.length === 0 ? (
          <EmptyState
            title="Формы не выбраны"
            action={
              mayEdit ? (
                <ButtonLink to={`/programmes/${programme.id}/edit`}>Выбрать формы</ButtonLink>
              ) : undefined
            }
          >
            Отметьте хотя бы одну: по ней строятся базы, опросы и подбор пар.
          </EmptyState>
        ) : (
          <Stack gap="small">
            {forms.map((chosen) => {
              const form = describeForm(programme, chosen);
              return (
                <Card key={chosen.form} soft>
                  <Text strong>{form.title}</Text>
                  {form.models !== '' && <Text>{form.models}</Text>}
                  <Text tone="quiet" size="small">
                    {form.norms}
                  </Text>
                </Card>
              );
            })}
          </Stack>
        )}
      </Section>
      <ProgrammeStages stages={stages} mayEdit={mayEdit} state={actionData} />
      <Section
        title="Соглашения с партнёрами"
        actions={
          can['programmes.edit_partners'] === true ? (
            <ButtonLink to={`/programmes/agreements/new?programme=${programme.id}`}>
              Добавить соглашение
            </ButtonLink>
          ) : undefined
        }
      >
        <AgreementTable
          agreements={agreements}
          today={today}
          mayEdit={can['programmes.edit_partners'] === true}
        />
      </Section>
      <Section title="Изменения программы">
        {corrections.length === 0 ? (
          <Text tone="quiet">Программа пока не менялась.</Text>
        ) : (
          <Stack gap="small">
            {corrections.map((one) => (
              <Card key={one.id} soft>
                <Text strong>{formatDay(one.correctedOn)}</Text>
                <Text verbatim>{one.change}</Text>
                <Text verbatim>{`Почему: ${one.reason}`}</Text>
                {one.paperId !== null && (
                  <TextLink to={`/documents/${one.paperId}`}>Документ-основание</TextLink>
                )}
              </Card>
            ))}
          </Stack>
        )}
        {mayEdit && (
          <Disclosure title="Записать изменение" open={actionData?.values['intent'] === 'correct'}>
            <Form intent="correct" state={actionData} submission={submission}>
              <TextAreaField
                name="change"
                label={correctionLabels.change}
                required
                rows={3}
                maxLength={5000}
              />
              <TextAreaField
                name="reason"
                label={correctionLabels.reason}
                required
                rows={2}
                maxLength={2000}
              />
              <DateField
                name="correctedOn"
                label={correctionLabels.correctedOn}
                required
                defaultValue={today}
              />
              <SelectField name="paperId" label={correctionLabels.paperId} empty="Нет" options={papers} />
              <FormButtons>
                <SubmitButton pendingLabel="Записываем…">Записать изменение</SubmitButton>
              </FormButtons>
            </Form>
          </Disclosure>
        )}
      </Section>
    </Page>
  );
}

function ages(from: number | null, to: number | null): string {
  if (from === null && to === null) return 'любой';
  if (to === null) return `от ${from} лет`;
  return from === null ? `до ${to} лет` : `от ${from} до ${to} лет`;
}
