import { readFile, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import type { JsonObject } from '../../src/json.js';
import { loadConfigSchema } from '../../src/config/spec.js';
import { execute, root } from '../support/command.js';
import { differences } from '../support/comparisons.js';
import { singerDelivery } from '../support/delivery.js';
import { at, listAt, objectAt, parseObject, textAt } from '../support/json-paths.js';
import { propertiesOf } from '../support/schema-walk.js';
import { onPipeStage } from '../support/pipe-stage.js';

/** The examples of deploy/: the scripts as they run, and the files as far as they speak of this connector. */

const examples = join(root, 'deploy');
const kubernetes = join(examples, 'kubernetes');
const settings = Object.keys(propertiesOf(loadConfigSchema()));

async function readYaml(path: string): Promise<JsonObject> {
  const value: unknown = parse(await readFile(path, 'utf8'));
  return parseObject(JSON.stringify(value));
}

const dump = join(kubernetes, 'tap-to-files/dump.sh');
const streams = ['users', 'meetings'];

describe('deploy: dump.sh', function () {
  this.timeout(60_000);

  it('leaves a whole file, and the state that the next run begins with', async () => {
    await onPipeStage({}, async ({ env, path, simulator }) => {
      const first = await execute('bash', [dump], { env });
      expect(first.exitCode, first.stderr).to.equal(0);
      const files = await readdir(path('.'));
      const [file = ''] = files.filter((name) => name.endsWith('.jsonl'));
      const { rows, state } = singerDelivery(await readFile(path(file), 'utf8'));
      expect(differences(simulator, rows, { streams })).to.deep.equal([]);
      const kept = parseObject(await readFile(path('state.json'), 'utf8'));
      expect(kept['value']).to.deep.equal(state);
      const next = await execute('tap-zoom', ['--config', 'ENV', '--state', path('state.json')], { env });
      expect(next.exitCode, next.stderr).to.equal(0);
      expect(parseObject(next.stdout.split('\n')[0] ?? '')).to.deep.equal(kept);
    });
  });
});

describe('deploy: the files', () => {
  const cronJobs = ['tap-to-target', 'tap-to-files', 'meltano'];

  for (const folder of cronJobs) {
    it(`kubernetes/${folder} lists the files that are there`, async () => {
      const files = await readdir(join(kubernetes, folder));
      const kustomization = await readYaml(join(kubernetes, folder, 'kustomization.yaml'));
      const generated = listAt(kustomization['configMapGenerator'] ?? []);
      const named = [
        ...listAt(kustomization, 'resources'),
        ...generated.flatMap((one) => listAt(one, 'files')),
      ];
      expect(files).to.include.members([...named]);
    });

    it(`kubernetes/${folder} runs one at a time, without rights, with settings that exist`, async () => {
      const { spec } = await readYaml(join(kubernetes, folder, 'cronjob.yaml'));
      expect(at(spec, 'concurrencyPolicy')).to.equal('Forbid');
      const pod = objectAt(spec, 'jobTemplate', 'spec', 'template', 'spec');
      expect(at(pod, 'securityContext', 'runAsUser'), 'the user of the image').to.equal(1000);
      const names = listAt(pod, 'containers', 0, 'env').map((variable) => textAt(variable, 'name'));
      const ours = names.filter((name) => name.startsWith('TAP_ZOOM_'));
      expect(ours).not.to.have.lengthOf(0);
      for (const name of ours) expect(settings).to.include(name.slice('TAP_ZOOM_'.length).toLowerCase());
    });

    it(`kubernetes/${folder} mounts volumes that it has`, async () => {
      const { spec } = await readYaml(join(kubernetes, folder, 'cronjob.yaml'));
      const pod = objectAt(spec, 'jobTemplate', 'spec', 'template', 'spec');
      const mounted = listAt(at(pod, 'containers', 0, 'volumeMounts') ?? []).map((mount) =>
        textAt(mount, 'name'),
      );
      const volumes = listAt(pod['volumes'] ?? []).map((volume) => textAt(volume, 'name'));
      expect(mounted).to.have.members(volumes);
    });
  }

  it('the Meltano project defines and sets only what exists', async () => {
    const project = await readYaml(join(examples, 'meltano/meltano.yml'));
    const tap = objectAt(project, 'plugins', 'extractors', 0);
    const defined = listAt(tap, 'settings').map((setting) => textAt(setting, 'name'));
    expect(settings).to.include.members([...defined, ...Object.keys(objectAt(tap, 'config'))]);
    const files = await readdir(join(root, 'schemas'), { recursive: true });
    const schemas = files.map((file) => basename(file));
    for (const rule of listAt(tap, 'select').map(String)) {
      expect(schemas).to.include(`${rule.replace('.*', '')}.json`);
    }
    const definition = await readYaml(join(root, 'meltano/tap-zoom.yml'));
    expect(tap['capabilities']).to.deep.equal(definition['capabilities']);
  });

  it('the image has every program of the package, and the one with a target starts with sync-zoom', async () => {
    const { bin } = parseObject(await readFile(join(root, 'package.json'), 'utf8'));
    const [, linked = ''] =
      /for program in ([\w -]+);/.exec(await readFile(join(root, 'Dockerfile'), 'utf8')) ?? [];
    expect(linked.split(' ')).to.have.members(Object.keys(objectAt(bin)));
    const own = await readFile(join(kubernetes, 'tap-to-target/Dockerfile'), 'utf8');
    expect(own).to.match(/^ENTRYPOINT \["\/usr\/local\/bin\/sync-zoom"\]$/m);
    for (const variable of ['TARGET', 'TARGET_CONFIG', 'STATE']) expect(own).to.contain(`${variable}=`);
  });

  it('the crontab runs one at a time', async () => {
    const lines = (await readFile(join(examples, 'cron/crontab'), 'utf8')).split('\n');
    const jobs = lines.filter((line) => /^[\d*]/.test(line));
    expect(jobs).to.have.lengthOf(1);
    for (const job of jobs) expect(job).to.match(/^(\S+ ){5}zoom .*flock --nonblock /);
  });
});
