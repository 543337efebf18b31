import { spawn } from 'node:child_process';
import { join } from 'node:path';
import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { root } from '../support/command.js';

/** `npm run test:faults`, and `npm run test:faults -- --long` for the long form: mocha takes no options of ours. */
const given = await yargs(hideBin(process.argv))
  .scriptName('test:faults')
  .strict()
  .options({
    long: { type: 'boolean', default: false, describe: 'The same as --repeats 5' },
    repeats: { type: 'number', describe: 'How often each scenario is tried, every time with another seed' },
    seed: { type: 'number', describe: 'Same seed, same faults as far as the order of requests allows' },
    grep: { type: 'string', describe: 'Only the tests with this text in their name' },
  })
  .parseAsync();

const repeats = given.repeats ?? (given.long ? 5 : 1);
const env = {
  ...process.env,
  REPEATS: String(repeats),
  ...(given.seed === undefined ? {} : { SEED: String(given.seed) }),
};
const args = [
  join(root, 'node_modules/mocha/bin/mocha.js'),
  '--parallel',
  '--jobs',
  '2',
  'test/faults/**/*.test.ts',
];
if (given.grep !== undefined) args.push('--grep', given.grep);
const child = spawn(process.execPath, args, { cwd: root, env, stdio: 'inherit' });
child.once('close', (exitCode) => {
  process.exitCode = exitCode ?? 1;
});
