import type { Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { compilePdf } from '../../tools/fixtures/make-documents.ts';
import { expect, expectAccessible, expectFitsPhone, test } from './journey.ts';
import { countPresses } from './presses.ts';
import { fillSetUp, readDocx, SCHOOL } from './steps.ts';

test.use({ installation: 'signed order' });

const STAFF = `Ясенева Ольга Дмитриевна, директор
Лозовой Пётр Сергеевич, учитель физики
Жук Ирина Львовна, учитель математики`;

const CLASS_LIST = [
  'ФИО\tДата рождения\tКласс\tМама\tТелефон мамы',
  'Липовцева Дарья Олеговна\t21.02.2014\t7Г\tЛиповцева Анна Викторовна\t+7 900 000-00-55',
  'Осокин Матвей Ильич\t14.05.2014\t7Г\tОсокина Юлия Сергеевна\t+7 900 000-00-56',
].join('\n');

test('a blank machine, a class list, pairs: a signed order', async ({ page, program }) => {
  test.slow();
  const main = page.getByRole('main');
  const counted = await countPresses(page);

  await test.step('the organization', async () => {
    const link = program.setUpLink ?? '';
    await fillSetUp(page, link, 'school', SCHOOL);
    await page.getByRole('button', { name: 'Создать и войти' }).click();
  });

  await test.step('the staff and a class', async () => {
    await bringIn(page, STAFF);
    await bringIn(page, CLASS_LIST, 'Ученики');
  });

  await test.step('the consents on paper', async () => {
    await openRoom(page, 'Согласия');
    await main.getByRole('link', { name: 'Внести подписанные' }).click();
    for (const name of [/Липовцева Дарья/, /Осокин Матвей/, /Лозовой Пётр/, /Жук Ирина/]) {
      await main.getByRole('checkbox', { name }).check();
    }
    await page.getByLabel('Где лежат бумаги').fill('папка 7Г');
    await page.getByRole('button', { name: 'Внести отмеченным' }).click();
    await expect(page.getByText('Внесено: 4 подписи.')).toBeVisible();
  });

  await test.step('two pairs that have agreed', async () => {
    const pairs = [
      [/Лозовой/, /Липовцева/],
      [/Жук/, /Осокин/],
    ] as const;
    for (const [mentor, mentee] of pairs) {
      await openRoom(page, 'Пары и группы');
      await main
        .getByRole('link', { name: /^Добавить/ })
        .first()
        .click();
      await expect(page.getByRole('heading', { name: 'Новая пара или группа' })).toBeVisible();
      await page.locator('[name="form"]').selectOption({ label: 'учитель – ученик' });
      for (const [field, name] of [
        ['mentorIds', mentor],
        ['menteeIds', mentee],
      ] as const) {
        const list = page.locator(`[name="${field}"]`);
        const option = list.locator('option').filter({ hasText: name }).first();
        await list.selectOption((await option.getAttribute('value')) ?? '');
      }
      await page.getByRole('button', { name: 'Сохранить' }).click();
      await expect(page.getByText(/^Добавлено/)).toBeVisible();
    }
  });

  await test.step('the order: drafted, printed, signed', async () => {
    await openRoom(page, 'Документы');
    await main.getByRole('link', { name: 'Подготовить документ' }).click();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Приказ о закреплении пар и групп' }).click();
    await expect(page.getByText('Черновик готов')).toBeVisible();
    // Her name is not typed a second time, and stands in the case that the sentence needs.
    await expect(main.getByText('Липовцева Дарья Олеговна').last()).toBeVisible();
    await expect(main.getByText(/Документу не хватает сведений/)).toHaveCount(0);
    await expectAccessible(page);
    await expectFitsPhone(page);
    const docx = page.waitForEvent('download');
    await main.getByRole('link', { name: 'Скачать DOCX' }).click();
    const words = await readDocx(await docx);
    expect(words).toContain('Осокин Матвей Ильич');
    expect(words).toContain('О. Д. Ясенева'.replaceAll(' ', '\u00a0'));
    const pdf = page.waitForEvent('download');
    await main.getByRole('link', { name: 'Скачать PDF' }).click();
    const path = await (await pdf).path();
    expect((await readFile(path)).subarray(0, 5).toString()).toBe('%PDF-');
    await page.getByLabel('Скан с подписью').setInputFiles({
      name: 'Приказ с подписью.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from(compilePdf('Подписано')),
    });
    await page.getByRole('button', { name: 'Зарегистрировать' }).click();
    await expect(page.getByText('Документ зарегистрирован: № 1-од.')).toBeVisible();
    await expect(main.getByText('зарегистрирован').first()).toBeVisible();
    const files = main.getByRole('region', { name: 'Файлы и подписи' });
    await expect(files.getByRole('link', { name: 'Приказ с подписью.pdf' })).toBeVisible();
    await expect(files.getByText(/^SHA-256: [0-9a-f]{64}$/)).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('the pairs are in the order', async () => {
    await openRoom(page, 'Пары и группы');
    await expect(main.getByRole('row').filter({ hasText: /закреплен/i })).toHaveCount(2);
  });

  test.info().annotations.push({ type: 'screens and presses', description: JSON.stringify(counted()) });
});

async function openRoom(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Разделы' }).getByRole('link', { name, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name, exact: true })).toBeVisible();
}

/** A pasted list, read, checked and brought in; `kind` is the choice that is not made by itself. */
async function bringIn(page: Page, list: string, kind?: string): Promise<void> {
  await openRoom(page, 'Люди');
  await page.getByRole('main').getByRole('link', { name: 'Внести списком' }).click();
  if (kind !== undefined) await page.getByLabel(kind).check();
  await page.locator('[name="text"]').fill(list);
  await page.getByRole('button', { name: 'Прочитать список' }).click();
  await page.getByRole('button', { name: 'Проверить строки' }).click();
  await page
    .getByRole('link', { name: /Кто будет внесён|Посмотреть, кто будет внесён/ })
    .first()
    .click();
  await page.getByRole('button', { name: /^Внести: / }).click();
  await expect(page.getByText(/Внесено/).first()).toBeVisible();
}
