import { expect, test } from './journey.ts';
import { approve, countRows, enterAs, importText, openRow } from './steps.ts';

test.use({ isDemo: true, javaScriptEnabled: false });

const PLAN = `План мероприятий (дорожная карта) наставничества на 2026-2027 учебный год
№ | Мероприятие | Срок | Ответственный | Результат
1 | Подготовка | | |
1.1 | Приказ о назначении куратора | до 15.09.2026 | Директор | Приказ
1.2 | Сбор согласий на обработку персональных данных | ближе к зиме | Куратор наставничества | Согласия
1.3 | Итоговая конференция наставников | 27.05.2027 | Куратор наставничества | Протокол
`;

test('the whole way from text to a closed activity needs no scripts', async ({ page }) => {
  await enterAs(page, 'Ручьёва');
  const roadmap = await importText(page, PLAN, 'Карта без скриптов');
  const { unclear } = await countRows(page);
  expect(unclear).toBeGreaterThan(0);

  // One row is mended by hand, the rest is taken as it was read.
  await openRow(page).getByRole('link', { name: 'Исправить срок' }).click();
  await page.getByLabel('Срок', { exact: true }).fill('октябрь 2026');
  await page.getByRole('button', { name: 'Сохранить' }).click();
  await page.goto(`${roadmap}/review?show=unclear`);
  for (let left = (await countRows(page)).unclear; left > 0; left -= 1) {
    await openRow(page)
      .getByRole('button', { name: /^(Всё верно|Подтвердить выбранное|Оставить без даты)$/ })
      .click();
  }
  await page.getByRole('button', { name: 'Принять проверку' }).click();
  await expect(page.getByRole('heading', { name: 'Кто ответственные' })).toBeVisible();
  await approve(page, roadmap, '310-од', '2026-09-01');

  await page.goto(`/plan?roadmap=${roadmap.split('/').at(-1)}`);
  await page.getByRole('link', { name: /Приказ о назначении куратора/ }).click();
  await page
    .getByRole('link', { name: /^Приложить/ })
    .first()
    .click();
  await page.getByLabel('Заметка').fill('Куратор назначен, приказ в папке у секретаря.');
  await page
    .getByRole('button', { name: /^Приложить и закрыть/ })
    .first()
    .click();
  await expect(page.getByText('Приложено и закрыто.')).toBeVisible();
});
