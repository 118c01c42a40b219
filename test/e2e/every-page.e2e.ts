import { expect, test } from './journey.ts';
import routes from '../../src/routes.ts';
import { visitors, ways, type Way } from './pages.ts';
import { expectWhole } from './whole.ts';

test.use({ isDemo: true, installation: 'every page' });

interface Entry {
  readonly path?: string | undefined;
  readonly file: string;
  readonly children?: readonly Entry[] | undefined;
}

/** Every route with the file that answers it; «/» is the index. */
function flatten(entries: readonly Entry[], above = ''): { path: string; file: string }[] {
  return entries.flatMap((entry) => {
    const path = [above, entry.path ?? ''].filter((part) => part !== '').join('/');
    return [{ path: path === '' ? '/' : path, file: entry.file }, ...flatten(entry.children ?? [], path)];
  });
}

const waysOf = (path: string): readonly Way[] => [ways[path] ?? []].flat();

/** A page is a component; what answers a file or only takes a form is plain code. */
const isPage = (file: string): boolean => file.endsWith('.tsx');

test('every route of the site has its way here', async () => {
  const known = flatten(await routes);
  expect(known.length).toBeGreaterThan(40);
  const missing = known.flatMap(({ path, file }) =>
    waysOf(path).length > 0
      ? []
      : [
          `«${path}» has no way: add one line to test/e2e/pages.ts, like  '${path}': ` +
            (isPage(file) ? `curatorAt('/${path}'),` : 'action,  or  curatorFile(at(…)),'),
        ],
  );
  const gone = Object.keys(ways)
    .filter((path) => !known.some((one) => one.path === path))
    .map((path) => `«${path}» is no route of src/routes.ts any more: take its line out of test/e2e/pages.ts`);
  const wrong = known.flatMap(({ path, file }) =>
    waysOf(path)
      .filter((way) => (way.kind === 'page') !== isPage(file))
      .map((way) => `«${path}» is said to be a ${way.kind} in test/e2e/pages.ts, but ${file} answers it`),
  );
  expect([...missing, ...gone, ...wrong]).toEqual([]);
});

interface Look {
  readonly path: string;
  readonly way: Extract<Way, { kind: 'page' }>;
}

const looks: readonly Look[] = Object.entries(ways).flatMap(([path, given]) =>
  [given].flat().flatMap((way) => (way.kind === 'page' ? [{ path, way }] : [])),
);

/** A test a room and a visitor: one that stops leaves the others to speak. */
const rooms = Map.groupBy(
  looks,
  ({ path, way }) => `${path === '/' ? 'today' : (path.split('/')[0] ?? '')} for ${way.as}`,
);

for (const [room, ofRoom] of rooms) {
  test(`every page of ${room} is whole on screen, phone and paper`, async ({ page }) => {
    test.slow();
    await visitors[ofRoom[0]?.way.as ?? 'nobody'](page);
    for (const { path, way } of ofRoom) {
      await test.step(path, async () => {
        const answer = await page.goto(await way.at(page));
        // The set-up of the demo is over: its page says so, as that of no address does.
        if (path !== '*' && path !== 'setup') expect(answer?.status(), `answer of ${path}`).toBe(200);
        await way.prepare?.(page);
        await expectWhole(page, path);
      });
    }
  });
}

test('files come as files, and addresses that only take forms show nothing', async ({ page }) => {
  await visitors.curator(page);
  for (const [path, given] of Object.entries(ways)) {
    for (const way of [given].flat()) {
      if (way.kind === 'file') {
        const answer = await page.request.get(await way.at(page));
        expect(answer.status(), path).toBe(200);
        expect(answer.headers()['content-type'], path).not.toContain('text/html');
        expect((await answer.body()).length, path).toBeGreaterThan(0);
      }
      if (way.kind === 'action') {
        const answer = await page.request.get(`/${path}`, { maxRedirects: 0 });
        expect(answer.status(), path).toBe(302);
      }
    }
  }
});
