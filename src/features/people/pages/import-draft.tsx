import { data } from 'react-router';
import { importKindLabels, listSortLabels } from '#src/features/people/labels/import.ts';
import { peopleRefusalText } from '#src/features/people/labels.ts';
import {
  chooseColumnsForm,
  fixRowsForm,
  sayConsentsForm,
  storeImportForm,
} from '#src/features/people/schema/import.ts';
import { ImportColumns } from '#src/features/people/ui/import-columns.tsx';
import { ImportErrors } from '#src/features/people/ui/import-errors.tsx';
import { ImportMatches } from '#src/features/people/ui/import-matches.tsx';
import { ConfirmButton } from '#src/ui/form.tsx';
import { newSubmission, parseForm, refuseForm, type FormState } from '#src/ui/form-state.ts';
import { Page } from '#src/ui/page.tsx';
import { Tabs } from '#src/ui/tabs.tsx';
import type { Refusal } from '#src/lib/result.ts';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import { followTask } from '#src/web/tasks.ts';
import type { Route } from './+types/import-draft';

/** Rows with fields on one page: more would make a form that a phone cannot scroll. */
const PAGE_SIZE = 50;

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { signedIn } = requireOrganization(context);
  const found = await site(context).services.people.imports.view(signedIn, params.importId);
  if (!found.ok) return throwRefusal(found.refusal, peopleRefusalText(found.refusal));
  const { draft, rowCount, wrong, skippedCount, matches, plan, forms, currentYear } = found.value;
  const asked = url.searchParams.get('step');
  const step = asked === 'check' || asked === 'preview' ? asked : 'columns';
  const of = (state: (typeof matches)[number]['state']) => matches.filter((one) => one.state === state);
  const doubtful = of('doubtful');
  const changed = of('changed');
  return {
    draft,
    plan,
    forms,
    currentYear,
    rowCount,
    skippedCount,
    step: step === 'preview' && wrong.length > 0 ? 'check' : step,
    submission: newSubmission(),
    wrongCount: wrong.length,
    wrong: wrong.slice(0, PAGE_SIZE),
    counts: {
      new: of('new').length,
      changed: changed.length,
      unchanged: of('unchanged').length,
      doubtful: doubtful.length,
    },
    doubtful: doubtful.slice(0, PAGE_SIZE),
    changed: changed.slice(0, PAGE_SIZE),
    fresh: of('new').slice(0, PAGE_SIZE),
  };
}

const refused = (values: FormState['values'], refusal: Refusal, text?: string) =>
  data(refuseForm(values, refusal, text ?? peopleRefusalText(refusal)), { status: statusOf(refusal) });

export async function action({ context, request, params }: Route.ActionArgs) {
  const { signedIn } = requireOrganization(context);
  const { imports } = site(context).services.people;
  const sent = await request.formData();
  // Which list it is says the address, never a field.
  sent.set('importId', params.importId);
  const page = `/people/import/${params.importId}`;
  switch (sent.get('intent')) {
    case 'columns': {
      const form = parseForm(sent, chooseColumnsForm, { lists: ['meanings'] });
      if (!form.ok) return data(form, { status: 422 });
      const done = await imports.chooseColumns(signedIn, form.value);
      return done.ok
        ? redirectWith(`${page}?step=check`, 'Столбцы разобраны.')
        : refused(form.values, done.refusal);
    }
    case 'fix': {
      // Boxes of a row come several times under one name.
      const lists = [...new Set(sent.keys())].filter((name) => name.endsWith('.take'));
      const form = parseForm(sent, fixRowsForm, { lists });
      if (!form.ok) return data(form, { status: 422 });
      const done = await imports.fixRows(signedIn, form.value);
      const next = sent.get('step') === 'preview' ? 'preview' : 'check';
      return done.ok
        ? redirectWith(`${page}?step=${next}`, 'Исправления учтены.')
        : refused(form.values, done.refusal);
    }
    case 'consents': {
      const form = parseForm(sent, sayConsentsForm);
      if (!form.ok) return data(form, { status: 422 });
      const done = await imports.sayConsents(signedIn, form.value);
      return done.ok
        ? redirectWith(`${page}?step=preview`, 'Согласия учтены.')
        : refused(form.values, done.refusal);
    }
    case 'drop': {
      const done = await imports.drop(signedIn, params.importId);
      return done.ok
        ? redirectWith('/people/import', 'Список удалён, никто не внесён.')
        : refused({}, done.refusal);
    }
    default: {
      const form = parseForm(sent, storeImportForm);
      if (!form.ok) return data(form, { status: 422 });
      const started = await imports.store(signedIn, form.value);
      if (!started.ok) return refused(form.values, started.refusal);
      return followTask(context, started.value.taskId, (refusal, text) =>
        refused(form.values, refusal, text),
      );
    }
  }
}

export default function ImportDraft({ loaderData, actionData }: Route.ComponentProps) {
  const { draft, step, rowCount, skippedCount, wrongCount, counts } = loaderData;
  const page = `/people/import/${draft.id}`;
  const skipped = skippedCount === 0 ? '' : `, не вносить: ${skippedCount}`;
  return (
    <Page
      title="Проверить список"
      lead={`«${draft.name}»: ${(draft.sort === 'people' ? importKindLabels[draft.kind] : listSortLabels[draft.sort]).toLocaleLowerCase('ru')}, строк ${rowCount}${skipped}.`}
      breadcrumbs={[
        { to: '/people', label: 'Люди' },
        { to: '/people/import', label: 'Внести из списка' },
      ]}
      actions={
        <ConfirmButton
          label="Удалить список"
          question="Прочитанное и исправленное пропадёт. Никто не будет внесён."
          confirmLabel="Удалить"
          intent="drop"
          danger
        />
      }
    >
      <Tabs
        label="Шаги"
        current={step === 'columns' ? page : `${page}?step=${step}`}
        tabs={[
          { to: page, label: '1. Столбцы' },
          { to: `${page}?step=check`, label: `2. Ошибки: ${wrongCount}` },
          { to: `${page}?step=preview`, label: `3. Кто будет внесён: ${counts.new + counts.changed}` },
        ]}
      />
      {step === 'columns' && (
        <ImportColumns
          draft={draft}
          forms={loaderData.forms}
          currentYear={loaderData.currentYear}
          state={actionData}
        />
      )}
      {step === 'check' && (
        <ImportErrors
          draft={draft}
          rows={loaderData.wrong}
          total={wrongCount}
          next={`${page}?step=preview`}
          state={actionData}
        />
      )}
      {step === 'preview' && (
        <ImportMatches
          draft={draft}
          counts={counts}
          plan={loaderData.plan}
          doubtful={loaderData.doubtful}
          changed={loaderData.changed}
          fresh={loaderData.fresh}
          submission={loaderData.submission}
          state={actionData}
        />
      )}
    </Page>
  );
}
