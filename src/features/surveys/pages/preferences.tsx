import { surveysRefusalText } from '#src/features/surveys/labels.ts';
import { waveCrumbs } from '#src/features/surveys/ui/survey-tabs.tsx';
import { Badge } from '#src/ui/badge.tsx';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import { EmptyState, Notice } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { requireOrganization, site } from '#src/web/context.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/preferences';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { signedIn } = requireOrganization(context);
  const found = await site(context).services.surveys.results.preferences(signedIn, params.waveId);
  if (!found.ok) return throwRefusal(found.refusal, surveysRefusalText(found.refusal));
  const { wave, preferences } = found.value;
  return { id: wave.id, title: wave.title, preferences };
}

type Row = Route.ComponentProps['loaderData']['preferences'][number];
const columns: readonly Column<Row>[] = [
  { key: 'name', header: 'Кто', isTitle: true, cell: (row) => row.name },
  { key: 'about', header: 'Кого', cell: (row) => row.aboutName },
  {
    key: 'rank',
    header: 'Место',
    cell: (row) => (row.isVeto ? <Badge tone="danger">не хочет</Badge> : `${row.rank ?? ''}-е`),
  },
  {
    key: 'mutual',
    header: 'Взаимно',
    cell: (row) => (row.isMutual ? <Badge tone="success">да</Badge> : 'нет'),
  },
];

export default function Preferences({ loaderData }: Route.ComponentProps) {
  const { id, title, preferences } = loaderData;
  return (
    <Page title="Кто кого выбрал" lead={title} breadcrumbs={waveCrumbs(id, title)}>
      <Notice kind="warning" title="Только для подбора пар">
        Участникам обещали, что об их выборе и отказах никто не узнает. Не печатайте и не пересказывайте эту
        страницу. Что вы её открывали, записано.
      </Notice>
      <DataTable
        caption={`Пожеланий и отказов: ${preferences.length}`}
        columns={columns}
        rows={preferences}
        rowKey={(row) => `${row.personId} ${row.aboutId}`}
        empty={
          <EmptyState title="Пока никто никого не назвал">
            Пожелания появятся, когда участники ответят.
          </EmptyState>
        }
      />
    </Page>
  );
}
