import type { Account } from './account/model.js';
import { buildAccount } from './account/build.js';
import { expectedRows } from './answer-key.js';
import type { ExpectedRange, ExpectedRow } from './answer-key.js';
import { unreachable } from './answers/unreachable.js';
import type { Unreachable } from './answers/unreachable.js';
import type { Truth } from './answers/world.js';
import type { Products } from './derived/data.js';
import { standard } from './derived/products.js';
import { defaultOptions } from './options.js';
import type { SimulatorOptions } from './options.js';
import { opaqueId } from './rng.js';
import { startSecondHost } from './second-host.js';
import type { SecondHostRequest } from './second-host.js';
import { rowsWithOrigin } from './contents/links.js';
import { ApiServer } from './server.js';
import type { RequestLogEntry } from './served-world.js';

/** A local Zoom: a deterministic account of any size behind the API's rules, and the key to what must come out of it. */
export interface Simulator {
  /** http://127.0.0.1:PORT/v2 */
  readonly apiUrl: string;
  /** http://127.0.0.1:PORT/oauth/token */
  readonly tokenUrl: string;
  readonly config: SimulatorConfig;
  /** Tests may change it between two syncs; `account/changes.ts` has the helpers. */
  readonly account: Account;
  readonly requests: RequestLogEntry[];
  /** What reached the other host that /v2/report/redirect-test leads to. */
  readonly secondHostRequests: SecondHostRequest[];
  expected(stream: string, range?: ExpectedRange): readonly ExpectedRow[];
  /** What the answer key is worked out from, as it is now. */
  truth(): Truth;
  unreachable(): readonly Unreachable[];
  setOptions(changes: Partial<SimulatorOptions>): void;
  close(): Promise<void>;
}

export interface SimulatorConfig {
  readonly account_id: string;
  readonly client_id: string;
  readonly client_secret: string;
  readonly api_url: string;
  readonly token_url: string;
  /** Absent where the connector's default reaches what the answer key has. */
  readonly past_meetings_from?: 'per_user';
}

/** Of the account's products, tests may bring their own. */
export async function startSimulator(
  given: Partial<SimulatorOptions> = {},
  products: Products = standard,
): Promise<Simulator> {
  let options: SimulatorOptions = { ...defaultOptions, ...given };
  const account = buildAccount({ ...options, products, bornAt: options.now() });
  const credentials = {
    account_id: account.id,
    client_id: opaqueId(22, options.seed, 'client'),
    client_secret: `SECRET-client-${opaqueId(24, options.seed, 'client secret')}`,
  };
  const requests: RequestLogEntry[] = [];
  const second = await startSecondHost();
  const server = new ApiServer({
    account,
    credentials,
    options: () => options,
    requests,
    store: second.store,
  });
  server.redirectTarget = `${second.origin}/file`;
  await server.listen(options.port);
  const apiUrl = `${server.origin}/v2`;
  const tokenUrl = `${server.origin}/oauth/token`;
  const truth = (): Truth => ({ account, options, now: options.now() });
  return {
    apiUrl,
    tokenUrl,
    config: {
      ...credentials,
      api_url: apiUrl,
      token_url: tokenUrl,
      ...(options.pastMeetingsBy === 'per_user' ? { past_meetings_from: 'per_user' } : {}),
    },
    account,
    requests,
    secondHostRequests: second.requests,
    expected: (stream, range = {}) => {
      const rows = expectedRows(truth(), stream, range);
      return options.fileLinks === 'here' ? rowsWithOrigin(rows, server.origin) : rows;
    },
    truth,
    unreachable: () => unreachable(truth()),
    setOptions: (changes) => {
      options = { ...options, ...changes };
    },
    close: async () => {
      await Promise.all([server.close(), second.close()]);
    },
  };
}

export { answeredStreams } from './answer-key.js';
export type { ExpectedRange, ExpectedRow } from './answer-key.js';
export { addUser, deleteSeries, deleteUser, holdMeeting, setUserStatus } from './account/changes.js';
export type { NewInstance } from './account/changes.js';
export { addParticipant } from './account/participants.js';
export { addRecording } from './account/recordings.js';
export type { Account, Instance, Series, User } from './account/model.js';
export type { Unreachable } from './answers/unreachable.js';
export { compareRows, identify } from './compare.js';
export type { Comparison } from './compare.js';
export { identityOf } from './identity.js';
export { usualFaults } from './faults.js';
export type {
  FaultKind,
  FaultPlan,
  FaultRule,
  OddReply,
  Outage,
  SimulatorOptions,
  SlowRule,
} from './options.js';
export type { SecondHostRequest } from './second-host.js';
export type { RequestLogEntry } from './served-world.js';
