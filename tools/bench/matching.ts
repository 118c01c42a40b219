import { pathToFileURL } from 'node:url';
import { libraryTags } from '#src/features/banks/rules/tags.ts';
import { timeSlots } from '#src/features/banks/rules/times.ts';
import { propose, solvePool } from '#src/features/matching/rules/propose.ts';
import { usualSettings } from '#src/features/matching/rules/settings.ts';
import { proposeInThread } from '#src/features/matching/service.server/in-thread.ts';
import { explainUnmatched } from '#src/features/matching/rules/unmatched.ts';
import { mentee, mentor, pool } from '#src/features/matching/testing/people.ts';

/**
 * A whole draft, from what people said to pairs with their proof: looking at every pair by the rules and criteria, and finding the
 * best. Pools from a seed: two words asked for, four offered, four slots of a week each. Milliseconds that the processor
 * gave to the process, warm, the median of the rounds.
 */
const SIZES = [
  [100, 60],
  [300, 300],
  [500, 200],
  [2_000, 700],
] as const;
const ROUNDS = 3;
const SLOTS = timeSlots.map(({ value }) => value);

function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7f_ff_ff_ff;
    return Math.floor((state / 0x80_00_00_00) * below);
  };
}

function createPool(menteeCount: number, mentorCount: number) {
  const random = createRandom(menteeCount + mentorCount);
  const words = (count: number) =>
    Array.from({ length: count }, () => libraryTags[random(libraryTags.length)]?.word ?? '');
  const slots = () => [...new Set(Array.from({ length: 4 }, () => SLOTS[random(15)] ?? '1-after'))];
  return pool(
    Array.from({ length: menteeCount }, (_, index) =>
      mentee(`e${index}`, { tags: words(2), times: slots(), grade: 5 + random(4), urgency: 1 + random(3) }),
    ),
    Array.from({ length: mentorCount }, (_, index) =>
      mentor(`r${index}`, { competences: words(4), times: slots(), limit: 2, grade: 8 + random(4) }),
    ),
  );
}

function measure<T>(work: () => T): { value: T; milliseconds: number } {
  const before = process.cpuUsage();
  const value = work();
  const { user, system } = process.cpuUsage(before);
  return { value, milliseconds: (user + system) / 1_000 };
}

const median = (figures: readonly number[]) =>
  figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? 0;

export async function run(): Promise<string> {
  const rows = SIZES.map(([mentees, mentors]) => {
    const input = createPool(mentees, mentors);
    const settings = { ...usualSettings(['pupil-pupil']), minimumScore: 0 };
    const marks = { pins: [], bans: [] };
    const rounds = Array.from({ length: ROUNDS + 1 }, () =>
      measure(() => propose(input, settings, marks)),
    ).slice(1);
    const done = rounds[0]?.value;
    if (done?.ok !== true) throw new Error('the pool was refused');
    const pins = done.value.pairs.slice(0, ROUNDS + 1).map(({ menteeId, mentorId }) => ({
      pins: [{ menteeId, mentorId }],
      bans: [],
    }));
    const changed = pins.map((pin) =>
      measure(() => proposeInThread({ input, settings, marks: pin }, () => undefined)),
    );
    const solved = solvePool(input, settings, marks);
    const alone = done.value.unmatchedIds.slice(0, 1);
    const told = measure(() => explainUnmatched(input, settings, solved, alone, []));
    const total = median(rounds.map(({ milliseconds }) => milliseconds));
    return [
      `${mentees} × ${mentors}`,
      String(done.value.allowed),
      `${done.value.pairs.length}`,
      done.value.proof.kind === 'optimal' ? 'yes' : 'no',
      total.toFixed(0),
      median(changed.slice(1).map(({ milliseconds }) => milliseconds)).toFixed(0),
      alone.length === 0 ? '' : told.milliseconds.toFixed(0),
    ];
  });
  return [
    '| mentees × mentors | pairs let through | pairs formed | proven | a draft, ms | after one pin, ms | one unmatched explained, ms |',
    '|---|--:|--:|---|--:|--:|--:|',
    ...rows.map((row) => `| ${row.join(' | ')} |`),
  ].join('\n');
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href)
  console.log(await run());
