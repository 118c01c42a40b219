import { data } from 'react-router';
import { abilityTexts } from '#src/features/accounts/labels.ts';
import { consentsRefusalText, purposeLabels, stateFilterLabels } from '#src/features/consents/labels.ts';
import { PURPOSES, type Purpose } from '#src/features/consents/rules/purposes.ts';
import { enterPaperForm, matrixFilter } from '#src/features/consents/schema.ts';
import type { Matrix } from '#src/features/consents/service.server.ts';
import { ConsentBadge } from '#src/features/consents/ui/consent-badge.tsx';
import { PaperFields, paperLabels } from '#src/features/consents/ui/paper-fields.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import { HiddenField, SearchField, SelectField } from '#src/ui/fields.tsx';
import { FilterBar } from '#src/ui/filter-bar.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { newSubmission, parseForm, refuseForm } from '#src/ui/form-state.ts';
import { EmptyState, NoRight, Notice } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { plural } from '#src/lib/russian/plural.ts';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import { atFileField, readSentFile } from '#src/web/sent-file.ts';
import type { Route } from './+types/enter';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const filter = matrixFilter.parse(Object.fromEntries(url.searchParams));
  const found = await site(context).services.consents.matrix(signedIn, organizationId, filter, { all: true });
  if (!found.ok) return throwRefusal(found.refusal, consentsRefusalText(found.refusal));
  return {
    ...found.value,
    purpose: filter.purpose,
    can: abilityTexts(found.value.can),
    submission: newSubmission(),
  };
}

export async function action({ context, request, url }: Route.ActionArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const sent = await request.formData();
  const form = parseForm(sent, enterPaperForm, { labels: paperLabels, lists: ['personIds', 'purposes'] });
  if (!form.ok) return data(form, { status: 422 });
  const { consents } = site(context).services;
  const done = await consents.enterPaper(signedIn, organizationId, form.value, await readSentFile(sent));
  if (!done.ok) {
    const refusal = atFileField(done.refusal);
    return data(refuseForm(form.values, refusal, consentsRefusalText(refusal), paperLabels), {
      status: statusOf(refusal),
    });
  }
  const { recorded, already } = done.value;
  const words = `Внесено: ${plural(recorded, 'подпись', 'подписи', 'подписей')}.`;
  const query = new URLSearchParams(url.searchParams);
  query.delete('state');
  return redirectWith(
    `/consents${query.size === 0 ? '' : `?${query.toString()}`}`,
    already === 0 ? words : `${words} Уже стояло с этой датой: ${already}.`,
  );
}

function columnsOf(purpose: Purpose): readonly Column<Matrix['rows'][number]>[] {
  return [
    { key: 'name', header: 'Человек', isTitle: true, cell: (row) => row.name },
    { key: 'class', header: 'Класс', cell: (row) => row.classLabel },
    {
      key: 'now',
      header: purposeLabels[purpose],
      cell: (row) => {
        const cell = row.cells[PURPOSES.indexOf(purpose)];
        return cell === undefined ? null : <ConsentBadge cell={cell} />;
      },
    },
  ];
}

export default function Enter({ loaderData, actionData }: Route.ComponentProps) {
  const { rows, total, classes, can, today, purpose, submission, isOwnClass } = loaderData;
  const columns = columnsOf(purpose);
  const mayEnter = can['consents.enter'] === true;
  return (
    <Page
      title="Внести подписанные согласия"
      lead="Отметьте, чьи бумаги у вас на руках, и укажите общую дату. Каждому запишется столько подписей, сколько нужно по возрасту."
      breadcrumbs={[{ to: '/consents', label: 'Согласия' }]}
    >
      {!mayEnter && <NoRight reason={String(can['consents.enter'])} />}
      <FilterBar>
        <SelectField
          name="classId"
          label="Класс"
          empty={isOwnClass ? 'Все мои' : 'Все'}
          options={classes.map(({ id, label }) => ({ value: id, label }))}
        />
        <SearchField name="words" label="Имя" />
        <SelectField
          name="state"
          label="Согласие на обработку"
          empty="Любое"
          options={Object.entries(stateFilterLabels).map(([value, label]) => ({ value, label }))}
        />
      </FilterBar>
      {total > rows.length && (
        <Notice title={`Показаны первые ${rows.length} из ${total}`}>
          Выберите класс или напишите часть имени, чтобы увидеть остальных.
        </Notice>
      )}
      {mayEnter && (
        <Form state={actionData} submission={submission} upload wide>
          <HiddenField name="signer" value="by_age" />
          <DataTable
            caption={`Людей: ${total}`}
            columns={columns}
            rows={rows}
            rowKey={(row) => row.id}
            select={{ name: 'personIds', value: (row) => row.id, label: (row) => row.name }}
            empty={
              <EmptyState
                title="Никого не нашлось"
                action={<ButtonLink to="/consents/enter">Показать всех</ButtonLink>}
              >
                Измените имя или снимите отбор.
              </EmptyState>
            }
          />
          {rows.length > 0 && (
            <Section title="Что подписано">
              <PaperFields
                today={today}
                file="Один скан на всех отмеченных; увидят только директор и куратор."
              />
              <FormButtons>
                <SubmitButton pendingLabel="Вносим…">Внести отмеченным</SubmitButton>
                <ButtonLink to="/consents">Отменить</ButtonLink>
              </FormButtons>
            </Section>
          )}
        </Form>
      )}
    </Page>
  );
}
