#!/usr/bin/env node
// Whatever Node the shell has, the program runs on the one that it was installed with.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const pinned = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
const child = spawn(
  existsSync(pinned) ? pinned : process.execPath,
  [join(root, 'src', 'main.ts'), ...process.argv.slice(2)],
  { stdio: 'inherit' },
);
// Ctrl+C reaches both: this process waits until the program has stopped cleanly. What is sent to this one alone is handed
// on, but not on Windows, where `kill` would end the program on the spot.
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    if (process.platform !== 'win32') child.kill(signal);
  });
}
child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 0 : 1)));
