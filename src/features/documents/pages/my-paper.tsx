import { data } from 'react-router';
import { documentsRefusalText } from '#src/features/documents/labels.ts';
import { PaperSheet } from '#src/features/documents/ui/paper-sheet.tsx';
import { formatDay } from '#src/ui/days.ts';
import { ButtonLink } from '#src/ui/button.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { refuseForm } from '#src/ui/form-state.ts';
import { TextLink } from '#src/ui/layout.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOwnPerson, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/my-paper';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { actor } = requireOwnPerson(context);
  const found = await site(context).services.documents.acquaintance.read(actor, params.paperId);
  if (!found.ok) return throwRefusal(found.refusal, documentsRefusalText(found.refusal));
  return found.value;
}

export async function action({ context, params }: Route.ActionArgs) {
  const { actor, organizationId } = requireOwnPerson(context);
  const { acquaintance } = site(context).services.documents;
  const done = await acquaintance.acknowledge(actor, organizationId, params.paperId);
  if (done.ok) return redirectWith('/my', 'Отмечено: вы ознакомились с документом.');
  return data(refuseForm({}, done.refusal, documentsRefusalText(done.refusal)), {
    status: statusOf(done.refusal),
  });
}

export default function MyPaper({ loaderData, actionData }: Route.ComponentProps) {
  const { title, words, sheet, fileId, doneOn } = loaderData;
  return (
    <Page title={title} lead={words} width="narrow" breadcrumbs={[{ to: '/my', label: 'Моя страница' }]}>
      {sheet !== null && <PaperSheet sheet={sheet} label="Текст документа" />}
      {sheet === null && fileId !== null && (
        <TextLink to={`/files/${fileId}`} download>
          Открыть документ
        </TextLink>
      )}
      {sheet === null && fileId === null && (
        <Notice>Текста этого документа в системе нет: прочитайте его у куратора.</Notice>
      )}
      {doneOn === null ? (
        <Form state={actionData}>
          <FormButtons>
            <SubmitButton look="main" pendingLabel="Отмечаем…">
              Ознакомлен(а)
            </SubmitButton>
            <ButtonLink to="/my">Прочитаю позже</ButtonLink>
          </FormButtons>
        </Form>
      ) : (
        <Notice kind="success">Вы ознакомились с документом {formatDay(doneOn)}.</Notice>
      )}
    </Page>
  );
}
