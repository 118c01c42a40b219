import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Ours } from './run-ours.ts';

/** What another program took; `null` when it is not there. */
export interface Peer {
  readonly name: string;
  /** Milliseconds of the processor; `Infinity` when it was ended at the limit. */
  readonly spent: number;
  readonly total: number | null;
}

const here = import.meta.dirname;

/** Runs a program with a limit on the seconds that the processor gives it. */
function runLimited(command: readonly string[], limitSeconds: number): { output: string; isLate: boolean } {
  const { stdout, status, signal, stderr } = spawnSync(
    'sh',
    ['-c', `ulimit -t ${limitSeconds}; exec "$@"`, 'sh', ...command],
    { encoding: 'utf8', maxBuffer: 2 ** 26 },
  );
  const isLate = signal === 'SIGKILL' || signal === 'SIGXCPU' || status === 137 || status === 152;
  if (status !== 0 && !isLate) throw new Error(`${command.join(' ')}: ${stderr.slice(-500)}`);
  return { output: stdout, isLate };
}

export function runOurs(file: string): Ours {
  const { output } = runLimited([process.execPath, join(here, 'run-ours.ts'), file], 600);
  return JSON.parse(output) as Ours;
}

function readPeer(name: string, command: readonly string[], limitSeconds: number): Peer {
  const { output, isLate } = runLimited(command, limitSeconds);
  if (isLate) return { name, spent: Infinity, total: null };
  const [, spent, total] = output.trim().split(' ');
  return { name, spent: Number(spent), total: Number(total) };
}

export function runNpm(name: string, file: string, limitSeconds: number): Peer {
  return readPeer(name, [process.execPath, join(here, 'run-npm.ts'), name, file], limitSeconds);
}

/** The compiled program; null without a compiler or LEMON (Debian: `g++ liblemon-dev`). */
export function compileLemon(folder: string): string | null {
  const program = join(folder, 'lemon');
  const { status } = spawnSync('g++', ['-O3', '-o', program, join(here, 'lemon.cpp')]);
  return status === 0 ? program : null;
}

export function runLemon(program: string, algorithm: string, file: string, limitSeconds: number): Peer {
  return readPeer(`LEMON ${algorithm}`, [program, file, algorithm], limitSeconds);
}

/** The version of SciPy, null without it. */
export function findScipy(): string | null {
  const { status, stdout } = spawnSync('python3', ['-c', 'import scipy; print(scipy.__version__)'], {
    encoding: 'utf8',
  });
  return status === 0 ? stdout.trim() : null;
}

export function runScipy(file: string, limitSeconds: number): Peer {
  return readPeer('scipy', ['python3', join(here, 'run-scipy.py'), file], limitSeconds);
}
