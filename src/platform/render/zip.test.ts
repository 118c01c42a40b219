import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { strFromU8, unzipSync } from 'fflate';
import { afterAll, describe, expect, test } from 'vitest';

import { closeDocxRenderer, renderDocxAside, renderDocxZip } from '#src/platform/render/docx-zip.ts';
import { renderDocx } from '#src/platform/render/docx.ts';
import { distinctNames, safeName } from '#src/platform/render/file-names.ts';
import type { PaperDocument } from '#src/platform/render/model.ts';
import { readDocx } from '#src/platform/render/testing/extract-text.ts';
import { orderSample } from '#src/platform/render/testing/office-sample.ts';
import { manyRows, sampleDocument } from '#src/platform/render/testing/sample.ts';
import { collectChunks, zipFiles } from '#src/platform/render/zip.ts';
import type { ZipEntry } from '#src/platform/render/zip.ts';

afterAll(closeDocxRenderer);

const bytes = (text: string) => new TextEncoder().encode(text);

describe('file names', () => {
  test.each([
    ['Приказ № 45-од «О кураторах».docx', 'Приказ № 45-од «О кураторах».docx'],
    ['Приказ 12/09: "важный"?.pdf', 'Приказ 12/09 важный.pdf'],
    ['../../etc/passwd', 'etc/passwd'],
    ['con.pdf', 'con_.pdf'],
    ['...', 'файл'],
    ['\u202eгпж.exe\u0000', 'гпж.exe'],
    ['.docx', 'файл.docx'],
    ['Иванов И.И. . ', 'Иванов И.И'],
    ['Андреи\u0306.pdf', 'Андрей.pdf'],
  ])('%s', (given, safe) => {
    expect(safeName(given)).toBe(safe);
  });

  test('long ones are cut at a letter, with their extension', () => {
    const name = safeName(`${'щ'.repeat(300)}.docx`);
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
    expect(name.endsWith('щ.docx')).toBe(true);
  });

  test('the same again gets a number, whatever the case', () => {
    const nameOf = distinctNames();
    expect(['Приказ.docx', 'ПРИКАЗ.docx', 'Приказ (2).docx', 'приказ.docx'].map(nameOf)).toEqual([
      'Приказ.docx',
      'ПРИКАЗ (2).docx',
      'Приказ (2) (2).docx',
      'приказ (3).docx',
    ]);
  });
});

describe('zip', () => {
  test('other programs read it, Russian names and folders included', async () => {
    const zip = await collectChunks(
      zipFiles([
        { name: 'Приказы/Приказ № 1.txt', content: bytes('один') },
        { name: 'скан.jpg', content: async () => Promise.resolve(bytes('два'.repeat(10_000))) },
        { name: 'пустой.txt', content: new Uint8Array() },
      ]),
    );
    const files = unzipSync(zip);
    expect(Object.keys(files)).toEqual(['Приказы/Приказ № 1.txt', 'скан.jpg', 'пустой.txt']);
    expect(strFromU8(files['скан.jpg'] ?? new Uint8Array())).toBe('два'.repeat(10_000));
    const folder = mkdtempSync(join(tmpdir(), 'zip-'));
    try {
      writeFileSync(join(folder, 'a.zip'), zip);
      const script = 'import sys,zipfile;z=zipfile.ZipFile(sys.argv[1]);print(z.testzip(),z.namelist()[0])';
      let said: string;
      try {
        said = execFileSync('python3', ['-c', script, join(folder, 'a.zip')], {
          encoding: 'utf8',
          env: { ...process.env, PYTHONIOENCODING: 'utf-8' },
        });
      } catch (error) {
        // A machine without Python has nothing to say about it.
        if ((error as { code?: string }).code !== 'ENOENT') throw error;
        return;
      }
      expect(said.trim()).toBe('None Приказы/Приказ № 1.txt');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('the next file is read when the one before was taken', async () => {
    const read: number[] = [];
    const entries = Array.from({ length: 5 }, (_, index): ZipEntry => ({
      name: `${index}.pdf`,
      content: async () => {
        read.push(index);
        return Promise.resolve(bytes('x'));
      },
    }));
    const chunks = zipFiles(entries);
    await chunks.next();
    await chunks.next();
    expect(read).toEqual([0]);
    await chunks.return();
    expect(read).toEqual([0]);
  });

  test('time and sameness', async () => {
    const entries = [{ name: 'а.txt', content: bytes('а') }];
    const first = await collectChunks(zipFiles(entries));
    expect(await collectChunks(zipFiles(entries))).toEqual(first);
    const at = Temporal.PlainDateTime.from('2026-09-12T10:30:00');
    expect(await collectChunks(zipFiles(entries, { at }))).not.toEqual(first);
  });

  test('a cancelled one ends', async () => {
    const controller = new AbortController();
    const reason = new Error('Хватит');
    const entries = Array.from({ length: 5 }, (_, index) => ({ name: `${index}`, content: bytes('x') }));
    const done: number[] = [];
    const zip = zipFiles(entries, {
      signal: controller.signal,
      onProgress: (count) => {
        done.push(count);
        controller.abort(reason);
      },
    });
    await expect(collectChunks(zip)).rejects.toBe(reason);
    expect(done).toEqual([1]);
  });
});

describe('papers as DOCX in a zip', () => {
  test('each by its title, distinct', async () => {
    const papers = [orderSample('раз', true), orderSample('раз', true), orderSample('два/три', true)];
    const done: number[] = [];
    const files = unzipSync(await renderDocxZip(papers, { onProgress: (count) => done.push(count) }));
    expect(Object.keys(files)).toEqual(['Приказ раз.docx', 'Приказ раз (2).docx', 'Приказ два три.docx']);
    expect(done).toEqual([1, 2, 3]);
    expect(await readDocx(files['Приказ раз (2).docx'] ?? new Uint8Array())).toContain('с. Поляны раз');
  });

  test('the caller is not held up meanwhile', async () => {
    let ticks = 0;
    const timer = setInterval(() => {
      ticks += 1;
    }, 5);
    await renderDocxAside(sampleDocument('', manyRows(1_000)));
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(5);
  });

  test('the thread writes what the caller would', async () => {
    const paper = sampleDocument('слово');
    expect(await readDocx(await renderDocxAside(paper))).toBe(await readDocx(await renderDocx(paper)));
  });

  test('cancelled at once; a paper that cannot be drawn is named', async () => {
    const controller = new AbortController();
    const reason = new Error('Хватит');
    const big = sampleDocument('', manyRows(1_000));
    const zip = renderDocxZip([orderSample('', true), big, big, big], {
      signal: controller.signal,
      onProgress: () => controller.abort(reason),
    });
    await expect(zip).rejects.toBe(reason);
    const bad: PaperDocument = { ...sampleDocument(''), blocks: [{ kind: 'spacer', lines: 99 }] };
    await expect(renderDocxZip([orderSample('', true), bad])).rejects.toThrow('Paper 2: A spacer');
    await expect(renderDocxAside(bad)).rejects.toThrow(RangeError);
  });
});
