import { expect, findViolations, test } from './journey.ts';
import { enterAs } from './steps.ts';

test.use({ isDemo: true, installation: 'matching' });

test('a curator shapes a draft of pairs, compares, proposes it, and serves somebody left out by one place more', async ({
  page,
}) => {
  await enterAs(page, 'Ручьёва', '/matching');
  await page.getByRole('link', { name: 'Новый подбор' }).click();
  await page.getByLabel('Название').fill('После встречи');
  await page.getByRole('button', { name: 'Подобрать' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('После встречи');
  await expect(page.getByText('Доказано: при этих условиях')).toBeVisible();
  expect(await findViolations(page)).toEqual([]);
  const draft = new URL(page.url()).pathname;

  // Who is left out: the page says what alone would help.
  await page.goto(`${draft}?show=unmatched`);
  const alone = page.getByRole('rowheader').first();
  const name = (await alone.getByRole('link').textContent()) ?? '';
  await alone.getByRole('link').click();
  const help = page.getByText(/^Ещё одно место у наставника: /).first();
  const helper = /наставника: (\S+)/.exec((await help.textContent()) ?? '')?.[1] ?? '';
  expect(await findViolations(page)).toEqual([]);

  // Pinned to somebody who had another, the rest is found anew; undone, it is as it was.
  await page.getByRole('button', { name: 'Закрепить' }).first().click();
  await expect(page.getByText('Пара закреплена. Остальные подобраны заново.')).toBeVisible();
  await page.goto(`${draft}?show=pinned`);
  await expect(page.getByRole('rowheader', { name })).toBeVisible();
  await page.getByRole('button', { name: 'Отменить последнее' }).click();
  await expect(page.getByText('Последнее изменение отменено.')).toBeVisible();

  // Two at once: whoever is second is told what the first did, and may go on.
  const other = await page.context().newPage();
  await other.goto(draft);
  await page.goto(draft);
  await page.getByRole('button', { name: 'Закрепить' }).last().click();
  await expect(page.getByText('Пара закреплена. Остальные подобраны заново.')).toBeVisible();
  await other.getByRole('button', { name: 'Исключить' }).first().click();
  const refused = other.getByText('подбор изменил кто-то другой').locator('..');
  await expect(refused.getByRole('listitem').filter({ hasText: 'Пара закреплена' })).toBeVisible();
  await other.getByRole('button', { name: 'Отменить последнее' }).click();
  await expect(other.getByText('Последнее изменение отменено.')).toBeVisible();
  await other.close();

  // A copy in which a pair is kept apart and two others swap, beside the first.
  await page.goto(draft);
  await page.getByText('Сделать копию').first().click();
  await page.getByLabel('Название копии').fill('Иначе');
  await page.getByRole('button', { name: 'Сделать копию' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Иначе');
  const copy = new URL(page.url()).pathname;
  await page.getByRole('button', { name: 'Исключить' }).last().click();
  await expect(page.getByText('Пара исключена. Остальные подобраны заново.')).toBeVisible();
  const paired = page.getByRole('row').filter({ has: page.getByRole('button', { name: 'Закрепить' }) });
  await paired.first().getByRole('rowheader').getByRole('link').click();
  await page.getByText('Поменяться наставниками').click();
  await page.getByLabel('С кем').selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Поменять', exact: true }).click();
  await expect(page.getByText('Наставники поменялись.')).toBeVisible();
  await page.goto(`${copy}/compare`);
  await page.getByLabel('С каким подбором').selectOption({ label: 'После встречи' });
  await page.getByRole('button', { name: 'Сравнить' }).click();
  await expect(page.getByText('Человек с парой')).toBeVisible();
  await expect(page.getByText(/У кого другая пара: [1-9]/)).toBeVisible();

  // The board by keyboard alone: a card is taken, put down with another mentor, and the next move begins where it lies now.
  await page.goto(`${copy}/board`);
  await page.waitForLoadState('networkidle');
  const card = page.getByRole('button', { name: /^Перенести – / }).first();
  const moved = (await card.textContent()) ?? '';
  await card.press('Enter');
  await page
    .getByRole('button', { name: /^Сюда – / })
    .last()
    .press('Enter');
  await expect(page.getByText('Пара закреплена. Остальные подобраны заново.')).toBeVisible();
  await expect(page.getByRole('button', { name: moved, exact: true })).toBeFocused();

  // The effect of a weight is shown before it is kept.
  await page.goto(`${copy}/settings`);
  await page.waitForLoadState('networkidle');
  await page.getByLabel('Запрос и сильные стороны').fill('0');
  await expect(page.getByRole('heading', { name: 'Что изменится' })).toBeVisible();

  // One place more with the mentor named by the program, and the banks read anew.
  await page.goto(`/banks/mentors?q=${encodeURIComponent(helper)}`);
  await page.getByRole('rowheader').getByRole('link').first().click();
  await page.getByText('Изменить предложение').click();
  await page.getByLabel(/Сколько наставляемых/).fill('2');
  await page.getByRole('button', { name: 'Сохранить' }).click();
  await page.goto(draft);
  await page.getByRole('button', { name: 'Перечитать базы' }).click();
  await expect(page.getByText('пары подобраны заново')).toBeVisible();
  await page.goto(`${draft}?show=unmatched`);
  await expect(page.getByRole('rowheader', { name })).toHaveCount(0);

  // To the participants.
  await page.goto(`${draft}/approve`);
  expect(await findViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Предложить отмеченным' }).click();
  await expect(page.getByText(/Предложено участникам: \d+ пар/)).toBeVisible();
  await expect(page).toHaveURL(/\/mentorships\?state=proposed/);
  await expect(page.getByRole('row').filter({ hasText: name.split(' ')[0] ?? name })).toBeVisible();
});
