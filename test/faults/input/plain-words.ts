import { expect } from 'chai';

/** What a sentence for a user never holds: the inside of the program, and what opens the account. */
const insides: readonly RegExp[] = [
  /^\s*at .*[:(]/m,
  /node:internal|node_modules/,
  /\b(Type|Range|Syntax|Reference|Assertion)Error\b/,
  /\/(src|dist)\/|\.[cm]?[jt]s:\d+/,
  /\[object \w+\]|\[native code\]|\bis not a function\b|call stack size/,
  /Cannot read prop|Unexpected token|unexpected failed/i,
];

const secrets = /SECRET-|hush-hush/;

/** Each line is one sentence. Zoom's own words may follow it in brackets. */
const sentence = /^\S.{10,}[.)]$/s;

export function flawsOf(message: string): readonly string[] {
  const lines = message.split('\n');
  return [
    ...insides.filter((inside) => inside.test(message)).map(String),
    ...(secrets.test(message) ? ['a secret'] : []),
    ...lines.filter((line) => !sentence.test(line)).map((line) => `no sentence: ${line}`),
  ];
}

/** One clear sentence or several, a line each, with nothing of the program's inside. */
export function expectPlain(message: string): void {
  expect(flawsOf(message), message.slice(0, 500)).to.deep.equal([]);
}

/** For everything else that a run writes: logs, records, warnings. */
export function expectNoInsides(text: string): void {
  const found = [...insides, secrets].map((inside) => inside.exec(text)).find((match) => match !== null);
  const about = found === undefined ? '' : text.slice(Math.max(0, found.index - 200), found.index + 200);
  expect(about, 'the inside of the program').to.equal('');
}
