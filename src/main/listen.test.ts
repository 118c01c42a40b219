import { request } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { listen, type Listening } from './listen.ts';

const host = '127.0.0.1';
const open: Listening[] = [];

afterEach(async () => {
  for (const site of open.splice(0)) await site.close(0);
});

/** A request that is answered only when the test says so. */
function gate() {
  const { promise: entered, resolve: enter } = Promise.withResolvers<void>();
  const { promise: opened, resolve: release } = Promise.withResolvers<void>();
  return { enter, entered, opened, release };
}

async function serve(answer: (asked: Request) => Response | Promise<Response>): Promise<Listening> {
  const listening = await listen(answer, { port: 0, host });
  if (!listening.ok) throw new Error(listening.refusal.code);
  open.push(listening.value);
  return listening.value;
}

const at = ({ port }: Listening): string => `http://${host}:${port}/`;

test('a request under way is answered before the site is closed; a new one is not taken', async () => {
  const door = gate();
  const steps: string[] = [];
  const site = await serve(async () => {
    door.enter();
    await door.opened;
    steps.push('answered');
    return new Response('готово');
  });
  const first = fetch(at(site));
  await door.entered;
  const closed = site.close().then((isCalm) => {
    steps.push('closed');
    return isCalm;
  });
  await expect(fetch(at(site))).rejects.toThrow('fetch failed');
  door.release();
  expect(await (await first).text()).toBe('готово');
  expect(await closed).toBe(true);
  expect(steps).toEqual(['answered', 'closed']);
});

test('what a closed browser left running is waited for too', async () => {
  const door = gate();
  let isDone = false;
  const site = await serve(async () => {
    door.enter();
    await door.opened;
    isDone = true;
    return new Response();
  });
  const asked = request(at(site));
  asked.on('error', () => undefined);
  asked.end();
  await door.entered;
  asked.destroy();
  const closed = site.close();
  door.release();
  expect(await closed).toBe(true);
  expect(isDone).toBe(true);
});

test('the rest of an answer that is being sent is sent', async () => {
  const door = gate();
  const site = await serve(() => {
    const body = new ReadableStream<Uint8Array>({
      async start(controller) {
        controller.enqueue(new TextEncoder().encode('начало, '));
        await door.opened;
        controller.enqueue(new TextEncoder().encode('конец'));
        controller.close();
      },
    });
    return new Response(body);
  });
  const answer = await fetch(at(site));
  const closed = site.close();
  door.release();
  expect(await answer.text()).toBe('начало, конец');
  expect(await closed).toBe(true);
});

test('a request that never ends is cut off when patience is over, and that is said', async () => {
  const door = gate();
  const site = await serve(async () => {
    door.enter();
    await door.opened;
    return new Response();
  });
  const asked = fetch(at(site)).catch(() => 'cut off');
  await door.entered;
  expect(await site.close(0)).toBe(false);
  expect(await asked).toBe('cut off');
  door.release();
});

test('connections kept for a next request do not hold it up', async () => {
  const site = await serve(() => new Response('да'));
  expect(await (await fetch(at(site))).text()).toBe('да');
  expect(await site.close()).toBe(true);
  expect(await site.close()).toBe(true);
});

test('a busy port and an address of another machine are refused', async () => {
  const site = await serve(() => new Response());
  expect(await listen(() => new Response(), { port: site.port, host })).toMatchObject({
    refusal: { code: 'start.port_busy' },
  });
  expect(await listen(() => new Response(), { port: 0, host: '203.0.113.1' })).toMatchObject({
    refusal: { code: 'start.cannot_listen' },
  });
});
