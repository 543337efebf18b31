import { Writable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { expect } from 'chai';
import { JsonLines } from '../../../src/output/json-lines.js';

interface SlowPipe {
  readonly stream: Writable;
  readonly chunks: string[];
  /** Lets the reader take what waits. */
  readonly take: () => void;
}

function slowPipe(): SlowPipe {
  const chunks: string[] = [];
  const waiting: (() => void)[] = [];
  const stream = new Writable({
    highWaterMark: 10,
    decodeStrings: false,
    write(chunk, _encoding, callback) {
      chunks.push(String(chunk));
      waiting.push(callback);
    },
  });
  return { stream, chunks, take: () => waiting.splice(0).forEach((callback) => callback()) };
}

function failingPipe(code: string): Writable {
  return new Writable({
    write(_chunk, _encoding, callback) {
      callback(Object.assign(new Error(`write ${code}`), { code }));
    },
  });
}

/** With the hidden ends of lines as they are written. */
function visible(text: string): string {
  return text.replaceAll('\u2028', '\\u2028').replaceAll('\u0085', '\\u0085');
}

async function isPending(promise: Promise<unknown>): Promise<boolean> {
  const first = await Promise.race([promise.then(() => 'done'), turn('pending')]);
  return first === 'pending';
}

describe('json lines', () => {
  it('gathers the lines of one turn into one write', async () => {
    const { stream, chunks } = slowPipe();
    const lines = new JsonLines(stream);
    lines.write('{"a":1}');
    lines.write('{"b":2}');
    expect(chunks).to.deep.equal([]);
    await turn();
    expect(chunks).to.deep.equal(['{"a":1}\n{"b":2}\n']);
  });

  it('writes about 64 KB at once, and never cuts a line', () => {
    const { stream, chunks, take } = slowPipe();
    const lines = new JsonLines(stream);
    const line = JSON.stringify('x'.repeat(998));
    for (let count = 0; count < 130; count += 1) lines.write(line);
    take();
    expect(chunks[0]).to.have.length(66 * 1001);
    expect(chunks.every((chunk) => chunk.endsWith('\n'))).to.equal(true);
  });

  it('writes lines of any length and of any characters, whole and in order, given whole or in parts', () => {
    const { stream, chunks, take } = slowPipe();
    const lines = new JsonLines(stream);
    const texts = ['ä', '👋', '\u2028', '\u0085', 'x'].flatMap((character) =>
      [1, 700, 21_000, 44_000, 90_000, 300_000].map((length) => JSON.stringify(character.repeat(length))),
    );
    for (const text of texts) {
      lines.write(text);
      lines.write('{"a":', text, '}');
    }
    void lines.close();
    for (let count = 0; count < 200; count += 1) take();
    const written = chunks.filter((chunk) => chunk !== '');
    expect(written.every((chunk) => chunk.endsWith('\n'))).to.equal(true);
    const escaped = texts.flatMap((text) => [text, `{"a":${text}}`]).map(visible);
    expect(written.join('').split('\n').slice(0, -1).map(visible)).to.deep.equal(escaped);
    expect(written.join('')).not.to.match(/[\u0085\u2028\u2029]/);
  });

  it('puts U+FFFD in place of half a character and of NUL, in values and in names, and nowhere else', () => {
    const { stream, chunks, take } = slowPipe();
    const lines = new JsonLines(stream);
    const odd = { 'a\ud83d': ['cut \ud83d', '\ude00 cut', 'nul \u0000'], '\u0000': 'whole 😀 \u0001 \n' };
    const told = String.raw`\ud83d is text here, as \\u0000 is`;
    const whole = { 'a\ufffd': ['cut \ufffd', '\ufffd cut', 'nul \ufffd'], '\ufffd': 'whole 😀 \u0001 \n' };
    const [first, second] = [JSON.stringify(odd), JSON.stringify({ told })];
    lines.write(first);
    lines.write(first.slice(0, -1), ',"more":', `${second}}`);
    lines.write(JSON.stringify('\ud83d'.repeat(60_000)));
    void lines.close();
    for (let count = 0; count < 10; count += 1) take();
    const written: unknown[] = chunks
      .join('')
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(written).to.deep.equal([whole, { ...whole, more: { told } }, '\ufffd'.repeat(60_000)]);
  });

  it('is ready at once while the reader keeps up, else when it has caught up', async () => {
    const { stream, take } = slowPipe();
    const lines = new JsonLines(stream);
    await lines.ready();
    lines.write('"a line that is longer than the buffer"');
    await turn();
    const waits = Array.from({ length: 50 }, () => lines.ready());
    expect(await isPending(Promise.all(waits))).to.equal(true);
    expect(stream.listenerCount('drain')).to.equal(1);
    take();
    await Promise.all(waits);
    await lines.ready();
  });

  it('closes when everything has left, and drops what comes later', async () => {
    const { stream, chunks, take } = slowPipe();
    const lines = new JsonLines(stream);
    lines.write('1');
    const closed = lines.close();
    lines.write('2');
    expect(await isPending(closed)).to.equal(true);
    take();
    await turn();
    take();
    await closed;
    expect(chunks.join('')).to.equal('1\n');
  });

  for (const [code, sentence] of [
    ['EPIPE', null],
    ['ENOSPC', 'The output could not be written: no space is left on the device (ENOSPC).'],
    ['EIO', 'The output could not be written: write EIO.'],
  ] as const) {
    it(`stops the run on ${code}, waits for nothing and ${sentence === null ? 'says nothing' : 'says so'}`, async () => {
      const lines = new JsonLines(failingPipe(code));
      lines.write('1');
      await turn();
      await turn();
      expect(lines.signal.aborted).to.equal(true);
      expect(lines.failure).to.deep.equal({ code, message: sentence });
      lines.write('2');
      await lines.ready();
      await lines.close();
    });
  }

  it('wakes who waits for a reader that goes away', async () => {
    const { stream } = slowPipe();
    const lines = new JsonLines(stream);
    lines.write('"a line that is longer than the buffer"');
    await turn();
    const ready = lines.ready();
    stream.destroy(Object.assign(new Error('gone'), { code: 'EPIPE' }));
    await ready;
    await lines.close();
  });

  it('escapes the line ends that Python sees inside JSON texts', async () => {
    const { stream, chunks } = slowPipe();
    const lines = new JsonLines(stream);
    const text = 'a\u2028b\u2029c\u0085d';
    lines.write(JSON.stringify(text));
    await turn();
    expect(chunks[0]).to.equal('"a\\u2028b\\u2029c\\u0085d"\n');
    expect(JSON.parse(chunks[0] ?? '')).to.equal(text);
  });
});
