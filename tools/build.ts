import { ensureSiteIsBuilt } from '#src/main/built-site.ts';

/** `npm run build`: the pages, marked with what they were made of, so that `start` does not make them again. */
const built = await ensureSiteIsBuilt((text) => console.log(text));
if (!built.ok) {
  console.error(built.refusal.facts?.['output'] ?? built.refusal.code);
  process.exit(1);
}
