import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accept, refuse } from '#src/lib/result.ts';
import { openTestDatabase } from '#src/platform/testing/database.ts';
import type { TestDatabase } from '#src/platform/testing/database.ts';
import type { PersonActor } from './scope.ts';
import { submitOnce } from './submission.ts';

const anna: PersonActor = { kind: 'person', accountId: 'anna' };
const boris: PersonActor = { kind: 'person', accountId: 'boris' };
let world: TestDatabase;

beforeAll(async () => {
  world = await openTestDatabase();
});
afterAll(() => world.close());

function submit(
  actor: PersonActor,
  id: string,
  work: () => Promise<{ made: number }>,
  command = 'test.make',
) {
  return world.db.withActor(actor, command, (tx) => submitOnce(tx, id, async () => accept(await work())));
}

function never(): Promise<{ made: number }> {
  return Promise.reject(new Error('must not run'));
}

test('a form sent twice, even at the same moment, does its work once and answers the same', async () => {
  const id = randomUUID();
  let runs = 0;
  const work = async () => {
    runs += 1;
    return { made: runs };
  };
  const answers = await Promise.all([submit(anna, id, work), submit(anna, id, work)]);
  expect(answers).toEqual([accept({ made: 1 }), accept({ made: 1 })]);
  expect(await submit(anna, id, work)).toEqual(accept({ made: 1 }));
  expect(runs).toBe(1);
});

test('a refused form may be corrected and sent again under the same id', async () => {
  const id = randomUUID();
  const refused = await world.db.withActor(anna, 'test.make', (tx) =>
    submitOnce(tx, id, async () => refuse('test.bad')),
  );
  expect(refused).toMatchObject({ refusal: { code: 'test.bad' } });
  expect(await submit(anna, id, async () => ({ made: 7 }))).toEqual(accept({ made: 7 }));
});

test('somebody else, another command or a made-up id is refused', async () => {
  const id = randomUUID();
  await submit(anna, id, async () => ({ made: 1 }));
  expect(await submit(boris, id, never)).toMatchObject({ refusal: { code: 'submission.foreign' } });
  expect(await submit(anna, id, never, 'test.other')).toMatchObject({
    refusal: { code: 'submission.foreign' },
  });
  expect(await submit(anna, 'x', never)).toMatchObject({ refusal: { code: 'submission.malformed' } });
});
