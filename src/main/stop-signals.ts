/** The same key press may arrive twice: from the terminal, and handed on by npm. */
const SAME_PRESS_MILLISECONDS = 1_000;

/**
 * Waits for SIGINT or SIGTERM (on Windows also for Ctrl+Break and a closed window). One that comes again later than a
 * second after the first ends the process at once: whoever presses Ctrl+C again does not want to wait.
 */
export function untilStopped(
  source: Pick<NodeJS.Process, 'on' | 'exit' | 'platform'> = process,
  now: () => number = () => performance.now(),
): Promise<void> {
  const signals: readonly NodeJS.Signals[] =
    source.platform === 'win32' ? ['SIGINT', 'SIGTERM', 'SIGBREAK', 'SIGHUP'] : ['SIGINT', 'SIGTERM'];
  return new Promise((resolve) => {
    let firstAt: number | undefined;
    const stop = (): void => {
      if (firstAt !== undefined && now() - firstAt > SAME_PRESS_MILLISECONDS) source.exit(1);
      firstAt ??= now();
      resolve();
    };
    for (const signal of signals) source.on(signal, stop);
  });
}
