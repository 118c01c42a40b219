import { formatScore } from '#src/features/matching/labels.ts';
import type { ShownComparison } from '#src/features/matching/service.server.ts';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import { Text } from '#src/ui/layout.tsx';

type Move = ShownComparison['moved'][number];

function side(one: Move['before']) {
  if (one === null) return 'без пары';
  return `${one.mentor?.name ?? 'имя не показывается'} (${formatScore(one.score)})`;
}

function difference({ before, after }: Move): string {
  if (before === null || after === null) return before === null ? 'появится пара' : 'останется без пары';
  const change = Math.round((after.score - before.score) * 100);
  return change === 0 ? 'так же' : change > 0 ? `лучше на ${change}` : `хуже на ${-change}`;
}

const MENTEE_COLUMN: Column<Move> = {
  key: 'mentee',
  header: 'Наставляемый',
  isTitle: true,
  cell: ({ mentee }) => (
    <>
      {mentee.name}
      <Text size="small" tone="quiet">
        {mentee.where}
      </Text>
    </>
  ),
};

/** Figures of two drafts side by side. */
function figures({ served, worst, mean, mutual, busiest }: ShownComparison) {
  return [
    { key: 'served', title: 'Человек с парой', before: String(served.before), after: String(served.after) },
    {
      key: 'mean',
      title: 'Подходят в среднем',
      before: formatScore(mean.before),
      after: formatScore(mean.after),
    },
    {
      key: 'worst',
      title: 'Слабейшая пара',
      before: formatScore(worst.before),
      after: formatScore(worst.after),
    },
    {
      key: 'mutual',
      title: 'Взаимных пожеланий',
      before: String(mutual.before),
      after: String(mutual.after),
    },
    {
      key: 'busiest',
      title: 'Больше всего у одного наставника',
      before: String(busiest.before),
      after: String(busiest.after),
    },
  ];
}

/** What differs between two drafts, in figures and in people; those who lose most stand first. */
export function ComparisonView({
  comparison,
  titles,
  shown = 200,
}: {
  comparison: ShownComparison;
  titles: { readonly before: string; readonly after: string };
  /** People who are listed at most. */
  shown?: number;
}) {
  const columns: readonly Column<Move>[] = [
    MENTEE_COLUMN,
    { key: 'before', header: titles.before, cell: ({ before }) => side(before) },
    { key: 'after', header: titles.after, cell: ({ after }) => side(after) },
    { key: 'difference', header: 'Для него', cell: difference },
  ];
  const { moved } = comparison;
  return (
    <>
      <DataTable
        caption="Итоги"
        columns={[
          { key: 'title', header: 'Что', isTitle: true, cell: ({ title }) => title },
          { key: 'before', header: titles.before, numeric: true, cell: ({ before }) => before },
          { key: 'after', header: titles.after, numeric: true, cell: ({ after }) => after },
        ]}
        rows={figures(comparison)}
        rowKey={({ key }) => key}
        empty={null}
      />
      <DataTable
        caption={`У кого другая пара: ${moved.length}`}
        columns={columns}
        rows={moved.slice(0, shown)}
        rowKey={({ mentee }) => mentee.personId}
        empty={<Text>Пары у всех те же.</Text>}
      />
      {moved.length > shown && (
        <Text size="small" tone="quiet">
          Показаны первые {shown}.
        </Text>
      )}
    </>
  );
}
