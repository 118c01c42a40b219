import type { Page } from '@playwright/test';
import { compilePdf } from '../../tools/fixtures/make-documents.ts';
import { expect, expectAccessible, test } from './journey.ts';
import { enterAs, importText } from './steps.ts';

test.use({ isDemo: true });

/** The first address on the page that begins like this and goes on with an id (they all begin with 0). */
async function firstHref(page: Page, start: string): Promise<string> {
  const link = page.getByRole('main').locator(`a[href^="${start}0"]`).first();
  return ((await link.getAttribute('href')) ?? '').replace(/\?.*/, '');
}

test('what belongs to another organization is not found, whoever knows its address', async ({
  page,
  browser,
  baseURL,
}) => {
  await enterAs(page, 'Луговая', '/plan');
  const foreign = [await firstHref(page, '/plan/activities/')];
  await page.goto('/roadmaps');
  foreign.push(await firstHref(page, '/roadmaps/'));
  await page.goto('/documents');
  foreign.push(await firstHref(page, '/documents/'));

  const other = await browser.newContext({ baseURL: baseURL ?? '' });
  const curator = await other.newPage();
  await enterAs(curator, 'Ручьёва');
  for (const path of [...foreign, `${foreign[1]}/review`, '/roadmaps/not-an-id', '/plan/activities/1']) {
    const answer = await curator.goto(path);
    expect(answer?.status(), path).toBe(404);
    await expect(curator.getByText('Код ошибки: 404')).toBeVisible();
    expect(await curator.getByRole('main').innerText()).not.toContain('Заречен');
  }
  await expectAccessible(curator);
  await other.close();
});

test('a role that may not is told who may', async ({ page }) => {
  await enterAs(page, 'Каштанов');
  const answer = await page.goto('/roadmaps/new');
  expect(answer?.status()).toBe(403);
  await expect(page.getByRole('heading', { level: 1, name: 'Нет права' })).toBeVisible();
  await expectAccessible(page);

  await page.goto('/plan');
  await page
    .getByRole('link', { name: /Сформировать наставнические пары/ })
    .first()
    .click();
  await expect(page.getByText(/отвечаете не вы/)).toBeVisible();
  await expect(page.getByRole('link', { name: /^Приложить/ })).toHaveCount(0);
});

