/** The part of https://github.com/w3c/webvtt.js that is used here. */
declare module 'webvtt-parser' {
  interface Cue {
    /** '' where it has none. */
    readonly id: string;
    /** Seconds. */
    readonly startTime: number;
    readonly endTime: number;
    /** With its tags and escapes. */
    readonly text: string;
  }

  interface Parser {
    parse(text: string, mode: 'metadata'): { readonly cues: readonly Cue[] };
  }

  const parser: { readonly WebVTTParser: new () => Parser };
  export default parser;
  export type { Cue };
}
