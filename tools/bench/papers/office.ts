import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What LibreOffice took for a set of papers. */
export interface OfficeFigures {
  readonly seconds: number;
  /** Seconds of the processor; `null` where the system does not tell. */
  readonly processor: number | null;
  readonly pdfs: readonly Uint8Array[];
  /** Peak of its process, MB; `null` where the system does not tell. */
  readonly peakMegabytes: number | null;
}

/** The program that converts without a window, or `null` on a machine without LibreOffice. */
export function findOffice(): string | null {
  for (const name of ['soffice', 'libreoffice'])
    try {
      execFileSync(name, ['--version'], { stdio: 'ignore' });
      return name;
    } catch {
      // The next name, if any.
    }
  return null;
}

/** Converts DOCX to PDF in one start of the program, as an office would do a folder of them. */
export async function convertByOffice(
  program: string,
  papers: readonly Uint8Array[],
): Promise<OfficeFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'office-'));
  try {
    const files = papers.map((_, index) => join(folder, `${index}.docx`));
    for (const [index, paper] of papers.entries()) await writeFile(files[index] ?? '', paper);
    const profile = `-env:UserInstallation=file://${folder}/profile`;
    const args = [profile, '--headless', '--convert-to', 'pdf', '--outdir', folder];
    // A profile is made on the first start, which is not what is measured.
    await run(program, [...args, files[0] ?? '']);
    const start = performance.now();
    const watch = watchPeak(profile);
    await run(program, [...args, ...files], { maxBuffer: 2 ** 26 });
    const seconds = (performance.now() - start) / 1_000;
    const { peakMegabytes, processor } = watch();
    const pdfs = await Promise.all(files.map(async (file) => readFile(file.replace(/docx$/u, 'pdf'))));
    return { seconds, processor, pdfs, peakMegabytes };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Seen {
  readonly peakMegabytes: number | null;
  readonly processor: number | null;
}

/** Looks at memory and time of the program with that profile ten times a second; the answer ends it. */
function watchPeak(profile: string): () => Seen {
  let memory = 0;
  let processor = 0;
  const timer = setInterval(() => {
    try {
      const lines = execFileSync('ps', ['-eo', 'rss=,cputimes=,args='], { encoding: 'utf8' }).split('\n');
      for (const line of lines.filter((text) => text.includes('soffice.bin') && text.includes(profile))) {
        const [rss = 0, time = 0] = line.trim().split(/\s+/u).map(Number);
        memory = Math.max(memory, rss);
        processor = Math.max(processor, time);
      }
    } catch {
      // No `ps`, no figure.
    }
  }, 100);
  return () => {
    clearInterval(timer);
    return memory > 0
      ? { peakMegabytes: Math.round(memory / 1_024), processor }
      : { peakMegabytes: null, processor: null };
  };
}
