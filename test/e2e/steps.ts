import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Download, Locator, Page } from '@playwright/test';
import mammoth from 'mammoth';
import { makeXlsx } from '../../tools/fixtures/make-documents.ts';
import { expect } from './journey.ts';

const roadmaps = join(import.meta.dirname, '..', 'fixtures', 'roadmaps');

/** The text of one of the five documents that the reading is tried on, as somebody would paste it. */
export function readSeed(index: number): Promise<string> {
  return readFile(join(roadmaps, `seed-${index}.txt`), 'utf8');
}

export const KEEPER = { userName: 'горина.аб', password: 'Осенний дождь над рекой' };

/** The requisites of an invented school. */
export const SCHOOL = {
  full: 'Муниципальное бюджетное общеобразовательное учреждение «Средняя школа № 12» города Заречный Лог',
  short: 'МБОУ СОШ № 12',
  director: 'Ясенева Ольга Дмитриевна',
  post: 'директор',
  inn: '9912403317',
};

/** Fills in the form of the first set-up, opened by the printed link; sending it is left to the journey. */
export async function fillSetUp(
  page: Page,
  link: string,
  kind: 'school' | 'municipality',
  names: { full: string; short: string; director: string; post: string; inn: string },
): Promise<void> {
  await page.goto(link);
  await expect(page.getByRole('heading', { level: 1, name: 'Первый запуск' })).toBeVisible();
  await page.getByLabel('Что за организация').selectOption(kind);
  await page.getByLabel('Полное название').fill(names.full);
  await page.getByLabel('Короткое название').fill(names.short);
  await page.getByLabel('ИНН').fill(names.inn);
  await page.getByLabel('Город, посёлок, село').fill('Заречный Лог');
  await page.getByLabel('Руководитель: фамилия, имя, отчество').fill(names.director);
  await page.getByLabel('Должность руководителя').fill(names.post);
  await page.getByLabel('Ваши фамилия, имя, отчество').fill('Горина Анна Борисовна');
  await page.getByLabel('Имя для входа').fill(KEEPER.userName);
  await page.getByLabel(/^Пароль/).fill(KEEPER.password);
}

/** Signs in as a persona of the demo, by the family name on its button. */
export async function enterAs(page: Page, familyName: string, to = '/roadmaps'): Promise<void> {
  await page.goto(`/signin?next=${encodeURIComponent(to)}`);
  await page.getByRole('button', { name: familyName }).click();
  await page.waitForURL(to);
}

