import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parentPort } from 'node:worker_threads';

import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

/** What the worker is asked for and what it answers; ids pair them. */
export interface PdfRequest {
  readonly id: number;
  readonly source: string;
}
export type PdfAnswer =
  | { readonly id: number; readonly pdf: Uint8Array }
  | { readonly id: number; readonly failure: string };

const require = createRequire(import.meta.url);
const fonts = [
  'pt-serif/400Regular/PTSerif_400Regular.ttf',
  'pt-serif/400Regular_Italic/PTSerif_400Regular_Italic.ttf',
  'pt-serif/700Bold/PTSerif_700Bold.ttf',
  'pt-serif/700Bold_Italic/PTSerif_700Bold_Italic.ttf',
  'pt-sans/400Regular/PTSans_400Regular.ttf',
  'pt-sans/700Bold/PTSans_700Bold.ttf',
].map((path) => readFileSync(require.resolve(`@expo-google-fonts/${path}`)));
const template = readFileSync(new URL('./template.typ', import.meta.url), 'utf8');
// The workspace is this folder, and the template reads no files: a document has nothing to reach for on the disk.
const compiler = NodeCompiler.create({ workspace: import.meta.dirname, fontArgs: [{ fontBlobs: fonts }] });

function compile(source: string): Uint8Array {
  const run = compiler.compile({ mainFileContent: template, inputs: { document: source } });
  const { result } = run;
  if (!result) throw new Error(JSON.stringify(run.takeError()?.shortDiagnostics ?? 'no result'));
  const pdf = compiler.pdf(result);
  // Layouts of past documents are remembered by the compiler for ever unless told to forget.
  compiler.evictCache(3);
  return Uint8Array.from(pdf);
}

parentPort?.on('message', ({ id, source }: PdfRequest) => {
  let answer: PdfAnswer;
  try {
    answer = { id, pdf: compile(source) };
  } catch (error) {
    answer = { id, failure: error instanceof Error ? error.message : String(error) };
  }
  parentPort?.postMessage(answer, 'pdf' in answer ? [answer.pdf.buffer as ArrayBuffer] : []);
});
