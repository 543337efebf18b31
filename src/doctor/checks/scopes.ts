import type { StreamDeclaration } from '../../engine/declaration.js';
import type { Access } from '../../engine/service.js';
import type { ReadDeclarations } from '../../offline-guide.js';
import { shortened } from '../../shortened.js';
import type { Check } from '../check.js';
import { note, ok, problem } from '../finding.js';
import type { Finding } from '../finding.js';

const name = 'Scopes';
const mostStreams = 5;
const mostScopes = 8;

export const scopes: Check = {
  name,
  examine: async (subject, signal) => {
    const api = await subject.opened(signal);
    const { scopes: granted } = await subject.grant(signal);
    if (granted.length === 0) {
      const means = 'Whether they suffice shows below, where the products are asked.';
      return [note(name, 'The token does not name its scopes.', { means })];
    }
    const declarations = await subject.declarations();
    const { skipUnauthorizedStreams } = await subject.validSettings();
    const asked = declarations.read.filter(({ embedded }) => embedded === null);
    const { certain, possible } = lacking(asked, await api.access(signal));
    return [
      ...(certain.size === 0 ? [ok(name, 'Those of all selected streams are granted.')] : []),
      ...[...certain].map(([choice, streams]) => lackOf(choice, streams, skipUnauthorizedStreams)),
      ...[...possible].map(([choice, streams]) => doubtOf(choice, streams)),
      ...spare(granted, declarations),
    ];
  },
};

/** Streams by the scopes of which any one would do. */
type Lack = ReadonlyMap<string, readonly string[]>;

/** What the token is known to lack, and what only Zoom's answer can tell. */
function lacking(
  asked: readonly StreamDeclaration[],
  access: Access,
): { readonly certain: Lack; readonly possible: Lack } {
  const certain = new Map<string, string[]>();
  const possible = new Map<string, string[]>();
  for (const { name: stream, request } of asked) {
    const lacked = access.lackedBy(request);
    if (lacked.length === 0) continue;
    const found = access.refusalOf(request) === null ? possible : certain;
    const choice = lacked.join(' or ');
    found.set(choice, [...(found.get(choice) ?? []), stream]);
  }
  return { certain, possible };
}

function lackOf(choice: string, streams: readonly string[], isSkipped: boolean): Finding {
  const finding = isSkipped ? note : problem;
  return finding(name, `Missing for ${shortened(streams, mostStreams)}.`, {
    means: isSkipped
      ? 'What lacks it is left out, as configured.'
      : 'What lacks it ends incomplete, and so does what hangs on that.',
    advice: `Add ${choice} on the app's Scopes page (Zoom App Marketplace), or deselect that.`,
  });
}

function doubtOf(choice: string, streams: readonly string[]): Finding {
  return note(name, `Perhaps missing for ${shortened(streams, mostStreams)}.`, {
    means: "Zoom's reference does not say whether what is granted will do; the first sync shows it.",
    advice: `Where Zoom refuses, add ${choice}.`,
  });
}

function spare(granted: readonly string[], { read, tried }: ReadDeclarations): readonly Finding[] {
  const used = new Set(
    [...read, ...tried].flatMap(({ request }) => [...request.scopes, ...request.classicScopes]),
  );
  const more = granted.filter((scope) => !used.has(scope));
  if (more.length === 0) return [];
  return [
    note(
      name,
      `The selection does not use all that the app has (${more.length} more): ${shortened(more, mostScopes)}.`,
      {
        means: 'Whoever gets hold of its secret may do more than a sync does.',
        advice: 'Take away what nothing else uses this app for.',
      },
    ),
  ];
}
