import { describe, expect, it } from 'vitest';
import type { Services } from '#src/compose.ts';
import { createGuardedApp } from '#src/web/app.ts';
import { siteContext, type SiteContext } from '#src/web/context.ts';
import { writeOrganization } from '#src/web/cookies.ts';
import { address, curator, openSite } from '#src/web/testing/site.ts';

const ownForm = { Origin: address, 'Content-Type': 'application/x-www-form-urlencoded' };

describe('headers', () => {
  it('let scripts and styles run by the nonce that the page got, and nothing from elsewhere', async () => {
    const { ask, seen } = openSite();
    const answer = await ask('/about');
    const policy = answer.headers.get('Content-Security-Policy') ?? '';
    expect(seen[0]?.site.nonce).toMatch(/^[\w+/=-]{16,}$/);
    expect(policy).toContain(`script-src 'self' 'nonce-${seen[0]?.site.nonce}'`);
    expect(policy).toContain("style-src-attr 'unsafe-inline'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/https?:|script-src[^;]*unsafe/);
    expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(answer.headers.get('Referrer-Policy')).toBe('same-origin');
    expect(answer.headers.get('X-Request-Id')).toBe(seen[0]?.site.requestId);
    expect(answer.headers.has('Strict-Transport-Security')).toBe(false);
  });

  it('promise https only where it is', async () => {
    const { ask } = openSite({ config: { publicUrl: 'https://school.example' } });
    expect((await ask('/')).headers.get('Strict-Transport-Security')).toBe('max-age=31536000');
  });

  it('give every answer its own nonce and number, whatever the client says', async () => {
    const { ask, seen } = openSite();
    await ask('/', { headers: { 'X-Request-Id': 'mine' } });
    await ask('/', { headers: { 'X-Request-Id': 'mine' } });
    expect(new Set(seen.map(({ site }) => site.nonce)).size).toBe(2);
    expect(new Set([...seen.map(({ site }) => site.requestId), 'mine']).size).toBe(3);
  });
});

describe('a file that is not there for this person', () => {
  const told = { status: 404, title: 'Код не действует', text: 'Попросите новый.' };
  const openFiles = () => {
    const asked: { path: string; said: SiteContext['fileProblem'] }[] = [];
    const app = createGuardedApp(
      {
        services: {} as Services,
        resolveActor: () => Promise.resolve(curator),
        config: { publicUrl: address },
        log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      },
      (request, context) => {
        const said = context.get(siteContext).fileProblem;
        asked.push({ path: new URL(request.url).pathname, said });
        return Promise.resolve(said === null ? Response.json(told, { status: 404 }) : new Response('page'));
      },
      'public',
    );
    const ask = async (path: string, accept: string) =>
      (await app.fetch(new Request(new URL(path, address), { headers: { Accept: accept } }))).text();
    return { ask, asked };
  };

  it('is told on a page of the site, not as data', async () => {
    const { ask, asked } = openFiles();
    expect(await ask('/code/23456', 'text/html,*/*')).toBe('page');
    expect(asked.map(({ said }) => said)).toEqual([null, told]);
  });

  it('is told to a script as data', async () => {
    const { ask } = openFiles();
    expect(JSON.parse(await ask('/code/23456', '*/*'))).toEqual(told);
    expect(JSON.parse(await ask('/code/23456.data', 'text/html'))).toEqual(told);
  });
});

describe('forms', () => {
  it('of this site come through with their body', async () => {
    const { ask, seen } = openSite();
    await ask('/people', { method: 'POST', headers: ownForm, body: 'name=1' });
    expect(seen[0]?.site.problem).toBeNull();
    expect(await seen[0]?.request.text()).toBe('name=1');
  });

  it.each([
    ['another site', { Origin: 'https://evil.example' }],
    ['another site by fetch metadata', { Origin: address, 'Sec-Fetch-Site': 'cross-site' }],
    ['a neighbour on the same domain', { 'Sec-Fetch-Site': 'same-site' }],
    ['nowhere', {}],
    ['a sandboxed page', { Origin: 'null' }],
  ])('of %s are refused before any page', async (_from, headers) => {
    const { ask, seen } = openSite();
    const answer = await ask('/people', { method: 'POST', headers: { ...headers }, body: 'name=1' });
    expect(answer.status).toBe(403);
    expect(seen[0]?.site.problem?.title).toContain('не с этого сайта');
    expect(seen[0]?.site.signedIn).toBeNull();
    expect(await seen[0]?.request.text()).toBe('');
  });

  it.each([
    ['application/x-www-form-urlencoded', 2 * 1024 * 1024, '', ''],
    [
      'multipart/form-data; boundary=x',
      25 * 1024 * 1024,
      '--x\r\nContent-Disposition: form-data; name="file"; filename="scan.pdf"\r\n\r\n',
      '\r\n--x--\r\n',
    ],
  ])('of %s end at %i bytes, said or not', async (type, limit, head, tail) => {
    const { ask } = openSite();
    const headers = { Origin: address, 'Content-Type': type };
    const send = async (size: number) => {
      const content = new Uint8Array(size - head.length - tail.length);
      const body = await new Blob([head, content, tail]).bytes();
      return ask('/people', { method: 'POST', headers, body });
    };
    expect((await send(limit)).status).toBe(200);
    expect((await send(limit + 1)).status).toBe(413);
    const said = await ask('/people', {
      method: 'POST',
      headers: { ...headers, 'Content-Length': String(limit + 1) },
      body: 'short',
    });
    expect(said.status).toBe(413);
  });

  it.each([
    ['no form at all', 'application/json', '{"name":1}'],
    ['of no kind', '', 'name=1'],
    ['parts without a border', 'multipart/form-data', 'name=1'],
    ['parts cut off', 'multipart/form-data; boundary=x', '--x\r\nContent-Dispo'],
    ['parts that are missing', 'multipart/form-data; boundary=x', ''],
  ])('that cannot be read (%s) are refused before any page', async (_what, type, body) => {
    const { ask, seen } = openSite();
    const answer = await ask('/people', {
      method: 'POST',
      headers: { Origin: address, 'Content-Type': type },
      body,
    });
    expect(answer.status).toBe(400);
    expect(seen[0]?.site.problem?.title).toBe('Форма пришла повреждённой');
    expect(await seen[0]?.request.text()).toBe('');
  });
});

const cookieOf = async (id: string) => (await writeOrganization(id)).split(';')[0] ?? '';

describe('who is asking', () => {
  it('is the session, in the organization chosen in the header', async () => {
    const { ask, seen } = openSite();
    await ask('/');
    await ask('/', { headers: { Cookie: await cookieOf('school-2') } });
    await ask('/', { headers: { Cookie: await cookieOf('school-of-others') } });
    await ask('/', { headers: { Cookie: 'organization=%%%' } });
    expect(seen.map(({ site }) => site.signedIn?.organizationId)).toEqual([
      'school-1',
      'school-2',
      'school-1',
      'school-1',
    ]);
  });

  it('is never an organization without a role there', async () => {
    const { ask, seen } = openSite({
      resolveActor: () => Promise.resolve({ ...curator, organizationId: 'gone', memberships: [] }),
    });
    await ask('/');
    expect(seen[0]?.site.signedIn?.organizationId).toBeNull();
  });

  it('cannot be told while the database is away: a page says so', async () => {
    const { ask, seen } = openSite({ resolveActor: () => Promise.reject(new Error('no database')) });
    expect((await ask('/')).status).toBe(503);
    expect(seen[0]?.site.problem?.todo).toContain('номер обращения');
  });

  it('has an address written by the nearest proxy, if there is one', async () => {
    const headers = { 'X-Forwarded-For': '6.6.6.6, 10.0.0.7' };
    const direct = openSite();
    await direct.ask('/', { headers });
    expect(direct.seen[0]?.site.clientAddress).toBeNull();
    const behind = openSite({ config: { publicUrl: address, trustProxy: true } });
    await behind.ask('/', { headers });
    expect(behind.seen[0]?.site.clientAddress).toBe('10.0.0.7');
  });
});

describe('an answer with a policy of its own', () => {
  it('keeps it: an uploaded file must not act as a page of the site', async () => {
    const policy = "sandbox; default-src 'none'";
    const app = createGuardedApp(
      {
        services: {} as Services,
        resolveActor: () => Promise.resolve(curator),
        config: { publicUrl: address },
        log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      },
      () => Promise.resolve(new Response('%PDF', { headers: { 'Content-Security-Policy': policy } })),
      'public',
    );
    const answer = await app.fetch(new Request(`${address}/files/1`));
    expect(answer.headers.get('Content-Security-Policy')).toBe(policy);
    expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff');
  });
});

describe('limits and health', () => {
  it('tells somebody who asks too often how long to wait', async () => {
    const { ask, seen } = openSite({ rateLimit: () => ({ allowed: false, retryAfter: 74.2 }) });
    const answer = await ask('/signin');
    expect(answer.status).toBe(429);
    expect(answer.headers.get('Retry-After')).toBe('75');
    expect(seen[0]?.site.problem?.todo).toContain('75 с');
  });

  it('hands on a renewed session cookie with a page, never with an action', async () => {
    const { ask } = openSite({
      resolveActor: (_request, renewed) => {
        renewed.append('Set-Cookie', 'session=renewed');
        return Promise.resolve(curator);
      },
    });
    expect((await ask('/')).headers.getSetCookie()).toContain('session=renewed');
    const action = await ask('/', { method: 'POST', headers: { Origin: address } });
    expect(action.headers.getSetCookie()).not.toContain('session=renewed');
  });

  it('says whether the database answers', async () => {
    expect(await (await openSite().ask('/healthz')).json()).toEqual({ ok: true });
    const { ask } = openSite({ ping: () => Promise.reject(new Error('down')) });
    const answer = await ask('/healthz');
    expect(answer.status).toBe(503);
    expect(await answer.json()).toEqual({ ok: false });
  });

  it('keeps addresses that open doors out of the log', async () => {
    const { ask, logged } = openSite();
    await ask('/calendar/Zk3bq0f8hXn2Lw9sT5vYc7Rd1Ma6Pe4U.ics?key=abc');
    expect(JSON.stringify(logged)).not.toContain('Zk3bq0f8');
    expect(JSON.stringify(logged)).not.toContain('abc');
  });
});

it('never lets the data of a page be kept, though its address looks like a file', async () => {
  const { ask } = openSite();
  for (const path of ['/people', '/people.data', '/people/1.data', '/assets/gone.js']) {
    expect((await ask(path)).headers.get('Cache-Control')).toBe('private, no-cache');
  }
});

it('serves the files at the top as files', async () => {
  const { ask, seen } = openSite();
  const answer = await ask('/robots.txt');
  expect(await answer.text()).toContain('Disallow: /');
  expect(answer.headers.get('Cache-Control')).toBe('public, max-age=3600');
  await ask('/../package.json');
  await ask('/%2e%2e%2fpackage.json');
  expect(seen).toHaveLength(2);
});

describe('the address that the person sees', () => {
  it.each([
    ['/people.data?_routes=root&page=2', '/people?page=2'],
    ['/_root.data', '/'],
    ['/people?index&page=2', '/people?page=2'],
    ['/about', '/about'],
  ])('%s is %s', async (asked, visible) => {
    const { ask, seen } = openSite();
    await ask(asked);
    expect(seen[0]?.site.path).toBe(visible);
  });
});
