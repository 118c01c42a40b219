import type { ReactNode } from 'react';
import { useLocation } from 'react-router';
import { SearchField, SelectField } from '#src/ui/fields.tsx';
import { FilterBar } from '#src/ui/filter-bar.tsx';
import { Tabs } from '#src/ui/tabs.tsx';

/** What the filters of the plan choose among; every view's loader gives the same. */
export interface PlanChoices {
  readonly roadmaps: readonly { readonly id: string; readonly title: string; readonly state: string }[];
  readonly people: readonly { readonly id: string; readonly name: string }[];
  /** Too many answer to offer all: the others are found in the view by responsible. */
  readonly hasMorePeople: boolean;
  readonly teams: readonly { readonly id: string; readonly name: string; readonly schoolYear: number }[];
  readonly kinds: readonly { readonly id: string; readonly title: string }[];
  readonly hasPerson: boolean;
}

const views = [
  { path: '/plan', label: 'Список' },
  { path: '/plan/timeline', label: 'Лента' },
  { path: '/plan/calendar', label: 'Календарь' },
  { path: '/plan/people', label: 'По ответственным' },
] as const;

const shared = ['roadmap', 'who', 'state', 'kind', 'q'] as const;

/** The four views of the plan; the filter goes along from one to the other. */
export function PlanTabs() {
  const { pathname, search } = useLocation();
  const query = new URLSearchParams(search);
  const kept = new URLSearchParams(
    shared.flatMap((name) => {
      const value = query.get(name);
      return value === null || value === '' ? [] : [[name, value]];
    }),
  );
  const suffix = kept.size === 0 ? '' : `?${kept.toString()}`;
  const current = views.find((view) => view.path === pathname)?.path ?? '/plan';
  return (
    <Tabs
      label="Вид плана"
      current={`${current}${suffix}`}
      tabs={views.map(({ path, label }) => ({ to: `${path}${suffix}`, label }))}
    />
  );
}

/**
 * Filters of the plan in the address. `keep` names what the view itself has there (month, year); children are the
 * fields that only this view has.
 */
export function PlanFilters({
  choices,
  keep = [],
  children,
}: {
  choices: PlanChoices;
  keep?: readonly string[];
  children?: ReactNode;
}) {
  const live = choices.roadmaps.filter((one) => one.state === 'approved' || one.state === 'closed');
  return (
    <FilterBar label="Отбор мероприятий" keep={keep}>
      {live.length > 1 && (
        <SelectField
          name="roadmap"
          label="Карта"
          empty="Все карты"
          options={live.map((one) => ({ value: one.id, label: shorten(one.title, 60) }))}
        />
      )}
      <SelectField
        name="state"
        label="Состояние"
        empty="Любое"
        options={[
          { value: 'open', label: 'Открыто' },
          { value: 'overdue', label: 'Просрочено' },
          { value: 'closed', label: 'Закрыто' },
          { value: 'no_date', label: 'Без срока' },
        ]}
      />
      <SelectField
        name="who"
        label="Ответственный"
        {...(choices.hasMorePeople ? { description: 'Остальные – на вкладке «По ответственным»' } : {})}
        empty="Все"
        options={[
          ...(choices.hasPerson ? [{ value: 'me', label: 'Я' }] : []),
          { value: 'nobody', label: 'Никто не назначен' },
          ...choices.teams.map((team) => ({ value: `team:${team.id}`, label: `Группа: ${team.name}` })),
          ...choices.people.map((person) => ({ value: person.id, label: person.name })),
        ]}
      />
      <SelectField
        name="kind"
        label="Вид работы"
        empty="Любой"
        options={choices.kinds.map((kind) => ({ value: kind.id, label: kind.title }))}
      />
      {children}
      <SearchField name="q" label="Слова" placeholder="Например, приказ" />
    </FilterBar>
  );
}

/** The first words of a long title, for places where the whole does not fit. `limit` in characters. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const cut = text.slice(0, limit);
  const space = cut.lastIndexOf(' ');
  return `${cut.slice(0, space > limit / 2 ? space : limit).trimEnd()}…`;
}
