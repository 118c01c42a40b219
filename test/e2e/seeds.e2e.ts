import { expect, expectAccessible, test } from './journey.ts';
import { countRows, enterAs, importText, readSeed } from './steps.ts';

test.use({ isDemo: true });

/** What a careful reader counts in each of the five documents, headings of groups included. */
const rowCounts = [24, 36, 17, 14, 14];

test('five documents of five makes are read with every row', async ({ page }) => {
  await enterAs(page, 'Ручьёва');
  for (const [index, rowCount] of rowCounts.entries()) {
    await importText(page, await readSeed(index), `Карта ${index + 1}`);
    expect(await countRows(page), `rows of document ${index}`).toMatchObject({ all: rowCount });
    if (index === 1) await expectAccessible(page);
  }
});
