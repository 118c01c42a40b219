import { readFile } from 'node:fs/promises';
import type { Browser, Page } from '@playwright/test';
import { readDocument } from '../../src/lib/tables/read.ts';
import { expect, expectFitsPhone, pictureForGuide, test } from './journey.ts';
import { enterAs, linked, printCode } from './steps.ts';

test.use({ isDemo: true });

const WAVE = 'После встречи наставников с седьмыми классами';
const NOTE = 'с ней мы уже готовили стенгазету';

test('children name whom they would like and whom not; those who form the pairs read it, nobody else', async ({
  page,
  browser,
  baseURL,
}) => {
  test.slow();
  const main = page.getByRole('main');
  const offered: string[] = [];
  let wave = '';

  await test.step('the curator asks the mentees, and offers three mentors who came to the meeting', async () => {
    await enterAs(page, 'Ручьёва', '/surveys/new');
    await page.locator('[name="surveyId"]').selectOption({ label: 'С кем хочется работать' });
    await page.locator('[name="title"]').fill(WAVE);
    await page.getByLabel('Люди из банков наставников и наставляемых').check();
    await page.getByLabel('Наставляемые', { exact: true }).check();
    await page.getByRole('button', { name: 'Подготовить опрос' }).click();
    await expect(page.getByRole('heading', { level: 1, name: WAVE })).toBeVisible();
    wave = new URL(page.url()).pathname;
    await main.getByRole('link', { name: 'изменить' }).first().click();
    await expect(page.getByRole('heading', { level: 1, name: 'Кого можно назвать' })).toBeVisible();
    for (const [index, box] of (await main.getByRole('checkbox').all()).entries()) {
      if (index >= 3) await box.uncheck();
      else
        offered.push(
          ((await box.locator('xpath=ancestor::*[.//label][1]').textContent()) ?? '').split(',')[0] ?? '',
        );
    }
    await pictureForGuide(page, 'survey-candidates');
    await page.getByRole('button', { name: 'Только отмеченных' }).click();
    await expect(page.getByText('Назвать можно отмеченных: 3 человека.')).toBeVisible();
    await page.goto(wave);
    await page.getByRole('button', { name: 'Запустить опрос' }).click();
    await expect(page.getByText(/^Опрос запущен/)).toBeVisible();
  });

  const [first = '', second = ''] = offered;
  // Children have a class; a young teacher is a mentee too.
  const rows = main
    .getByRole('row')
    .filter({ hasText: 'не отвечал' })
    .filter({ hasText: /\d[А-Я]/ });
  const names = (await rows.getByRole('rowheader').allTextContents()).slice(0, 2);
  const [one = '', other = ''] = names;

  await test.step('two of them answer on their phones', async () => {
    await answerOnPhone({ page, browser, baseURL }, one, { wish: first, veto: second, note: NOTE });
    await answerOnPhone({ page, browser, baseURL }, other, { wish: second, veto: null, note: '' });
  });

  await test.step('once it goes on, people are only added', async () => {
    await page.goto(`${wave}/candidates?side=mentor`);
    await expect(main.getByText('добавить людей можно, убрать — нет')).toBeVisible();
    await expect(main.getByRole('listitem').filter({ hasText: first })).toBeVisible();
    expect(await main.getByRole('checkbox').count()).toBeGreaterThan(0);
    await expect(main.getByRole('checkbox', { name: first })).toHaveCount(0);
  });

  await test.step('the curator reads wishes and refusals, and the words beside them', async () => {
    await page.goto(`${wave}/preferences`);
    const row = (who: string, about: string) =>
      main.getByRole('row').filter({ hasText: who }).filter({ hasText: about });
    await expect(row(one, first)).toContainText('1-е');
    await expect(row(one, second)).toContainText('не хочет');
    await expect(row(other, second)).toContainText('1-е');
    await page.goto(`${wave}/results`);
    await expect(main).toContainText(NOTE);
    await expect(main).not.toContainText('не хочет');
  });

  await test.step('the director is told that they answered, not what', async () => {
    await page.context().clearCookies();
    await enterAs(page, 'Ясенева', wave);
    await expect(page.getByRole('heading', { level: 1, name: WAVE })).toBeVisible();
    await expect(main.getByText('2 из').first()).toBeVisible();
    await expect(main.getByRole('link', { name: 'Кто кого выбрал' })).toHaveCount(0);
    await expect(main.getByRole('link', { name: 'Итоги' })).toHaveCount(0);
    for (const part of ['preferences', 'results', 'export']) {
      const answer = await page.request.get(`${wave}/${part}`);
      expect(answer.status(), part).toBe(403);
      expect(await answer.text(), part).not.toContain(NOTE);
    }
  });
});

test('results without names hide what few have said, and go into a workbook with its code book', async ({
  page,
}) => {
  await enterAs(page, 'Ручьёва', '/surveys?state=closed');
  const main = page.getByRole('main');
  await page.goto(await linked('/surveys?state=closed', '/surveys/waves/:id', '/results')(page));
  await expect(main.getByText('Группы, где ответили меньше пяти, соединены с другими')).toBeVisible();
  await expect(main.getByText('ответили меньше пяти человек: не показываем').first()).toBeVisible();
  await pictureForGuide(page, 'survey-results');
  const coming = page.waitForEvent('download');
  await main.getByRole('link', { name: 'Скачать XLSX' }).click();
  const download = await coming;
  const read = await readDocument(new Uint8Array(await readFile(await download.path())), 'Итоги.xlsx');
  if (!read.ok) throw new Error(read.refusal.code);
  expect(read.value.text).toContain('Кодовая книга');
  // Without names there is nobody to tell: neither a name nor the number of a form.
  const people = await linked('/people?list=pupils', '/people/:id')(page);
  await page.goto(people);
  const pupil = (await page.getByRole('heading', { level: 1 }).textContent()) ?? '';
  expect(pupil).not.toBe('');
  expect(read.value.text).not.toContain(pupil.split(' ')[0] ?? pupil);
});

/** By a card that the curator prints now, in a browser of their own. */
async function answerOnPhone(
  { page, browser, baseURL }: { page: Page; browser: Browser; baseURL: string | undefined },
  name: string,
  answer: { wish: string; veto: string | null; note: string },
): Promise<void> {
  const person = await linked(`/people?list=pupils&words=${encodeURIComponent(name)}`, '/people/:id')(page);
  const code = await printCode(page, person);
  const phone = await browser.newContext({
    baseURL: baseURL ?? '',
    viewport: { width: 360, height: 740 },
    locale: 'ru-RU',
  });
  const child = await phone.newPage();
  await child.goto(`/code/${code}`);
  await child.getByRole('link', { name: WAVE }).click();
  const wishes = child.getByLabel('Больше всего хочется с');
  await expect(wishes.locator('option')).toHaveCount(4);
  await wishes.selectOption({ label: answer.wish });
  if (answer.veto !== null) {
    await child.getByText('С этим человеком не хочу').click();
    await child.getByRole('checkbox', { name: answer.veto }).check();
  }
  await expectFitsPhone(child);
  await child.getByRole('button', { name: 'Дальше' }).click();
  if (answer.note !== '') await child.locator('textarea').first().fill(answer.note);
  await expectFitsPhone(child);
  await child.getByRole('button', { name: 'Отправить ответы' }).click();
  await expect(child.getByText('Ответы приняты')).toBeVisible();
  await phone.close();
}
