import type { Page } from '@playwright/test';
import { expect, findViolations } from './journey.ts';

const WIDE = { width: 1280, height: 800 };
const PHONE = { width: 360, height: 740 };
/** What A4 leaves between its margins (`src/ui/print.css`), at 96 dots an inch. */
const PAPER = { width: 703, height: 1009 };

/**
 * The page as it is now, looked at in the ways that people look at it: on a phone in the light, on a wide screen in the
 * dark, and on paper. Says everything that is wrong, not only the first; ends light and wide.
 *
 * @param name what to call the page in a complaint.
 */
export async function expectWhole(page: Page, name: string): Promise<void> {
  await expect.soft(page.locator('h1'), `one h1: ${name}`).toHaveCount(1);
  await page.setViewportSize(PHONE);
  await choose(page, 'light');
  expect.soft(await findViolations(page), `axe: ${name}, light, ${PHONE.width} px`).toEqual([]);
  expect.soft(await page.evaluate(findSticking), `sticks out at ${PHONE.width} px: ${name}`).toEqual([]);
  await page.setViewportSize(WIDE);
  await choose(page, 'dark');
  // Names, order and roles are those of the light page: only the colours are others.
  const pale = await findViolations(page, ['color-contrast']);
  expect.soft(pale, `axe: ${name}, dark, ${WIDE.width} px`).toEqual([]);
  await page.setViewportSize(PAPER);
  await page.emulateMedia({ media: 'print' });
  await settle(page);
  expect.soft(await page.evaluate(findUnprintable), `on paper, from the dark look: ${name}`).toEqual([]);
  await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
  await page.setViewportSize(WIDE);
}

async function choose(page: Page, scheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ media: 'screen', colorScheme: scheme, reducedMotion: 'reduce' });
  // What the server writes for somebody who chose a look in the menu; a device that prints as light cannot undo it.
  await page.evaluate(
    (one) => document.documentElement.setAttribute('data-mantine-color-scheme', one),
    scheme,
  );
  await settle(page);
}

/** Two frames: what the change of a look or of the medium sets going is drawn. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
}

/** In the browser: what makes the page wider than its window. */
function findSticking(): string[] {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  return [...document.querySelectorAll('body *')]
    .filter((element) => element.getBoundingClientRect().right > clientWidth + 1)
    .slice(0, 3)
    .map((element) => `${element.tagName.toLowerCase()}.${element.className} of ${scrollWidth} px`)
    .concat(`${scrollWidth} px of ${clientWidth}`);
}

/* oxlint-disable unicorn/consistent-function-scoping -- the browser gets this one function, and nothing of the file around it */
/** In the browser, in print media: what nobody can press, what is cut, and what cannot be read on white. */
function findUnprintable(): string[] {
  const found: string[] = [];
  const nameOf = (element: Element): string =>
    `${element.tagName.toLowerCase()}.${element.className} «${(element.textContent ?? '').trim().slice(0, 40)}»`;
  const isSeen = (element: Element): boolean => {
    const { width, height } = element.getBoundingClientRect();
    return width > 2 && height > 2 && element.checkVisibility({ visibilityProperty: true });
  };
  const channels = (colour: string): readonly [number, number, number, number] => {
    const [red = 0, green = 0, blue = 0, alpha = 1] = (colour.match(/[\d.]+(?:e-?\d+)?/g) ?? []).map(Number);
    const scale = colour.startsWith('color(') ? 1 : 255;
    return [red / scale, green / scale, blue / scale, alpha];
  };
  const luminance = (colour: string): number => {
    const [red, green, blue] = channels(colour).map((part) =>
      part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
  };
  const ground = (element: Element | null): number => {
    if (element === null) return 1;
    const { backgroundColor } = getComputedStyle(element);
    return channels(backgroundColor)[3] < 0.5 ? ground(element.parentElement) : luminance(backgroundColor);
  };

  const pressed = 'nav, button, [role="button"], [type="submit"], [type="search"], .mantine-Button-root';
  for (const element of document.querySelectorAll(pressed)) {
    if (isSeen(element)) found.push(`cannot be pressed on paper: ${nameOf(element)}`);
  }
  // A poster prints the title of what it invites to, not of its page.
  if (![...document.querySelectorAll('h1, article h2')].some(isSeen)) found.push('no title is printed');

  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) found.push(`wider than the paper: ${scrollWidth} px of ${clientWidth}`);
  for (const element of document.querySelectorAll('body *')) {
    if (!isSeen(element)) continue;
    const { overflowX, clip, clipPath } = getComputedStyle(element);
    if (clipPath !== 'none' || clip !== 'auto') continue;
    // A field of one line scrolls by nature.
    if (
      element.tagName !== 'INPUT' &&
      overflowX !== 'visible' &&
      element.scrollWidth > element.clientWidth + 1
    ) {
      found.push(`cut: ${nameOf(element)}`);
    }
    const speaks = [...element.childNodes].some(
      (node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '',
    );
    if (!speaks || element.closest('.visually-hidden') !== null) continue;
    if (element.getBoundingClientRect().right > clientWidth + 1)
      found.push(`beyond the paper: ${nameOf(element)}`);
    const text = luminance(getComputedStyle(element).color);
    const behind = ground(element);
    if (behind < 0.7 || (behind + 0.05) / (text + 0.05) < 4.5)
      found.push(`not dark on white: ${nameOf(element)}`);
  }
  return [...new Set(found)].slice(0, 12);
}
