import { expect, expectAccessible, expectFitsPhone, test } from './journey.ts';
import { enterAs } from './steps.ts';

test.use({ isDemo: true });

test('a candidate applies from a phone without scripts, the curator takes them for somebody new and into the bank', async ({
  page,
  browser,
}) => {
  await enterAs(page, 'Ручьёва', '/banks/calls');
  await page.getByRole('link', { name: 'Новый набор' }).click();
  await page.getByLabel('Название набора').fill('Научите младших робототехнике');
  await page.getByLabel('студент или студентка').check();
  await page.getByRole('button', { name: 'Открыть набор' }).click();
  await expect(page.getByText('Набор открыт')).toBeVisible();
  await expectFitsPhone(page);
  const call = page.url();
  const address = await page.getByRole('link', { name: /\/apply\// }).innerText();
  await page.goto(`${call}/poster`);
  await expect(page.getByRole('img', { name: 'Ссылка на заявку' })).toBeVisible();
  await expectAccessible(page);

  const phone = await browser.newContext({
    javaScriptEnabled: false,
    locale: 'ru-RU',
    viewport: { width: 360, height: 740 },
  });
  const applicant = await phone.newPage();
  await applicant.goto(address);
  await applicant.getByRole('button', { name: 'Отправить заявку' }).click();
  await expect(applicant.getByRole('alert')).toContainText('без согласия на обработку заявки');
  await applicant.getByLabel('Фамилия').fill('Тростинкин');
  await applicant.locator('[name="givenName"]').fill('Егор');
  await applicant.getByLabel('Дата рождения').fill('2005-06-07');
  await applicant.getByLabel('Телефон').fill('+7 900 000-00-09');
  await applicant.getByLabel('В чём могу помочь').fill('робототехника');
  await applicant.getByLabel(/^Прочитал/).check();
  await applicant.getByRole('button', { name: 'Отправить заявку' }).click();
  await expect(applicant.getByText('Заявка отправлена')).toBeVisible();
  const unknown = await applicant.goto(address.replace(/.{3}$/, '222'));
  expect(unknown?.status()).toBe(404);
  await phone.close();

  await page.goto(call);
  await page.getByRole('link', { name: 'Тростинкин Егор' }).click();
  await page.getByRole('button', { name: 'Принять заявку' }).click();
  await expect(page.getByText('нужно согласие на обработку данных')).toBeVisible();
  await expectFitsPhone(page);
  const application = page.url();

  // The paper is signed; what was written in the application becomes an offer, and the application is settled.
  const main = page.getByRole('main');
  await page.goto('/consents/enter');
  await page.getByLabel('Имя', { exact: true }).fill('Тростинкин');
  await page.getByRole('button', { name: 'Показать' }).click();
  await main.getByRole('checkbox', { name: /Тростинкин Егор/ }).check();
  await page.getByRole('button', { name: 'Внести отмеченным' }).click();
  await expect(page.getByText('Внесено: 1 подпись.')).toBeVisible();
  await page.goto(application);
  await page.getByRole('link', { name: 'Внести в базу' }).click();
  await expect(page.locator('[name="competences"]')).toHaveValue('робототехника');
  await page.getByRole('button', { name: 'Сохранить', exact: true }).click();
  await expect(page).toHaveURL(/\/banks\/mentors\/[0-9a-f-]{36}$/);
  await page.goto('/banks/mentors?q=тростинкин');
  await expect(main.getByRole('link', { name: /Тростинкин Егор/ })).toBeVisible();
  await expectFitsPhone(page);
  await page.goto(application);
  await expect(main.getByText('Написанное в заявке удалено')).toBeVisible();
  await page.goto('/notices');
  await expect(page.getByText('Пришла заявка по набору «Научите младших робототехнике».')).toBeVisible();
});
