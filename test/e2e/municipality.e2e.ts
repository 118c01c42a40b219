import { loadRoadmapFixtures, makeDocx } from '../../tools/fixtures/make-documents.ts';
import { expect, expectAccessible, expectFitsPhone, test } from './journey.ts';
import { approve, countRows, fillSetUp, importFile, readDocx, settleRows } from './steps.ts';

test.use({ installation: 'municipality' });

test('a municipality brings its plan as a document and prints it back', async ({ page, program }) => {
  await fillSetUp(page, program.setUpLink ?? '', 'municipality', {
    full: 'Управление образования администрации Зареченского округа',
    short: 'Управление образования Зареченского округа',
    director: 'Луговая Тамара Алексеевна',
    post: 'начальник управления',
    inn: '9912402070',
  });
  await page.getByRole('button', { name: 'Создать и войти' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Сегодня' })).toBeVisible();

  const fixture = loadRoadmapFixtures()[2];
  if (fixture === undefined) throw new Error('There is no third fixture');
  const roadmap = await importFile(page, {
    name: 'Дорожная карта округа.docx',
    mimeType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    buffer: Buffer.from(await makeDocx(fixture)),
  });
  expect(await countRows(page)).toMatchObject({ all: 17 });
  await expectAccessible(page);

  // «2022-2024» names years, not school years: the period is a person's to say.
  if (await page.getByText('Не указан период карты').isVisible()) {
    await page.getByRole('link', { name: 'Указать период' }).click();
    await page.getByLabel('Начало периода').fill('2022-09-01');
    await page.getByLabel('Конец периода').fill('2024-08-31');
    await page.getByRole('button', { name: 'Сохранить', exact: true }).click();
    await page.waitForURL(/\/review/);
  }
  await page.goto(`${roadmap}/review?show=unclear`);
  await settleRows(page);
  await page.getByRole('button', { name: 'Принять проверку' }).click();
  await expect(page.getByRole('heading', { name: 'Кто ответственные' })).toBeVisible();
  await expectFitsPhone(page);
  await approve(page, roadmap, '45/2-р', '2022-08-30');

  await page.goto(roadmap);
  await expectFitsPhone(page);
  await page.getByText('Скачать карту').click();
  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: /^DOCX/ }).first().click();
  const words = await readDocx(await downloading);
  expect(words).toContain('Показатели эффективности');
  expect(words.match(/Управление образования/g)?.length ?? 0).toBeGreaterThan(2);
});
