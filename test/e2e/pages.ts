import type { Page } from '@playwright/test';
import { expect } from './journey.ts';
import { beginLongWork, enterAs, importFile, linked, printCode } from './steps.ts';

/** Who looks, and how they come in: by their button of the demo, by a printed code, or not at all. */
export const visitors = {
  curator: (page: Page) => enterAs(page, 'Ручьёва'),
  municipality: (page: Page) => enterAs(page, 'Луговая'),
  teacher: (page: Page) => enterAs(page, 'Полянская'),
  pupil: enterByCode,
  nobody: async () => undefined,
} as const;
export type Visitor = keyof typeof visitors;

/** A pupil who is asked something just now, let in by the square on a card that the curator printed. */
async function enterByCode(page: Page): Promise<void> {
  await enterAs(page, 'Ручьёва', '/surveys?state=open');
  await page.goto(await linked('/surveys?state=open', '/surveys/waves/:id')(page));
  const waiting = page
    .getByRole('row')
    .filter({ hasText: /\d[А-Я]/ })
    .filter({ hasText: 'не отвечал' });
  const name = /[А-ЯЁ][а-яё]+ [А-ЯЁ][а-яё]+/.exec((await waiting.first().textContent()) ?? '')?.[0] ?? '';
  const person = await linked(`/people?list=pupils&words=${encodeURIComponent(name)}`, '/people/:id')(page);
  await enterWithCode(page, person.split('/').at(-1) ?? '');
}

/** Prints the card of somebody as the curator, and comes in with it. */
async function enterWithCode(page: Page, personId: string): Promise<void> {
  const code = await printCode(page, personId);
  await page.context().clearCookies();
  await page.goto(`/code/${code}`);
  await expect(page).toHaveURL(/\/my$/);
}

/** `at` answers the address, found by following the product; `prepare` goes on from there, to what only a press shows. */
export type Way =
  | {
      readonly kind: 'page';
      readonly as: Visitor;
      readonly at: (page: Page) => Promise<string>;
      readonly prepare?: (page: Page) => Promise<void>;
    }
  | { readonly kind: 'file'; readonly as: Visitor; readonly at: (page: Page) => Promise<string> }
  | { readonly kind: 'action' };

type At = (page: Page) => Promise<string>;

const at =
  (address: string): At =>
  async () =>
    address;

/**
 * The address that a link of a list leads to, with `suffix` after its path. The link is known by its words, or by the
 * beginning of its address where the words change; an address so known keeps its query.
 */
