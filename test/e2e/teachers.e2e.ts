import { expect, expectAccessible, expectFitsPhone, test } from './journey.ts';
import { approve, countRows, enterAs, importText, readSeed, settleRows } from './steps.ts';

test.use({ isDemo: true });

test('a plan of stages without a single date becomes a dated year', async ({ page }) => {
  await enterAs(page, 'Ручьёва');
  const roadmap = await importText(page, await readSeed(3), 'Наставничество педагогов');
  expect(await countRows(page)).toMatchObject({ all: 14 });
  await expectAccessible(page);

  // The document names no year at all: the dates of the seven stages bring the period along.
  await page.goto(`${roadmap}/dates`);
  await expect(page.getByRole('heading', { name: 'Сроки по семи этапам' })).toBeVisible();
  await expectFitsPhone(page);
  await page.getByRole('button', { name: /^Взять все: \d+/ }).click();
  await expect(page.getByText(/Сроки поставлены в \d+ строк/)).toBeVisible();

  await page.goto(`${roadmap}/review?show=unclear`);
  await settleRows(page);
  await page.getByRole('button', { name: 'Принять проверку' }).click();
  await expect(page.getByRole('heading', { name: 'Кто ответственные' })).toBeVisible();
  await approve(page, roadmap, '301-од', '2026-09-10');

  await page.goto(`/plan?roadmap=${roadmap.split('/').at(-1)}`);
  await expect(page.getByText(/банк\S* данных наставляемых/i).first()).toBeVisible();
});
