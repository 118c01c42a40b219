import type { Page } from '@playwright/test';

/**
 * Counts what a person does from now on: `screens` are pages and answers that the browser came to, `presses` are clicks
 * on links, buttons, choices and folds. Typing is not counted.
 */
export async function countPresses(page: Page): Promise<() => { screens: number; presses: number }> {
  let presses = 0;
  let screens = 0;
  await page.exposeFunction('notePress', () => {
    presses += 1;
  });
  await page.addInitScript(() => {
    addEventListener(
      'click',
      ({ target, isTrusted }) => {
        const pressed =
          target instanceof Element && target.closest('a, button, summary, input, label, option') !== null;
        if (isTrusted && pressed)
          void (globalThis as unknown as { notePress: () => Promise<void> }).notePress();
      },
      { capture: true },
    );
  });
  page.on('framenavigated', (frame) => {
    if (frame === page.mainFrame()) screens += 1;
  });
  return () => ({ screens, presses });
}
