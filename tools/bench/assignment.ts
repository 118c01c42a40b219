import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Problem } from '#src/lib/assignment/model.ts';
import { makeDense, makeRandomLists, makeScarceLists, makeTopLists } from './assignment/instances.ts';
import {
  compileLemon,
  findScipy,
  runLemon,
  runNpm,
  runOurs,
  runScipy,
  type Peer,
} from './assignment/peers.ts';
import { writeProblem } from './assignment/problem-file.ts';
import type { Ours } from './assignment/run-ours.ts';

/**
 * `npm run bench assignment`: pairs found by ours, packages of npm, LEMON and SciPy on the same files, as far as they are there; a minute
 * or two. With `-- --full` also 100,000 mentees and 5,000 × 5,000, which takes the others long: a program is ended after so many
 * seconds of the processor. `--only=TEXT` takes the families in whose name the text is.
 */
const LIMIT_SECONDS = 30;
const FULL_LIMIT_SECONDS = 120;

interface Family {
  readonly name: string;
  readonly make: () => Problem;
  readonly isLong?: boolean;
  readonly lemon?: readonly string[];
  readonly npm?: readonly string[];
}

const FLOWS = ['NetworkSimplex', 'CostScaling'];
const MATRICES = ['hungarian-on3', 'munkres-js'];
const families: readonly Family[] = [
  { name: 'nearest 20, 1,000', make: () => makeTopLists(1000), lemon: FLOWS, npm: ['min-cost-flow'] },
  { name: 'random 20, 1,000', make: () => makeRandomLists(1000), lemon: FLOWS },
  { name: 'scarce 20, 1,000', make: () => makeScarceLists(1000), lemon: FLOWS },
  { name: 'nearest 20, 10,000', make: () => makeTopLists(10_000), lemon: FLOWS },
  { name: 'random 20, 10,000', make: () => makeRandomLists(10_000), lemon: FLOWS },
  { name: 'scarce 20, 10,000', make: () => makeScarceLists(10_000), lemon: FLOWS },
  { name: 'nearest 20, 100,000', make: () => makeTopLists(100_000), lemon: FLOWS, isLong: true },
  { name: 'random 20, 100,000', make: () => makeRandomLists(100_000), lemon: FLOWS, isLong: true },
  { name: 'scarce 20, 100,000', make: () => makeScarceLists(100_000), lemon: FLOWS, isLong: true },
  { name: 'dense 300, random', make: () => makeDense(300, 'random'), npm: MATRICES },
  { name: 'dense 300, people', make: () => makeDense(300, 'people'), npm: MATRICES },
  { name: 'dense 1,000, random', make: () => makeDense(1000, 'random'), npm: MATRICES },
  { name: 'dense 1,000, people', make: () => makeDense(1000, 'people'), npm: MATRICES },
  { name: 'dense 1,000, products', make: () => makeDense(1000, 'products'), npm: MATRICES },
  { name: 'dense 1,000, line', make: () => makeDense(1000, 'line'), npm: MATRICES },
  { name: 'dense 5,000, random', make: () => makeDense(5000, 'random'), isLong: true },
  { name: 'dense 5,000, people', make: () => makeDense(5000, 'people'), isLong: true },
];

function format(milliseconds: number): string {
  if (milliseconds < 10) return milliseconds.toFixed(1);
  return Math.round(milliseconds).toLocaleString('en-US');
}

function formatPeer({ name, spent, total }: Peer, ours: Ours, limitSeconds: number): string {
  if (spent === Infinity) return `${name}: over ${limitSeconds} s`;
  const wrong = total === ours.total ? '' : ` (another total: ${total})`;
  return `${name} ${format(spent)} (× ${(spent / ours.warm).toFixed(1)})${wrong}`;
}

/** Answers a table in Markdown. */
export async function run(): Promise<string> {
  const isFull = process.argv.includes('--full');
  const only = process.argv.find((word) => word.startsWith('--only='))?.slice('--only='.length) ?? '';
  const limit = isFull ? FULL_LIMIT_SECONDS : LIMIT_SECONDS;
  const folder = mkdtempSync(join(tmpdir(), 'assignment-'));
  const lemon = compileLemon(folder);
  const scipy = findScipy();
  const lines = [
    `LEMON ${lemon === null ? 'not there' : 'compiled by g++ -O3'}, SciPy ${scipy ?? 'not there'}.`,
    '',
    '| family | first, ms | warm, ms | gap | memory, MB | after one change, ms (slow) | others, ms (× ours warm) |',
    '|---|--:|--:|--:|--:|--:|---|',
  ];
  try {
    for (const { name, make, isLong, lemon: algorithms = [], npm = [] } of families) {
      if ((isLong && !isFull) || !name.includes(only)) continue;
      const file = join(folder, 'problem.bin');
      writeProblem(file, make());
      const ours = runOurs(file);
      const peers = [
        ...(lemon === null ? [] : algorithms.map((one) => runLemon(lemon, one, file, limit))),
        ...(scipy === null ? [] : [runScipy(file, limit)]),
        ...npm.map((one) => runNpm(one, file, LIMIT_SECONDS)),
      ];
      const theirs = peers.map((peer) =>
        formatPeer(peer, ours, npm.includes(peer.name) ? LIMIT_SECONDS : limit),
      );
      lines.push(
        `| ${name} | ${format(ours.first)} | ${format(ours.warm)} | ${ours.gap} | ${Math.round(ours.memory)} | ` +
          `${format(ours.again)} (${format(ours.againSlow)}) | ${theirs.join('; ')} |`,
      );
      process.stderr.write(`${lines.at(-1)!}\n`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return [...lines, ''].join('\n');
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.stdout.write(await run());
}
