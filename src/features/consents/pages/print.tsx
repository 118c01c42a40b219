import { data } from 'react-router';
import type { Refusal } from '#src/lib/result.ts';
import { plural } from '#src/lib/russian/plural.ts';
import { platformRefusalText } from '#src/platform/labels.ts';
import {
  consentsRefusalText,
  personKindLabels,
  purposeLabels,
  stateFilterLabels,
} from '#src/features/consents/labels.ts';
import { PURPOSES } from '#src/features/consents/rules/purposes.ts';
import {
  PRINT_LIMIT,
  QUICK_PRINT_LIMIT,
  readPrintChoice,
  startPrintForm,
  writePrintChoice,
} from '#src/features/consents/schema/print.ts';
import { ButtonLink } from '#src/ui/button.tsx';
import { CheckboxGroupField } from '#src/ui/choice-fields.tsx';
import { FilterBar } from '#src/ui/filter-bar.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { newSubmission, parseForm, refuseForm } from '#src/ui/form-state.ts';
import { KeyValue } from '#src/ui/key-value.tsx';
import { Text } from '#src/ui/layout.tsx';
import { EmptyState, Notice } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import { followTask } from '#src/web/tasks.ts';
import type { Route } from './+types/print';

/** What this page asks for itself; all else in its address says whose consents are printed. */
const OWN_FIELDS = ['page', 'purposes', 'oddStart'];

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { consents } = site(context).services;
  const choice = readPrintChoice(url.searchParams);
  const { personId, purposes, filter } = choice;
  const shared = {
    address: `/consents/print-file?${writePrintChoice({ ...choice, oddStart: false })}`,
    keep: [...new Set(url.searchParams.keys())].filter((name) => !OWN_FIELDS.includes(name)),
    purposes,
    names: purposes.map((purpose) => purposeLabels[purpose]),
    submission: newSubmission(),
  };
  if (personId !== null) {
    const found = await consents.person(signedIn, personId);
    if (!found.ok) return throwRefusal(found.refusal, consentsRefusalText(found.refusal));
    return { ...shared, who: [{ key: 'Для кого', value: found.value.person.name }], sheets: purposes.length };
  }
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

const refused = (refusal: Refusal) =>
  data(refuseForm({}, refusal, platformRefusalText(refusal) ?? consentsRefusalText(refusal)), {
    status: statusOf(refusal),
  });

/** Begins the file of many; a few are links. */
export async function action({ context, request, url }: Route.ActionArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const form = parseForm(await request.formData(), startPrintForm);
  if (!form.ok) return data(form, { status: 422 });
  const { blanks } = site(context).services.consents;
  const { format, submission } = form.value;
  const choice = { ...readPrintChoice(url.searchParams), oddStart: format === 'pdf-odd' };
  const sent = { format: format === 'docx' ? ('docx' as const) : ('pdf' as const), submission };
  const started = await blanks.start(signedIn, organizationId, choice, sent);
  return started.ok ? followTask(context, started.value.taskId, refused) : refused(started.refusal);
}

/** For whom and which papers; the choice stands in the address. */
export default function Print({ loaderData, actionData }: Route.ComponentProps) {
  const { address, keep, purposes, names, who, sheets, submission } = loaderData;
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
      <FilterBar label="Какие согласия печатать" keep={keep} usual={{ purposes }}>
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
      {sheets > PRINT_LIMIT && (
        <Notice kind="warning" title="Слишком много для одного файла">
          В один файл помещается не больше {PRINT_LIMIT} бланков. Вернитесь к списку и выберите класс.
        </Notice>
      )}
      {sheets > 0 && sheets <= QUICK_PRINT_LIMIT && (
        <FormButtons>
          <ButtonLink look="main" to={`${address}&format=pdf`} download>
            Скачать PDF
          </ButtonLink>
          <ButtonLink to={`${address}&format=pdf&oddStart=on`} download>
            PDF для двусторонней печати
          </ButtonLink>
          <ButtonLink to={`${address}&format=docx`} download>
            Скачать DOCX
          </ButtonLink>
        </FormButtons>
      )}
      {sheets > QUICK_PRINT_LIMIT && sheets <= PRINT_LIMIT && (
        <Form state={actionData} submission={submission}>
          <Text tone="quiet">
            Столько бланков готовится несколько секунд: ход работы видно на отдельной странице, там же её
            можно отменить.
          </Text>
          <FormButtons>
            <SubmitButton name="format" value="pdf">
              Подготовить PDF
            </SubmitButton>
            <SubmitButton name="format" value="pdf-odd" look="plain">
              PDF для двусторонней печати
            </SubmitButton>
            <SubmitButton name="format" value="docx" look="plain">
              Подготовить DOCX
            </SubmitButton>
          </FormButtons>
        </Form>
      )}
    </Page>
  );
}
