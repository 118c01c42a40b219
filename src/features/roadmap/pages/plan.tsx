import { abilityTexts } from '#src/features/accounts/labels.ts';
import { roadmapRefusalText } from '#src/features/roadmap/labels.ts';
import { planFilterSchema } from '#src/features/roadmap/schema.ts';
import type { PlanLine } from '#src/features/roadmap/store.server/plan.ts';
import type { WaitingLine } from '#src/features/roadmap/store.server/workload.ts';
import { PlanFilters, PlanTabs } from '#src/features/roadmap/ui/plan-frame.tsx';
import { PlanSection, PlanTable } from '#src/features/roadmap/ui/plan-table.tsx';
import { lineTitle, sectionHeading } from '#src/features/roadmap/ui/plan-words.ts';
import { ButtonLink } from '#src/ui/button.tsx';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import { TextLink, VisuallyHidden } from '#src/ui/layout.tsx';
import { MenuLink, Menu } from '#src/ui/menu.tsx';
import { EmptyState } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { Pagination } from '#src/ui/pagination.tsx';
import { requireOrganization, site } from '#src/web/context.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/plan';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const filter = planFilterSchema.parse(Object.fromEntries(url.searchParams));
  const found = await site(context).services.roadmap.getPlan(signedIn, organizationId, filter);
  if (!found.ok) return throwRefusal(found.refusal, roadmapRefusalText(found.refusal));
  const { can, ...plan } = found.value;
  const isFiltered = ['roadmap', 'state', 'who', 'kind', 'q'].some(
    (name) => (url.searchParams.get(name) ?? '') !== '',
  );
  return { ...plan, isFiltered, can: abilityTexts(can) };
}

interface SectionOfLines {
  readonly id: string;
  readonly roadmapId: string;
  readonly title: string;
  readonly lines: readonly PlanLine[];
}

/** Lines in the order of the plan, cut where the section changes. */
function sectionsOf(lines: readonly PlanLine[]): SectionOfLines[] {
  return [...Map.groupBy(lines, (line) => line.sectionId)].flatMap(([id, inSection]) => {
    const [first] = inSection;
    return first === undefined
      ? []
      : [{ id, roadmapId: first.roadmapId, title: sectionHeading(first), lines: inSection }];
  });
}

export default function Plan({ loaderData }: Route.ComponentProps) {
  const { lines, total, page, pageSize, today, roadmaps, waiting, can } = loaderData;
  const byRoadmap = Map.groupBy(sectionsOf(lines), (section) => section.roadmapId);
  const live = roadmaps.filter((one) => one.state === 'approved' || one.state === 'closed');
  return (
    <Page
      title="План"
      lead="Мероприятия утверждённых карт: что, когда и кем делается."
      actions={
        live.length === 0 ? undefined : (
          <PlanActions
            roadmaps={live}
            canClosePast={can['roadmap.close_any'] === true}
            hasFolder={can['roadmap.folder'] === true}
          />
        )
      }
    >
      <PlanTabs />
      <PlanFilters choices={loaderData} />
      {lines.length === 0 && waiting.length === 0 && <NothingFound data={loaderData} />}
      {[...byRoadmap].map(([roadmapId, sections]) => {
        const roadmap = roadmaps.find((one) => one.id === roadmapId);
        const tables = sections.map((section) => (
          <PlanSection key={section.id} title={section.title} level={byRoadmap.size > 1 ? 3 : 2}>
            <PlanTable caption={`Строк: ${section.lines.length}`} lines={section.lines} today={today} />
          </PlanSection>
        ));
        return byRoadmap.size > 1 ? (
          <Section key={roadmapId} title={roadmap?.title ?? 'Дорожная карта'}>
            {tables}
          </Section>
        ) : (
          tables
        );
      })}
      <Pagination page={page} pageSize={pageSize} total={total} />
      {waiting.length > 0 && page === 1 && <Waiting lines={waiting} />}
    </Page>
  );
}

