import { Inflate } from 'fflate';

const mark = Array.from('stream', (character) => character.charCodeAt(0));
/** A pushed slice unpacks to at most 1,032 times its size. */
const slice = 8 * 1024;
const mostLayers = 3;

/**
 * True when the compressed streams of a PDF unpack to more than `budget` bytes together. The reader of PDF unpacks
 * whatever it is told to, so that a small file could fill the memory; streams packed twice or thrice count too.
 */
export function exceedsStreamBudget(bytes: Uint8Array, budget: number): boolean {
  const meter = { left: budget };
  let at = findStream(bytes, 0);
  while (at !== -1) {
    const start = skipLineEnd(bytes, at + mark.length);
    const data = bytes.subarray(start);
    if (isZlib(data)) createCounter(meter, mostLayers)(data.subarray(2));
    if (meter.left < 0) return true;
    at = findStream(bytes, start);
  }
  return false;
}

function findStream(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0x73, from); at !== -1; at = bytes.indexOf(0x73, at + 1)) {
    const isEnd = bytes[at - 1] === 0x64;
    if (!isEnd && mark.every((code, index) => bytes[at + index] === code)) return at;
  }
  return -1;
}

function skipLineEnd(bytes: Uint8Array, at: number): number {
  if (bytes[at] === 0x0d && bytes[at + 1] === 0x0a) return at + 2;
  return bytes[at] === 0x0a || bytes[at] === 0x0d ? at + 1 : at;
}

/** Only zlib data begins so; streams of other filters cannot grow by more than a few times. */
function isZlib(data: Uint8Array): boolean {
  const [first = 0, second = 0] = data;
  return (first & 0x0f) === 8 && first >> 4 <= 7 && ((first << 8) | second) % 31 === 0;
}

/** Takes raw deflate data piece by piece and takes what comes out, in all layers, from the meter. */
function createCounter(meter: { left: number }, layers: number): (data: Uint8Array) => void {
  const state = { ended: false };
  let inner: ((data: Uint8Array) => void) | undefined;
  let begun = false;
  const stream = new Inflate((chunk, final) => {
    meter.left -= chunk.length;
    state.ended ||= final;
    if (!begun && chunk.length >= 2) {
      begun = true;
      if (layers > 1 && isZlib(chunk)) {
        inner = createCounter(meter, layers - 1);
        inner(chunk.subarray(2));
      }
    } else {
      inner?.(chunk);
    }
  });
  return (data) => {
    try {
      for (let at = 0; at < data.length && meter.left >= 0 && !state.ended; at += slice) {
        stream.push(data.subarray(at, at + slice));
      }
    } catch {
      // Damaged or encrypted data, or the end of the stream: what came out before is all there is.
      state.ended = true;
    }
  };
}
