import { isRouteErrorResponse } from 'react-router';
import { ButtonLink } from '#src/ui/button.tsx';
import { Page } from '#src/ui/page.tsx';
import { Row, Text } from '#src/ui/layout.tsx';
import { usePageEnvironment } from '#src/web/environment.ts';
import { isProblem, type Problem } from '#src/web/problems.ts';

/** Every failed request ends here: what happened, what to do, and the number under which the log knows it. */
export function ErrorPage({ error }: { error: unknown }) {
  const { requestId } = usePageEnvironment();
  const problem = describeError(error);
  return (
    <Page title={problem.title} width="narrow">
      <Text>{problem.text}</Text>
      {problem.todo !== undefined && <Text>{problem.todo}</Text>}
      <Row>
        <ButtonLink to={problem.link?.to ?? '/'}>{problem.link?.label ?? 'На главную'}</ButtonLink>
      </Row>
      <Text tone="quiet" size="small">
        Код ошибки: {problem.status}. Номер обращения: <code>{requestId}</code>
      </Text>
    </Page>
  );
}

function describeError(error: unknown): Problem {
  if (isRouteErrorResponse(error)) {
    if (isProblem(error.data)) return error.data;
    if (error.status === 404) return pageMissing;
    if (error.status === 405) return wrongMethod;
    return { ...broken, status: error.status };
  }
  return broken;
}

const pageMissing: Problem = {
  status: 404,
  title: 'Такой страницы нет',
  text: 'Возможно, адрес набран с ошибкой или страницу перенесли.',
  todo: 'Проверьте адрес или начните с главной страницы.',
};

const wrongMethod: Problem = {
  status: 405,
  title: 'Эта страница не принимает форм',
  text: 'Форма отправлена по адресу, который её не ждёт. Ничего не сохранено.',
  todo: 'Вернитесь назад, обновите страницу и отправьте форму ещё раз.',
};

const broken: Problem = {
  status: 500,
  title: 'Страница не открылась',
  text: 'В программе произошла ошибка. То, что вы только что отправили, скорее всего, не сохранено.',
  todo: 'Вернитесь назад и попробуйте ещё раз. Если не помогло, сообщите администратору номер обращения ниже: по нему ошибка находится в журнале.',
};
