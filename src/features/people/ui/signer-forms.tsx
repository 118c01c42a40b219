import { capitalize } from '#src/lib/russian/capitalize.ts';
import { CASE_WORDS, OBLIQUE_CASES } from '#src/lib/russian/case.ts';
import { nameGenderLabels } from '#src/features/people/labels.ts';
import type { SignerFormsPage } from '#src/features/people/service.server/signer-forms.ts';
import { ButtonLink } from '#src/ui/button.tsx';
import { HiddenField, SelectField, TextField } from '#src/ui/fields.tsx';
import { FieldColumns, Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import type { FormState } from '#src/ui/form-state.ts';
import { Text, TextLink } from '#src/ui/layout.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';

export const signerFormLabels: Readonly<Record<string, string>> = {
  gender: 'Род имени',
  ...Object.fromEntries(
    OBLIQUE_CASES.flatMap((name) => {
      const title = capitalize(CASE_WORDS[name].title);
      return [
        [name, `${title}: имя`],
        [`${name}Post`, `${title}: должность`],
      ];
    }),
  ),
};

/** A refused form; after a clash also what stands there now, so that the next try carries its version. */
export interface RefusedSignerForms extends FormState {
  readonly newer: SignerFormsPage | null;
}

const byHand = (isFixed: boolean, byRules: string) =>
  isFixed ? { description: `Исправлено вручную. По правилам: ${byRules}` } : {};

/** How the name and the post of whoever signs decline, with what a person fixed; `back` leads to their requisites. */
export function SignerForms({
  view,
  state,
  back,
}: {
  view: SignerFormsPage;
  state: RefusedSignerForms | undefined;
  back: { readonly to: string; readonly label: string };
}) {
  const { cardId, forms, posts, gender, guessed, isCertain } = view;
  const formOf = (name: string) => forms.find((form) => form.name === name);
  return (
    <Page
      title={`Склонение имени и должности: ${view.name}`}
      lead="Так имя и должность встанут в соглашения, приказы и заявления. Исправленное здесь действует во всех документах, которые будут составлены потом."
      width="narrow"
      breadcrumbs={[back]}
    >
      {!isCertain && (
        <Notice kind="warning" title="Непонятно, мужское это имя или женское">
          Пока это не указано, в документах останется именительный падеж. Выберите род имени
          {cardId === null ? ' ниже' : ' на карточке человека'}.
        </Notice>
      )}
      {cardId !== null && (
        <Text>
          Этот человек есть в списке людей: его имя склоняется так, как исправлено на{' '}
          <TextLink to={`/people/${cardId}/name-forms`}>его карточке</TextLink>. Здесь остаётся должность.
        </Text>
      )}
      <Form
        // Fields begin anew with what is saved: an emptied one shows the form by the rules.
        key={view.version}
        state={state}
        newer={{
          gender: gender ?? '',
          ...Object.fromEntries(OBLIQUE_CASES.map((name) => [name, formOf(name)?.text ?? ''])),
          ...Object.fromEntries(posts.map(({ name, text }) => [`${name}Post`, text])),
        }}
        wordOf={(field, value) => (field === 'gender' ? (nameGenderLabels[value] ?? value) : value)}
      >
        <HiddenField name="version" value={view.version} />
        {cardId === null && (
          <SelectField
            name="gender"
            label={signerFormLabels['gender'] ?? ''}
            description="Нужен только для окончаний в документах"
            empty={`по имени: ${guessed === null ? 'не определён' : nameGenderLabels[guessed]}`}
            options={Object.entries(nameGenderLabels).map(([value, label]) => ({ value, label }))}
            defaultValue={gender ?? ''}
          />
        )}
        {OBLIQUE_CASES.map((name) => {
          const form = formOf(name);
          const post = posts.find((one) => one.name === name);
          return (
            <FieldColumns key={name}>
              {cardId === null && (
                <TextField
                  name={name}
                  label={signerFormLabels[name] ?? ''}
                  {...byHand(form?.isFixed ?? false, form?.byRules ?? '')}
                  defaultValue={form?.text}
                  maxLength={300}
                />
              )}
              <TextField
                name={`${name}Post`}
                label={signerFormLabels[`${name}Post`] ?? ''}
                {...byHand(post?.isFixed ?? false, post?.byRules ?? '')}
                defaultValue={post?.text}
                maxLength={300}
              />
            </FieldColumns>
          );
        })}
        <Text size="small" tone="quiet">
          Чтобы форма снова была по правилам, очистите поле.
        </Text>
        <FormButtons>
          <SubmitButton pendingLabel="Сохраняем…">Сохранить</SubmitButton>
          <ButtonLink to={back.to}>Вернуться</ButtonLink>
        </FormButtons>
      </Form>
      <Section title="Как это выглядит в документах">
        <ul>
          <li>
            в лице {posts.find(({ name }) => name === 'genitive')?.text} {formOf('genitive')?.text}
          </li>
          <li>
            {capitalize(posts.find(({ name }) => name === 'dative')?.text ?? '')} {formOf('dative')?.short}
          </li>
          <li>
            согласовано с {posts.find(({ name }) => name === 'instrumental')?.text}{' '}
            {formOf('instrumental')?.short}
          </li>
        </ul>
      </Section>
    </Page>
  );
}
