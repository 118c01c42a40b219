import { data } from 'react-router';
import { abilityTexts } from '#src/features/accounts/labels.ts';
import { roadmapRefusalText } from '#src/features/roadmap/labels.ts';
import type { ResponsibleMeaning } from '#src/features/roadmap/rules/model.ts';
import { mapResponsiblesSchema } from '#src/features/roadmap/schema.ts';
import { RoadmapSteps } from '#src/features/roadmap/ui/roadmap-steps.tsx';
import { WhoFields, WhoTable, listWhoOptions } from '#src/features/roadmap/ui/who-fields.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { parseForm, refuseForm, type FormState } from '#src/ui/form-state.ts';
import { Row, Text, TextLink } from '#src/ui/layout.tsx';
import { EmptyState, NoRight, Notice } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { Pagination } from '#src/ui/pagination.tsx';
import { plural } from '#src/lib/russian/plural.ts';
import { ProgressBar } from '#src/ui/progress-bar.tsx';
import { readTableQuery } from '#src/ui/table-query.ts';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/responsibles';

const PAGE_SIZE = 30;

function isMapped(one: ResponsibleMeaning): boolean {
  return one.personId !== null || one.teamId !== null || one.post !== null;
}

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { signedIn } = requireOrganization(context);
  const found = await site(context).services.roadmap.getResponsibles(signedIn, params.id);
  if (!found.ok) return throwRefusal(found.refusal, roadmapRefusalText(found.refusal));
  const { roadmap, words, staff, can } = found.value;
  const { page } = readTableQuery(url, ['words']);
  // Those that still mean nobody first; within both, as the document names them.
  const sorted = words.toSorted((a, b) => Number(isMapped(a)) - Number(isMapped(b)));
  const shown = sorted.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
  return {
    roadmap: { id: roadmap.id, title: roadmap.title, state: roadmap.state },
    can: abilityTexts(can)['roadmap.review'],
    words: shown.map((one) => ({
      key: one.key,
      words: one.words,
      rows: one.activityIds.length,
      who:
        one.personId !== null
          ? `person:${one.personId}`
          : one.teamId !== null
            ? `team:${one.teamId}`
            : one.post !== null
              ? `post:${one.post}`
              : '',
      suggestion: one.suggestion,
    })),
    options: listWhoOptions(staff, words),
    hasStaff: staff.people.length > 0,
    total: words.length,
    mapped: words.filter(isMapped).length,
    suggested: words.filter((one) => one.suggestion !== null).length,
    page,
  };
}

export async function action({ context, request, params }: Route.ActionArgs) {
  const { signedIn } = requireOrganization(context);
  const { roadmap } = site(context).services;
  const form = await request.formData();
  const here = `/roadmaps/${params.id}/responsibles`;
  if (form.get('intent') === 'suggested') {
    const done = await roadmap.mapSuggested(signedIn, params.id);
    if (!done.ok) {
      const state = refuseForm({ intent: 'suggested' }, done.refusal, roadmapRefusalText(done.refusal));
      return data<FormState>(state, { status: statusOf(done.refusal) });
    }
    return redirectWith(here, `Сопоставлено: ${done.value.words}. Проверьте выбранное.`);
  }
  const parsed = parseForm(form, mapResponsiblesSchema);
  if (!parsed.ok) return data<FormState>(parsed, { status: 422 });
  const done = await roadmap.mapResponsibles(signedIn, params.id, parsed.value.words);
  if (!done.ok) {
    const state = refuseForm(parsed.values, done.refusal, roadmapRefusalText(done.refusal));
    return data<FormState>(state, { status: statusOf(done.refusal) });
  }
  const { count } = done.value;
  return redirectWith(
    here,
    count === 0
      ? 'Ничего не изменилось'
      : `Сохранено: ответственный указан в ${plural(count, 'строке', 'строках', 'строках')}.`,
    count === 0 ? 'info' : 'success',
  );
}

export default function Responsibles({ loaderData, actionData }: Route.ComponentProps) {
  const { roadmap, can, words, options, hasStaff, total, mapped, suggested, page } = loaderData;
  const isBefore = roadmap.state === 'review' || roadmap.state === 'draft';
  return (
    <Page
      title="Кто ответственные"
      lead="Скажите один раз, кого означают слова документа. Это запомнится для всех строк и следующих карт."
      width="narrow"
      breadcrumbs={[
        { to: '/roadmaps', label: 'Дорожные карты' },
        { to: `/roadmaps/${roadmap.id}`, label: 'Обзор карты' },
      ]}
    >
      {isBefore && <RoadmapSteps roadmapId={roadmap.id} current={1} />}
      {can !== true && <NoRight reason={can} />}
      {total === 0 ? (
        <EmptyState
          title="Ответственные в карте не названы"
          action={<ButtonLink to={`/roadmaps/${roadmap.id}/review?show=all`}>К строкам</ButtonLink>}
        >
          Впишите их в строки, тогда здесь можно будет сказать, кто это.
        </EmptyState>
      ) : (
        <>
          <ProgressBar label="Сопоставлено с сотрудниками" done={mapped} total={total} />
          {can === true && !hasStaff && (
            <Notice kind="warning" title="В школе пока нет ни одного сотрудника">
              Добавьте их, чтобы выбирать: <TextLink to="/people/new">по одному</TextLink> или{' '}
              <TextLink to="/people">списком на странице «Люди»</TextLink>.
            </Notice>
          )}
          {can === true && suggested > 0 && (
            <Notice title={`Программа узнала по должности или фамилии: ${suggested}`}>
              <Form intent="suggested" state={actionData}>
                <Text>Предложения показаны под словами. Можно принять все сразу и потом поправить.</Text>
                <div>
                  <SubmitButton>Принять все предложения</SubmitButton>
                </div>
              </Form>
            </Notice>
          )}
          {can === true ? (
            <Form intent="map" state={actionData}>
              <WhoFields words={words} options={options} />
              <FormButtons>
                <SubmitButton look={suggested > 0 ? 'plain' : 'main'}>Сохранить выбор</SubmitButton>
                <ButtonLink to="/people/new">Создать человека</ButtonLink>
              </FormButtons>
            </Form>
          ) : (
            <WhoTable words={words} options={options} />
          )}
          <Pagination page={page} pageSize={PAGE_SIZE} total={total} />
        </>
      )}
      {isBefore && can === true && (
        <Row>
          <ButtonLink look={mapped === total ? 'main' : 'plain'} to={`/roadmaps/${roadmap.id}/approve`}>
            {mapped === total ? 'К утверждению' : 'Продолжить без остальных'}
          </ButtonLink>
        </Row>
      )}
    </Page>
  );
}
