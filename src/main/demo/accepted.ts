import type { Result } from '#src/lib/result.ts';

/**
 * The value of a command of the demo. What a persona does here is always allowed: a refusal means that the demo and the
 * product have drifted apart, a bug that must be loud.
 */
export function accepted<T>(answer: Result<T>, what: string): T {
  if (answer.ok) return answer.value;
  throw new Error(`The demo was refused at «${what}»: ${JSON.stringify(answer.refusal)}`);
}
