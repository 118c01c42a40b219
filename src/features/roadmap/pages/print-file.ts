import { roadmapRefusalText } from '#src/features/roadmap/labels.ts';
import { formatOf } from '#src/features/roadmap/pages/printed-file.ts';
import { ROADMAP_LAYOUTS } from '#src/features/roadmap/papers/layouts.ts';
import { sendFile } from '#src/web/downloads.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/print-file';

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { signedIn } = requireOrganization(context);
  const format = formatOf(params.format);
  const layout = ROADMAP_LAYOUTS.find((one) => one === url.searchParams.get('layout')) ?? null;
  const options = { format, layout };
  const printed = await site(context).services.roadmap.printRoadmap(signedIn, params.roadmapId, options);
  if (!printed.ok) return throwRefusal(printed.refusal, roadmapRefusalText(printed.refusal));
  return sendFile(printed.value);
}
