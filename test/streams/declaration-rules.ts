import type { StreamDeclaration } from '../../src/engine/declaration.js';
import { secretFields, streamDeclarations } from '../../src/streams/index.js';
import { typesOf } from '../support/schema-walk.js';
import { fieldsOf, topNode } from './rule.js';
import type { Rule } from './rule.js';

const byName = new Map(streamDeclarations.map((stream) => [stream.name, stream]));

function missing(names: readonly string[], known: readonly string[]): readonly string[] {
  return names.filter((name) => !known.includes(name));
}

function placeholdersOf(path: string): readonly string[] {
  return [...new Set([...path.matchAll(/\{([^}]*)\}/g)].map((match) => match[1] ?? ''))];
}

/** Fields that the connector adds, by where they come from. */
function addedFields(stream: StreamDeclaration): readonly string[] {
  const inherited = stream.parents.flatMap((link) => [
    ...Object.keys(link.partition),
    ...Object.keys(link.inherit),
  ]);
  return [...inherited, ...Object.keys(stream.fromRequest), ...Object.keys(stream.moments)];
}

export const declarationRules: readonly Rule[] = [
  ['the name is made of a-z, 0-9 and _', (stream) => (/^[a-z][a-z0-9_]*$/.test(stream.name) ? [] : ['name'])],
  ['there is a key', (stream) => (stream.primaryKey.length > 0 ? [] : ['primaryKey'])],
  [
    'keys are fields, text and never null',
    (stream) =>
      stream.primaryKey.filter((key) => {
        const node = topNode(stream, key);
        return node === undefined || typesOf(node.schema).join() !== 'string';
      }),
  ],
  [
    'row_id is declared, in the schema and in the key, or nowhere',
    (stream) => {
      const signs = [
        stream.rowId !== null,
        fieldsOf(stream).includes('row_id'),
        stream.primaryKey.includes('row_id'),
      ];
      return new Set(signs).size === 1 ? [] : ['row_id'];
    },
  ],
  [
    'what row_id is made of are fields',
    (stream) => (Array.isArray(stream.rowId) ? missing(stream.rowId.flat(), fieldsOf(stream)) : []),
  ],
  [
    'what spares its items is asked of the same rows with the same values, and has the field that tells',
    (stream) => {
      const { spared } = stream;
      if (spared === null) return [];
      const by = byName.get(spared.by);
      const ways = (one: StreamDeclaration): string =>
        JSON.stringify(one.parents.map(({ stream: parent, partition, where }) => [parent, partition, where]));
      if (by === undefined || ways(by) !== ways(stream) || stream.cursorField !== null) return [spared.by];
      return topNode(by, spared.path.join('.')) === undefined ? [spared.path.join('.')] : [];
    },
  ],
  [
    'the cursor is a date-time, or a date that is read again for a day at least',
    (stream) => {
      if (stream.cursorField === null) return [];
      const format = topNode(stream, stream.cursorField)?.schema['format'];
      const isDay = format === 'date' && (stream.lookback === null || stream.lookback >= 86_400_000);
      return format === 'date-time' || isDay ? [] : [stream.cursorField];
    },
  ],
  [
    'a window has more days than lie around it: else it never moves on',
    ({ window }) => {
      const { before = 0, after = 0 } = window?.around ?? {};
      return (window?.maxDays ?? Infinity) > before + after ? [] : ['maxDays'];
    },
  ],
  [
    'a stream with a window has a cursor',
    (stream) => (stream.window && !stream.cursorField ? ['cursor'] : []),
  ],
  [
    'a lookback of its own is of whole hours, and of an incremental stream',
    ({ lookback, cursorField }) => {
      if (lookback === null) return [];
      return cursorField !== null && lookback >= 3_600_000 && lookback % 3_600_000 === 0 ? [] : ['lookback'];
    },
  ],
  [
    'every placeholder is filled by every parent, and nothing else is',
    (stream) => {
      const wanted = placeholdersOf(stream.request.path).toSorted().join();
      if (stream.parents.length === 0) return wanted === '' ? [] : [wanted];
      return stream.parents
        .filter((link) => Object.keys(link.partition).toSorted().join() !== wanted)
        .map((link) => link.stream);
    },
  ],
  [
    'parents exist, with the fields that are taken from them',
    (stream) =>
      stream.parents.flatMap((link) => {
        const parent = byName.get(link.stream);
        if (parent === undefined) return [link.stream];
        const used = [...Object.values(link.partition), ...Object.values(link.inherit)];
        return missing([...used, ...link.where.map((filter) => filter.field)], fieldsOf(parent));
      }),
  ],
  ['added fields are in the schema', (stream) => missing(addedFields(stream), fieldsOf(stream))],
  [
    'all roads add the same fields',
    (stream) => {
      const sets = stream.parents.map((link) =>
        [...Object.keys(link.partition), ...Object.keys(link.inherit)].toSorted().join(),
      );
      return new Set(sets).size > 1 ? sets : [];
    },
  ],
  [
    'links to one parent by one road differ in what they choose alone',
    ({ parents }) => {
      const ways = new Map<string, Set<string>>();
      for (const { stream, road, partition, inherit, anyAge } of parents) {
        const way = `${stream} ${road?.road}`;
        ways.set(way, (ways.get(way) ?? new Set()).add(JSON.stringify([partition, inherit, anyAge])));
      }
      return [...ways].filter(([, kinds]) => kinds.size > 1).map(([way]) => way);
    },
  ],
  [
    'an added field never takes the name of a field of the row',
    (stream) =>
      addedFields(stream).filter((field) => ['id', 'uuid', 'host_id', 'user_email'].includes(field)),
  ],
  [
    'no secret is a key, a cursor or handed to children',
    (stream) =>
      [
        ...stream.primaryKey,
        stream.cursorField ?? '',
        ...stream.parents.flatMap((link) => [
          ...Object.values(link.partition),
          ...Object.values(link.inherit),
        ]),
      ].filter((field) => secretFields.has(field)),
  ],
  [
    'a substream with a cursor has windows or a parent with a cursor',
    (stream) => {
      if (stream.cursorField === null || stream.window !== null) return [];
      const led = stream.parents.filter((link) => byName.get(link.stream)?.cursorField !== null);
      return led.length > 0 ? [] : [stream.cursorField];
    },
  ],
  [
    'what may be new of a parent row of any age is asked for by dates',
    ({ parents, window }) =>
      parents.filter(({ anyAge }) => anyAge && window === null).map(({ stream }) => stream),
  ],
  [
    'the row of an embedded stream lies in its one parent',
    (stream) => {
      if (stream.embedded === null) return [];
      const parent = byName.get(stream.parents[0]?.stream ?? 'users');
      const known = parent === undefined ? [] : fieldsOf(parent);
      return stream.parents.length === 1 ? missing([stream.embedded], known) : ['parents'];
    },
  ],
  ['there is a variant', (stream) => (stream.variants.length > 0 ? [] : ['variants'])],
  ['there is a spelling', (stream) => (stream.spellings.length > 0 ? [] : ['spellings'])],
  [
    'variants, query and window do not set the same parameter',
    (stream) => {
      const bounds = stream.window === null ? [] : [stream.window.from, stream.window.to];
      const fixed = [...Object.keys(stream.query), ...bounds, 'page_size', 'next_page_token'];
      return stream.variants
        .flatMap((variant) => Object.keys(variant))
        .filter((name) => fixed.includes(name));
    },
  ],
  [
    'scopes are granular',
    (stream) => stream.request.scopes.filter((scope) => !/^\w+:read:\w+:(admin|master)$/.test(scope)),
  ],
  [
    'a scope is named',
    ({ request: { scopes, classicScopes } }) => (scopes.length + classicScopes.length > 0 ? [] : ['scopes']),
  ],
  [
    'what rows get from their request is a parameter of it',
    (stream) => {
      const { fromRequest, variants, query, window, request, parents } = stream;
      // Of the account's one row nothing tells whose it is.
      const isOne = request.recordsPath === null && parents.length === 0;
      const bounds = window === null ? [] : [window.from, window.to];
      const known = new Set([
        ...bounds,
        ...Object.keys(query),
        ...variants.flatMap((one) => Object.keys(one)),
      ]);
      return Object.values(fromRequest)
        .filter(({ parameter, absent }) => {
          const isSent =
            bounds.includes(parameter) || variants.every((one) => parameter in { ...query, ...one });
          if (isOne && absent !== null) return false;
          return !known.has(parameter) || (absent === null && !isSent);
        })
        .map(({ parameter }) => parameter);
    },
  ],
  [
    'sums tell their period, and it belongs to their key',
    (stream) => {
      const { window, fromRequest, primaryKey } = stream;
      if (window === null || window.period === null || window.format === 'year-month') return [];
      return primaryKey.some((key) => fromRequest[key]?.parameter === window.from) ? [] : [window.from];
    },
  ],
  [
    'a moment is a date-time of its own, made of a number that stays',
    (stream) =>
      Object.entries(stream.moments)
        .filter(([name, { field }]) => {
          const isTime = topNode(stream, name)?.schema['format'] === 'date-time';
          return !isTime || !fieldsOf(stream).includes(field);
        })
        .map(([name]) => name),
  ],
  ['it is described in one sentence', (stream) => (/^[A-Z].*\.$/.test(stream.about) ? [] : [stream.about])],
  [
    'id and birth of partitions are fields, and the birth is a date-time',
    (stream) => {
      if (stream.partitions === null) return [];
      const { id, createdAt } = stream.partitions;
      if (createdAt === null) return missing([id], fieldsOf(stream));
      const isTime = topNode(stream, createdAt)?.schema['format'] === 'date-time';
      return [...missing([id], fieldsOf(stream)), ...(isTime ? [] : [createdAt])];
    },
  ],
  [
    'the owner is a field, and one of the list that the stream goes through',
    (stream) => {
      if (stream.owner === null) return [];
      const lists = stream.parents.map((link) => byName.get(link.stream));
      const root = lists.find((candidate) => candidate !== undefined && candidate.partitions !== null);
      const rootFields = root === undefined ? [] : fieldsOf(root);
      return [
        ...missing([stream.owner.field], fieldsOf(stream)),
        ...missing([stream.owner.partitionField], rootFields),
      ];
    },
  ],
];
