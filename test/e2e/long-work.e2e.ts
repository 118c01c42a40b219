import { expect, expectAccessible, expectFitsPhone, test } from './journey.ts';
import { beginLongWork, enterAs } from './steps.ts';

test.use({ isDemo: true });

test('a document of 4,900 rows shows how far it is, can be cancelled, and the site answers meanwhile', async ({
  page,
  browser,
  baseURL,
}) => {
  await enterAs(page, 'Ручьёва');
  const count = page.getByText(/^Дорожные карты: \d+$/);
  const before = await count.innerText();
  const task = await beginLongWork(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Чтение документа «Большой план.xlsx»');
  await expect(page.getByRole('progressbar')).toBeVisible();
  await expectAccessible(page);

  // The computing goes on in a thread; everybody else's pages are made meanwhile.
  const answers = await page.evaluate(async () => {
    const statuses: number[] = [];
    for (let time = 0; time < 5; time += 1) statuses.push((await fetch('/plan')).status);
    return statuses;
  });
  expect(answers).toEqual([200, 200, 200, 200, 200]);
  await expect(page.getByRole('progressbar')).toBeVisible();

  // Nobody else finds it.
  const other = await browser.newContext({ baseURL: baseURL ?? '' });
  const stranger = await other.newPage();
  await enterAs(stranger, 'Луговая', '/plan');
  expect((await stranger.goto(task))?.status()).toBe(404);
  await other.close();

  await page.getByRole('link', { name: 'Отменить' }).click();
  await expect(page.getByText('Отменить эту работу?')).toBeVisible();
  await expectFitsPhone(page);
  await page.getByRole('button', { name: 'Отменить работу' }).click();
  await expect(page.getByText('Ничего не сохранено')).toBeVisible();
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  await expectFitsPhone(page);
  await page.goto('/roadmaps');
  await expect(count).toHaveText(before);
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('a long document leads to its review by itself', async ({ page }) => {
    // Only that it comes is looked at: a busy machine takes its time over 4,900 rows.
    test.setTimeout(300_000);
    await enterAs(page, 'Ручьёва');
    await beginLongWork(page);
    await expect(page.getByRole('progressbar')).toBeVisible();
    await page.waitForURL(/\/roadmaps\/[0-9a-f-]{36}\/review/, { timeout: 240_000 });
    await expect(page.getByText('Карта прочитана')).toBeVisible();
  });
});
