import { readFileSync } from 'node:fs';

import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

import { answerWork } from '#src/platform/render/answer-work.ts';
import { fontFiles, haveLetters } from '#src/platform/render/font-letters.ts';
import { joinPdf } from '#src/platform/render/join-pdf.ts';
import type { PdfPart } from '#src/platform/render/join-pdf.ts';
import { unpackPaper, type PackedPaper } from '#src/platform/render/packed-paper.ts';
import { bundleSource, paperSource, pdfSource } from '#src/platform/render/pdf-source.ts';

/** What the worker does: lay out a paper or many as one PDF, or join what it laid out before. */
export type PdfWork =
  | { readonly kind: 'layout'; readonly paper: PackedPaper }
  | {
      readonly kind: 'bundle';
      readonly title: string;
      readonly papers: readonly PackedPaper[];
      /** Number of the first of them in the whole bundle, from 1: what is said when one cannot be drawn. */
      readonly from: number;
    }
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

function bundle({ title, papers, from }: Extract<PdfWork, { kind: 'bundle' }>): string {
  const sources = papers.map((paper, at) => {
    try {
      return paperSource(unpackPaper(paper));
    } catch (error) {
      if (error instanceof RangeError)
        throw new RangeError(`Paper ${from + at}: ${error.message}`, { cause: error });
      throw error;
    }
  });
  return bundleSource(title, sources);
}

async function perform(work: PdfWork): Promise<PdfPart> {
  if (work.kind === 'layout') return layOut(pdfSource(unpackPaper(work.paper)));
  if (work.kind === 'bundle') return layOut(bundle(work));
  const pdf = await joinPdf(work.parts, work.oddStart);
  return { pdf, archival: work.parts.every(({ archival }) => archival) };
}

answerWork(perform, ({ pdf }) => [pdf.buffer as ArrayBuffer]);
