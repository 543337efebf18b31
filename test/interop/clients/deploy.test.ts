import { expect } from 'chai';
import { join } from 'node:path';
import { execute, root } from '../../support/command.js';
import { describeClient } from '../clients.js';
import { note } from '../notes.js';

/** The files of deploy/ in the words of the tools that they are for. */
describeClient('Airflow and Kubernetes', (tools) => {
  it('take the files of deploy/', async () => {
    const script = join(root, 'test/interop/python/validate_deploy.py');
    const { exitCode, stdout, stderr } = await execute(tools().program('python'), [script]);
    expect(exitCode, stderr.slice(-3_000)).to.equal(0);
    const [resources = '', dags = ''] = stdout.trim().split('\n').slice(-2);
    note('Airflow and Kubernetes', `${resources}; ${dags}`);
  });
});
