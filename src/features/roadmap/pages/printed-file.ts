import type { PrintedFile, PrintFormat } from '#src/features/roadmap/service.server/print.ts';
import { sendFile } from '#src/web/downloads.ts';
import { notFound } from '#src/web/problems.ts';

const FORMATS: readonly PrintFormat[] = ['docx', 'pdf', 'xlsx'];

/** The format that an address names; any other word is a page that does not exist. */
export function formatOf(asked: string): PrintFormat {
  return FORMATS.find((one) => one === asked) ?? notFound('Такого вида файла нет');
}

/** Answers a loader with the printed file. */
export function sendPrinted({ name, mediaType, bytes }: PrintedFile): Response {
  return sendFile({ name, type: mediaType, bytes });
}
