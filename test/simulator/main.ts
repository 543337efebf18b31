import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { startSimulator } from './index.js';

/** Starts a simulator, prints one line of JSON with the connector's configuration, and serves until a signal. */
const given = await yargs(hideBin(process.argv))
  .scriptName('simulator')
  .strict()
  .options({
    port: { type: 'number', default: 0, describe: 'Port of 127.0.0.1; 0: any free one' },
    users: { type: 'number', default: 24, describe: 'Users in the account' },
    hosts: { type: 'number', describe: 'How many of them host meetings (default: all)' },
    seed: { type: 'number', default: 1, describe: 'Same seed, same account' },
    latency: { type: 'number', default: 0, describe: 'Milliseconds that every answer takes' },
    plan: {
      choices: ['free', 'pro', 'business', 'none'] as const,
      default: 'none' as const,
      describe: 'Enforced limits',
    },
    'daily-limit': { type: 'number', describe: 'HEAVY and RESOURCE-INTENSIVE requests a day' },
    'fault-rate': { type: 'number', default: 0, describe: 'Share of requests that fail, 0 to 1' },
    'token-lifetime': { type: 'number', default: 3600, describe: 'Seconds' },
    'page-token-lifetime': { type: 'number', default: 900, describe: 'Seconds' },
    'page-size-cap': { type: 'number', describe: 'Largest page that is served' },
  })
  .parseAsync();

const simulator = await startSimulator({
  port: given.port,
  users: given.users,
  hosts: given.hosts ?? null,
  seed: given.seed,
  latencyMs: given.latency,
  plan: given.plan,
  dailyLimit: given.dailyLimit ?? null,
  faults: { rate: given.faultRate, seed: given.seed },
  tokenLifetimeSeconds: given.tokenLifetime,
  pageTokenLifetimeSeconds: given.pageTokenLifetime,
  pageSizeCap: given.pageSizeCap ?? null,
});
process.stdout.write(`${JSON.stringify(simulator.config)}\n`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void simulator.close().then(() => process.exit(0));
  });
}
