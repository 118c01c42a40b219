import { redirect } from 'react-router';
import { abilityTexts } from '#src/features/accounts/labels.ts';
import { roadmapRefusalText } from '#src/features/roadmap/labels.ts';
import { describeRowFlag } from '#src/features/roadmap/rules/row-flags.ts';
import { findActivityKind } from '#src/features/roadmap/rules/kinds/dictionary.ts';
import {
  choosePage,
  describeFindings,
  filterRows,
  groupFindings,
  REVIEW_FILTERS,
  REVIEW_PAGE_SIZE,
  showSource,
  toDetail,
  toLine,
  type ReviewFilter,
} from '#src/features/roadmap/rules/review-view.ts';
import { runReviewAction } from '#src/features/roadmap/ui/review-action.ts';
import { FindingList } from '#src/features/roadmap/ui/finding-list.tsx';
import { ReviewKeys } from '#src/features/roadmap/ui/review-keys.tsx';
import { ReviewRows } from '#src/features/roadmap/ui/review-rows.tsx';
import css from '#src/features/roadmap/ui/review.module.css';
import { Lacking, NothingHere, Settled } from '#src/features/roadmap/ui/review-notices.tsx';
import { RoadmapSteps } from '#src/features/roadmap/ui/roadmap-steps.tsx';
import { SourcePane } from '#src/features/roadmap/ui/source-pane.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { Form, SubmitButton } from '#src/ui/form.tsx';
import { HiddenField } from '#src/ui/fields.tsx';
import { Row, Stack, Text } from '#src/ui/layout.tsx';
import { Disclosure } from '#src/ui/menu.tsx';
import { NoRight } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { Pagination } from '#src/ui/pagination.tsx';
import { plural } from '#src/lib/russian/plural.ts';
import { ProgressBar } from '#src/ui/progress-bar.tsx';
import { Tabs } from '#src/ui/tabs.tsx';
import { requireOrganization, site } from '#src/web/context.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/review';

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { signedIn } = requireOrganization(context);
  const found = await site(context).services.roadmap.getReview(signedIn, params.id);
  if (!found.ok) return throwRefusal(found.refusal, roadmapRefusalText(found.refusal));
  const { roadmap, sections, rows, staff, sourceText } = found.value;
  const can = abilityTexts(found.value.can);
  const isOpen = roadmap.state === 'review' || roadmap.state === 'draft';
  if (!isOpen) throw redirect(`/roadmaps/${params.id}`);

  const findings = groupFindings(found.value.findings);
  const unclear = rows.filter((row) => row.unclear).length;
  const asked = url.searchParams.get('show');
  const filter: ReviewFilter =
    REVIEW_FILTERS.find((one) => one === asked) ?? (unclear > 0 || asked === 'unclear' ? 'unclear' : 'all');
  const shown = filterRows(rows, filter, findings);
  const { page, selectedId } = choosePage(
    shown.map((row) => row.activity.id),
    { page: Number(url.searchParams.get('page')) || 1, row: url.searchParams.get('row') },
  );
  const at = shown.findIndex((row) => row.activity.id === selectedId);
  const selected = shown[at];
  const detail =
    selected === undefined
      ? null
      : toDetail(selected, findings.get(selected.activity.id) ?? [], {
          people: staff.people.map(({ id, name }) => ({ id, name })),
          teams: staff.teams,
        });
  const around =
    detail === null || detail.lineFrom === null || detail.lineTo === null
      ? null
      : { from: detail.lineFrom, to: detail.lineTo };
  const siblings = rows.filter((row) => row.sectionId === selected?.sectionId);
  const place = siblings.findIndex((row) => row.activity.id === selectedId);
  return {
    roadmap: {
      id: roadmap.id,
      title: roadmap.title,
      state: roadmap.state,
      version: roadmap.version,
      hasPeriod: roadmap.periodStart !== null && roadmap.periodEnd !== null,
      sourceName: roadmap.sourceName,
      sourceFileId: roadmap.sourceFileId,
    },
    canReview: can['roadmap.review'],
    sections,
    filter,
    withoutDeadline: rows.filter(
      ({ activity }) => !activity.isGroup && activity.deadlineText === '' && activity.meaning === null,
    ).length,
    counts: { unclear, all: rows.length, findings: filterRows(rows, 'findings', findings).length },
    page,
    total: shown.length,
    lines: shown
      .slice((page - 1) * REVIEW_PAGE_SIZE, page * REVIEW_PAGE_SIZE)
      .map((row) => toLine(row, findings.get(row.activity.id) ?? [])),
    detail:
      detail === null
        ? null
        : {
            ...detail,
            parts: detail.parts.map((part) => ({
              id: part.id,
              kindBy: part.kindBy,
              words: part.title,
              kind: part.kind === null ? null : (findActivityKind(part.kind)?.title ?? part.kind),
            })),
            isFirst: place === 0,
            isLast: place === siblings.length - 1,
          },
    neighbours: {
      previous: shown[at - 1]?.activity.id ?? null,
      next: shown[at + 1]?.activity.id ?? null,
    },
    source: { ...showSource(sourceText, around), selected: around },
    general: {
      flags: [...new Set(roadmap.flags.map(describeRowFlag))],
      findings: describeFindings(findings.get(null) ?? []),
    },
  };
}

