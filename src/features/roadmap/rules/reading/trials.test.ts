import { describe, expect, it } from 'vitest';
import { renderings } from '../../../../../tools/fixtures/trials/renderings.ts';
import { tallyRendering } from '../../../../../tools/fixtures/trials/score.ts';

const seeds = [1, 2, 3, 5, 8, 9, 10, 12];

/** Renderings whose lines mix all columns are slow to read, and their rows are flagged rather than right. */
const slow = /^lines over/;

/** Lowest share of rows fully right; those that are not named must have 0.95. */
const floors: readonly [RegExp, number][] = [
  [/^lines over/, 0],
  [/^column by column/, 0],
  [/^PDF, without/, 0.8],
  [/^pdftotext$/, 0.6],
];

describe('invented roadmaps in the forms a school may have them in', () => {
  it.each(renderings.map((rendering) => ({ name: rendering.name, rendering })))(
    'loses and misreads nothing in silence: $name',
    { timeout: 120_000 },
    async ({ name, rendering }) => {
      const tally = await tallyRendering(rendering, slow.test(name) ? seeds.slice(0, 3) : seeds);
      expect(tally.notes).toEqual([]);
      expect(tally.rows).toBeGreaterThan(30);
      const floor = floors.find(([pattern]) => pattern.test(name))?.[1] ?? 0.95;
      expect(tally.right / tally.rows).toBeGreaterThanOrEqual(floor);
    },
  );
});
