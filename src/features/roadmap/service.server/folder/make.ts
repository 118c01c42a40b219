import { accept, refuse, type Result } from '#src/lib/result.ts';
import { recordView } from '#src/platform/audit.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import { createPdfBinder, type PdfBinder } from '#src/platform/render/pdf-binder.ts';
import { MEDIA_TYPES } from '#src/platform/render/media-types.ts';
import type { PaperDocument } from '#src/platform/render/model.ts';
import { renderPdf } from '#src/platform/render/pdf.ts';
import { zipFiles, type ZipEntry } from '#src/platform/render/zip.ts';
import { keepTaskFile } from '#src/platform/tasks/keep-file.ts';
import type { TaskFile, TaskResult, TaskRun } from '#src/platform/tasks/model.ts';
import { standingOf } from '#src/features/accounts/service.server.ts';
import { readOrganization } from '#src/features/orgs/service.server.ts';
import { paperDocumentOf } from '#src/features/documents/service.server.ts';
import {
  folderDocument,
  folderTitle,
  type FolderFront,
} from '#src/features/roadmap/papers/folder-document.ts';
import { piecesOf, sizeOf, type Piece, type Place } from '#src/features/roadmap/rules/folder/pieces.ts';
import { todayOf } from '#src/features/roadmap/service.server/closing.ts';
import { refuseUnlessMay, type RoadmapDeps } from '#src/features/roadmap/service.server/context.ts';
import { gatherFolder } from '#src/features/roadmap/service.server/folder/gather.ts';

const MEGABYTE = 1_048_576;
/** Scans of one folder: a year of a large school is a tenth of it. */
const MOST_BYTES = 1024 * MEGABYTE;
/** Scans within the PDF, which is made in memory; the others stand in the zip. */
const MOST_BOUND_BYTES = 200 * MEGABYTE;
/** What is stored in the end: the scans, the papers laid out, and room to spare. */
const MOST_STORED_BYTES = 2 * MOST_BYTES;

export interface FolderPayload {
  readonly schoolYear: number;
  readonly roadmapId: string | null;
}

/** The page of this folder. */
export function folderPath({ schoolYear, roadmapId }: FolderPayload): string {
  const query = new URLSearchParams({
    year: String(schoolYear),
    ...(roadmapId === null ? {} : { roadmap: roadmapId }),
  });
  return `/plan/folder?${query.toString()}`;
}

interface Reading extends Omit<FolderFront, 'places' | 'frontPages'> {
  readonly pieces: readonly Piece[];
  readonly documents: ReadonlyMap<string, PaperDocument>;
}

/** Refuses an empty folder (`roadmap.folder_empty`) and one too large to be made (`roadmap.folder_too_large`). */
export function refuseUnfit(pieces: readonly Piece[], lineCount: number): Result<never> | null {
  if (lineCount === 0) return refuse('roadmap.folder_empty');
  const size = sizeOf(pieces);
  if (size <= MOST_BYTES) return null;
  const count = pieces.filter(({ file }) => file !== null).length;
  const facts = { count, megabytes: Math.ceil(size / MEGABYTE), limit: MOST_BYTES / MEGABYTE };
  return refuse('roadmap.folder_too_large', facts);
}

/** Makes the folder as a PDF and as a zip; a file that is broken or lost is said in the contents, not refused. */
export async function makeFolder(
  deps: RoadmapDeps,
  run: TaskRun<FolderPayload>,
): Promise<Result<TaskResult>> {
  const { payload, actor, organizationId, signal, report } = run;
  report('Читаем план и реестр', 0, 0);
  const read = await deps.db.withActor(actor, 'roadmap.make_folder', (tx) =>
    readEverything(deps, tx, organizationId, payload),
  );
  if (!read.ok) return read;
  const binder = await createPdfBinder(signal);
  try {
    const files = await bindAndPack(deps, run, binder, read.value);
    if (!files.ok) return files;
    return await run.store('roadmap.take_folder', async (tx) => {
      const refused = refuseUnlessMay(await standingOf(tx, organizationId), 'roadmap.folder');
      if (refused !== null) return refused;
      const facts = { schoolYear: payload.schoolYear, files: read.value.pieces.length };
      const rowId = payload.roadmapId ?? organizationId;
      await recordView(tx, { organizationId, table: 'roadmaps', rowId, facts });
      return accept({
        next: folderPath(payload),
        message: 'Папка собрана',
        files: files.value,
      });
    });
  } finally {
    await binder.close();
  }
}

