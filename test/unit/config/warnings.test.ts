import { expect } from 'chai';
import { settingWarnings } from '../../../src/config/warnings.js';
import type { JsonObject } from '../../../src/json.js';

const now = Date.parse('2026-11-22T08:00:00Z');
const unnamed = 'A setting, whose name is not repeated here, is unknown and is ignored.';
const late = 'start_date lies in the future: until then nothing that has a date is read.';

const cases: readonly (readonly [what: string, config: JsonObject, warnings: readonly string[]])[] = [
  ['nothing', {}, []],
  [
    'a misspelt setting',
    { strat_date: '2026-01-01' },
    ['strat_date is no setting and is ignored; did you mean start_date?'],
  ],
  ['one like none', { user_agent: 'very-secret' }, ['user_agent is no setting and is ignored.']],
  ['one of another case', { Plan: 'pro' }, ['Plan is no setting and is ignored; did you mean plan?']],
  ['a secret in the place of a name', { Xk93jQaPz71LmVbTr0aQwe: true }, [unnamed]],
  ['a line in the place of a name', { 'a\nb': true }, [unnamed]],
  ['aliases', { anchor_date: '2026-01-01', authorization_endpoint: 'https://zoomgov.com/oauth/token' }, []],
  ['what orchestrators add', { __injected_declarative_manifest: {}, _select: ['*'], loglevel: 'DEBUG' }, []],
  ['unknown ones without a value', { strat_date: null, plna: ' ' }, []],
  ['a start to come', { start_date: '2026-11-23' }, [late]],
  ['a start to come by its alias', { anchor_date: '2027-01-01T00:00:00Z' }, [late]],
  ['a start today', { start_date: '2026-11-22' }, []],
  ['a start that is no date', { start_date: 'tomorrow' }, []],
];

describe('warnings about settings', () => {
  for (const [what, config, warnings] of cases) {
    it(`are right about ${what}`, () => expect(settingWarnings(config, now)).to.deep.equal(warnings));
  }
});
