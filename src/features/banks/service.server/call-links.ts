import { createHmac } from 'node:crypto';
import { linkWord } from '#src/features/banks/rules/calls.ts';

/** How the links of calls are made and known again; each with a key of its own, so that it opens nothing elsewhere. */
export interface CallLinks {
  /** The word of a call's link: it follows from its id, so that a poster can be printed again at any time. */
  wordOf(callId: string): string;
  /** What is kept of a word: a stolen table lets nobody find the links. */
  hashOf(word: string): string;
}

export function createCallLinks(secret: string): CallLinks {
  const sign = (purpose: string, text: string) =>
    createHmac('sha256', `${purpose}:${secret}`).update(text).digest();
  return {
    wordOf: (callId) => linkWord(sign('call-link', callId)),
    hashOf: (word) => sign('call-link-hash', word).toString('hex'),
  };
}
