import {
  consentsRefusalText,
  personKindLabels,
  purposeLabels,
  stateFilterLabels,
} from '#src/features/consents/labels.ts';
import { isPurpose, PURPOSES } from '#src/features/consents/rules/purposes.ts';
import { matrixFilter } from '#src/features/consents/schema.ts';
import { ButtonLink } from '#src/ui/button.tsx';
import { CheckboxGroupField } from '#src/ui/choice-fields.tsx';
import { FilterBar } from '#src/ui/filter-bar.tsx';
import { FormButtons } from '#src/ui/form.tsx';
import { KeyValue } from '#src/ui/key-value.tsx';
import { EmptyState, Notice } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { plural } from '#src/lib/russian/plural.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/print';

/** What one file holds. */
const MOST_PAGES = 200;

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { consents } = site(context).services;
  const chosen = url.searchParams.getAll('purposes').filter(isPurpose);
  const purposes = chosen.length === 0 ? (['processing'] as const) : [...new Set(chosen)];
  const query = new URLSearchParams(url.searchParams);
  for (const name of ['page', 'purposes']) query.delete(name);
  const keep = [...query.keys()];
  for (const purpose of purposes) query.append('purposes', purpose);
  const address = `/consents/print-file?${query.toString()}`;
  const shared = { address, keep, names: purposes.map((purpose) => purposeLabels[purpose]) };
  const personId = url.searchParams.get('personId');
  if (personId !== null) {
    const found = await consents.person(signedIn, personId);
    if (!found.ok) return throwRefusal(found.refusal, consentsRefusalText(found.refusal));
    return { ...shared, who: [{ key: 'Для кого', value: found.value.person.name }], sheets: purposes.length };
  }
  const filter = matrixFilter.parse(Object.fromEntries(url.searchParams));
  const found = await consents.matrix(signedIn, organizationId, filter);
  if (!found.ok) return throwRefusal(found.refusal, consentsRefusalText(found.refusal));
  const { total, classes } = found.value;
  const className = classes.find(({ id }) => id === filter.classId)?.label ?? '';
  const who = [
    { key: 'Для кого', value: plural(total, 'человек', 'человека', 'человек') },
    ...(className === '' ? [] : [{ key: 'Класс', value: className }]),
    ...(filter.kind === undefined ? [] : [{ key: 'Кто', value: personKindLabels[filter.kind] }]),
    ...(filter.words === '' ? [] : [{ key: 'Имя', value: filter.words }]),
    ...(filter.state === undefined
      ? []
      : [{ key: purposeLabels[filter.purpose], value: stateFilterLabels[filter.state] }]),
  ];
  return { ...shared, who, sheets: total * purposes.length };
}

/** For whom and which papers; the choice stands in the address. */
export default function Print({ loaderData }: Route.ComponentProps) {
  const { address, keep, names, who, sheets } = loaderData;
  const isPrintable = sheets > 0 && sheets <= MOST_PAGES;
  return (
    <Page
      title="Бланки согласий"
      lead="Каждое согласие печатается на отдельном листе. Подписей на нём столько, сколько нужно по возрасту."
      width="narrow"
      breadcrumbs={[{ to: '/consents', label: 'Согласия' }]}
    >
      <KeyValue
        items={[
          ...who,
          { key: 'Согласия', value: names.join('; ') },
          { key: 'Листов, не меньше', value: String(sheets) },
        ]}
      />
      <FilterBar label="Какие согласия печатать" keep={keep}>
        <CheckboxGroupField
          name="purposes"
          label="Какие согласия"
          options={PURPOSES.map((purpose) => ({ value: purpose, label: purposeLabels[purpose] }))}
        />
      </FilterBar>
      {sheets === 0 && (
        <EmptyState title="Печатать некому" action={<ButtonLink to="/consents">К списку</ButtonLink>}>
          Никто не подходит под отбор: снимите его или выберите другой класс.
        </EmptyState>
      )}
      {sheets > MOST_PAGES && (
        <Notice kind="warning" title="Слишком много для одного файла">
          В один файл помещается {MOST_PAGES} листов. Вернитесь к списку и выберите класс.
        </Notice>
      )}
      {isPrintable && (
        <FormButtons>
          <ButtonLink look="main" to={`${address}&format=pdf`} download>
            Скачать PDF
          </ButtonLink>
          <ButtonLink to={`${address}&format=docx`} download>
            Скачать DOCX
          </ButtonLink>
        </FormButtons>
      )}
    </Page>
  );
}