/** The address that the first link of a list leads to, of those that look like `pattern`; «:id» stands for an id. */
export const linked =
  (list: string, pattern: string, suffix = ''): ((page: Page) => Promise<string>) =>
  async (page) => {
    await page.goto(list);
    const form = new RegExp(`^${pattern.replaceAll(':id', '[0-9a-f-]{36}')}(?=$|[?#])`);
    const links = page.getByRole('main').locator('a[href]');
    const targets = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
    const found = targets.find((target) => form.test(target));
    if (found === undefined) throw new Error(`${list} links to nothing like ${pattern}`);
    return found.replace(/[?#].*$/, '') + suffix;
  };

/** Pastes a plan as text; ends on its review. Answers the address of the roadmap. */
export async function importText(page: Page, text: string, title = ''): Promise<string> {
  await page.goto('/roadmaps/new?way=text');
  if (title !== '') await page.getByLabel('Название').fill(title);
  await page.getByLabel('Текст дорожной карты').fill(text);
  await page.getByRole('button', { name: 'Прочитать текст' }).click();
  return roadmapOfReview(page);
}

/** Uploads a document; ends on its review. Answers the address of the roadmap. */
export async function importFile(
  page: Page,
  file: { name: string; mimeType: string; buffer: Buffer },
): Promise<string> {
  await page.goto('/roadmaps/new');
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByRole('button', { name: 'Прочитать документ' }).click();
  return roadmapOfReview(page);
}

/** A plan of so many rows as a workbook, as some districts keep them. */
function makeLongPlan(rows: number): Promise<Uint8Array> {
  return makeXlsx({
    seed: '',
    title: 'План мероприятий по наставничеству на 2026-2027 учебный год',
    organization: null,
    period: null,
    columns: ['№ п/п', 'Мероприятие', 'Сроки', 'Ответственные', 'Результат'],
    sections: [
      {
        number: '1',
        title: 'Подготовка',
        items: Array.from({ length: rows }, (_value, index) => ({
          number: `1.${index + 1}.`,
          title: `Разработка положения о наставничестве и программы № ${index + 1}, согласование с педсоветом`,
          deadline: 'сентябрь-октябрь 2026 г.',
          responsible: ['Директор', 'Заместитель директора по УВР'],
          result: 'Приказ, протокол педагогического совета',
        })),
      },
    ],
  });
}

/** Uploads a plan of 4,900 rows, which takes long enough to be watched; answers the address of its progress. */
export async function beginLongWork(page: Page): Promise<string> {
  await page.goto('/roadmaps/new');
  await page.locator('input[type=file]').setInputFiles({
    name: 'Большой план.xlsx',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(await makeLongPlan(4_900)),
  });
  await page.getByRole('button', { name: 'Прочитать документ' }).click();
  await page.waitForURL(/\/tasks\/[0-9a-f-]{36}$/);
  return new URL(page.url()).pathname;
}

async function roadmapOfReview(page: Page): Promise<string> {
  await page.waitForURL(/\/roadmaps\/[0-9a-f-]{36}\/review/);
  return new URL(page.url()).pathname.replace(/\/review$/, '');
}

/** How many rows are said to be unclear, and how many there are, on the review that is open. */
export async function countRows(page: Page): Promise<{ unclear: number; all: number }> {
  const tabs = page.getByRole('navigation', { name: 'Какие строки показать' });
  const numberOf = async (name: RegExp): Promise<number> => {
    const text = (await tabs.getByRole('link', { name }).textContent()) ?? '';
    return Number(/\d+/.exec(text)?.[0] ?? 0);
  };
  return { unclear: await numberOf(/^Неясные/), all: await numberOf(/^Все/) };
}

/** Goes through the unclear rows one by one, taking what is offered, until none is left. */
export async function settleRows(page: Page): Promise<number> {
  const { unclear } = await countRows(page);
  for (let left = unclear; left > 0; left -= 1) {
    await confirmOpenRow(page);
    const told =
      left === 1 ? page.getByText(/всё ясно: \d+/) : page.getByText(`осталось неясных: ${left - 1} из`);
    await expect(told.first()).toBeVisible();
  }
  return unclear;
}

/** Presses the main button of the row that is open. */
export async function confirmOpenRow(page: Page): Promise<void> {
  await openRow(page)
    .getByRole('button', { name: /^(Всё верно|Подтвердить выбранное|Оставить без даты)$/ })
    .click();
}

export function openRow(page: Page): Locator {
  return page.getByRole('article', { name: /^Открыта строка/ });
}

/** Draft → approved: the order's number and day as people type them. */
export async function approve(page: Page, roadmap: string, number: string, day: string): Promise<void> {
  await page.goto(`${roadmap}/approve`);
  await page.getByLabel('Номер приказа').fill(number);
  await page.getByLabel('Дата приказа').fill(day);
  await page.getByRole('button', { name: 'Утвердить карту' }).click();
  await expect(page.getByText(/Карта утверждена, сроков в плане: \d+/)).toBeVisible();
}

/** The words of a downloaded DOCX. */
export async function readDocx(download: Download): Promise<string> {
  const { value } = await mammoth.extractRawText({ path: await download.path() });
  return value;
}

/** Prints a card for somebody, by the address of their page; answers the code on it. */
export async function printCode(page: Page, person: string): Promise<string> {
  await page.goto(`/people/codes?person=${person.split('/').at(-1) ?? ''}`);
  await page.getByRole('button', { name: 'Выдать код' }).click();
  await page.getByText('Распечатайте сейчас').waitFor();
  const sheet = (await page.getByRole('main').textContent()) ?? '';
  return /[2-9A-Z]{5}-[2-9A-Z]{5}/.exec(sheet)?.[0] ?? '';
}
