import { data } from 'react-router';
import { abilityTexts } from '#src/features/accounts/labels.ts';
import {
  consentsRefusalText,
  purposeBlocks,
  purposeLabels,
  teenSignersLabels,
} from '#src/features/consents/labels.ts';
import { PURPOSES } from '#src/features/consents/rules/purposes.ts';
import { termWords } from '#src/features/consents/rules/wording.ts';
import { matrixFilter, settingsForm } from '#src/features/consents/schema.ts';
import { ConsentsTabs } from '#src/features/consents/ui/consents-tabs.tsx';
import { RadioField } from '#src/ui/choice-fields.tsx';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import { HiddenField } from '#src/ui/fields.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { parseForm, refuseForm } from '#src/ui/form-state.ts';
import { TextLink } from '#src/ui/layout.tsx';
import { EmptyState, NoRight } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/texts';

const labels = { teenSigners: 'Кто подписывает за 14–17-летних' };

export async function loader({ context }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { consents } = site(context).services;
  const settings = await consents.settings(signedIn, organizationId);
  if (!settings.ok) return throwRefusal(settings.refusal, consentsRefusalText(settings.refusal));
  const list = await consents.matrix(signedIn, organizationId, matrixFilter.parse({}));
  if (!list.ok) return throwRefusal(list.refusal, consentsRefusalText(list.refusal));
  const rows: {
    purpose: (typeof PURPOSES)[number];
    number: number;
    isOwn: boolean;
    months: number | null;
  }[] = [];
  for (const purpose of PURPOSES) {
    const card = await consents.text(signedIn, organizationId, purpose);
    if (!card.ok) return throwRefusal(card.refusal, consentsRefusalText(card.refusal));
    const { number, origin, months } = card.value.inForce;
    rows.push({ purpose, number, isOwn: origin === 'own', months });
  }
  return { rows, settings: settings.value, can: abilityTexts(list.value.can) };
}

export async function action({ context, request }: Route.ActionArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const form = parseForm(await request.formData(), settingsForm, { labels });
  if (!form.ok) return data(form, { status: 422 });
  const done = await site(context).services.consents.changeSettings(signedIn, organizationId, form.value);
  return done.ok
    ? redirectWith('/consents/texts', 'Настройка сохранена. Состояние согласий пересчитано.')
    : data(refuseForm(form.values, done.refusal, consentsRefusalText(done.refusal), labels), {
        status: statusOf(done.refusal),
      });
}

interface TextRow {
  readonly purpose: (typeof PURPOSES)[number];
  readonly number: number;
  readonly isOwn: boolean;
  readonly months: number | null;
}

const columns: readonly Column<TextRow>[] = [
  {
    key: 'purpose',
    header: 'Согласие',
    isTitle: true,
    cell: (row) => <TextLink to={`/consents/texts/${row.purpose}`}>{purposeLabels[row.purpose]}</TextLink>,
  },
  { key: 'blocks', header: 'Что без него', cell: (row) => purposeBlocks[row.purpose] },
  {
    key: 'version',
    header: 'Версия',
    cell: (row) => `№ ${row.number}, ${row.isOwn ? 'текст школы' : 'текст программы'}`,
  },
  { key: 'term', header: 'Срок', cell: (row) => termWords(row.months) },
];

export default function Texts({ loaderData, actionData }: Route.ComponentProps) {
  const { rows, settings, can } = loaderData;
  const mayEdit = can['consents.edit_texts'] === true;
  return (
    <Page
      title="Тексты согласий"
      lead="На каждую цель — отдельный документ. Подписанная версия не меняется никогда: правка создаёт новую."
      breadcrumbs={[{ to: '/consents', label: 'Согласия' }]}
    >
      <ConsentsTabs current="/consents/texts" isKeeper={can['consents.destroy'] === true} />
      {!mayEdit && <NoRight reason={String(can['consents.edit_texts'])} />}
      <DataTable
        caption="Действующие тексты"
        rows={rows}
        rowKey={(row) => row.purpose}
        columns={columns}
        empty={<EmptyState title="Текстов нет">Обновите страницу.</EmptyState>}
      />
      {mayEdit && (
        <Section title="Подростки 14–17 лет">
          <Form state={actionData}>
            <HiddenField name="version" value={settings.version} />
            <RadioField
              name="teenSigners"
              label={labels.teenSigners}
              description="До 14 лет подписывает только представитель, с 18 — только сам человек. Осторожный выбор — оба."
              defaultValue={settings.teenSigners}
              options={Object.entries(teenSignersLabels).map(([value, label]) => ({ value, label }))}
            />
            <FormButtons>
              <SubmitButton>Сохранить</SubmitButton>
            </FormButtons>
          </Form>
        </Section>
      )}
    </Page>
  );
}
