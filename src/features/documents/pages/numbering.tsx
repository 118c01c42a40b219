import { data } from 'react-router';
import { abilityTexts } from '#src/features/accounts/labels.ts';
import { documentsRefusalText } from '#src/features/documents/labels.ts';
import { groupTitles } from '#src/features/documents/labels/groups.ts';
import { seriesForm } from '#src/features/documents/schema/settings.ts';
import { RadioField } from '#src/ui/choice-fields.tsx';
import { HiddenField, TextField } from '#src/ui/fields.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { parseForm, refuseForm } from '#src/ui/form-state.ts';
import { KeyValue } from '#src/ui/key-value.tsx';
import { Card } from '#src/ui/layout.tsx';
import { Disclosure } from '#src/ui/menu.tsx';
import { NoRight } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/numbering';

const labels = { name: 'Название ряда', mask: 'Маска номера', restarts: 'Нумерация начинается заново' };
const restartLabels = {
  year: 'с 1 января',
  'school-year': 'с 1 сентября',
  never: 'никогда',
} as const;

export async function loader({ context }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const found = await site(context).services.documents.numbering.list(signedIn, organizationId);
  if (!found.ok) return throwRefusal(found.refusal, documentsRefusalText(found.refusal));
  return { series: found.value.series, may: abilityTexts(found.value.can)['documents.settings'] };
}

export async function action({ context, request }: Route.ActionArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const form = parseForm(await request.formData(), seriesForm, { labels });
  if (!form.ok) return data(form, { status: 422 });
  const done = await site(context).services.documents.numbering.save(signedIn, organizationId, form.value);
  if (done.ok) return redirectWith('/documents/numbering', 'Нумерация сохранена.');
  const state = refuseForm(form.values, done.refusal, documentsRefusalText(done.refusal), labels);
  return data(state, { status: statusOf(done.refusal) });
}

export default function NumberingPage({ loaderData, actionData }: Route.ComponentProps) {
  const { series, may } = loaderData;
  return (
    <Page
      title="Нумерация документов"
      lead="Номер даётся при регистрации: следующий в своём ряду. Один номер дважды не даётся, отменённый документ свой номер сохраняет."
      width="narrow"
      breadcrumbs={[{ to: '/documents', label: 'Документы' }]}
    >
      {may !== true && <NoRight reason={may} />}
      {series.map((one) => {
        const isRefused = actionData?.values['key'] === one.key;
        return (
          <Card key={one.key}>
            <Section title={one.name} level={2}>
              <KeyValue
                items={[
                  {
                    key: 'Что в нём',
                    value: one.groups.map((group) => groupTitles[group] ?? group).join(', '),
                  },
                  { key: 'Маска', value: <code>{one.mask}</code> },
                  { key: 'Следующий номер', value: one.next },
                  { key: 'Начинается заново', value: restartLabels[one.restarts] },
                  { key: 'Дано в этом году', value: String(one.given) },
                  { key: 'Пропущены', value: gapWords(one.gaps) },
                ]}
              />
              {may === true && (
                <Disclosure title="Изменить" open={isRefused}>
                  <Form state={isRefused ? actionData : undefined}>
                    <HiddenField name="key" value={one.key} />
                    <HiddenField name="version" value={one.version} />
                    <TextField
                      name="name"
                      label={labels.name}
                      required
                      maxLength={120}
                      defaultValue={one.name}
                    />
                    <TextField
                      name="mask"
                      label={labels.mask}
                      description="{n} – номер, {k} – номер документа внутри дня, {год} и {гг} – год; остальное пишется как есть: {n}-од, {n}/{k}, 01-05/{n}"
                      required
                      maxLength={40}
                      defaultValue={one.mask}
                    />
                    <RadioField
                      name="restarts"
                      label={labels.restarts}
                      required
                      defaultValue={one.restarts}
                      options={Object.entries(restartLabels).map(([value, label]) => ({ value, label }))}
                    />
                    <FormButtons>
                      <SubmitButton pendingLabel="Сохраняем…">Сохранить</SubmitButton>
                    </FormButtons>
                  </Form>
                </Disclosure>
              )}
            </Section>
          </Card>
        );
      })}
    </Page>
  );
}

/** A gap is no fault by itself: an order may have been registered on paper; but it is never silent. */
function gapWords(gaps: readonly { from: number; to: number }[]): string {
  if (gaps.length === 0) return 'нет';
  const shown = gaps.slice(0, 20).map(({ from, to }) => (from === to ? String(from) : `${from}–${to}`));
  return `${shown.join(', ')}${gaps.length > 20 ? ' и другие' : ''}: под этими номерами в реестре ничего нет`;
}
