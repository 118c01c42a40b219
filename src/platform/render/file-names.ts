import { cleanLine } from '#src/platform/render/clean-text.ts';

/** Windows takes no more than 255 letters in a name, Linux 255 bytes, and a Russian letter has two. */
const mostBytes = 200;
/** Names that Windows keeps for devices, whatever the extension. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)$/iu;
const longestExtension = 10;

/**
 * Gives names that Windows, macOS and Linux take: no signs that they forbid, no point or space at an end, no names of
 * devices, at most 200 bytes with the extension kept; «файл» for a name of which nothing is left. Each part of a path
 * between `/` is treated so, and the path cannot leave its folder.
 */
export function safeName(path: string): string {
  const parts = path.split('/').map(safePart).filter(Boolean);
  return parts.length > 0 ? parts.join('/') : 'файл';
}

function safePart(part: string): string {
  const clean = cleanLine(part.normalize('NFC').replace(/[\p{Cc}\p{Cf}\\:*?"<>|]+/gu, ' '));
  const { stem, extension } = splitName(clean);
  const trimmed = trimEnds(cutBytes(stem, mostBytes - Buffer.byteLength(extension)));
  if (trimmed === '') return extension === '' ? '' : `файл${extension}`;
  return `${reserved.test(trimmed) ? `${trimmed}_` : trimmed}${extension}`;
}

/**
 * Hands out a safe name for each one asked for, distinct from all before in whatever letters: «Приказ.docx»,
 * «Приказ (2).docx».
 */
export function distinctNames(): (name: string) => string {
  const used = new Set<string>();
  return (name) => {
    const safe = safeName(name);
    const { stem, extension } = splitName(safe);
    let candidate = safe;
    for (let at = 2; used.has(candidate.toLocaleLowerCase('ru')); at += 1)
      candidate = `${stem} (${at})${extension}`;
    used.add(candidate.toLocaleLowerCase('ru'));
    return candidate;
  };
}

function splitName(name: string): { stem: string; extension: string } {
  const extension = new RegExp(`\\.[a-z0-9]{1,${longestExtension}}$`, 'iu').exec(name)?.[0] ?? '';
  return { stem: name.slice(0, name.length - extension.length), extension };
}

function trimEnds(text: string): string {
  return text.replace(/^[\s.]+|[\s.]+$/gu, '');
}

function cutBytes(text: string, most: number): string {
  let bytes = 0;
  let cut = '';
  for (const letter of text) {
    bytes += Buffer.byteLength(letter);
    if (bytes > most) break;
    cut += letter;
  }
  return cut;
}