function PlanActions({
  roadmaps,
  canClosePast,
  hasFolder,
}: {
  roadmaps: readonly { id: string; title: string; overdueCount: number }[];
  canClosePast: boolean;
  hasFolder: boolean;
}) {
  return (
    <Menu label="Отчёт и печать" framed>
      {hasFolder && <MenuLink to="/plan/folder">Папка для проверки</MenuLink>}
      {roadmaps.slice(0, 5).flatMap((one) => {
        const of = roadmaps.length === 1 ? '' : `: ${one.title}`;
        return [
          <MenuLink
            key={`report-${one.id}`}
            to={`/roadmaps/${one.id}/report`}
          >{`Отчёт за период${of}`}</MenuLink>,
          <MenuLink
            key={`print-${one.id}`}
            to={`/roadmaps/${one.id}/print`}
          >{`Напечатать карту${of}`}</MenuLink>,
          ...(canClosePast && one.overdueCount > 0
            ? [
                <MenuLink key={`past-${one.id}`} to={`/plan/past?roadmap=${one.id}`}>
                  {`Закрыть прошедшее (${one.overdueCount})${of}`}
                </MenuLink>,
              ]
            : []),
        ];
      })}
    </Menu>
  );
}

const waitingColumns: readonly Column<WaitingLine>[] = [
  {
    key: 'title',
    header: 'Мероприятие',
    isTitle: true,
    cell: (line) => <TextLink to={`/plan/activities/${line.activityId}`}>{lineTitle(line)}</TextLink>,
  },
  { key: 'when', header: 'Когда', cell: (line) => line.deadlineText },
  {
    key: 'responsible',
    header: 'Ответственный',
    cell: (line) => (line.responsibleText === '' ? 'не указан' : line.responsibleText),
  },
  {
    key: 'open',
    header: 'Действие',
    screenOnly: true,
    cell: (line) => (
      <TextLink to={`/plan/activities/${line.activityId}?do=open#form`}>
        Событие произошло<VisuallyHidden>: {lineTitle(line)}</VisuallyHidden>
      </TextLink>
    ),
  },
];

/** Conditional activities: no day until their event happens. */
function Waiting({ lines }: { lines: readonly WaitingLine[] }) {
  return (
    <Section title="Ждут своего события">
      <DataTable
        caption={`Сроков у этих мероприятий пока нет: ${lines.length}`}
        columns={waitingColumns}
        rows={lines}
        rowKey={(line) => line.activityId}
        empty={null}
      />
    </Section>
  );
}

function NothingFound({ data }: { data: Route.ComponentProps['loaderData'] }) {
  if (data.isFiltered) {
    return (
      <EmptyState title="Ничего не нашлось" action={<ButtonLink to="/plan">Показать весь план</ButtonLink>}>
        Под выбранный отбор не подходит ни одно мероприятие. Уберите часть условий.
      </EmptyState>
    );
  }
  const unsettled = data.roadmaps.find((one) => one.state === 'review' || one.state === 'draft');
  if (unsettled !== undefined) {
    return (
      <EmptyState
        title="План появится после утверждения карты"
        action={
          <ButtonLink look="main" to={`/roadmaps/${unsettled.id}`}>
            Открыть карту
          </ButtonLink>
        }
      >
        Карта ещё проверяется. Когда её утвердят приказом, здесь будут мероприятия со сроками.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="Плана пока нет"
      action={
        data.can['roadmap.import'] === true ? (
          <ButtonLink look="main" to="/roadmaps/new">
            Загрузить дорожную карту
          </ButtonLink>
        ) : undefined
      }
    >
      {data.can['roadmap.import'] === true
        ? 'План составляется по дорожной карте школы: загрузите документ или начните с шаблона.'
        : 'План составляется по дорожной карте школы. Её загружает куратор или директор.'}
    </EmptyState>
  );
}
