import { readFileSync } from 'node:fs';

import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

import { answerWork } from '#src/platform/render/answer-work.ts';
import { fontFiles, haveLetters } from '#src/platform/render/font-letters.ts';
import { joinPdf } from '#src/platform/render/join-pdf.ts';
import type { PdfPart } from '#src/platform/render/join-pdf.ts';

/** What the worker does: lay out papers, or join what it laid out before. */
export type PdfWork =
  | { readonly kind: 'layout'; readonly source: string }
  | { readonly kind: 'join'; readonly parts: readonly PdfPart[]; readonly oddStart: boolean };

const template = readFileSync(new URL('./template.typ', import.meta.url), 'utf8');
// The workspace is this folder, and the template reads nothing else: a document has nothing to reach for on the disk.
const compiler = NodeCompiler.create({
  workspace: import.meta.dirname,
  fontArgs: [{ fontBlobs: [...fontFiles] }],
});

function layOut(source: string): PdfPart {
  const run = compiler.compile({ mainFileContent: template, inputs: { document: source } });
  const { result } = run;
  if (!result) throw new Error(JSON.stringify(run.takeError()?.shortDiagnostics ?? 'no result'));
  const archival = haveLetters(source);
  const pdf = compiler.pdf(result, { pdfStandard: archival ? 'a-2b' : '1.7' });
  // Layouts of past documents are remembered by the compiler for ever unless told to forget. Remembering none slows the
  // next down by a quarter; remembering three takes half as much memory again.
  compiler.evictCache(1);
  return { pdf: Uint8Array.from(pdf), archival };
}

async function perform(work: PdfWork): Promise<PdfPart> {
  if (work.kind === 'layout') return layOut(work.source);
  const pdf = await joinPdf(work.parts, work.oddStart);
  return { pdf, archival: work.parts.every(({ archival }) => archival) };
}

answerWork(perform, ({ pdf }) => [pdf.buffer as ArrayBuffer]);
