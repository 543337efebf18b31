import { spawn } from 'node:child_process';
import { join } from 'node:path';
import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { root } from '../support/command.js';

/** `npm run test:crash`, and `npm run test:crash -- --points 200` for the long form: mocha takes no options of ours. */
const given = await yargs(hideBin(process.argv))
  .scriptName('test:crash')
  .strict()
  .options({
    points: {
      type: 'number',
      describe: 'Moments at which each program is killed; 100 and more: the long form',
    },
    seed: { type: 'number', describe: 'Same seed, same moments as far as the machine allows' },
    grep: { type: 'string', describe: 'Only the tests with this text in their name' },
  })
  .parseAsync();

const env = {
  ...process.env,
  ...(given.points === undefined ? {} : { POINTS: String(given.points) }),
  ...(given.seed === undefined ? {} : { SEED: String(given.seed) }),
};
const args = [join(root, 'node_modules/mocha/bin/mocha.js'), 'test/crash/**/*.test.ts'];
if (given.grep !== undefined) args.push('--grep', given.grep);
const child = spawn(process.execPath, args, { cwd: root, env, stdio: 'inherit' });
child.once('close', (exitCode) => {
  process.exitCode = exitCode ?? 1;
});
