import { data } from 'react-router';
import { CodeSearch } from '#src/features/surveys/ui/code-search.tsx';
import { FastEntry } from '#src/features/surveys/ui/fast-entry.tsx';
import { readFastEntry, wrongFastEntry } from '#src/features/surveys/ui/fast-entry-form.ts';
import { banksRefusalText, entryTitles } from '#src/features/banks/labels.ts';
import { blankItems } from '#src/features/banks/rules/blanks.ts';
import { BanksTabs } from '#src/features/banks/ui/banks-tabs.tsx';
import { entrySides } from '#src/features/banks/ui/entry-sides.ts';
import { ButtonLink } from '#src/ui/button.tsx';
import { SelectField } from '#src/ui/fields.tsx';
import { FilterBar } from '#src/ui/filter-bar.tsx';
import { refuseForm, type FormState } from '#src/ui/form-state.ts';
import { Row, Text, TextLink } from '#src/ui/layout.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/blanks';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { blanks } = site(context).services.banks;
  const code = (url.searchParams.get('code') ?? '').trim().slice(0, 12);
  const asked = await blanks.view(signedIn, organizationId, code);
  const isWrong = !asked.ok && asked.refusal.code === 'banks.blank_unknown';
  const found = isWrong ? await blanks.view(signedIn, organizationId, '') : asked;
  if (!found.ok) return throwRefusal(found.refusal, banksRefusalText(found.refusal));
  return {
    classes: found.value.classes,
    form: found.value.found,
    code,
    wrongCode: isWrong && !asked.ok ? banksRefusalText(asked.refusal) : null,
    side: url.searchParams.get('side') === 'mentor' ? ('mentor' as const) : ('mentee' as const),
    classId: url.searchParams.get('class') ?? '',
    isOnlyTeacher: signedIn.memberships
      .filter((one) => one.organizationId === organizationId)
      .every(({ roles }) => !roles.includes('director') && !roles.includes('curator')),
  };
}

export async function action({ context, request }: Route.ActionArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { values, code, typed } = readFastEntry(await request.formData());
  const done = await site(context).services.banks.blanks.enter(signedIn, organizationId, { code, typed });
  if (!done.ok) {
    const { field: _, ...refusal } = done.refusal;
    return data(refuseForm(values, refusal, banksRefusalText(refusal)), { status: statusOf(refusal) });
  }
  const { errors, name } = done.value;
  if (Object.keys(errors).length > 0) {
    return data(wrongFastEntry(values, errors), { status: 422 });
  }
  return redirectWith('/banks/blanks', `Бланк внесён: ${name}. Введите код следующего.`);
}

export default function Blanks({ loaderData, actionData }: Route.ComponentProps) {
  const { form, code, wrongCode, isOnlyTeacher } = loaderData;
  return (
    <Page
      title="Бумажные бланки"
      lead="Напечатайте бланки запроса и предложения, а заполненные внесите одной клавиатурой."
    >
      <BanksTabs current="/banks/blanks" mayAdmit={!isOnlyTeacher} />
      <Section title="Внести бланк">
        <CodeSearch
          label="Код бланка"
          description="Шесть цифр справа вверху. После кода нажмите Enter."
          maxLength={6}
          code={code}
          error={wrongCode}
          submitLabel="Открыть бланк"
          takesFocus={form === null}
        />
        {form !== null && <FoundForm key={`${form.code} ${form.side}`} form={form} state={actionData} />}
        <Text tone="quiet">
          Бланк без кода внесите так: <TextLink to="/banks/mentees/new?from=paper">запрос</TextLink>,{' '}
          <TextLink to="/banks/mentors/new?from=paper">предложение</TextLink>.
        </Text>
      </Section>
      <PrintSection {...loaderData} />
    </Page>
  );
}

type Loaded = Awaited<ReturnType<typeof loader>>;

function FoundForm({ form, state }: { form: NonNullable<Loaded['form']>; state: FormState | undefined }) {
  const { person, side, hasEntry, code } = form;
  const who = [person.name, person.className].filter((part) => part !== '').join(', ');
  if (hasEntry) {
    return (
      <Notice kind="warning" title={who}>
        Такая запись в базе уже есть:{' '}
        <TextLink to={`${entrySides[side].bank}/${person.id}`}>откройте её</TextLink> и измените, если на
        бланке другое.
      </Notice>
    );
  }
  if (!person.hasConsent) {
    return (
      <Notice kind="warning" title={who}>
        Нет действующего согласия на обработку данных.{' '}
        <TextLink to={`/consents/people/${person.id}`}>Внесите подписанное</TextLink>, потом бланк.
      </Notice>
    );
  }
  return (
    <>
      <Text strong>{entryTitles[side]}</Text>
      <FastEntry items={blankItems[side]} code={code} name={who} state={state} submitLabel="Внести бланк" />
    </>
  );
}

function PrintSection({ classes, side, classId }: Pick<Loaded, 'classes' | 'side' | 'classId'>) {
  const isKnown = classes.some(({ id }) => id === classId);
  const query = `side=${side}${isKnown ? `&class=${classId}` : ''}`;
  const label = classes.find(({ id }) => id === classId)?.label;
  return (
    <Section title="Напечатать бланки">
      <Text>
        На бланках класса напечатаны имя и код: по коду бланк вносят быстро. Бланк без имени подойдёт любому.
      </Text>
      <FilterBar label="Какие бланки">
        <SelectField
          name="side"
          label="Что печатать"
          options={Object.entries(entryTitles).map(([value, text]) => ({ value, label: text }))}
        />
        <SelectField
          name="class"
          label="Для кого"
          empty="Без имени, один лист"
          options={classes.map(({ id, label: text }) => ({ value: id, label: `класс ${text}` }))}
        />
      </FilterBar>
      <Text strong>
        {entryTitles[side]}, {label === undefined ? 'без имени' : `класс ${label}`}
      </Text>
      <Row>
        <ButtonLink look="main" to={`/banks/blanks/file?${query}&format=pdf`} download>
          Скачать PDF
        </ButtonLink>
        <ButtonLink to={`/banks/blanks/file?${query}&format=docx`} download>
          Скачать DOCX
        </ButtonLink>
      </Row>
    </Section>
  );
}
