import { roadmapRefusalText } from '#src/features/roadmap/labels.ts';
import { formatOf } from '#src/features/roadmap/pages/printed-file.ts';
import { reportSchema } from '#src/features/roadmap/schema.ts';
import { sendFile } from '#src/web/downloads.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { throwProblem, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/report-file';

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { signedIn } = requireOrganization(context);
  const format = formatOf(params.format);
  const span = reportSchema.safeParse(Object.fromEntries(url.searchParams));
  if (!span.success) {
    return throwProblem({
      status: 422,
      title: 'Период отчёта не указан',
      text: 'В адресе нет дней, за которые нужен отчёт, или конец раньше начала.',
      todo: 'Откройте отчёт заново и выберите период.',
      link: { to: `/roadmaps/${params.roadmapId}/report`, label: 'Открыть отчёт' },
    });
  }
  const options = { format, ...span.data };
  const printed = await site(context).services.roadmap.printReport(signedIn, params.roadmapId, options);
  if (!printed.ok) return throwRefusal(printed.refusal, roadmapRefusalText(printed.refusal));
  return sendFile(printed.value);
}
