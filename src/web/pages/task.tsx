import type { ReactNode } from 'react';
import { redirect } from 'react-router';
import { ButtonLink } from '#src/ui/button.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { Row, Stack, Text } from '#src/ui/layout.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { RunningWork } from '#src/ui/progress-bar.tsx';
import { requireSignedIn, site } from '#src/web/context.ts';
import { redirectWith, safePath } from '#src/web/cookies.ts';
import { notFound } from '#src/web/problems.ts';
import type { Route } from './+types/task';

/** Long work of the person: how far it is and how to cancel it; when it is done, on to its result. */
export async function loader({ context, params, url }: Route.LoaderArgs) {
  const found = await site(context).services.tasks.view(requireSignedIn(context), params.taskId);
  if (!found.ok) return notFound('Такой работы нет');
  const { result, refusal: _refusal, ...task } = found.value;
  const files = result?.files ?? [];
  if (result !== null && files.length === 0) return redirectWith(safePath(result.next), result.message);
  return {
    task,
    made:
      result === null
        ? null
        : {
            message: result.message,
            next: safePath(result.next),
            files: files.map(({ name, label, sizeBytes }) => ({ name, label, sizeBytes })),
          },
    isAsking: url.searchParams.has('cancel'),
  };
}

export async function action({ context, params }: Route.ActionArgs) {
  const cancelled = await site(context).services.tasks.cancel(requireSignedIn(context), params.taskId);
  if (!cancelled.ok && cancelled.refusal.code === 'tasks.not_found') return notFound('Такой работы нет');
  // What ended in the meantime is said by the page itself.
  return redirect(`/tasks/${params.taskId}`);
}

export default function Task({ loaderData }: Route.ComponentProps) {
  const { task, made, isAsking } = loaderData;
  return (
    <Page title={task.title} width="narrow">
      {made === null ? <State task={task} isAsking={isAsking} /> : <Made taskId={task.id} made={made} />}
    </Page>
  );
}

/** What it made, for whoever started it. */
function Made({
  taskId,
  made,
}: {
  taskId: string;
  made: NonNullable<Route.ComponentProps['loaderData']['made']>;
}) {
  return (
    <Stack>
      <Notice kind="success" title={made.message}>
        Файлы хранятся сутки, скачать их можете только вы. Потом соберите заново.
      </Notice>
      <Row>
        {made.files.map((file, at) => (
          <ButtonLink
            key={file.name}
            look={at === 0 ? 'main' : 'plain'}
            download
            to={`/tasks/${taskId}/files/${at + 1}`}
          >
            {`${file.label} (${sizeWords(file.sizeBytes)})`}
          </ButtonLink>
        ))}
        <ButtonLink to={made.next}>Вернуться</ButtonLink>
      </Row>
    </Stack>
  );
}

function sizeWords(bytes: number): string {
  const megabytes = bytes / 1_048_576;
  return megabytes >= 1 ? `${Math.round(megabytes)} МБ` : `${Math.max(1, Math.round(bytes / 1024))} КБ`;
}

type Shown = Route.ComponentProps['loaderData']['task'];

function State({ task, isAsking }: { task: Shown; isAsking: boolean }) {
  switch (task.state) {
    case 'refused':
      return (
        <Ended task={task} kind="error" title="Сделать это не получилось">
          {task.refusalText}
        </Ended>
      );
    case 'cancelled':
      return (
        <Ended task={task} kind="info" title="Отменено">
          Ничего не сохранено.
        </Ended>
      );
    case 'failed':
      return (
        <Ended task={task} kind="error" title="Работа прервалась">
          В программе произошла ошибка, ничего не сохранено. Попробуйте ещё раз; если не поможет, сообщите
          администратору номер обращения: {task.id}.
        </Ended>
      );
    default:
      return isAsking && !task.isCancelling ? <Question task={task} /> : <Running task={task} />;
  }
}

function Running({ task }: { task: Shown }) {
  const waiting = task.state === 'queued' ? 'Ждёт своей очереди' : 'Начинаем';
  return (
    <Stack>
      <RunningWork
        label={task.isCancelling ? 'Отменяем' : task.stage === '' ? waiting : task.stage}
        done={task.done}
        total={task.isCancelling ? 0 : task.total}
        everySeconds={1}
        cancel={
          task.isCancelling ? undefined : (
            <Row>
              <ButtonLink to={`/tasks/${task.id}?cancel`}>Отменить</ButtonLink>
            </Row>
          )
        }
      />
      <Text tone="quiet">
        Страницу можно закрыть: работа продолжится, а её итог будет по этому же адресу. Пока она не закончена,
        ничего не сохраняется.
      </Text>
    </Stack>
  );
}

/** On an address of its own, so that the page does not ask for news while the question is being read. */
function Question({ task }: { task: Shown }) {
  return (
    <Stack>
      <Notice kind="warning" title="Отменить эту работу?">
        Она остановится, и ничего из сделанного не сохранится. Начать заново можно в любое время. Пока вы
        решаете, работа продолжается.
      </Notice>
      <Form action={`/tasks/${task.id}`}>
        <FormButtons>
          <SubmitButton look="danger">Отменить работу</SubmitButton>
          <ButtonLink to={`/tasks/${task.id}`}>Не отменять</ButtonLink>
        </FormButtons>
      </Form>
    </Stack>
  );
}

function Ended({
  task,
  kind,
  title,
  children,
}: {
  task: Shown;
  kind: 'error' | 'info';
  title: string;
  children: ReactNode;
}) {
  return (
    <Stack>
      <div role={kind === 'error' ? 'alert' : 'status'}>
        <Notice kind={kind} title={title}>
          {children}
        </Notice>
      </div>
      <Row>
        {task.again !== null && (
          <ButtonLink look="main" to={task.again.to}>
            {task.again.label}
          </ButtonLink>
        )}
        <ButtonLink to="/">На главную</ButtonLink>
      </Row>
    </Stack>
  );
}
