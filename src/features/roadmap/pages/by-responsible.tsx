import { roadmapRefusalText } from '#src/features/roadmap/labels.ts';
import { planFilterSchema } from '#src/features/roadmap/schema.ts';
import { PlanTabs, shorten } from '#src/features/roadmap/ui/plan-frame.tsx';
import { Badge } from '#src/ui/badge.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import { formatDay } from '#src/ui/days.ts';
import { SearchField, SelectField } from '#src/ui/fields.tsx';
import { FilterBar } from '#src/ui/filter-bar.tsx';
import { Text, TextLink } from '#src/ui/layout.tsx';
import { EmptyState, Notice } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { Pagination } from '#src/ui/pagination.tsx';
import { requireOrganization, site } from '#src/web/context.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/by-responsible';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const filter = planFilterSchema.parse(Object.fromEntries(url.searchParams));
  const found = await site(context).services.roadmap.getByResponsible(signedIn, organizationId, filter);
  if (!found.ok) return throwRefusal(found.refusal, roadmapRefusalText(found.refusal));
  const { can: _can, ...rest } = found.value;
  return { ...rest, roadmap: filter.roadmap ?? null, words: filter.name?.trim() ?? '' };
}

interface Line {
  readonly id: string;
  readonly name: string;
  readonly about: string;
  /** Value of `who` in the address of the plan. */
  readonly who: string;
  readonly openCount: number;
  readonly overdueCount: number;
  readonly closedCount: number;
  readonly nextDueOn: string | null;
}

/** `within` keeps the chosen roadmap in the links. */
function columnsFor(within: string): readonly Column<Line>[] {
  return [
    {
      key: 'name',
      header: 'Ответственный',
      isTitle: true,
      cell: (line) => (
        <>
          <TextLink to={`/plan?who=${line.who}${within}`}>{line.name}</TextLink>
          {line.about !== '' && (
            <Text size="small" tone="quiet">
              {line.about}
            </Text>
          )}
        </>
      ),
    },
    {
      key: 'overdue',
      header: 'Просрочено',
      numeric: true,
      cell: (line) =>
        line.overdueCount === 0 ? (
          '0'
        ) : (
          <TextLink to={`/plan?who=${line.who}&state=overdue${within}`}>
            <Badge tone="danger">{line.overdueCount}</Badge>
          </TextLink>
        ),
    },
    { key: 'open', header: 'Открыто', numeric: true, cell: (line) => line.openCount },
    { key: 'closed', header: 'Закрыто', numeric: true, cell: (line) => line.closedCount },
    {
      key: 'next',
      header: 'Ближайший срок',
      cell: (line) => (line.nextDueOn === null ? 'нет' : formatDay(line.nextDueOn)),
    },
  ];
}

export default function ByResponsible({ loaderData }: Route.ComponentProps) {
  const { people, total, page, pageSize, teams, ofNobody, roadmaps, roadmap, words } = loaderData;
  const within = roadmap === null ? '' : `&roadmap=${roadmap}`;
  const live = roadmaps.filter((one) => one.state === 'approved' || one.state === 'closed');
  const columns = columnsFor(within);
  return (
    <Page title="План" lead="Сколько сроков у каждого: по имени, в группе и по должности.">
      <PlanTabs />
      <FilterBar label="Отбор ответственных" keep={['who', 'state', 'kind', 'q']}>
        {live.length > 1 && (
          <SelectField
            name="roadmap"
            label="Карта"
            empty="Все карты"
            options={live.map((one) => ({ value: one.id, label: shorten(one.title, 60) }))}
          />
        )}
        <SearchField name="name" label="Имя" placeholder="Например, Иванова" />
      </FilterBar>
      {ofNobody.openCount > 0 && (
        <Notice kind="warning" title={`Никто не назначен: ${ofNobody.openCount}`}>
          <TextLink to={`/plan?who=nobody&state=open${within}`}>Посмотрите эти мероприятия</TextLink> и
          укажите на странице каждого, кто за него отвечает: без этого никто не увидит их в своих делах.
        </Notice>
      )}
      <Section title="Люди">
        <DataTable
          caption={`Людей с мероприятиями: ${total}`}
          columns={columns}
          rows={people.map(({ posts, ...person }) => ({
            ...person,
            about: posts.join(', '),
            who: person.id,
          }))}
          rowKey={(line) => line.id}
          empty={
            words === '' ? (
              <EmptyState
                title="Пока никто ни за что не отвечает"
                action={<ButtonLink to="/plan">Открыть список</ButtonLink>}
              >
                Ответственные появятся, когда слова карты будут связаны с сотрудниками школы.
              </EmptyState>
            ) : (
              <EmptyState
                title="Никого не нашлось"
                action={<ButtonLink to="/plan/people">Показать всех</ButtonLink>}
              >
                {`Среди тех, кто за что-то отвечает, нет имени со словами «${words}».`}
              </EmptyState>
            )
          }
        />
        <Pagination page={page} pageSize={pageSize} total={total} />
      </Section>
      {teams.length > 0 && page === 1 && words === '' && (
        <Section title="Группы">
          <DataTable
            caption={`Групп с мероприятиями: ${teams.length}`}
            columns={columns}
            rows={teams.map(({ schoolYear, ...team }) => ({
              ...team,
              about: `${schoolYear}/${schoolYear + 1} учебный год`,
              who: `team:${team.id}`,
            }))}
            rowKey={(line) => line.id}
            empty={null}
          />
        </Section>
      )}
    </Page>
  );
}