test('an address of a file says on a page why there is none', async ({ page }) => {
  const expired = await page.goto('/code/23456-AEKMH');
  expect(expired?.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1, name: 'Код не действует' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Ввести код' }).click();
  await expect(page).toHaveURL(/\/code$/);

  await enterAs(page, 'Каштанов', '/plan');
  const missing = await page.goto('/files/00000000-0000-7000-8000-000000000000');
  expect(missing?.status()).toBe(404);
  await expect(page.getByText('Код ошибки: 404')).toBeVisible();
  await expect(page.getByRole('navigation').first()).toBeVisible();
});

test('nobody who is not signed in sees a page, and comes back to it afterwards', async ({ page }) => {
  await page.goto('/documents?q=%D0%BF%D1%80%D0%B8%D0%BA%D0%B0%D0%B7');
  await expect(page).toHaveURL(/\/signin\?next=/);
  await page.getByRole('button', { name: 'Ручьёва' }).click();
  await expect(page).toHaveURL(/\/documents\?q=/);
});

test('a form that somebody else overtook shows the newer state and keeps what was typed', async ({
  page,
}) => {
  await enterAs(page, 'Ручьёва');
  const roadmap = await importText(
    page,
    'План мероприятий на 2026-2027 учебный год\n№ | Мероприятие | Срок | Ответственный\n1 | Приказ о кураторе | до 15.09.2026 | Директор\n2 | Итоговая встреча | май 2027 | Куратор',
    'Карта для двоих',
  );
  await page.goto(`${roadmap}/review?show=all`);
  await page.getByRole('link', { name: 'Изменить' }).click();
  await page.waitForURL(/\/rows\//);
  const colleague = await page.context().newPage();
  await colleague.goto(page.url());
  await colleague.getByLabel('Результат, вид документа').fill('Приказ о назначении');
  await colleague.getByRole('button', { name: 'Сохранить' }).click();
  await expect(colleague.getByText('Строка сохранена')).toBeVisible();

  await page.getByLabel('Результат, вид документа').fill('Распоряжение');
  await page.getByRole('button', { name: 'Сохранить' }).click();
  await expect(page.getByRole('alert')).toContainText('изменил кто-то другой');
  const beside = page.getByRole('region', { name: 'Что изменилось, пока вы работали' });
  await expect(beside.getByRole('listitem')).toHaveText(
    'Результат, вид документаСейчас сохраненоПриказ о назначенииУ вас введеноРаспоряжение',
  );
  await expect(page.getByLabel('Результат, вид документа')).toHaveValue('Распоряжение');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Сохранить' }).click();
  await expect(page.getByText('Строка сохранена')).toBeVisible();
});

test('a form sent twice is carried out once', async ({ page }) => {
  await enterAs(page, 'Ручьёва');
  await page.goto('/documents/new');
  await page.getByLabel('Вид').selectOption('order');
  await page.getByLabel('Заголовок').fill('О двойном нажатии');
  await page.getByLabel('Номер').fill('701-од');
  await page.getByLabel('Дата').fill('2026-10-05');
  const statuses = await page.evaluate(async () => {
    const form = document.querySelector<HTMLFormElement>('main form[method=post]');
    if (form === null) return [];
    const send = () => fetch(location.href, { method: 'post', body: new FormData(form) });
    return (await Promise.all([send(), send()])).map((answer) => answer.status);
  });
  expect(statuses).toHaveLength(2);
  await page.goto(`/documents?q=${encodeURIComponent('О двойном нажатии')}`);
  await expect(page.getByRole('main')).toContainText('Документов: 1');
});

const files = [
  {
    what: 'a damaged document',
    name: 'План.docx',
    buffer: Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(4_000, 7)]),
    says: /Файл повреждён/,
  },
  {
    what: 'a document of an old format',
    name: 'План.doc',
    buffer: Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(4_000)]),
    says: /старого формата/,
  },
  {
    what: 'a scan',
    name: 'Скан.pdf',
    buffer: Buffer.from(compilePdf('#rect(width: 12cm, height: 18cm, fill: luma(220))')),
    says: /только изображения страниц|нет ни текста/,
  },
  {
    what: 'a letter without any plan',
    name: 'Письмо.txt',
    buffer: Buffer.from('Уважаемые родители! Приглашаем вас на собрание в четверг.'),
    says: /не нашлось ни одной строки плана/,
  },
];

test('files that cannot be read are refused with what to do', async ({ page }) => {
  await enterAs(page, 'Ручьёва');
  for (const file of files) {
    await page.goto('/roadmaps/new');
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: file.name, mimeType: 'application/octet-stream', buffer: file.buffer });
    await page.getByRole('button', { name: 'Прочитать документ' }).click();
    await expect(page.getByRole('alert'), file.what).toContainText(file.says);
  }
  await expectAccessible(page);
});

test('markup in a field stays text', async ({ page }) => {
  let dialogs = 0;
  page.on('dialog', (dialog) => {
    dialogs += 1;
    return dialog.dismiss();
  });
  await enterAs(page, 'Ручьёва');
  const markup = '<img src=x onerror=alert(1)><script>alert(2)</script>&amp;';
  await page.goto('/documents/new');
  await page.getByLabel('Вид').selectOption('order');
  await page.getByLabel('Заголовок').fill(`О знаках ${markup}`);
  await page.getByLabel('Номер').fill('702-од');
  await page.getByLabel('Дата').fill('2026-10-06');
  await page.getByRole('button', { name: 'Сохранить' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(markup);
  await page.goto(`/documents?q=702`);
  await expect(page.getByRole('link', { name: markup })).toBeVisible();
  await importText(
    page,
    `План мероприятий на 2026-2027 учебный год\n№ | Мероприятие | Срок | Ответственный\n1 | Встреча ${markup} | до 15.09.2026 | Директор`,
    `Карта ${markup}`,
  );
  await expect(page.getByText(`Встреча ${markup}`).first()).toBeVisible();
  expect(await page.locator('img[src=x]').count()).toBe(0);
  expect(dialogs).toBe(0);
});
