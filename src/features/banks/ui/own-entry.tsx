import type { ReactNode } from 'react';
import type { Side } from '#src/features/programmes/rules/sides.ts';
import { entrySides } from '#src/features/banks/ui/entry-sides.ts';
import { ButtonLink } from '#src/ui/button.tsx';
import { HiddenField } from '#src/ui/fields.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import type { FormState } from '#src/ui/form-state.ts';
import { Text } from '#src/ui/layout.tsx';
import { EmptyState } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';

/** One's own offer or request, or that of one's child; the fields of the side go in as children. */
export function OwnEntry({
  side,
  state,
  submission,
  person,
  version,
  children,
  after,
}: {
  side: Side;
  state: FormState | undefined;
  submission: string;
  person: { readonly name: string; readonly hasConsent: boolean };
  /** Of the entry there is; null: there is none yet. */
  version: number | null;
  children: ReactNode;
  /** Below the form. */
  after?: ReactNode;
}) {
  const { ownTitle, readers, withoutConsent } = entrySides[side];
  return (
    <Page
      title={ownTitle}
      lead={person.name}
      width="narrow"
      breadcrumbs={[{ to: '/my', label: 'Моя страница' }]}
    >
      {!person.hasConsent ? (
        <EmptyState
          title="Сначала нужно согласие"
          action={
            <ButtonLink look="main" to="/my">
              К моей странице
            </ButtonLink>
          }
        >
          {withoutConsent} Подпишите согласие на своей странице или на бумаге у куратора; за ребёнка до 14 лет
          подписывает родитель.
        </EmptyState>
      ) : (
        <>
          <Form state={state} {...(version === null ? { submission } : {})}>
            {version !== null && <HiddenField name="version" value={version} />}
            <Text tone="quiet">{readers}</Text>
            {children}
            <FormButtons>
              <SubmitButton pendingLabel="Сохраняем…">
                {version === null ? 'Отправить' : 'Сохранить'}
              </SubmitButton>
              <ButtonLink to="/my">К моей странице</ButtonLink>
            </FormButtons>
          </Form>
          {after}
        </>
      )}
    </Page>
  );
}
