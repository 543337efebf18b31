import { Case } from './case.js';
import type { CaseOptions } from './case.js';
import type { Check } from './check.js';
import { account } from './checks/account.js';
import { catalog } from './checks/catalog.js';
import { clock } from './checks/clock.js';
import { configuration } from './checks/configuration.js';
import { limits } from './checks/limits.js';
import { machine } from './checks/machine.js';
import { network } from './checks/network.js';
import { products } from './checks/products.js';
import { history, recordings } from './checks/roads.js';
import { scopes } from './checks/scopes.js';
import { state } from './checks/state.js';
import { token } from './checks/token.js';
import { within } from './deadline.js';
import { failed } from './failed.js';
import type { Finding } from './finding.js';

/** From what is near to what is far: whatever one needs was looked at before. */
const checks: readonly Check[] = [
  machine,
  configuration,
  catalog,
  state,
  network,
  clock,
  token,
  scopes,
  account,
  products,
  history,
  recordings,
  limits,
];

const USUAL_TIME_MS = 10_000;

/** Looks at everything that a sync stands on. Rejects with StoppedError when the signal fires, and with nothing else. */
export async function examine(options: CaseOptions, signal: AbortSignal): Promise<readonly Finding[]> {
  const subject = new Case(options);
  const findings: Finding[] = [];
  for (const check of checks) findings.push(...(await alone(check, subject, signal)));
  return findings;
}

async function alone(check: Check, subject: Case, signal: AbortSignal): Promise<readonly Finding[]> {
  try {
    return await within(check.withinMs ?? USUAL_TIME_MS, signal, (stop) => check.examine(subject, stop));
  } catch (error) {
    if (signal.aborted) throw error;
    return [failed(check.name, error)];
  }
}
