import { peopleRefusalText } from '#src/features/people/labels.ts';
import { OwnTasks } from '#src/features/people/ui/own-tasks.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { Stack, Text } from '#src/ui/layout.tsx';
import { EmptyState } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { requireOwnPerson, site } from '#src/web/context.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/my';

export async function loader({ context }: Route.LoaderArgs) {
  const { actor, organizationId, isVisitor } = requireOwnPerson(context);
  const { ownPage } = site(context).services.people;
  const found = await ownPage.view(actor, organizationId);
  if (!found.ok) return throwRefusal(found.refusal, peopleRefusalText(found.refusal));
  return { ...found.value, isVisitor };
}

export default function My({ loaderData }: Route.ComponentProps) {
  const { people, tasks, organizationName, today, isVisitor } = loaderData;
  const self = people.find(({ isSelf }) => isSelf);
  const children = people.filter(({ isSelf }) => !isSelf);
  const waiting = tasks.filter(({ state }) => state !== 'done');
  const done = tasks.filter(({ state }) => state === 'done');
  const place = [self?.className ?? '', organizationName].filter((part) => part !== '').join(', ');
  return (
    <Page
      title={self === undefined ? 'Моя страница' : `Здравствуйте, ${self.givenName}`}
      lead={place === '' ? undefined : place}
      width="narrow"
    >
      {self === undefined ? (
        <EmptyState title="Ваша учётная запись ещё ни с кем не соединена">
          Попросите куратора школы соединить её с вами в списке людей: тогда здесь появится то, что ждёт вас.
        </EmptyState>
      ) : (
        <>
          <Section title="Что нужно сделать">
            {waiting.length === 0 ? (
              <EmptyState title="Сейчас ничего не нужно">
                Когда появится анкета, согласие или встреча, они будут здесь.
              </EmptyState>
            ) : (
              <OwnTasks tasks={waiting} today={today} />
            )}
          </Section>
          {children.length > 0 && (
            <Section title={children.length === 1 ? 'Ваш ребёнок' : 'Ваши дети'}>
              <Stack gap="small">
                {children.map((child) => (
                  <Text key={child.id}>
                    {child.name}
                    {child.className !== '' && `, ${child.className}`}
                  </Text>
                ))}
              </Stack>
            </Section>
          )}
          {done.length > 0 && (
            <Section title="Сделано">
              <OwnTasks tasks={done} today={today} />
            </Section>
          )}
        </>
      )}
      {isVisitor && (
        <Form action="/my/leave">
          <Text tone="quiet">Это не ваш телефон? Закройте свою страницу: карточка впустит вас снова.</Text>
          <FormButtons>
            <SubmitButton look="plain">Выйти</SubmitButton>
          </FormButtons>
        </Form>
      )}
    </Page>
  );
}
