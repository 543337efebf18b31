import type { SimulatorOptions } from '../simulator/index.js';
import type { ProtocolUnderTest } from '../support/protocols.js';

/**
 * Past meetings are found by the road that is taken by default, or user by user: each program tries one of them and the
 * other one with the next seed, for behind both programs is the same engine.
 */
export function roadOf({ name }: ProtocolUnderTest, seed: number): Pick<SimulatorOptions, 'pastMeetingsBy'> {
  const isDefault = (name === 'airbyte') === (seed % 2 === 1);
  return { pastMeetingsBy: isDefault ? 'account_history' : 'per_user' };
}
