import { expect } from 'chai';
import { refusals } from '../../../../src/streams/audit/refusals.js';
import { decide } from '../../zoom/refusals.js';

const path = '/report/meeting_activities';

describe('refusals of audit logs', () => {
  for (const body of [{}, { message: 'Not enabled.' }, { message: 'No permission.' }]) {
    it(`403 ${JSON.stringify(body)} of meeting activities: not switched on`, () => {
      const { error } = decide({ refusals, path, status: 403, body });
      expect(error).to.include({ verdict: 'stream-unavailable', reason: 'not switched on' });
    });
  }

  it('a page of a firewall says nothing of the account', () => {
    const { error } = decide({ refusals, path, status: 403, raw: '<html>Access denied</html>' });
    expect(error).to.include({ verdict: 'fail-item', reason: 'refused by a firewall' });
  });
});
