/** The part of russian-nouns-js (which ships no types) that `inflect.ts` uses. */
declare module 'russian-nouns-js' {
  interface Word {
    readonly text: string;
    readonly gender: string;
    readonly animate?: boolean;
  }
  class Engine {
    /** All forms that are possible, the usual one first. */
    decline(word: Word, name: string): readonly string[];
  }
  const library: {
    readonly Engine: typeof Engine;
    readonly Gender: Readonly<Record<'MASCULINE' | 'FEMININE' | 'NEUTER', string>>;
    readonly Case: Readonly<
      Record<'NOMINATIVE' | 'GENITIVE' | 'DATIVE' | 'ACCUSATIVE' | 'INSTRUMENTAL' | 'PREPOSITIONAL', string>
    >;
  };
  export default library;
}
