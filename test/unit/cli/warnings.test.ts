import { expect } from 'chai';
import { runAirbyte } from '../../../src/cli/airbyte.js';
import { runSinger } from '../../../src/cli/singer.js';
import { at } from '../protocols/support.js';
import { config, withFiles, world } from './harness.js';

const misspelt = 'strat_date is no setting and is ignored; did you mean start_date?';
const nothing = 'The catalog selects no stream: nothing is read.';
const catalog = { streams: [] };

describe('warnings', () => {
  for (const [command, contents, warnings] of [
    ['check', {}, [misspelt]],
    ['discover', {}, [misspelt]],
    ['read', { catalog }, [misspelt, nothing]],
  ] as const) {
    it(`are log messages of source-zoom ${command}, without a value`, async () => {
      const made = world();
      await withFiles({ config: { ...config, strat_date: 'very-private' }, ...contents }, async (path) => {
        const more = Object.keys(contents).flatMap((name) => [`--${name}`, path(name)]);
        expect(await runAirbyte([command, '--config', path('config'), ...more], made.edges)).to.equal(0);
      });
      const logs = made.messages().flatMap((message) => at(message, 'log') ?? []);
      expect(logs).to.deep.equal(warnings.map((message) => ({ level: 'WARN', message })));
      expect(made.out()).not.to.contain('very-private');
    });
  }

  for (const [flag, warnings] of [
    ['sync', [misspelt, nothing]],
    ['test', [misspelt, nothing]],
    ['test=schema', [misspelt]],
    ['discover', [misspelt]],
  ] as const) {
    it(`are lines on stderr of tap-zoom ${flag}, without a value`, async () => {
      const environment = { TAP_ZOOM_STRAT_DATE: 'very-private', TAP_ZOOM_SERVICE_HOST: '10.0.0.1' };
      const made = world({ environment });
      await withFiles({ config, catalog }, async (path) => {
        const flags = flag === 'sync' ? [] : [`--${flag}`];
        const argv = ['-c', path('config'), '-c', 'ENV', '--catalog', path('catalog'), ...flags];
        expect(await runSinger(argv, made.edges)).to.equal(0);
      });
      expect(made.err().match(/(?<=WARNING ).*/g)).to.deep.equal(warnings);
      expect(made.out() + made.err()).not.to.contain('very-private');
    });
  }
});
