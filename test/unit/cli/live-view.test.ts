import { expect } from 'chai';
import { liveView } from '../../../src/cli/live-view.js';
import { world } from './harness.js';

interface Given {
  readonly environment?: Record<string, string>;
  readonly stderr?: object;
  readonly stdout?: object;
}

/** What the first word on a stream makes the terminal show. */
async function firstFrame({ environment = {}, stderr = {}, stdout = {} }: Given): Promise<string> {
  const { edges, err } = world({ environment });
  Object.assign(edges.stderr, { isTTY: true, columns: 80, rows: 24, ...stderr });
  Object.assign(edges.stdout, stdout);
  const view = await liveView(edges, ['users']);
  view.records('users', 3);
  const text = err();
  view.clear();
  return text;
}

const table = /STREAM +RECORDS/;
const line = /^\r\u001b\[2K0\/1 streams/;

describe('the choice of what is live', () => {
  it('is a table on a terminal', async () => {
    expect(await firstFrame({}))
      .to.match(table)
      .and.to.match(/\u001b\[2m/);
    expect(await firstFrame({ environment: { CI: 'false', TERM: 'xterm' } })).to.match(table);
  });

  it('is a line where a table cannot be drawn or nobody wants one', async () => {
    for (const environment of [{ CI: 'true' }, { CI: '1' }, { TERM: 'dumb' }]) {
      expect(await firstFrame({ environment }), JSON.stringify(environment)).to.match(line);
    }
    expect(await firstFrame({ stderr: { rows: 9 } })).to.match(line);
    expect(await firstFrame({ stderr: { rows: undefined } })).to.match(line);
  });

  it('is as wide as usual on a terminal that was never told its size', async () => {
    for (const size of [{ getWindowSize: () => [0, 0] }, { columns: 0, rows: 0 }]) {
      const text = await firstFrame({ stderr: size });
      expect(text).to.match(line).and.to.contain('3 records (3/s) · 1 s');
    }
  });

  it('is nothing where nobody looks, and where messages run through the same window', async () => {
    expect(await firstFrame({ stderr: { isTTY: false } })).to.equal('');
    expect(await firstFrame({ stdout: { isTTY: true } })).to.equal('');
  });

  it('has no colours where NO_COLOR is set to anything', async () => {
    const escapes = (text: string): readonly string[] => text.match(/\u001b\[\d*m/g) ?? [];
    expect(escapes(await firstFrame({ environment: { NO_COLOR: '1' } }))).to.deep.equal([]);
    expect(escapes(await firstFrame({ environment: { NO_COLOR: '' } }))).not.to.deep.equal([]);
  });

  it('asks the terminal for its size, since a program in the background is not told of changes', async () => {
    const text = await firstFrame({ stderr: { columns: 200, getWindowSize: () => [24, 12] } });
    expect(text.split('\n').every((one) => one.replaceAll(/\u001b\[\d*[mJA]|\r/g, '').length < 24)).to.equal(
      true,
    );
  });
});
