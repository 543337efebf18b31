import { ReadError } from '../../errors.js';
import type { JsonObject } from '../../json.js';
import { streamDeclarations } from '../../streams/index.js';
import { askForOne } from '../ask.js';
import type { Check } from '../check.js';
import { note, ok } from '../finding.js';
import type { Finding } from '../finding.js';

const name = 'Role';

/** Whose eyes the app has. Zoom tells it to some apps and not to others, so that a refusal means nothing. */
export const account: Check = {
  name,
  withinMs: 5_000,
  examine: async (subject, signal) => {
    const details = streamDeclarations.find((one) => one.name === 'user_details');
    if (details === undefined) return [];
    try {
      const me = await askForOne(subject, details, { pathValues: { user_id: 'me' }, signal });
      return [roleOf(me ?? {})];
    } catch (error) {
      if (error instanceof ReadError) return [ok(name, untold)];
      throw error;
    }
  },
};

const untold =
  'Zoom does not tell this app on whose behalf it reads: what that role lacks shows with the products.';

/** https://developers.zoom.us/docs/api/users/ (2026-11) */
const licences: ReadonlyMap<unknown, string> = new Map([
  [1, 'a Basic user'],
  [2, 'a licensed user'],
  [4, 'a user without a licence for meetings'],
  [99, 'a user without a licence'],
]);

/** They see the whole account. */
const wholeRoles: ReadonlySet<string> = new Set(['owner', 'admin']);

function roleOf({ role_name: role, type }: JsonObject): Finding {
  if (typeof role !== 'string' || role === '') return ok(name, untold);
  const is = `The app reads on behalf of ${licences.get(type) ?? 'a user'} with the role ${role}.`;
  if (wholeRoles.has(role.toLowerCase())) return ok(name, is);
  return note(name, is, {
    means: 'No scope opens what that role may not see; of users outside of it nothing is served.',
    advice: '`source-zoom scopes` and `tap-zoom --scopes` print the permissions that the role must have.',
  });
}
