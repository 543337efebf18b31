import { streamDeclarations } from '../../src/streams/index.js';
import { fieldsOf, topNode } from './rule.js';
import type { Rule } from './rule.js';

const byName = new Map(streamDeclarations.map((stream) => [stream.name, stream]));

/** Of streams that a list of the account narrows. */
export const narrowingRules: readonly Rule[] = [
  [
    'what narrows it names fields of the narrowing list, of the things in it, and of the list of partitions',
    ({ narrowed, parents }) => {
      const by = narrowed === null ? undefined : byName.get(narrowed.stream);
      if (narrowed === null || by === undefined) return [];
      const changing = Object.entries(narrowed.changesWith ?? {});
      const within = changing.flatMap(([field, inner]) => inner.map((one) => `${field}[].${one}`));
      const roots = parents.flatMap(({ stream }) => byName.get(stream) ?? []);
      const wanted = [narrowed.field, narrowed.keyField, ...changing.map(([field]) => field)];
      return [
        ...[...wanted, ...within].filter((path) => topNode(by, path) === undefined),
        ...[narrowed.partitionField].filter((field) => !roots.flatMap(fieldsOf).includes(field)),
      ];
    },
  ],
];