const following =
  (list: string, link: RegExp | string, suffix = ''): At =>
  async (page) => {
    await page.goto(list);
    const main = page.getByRole('main');
    const target =
      typeof link === 'string' ? main.locator(`a[href^="${link}"]`) : main.getByRole('link', { name: link });
    const address = (await target.first().getAttribute('href')) ?? '';
    return typeof link === 'string' ? address.replace(/#.*$/, '') : address.replace(/[?#].*$/, '') + suffix;
  };

const curatorAt = (address: string): Way => ({ kind: 'page', as: 'curator', at: at(address) });
const curatorBy = (list: string, link: RegExp | string, suffix = ''): Way => ({
  kind: 'page',
  as: 'curator',
  at: following(list, link, suffix),
});
const curatorTo = (list: string, pattern: string, suffix = ''): Way => ({
  kind: 'page',
  as: 'curator',
  at: linked(list, pattern, suffix),
});
const pupilAt = (address: string): Way => ({ kind: 'page', as: 'pupil', at: at(address) });
const nobodyAt = (address: string): Way => ({ kind: 'page', as: 'nobody', at: at(address) });
const curatorFile = (where: At): Way => ({ kind: 'file', as: 'curator', at: where });
const action: Way = { kind: 'action' };

const approved = /Дорожная карта наставничества на/;
const inReview = /молодых педагогов/;
const somebody = /Полянская/;

/** Fills in the invitation of a person and sends it: the sheet with the one-time code is what comes back. */
async function invite(page: Page): Promise<void> {
  await page.getByLabel('Фамилия, имя, отчество').fill('Ольховская Вера Николаевна');
  await page.getByLabel(/^Психолог/).check();
  await page.getByRole('button', { name: 'Выдать приглашение' }).click();
  await page.getByText('Передайте этот листок лично').waitFor();
}

/** Where strangers apply to the open call; ends signed out. */
const application: At = async (page) => {
  await enterAs(page, 'Ручьёва', '/banks/calls');
  const call = await linked('/banks/calls', '/banks/calls/:id')(page);
  const link = await following(call, '/apply/')(page);
  await page.context().clearCookies();
  return link;
};

/** The address on the sheet of somebody who was invited just now; ends signed out. */
const invitation: At = async (page) => {
  await enterAs(page, 'Ручьёва', '/accounts/new');
  await invite(page);
  const link = /https?:\/\/\S+\/invite\/[^\s–]+/.exec((await page.getByRole('main').textContent()) ?? '');
  await page.context().clearCookies();
  return link?.[0] ?? '';
};

/** What somebody is asked about a pair, let in by the code of their card. */
const proposal: At = async (page) => {
  await enterAs(page, 'Ручьёва', '/mentorships?state=declined');
  await page.goto(await linked('/mentorships?state=declined', '/mentorships/:id')(page));
  const asked = page.getByRole('main').locator('a[href^="/banks/mentees/"]').first();
  const person = (await asked.getAttribute('href'))?.split('/').at(-1) ?? '';
  await enterWithCode(page, person);
  return linked('/my', '/my/proposals/:id')(page);
};

/** The secret address of the person's calendar, made now. */
const feed: At = async (page) => {
  await page.goto('/notices');
  await page.getByRole('button', { name: /^Получить/ }).click();
  return /\S+\.ics/.exec((await page.getByText(/\/calendar\/\S+\.ics/).textContent()) ?? '')?.[0] ?? '';
};

/** An agreement with the first partner, entered now. */
const agreement: At = async (page) => {
  await page.goto('/programmes/agreements/new');
  await page.getByLabel('Номер').fill('17');
  await page.getByLabel(/Партнёр/).selectOption({ index: 1 });
  await page.getByRole('button', { name: /^(Внести|Сохранить)/ }).click();
  await expect(page).toHaveURL(/\/programmes\/agreements$/);
  return linked('/programmes/agreements', '/programmes/agreements/:id')(page);
};

/** A questionnaire of the library, not yet published. */
const questionnaire: At = async (page) => {
  await page.goto('/surveys/questionnaires/new');
  await page.getByRole('button', { name: 'Добавить', exact: true }).click();
  await expect(page).toHaveURL(/\/surveys\/questionnaires\/[0-9a-f-]{36}$/);
  return new URL(page.url()).pathname;
};

/** A class list with something to doubt in it, read and not yet brought in. */
const listToCheck: At = async (page) => {
  await page.goto('/people/import?kind=pupil');
  await page
    .locator('textarea')
    .fill(
      'ФИО\tКласс\tДата рождения\nЯблонский Иван Петрович\t7А\t12.13.2013\nСосновая Мария\t7А\t01.02.2013',
    );
  await page.getByRole('button', { name: 'Прочитать список' }).click();
  await expect(page).toHaveURL(/\/people\/import\/[0-9a-f-]{36}$/);
  return new URL(page.url()).pathname;
};

/** The act of a destruction that is carried out now: no page of the table wants the person any more. */
const act: At = async (page) => {
  const destruction = await linked('/consents/destruction', '/consents/destruction/:id')(page);
  await page.goto(destruction);
  const name = await page.getByRole('heading', { level: 1 }).innerText();
  await page.locator('[name="personName"]').fill(name);
  await page.locator('[name="actNumber"]').fill('1-ПД');
  await page.getByRole('button', { name: 'Уничтожить данные' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Акт № 1-ПД' })).toBeVisible();
  return `${destruction}/act`;
};

/** The folder for an inspection as one PDF, made now. */
const folderFile: At = async (page) => {
  await page.goto('/plan/folder');
  await page.getByRole('button', { name: /^Собрать папку/ }).click();
  const link = page.getByRole('link', { name: /^Одним PDF/ });
  await link.waitFor({ timeout: 120_000 });
  return (await link.getAttribute('href')) ?? '';
};

/** The document that a roadmap was read from. */
const sourceFile: At = async (page) => {
  const text = '№ | Мероприятие | Срок | Ответственный\n1 | Приказ о кураторе | до 15.09.2026 | Директор\n';
  const plan = { name: 'План.txt', mimeType: 'text/plain', buffer: Buffer.from(text) };
  return following(`${await importFile(page, plan)}/review`, '/files/')(page);
};

/** Long work that was cancelled keeps its page; what went well leads on at once. */
const cancelledWork: At = async (page) => {
  const task = await beginLongWork(page);
  await page.getByRole('link', { name: 'Отменить' }).click();
  await page.getByRole('button', { name: 'Отменить работу' }).click();
  await page.getByText('Ничего не сохранено').waitFor();
  return task;
};

/**
 * How each route of `src/routes.ts` is reached on the demo, one line a route; several ways where a page has several
 * looks. The index is «/».
 */
export const ways: Readonly<Record<string, Way | readonly Way[]>> = {
  '/': curatorAt('/'),
  plan: curatorAt('/plan'),
  'plan/timeline': curatorAt('/plan/timeline'),
  'plan/calendar': curatorAt('/plan/calendar'),
  'plan/people': curatorAt('/plan/people'),
  'plan/folder': [curatorAt('/plan/folder'), curatorAt('/plan/folder?only=missing')],
  'plan/past': curatorBy('/plan', '/plan/past'),
  'plan/activities/:activityId': curatorBy('/plan', /Собрать согласия/),
  'roadmaps/:roadmapId/report': curatorBy('/roadmaps', approved, '/report'),
  'roadmaps/:roadmapId/report/:format': curatorFile(
    following('/roadmaps', approved, '/report/pdf?from=2020-01-01&to=2020-12-31'),
  ),
  'roadmaps/:roadmapId/print': curatorBy('/roadmaps', approved, '/print'),
  'roadmaps/:roadmapId/print/:format': curatorFile(following('/roadmaps', approved, '/print/docx')),

  about: nobodyAt('/about'),

  setup: nobodyAt('/setup'),
  signin: nobodyAt('/signin'),
  'signin/code': nobodyAt('/signin/code'),
  signout: action,
  reset: nobodyAt('/reset'),
  'invite/:code': { kind: 'page', as: 'nobody', at: invitation },

  roadmaps: curatorAt('/roadmaps'),
  'roadmaps/new': ['file', 'text', 'template', 'rollover'].map((way) =>
    curatorAt(way === 'file' ? '/roadmaps/new' : `/roadmaps/new?way=${way}`),
  ),
  'roadmaps/:id': curatorBy('/roadmaps', approved),
  'roadmaps/:id/review': curatorBy('/roadmaps', inReview, '/review'),
  'roadmaps/:id/rows/:rowId': {
    kind: 'page',
    as: 'curator',
    at: async (page: Page) => {
      const review = await following('/roadmaps', inReview, '/review')(page);
      return following(review, `${review.replace(/review$/, 'rows')}/`)(page);
    },
  },
  'roadmaps/:id/header': curatorBy('/roadmaps', inReview, '/header'),
  'roadmaps/:id/responsibles': curatorBy('/roadmaps', inReview, '/responsibles'),
  'roadmaps/:id/dates': curatorBy('/roadmaps', inReview, '/dates'),
  'roadmaps/:id/approve': curatorBy('/roadmaps', inReview, '/approve'),
  'roadmaps/:id/next-year': curatorBy('/roadmaps', approved, '/next-year'),

  people: curatorAt('/people'),
  'people/new': curatorAt('/people/new'),
  'people/import': curatorAt('/people/import'),
  'people/import/:importId': { kind: 'page', as: 'curator', at: listToCheck },
  'people/import/list/:importId?': action,
  'people/classes': curatorAt('/people/classes'),
  'people/classes/next-year': curatorAt('/people/classes/next-year'),
  'people/classes/new': curatorAt('/people/classes/new'),
  'people/classes/:classId': curatorTo('/people/classes', '/people/classes/:id'),
  'people/partners': curatorAt('/people/partners'),
  'people/partners/new': curatorAt('/people/partners/new'),
  'people/partners/:partnerId': curatorTo('/people/partners', '/people/partners/:id'),
  'people/partners/:partnerId/name-forms': curatorTo(
    '/people/partners',
    '/people/partners/:id',
    '/name-forms',
  ),
  'people/codes': [
    {
      kind: 'page',
      as: 'curator',
      at: async (page: Page) => {
        const schoolClass = await linked('/people/classes', '/people/classes/:id')(page);
        return `/people/codes?class=${schoolClass.split('/').at(-1) ?? ''}`;
      },
    },
  ],
  'people/duplicates': curatorAt('/people/duplicates'),
  'people/:personId/merge': [
    curatorTo('/people?list=pupils', '/people/:id', '/merge'),
    {
      kind: 'page',
      as: 'curator',
      at: async (page: Page) => {
        const kept = await linked('/people?list=pupils', '/people/:id')(page);
        const other = await linked('/people?list=pupils&page=2', '/people/:id')(page);
        return `${kept}/merge?with=${other.split('/').at(-1) ?? ''}`;
      },
    },
  ],
  'people/:personId/edit': curatorBy('/people', somebody, '/edit'),
  'people/:personId/guardians': curatorTo('/people?list=pupils', '/people/:id', '/guardians'),
  'people/:personId/name-forms': curatorBy('/people', somebody, '/name-forms'),
  'people/export': curatorFile(at('/people/export')),
  'people/teams': curatorAt('/people/teams'),
  'people/teams/new': curatorAt('/people/teams/new'),
  'people/teams/:teamId': curatorBy('/people/teams', /Рабочая группа по наставничеству/),
  'people/:personId': curatorBy('/people', somebody),
  'people/:personId/access': curatorBy('/people', somebody, '/access'),

  documents: curatorAt('/documents'),
  'documents/new': curatorAt('/documents/new'),
  'documents/draft': curatorAt('/documents/draft'),
  'documents/templates': curatorAt('/documents/templates'),
  'documents/templates/:kind': curatorAt('/documents/templates/order.pairs'),
  'documents/numbering': curatorAt('/documents/numbering'),
  'documents/many': curatorAt('/documents/many'),
  'documents/bulk': curatorAt('/documents/bulk?kind=gratitude'),
  'documents/print': curatorAt('/documents/print'),
  'documents/export': curatorFile(at('/documents/export')),
  'documents/:paperId': curatorBy('/documents', /О составе рабочей группы/),
  'documents/:paperId/acquaintance': curatorBy('/documents', /О составе рабочей группы/, '/acquaintance'),
  'my/papers/:paperId': { kind: 'page', as: 'teacher', at: following('/my', '/my/papers/') },
  'documents/:paperId/text': curatorBy('/documents?state=draft', /Приказ о закреплении/, '/text'),
  'documents/:paperId/print': curatorFile(
    following('/documents?state=draft', /Приказ о закреплении/, '/print'),
  ),
  'files/:fileId': curatorFile(sourceFile),

  account: curatorAt('/account'),
  'account/second-factor': curatorAt('/account/second-factor'),
  accounts: curatorAt('/accounts'),
  'accounts/new': [
    curatorAt('/accounts/new'),
    { kind: 'page', as: 'curator', at: at('/accounts/new'), prepare: invite },
  ],
  'accounts/:accountId': curatorBy('/accounts', /Каштанов/),
  organization: curatorAt('/organization'),
  'organization/edit': curatorAt('/organization/edit'),
  'organization/name-forms': curatorAt('/organization/name-forms'),
  'organization/days': curatorAt('/organization/days'),
  organizations: { kind: 'page', as: 'municipality', at: at('/organizations') },

  programmes: curatorAt('/programmes'),
  'programmes/new': curatorAt('/programmes/new'),
  'programmes/agreements': curatorAt('/programmes/agreements'),
  'programmes/agreements/new': curatorAt('/programmes/agreements/new'),
  'programmes/agreements/:agreementId': {
    kind: 'page',
    as: 'curator',
    at: agreement,
  },
  'programmes/:programmeId': curatorTo('/programmes', '/programmes/:id'),
  'programmes/:programmeId/edit': curatorTo('/programmes', '/programmes/:id', '/edit'),

  mentorships: curatorAt('/mentorships'),
  'mentorships/new': curatorAt('/mentorships/new'),
  'mentorships/order-list': curatorAt('/mentorships/order-list'),
  'mentorships/order-list/file': curatorFile(at('/mentorships/order-list/file?format=docx')),
  'my/proposals/:mentorshipId': { kind: 'page', as: 'nobody', at: proposal },
  'mentorships/:mentorshipId': curatorTo('/mentorships', '/mentorships/:id'),
  'banks/mentees': curatorAt('/banks/mentees'),
  'banks/mentees/new': curatorAt('/banks/mentees/new'),
  'banks/mentees/export': curatorFile(at('/banks/mentees/export')),
  'banks/mentees/:personId': curatorTo('/banks/mentees', '/banks/mentees/:id'),
  matching: curatorAt('/matching'),
  'matching/new': curatorAt('/matching/new'),
  'matching/meeting': curatorAt('/matching/meeting'),
  'matching/meeting/file': curatorFile(at('/matching/meeting/file?format=docx')),
  'matching/:draftId': curatorTo('/matching', '/matching/:id'),
  'matching/:draftId/board': curatorTo('/matching', '/matching/:id', '/board'),
  'matching/:draftId/settings': curatorTo('/matching', '/matching/:id', '/settings'),
  'matching/:draftId/preview': curatorFile(linked('/matching', '/matching/:id', '/preview')),
  'matching/:draftId/compare': curatorTo('/matching', '/matching/:id', '/compare'),
  'matching/:draftId/approve': curatorTo('/matching', '/matching/:id', '/approve'),
  'matching/:draftId/file': curatorFile(linked('/matching', '/matching/:id', '/file')),
  'matching/:draftId/mentees/:personId': {
    kind: 'page',
    as: 'curator',
    at: async (page: Page) => {
      const draft = await linked('/matching', '/matching/:id')(page);
      return linked(draft, '/matching/:id/mentees/:id')(page);
    },
  },
  'banks/mentors': curatorAt('/banks/mentors'),
  'banks/mentors/new': curatorAt('/banks/mentors/new'),
  'banks/mentors/export': curatorFile(at('/banks/mentors/export')),
  'banks/mentors/:personId': curatorTo('/banks/mentors', '/banks/mentors/:id'),
  'banks/blanks': curatorAt('/banks/blanks'),
  'banks/blanks/file': curatorFile(at('/banks/blanks/file?side=mentor')),
  'banks/calls': curatorAt('/banks/calls'),
  'banks/calls/new': curatorAt('/banks/calls/new'),
  'banks/calls/:callId': curatorTo('/banks/calls', '/banks/calls/:id'),
  'banks/calls/:callId/poster': curatorTo('/banks/calls', '/banks/calls/:id', '/poster'),
  'banks/applications/:applicationId': {
    kind: 'page',
    as: 'curator',
    at: async (page: Page) => {
      const call = await linked('/banks/calls', '/banks/calls/:id')(page);
      return linked(call, '/banks/applications/:id')(page);
    },
  },
  'apply/:word': { kind: 'page', as: 'nobody', at: application },
  'banks/admission': curatorAt('/banks/admission'),
  'banks/tags': curatorAt('/banks/tags'),

  surveys: curatorAt('/surveys'),
  'surveys/new': curatorAt('/surveys/new'),
  'surveys/waves/:waveId': [
    curatorTo('/surveys?state=open', '/surveys/waves/:id'),
    curatorTo('/surveys?state=closed', '/surveys/waves/:id'),
  ],
  'surveys/waves/:waveId/results': curatorTo('/surveys?state=closed', '/surveys/waves/:id', '/results'),
  'surveys/waves/:waveId/export': curatorFile(
    linked('/surveys?state=closed', '/surveys/waves/:id', '/export'),
  ),
  'surveys/waves/:waveId/candidates': curatorTo('/surveys?state=open', '/surveys/waves/:id', '/candidates'),
  'surveys/waves/:waveId/preferences': curatorTo('/surveys?state=open', '/surveys/waves/:id', '/preferences'),
  'surveys/waves/:waveId/reminders': curatorTo('/surveys?state=open', '/surveys/waves/:id', '/reminders'),
  'surveys/waves/:waveId/paper': curatorTo('/surveys?state=open', '/surveys/waves/:id', '/paper'),
  'surveys/waves/:waveId/forms': curatorFile(linked('/surveys?state=open', '/surveys/waves/:id', '/forms')),
  'surveys/questionnaires': curatorAt('/surveys/questionnaires'),
  'surveys/questionnaires/new': curatorAt('/surveys/questionnaires/new'),
  'surveys/questionnaires/:surveyId': [
    curatorTo('/surveys/questionnaires?state=published', '/surveys/questionnaires/:id'),
    { kind: 'page', as: 'curator', at: questionnaire },
  ],
  'surveys/questionnaires/:surveyId/preview': curatorTo(
    '/surveys/questionnaires?state=published',
    '/surveys/questionnaires/:id',
    '/preview',
  ),
  'surveys/questionnaires/:surveyId/items/:itemId': {
    kind: 'page',
    as: 'curator',
    at: async (page: Page) => {
      const draft = await questionnaire(page);
      return following(draft, `${draft}/items/`)(page);
    },
  },

  consents: curatorAt('/consents'),
  'consents/enter': curatorAt('/consents/enter'),
  'consents/export': curatorFile(at('/consents/export')),
  'consents/print': curatorAt('/consents/print?kind=staff&purposes=processing'),
  'consents/print-file': curatorFile(at('/consents/print-file?kind=staff&purposes=processing')),
  'consents/classes': curatorAt('/consents/classes'),
  'consents/classes/file': curatorFile(at('/consents/classes/file?purpose=processing')),
  'consents/requests': curatorAt('/consents/requests'),
  'consents/requests/new': curatorAt('/consents/requests/new'),
  'consents/requests/:requestId': curatorTo('/consents/requests', '/consents/requests/:id'),
  'consents/destruction': curatorAt('/consents/destruction'),
  'consents/destruction/:destructionId': curatorTo('/consents/destruction', '/consents/destruction/:id'),
  'consents/destruction/:destructionId/act': curatorFile(act),
  'consents/retention': curatorAt('/consents/retention'),
  'consents/retention/:proposalId': curatorTo('/consents/retention', '/consents/retention/:id'),
  'consents/incidents': curatorAt('/consents/incidents'),
  'consents/incidents/new': curatorAt('/consents/incidents/new'),
  'consents/incidents/:incidentId': curatorTo('/consents/incidents?state=all', '/consents/incidents/:id'),
  'consents/incidents/:incidentId/notice': curatorFile(
    linked('/consents/incidents?state=all', '/consents/incidents/:id', '/notice?kind=first'),
  ),
  'consents/people/:personId/copy': curatorFile(linked('/consents', '/consents/people/:id', '/copy')),
  'consents/people/:personId': curatorTo('/consents', '/consents/people/:id'),
  'consents/texts': curatorAt('/consents/texts'),
  'consents/texts/:purpose': curatorBy('/consents/texts', '/consents/texts/'),

  code: nobodyAt('/code'),
  'code/:code': action,
  my: [pupilAt('/my'), curatorAt('/my')],
  'my/leave': action,
  'my/classes': [{ kind: 'page', as: 'teacher', at: at('/my/classes') }, curatorAt('/my/classes')],
  'my/offer': pupilAt('/my/offer'),
  'my/request': pupilAt('/my/request'),
  'my/surveys/:invitationId': {
    kind: 'page',
    as: 'pupil',
    at: linked('/my', '/my/surveys/:id'),
  },
  'my/surveys/:invitationId/save': action,
  'my/consents': [curatorAt('/my/consents'), pupilAt('/my/consents')],
  'my/consents/copy/:personId': curatorFile(following('/my/consents', '/my/consents/copy/')),
  'my/consents/:personId/:textId': curatorTo('/my/consents', '/my/consents/:id/:id'),

  settings: curatorAt('/settings'),

  notices: curatorAt('/notices'),
  'calendar/:file': curatorFile(feed),

  'tasks/:taskId/files/:number': curatorFile(folderFile),
  'tasks/:taskId': { kind: 'page', as: 'curator', at: cancelledWork },

  'frame/organization': action,
  'frame/appearance': action,

  '*': nobodyAt('/such-a-page-is-nowhere'),
};
