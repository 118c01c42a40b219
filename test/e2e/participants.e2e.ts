import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import { MENTEE_COLUMNS } from '../../src/features/banks/rules/columns.ts';
import { readDocument } from '../../src/lib/tables/read.ts';
import { expect, expectFitsPhone, test } from './journey.ts';
import { enterAs, linked, printCode } from './steps.ts';

test.use({ isDemo: true, installation: 'participants' });

/** Words that stand nowhere else: where they are found, something of hers is left. */
const FAMILY = 'Липовцева';
const CLASS = '7Г';
const NAME = `${FAMILY} Дарья Олеговна`;
const REQUEST = 'разводить пчёл на школьной пасеке';
const ANSWER = 'нарисовала карту звёздного неба';

const CLASS_LIST = [
  'ФИО\tДата рождения\tКласс\tМама\tТелефон мамы',
  `${NAME}\t31.02.2014\t${CLASS}\t${FAMILY} Анна Викторовна\t+7 900 000-00-55`,
  `Осокин Матвей Ильич\t14.05.2014\t${CLASS}\tОсокина Юлия Сергеевна\t+7 900 000-00-56`,
].join('\n');

test('a pupil comes in with a class list, answers on a phone and stands in the bank; a withdrawal takes all of it back', async ({
  page,
  browser,
  baseURL,
}) => {
  test.slow();
  const main = page.getByRole('main');
  let person = '';
  let card = '';

  await test.step('a class list with an error is mended and brought in', async () => {
    await enterAs(page, 'Ручьёва', '/people');
    await main.getByRole('link', { name: 'Внести списком' }).click();
    await page.getByLabel('Ученики').check();
    await page.locator('[name="text"]').fill(CLASS_LIST);
    await page.getByRole('button', { name: 'Прочитать список' }).click();
    await page.getByRole('button', { name: 'Проверить строки' }).click();
    await expect(main.getByText('2. Ошибки: 1')).toBeVisible();
    await expectFitsPhone(page);
    await page.getByLabel(/^Дата рождения/).fill('21.02.2014');
    await page.getByRole('button', { name: 'Сохранить исправления' }).click();
    await page.getByRole('link', { name: /^3\. Кто будет внесён/ }).click();
    await expectFitsPhone(page);
    await page.getByRole('button', { name: 'Внести: 2' }).click();
    await expect(page.getByText(/Внесено/).first()).toBeVisible();
    person = await linked(`/people?list=pupils&words=${FAMILY}`, '/people/:id')(page);
    await page.goto(person);
    await expect(main).toContainText('21 февраля 2014');
    await expect(main).toContainText('Анна Викторовна');
  });

  await test.step('before her mother has agreed she is a name and a class', async () => {
    await page.goto(`/banks/mentees/new?person=${person.split('/').at(-1) ?? ''}`);
    await expect(main).toContainText('согласи');
    await expect(main.locator('option', { hasText: FAMILY })).toHaveCount(0);
  });

  await test.step('her mother has signed', async () => {
    await page.goto('/consents/enter');
    await page.getByLabel('Имя', { exact: true }).fill(FAMILY);
    await page.getByRole('button', { name: 'Показать' }).click();
    await main.getByRole('checkbox', { name: new RegExp(NAME) }).check();
    await page.getByLabel('Где лежат бумаги').fill('папка 7Г');
    await page.getByRole('button', { name: 'Внести отмеченным' }).click();
    await expect(page.getByText('Внесено: 1 подпись.')).toBeVisible();
  });

  await test.step('her class is asked', async () => {
    await page.goto('/surveys/new');
    await page
      .locator('[name="surveyId"]')
      .selectOption({ label: 'Анкета желающего работать с наставником' });
    await page.locator('[name="title"]').fill(`Кому нужен наставник: ${CLASS}`);
    await page.getByLabel(CLASS, { exact: true }).check();
    await page.getByLabel('ученики', { exact: false }).first().check();
    await page.getByRole('checkbox', { name: /^Без имён/ }).uncheck();
    await page.getByRole('button', { name: 'Подготовить опрос' }).click();
    await expect(main.getByText('Будут приглашены: 1')).toBeVisible();
    await page.getByRole('button', { name: /^Запустить/ }).click();
    await expect(page.getByText('Опрос запущен. Приглашено: 1.')).toBeVisible();
    card = await printCode(page, person);
  });

  const phone = await browser.newContext({
    baseURL: baseURL ?? '',
    viewport: { width: 360, height: 740 },
    locale: 'ru-RU',
  });
  const child = await phone.newPage();

  await test.step('she answers on a phone, by the code on her card', async () => {
    await child.goto('/code');
    await child.getByRole('textbox').first().fill(card.toLowerCase());
    await child.getByRole('button', { name: /Войти|Открыть/ }).click();
    await expect(child.getByRole('heading', { level: 1, name: 'Здравствуйте, Дарья' })).toBeVisible();
    await child.goto(await linked('/my', '/my/surveys/:id')(child));
    await answerEverything(child);
    await expect(child.getByText('Ответы приняты')).toBeVisible();
    await child.goto('/my');
    await child.getByRole('link', { name: /Мой запрос/ }).click();
    await child.locator('[name="mainRequest"]').fill(`Хочу ${REQUEST}`);
    await expectFitsPhone(child);
    await child.getByRole('button', { name: /^(Отправить|Сохранить)/ }).click();
    await expect(
      child
        .getByText(REQUEST)
        .or(child.getByText(/сохранён|отправлен/i))
        .first(),
    ).toBeVisible();
  });

  await test.step('the bank has her, and its file the columns of the canonical form', async () => {
    await page.goto(`/banks/mentees?words=${FAMILY}`);
    await expect(main).toContainText(REQUEST);
    const rows = await exportedRows(page, '/banks/mentees/export');
    expect(rows.find((row) => row.includes('№'))).toEqual([...MENTEE_COLUMNS]);
    const own = rows.find((row) => row.some((cell) => cell.includes(FAMILY) && cell.includes('Дарья')));
    expect(own?.join(' | ')).toContain(REQUEST);
    expect(own?.join(' | ')).toContain('2014');
  });

  const places = await placesOf(page, person);

  await test.step('what stands there is found where it is looked for', async () => {
    const found = await whereFound(page, places, [REQUEST, ANSWER]);
    expect(found.length).toBeGreaterThanOrEqual(4);
  });

  await test.step('her mother withdraws: nothing of mentoring is shown any more', async () => {
    await page.goto(`/consents/people/${person.split('/').at(-1) ?? ''}`);
    await main.getByText('Внести отзыв согласия').click();
    await page.getByLabel('Что сказано').fill('заявление матери');
    await page.getByRole('button', { name: 'Внести отзыв', exact: true }).click();
    await expect(page.getByText('Отзыв внесён')).toBeVisible();
    expect(await whereFound(page, places, [REQUEST, ANSWER])).toEqual([]);
    const own = await whereFound(
      child,
      ['/my', '/my/request', '/my/offer', '/my/consents'],
      [REQUEST, ANSWER],
    );
    expect(own).toEqual([]);
  });

  await test.step('her data are destroyed: her name is gone from every screen and file', async () => {
    await page.goto('/consents/destruction');
    await main.getByRole('link', { name: NAME }).click();
    await page.locator('[name="personName"]').fill(NAME);
    await page.locator('[name="actNumber"]').fill('7-ПД');
    await page.getByRole('button', { name: 'Уничтожить данные' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Акт № 7-ПД' })).toBeVisible();
    expect(await whereFound(page, places, [REQUEST, ANSWER, NAME, `${FAMILY} Дарья`])).toEqual([]);
    await child.goto('/my');
    expect(await child.getByRole('main').textContent()).not.toContain('Дарья');
  });
  await phone.close();
});

/** Every question of a questionnaire, page after page: the first answer, the words where words are wanted. */
async function answerEverything(page: Page): Promise<void> {
  for (let left = 10; left > 0; left -= 1) {
    for (const group of await page.getByRole('main').locator('fieldset').all()) {
      await group.locator('input').first().check();
    }
    for (const field of await page
      .getByRole('main')
      .locator('textarea:visible, input[type=text]:visible')
      .all()) {
      await field.fill(ANSWER);
    }
    await expectFitsPhone(page);
    const here = await page.locator('[name="page"]').inputValue();
    await page.getByRole('button', { name: /^(Дальше|Отправить ответы)$/ }).click();
    // The address changes before what is drawn: the next page is here when its number is.
    await expect(page.locator(`[name="page"][value="${here}"]`)).toHaveCount(0);
    if ((await page.locator('[name="page"]').count()) === 0) return;
  }
  throw new Error('The questionnaire does not end');
}

/** Where a curator looks for what she wrote, files included. */
async function placesOf(page: Page, person: string): Promise<string[]> {
  const id = person.split('/').at(-1) ?? '';
  const wave = await linked('/surveys?state=open', '/surveys/waves/:id')(page);
  return [
    '/',
    '/plan',
    person,
    `${person}/guardians`,
    `/people?list=pupils&words=${FAMILY}`,
    '/people/export?list=pupils',
    '/people/classes',
    '/banks/mentees',
    `/banks/mentees?words=${FAMILY}`,
    `/banks/mentees/${id}`,
    '/banks/mentees/export',
    '/banks/mentors',
    '/mentorships',
    wave,
    `${wave}/results`,
    `${wave}/export`,
    `${wave}/paper`,
    `${wave}/reminders`,
    '/consents',
    '/consents/export',
    '/notices',
    '/documents',
  ];
}

/** Of the addresses those that still say one of the words, each with the word. */
async function whereFound(
  page: Page,
  places: readonly string[],
  words: readonly string[],
): Promise<string[]> {
  const found: string[] = [];
  for (const place of places) {
    const answer = await page.request.get(place);
    const body = new Uint8Array(await answer.body());
    const isArchive = body[0] === 0x50 && body[1] === 0x4b;
    const text = isArchive
      ? Object.values(unzipSync(body))
          .map((part) => strFromU8(part))
          .join('\n')
      : strFromU8(body);
    for (const word of words) if (text.includes(word)) found.push(`${place}: ${word}`);
  }
  return found;
}

/** The rows of a workbook that a link gives, as the program's own reader reads it. */
async function exportedRows(page: Page, address: string): Promise<string[][]> {
  await page.goto('/banks/mentees');
  const coming = page.waitForEvent('download');
  await page.getByRole('main').locator(`a[href^="${address}"]`).first().click();
  const download = await coming;
  const read = await readDocument(new Uint8Array(await readFile(await download.path())), 'База.xlsx');
  if (!read.ok) throw new Error(read.refusal.code);
  return read.value.blocks.flatMap((block) =>
    block.kind === 'table' ? block.rows.map((row) => row.cells.map(({ text }) => text)) : [],
  );
}
