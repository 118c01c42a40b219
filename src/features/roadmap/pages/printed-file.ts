import type { RoadmapFormat } from '#src/features/roadmap/service.server/print.ts';
import { notFound } from '#src/web/problems.ts';

const FORMATS: readonly RoadmapFormat[] = ['docx', 'pdf', 'xlsx'];

/** The format that an address names; any other word is a page that does not exist. */
export function formatOf(asked: string): RoadmapFormat {
  return FORMATS.find((one) => one === asked) ?? notFound('Такого вида файла нет');
}
