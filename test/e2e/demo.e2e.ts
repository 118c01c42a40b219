import { expect, pictureForGuide, test } from './journey.ts';
import { enterAs } from './steps.ts';

test.use({ isDemo: true });

test('the curator of the demo finds the year at work on every page', async ({ page }) => {
  await page.goto('/signin');
  await pictureForGuide(page, 'signin-demo');
  await enterAs(page, 'Ручьёва', '/');
  await expect(page.getByRole('heading', { level: 1, name: 'Сегодня' })).toBeVisible();

  const pages: readonly (readonly [path: string, heading: string, picture?: string])[] = [
    ['/', 'Сегодня', 'today'],
    ['/plan', 'План', 'plan'],
    ['/plan/timeline', 'План', 'timeline'],
    ['/plan/calendar', 'План', 'calendar'],
    ['/plan/people', 'План', 'responsible'],
    ['/roadmaps', 'Дорожные карты', 'roadmaps'],
    ['/documents', 'Документы', 'documents'],
    ['/people', 'Люди', 'people'],
    ['/account', 'Моя учётная запись', 'account'],
    ['/notices', 'Напоминания', 'notices'],
    ['/settings', 'Программа', 'settings'],
    ['/organization', 'МБОУ СОШ № 12', 'organization'],
    ['/accounts', 'Доступ', 'accounts'],
    ['/people/teams', 'Рабочие группы'],
    ['/people/import', 'Внести людей списком'],
    ['/documents/many', 'Внести документы списком'],
  ];
  for (const [path, heading, picture] of pages) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 }), path).toContainText(heading);
    const views = page.getByRole('navigation', { name: 'Вид плана' });
    const from = path.startsWith('/plan/') ? views : undefined;
    if (picture !== undefined) await pictureForGuide(page, picture, from);
  }
  await page.goto('/plan');
  await page
    .getByRole('main')
    .getByRole('link', { name: /Собрать согласия/ })
    .first()
    .click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Собрать согласия/);
  await pictureForGuide(page, 'activity');
});

test('a persona sees what is theirs and may do what their role may', async ({ page }) => {
  await enterAs(page, 'Каштанов', '/');
  await expect(page.getByRole('heading', { level: 1, name: 'Сегодня' })).toBeVisible();
  await expect(page.getByRole('link', { name: /Вести раздел «Наставничество»/ }).first()).toBeVisible();
  await page.goto('/documents/new');
  await expect(page.getByRole('button', { name: 'Сохранить' })).toHaveCount(0);
});
