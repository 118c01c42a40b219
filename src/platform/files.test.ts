import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { strToU8, zipSync } from 'fflate';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFileStore } from './files.ts';
import type { FileStore } from './files.ts';

let folder: string;
let files: FileStore;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'nastavnik-files-'));
  files = createFileStore(folder);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function put(content: string, name?: string) {
  const stored = await files.put(strToU8(content), name === undefined ? {} : { name });
  if (!stored.ok) throw new Error(stored.refusal.code);
  return stored.value;
}

async function listAll() {
  return Array.fromAsync(files.list());
}

test('the same bytes are kept once and come back whole', async () => {
  const first = await put('приказ');
  expect(await put('приказ')).toEqual(first);
  expect(await listAll()).toEqual([first.sha256]);
  expect(Buffer.from((await files.read(first.sha256)) ?? []).toString()).toBe('приказ');
  const opened = await files.openStream(first.sha256);
  if (opened === undefined) throw new Error('the file is gone');
  expect(opened.sizeBytes).toBe(12);
  expect(await text(opened.stream)).toBe('приказ');
  expect(await readdir(path.join(folder, 'incoming'))).toEqual([]);
});

async function* endless() {
  for (;;) yield new Uint8Array(1_000_000);
}

test('a stream too long is refused and leaves nothing, as does an empty one', async () => {
  expect(await files.put(endless(), { maxBytes: 3_000_000 })).toMatchObject({
    refusal: { code: 'file.too_large', facts: { limitMegabytes: 2 } },
  });
  expect(await files.put(new Uint8Array())).toMatchObject({ refusal: { code: 'file.empty' } });
  expect(await listAll()).toEqual([]);
  expect(await readdir(path.join(folder, 'incoming'))).toEqual([]);
});

test('a key that is no digest reads nothing, whatever path it spells', async () => {
  await put('x');
  for (const key of ['../../etc/passwd', '', 'ab', `${'a'.repeat(63)}/`]) {
    expect(await files.read(key)).toBeUndefined();
    expect(await files.openStream(key)).toBeUndefined();
  }
  expect(await files.read('0'.repeat(64))).toBeUndefined();
});

test('the sweep takes old files that nobody mentions and nothing else', async () => {
  const kept = await put('упомянут');
  const orphan = await put('забыт');
  const young = await put('только что');
  for (const { sha256 } of [kept, orphan]) {
    const old = Date.now() / 1000 - 2 * 24 * 3600;
    await utimes(path.join(folder, sha256.slice(0, 2), sha256.slice(2)), old, old);
  }
  expect(await files.sweep(async () => new Set([kept.sha256]))).toBe(1);
  expect(await listAll()).toEqual([kept.sha256, young.sha256].toSorted());
  expect(await files.read(orphan.sha256)).toBeUndefined();
});

test('the type comes from the bytes; what a browser would run is plain text', async () => {
  const word = zipSync({ '[Content_Types].xml': strToU8('<x/>'), 'word/document.xml': strToU8('<y/>') });
  const sheet = zipSync({ 'xl/workbook.xml': strToU8('<x/>') });
  const other = zipSync({ 'a.txt': strToU8('a') });
  const typeOf = async (content: Uint8Array, name: string) => {
    const stored = await files.put(content, { name });
    return stored.ok ? stored.value.mediaType : stored.refusal.code;
  };
  expect(await typeOf(word, 'план.pdf')).toMatch(/wordprocessingml/);
  expect(await typeOf(sheet, '')).toMatch(/spreadsheetml/);
  expect(await typeOf(other, 'x.docx')).toBe('application/zip');
  expect(await typeOf(strToU8('%PDF-1.7'), 'x.txt')).toBe('application/pdf');
  expect(await typeOf(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), 'x')).toBe('image/png');
  expect(await typeOf(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0), 'x')).toBe('image/jpeg');
  expect(await typeOf(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1), 'x.DOC')).toBe(
    'application/msword',
  );
  expect(await typeOf(strToU8('<script>alert(1)</script>'), 'x.html')).toBe('text/plain');
  expect(await typeOf(strToU8('а;б'), 'x.csv')).toBe('text/csv');
  expect(await typeOf(Uint8Array.of(0, 1, 2), 'x.txt')).toBe('application/octet-stream');
});