/** One reading: the contents, and the texts of the papers that were made here. */
async function readEverything(
  deps: RoadmapDeps,
  tx: ScopedTx,
  organizationId: string,
  { schoolYear, roadmapId }: FolderPayload,
): Promise<Result<Reading>> {
  const refused = refuseUnlessMay(await standingOf(tx, organizationId), 'roadmap.folder');
  if (refused !== null) return refused;
  const today = todayOf(deps);
  const { folder, roadmap } = await gatherFolder(tx, { organizationId, schoolYear, roadmapId, today });
  const pieces = piecesOf(folder);
  const unfit = refuseUnfit(pieces, folder.sections.length);
  if (unfit !== null) return unfit;
  const documents = new Map<string, PaperDocument>();
  for (const { paperId } of pieces) {
    const document = paperId === null ? null : await paperDocumentOf(tx, deps, paperId);
    if (paperId !== null && document !== null) documents.set(paperId, document);
  }
  const organization = await readOrganization(tx, organizationId);
  return accept({
    organization: organization?.fullName ?? '',
    schoolYear,
    programme: roadmap?.title ?? null,
    madeOn: today,
    folder,
    pieces,
    documents,
  });
}

interface Placed {
  readonly piece: Piece;
  readonly place: Place;
  /** Its bytes for the zip; undefined when they are lost. */
  readonly read: () => Promise<Uint8Array | undefined>;
}

async function bindAndPack(
  deps: RoadmapDeps,
  { report, signal }: TaskRun<FolderPayload>,
  binder: PdfBinder,
  reading: Reading,
): Promise<Result<TaskFile[]>> {
  const { pieces } = reading;
  const placed: Placed[] = [];
  let page = 1;
  let boundBytes = 0;
  for (const [at, piece] of pieces.entries()) {
    report('Складываем бумаги', at, pieces.length);
    const one = await placePiece(deps, binder, reading, piece, {
      page,
      isFull: boundBytes > MOST_BOUND_BYTES,
    });
    placed.push(one);
    if (one.place.kind !== 'pages') continue;
    page += one.place.count;
    boundBytes += piece.file?.sizeBytes ?? 0;
  }
  report('Сшиваем PDF', 0, 0);
  const name = folderTitle(reading.schoolYear);
  const front = await renderFront(binder, { ...reading, places: placed });
  const bound = await binder.bind(name, { title: 'Содержание', pdf: front });
  if (!bound.ok) return bound;
  const pdf = await keepTaskFile(
    deps.files,
    bound.value,
    { name: `${name}.pdf`, label: 'Одним PDF', mediaType: MEDIA_TYPES.pdf },
    MOST_STORED_BYTES,
  );
  if (!pdf.ok) return pdf;
  const packing = zipFiles(zipEntries(front, placed), {
    signal,
    at: Temporal.PlainDateTime.from(`${reading.madeOn}T12:00:00`),
    onProgress: (done) => report('Собираем ZIP', done, placed.length + 1),
  });
  const zip = await keepTaskFile(
    deps.files,
    packing,
    { name: `${name}.zip`, label: 'Все файлы в ZIP', mediaType: 'application/zip' },
    MOST_STORED_BYTES,
  );
  return zip.ok ? accept([pdf.value, zip.value]) : zip;
}

async function placePiece(
  { files }: RoadmapDeps,
  binder: PdfBinder,
  { documents }: Reading,
  piece: Piece,
  { page, isFull }: { page: number; isFull: boolean },
): Promise<Placed> {
  const { file, paperId, title } = piece;
  if (file === null) {
    const document = documents.get(paperId ?? '');
    const added =
      document === undefined
        ? 'broken'
        : await binder.add(title, await renderPdf(document), 'application/pdf');
    // Without its text there is nothing to show of it.
    if (typeof added === 'string') return { piece, place: { kind: 'lost' }, read: async () => undefined };
    return { piece, place: { kind: 'pages', page, count: added.pages }, read: added.read };
  }
  const read = () => files.read(file.sha256);
  const bytes = await read();
  if (bytes === undefined) return { piece, place: { kind: 'lost' }, read };
  const added = isFull ? 'full' : await binder.add(title, bytes, file.mediaType);
  const place: Place =
    typeof added === 'string' ? { kind: 'apart', why: added } : { kind: 'pages', page, count: added.pages };
  return { piece, place, read };
}

/** The contents name pages that depend on how long they are themselves. */
async function renderFront(binder: PdfBinder, front: Omit<FolderFront, 'frontPages'>): Promise<Uint8Array> {
  let frontPages = 2;
  for (let tries = 0; ; tries += 1) {
    const pdf = await renderPdf(folderDocument({ ...front, frontPages }));
    const pages = await binder.count(pdf);
    if (pages === frontPages || tries === 3) return pdf;
    frontPages = pages;
  }
}

async function* zipEntries(front: Uint8Array, placed: readonly Placed[]): AsyncGenerator<ZipEntry> {
  yield { name: '0. Содержание.pdf', content: front };
  for (const { piece, read } of placed) {
    const content = await read();
    if (content !== undefined) yield { name: piece.path, content };
  }
}
