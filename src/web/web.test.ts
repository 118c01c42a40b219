import { describe, expect, it } from 'vitest';
import { redirectWith, safePath, takeFlash } from '#src/web/cookies.ts';
import { contentDisposition, sendFile } from '#src/web/downloads.ts';
import { maskSecrets } from '#src/web/masking.ts';
import { isProblem, notFound, statusOf, throwRefusal } from '#src/web/problems.ts';

describe('coming back', () => {
  it.each([
    ['/people?page=2#top', '/people?page=2#top'],
    ['//evil.example/x', '/'],
    ['/\\evil.example', '/'],
    ['/\t/evil.example', '/'],
    ['/.//evil.example', '/'],
    ['/people/..//evil.example', '/'],
    ['/./\\evil.example', '/'],
    ['https://evil.example', '/'],
    ['javascript:alert(1)', '/'],
    ['', '/'],
    [null, '/'],
  ])('to %j is %s', (asked, path) => {
    expect(safePath(asked)).toBe(path);
  });
});

const cookieOf = (answer: Response) => answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';

describe('a message over a redirect', () => {
  it('arrives once, as it was said', async () => {
    const answer = await redirectWith('/people', 'Сотрудник «Ёж» добавлен 🦔');
    expect(answer.status).toBe(302);
    expect(answer.headers.get('Location')).toBe('/people');
    const request = new Request('http://x/people', { headers: { Cookie: cookieOf(answer) } });
    const { flash, headers } = await takeFlash(request);
    expect(flash).toMatchObject({ kind: 'success', text: 'Сотрудник «Ёж» добавлен 🦔' });
    expect(headers['Set-Cookie']).toContain('Max-Age=0');
  });

  it('keeps the other cookies of the answer and stays small', async () => {
    const answer = await redirectWith('/', 'ы'.repeat(10_000), 'info', { 'Set-Cookie': 'a=1' });
    expect(answer.headers.getSetCookie()).toHaveLength(2);
    expect(answer.headers.getSetCookie().join('').length).toBeLessThan(6_000);
  });

  it('is nothing when it is missing or made up', async () => {
    for (const cookie of ['', 'flash=', 'flash=%7B', `flash=${btoa('{"id":1,"text":2}')}`]) {
      const { flash } = await takeFlash(new Request('http://x/', { headers: { Cookie: cookie } }));
      expect(flash).toBeNull();
    }
  });
});

describe('problems', () => {
  it.each([
    ['roadmap.forbidden', 403],
    ['roadmap.not_found', 404],
    ['roadmap.stale', 409],
    ['roadmap.no_deadline', 422],
    ['odd', 422],
  ])('%s has the status %i', (code, status) => {
    expect(statusOf({ code })).toBe(status);
  });

  it('are a page that is not found, whatever the missing thing is called', () => {
    const thrown = whatIsThrown(() =>
      throwRefusal({ code: 'roadmap.row_not_found' }, 'Такого мероприятия нет.'),
    );
    expect(thrown).toMatchObject({ init: { status: 404 }, data: { title: 'Такого мероприятия нет.' } });
  });

  it('are thrown as what the error page knows', () => {
    const thrown = whatIsThrown(notFound);
    expect(thrown).toMatchObject({ init: { status: 404 } });
    expect(isProblem(thrown.data)).toBe(true);
    expect(isProblem({ status: 404 })).toBe(false);
  });
});

function whatIsThrown(run: () => unknown): { data?: unknown } {
  try {
    run();
  } catch (thrown) {
    return thrown as { data?: unknown };
  }
  return {};
}

describe('files', () => {
  it('are named for old and new programs', () => {
    expect(contentDisposition('Отчёт (май).docx')).toBe(
      `attachment; filename="_____ (___).docx"; filename*=UTF-8''%D0%9E%D1%82%D1%87%D1%91%D1%82%20%28%D0%BC%D0%B0%D0%B9%29.docx`,
    );
  });

  it('cannot smuggle a header or a path, and are never opened as a page', () => {
    const name = contentDisposition('a"\r\nX: 1/../\u202Eexe\uD800.html');
    expect(name).not.toMatch(/[\r\n/\\\u202E]/);
    const answer = sendFile({
      name: 'x.html',
      type: 'text/html',
      bytes: new TextEncoder().encode('<script>'),
    });
    expect(answer.headers.get('Content-Disposition')).toContain('attachment');
    expect(answer.headers.get('Cache-Control')).toBe('private, no-store');
  });
});

it('identifiers of rows stay in the log, keys do not', () => {
  expect(maskSecrets('/roadmaps/0198c1d2-7a5e-7c3b-9f00-1234567890ab/rows')).toBe(
    '/roadmaps/0198c1d2-7a5e-7c3b-9f00-1234567890ab/rows',
  );
  expect(maskSecrets('/setup/3f9Zk3bq0f8hXn2Lw9sT5vYc7Rd1Ma6P')).toBe('/setup/…');
});
