import type { Report } from '#src/platform/threads.ts';

/** Work for the tests of threads. */
export function countUp(
  { to, milliseconds }: { to: number; milliseconds: number },
  report: Report,
): { counted: number } {
  for (let number = 1; number <= to; number += 1) {
    const until = performance.now() + milliseconds;
    while (performance.now() < until);
    report('Считаем', number, to);
  }
  return { counted: to };
}

let calls = 0;

export function countCalls(_input: null): number {
  calls += 1;
  return calls;
}

export function fail(message: string): never {
  throw new Error(message);
}

export function spin(_input: null, report: Report): never {
  report('Крутимся', 0, 0);
  for (;;);
}

export function hoard(_input: null): number {
  const hoarded: number[][] = [];
  for (;;) hoarded.push(Array.from({ length: 10_000 }, (_, index) => index * 1.5));
}
