import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { untilStopped } from './stop-signals.ts';

function fakeProcess(platform: NodeJS.Platform = 'linux') {
  const exits: number[] = [];
  const source = Object.assign(new EventEmitter(), {
    platform,
    exit: (code: number) => exits.push(code),
  });
  return { source, exits, asProcess: source as unknown as NodeJS.Process };
}

test('one press that arrives twice stops cleanly; a later one ends at once', async () => {
  const { source, exits, asProcess } = fakeProcess();
  let now = 10;
  const stopped = untilStopped(asProcess, () => now);
  source.emit('SIGINT');
  source.emit('SIGINT');
  await stopped;
  expect(exits).toEqual([]);
  now += 1_500;
  source.emit('SIGTERM');
  expect(exits).toEqual([1]);
});

test('a closed window stops it on Windows; elsewhere nohup keeps its meaning', async () => {
  const windows = fakeProcess('win32');
  const stopped = untilStopped(windows.asProcess);
  windows.source.emit('SIGHUP');
  await stopped;
  const linux = fakeProcess('linux');
  void untilStopped(linux.asProcess);
  expect(linux.source.listenerCount('SIGHUP')).toBe(0);
});
