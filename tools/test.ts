import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { findOrInstallChromium } from './find-chromium.ts';

const root = join(import.meta.dirname, '..');
const bin = join(root, 'node_modules', '.bin');

interface Step {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
}

/** Everything that has to hold before a change lands, the quickest first. */
const steps: readonly Step[] = [
  { name: 'types of the pages', command: 'react-router', args: ['typegen'] },
  { name: 'type check', command: 'tsc', args: ['-p', '.'] },
  { name: 'lint', command: 'oxlint', args: ['--deny-warnings'] },
  { name: 'format', command: 'oxfmt', args: ['--check'] },
  { name: 'unit and database tests', command: 'vitest', args: ['run'] },
  { name: 'build', command: 'node', args: [join(root, 'tools', 'build.ts')] },
  { name: 'browser tests', command: 'playwright', args: ['test'] },
];

function run({ name, command, args }: Step, environment: NodeJS.ProcessEnv): boolean {
  console.log(`\n== ${name}`);
  const startedAt = performance.now();
  const done = spawnSync(join(bin, process.platform === 'win32' ? `${command}.cmd` : command), args, {
    cwd: root,
    stdio: 'inherit',
    env: environment,
    shell: process.platform === 'win32',
  });
  console.log(
    `== ${name}: ${done.status === 0 ? 'passed' : 'FAILED'} in ${Math.round((performance.now() - startedAt) / 1000)} s`,
  );
  return done.status === 0;
}

const browser = findOrInstallChromium((line) => console.log(line));
if (browser === null) {
  console.error(
    'The browser tests need Chromium or Chrome: install it, or name it in CHROMIUM=/path/to/chrome.',
  );
  process.exit(1);
}
if (!existsSync(join(root, 'test', 'e2e')) || readdirSync(join(root, 'test', 'e2e')).length === 0) {
  console.error('test/e2e is empty: a run without browser tests proves nothing.');
  process.exit(1);
}
const environment: NodeJS.ProcessEnv = {
  ...process.env,
  CHROMIUM: browser,
  PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`,
};
let passed = 0;
for (const step of steps) {
  if (!run(step, environment)) {
    console.log(`\n${passed} passed, 1 failed`);
    process.exit(1);
  }
  passed += 1;
}
console.log(`\nAll ${passed} steps hold.`);
