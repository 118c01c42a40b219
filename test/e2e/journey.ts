import { AxeBuilder } from '@axe-core/playwright';
import { expect, test as base, type Locator, type Page } from '@playwright/test';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { paletteOf } from '../../tools/palette-png.ts';
import { startProgram, STARTS_WITHIN_MS, type Program } from './program.ts';

const guideImages = join(import.meta.dirname, '..', '..', 'docs', 'guide', 'images');

/** A journey fails on anything that the browser complains about. */
export const test = base.extend<
  { complaints: string[] },
  { program: Program; isDemo: boolean; installation: string }
>({
  isDemo: [false, { option: true, scope: 'worker' }],
  // Journeys of one name share an installation; a journey that sets one up takes a name of its own.
  installation: ['shared', { option: true, scope: 'worker' }],
  program: [
    async ({ isDemo, installation: _name }, use) => {
      const program = await startProgram({ demo: isDemo });
      await use(program);
      await program.stop();
    },
    { scope: 'worker', timeout: STARTS_WITHIN_MS + 30_000 },
  ],
  baseURL: async ({ program }, use) => use(program.origin),
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        if (message.type() !== 'error') return;
        // A refused form is answered with its status on purpose; the browser notes every such answer.
        if (/status of 4(03|04|09|22)/.test(message.text())) return;
        complaints.push(message.text());
      });
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds wrong at the page as it is now: against WCAG 2.2 AA and best practice, or against the named rules alone. */
export async function findViolations(page: Page, only?: string[]): Promise<string[]> {
  // No frames of other sites here, and nothing is asked about what holds: both make it quicker.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] });
  const { violations } = await (only === undefined ? axe.withTags(RULES) : axe.withRules(only)).analyze();
  return violations.map(
    ({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map((node) => node.target.join(' ')).join('\n  ')}`,
  );
}

/** No violation of WCAG 2.2 AA or best practice that axe can see, at the page as it is now. */
export async function expectAccessible(page: Page): Promise<void> {
  expect(await findViolations(page), `axe at ${page.url()}`).toEqual([]);
}

/** Nothing sticks out sideways at phone width. */
export async function expectFitsPhone(page: Page): Promise<void> {
  const size = page.viewportSize();
  await page.setViewportSize({ width: 360, height: 740 });
  const [content, width] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  expect(content, `width of ${page.url()} at 360 px`).toBeLessThanOrEqual(width ?? 0);
  await expectAccessible(page);
  if (size !== null) await page.setViewportSize(size);
}

/**
 * A picture for the guide, with `from` at its top edge when it is named; made anew only when asked, so that a test run
 * leaves the tree as it was.
 */
export async function pictureForGuide(page: Page, name: string, from?: Locator): Promise<void> {
  if (process.env.GUIDE_PICTURES !== '1') return;
  await (from ?? page.locator('body')).evaluate((element) => element.scrollIntoView({ block: 'start' }));
  const picture = await page.screenshot({ animations: 'disabled' });
  await writeFile(join(guideImages, `${name}.png`), paletteOf(picture));
}
