import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { basename, join } from 'node:path';

/**
 * `npm run bench [NAME …]`: runs the benchmarks of tools/bench (all, or those named) one after another and prints
 * their tables as Markdown, with the machine and the day, ready for docs/performance.md.
 */
const folder = join(import.meta.dirname, 'bench');
const known = readdirSync(folder)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => basename(file, '.ts'))
  .toSorted();
const wanted = process.argv.slice(2).filter((name) => !name.startsWith('--'));
const unknown = wanted.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`No such benchmark: ${unknown.join(', ')}. Known: ${known.join(', ')}`);
  process.exit(2);
}
const memory = Math.round(totalmem() / 2 ** 30);
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
console.log(
  `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'CPU'}, ${memory} GiB, Node ${process.versions.node}, ` +
    `${Temporal.Now.plainDateISO().toString()}, ${commit}`,
);
for (const name of wanted.length === 0 ? known : wanted) {
  const { run } = (await import(join(folder, `${name}.ts`))) as { run: () => Promise<string> };
  console.log(`\n## ${name}\n\n${await run()}`);
}
