import { expect, expectFitsPhone, pictureForGuide, test } from './journey.ts';
import { enterAs } from './steps.ts';

test.use({ isDemo: true });

test('a curator enters papers, sees who is missing, prints forms; a person signs and withdraws by themselves', async ({
  page,
}) => {
  await enterAs(page, 'Ручьёва', '/consents');
  const main = page.getByRole('main');
  await expect(page.getByRole('heading', { level: 1, name: 'Согласия' })).toBeVisible();

  await main.getByRole('link', { name: 'Внести подписанные' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Внести подписанные согласия' })).toBeVisible();
  await page.getByLabel('Имя', { exact: true }).fill('Полян');
  await page.getByRole('button', { name: 'Показать' }).click();
  await expect(page.getByText('Людей: 1', { exact: true })).toBeVisible();
  await main.getByRole('checkbox', { name: /Полянская/ }).check();
  await page.getByLabel('Где лежат бумаги').fill('личные дела');
  await pictureForGuide(page, 'consents-enter');
  await page.getByRole('button', { name: 'Внести отмеченным' }).click();
  await expect(page.getByText('Внесено: 1 подпись.')).toBeVisible();
  await pictureForGuide(page, 'consents');

  await main.getByRole('link', { name: /Полянская/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: /Полянская/ })).toBeVisible();
  await expect(main.getByText('действует').first()).toBeVisible();
  await pictureForGuide(page, 'consents-person');
  await main.getByText('Внести отзыв согласия').click();
  await page.getByLabel('Что сказано').fill('заявление');
  await page.getByRole('button', { name: 'Внести отзыв', exact: true }).click();
  await expect(page.getByText('Отзыв внесён')).toBeVisible();

  await page.goto('/consents/print?kind=staff');
  await expect(main.getByRole('checkbox', { name: 'Обработка данных наставничества' })).toBeChecked();
  await page.goto('/consents/print?kind=staff&purposes=processing&purposes=photo');
  await expect(main.getByRole('link', { name: 'Скачать PDF' })).toBeVisible();
  const download = page.waitForEvent('download');
  await main.getByRole('link', { name: 'Скачать PDF' }).click();
  expect((await download).suggestedFilename()).toMatch(/\.pdf$/);

  await page.goto('/consents/texts');
  await main.getByRole('link', { name: 'Обработка данных наставничества' }).click();
  await expect(
    page.getByRole('heading', { level: 1, name: 'Обработка данных наставничества' }),
  ).toBeVisible();
  await main.getByText('Изменить текст').click();
  await expectFitsPhone(page);
  await page
    .getByRole('textbox', { name: 'Когда человек подписывает за себя' })
    .fill('Я, {фио}, согласен с {всем}.');
  await page.getByRole('button', { name: 'Утвердить новую версию' }).click();
  await expect(page.getByText(/\{всем\}/).first()).toBeVisible();
  await expectFitsPhone(page);

  await page.goto('/my/consents');
  await pictureForGuide(page, 'my-consents');
  await main.getByRole('link', { name: 'Прочитать и подписать' }).first().click();
  await expect(page.getByRole('button', { name: 'Подписать', exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Подписать', exact: true }).click();
  await expect(page.getByText('отметьте, что прочитали и согласны').first()).toBeVisible();
  await page.getByLabel(/Я прочитал/).check();
  await page.getByRole('button', { name: 'Подписать', exact: true }).click();
  await expect(page.getByText('Подписано.')).toBeVisible();
  await main.getByText('Отозвать', { exact: true }).first().click();
  await page.getByRole('button', { name: 'Отозвать согласие' }).first().click();
  await expect(page.getByText('Согласие отозвано')).toBeVisible();
});
