import { readFileSync, writeFileSync } from 'node:fs';
import type { Problem } from '#src/lib/assignment/model.ts';

/**
 * A problem as a file of 32-bit numbers that programs in any language can read: counts of mentees, mentors and pairs, then
 * offsets, mentors, costs, capacities, costs unmatched.
 */
export function writeProblem(path: string, problem: Problem): void {
  const { menteeCount, mentorCount, mentors } = problem;
  const parts = [
    Uint32Array.of(menteeCount, mentorCount, mentors.length),
    problem.offsets,
    mentors,
    problem.costs,
    problem.capacities,
    problem.unmatchedCosts,
  ];
  const bytes = parts.map((part) => Buffer.from(part.buffer, part.byteOffset, part.byteLength));
  writeFileSync(path, Buffer.concat(bytes));
}

/** The problem over the memory of the file, so that reading it leaves nothing else behind. */
export function readProblem(path: string): Problem {
  const file = readFileSync(path);
  const isAligned = file.byteOffset % 4 === 0;
  const { buffer, byteOffset } = isAligned ? file : new Uint8Array(file);
  const [menteeCount, mentorCount, pairs] = new Uint32Array(buffer, byteOffset, 3) as unknown as [
    number,
    number,
    number,
  ];
  let at = byteOffset + 12;
  const skip = (count: number): number => {
    const start = at;
    at += 4 * count;
    return start;
  };
  return {
    menteeCount,
    mentorCount,
    offsets: new Uint32Array(buffer, skip(menteeCount + 1), menteeCount + 1),
    mentors: new Uint32Array(buffer, skip(pairs), pairs),
    costs: new Int32Array(buffer, skip(pairs), pairs),
    capacities: new Uint32Array(buffer, skip(mentorCount), mentorCount),
    unmatchedCosts: new Int32Array(buffer, skip(menteeCount), menteeCount),
  };
}
