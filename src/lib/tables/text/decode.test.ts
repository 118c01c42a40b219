import { describe, expect, it } from 'vitest';
import { decodeText } from '#src/lib/tables/text/decode.ts';
import { readDocument } from '#src/lib/tables/read.ts';

const text =
  'ФИО;Дата рождения;Класс\nВетлугин Пётр Ильич;12.03.2013;7А\nЩукина Эмма Юрьевна;01.02.2013;7Б\n';
const capitals = 'ФАМИЛИЯ;ИМЯ\nВЕТЛУГИН;ПЁТР\nРОСИНА;ВЕРА\n';

/** Bytes of Russian text in a one-byte encoding, found by decoding every byte of it. */
function encode(words: string, encoding: string): Uint8Array {
  const letters = new TextDecoder(encoding).decode(Uint8Array.from({ length: 256 }, (_, byte) => byte));
  return Uint8Array.from(Array.from(words, (letter) => letters.indexOf(letter)));
}

function encodeWide(words: string, isLittle: boolean, hasMark: boolean): Uint8Array {
  const marked = hasMark ? `\ufeff${words}` : words;
  const view = new DataView(new ArrayBuffer(marked.length * 2));
  for (let at = 0; at < marked.length; at += 1) view.setUint16(at * 2, marked.charCodeAt(at), isLittle);
  return new Uint8Array(view.buffer);
}

describe('text of an unknown encoding', () => {
  it.each(['windows-1251', 'ibm866', 'koi8-r'])('is Russian in %s, small letters or capitals', (encoding) => {
    expect(decodeText(encode(text, encoding))).toBe(text);
    expect(decodeText(encode(capitals, encoding))).toBe(capitals);
  });

  it('is UTF-8 with and without its mark, and UTF-16 as Excel writes it', () => {
    const utf8 = new TextEncoder().encode(text);
    expect(decodeText(utf8)).toBe(text);
    expect(decodeText(Uint8Array.from([0xef, 0xbb, 0xbf, ...utf8]))).toBe(text);
    for (const isLittle of [true, false]) {
      expect(decodeText(encodeWide(text, isLittle, true))).toBe(text);
      expect(decodeText(encodeWide(text, isLittle, false))).toBe(text);
    }
  });

  it('stays UTF-8 when a byte of it is broken', () => {
    const utf8 = new TextEncoder().encode(text.repeat(3));
    expect(decodeText(utf8.subarray(0, -2).fill(0xff, utf8.length - 4))).toContain('Ветлугин Пётр Ильич');
  });

  it('may name its separator in a line above, as Excel asks for', async () => {
    const read = await readDocument(new TextEncoder().encode(`sep=,\n${text.replaceAll(';', ',')}`), 'a.csv');
    if (!read.ok) throw new Error(read.refusal.code);
    const [table] = read.value.blocks;
    expect(table).toMatchObject({ kind: 'table', columnCount: 3 });
    expect(read.value.text).not.toContain('sep=');
  });
});
