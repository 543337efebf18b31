import { expect } from 'chai';
import { startConnector } from './connector.js';
import type { Connector } from './connector.js';
import { testsOf } from './suite.js';

const statuses: Readonly<Record<string, string>> = { succeed: 'SUCCEEDED', failed: 'FAILED' };

describe('acceptance: TestConnection', function () {
  this.timeout(60_000);
  let connector: Connector;

  before(async () => {
    connector = await startConnector();
  });
  after(() => connector.close());

  for (const test of testsOf('connection')) {
    const expected = test.text('status');
    const path = test.text('config_path');
    it(`test_check: ${expected} with ${path}`, async () => {
      const output = await connector.check(path);
      const found = output.of('CONNECTION_STATUS');
      if (expected === 'exception') {
        const errors = output.of('TRACE').filter(({ type }) => type === 'ERROR');
        expect(found).to.deep.equal([]);
        expect(errors).to.have.length(1);
        expect(errors[0]).to.have.nested.property('error.message').that.matches(/\w/);
        expect(output.exitCode).to.equal(1);
        return;
      }
      expect(found).to.have.length(1);
      expect(found[0]).to.have.property('status', statuses[expected]);
      expect(found[0])
        .to.have.property('message')
        .that.matches(/(\w+ ){4}/);
      expect(output.exitCode).to.equal(0);
    });
  }
});
