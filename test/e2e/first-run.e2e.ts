import { loadRoadmapFixtures, makePdf } from '../../tools/fixtures/make-documents.ts';
import { expect, expectAccessible, expectFitsPhone, pictureForGuide, test } from './journey.ts';
import {
  approve,
  confirmOpenRow,
  countRows,
  fillSetUp,
  importFile,
  openRow,
  readDocx,
  SCHOOL,
  settleRows,
} from './steps.ts';

test.use({ installation: 'first run' });

const STAFF = `Ясенева Ольга Дмитриевна, директор
Вербицкая Наталья Олеговна, заместитель директора по УР
Заозёрная Светлана Петровна, педагог-психолог
Каштанов Илья Андреевич, учитель информатики
Полянская Ирина Львовна, учитель математики`;

test('a school goes from the first link to a report on its own roadmap', async ({ page, program }) => {
  test.slow();
  await test.step('organization, director and curator by the printed link', async () => {
    const link = program.setUpLink ?? '';
    await page.goto(link);
    await expectFitsPhone(page);
    await fillSetUp(page, link, 'school', SCHOOL);
    await pictureForGuide(page, 'setup');
    await page.getByLabel('Дать руководителю доступ сразу').check();
    await page.getByRole('button', { name: 'Создать и войти' }).click();
    await expect(
      page.getByRole('heading', { level: 1, name: 'Организация создана, вы вошли' }),
    ).toBeVisible();
    await expect(page.getByRole('main')).toContainText(/[0-9A-Z]{5}-[0-9A-Z]{5}/);
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Начать работу' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Сегодня' })).toBeVisible();
    await expectFitsPhone(page);
    // The link is used up.
    expect((await page.request.get(link)).status()).toBe(404);
  });

  await test.step('the staff as a pasted list', async () => {
    await page.goto('/people');
    await page.getByRole('link', { name: 'Внести списком' }).click();
    await expectFitsPhone(page);
    await page.getByLabel('Список').fill(STAFF);
    await page.getByRole('button', { name: 'Прочитать список' }).click();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Проверить строки' }).click();
    await page.getByRole('link', { name: 'Посмотреть, кто будет внесён' }).click();
    // The director is known from the set-up and is entered no second time.
    await expect(page.getByText('Новые: 4')).toBeVisible();
    await expectAccessible(page);
    await pictureForGuide(page, 'people-import');
    await page.getByRole('button', { name: /^Внести: / }).click();
    await expect(page.getByText(/Внесено: 4 человека/)).toBeVisible();
  });

  const roadmap = await test.step("the school's own document, read", async () => {
    const fixture = loadRoadmapFixtures()[0];
    if (fixture === undefined) throw new Error('There is no first fixture');
    await page.goto('/roadmaps/new');
    await expectFitsPhone(page);
    await pictureForGuide(page, 'roadmap-new');
    const address = await importFile(page, {
      name: 'Дорожная карта 2022-2023.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from(makePdf(fixture)),
    });
    expect(await countRows(page)).toMatchObject({ all: 24 });
    await expectFitsPhone(page);
    await pictureForGuide(page, 'review', page.getByRole('navigation', { name: 'Какие строки показать' }));
    return address;
  });

  await test.step('the review: one row by hand, the unclear ones, who is responsible', async () => {
    await page.goto(`${roadmap}/review?show=all`);
    await expect(openRow(page)).toContainText('В документе:');
    await confirmOpenRow(page);
    await page.goto(`${roadmap}/review?show=unclear`);
    await settleRows(page);
    await page.getByRole('button', { name: 'Принять проверку' }).click();
    await expect(page.getByRole('heading', { name: 'Кто ответственные' })).toBeVisible();
    await expectFitsPhone(page);
    await pictureForGuide(page, 'responsibles', page.getByRole('heading', { level: 1 }));
    await page.getByRole('button', { name: 'Принять все предложения' }).click();
    await expect(page.getByText(/Сопоставлено: \d+/).first()).toBeVisible();
  });

  await test.step('approval by an order', async () => {
    await page.goto(`${roadmap}/approve`);
    await expectFitsPhone(page);
    await pictureForGuide(page, 'approve');
    await approve(page, roadmap, '259-од', '2022-09-12');
    await page.goto('/documents?q=259');
    await expect(page.getByRole('main')).toContainText('259-од');
  });

  await test.step('what is past is closed at once, but for one row', async () => {
    await page.goto(`/plan/past?roadmap=${roadmap.split('/').at(-1)}`);
    const boxes = page.getByRole('main').getByRole('checkbox');
    const count = await boxes.count();
    expect(count).toBeGreaterThan(20);
    await expectFitsPhone(page);
    await pictureForGuide(page, 'past');
    for (const box of (await boxes.all()).slice(1)) await box.check();
    await page
      .getByLabel('Основание')
      .fill('Сделано до начала работы в программе, документы в папке куратора');
    await page.getByRole('button', { name: 'Закрыть отмеченные' }).click();
    await expect(page.getByText(/^Закрыто: \d+/)).toBeVisible();
    await expect(page.getByRole('main').getByRole('checkbox')).not.toHaveCount(count);
  });

  await test.step('the last row is closed by its order', async () => {
    await page.goto('/?whose=all');
    await page
      .getByRole('link', { name: /Утверждение состава проектной группы/ })
      .first()
      .click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText(
      'Утверждение состава проектной группы',
    );
    await page
      .getByRole('link', { name: /^Приложить/ })
      .first()
      .click();
    await expectFitsPhone(page);
    await pictureForGuide(
      page,
      'activity-attach',
      page.getByRole('heading', { name: /^Приложить подтверждение/ }),
    );
    await page.getByLabel('Заметка').fill('Состав утверждён на совещании при директоре.');
    await page.getByLabel('Когда это было').fill('2022-09-28');
    await page.getByRole('button', { name: 'Приложить и закрыть' }).click();
    await expect(page.getByText('Приложено и закрыто.')).toBeVisible();
    await expectFitsPhone(page);
  });

  await test.step('the report says so', async () => {
    await page.goto(`${roadmap}/report?from=2022-09-01&to=2023-08-31`);
    await expectFitsPhone(page);
    await pictureForGuide(page, 'report');
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Скачать DOCX' }).click();
    const words = await readDocx(await downloading);
    expect(words).toContain('Утверждение состава проектной группы');
    expect(words).toContain('Состав утверждён на совещании при директоре.');
    expect(words).toContain('Отметка о выполнении');
    expect(words).toContain('28.09.2022');
  });
});
