import { data } from 'react-router';
import { noticeKindLabels, noticesRefusalText } from '#src/features/notices/labels.ts';
import type { NoticeKind } from '#src/features/notices/rules.ts';
import { noticeSettingsForm } from '#src/features/notices/schema.ts';
import { Badge, type Tone } from '#src/ui/badge.tsx';
import { CheckboxField } from '#src/ui/choice-fields.tsx';
import { formatDay } from '#src/ui/days.ts';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { parseForm } from '#src/ui/form-state.ts';
import { Card, Stack, Text, TextLink } from '#src/ui/layout.tsx';
import { EmptyState, Notice } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { Pagination } from '#src/ui/pagination.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/notices';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const page = Number(url.searchParams.get('page') ?? '1');
  const found = await site(context).services.notices.view(signedIn, {
    organizationId,
    page: Number.isSafeInteger(page) && page >= 1 && page <= 10_000 ? page : 1,
  });
  return found.ok ? found.value : throwRefusal(found.refusal, noticesRefusalText(found.refusal));
}

export async function action({ context, request }: Route.ActionArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { notices } = site(context).services;
  const form = await request.formData();
  switch (form.get('intent')) {
    case 'read': {
      const done = await notices.markRead(signedIn, organizationId);
      if (!done.ok) return throwRefusal(done.refusal, noticesRefusalText(done.refusal));
      return redirectWith('/notices', 'Все напоминания отмечены прочитанными');
    }
    case 'open-feed': {
      const opened = await notices.openFeed(signedIn, organizationId);
      if (!opened.ok) return throwRefusal(opened.refusal, noticesRefusalText(opened.refusal));
      return data({ address: opened.value.address });
    }
    case 'close-feed': {
      const closed = await notices.closeFeed(signedIn, organizationId);
      if (!closed.ok) return throwRefusal(closed.refusal, noticesRefusalText(closed.refusal));
      return redirectWith('/notices', 'Календарь закрыт: прежний адрес больше не работает');
    }
    default: {
      const parsed = parseForm(form, noticeSettingsForm, { labels: {} });
      if (!parsed.ok) return data({ address: null }, { status: 422 });
      const chosen = await notices.choose(signedIn, organizationId, parsed.value);
      if (!chosen.ok) return throwRefusal(chosen.refusal, noticesRefusalText(chosen.refusal));
      return redirectWith('/notices', 'Настройки напоминаний сохранены');
    }
  }
}

const KIND_TONES: Readonly<Record<NoticeKind, Tone>> = {
  digest: 'info',
  day_before: 'warning',
  overdue: 'danger',
  application: 'info',
  proposal: 'warning',
  matching: 'success',
  'consents.withdrawal': 'danger',
  'consents.destruction': 'danger',
  'consents.request': 'warning',
  'consents.request_due': 'danger',
  'consents.incident': 'danger',
  'consents.expiring': 'info',
  'consents.of_age': 'info',
  'consents.retention': 'info',
  'surveys.opened': 'info',
  'surveys.closing': 'warning',
  'surveys.all_answered': 'success',
  'surveys.closed': 'info',
};

export default function Notices({ loaderData, actionData }: Route.ComponentProps) {
  const { notices, total, page, pageSize, settings, isMailConfigured, hasFeed } = loaderData;
  const address = actionData?.address ?? null;
  return (
    <Page
      title="Напоминания"
      lead="О сроках мероприятий, за которые вы отвечаете, и о персональных данных, куратору ещё об опросах. Появляются каждое утро."
      actions={
        notices.some((notice) => !notice.isRead) ? (
          <Form intent="read" wide>
            <SubmitButton look="plain">Отметить всё прочитанным</SubmitButton>
          </Form>
        ) : undefined
      }
    >
      {notices.length === 0 ? (
        <EmptyState title="Напоминаний пока нет">
          Они придут накануне срока, при просрочке и по понедельникам – если вы указаны ответственным в
          утверждённой дорожной карте. Директору и куратору – ещё об отзывах, сроках и обращениях о
          персональных данных.
        </EmptyState>
      ) : (
        <Stack>
          {notices.map((notice) => (
            <Card key={notice.id}>
              <Text tone="quiet" size="small">
                {formatDay(notice.day)}{' '}
                <Badge tone={KIND_TONES[notice.kind]}>{noticeKindLabels[notice.kind]}</Badge>{' '}
                {notice.isRead ? '' : 'новое'}
              </Text>
              <Text verbatim strong={!notice.isRead}>
                {notice.text}
              </Text>
              <TextLink to={notice.path}>Открыть</TextLink>
            </Card>
          ))}
        </Stack>
      )}
      <Pagination page={page} pageSize={pageSize} total={total} />

      <Section title="О чём напоминать">
        <Form intent="settings">
          <CheckboxField
            name="dayBefore"
            label="Накануне последнего дня"
            defaultChecked={settings.dayBefore}
          />
          <CheckboxField
            name="overdue"
            label="О просроченном"
            description="На следующий день после срока и затем раз в неделю"
            defaultChecked={settings.overdue}
          />
          <CheckboxField
            name="weeklyDigest"
            label="План на неделю по понедельникам"
            defaultChecked={settings.weeklyDigest}
          />
          <CheckboxField
            name="surveys"
            label="Об опросах"
            description="Куратору: опрос начался, заканчивается, ответили все. Сколько не ответили, без имён"
            defaultChecked={settings.surveys}
          />
          <Text tone="quiet" size="small">
            О персональных данных директору и куратору напоминают всегда: эти сроки назначил закон.
          </Text>
          <CheckboxField
            name="byEmail"
            label="Присылать и на почту"
            description={
              isMailConfigured
                ? 'На адрес вашей учётной записи, не больше одного письма в день'
                : 'Сейчас почта в программе не настроена: напоминания видны только здесь. Настроить может администратор.'
            }
            defaultChecked={settings.byEmail}
          />
          <FormButtons>
            <SubmitButton>Сохранить</SubmitButton>
          </FormButtons>
        </Form>
      </Section>

      <Section title="Сроки в вашем календаре">
        {address !== null && (
          <Notice kind="success" title="Адрес календаря">
            <Text verbatim>{address}</Text>
            <Text>
              Скопируйте его сейчас: больше он показан не будет. Добавьте его в календарь телефона или
              компьютера как «подписку по адресу». Кто знает адрес, видит ваши сроки, поэтому никому его не
              передавайте.
            </Text>
          </Notice>
        )}
        {hasFeed === null ? (
          <Text>
            Ваша учётная запись не связана с человеком из списка сотрудников, поэтому календаря нет. Попросите
            куратора связать их на странице «Люди».
          </Text>
        ) : (
          <>
            <Text>
              {hasFeed
                ? 'Календарь открыт. Если адрес узнал посторонний, получите новый: прежний перестанет работать.'
                : 'Получите секретный адрес и добавьте его в календарь телефона: сроки будут обновляться сами.'}
            </Text>
            <FormButtons>
              <Form intent="open-feed" wide>
                <SubmitButton look="plain">
                  {hasFeed ? 'Получить новый адрес' : 'Получить адрес'}
                </SubmitButton>
              </Form>
              {hasFeed && (
                <Form intent="close-feed" wide>
                  <SubmitButton look="danger">Закрыть календарь</SubmitButton>
                </Form>
              )}
            </FormButtons>
          </>
        )}
      </Section>
    </Page>
  );
}
