import type { Suite } from 'mocha';
import { environment, pinnedVersion } from './environments.js';
import type { Environment, EnvironmentName } from './environments.js';

/** A program that people use with this connector, and where its version is pinned. */
export interface Client {
  readonly environment: EnvironmentName;
  readonly distribution: string;
}

export const clients = {
  PyAirbyte: { environment: 'airbyte', distribution: 'airbyte' },
  "Airbyte CDK's standard tests": { environment: 'airbyte', distribution: 'airbyte-cdk' },
  "Airbyte's protocol models": { environment: 'airbyte', distribution: 'airbyte-protocol-models-pdv2' },
  "Airbyte's metadata models": { environment: 'airbyte', distribution: 'airbyte-connector-models' },
  Meltano: { environment: 'meltano', distribution: 'meltano' },
  "Singer SDK's tap tests": { environment: 'singer-sdk', distribution: 'singer-sdk' },
  'jsonschema on Singer messages': { environment: 'singer-sdk', distribution: 'jsonschema' },
  'target-jsonl': { environment: 'target-jsonl', distribution: 'target-jsonl' },
  'target-sqlite': { environment: 'target-sqlite', distribution: 'target-sqlite' },
  'target-duckdb': { environment: 'target-duckdb', distribution: 'target-duckdb' },
  'meltanolabs-target-postgres': {
    environment: 'meltanolabs-target-postgres',
    distribution: 'meltanolabs-target-postgres',
  },
  'Airflow and Kubernetes': { environment: 'deploy', distribution: 'apache-airflow' },
  'pipelinewise-target-postgres': {
    environment: 'pipelinewise-target-postgres',
    distribution: 'pipelinewise-target-postgres',
  },
} as const satisfies Readonly<Record<string, Client>>;

export type ClientName = keyof typeof clients;

export const clientNames: readonly string[] = Object.keys(clients);

export async function versionOf(name: string): Promise<string> {
  const client = new Map<string, Client>(Object.entries(clients)).get(name);
  if (client === undefined) throw new Error(`no client ${name}`);
  return pinnedVersion(client.environment, client.distribution);
}

/** The tests of one client. One that cannot be installed fails them. */
export function describeClient(name: ClientName, tests: (tools: () => Environment) => void): Suite {
  return describe(name, function () {
    this.timeout(500_000);
    let installed: Environment | null = null;
    before(`installs ${name}`, async () => {
      installed = await environment(clients[name].environment);
    });
    tests(() => {
      if (installed === null) throw new Error(`${name} is not installed`);
      return installed;
    });
  });
}
