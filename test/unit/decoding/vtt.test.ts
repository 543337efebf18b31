import { expect } from 'chai';
import { rowsOf } from './support.js';

/** A cue with usual times. */
const cue = (text: string, times = '00:00:01.000 --> 00:00:02.500'): string =>
  `WEBVTT\n\n1\n${times}\n${text}\n`;

const odd: readonly (readonly [what: string, file: string, rows: readonly unknown[]])[] = [
  ['a name before the words', cue('Anna Berg: Hello'), [['Anna Berg', 'Hello']]],
  ['nobody', cue('Hello'), [[null, 'Hello']]],
  ['a time that is no name', cue('10: 30 is fine'), [[null, '10: 30 is fine']]],
  ['a voice tag', cue('<v.loud Dr. X>Hello <b>there</b></v>'), [['Dr. X', 'Hello there']]],
  ['two voices', cue('<v A>One</v>\n<v B>Two</v>'), [['A, B', 'A: One\nB: Two']]],
  ['escapes', cue('R&amp;D: 1 &lt; 2&nbsp;&eacute;'), [['R&D', '1 < 2\u00a0é']]],
  ['two lines', cue('Anna: One\ntwo'), [['Anna', 'One\ntwo']]],
  [
    'settings behind the times',
    cue('Hello', '00:00:01.000 --> 00:00:02.500 align:start size:50%'),
    [[null, 'Hello']],
  ],
  ['times without hours', cue('Hello', '00:01.000 --> 00:02.500'), [[null, 'Hello']]],
  ['commas in times', cue('Hello', '00:00:01,000 --> 00:00:02,500'), [[null, 'Hello']]],
  ['no header', cue('Hello').slice('WEBVTT\n\n'.length), [[null, 'Hello']]],
  ['a header with words', cue('Hello').replace('WEBVTT', 'WEBVTT - made by Zoom'), [[null, 'Hello']]],
  ['a byte order mark', `\uFEFF${cue('Hello')}`, [[null, 'Hello']]],
  ['a note', cue('Hello').replace('\n\n1\n', '\n\nNOTE\nnot said\n\n1\n'), [[null, 'Hello']]],
];

describe('cues of a transcript', () => {
  for (const [what, file, expected] of odd) {
    for (const [ends, written] of [
      ['\\n', file],
      ['\\r\\n', file.replaceAll('\n', '\r\n')],
    ] as const) {
      it(`come out of one with ${what}, in lines that end in ${ends}`, async () => {
        const rows = await rowsOf('cues', written);
        if (typeof rows === 'string') throw new Error(rows);
        expect(rows.map((row) => [row['speaker'], row['text']])).to.deep.equal(expected);
        expect(rows.map((row) => [row['cue'], row['start_ms'], row['end_ms']])).to.deep.equal([
          ['1', 1_000, 2_500],
        ]);
      });
    }
  }

  it('are numbered through, however many there are', async () => {
    const many = Array.from(
      { length: 1_234 },
      (_, index) => `00:${String(index % 60).padStart(2, '0')}.000 --> 59:59.000\nno ${index}\n`,
    );
    const rows = await rowsOf('cues', `WEBVTT\n\n${many.join('\n')}`);
    if (typeof rows === 'string') throw new Error(rows);
    expect(new Set(rows.map((row) => row['cue'])).size).to.equal(1_234);
    expect(new Set(rows.map((row) => row['text'])).size).to.equal(1_234);
  });

  it('go on behind one that cannot be understood', async () => {
    const rows = await rowsOf(
      'cues',
      'WEBVTT\n\n00:00:01 -> never\nlost\n\n00:05.000 --> 00:06.000\nfound\n',
    );
    if (typeof rows === 'string') throw new Error(rows);
    expect(rows.map((row) => row['text'])).to.deep.equal(['found']);
  });

  it('come out at once of one that opens tags and closes none', async () => {
    for (const part of ['<v a', '<', 'a: ']) {
      expect(await rowsOf('cues', cue(part.repeat(300_000)))).to.have.length(1);
    }
  });

  it('are none where nobody spoke, which is no fault of the file', async () => {
    for (const file of ['WEBVTT', 'WEBVTT\n\n', '\uFEFFWEBVTT - made by Zoom\r\n']) {
      expect(await rowsOf('cues', file)).to.deep.equal([]);
    }
    expect(await rowsOf('cues', 'WEBVTTS')).to.match(/^unreadable: /);
  });

  it('are none where the file is another', async () => {
    expect(await rowsOf('cues', '<html>Sign in</html>')).to.match(/^unreadable: /);
  });
});
