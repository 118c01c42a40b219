import { expect, test } from 'vitest';
import { isSignature } from '#src/features/documents/rules/signature.ts';

const oid = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];
const inner = [...oid, 0xa0, 0x81, 0x80, ...Array.from({ length: 128 }, (_, at) => at)];
const der = Uint8Array.from([0x30, 0x81, inner.length, ...inner]);
const bytesOf = (text: string) => new TextEncoder().encode(text);
const base64 = Buffer.from(der).toString('base64');
const pem = `-----BEGIN CMS-----\r\n${base64.replaceAll(/(.{64})/g, '$1\r\n')}\r\n-----END CMS-----\r\n`;

test('a signature is known by what it is, in bytes and in letters', () => {
  expect(isSignature(der)).toBe(true);
  expect(isSignature(bytesOf(base64))).toBe(true);
  expect(isSignature(bytesOf(pem))).toBe(true);
  expect(isSignature(bytesOf(pem.replaceAll('CMS', 'PKCS7')))).toBe(true);
  // BER: the length is not said, zeros end it.
  expect(isSignature(Uint8Array.from([0x30, 0x80, ...inner, 0, 0, 0, 0]))).toBe(true);
});

test('nothing else is', () => {
  const taken = Object.entries({
    nothing: new Uint8Array(),
    text: bytesOf('Подписано директором'),
    'letters of base64': bytesOf('MIIabcdefghijklmnopqrstuvwxyz'),
    html: bytesOf('<html>-----BEGIN CMS-----</html>'),
    pdf: bytesOf('%PDF-1.7'),
    'a certificate': Uint8Array.from([0x30, 0x82, 0x01, 0x00, 0x30, 0x81, 0xf0, ...inner, ...inner]),
    'cut off': der.slice(0, 60),
    'with a tail': Uint8Array.from([...der, ...der]),
    'the name alone': Uint8Array.from([0x30, oid.length, ...oid]),
    'another content': Uint8Array.from(der, (byte, at) => (at === 13 ? 0x01 : byte)),
    'a length beyond all': Uint8Array.from([0x30, 0x84, 0xff, 0xff, 0xff, 0xff, ...inner]),
    'too large': Buffer.concat([der, Buffer.alloc(1_100_000)]),
  }).filter(([, bytes]) => isSignature(bytes));
  expect(taken.map(([what]) => what)).toEqual([]);
});
