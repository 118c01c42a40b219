/** Marks a branch that the types say cannot be reached; throws if data from outside reached it all the same. */
export function exhaustive(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
