import type { Side } from '#src/features/programmes/rules/sides.ts';
import type { OfferDraft, RequestDraft } from '#src/features/banks/rules/entries.ts';
import { OfferFields, RequestFields } from '#src/features/banks/ui/entry-fields.tsx';
import { entrySides } from '#src/features/banks/ui/entry-sides.ts';
import { ButtonLink } from '#src/ui/button.tsx';
import { HiddenField, SelectField, type Option } from '#src/ui/fields.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import type { FormState } from '#src/ui/form-state.ts';
import { TextLink } from '#src/ui/layout.tsx';
import { EmptyState, Notice } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';

/** The form by which staff enter an offer or a request: on the screen, off a paper form, or out of an application. */
export function NewEntry({
  side,
  state,
  submission,
  isPaper,
  applicationId,
  draft,
  chosen,
  words,
  people,
}: {
  side: Side;
  state: FormState | undefined;
  submission: string;
  isPaper: boolean;
  applicationId: string | null;
  draft: { readonly offer: OfferDraft; readonly request: RequestDraft } | null;
  chosen: string;
  words: readonly string[];
  people: readonly Option[];
}) {
  const { bank, bankTitle, labels, newTitle, paperTitle } = entrySides[side];
  return (
    <Page
      title={isPaper ? paperTitle : newTitle}
      width="narrow"
      breadcrumbs={[{ to: bank, label: bankTitle }]}
    >
      {people.length === 0 ? (
        <EmptyState title="Вносить некого" action={<ButtonLink to="/consents">Открыть согласия</ButtonLink>}>
          В списке только люди с действующим согласием, которых ещё нет в этой базе. Внесите согласие и
          вернитесь.
        </EmptyState>
      ) : (
        <Form key={submission} state={state} submission={submission}>
          <Notice title={draft === null ? 'Кто в списке' : 'Из заявки'}>
            {draft === null ? (
              <>
                Люди с действующим согласием, которых ещё нет в этой базе. Не нашли –{' '}
                <TextLink to="/consents">проверьте согласие</TextLink>.
              </>
            ) : (
              'Это написал сам кандидат. Проверьте и сохраните: черновик заявки после этого удалится.'
            )}
          </Notice>
          {isPaper && <HiddenField name="from" value="paper" />}
          {applicationId !== null && <HiddenField name="applicationId" value={applicationId} />}
          <SelectField
            name="personId"
            label={labels['personId'] ?? ''}
            required
            empty="Начните набирать фамилию"
            options={people}
            defaultValue={chosen}
          />
          {side === 'mentor' ? (
            <OfferFields offer={draft?.offer ?? null} words={words} />
          ) : (
            <RequestFields request={draft?.request ?? null} words={words} />
          )}
          <FormButtons>
            <SubmitButton pendingLabel="Сохраняем…">
              {isPaper ? 'Сохранить и дальше' : 'Сохранить'}
            </SubmitButton>
            <ButtonLink to={bank}>К базе</ButtonLink>
          </FormButtons>
        </Form>
      )}
    </Page>
  );
}
