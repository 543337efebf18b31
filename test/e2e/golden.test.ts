import { expect } from 'chai';
import { createHash } from 'node:crypto';
import type { JsonObject, JsonValue } from '../../src/json.js';
import { catalogOf } from '../support/delivery.js';
import { expectGolden } from '../support/golden.js';
import type { InProcessEnd } from '../support/in-process.js';
import { runInProcess, virtualClock } from '../support/in-process.js';
import type { ProtocolUnderTest, RunInput } from '../support/protocols.js';
import { airbyte, protocols, singer, writeRunFiles } from '../support/protocols.js';
import { withSimulator } from '../support/temporary.js';
import type { Scenario } from './golden-scenarios.js';
import { commands, now, scenarios } from './golden-scenarios.js';

/**
 * The whole output of small runs, to the letter: nobody changes what destinations get without seeing it.
 * One request at a time and a clock that stands still make it the same every time.
 */

const account = { users: 8, hosts: 2, now: () => now, fileLinks: 'zoom' } as const;
const config = { plan: 'none', max_concurrency: 1 };
const afterwards = 2 * 3_600_000;

function stateFile({ name }: ProtocolUnderTest, stream: string, value: JsonObject): JsonValue {
  return name === 'airbyte'
    ? [{ type: 'STREAM', stream: { stream_descriptor: { name: stream }, stream_state: value } }]
    : { bookmarks: { [stream]: value } };
}

interface Shown extends InProcessEnd {
  /** Text that differs from one machine to the next, with a name for it. */
  readonly folder: string;
}

async function readScenario(protocol: ProtocolUnderTest, scenario: Scenario): Promise<Shown> {
  return withSimulator({ ...account, ...scenario.account }, async (simulator, folder) => {
    const whole: JsonObject = { ...simulator.config, ...config, ...scenario.config };
    const run = async (input: Pick<RunInput, 'catalog' | 'state'>, at: number): Promise<InProcessEnd> => {
      const files = await writeRunFiles(folder, 'run', { config: whole, ...input });
      const args = input.catalog === undefined ? protocol.discoverArgs(files) : protocol.readArgs(files);
      return runInProcess(protocol.name, args, { clock: virtualClock(at) });
    };
    const found = await run({}, now);
    const chosen = protocol.configure(catalogOf(found.stdout), scenario.streams);
    const catalog = scenario.catalog?.[protocol.name](chosen) ?? chosen;
    const state = await stateBefore({ protocol, scenario, first: () => run({ catalog }, now) });
    scenario.meanwhile?.(simulator);
    const at = scenario.meanwhile === undefined ? now : now + afterwards;
    return { ...(await run({ catalog, state }, at)), folder: folder.path };
  });
}

interface Before {
  readonly protocol: ProtocolUnderTest;
  readonly scenario: Scenario;
  readonly first: () => Promise<InProcessEnd>;
}

/** The state that the shown run begins with. */
async function stateBefore({ protocol, scenario, first }: Before): Promise<JsonValue | null> {
  const { state, resumed, meanwhile } = scenario;
  if (state !== undefined) return stateFile(protocol, state.stream, state.value);
  if (meanwhile === undefined && resumed === undefined) return null;
  const delivery = protocol.delivery((await first()).stdout);
  if (resumed === undefined) return delivery.state;
  return stateFile(protocol, resumed.stream, { ...delivery.stateOf(resumed.stream), ...resumed.changes });
}

async function expectShown(name: string, { stdout, stderr, folder }: Shown): Promise<void> {
  const clean = (text: string): string => text.replaceAll(folder, '<folder>');
  await expectGolden(`${name}.jsonl`, clean(stdout));
  if (stderr !== '') await expectGolden(`${name}.stderr.txt`, clean(stderr));
}

for (const protocol of protocols) {
  describe(`golden output, ${protocol.name}`, function () {
    this.timeout(30_000);

    for (const scenario of scenarios) {
      it(scenario.name, async () => {
        const shown = await readScenario(protocol, scenario);
        await expectShown(`${protocol.name}/${scenario.name}`, shown);
        expect(shown.exitCode, shown.stderr).to.equal(scenario.exitCode);
      });
    }

    for (const command of commands.filter((one) => one.protocol === protocol.name)) {
      it(command.name, async () => {
        await withSimulator({ ...account, ...command.account }, async (simulator, folder) => {
          const file = await folder.write('config.json', {
            ...simulator.config,
            ...config,
            ...command.config,
          });
          const args = command.args.map((arg) => (arg === 'CONFIG' ? file : arg));
          const end = await runInProcess(protocol.name, args, { clock: virtualClock(now) });
          await expectShown(`${protocol.name}/${command.name}`, { ...end, folder: folder.path });
          expect(end.exitCode, end.stderr).to.equal(command.exitCode);
        });
      });
    }
  });
}

/** Schemas are long: their fingerprints stand for them. */
describe('golden output, the whole catalog', () => {
  const fingerprint = (value: JsonObject): string =>
    createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);

  for (const [protocol, schemaKey] of [
    [airbyte, 'json_schema'],
    [singer, 'schema'],
  ] as const) {
    it(protocol.name, async () => {
      await withSimulator(account, async (simulator, folder) => {
        const files = await writeRunFiles(folder, 'find', { config: { ...simulator.config } });
        const { stdout } = await runInProcess(protocol.name, protocol.discoverArgs(files), {
          clock: virtualClock(now),
        });
        const lines = catalogOf(stdout).map((stream) => {
          const metadata = stream['metadata'];
          const shown = metadata === undefined ? {} : { metadata: fingerprint({ metadata }) };
          return JSON.stringify({
            ...stream,
            [schemaKey]: fingerprint(protocol.schemaOf(stream)),
            ...shown,
          });
        });
        await expectGolden(`${protocol.name}/discover-all.jsonl`, `${lines.join('\n')}\n`);
      });
    });
  }
});
