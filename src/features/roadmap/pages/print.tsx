import { roadmapRefusalText } from '#src/features/roadmap/labels.ts';
import { omittedColumns } from '#src/features/roadmap/papers/cells.ts';
import { ROADMAP_LAYOUTS, roadmapLayouts } from '#src/features/roadmap/papers/layouts.ts';
import { Badge } from '#src/ui/badge.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { Card, Row, Stack, Text, VisuallyHidden } from '#src/ui/layout.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { plural } from '#src/lib/russian/plural.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/print';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { signedIn } = requireOrganization(context);
  const found = await site(context).services.roadmap.getPaper(signedIn, params.roadmapId);
  if (!found.ok) return throwRefusal(found.refusal, roadmapRefusalText(found.refusal));
  const { roadmap, view } = found.value;
  // The school's own layout first: it is the one that its document had.
  const ordered = [...ROADMAP_LAYOUTS].sort(
    (a, b) => Number(b === roadmap.layout) - Number(a === roadmap.layout),
  );
  return {
    roadmap: { id: roadmap.id, title: roadmap.title, isApproved: roadmap.approvedOn !== null },
    layouts: ordered.map((id) => {
      const { name, hint, orientation, columns } = roadmapLayouts[id];
      return {
        id,
        name,
        hint,
        orientation,
        isOwn: id === roadmap.layout,
        headings: columns.map((column) => column.heading),
        omitted: omittedColumns(view, id).map(({ heading, rows }) => ({ heading, rows })),
      };
    }),
  };
}

export default function Print({ loaderData }: Route.ComponentProps) {
  const { roadmap, layouts } = loaderData;
  return (
    <Page
      title="Напечатать карту"
      lead={roadmap.title}
      breadcrumbs={[
        { to: '/roadmaps', label: 'Дорожные карты' },
        { to: `/roadmaps/${roadmap.id}`, label: 'Карта' },
      ]}
    >
      {!roadmap.isApproved && (
        <Notice title="Карта ещё не утверждена">
          В файле не будет грифа с номером приказа: его ставит утверждение.
        </Notice>
      )}
      {layouts.map((layout) => (
        <Card key={layout.id}>
          <Section title={layout.name}>
            <Stack gap="small">
              <Row>
                {layout.isOwn && <Badge tone="info">как в вашем документе</Badge>}
                <Badge>{layout.orientation === 'landscape' ? 'альбомный лист А4' : 'книжный лист А4'}</Badge>
              </Row>
              <Text tone="quiet">{layout.hint}</Text>
              <Text size="small">{`Столбцы: ${layout.headings.join(' · ')}`}</Text>
              {layout.omitted.length > 0 && (
                <Notice kind="warning" title="Часть карты в эту таблицу не войдёт">
                  {layout.omitted
                    .map(({ heading, rows }) => `${heading}: ${plural(rows, 'строка', 'строки', 'строк')}`)
                    .join('; ')}
                </Notice>
              )}
              <Row>
                {(['docx', 'pdf', 'xlsx'] as const).map((format) => (
                  <ButtonLink
                    key={format}
                    download
                    look={layout.isOwn && format === 'docx' ? 'main' : 'plain'}
                    to={`/roadmaps/${roadmap.id}/print/${format}?layout=${layout.id}`}
                  >
                    {`Скачать ${format.toUpperCase()}`}
                    <VisuallyHidden>: {layout.name}</VisuallyHidden>
                  </ButtonLink>
                ))}
              </Row>
            </Stack>
          </Section>
        </Card>
      ))}
    </Page>
  );
}
