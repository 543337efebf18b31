import { expect } from 'chai';
import { readWindowReport } from '../../../src/zoom/limits/window-report.js';

const answer = (headers: Readonly<Record<string, string>>) => ({
  status: 200,
  text: '',
  header: (name: string) => headers[name] ?? null,
});

const usual = { 'x-ratelimit-type': 'QPS', 'x-ratelimit-limit': '10', 'x-ratelimit-remaining': '3' };

describe('window report', () => {
  it('reads the headers of a limit per second', () => {
    expect(readWindowReport(answer(usual), 'heavy')).to.deep.equal({ limit: 10, remaining: 3 });
    expect(readWindowReport(answer({ ...usual, 'x-ratelimit-type': 'qps' }), 'light')).not.to.equal(null);
  });

  const useless: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    'there are none': {},
    'they speak of the day': { ...usual, 'x-ratelimit-type': 'Daily-limit' },
    'they say not what of': { 'x-ratelimit-limit': '10', 'x-ratelimit-remaining': '3' },
    'a number is missing': { 'x-ratelimit-type': 'QPS', 'x-ratelimit-limit': '10' },
    'a number is none': { ...usual, 'x-ratelimit-remaining': '-1' },
    'the limit is nothing': { ...usual, 'x-ratelimit-limit': '0', 'x-ratelimit-remaining': '0' },
    'more remains than there is': { ...usual, 'x-ratelimit-remaining': '11' },
  };
  for (const [what, headers] of Object.entries(useless)) {
    it(`says nothing where ${what}`, () => {
      expect(readWindowReport(answer(headers), 'heavy')).to.equal(null);
    });
  }

  it('says nothing of calls that are limited by the minute', () => {
    expect(readWindowReport(answer(usual), 'resource-intensive')).to.equal(null);
  });
});
