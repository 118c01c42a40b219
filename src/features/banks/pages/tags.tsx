import { data } from 'react-router';
import { abilityTexts } from '#src/features/accounts/labels.ts';
import { banksRefusalText } from '#src/features/banks/labels.ts';
import { joinTagsForm } from '#src/features/banks/schema.ts';
import { BanksTabs } from '#src/features/banks/ui/banks-tabs.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { DataTable } from '#src/ui/data-table.tsx';
import { SearchField, TextField } from '#src/ui/fields.tsx';
import { FilterBar } from '#src/ui/filter-bar.tsx';
import { ConfirmButton, FieldColumns, Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { parseForm, refuseForm } from '#src/ui/form-state.ts';
import { EmptyState } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { Pagination } from '#src/ui/pagination.tsx';
import { readTableQuery } from '#src/ui/table-query.ts';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/tags';

const labels = { gone: 'Это слово уйдёт', kept: 'Это слово останется' };

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { page } = readTableQuery(url, ['word']);
  const words = (url.searchParams.get('q') ?? '').slice(0, 100);
  const found = await site(context).services.banks.words.list(signedIn, organizationId, { words, page });
  if (!found.ok) return throwRefusal(found.refusal, banksRefusalText(found.refusal));
  return { ...found.value, can: abilityTexts(found.value.can) };
}

export async function action({ context, request }: Route.ActionArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { words } = site(context).services.banks;
  const sent = await request.formData();
  if (sent.get('intent') === 'part') {
    const named = sent.get('word');
    const word = typeof named === 'string' ? named.slice(0, 200) : '';
    const done = await words.part(signedIn, organizationId, word);
    if (done.ok) return redirectWith('/banks/tags', `«${word}» снова само по себе.`);
    return data(refuseForm({ intent: 'part' }, done.refusal, banksRefusalText(done.refusal)), {
      status: statusOf(done.refusal),
    });
  }
  const form = parseForm(sent, joinTagsForm, { labels });
  if (!form.ok) return data(form, { status: 422 });
  const done = await words.join(signedIn, organizationId, form.value);
  if (done.ok)
    return redirectWith('/banks/tags', `«${form.value.gone}» теперь то же, что «${form.value.kept}».`);
  return data(refuseForm(form.values, done.refusal, banksRefusalText(done.refusal), labels), {
    status: statusOf(done.refusal),
  });
}

export default function Tags({ loaderData, actionData }: Route.ComponentProps) {
  const { tags, total, page, pageSize, can } = loaderData;
  const mayJoin = can['banks.admit'] === true;
  return (
    <Page title="Словарь" lead="Слова, которыми люди пишут предложения и запросы. По ним подбирают пары.">
      <BanksTabs current="/banks/tags" mayAdmit={mayJoin} mayEdit={can['banks.edit'] === true} />
      <FilterBar>
        <SearchField name="q" label="Слово" />
      </FilterBar>
      <DataTable
        caption={`Слов: ${total}`}
        columns={[
          { key: 'word', header: 'Слово', isTitle: true, cell: (row) => row.word },
          {
            key: 'synonyms',
            header: 'То же самое',
            cell: (row) =>
              row.synonyms.length === 0
                ? '–'
                : row.synonyms.map((synonym) =>
                    mayJoin ? (
                      <ConfirmButton
                        key={synonym}
                        label={synonym}
                        question={`Отделить «${synonym}» от «${row.word}»?`}
                        confirmLabel="Отделить"
                        intent="part"
                        fields={{ word: synonym }}
                      />
                    ) : (
                      <span key={synonym}>{synonym} </span>
                    ),
                  ),
          },
          { key: 'uses', header: 'Сколько раз', numeric: true, cell: (row) => row.uses },
        ]}
        rows={tags}
        rowKey={(row) => row.id}
        empty={
          <EmptyState
            title="Такого слова нет"
            action={<ButtonLink to="/banks/tags">Показать весь словарь</ButtonLink>}
          >
            Слова появляются сами, когда кто-нибудь их напишет.
          </EmptyState>
        }
      />
      <Pagination page={page} pageSize={pageSize} total={total} />
      {mayJoin && (
        <Section title="Объединить слова">
          <Form state={actionData} intent="join">
            <FieldColumns>
              <TextField name="gone" label={labels.gone} required maxLength={100} />
              <TextField name="kept" label={labels.kept} required maxLength={100} />
            </FieldColumns>
            <FormButtons>
              <SubmitButton>Объединить</SubmitButton>
            </FormButtons>
          </Form>
        </Section>
      )}
    </Page>
  );
}