export async function action({ context, request, params, url }: Route.ActionArgs) {
  const { signedIn } = requireOrganization(context);
  const form = await request.formData();
  return runReviewAction(site(context).services.roadmap, signedIn, params.id, form, url.searchParams);
}

/** A refusal because of somebody else's change must show that change. */
export function shouldRevalidate({
  actionStatus,
  defaultShouldRevalidate,
}: {
  actionStatus?: number;
  defaultShouldRevalidate: boolean;
}): boolean {
  return actionStatus === 409 || actionStatus === 422 || defaultShouldRevalidate;
}

export default function Review({ loaderData, actionData }: Route.ComponentProps) {
  const { roadmap, canReview, filter, counts, page, total, lines, detail, neighbours, source, general } =
    loaderData;
  const base = `/roadmaps/${roadmap.id}/review`;
  const hrefOf = (id: string | null): string | null =>
    id === null ? null : `${base}?show=${filter}&row=${id}#row-${id}`;
  const mayEdit = canReview === true;
  const together = lines.filter((line) => line.mayConfirmTogether);
  const hasSource = source.lines.length > 0;
  return (
    <Page
      title="Проверка карты"
      lead={roadmap.title}
      breadcrumbs={[
        { to: '/roadmaps', label: 'Дорожные карты' },
        { to: `/roadmaps/${roadmap.id}`, label: 'Обзор карты' },
      ]}
      actions={
        <>
          {mayEdit && <ButtonLink to={`/roadmaps/${roadmap.id}/header`}>Название и период</ButtonLink>}
          {roadmap.sourceFileId !== null && (
            <ButtonLink download to={`/files/${roadmap.sourceFileId}`}>
              Исходный документ
            </ButtonLink>
          )}
        </>
      }
    >
      <RoadmapSteps roadmapId={roadmap.id} current={0} />
      {canReview !== true && <NoRight reason={canReview} />}
      {mayEdit && (
        <Lacking
          roadmapId={roadmap.id}
          hasPeriod={roadmap.hasPeriod}
          withoutDeadline={loaderData.withoutDeadline}
        />
      )}
      <ProgressBar
        label="Проверка строк"
        done={counts.all - counts.unclear}
        total={counts.all}
        text={
          counts.unclear === 0
            ? `всё ясно: ${plural(counts.all, 'строка', 'строки', 'строк')}`
            : `осталось неясных: ${counts.unclear} из ${counts.all}`
        }
      />
      <Settled
        roadmap={roadmap}
        unclear={counts.unclear}
        mayEdit={mayEdit}
        hasRows={counts.all > 0}
        actionData={actionData}
      />
      {(general.flags.length > 0 || general.findings.length > 0) && (
        <Disclosure
          title={`Замечания ко всей карте: ${general.flags.length + general.findings.length}`}
          open={general.findings.some((finding) => finding.severity === 'error')}
        >
          <Stack gap="small">
            {general.flags.map((text) => (
              <Text key={text}>{text}</Text>
            ))}
            <FindingList findings={general.findings} version={0} mayFix={mayEdit} />
          </Stack>
        </Disclosure>
      )}
      <Tabs
        label="Какие строки показать"
        tabs={[
          { to: `${base}?show=unclear`, label: 'Неясные', count: counts.unclear },
          { to: `${base}?show=all`, label: 'Все', count: counts.all },
          { to: `${base}?show=findings`, label: 'С замечаниями', count: counts.findings },
        ]}
        current={`${base}?show=${filter}`}
      />
      <Row spread>
        <ReviewKeys previous={hrefOf(neighbours.previous)} next={hrefOf(neighbours.next)} />
        {mayEdit && filter === 'unclear' && together.length > 1 && (
          <div>
            <Form intent="confirmMany">
              {together.map((line) => (
                <HiddenField key={line.id} name="rows" value={`${line.id}:${line.version}`} />
              ))}
              <div>
                <SubmitButton look="plain" size="small">
                  {`Подтвердить разом: ${together.length}`}
                </SubmitButton>
              </div>
              <Text tone="quiet" size="small">
                Строки этой страницы, где выбирать нечего: срок понят, но стоит взглянуть.
              </Text>
            </Form>
          </div>
        )}
      </Row>
      <div className={hasSource ? css.split : css.single}>
        {hasSource && (
          <div className={css.source}>
            <Section title="Документ">
              <Text tone="quiet" size="small">
                {roadmap.sourceName}
              </Text>
              <SourcePane lines={source.lines} total={source.total} selected={source.selected} />
            </Section>
          </div>
        )}
        <Section title="Как прочитано">
          {lines.length === 0 ? (
            <NothingHere filter={filter} base={base} />
          ) : (
            <ReviewRows
              roadmapId={roadmap.id}
              sections={loaderData.sections}
              lines={lines}
              detail={detail}
              filter={filter}
              next={neighbours.next ?? neighbours.previous}
              mayEdit={mayEdit}
              actionData={actionData}
            />
          )}
          <Pagination page={page} pageSize={REVIEW_PAGE_SIZE} total={total} />
        </Section>
      </div>
    </Page>
  );
}
