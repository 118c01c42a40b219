/** The part of saxen (which ships no types) that `xml.ts` uses. */
declare module 'saxen' {
  type Decode = (text: string) => string;
  interface Hooks {
    openTag: (
      name: string,
      getAttributes: () => Readonly<Record<string, string>>,
      decode: Decode,
      selfClosing: boolean,
    ) => void;
    closeTag: (name: string, decode: Decode, selfClosing: boolean) => void;
    text: (value: string, decode: Decode) => void;
    cdata: (value: string) => void;
    attention: (value: string) => void;
    error: (error: Error) => void;
  }
  export class Parser {
    on<Name extends keyof Hooks>(name: Name, hook: Hooks[Name]): this;
    parse(xml: string): void;
    stop(): void;
  }
}
