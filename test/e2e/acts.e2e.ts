import type { Locator, Page } from '@playwright/test';
import { expect, expectAccessible, expectFitsPhone, test } from './journey.ts';
import { approve, enterAs, importText, readSeed, settleRows } from './steps.ts';

test.use({ isDemo: true, installation: 'acts' });

/** The rows of each document that ask for orders and acts, by the beginning of their words in the plan. */
const WANTED: readonly { readonly seed: number; readonly rows: readonly RegExp[] }[] = [
  {
    seed: 0,
    rows: [
      /Утверждение состава проектной группы/,
      /Назначение ответственного лица/,
      /утверждение дорожной карты/,
      /утверждение распорядительных актов/,
      /распорядительной документации/,
      /системы мотивации/,
    ],
  },
  { seed: 1, rows: [/Закрепление пар\/групп приказом/] },
  {
    seed: 2,
    rows: [
      /Подготовка условий для запуска/,
      /Презентация педагогическому сообществу/,
      /Разработка нормативно-правовых/,
    ],
  },
  { seed: 3, rows: [/локальных нормативных/] },
  { seed: 4, rows: [/Разработка и утверждение .*нормативных/, /мер стимулирования/] },
];

for (const { seed, rows } of WANTED) {
  test(`the orders and acts of document ${seed} are made from its activities and close them`, async ({
    page,
  }) => {
    test.slow();
    await enterAs(page, 'Ручьёва');
    if (seed === 1) await addPair(page, '2021-11-20');
    const roadmap = await importText(page, await readSeed(seed), `Карта ${seed}`);
    if (seed === 3) {
      await page.goto(`${roadmap}/dates`);
      await page.getByRole('button', { name: /^Взять все: \d+/ }).click();
      await expect(page.getByText(/Сроки поставлены в \d+ строк/)).toBeVisible();
    }
    await page.goto(`${roadmap}/review?show=unclear`);
    await settleRows(page);
    await page.getByRole('button', { name: 'Принять проверку' }).click();
    await expect(page.getByRole('heading', { name: 'Кто ответственные' })).toBeVisible();
    await approve(page, roadmap, `К-${seed}`, '2026-09-10');
    for (const words of rows) await closeByPapers(page, roadmap, words);
  });
}

/** Kinds of which each pair has its own: a part that asks for them is not done by one. */
const OF_EVERY_PAIR = /индивидуальный план/;

/** Makes every paper that the activity asks for, registers it, and looks that its part is done. */
async function closeByPapers(page: Page, roadmap: string, words: RegExp): Promise<void> {
  const main = page.getByRole('main');
  await page.goto(`/plan?roadmap=${roadmap.split('/').at(-1)}`);
  const link = main.getByRole('link', { name: words }).first();
  const activity = (await link.getAttribute('href')) ?? '';
  await page.goto(activity);
  const offered = main.getByRole('button', { name: /^Подготовить: / });
  const made = new Set<string>();
  expect(await offered.count(), `papers of ${words.source}`).toBeGreaterThan(0);
  await expectAccessible(page);
  for (;;) {
    const titles = await offered.allTextContents();
    const title = titles.find((one) => !made.has(one));
    if (title === undefined) {
      expect(
        titles.filter((one) => !OF_EVERY_PAIR.test(one)),
        `left of ${words.source}`,
      ).toEqual([]);
      break;
    }
    made.add(title);
    await offered.nth(titles.indexOf(title)).click();
    await expect(page.getByText('Черновик готов')).toBeVisible();
    await fillGaps(page);
    await expect(main.getByText('Документу не хватает сведений'), title).toHaveCount(0);
    await page.getByRole('button', { name: 'Зарегистрировать' }).click();
    await expect(page.getByText(/^Документ зарегистрирован: № /), title).toBeVisible();
    await page.goto(activity);
  }
  await expectFitsPhone(page);
}

/** What nobody but the author knows, typed as a newcomer would: something in every field that is asked for. */
async function fillGaps(page: Page): Promise<void> {
  const form = page.locator('form').filter({ has: page.getByRole('button', { name: 'Сохранить сведения' }) });
  if ((await form.count()) === 0) return;
  const fields = form.locator('[name^="answers."][name$=".text"]');
  for (let index = 0; index < (await fields.count()); index += 1) await fillField(form, fields.nth(index));
  const subject = form.locator('select[name="subjectIds"]');
  if ((await subject.count()) > 0 && (await subject.inputValue()) === '')
    await subject.selectOption({ index: 1 });
  const many = form.locator('input[type="checkbox"][name="subjectIds"]');
  if ((await many.count()) > 0 && (await form.locator('[name="subjectIds"]:checked').count()) === 0) {
    for (const index of [0, 1, 2]) await many.nth(index).check();
  }
  await form.getByRole('button', { name: 'Сохранить сведения' }).click();
  await expect(page.getByText('Сведения сохранены')).toBeVisible();
}

async function fillField(form: Locator, field: Locator): Promise<void> {
  if ((await field.inputValue()) !== '') return;
  const name = (await field.getAttribute('name')) ?? '';
  const type = await field.getAttribute('type');
  const mode = await field.getAttribute('inputmode');
  const post = form.locator(`[name="${name.replace(/\.text$/, '.post')}"]`);
  if (type === 'date') await field.fill('2026-12-18');
  else if (mode === 'decimal' || mode === 'numeric') await field.fill('80');
  else if ((await post.count()) > 0) {
    await field.fill('Полянская Ирина Львовна');
    await post.fill('учитель математики');
  } else await field.fill('по плану работы школы');
}

/** A pair entered by hand, agreed on a day of another year. */
async function addPair(page: Page, startsOn: string): Promise<void> {
  await page.goto('/mentorships/new');
  await page.locator('[name="form"]').selectOption({ label: 'учитель – ученик' });
  const mentor = page.locator('[name="mentorIds"]');
  const mentee = page.locator('[name="menteeIds"]');
  await pick(mentor, /Голубикина/);
  await pick(mentee, /Боровичок/);
  await page.locator('[name="startsOn"]').fill(startsOn);
  await page.getByRole('button', { name: 'Сохранить' }).click();
  await expect(page.getByText(/^Добавлено/)).toBeVisible();
}

async function pick(list: Locator, words: RegExp): Promise<void> {
  const option = list.locator('option').filter({ hasText: words }).first();
  await list.selectOption((await option.getAttribute('value')) ?? '');
}
