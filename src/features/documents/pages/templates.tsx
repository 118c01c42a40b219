import { abilityTexts } from '#src/features/accounts/labels.ts';
import { documentsRefusalText } from '#src/features/documents/labels.ts';
import { groupTitles } from '#src/features/documents/labels/groups.ts';
import type { TemplateLine } from '#src/features/documents/service.server.ts';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import { TextLink } from '#src/ui/layout.tsx';
import { NoRight } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { requireOrganization, site } from '#src/web/context.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/templates';

export async function loader({ context }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const found = await site(context).services.documents.templates.list(signedIn, organizationId);
  if (!found.ok) return throwRefusal(found.refusal, documentsRefusalText(found.refusal));
  return { lines: found.value.lines, may: abilityTexts(found.value.can)['documents.settings'] };
}

const columns: readonly Column<TemplateLine>[] = [
  {
    key: 'title',
    header: 'Документ',
    isTitle: true,
    cell: ({ kind, title }) => <TextLink to={`/documents/templates/${kind}`}>{title}</TextLink>,
  },
  { key: 'group', header: 'Что это', cell: ({ group }) => groupTitles[group] ?? '' },
  {
    key: 'revision',
    header: 'Чей текст',
    cell: ({ revision }) => (revision === 0 ? 'исходный' : `школы, редакция ${revision}`),
  },
];

export default function TemplatesPage({ loaderData }: Route.ComponentProps) {
  const { lines, may } = loaderData;
  return (
    <Page
      title="Образцы документов"
      lead="По этим образцам система готовит документы. Слова и пункты можно изменить под свою школу; уже готовые документы не изменятся."
      breadcrumbs={[{ to: '/documents', label: 'Документы' }]}
    >
      {may !== true && <NoRight reason={may} />}
      <DataTable
        caption={`Образцов: ${lines.length}`}
        columns={columns}
        rows={lines}
        rowKey={({ kind }) => kind}
        empty={null}
      />
    </Page>
  );
}
