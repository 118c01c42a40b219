import { describe, expect, it } from 'vitest';
import { address, curator, openSite } from '#src/web/testing/site.ts';

describe('forms with files', () => {
  const head = '--x\r\nContent-Disposition: form-data; name="file"; filename="scan.pdf"\r\n\r\n';
  /** A body that tells how much of it was taken. */
  const sendFile = (ask: ReturnType<typeof openSite>['ask'], size: number, said: boolean) => {
    const taken = { bytes: 0 };
    const parts = [head, 'a'.repeat(size - head.length - 9), '\r\n--x--\r\n']
      .join('')
      .match(/[^]{1,65536}/gu);
    const body = new ReadableStream(
      {
        pull: (controller) => {
          const part = parts?.shift();
          if (part === undefined) return controller.close();
          taken.bytes += part.length;
          controller.enqueue(new TextEncoder().encode(part));
        },
      },
      { highWaterMark: 0 },
    );
    const headers = {
      Origin: address,
      'Content-Type': 'multipart/form-data; boundary=x',
      ...(said ? { 'Content-Length': String(size) } : {}),
    };
    const init: RequestInit & { duplex: 'half' } = { method: 'POST', headers, body, duplex: 'half' };
    return { taken, answer: ask('/people/import', init) };
  };
  const large = 20 * 1024 * 1024;
  const small = 2 * 1024 * 1024;

  it('of nobody known are not read beyond what a form holds, said or not', async () => {
    const { ask, seen } = openSite({ resolveActor: () => Promise.resolve(null) });
    const said = sendFile(ask, large, true);
    expect((await said.answer).status).toBe(401);
    expect(said.taken.bytes).toBe(0);
    const unsaid = sendFile(ask, large, false);
    expect((await unsaid.answer).status).toBe(401);
    expect(unsaid.taken.bytes).toBeLessThan(small + 200_000);
    expect(seen.map(({ site }) => site.problem?.title)).toEqual(['Сначала войдите', 'Сначала войдите']);
  });

  it('of nobody known reach a public page while they are small', async () => {
    const { ask, seen } = openSite({ resolveActor: () => Promise.resolve(null) });
    expect((await sendFile(ask, small, false).answer).status).toBe(200);
    expect((await seen[0]?.request.formData())?.get('file')).toBeInstanceOf(File);
  });

  it('of somebody signed in are read after who they are was asked, once', async () => {
    const asked: number[] = [];
    const sent: { taken?: { bytes: number } } = {};
    const { ask } = openSite({
      resolveActor: async () => {
        asked.push(sent.taken?.bytes ?? 0);
        return curator;
      },
    });
    const file = sendFile(ask, large, true);
    sent.taken = file.taken;
    expect((await file.answer).status).toBe(200);
    expect(asked).toEqual([0]);
  });

  it('are not read while nobody can tell who sent them', async () => {
    const { ask } = openSite({ resolveActor: () => Promise.reject(new Error('no database')) });
    const file = sendFile(ask, large, true);
    expect((await file.answer).status).toBe(503);
    expect(file.taken.bytes).toBe(0);
  });
});
