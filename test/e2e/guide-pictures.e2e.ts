import type { Locator, Page } from '@playwright/test';
import { expect, pictureForGuide, test } from './journey.ts';
import { visitors, ways } from './pages.ts';
import { enterAs, linked } from './steps.ts';

/**
 * Pictures of the guide that no journey passes by: each screen of the demo as it is reached from `pages.ts`. Made by
 * `GUIDE_PICTURES=1 npx playwright test guide-pictures`; otherwise there is nothing to do here, every-page.e2e.ts opens them all.
 */
const screens: readonly (readonly [name: string, route: string, from?: (page: Page) => Locator])[] = [
  ['paper-new', 'documents/draft'],
  ['paper-wording', 'documents/:paperId/text'],
  ['papers-bulk', 'documents/bulk'],
  ['paper-template', 'documents/templates/:kind'],
  ['papers-numbering', 'documents/numbering'],
  ['paper-acquaintance', 'documents/:paperId/acquaintance'],
  ['folder', 'plan/folder'],
  ['name-forms', 'people/:personId/name-forms'],
  ['director-forms', 'organization/name-forms'],
  ['teams', 'people/teams'],
  ['programme', 'programmes/:programmeId'],
  ['mentorships', 'mentorships'],
  ['order-list', 'mentorships/order-list'],
  ['banks-call', 'banks/calls/:callId'],
  ['banks-mentees', 'banks/mentees'],
  ['banks-mentor', 'banks/mentors/:personId'],
  ['banks-admission', 'banks/admission'],
  ['banks-blanks', 'banks/blanks'],
  ['matching-meeting', 'matching/meeting'],
  ['matching-table', 'matching/:draftId', (page) => page.getByLabel('Имя или класс')],
  ['matching-board', 'matching/:draftId/board', (page) => page.getByText(/^Без пары: \d/)],
  ['matching-mentee', 'matching/:draftId/mentees/:personId'],
  ['matching-rules', 'matching/:draftId/settings'],
  ['matching-approve', 'matching/:draftId/approve'],
  ['survey-wave', 'surveys/waves/:waveId'],
  ['questionnaire', 'surveys/questionnaires/:surveyId'],
];

if (process.env.GUIDE_PICTURES === '1') {
  test.use({ isDemo: true, installation: 'guide pictures' });

  test('screens of the demo', async ({ page }) => {
    test.setTimeout(480_000);
    await visitors.curator(page);
    for (const [name, route, from] of screens) {
      const [way] = [ways[route] ?? []].flat();
      if (way?.kind !== 'page') throw new Error(`No page ${route}`);
      await page.goto(await way.at(page));
      await expect(page.getByRole('heading', { level: 1 }), route).toBeVisible();
      await pictureForGuide(page, name, from?.(page).first());
    }
  });

  test('a draft of an order, its registration, and what its reader sees', async ({ page }) => {
    await enterAs(page, 'Ручьёва', '/documents?state=draft');
    await page
      .getByRole('main')
      .getByRole('link', { name: /Приказ о закреплении/ })
      .first()
      .click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Приказ о закреплении');
    await pictureForGuide(page, 'paper-draft');
    await pictureForGuide(page, 'paper-register', page.getByRole('heading', { name: 'Зарегистрировать' }));
    await page.context().clearCookies();
    await visitors.teacher(page);
    await page.goto(await linked('/my', '/my/papers/:id')(page));
    await pictureForGuide(page, 'my-paper');
  });

  test('two variants of the matching beside each other', async ({ page }) => {
    await visitors.curator(page);
    await page.goto(await otherVariant(page));
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await pictureForGuide(page, 'matching-compare');
  });
}

/** A copy of the first draft with one pair excluded, compared with it. */
async function otherVariant(page: Page): Promise<string> {
  const draft = await linked('/matching', '/matching/:id')(page);
  await page.goto(draft);
  await page.getByText('Сделать копию').first().click();
  await page.getByRole('button', { name: 'Сделать копию' }).last().click();
  await expect(page).not.toHaveURL(new RegExp(`${draft}$`));
  await page
    .getByRole('button', { name: /^Исключить/ })
    .first()
    .click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  return `${new URL(page.url()).pathname.replace(/\/$/, '')}/compare?with=${draft.split('/').at(-1)}`;
}
