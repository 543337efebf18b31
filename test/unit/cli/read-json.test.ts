import { expect } from 'chai';
import { readJson } from '../../../src/cli/read-json.js';
import { SourceError, errorMessage } from '../../../src/errors.js';
import { withFiles } from './harness.js';

async function refusal(path: string): Promise<string> {
  try {
    await readJson(path, 'config');
  } catch (error) {
    expect(error).to.be.instanceOf(SourceError);
    return errorMessage(error);
  }
  throw new Error('it was read');
}

describe('read json', () => {
  it('reads a file, with or without a byte order mark; an empty one is nothing', async () => {
    await withFiles({ plain: '{"a":1}', marked: '\uFEFF{"a":1}', empty: ' \n' }, async (path) => {
      expect(await readJson(path('plain'), 'config')).to.deep.equal({ a: 1 });
      expect(await readJson(path('marked'), 'config')).to.deep.equal({ a: 1 });
      expect(await readJson(path('empty'), 'state')).to.equal(undefined);
    });
  });

  it('names a missing file and a folder', async () => {
    expect(await refusal('/nowhere/x')).to.equal(
      'The config file /nowhere/x cannot be read: there is no such file.',
    );
    expect(await refusal('/')).to.equal('The config file / cannot be read: it is a directory.');
  });

  it('says where a file is not JSON, and never quotes it', async () => {
    await withFiles(
      { broken: '{\n  "client_secret": "very-secret"\n  "x": 1}', cut: '{"a": "very-secret' },
      async (path) => {
        expect(await refusal(path('broken'))).to.match(/is not valid JSON: see line 3, column 3\.$/);
        expect(await refusal(path('cut')))
          .to.match(/is not valid JSON: .*\.$/)
          .and.not.to.contain('very-secret');
      },
    );
  });

  it('refuses what is nested too deeply for a program that recurses', async () => {
    const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
    await withFiles({ deep: nested(202), shallow: nested(200) }, async (path) => {
      expect(await refusal(path('deep'))).to.match(/ is nested in more than 200 levels\.$/);
      expect(await readJson(path('shallow'), 'state')).to.be.an('array');
    });
  });
});
