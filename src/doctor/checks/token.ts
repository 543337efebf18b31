import type { Check } from '../check.js';
import { durationText } from '../duration.js';
import { ok } from '../finding.js';

const name = 'Token';

export const token: Check = {
  name,
  examine: async (subject, signal) => {
    const { accountId } = await subject.validSettings();
    const { endsAt, scopes } = await subject.grant(signal);
    const left = durationText(Math.max(0, endsAt - subject.options.clock.now() + 1_000));
    return [
      ok(
        name,
        `Zoom issues one for the account ${accountId}, good for ${left}, with ${scopes.length} scopes.`,
      ),
    ];
  },
};
