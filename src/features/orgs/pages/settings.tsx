import { orgsRefusalText } from '#src/features/orgs/labels.ts';
import { formatInstant } from '#src/ui/days.ts';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { KeyValue } from '#src/ui/key-value.tsx';
import { Text, TextLink } from '#src/ui/layout.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Refusal } from '#src/lib/result.ts';
import type { Route } from './+types/settings';

const textOf = (refusal: Refusal): string => orgsRefusalText(refusal) ?? 'Это действие не выполнено.';

export async function loader({ context }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const found = await site(context).services.installation.view(signedIn, organizationId);
  return found.ok ? found.value : throwRefusal(found.refusal, textOf(found.refusal));
}

export async function action({ context }: Route.ActionArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const asked = await site(context).services.installation.requestBackup(signedIn, organizationId);
  if (!asked.ok) return throwRefusal(asked.refusal, textOf(asked.refusal));
  return redirectWith(
    '/settings',
    'Копия делается. Обновите страницу через минуту: здесь появится время.',
    'info',
  );
}

function megabytes(bytes: number): string {
  return bytes < 1_048_576
    ? `${Math.ceil(bytes / 1024)} КБ`
    : `${(bytes / 1_048_576).toFixed(1).replace('.', ',')} МБ`;
}

export default function Settings({ loaderData }: Route.ComponentProps) {
  const { lastBackup, lastFailure, timeZone } = loaderData;
  return (
    <Page title="Программа" lead="Резервные копии, адрес, почта. Меняет это тот, кто запускает программу.">
      <Section title="Резервные копии">
        {lastFailure !== null && (
          <Notice kind="error" title="Последняя копия не удалась">
            {formatInstant(lastFailure.at, timeZone)}, причина: {lastFailure.code}. Проверьте место на диске и
            сделайте копию сейчас.
          </Notice>
        )}
        {lastBackup === null && (
          <Notice kind="warning" title="Копий пока нет">
            Первая появится ночью, если программа будет включена. Можно сделать её сейчас.
          </Notice>
        )}
        <KeyValue
          items={[
            {
              key: 'Последняя удачная копия',
              value: lastBackup === null ? 'ещё не было' : formatInstant(lastBackup.at, timeZone),
            },
            {
              key: 'Файл',
              value: lastBackup === null ? '–' : `${lastBackup.file}, ${megabytes(lastBackup.bytes)}`,
            },
            {
              key: 'Когда делаются',
              value: `каждую ночь в ${loaderData.backupHour}:00, хранятся последние ${loaderData.backupKeep}`,
            },
          ]}
        />
        <Text>
          Копии лежат в папке данных, рядом с базой. Переносите их на другой компьютер: копия на том же диске
          спасёт не от всего.
        </Text>
        <Form>
          <FormButtons>
            <SubmitButton look="plain">Сделать копию сейчас</SubmitButton>
          </FormButtons>
        </Form>
      </Section>
      <Section title="Адрес">
        <KeyValue
          items={[
            { key: 'Адрес для входа', value: loaderData.publicUrl },
            {
              key: 'Откуда можно войти',
              value: loaderData.isOpenToNetwork
                ? 'с любого компьютера и телефона сети'
                : 'только с этого компьютера',
            },
            {
              key: 'Шифрование',
              value: loaderData.isEncrypted ? 'есть (https)' : 'нет (http)',
            },
          ]}
        />
        {loaderData.isOpenToNetwork && !loaderData.isEncrypted && (
          <Notice kind="warning" title="Пароли передаются по сети открыто">
            Программа открыта для сети, но без https. Попросите администратора поставить перед ней сервер с
            сертификатом: как это сделать, описано в docs/operations.md.
          </Notice>
        )}
      </Section>
      <Section title="Почта">
        <Text>
          {loaderData.isMailConfigured
            ? 'Настроена: напоминания приходят и письмами тем, кто этого хочет.'
            : 'Не настроена: напоминания видны только на сайте. Настраивается переменными SMTP_URL и MAIL_FROM.'}
        </Text>
        <Text>
          <TextLink to="/notices">Мои напоминания</TextLink>
        </Text>
      </Section>
    </Page>
  );
}
