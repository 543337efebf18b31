import type { Mutation } from './mutations.js';

/** The rules of streams that another list narrows. */
export const narrowingMutations: readonly Mutation[] = [
  {
    rule: 'hosts are asked once more when nothing late can come any more',
    file: 'visit/news.ts',
    from: 'since - (one + 1) * hour >= lateness',
    to: 'false',
    rareLife: 86,
    lives: 'meetings',
  },
  {
    rule: 'what a list showed is settled only by a pass that began in the same run',
    file: 'run/memory.ts',
    from: 'state.opened.resumed || !readsUpToNow',
    to: '!readsUpToNow',
  },
  {
    rule: 'a partition that is due or new is asked, whatever its hours look like',
    file: 'visit/old-news.ts',
    from: 'settledBefore !== null && run',
    to: 'run',
    rareLife: 681,
  },
  {
    rule: 'each stream that hangs on a narrowed one knows for itself what it has read',
    file: 'visit/old-news.ts',
    from: '[stream, ...stream.descendants()]',
    to: '[stream]',
  },
  {
    rule: 'a host is asked for the other kinds of meetings while the history knows of more',
    file: 'plan/activity.ts',
    from: 'return !mayBelong || found.has(traces.keys[index] ?? Number.NaN);',
    to: 'return !mayBelong || found.size >= 0;',
  },
  {
    rule: 'what old rows lead to as well is asked for, whatever the hours look like',
    file: 'run/narrowing.ts',
    from: "node.cursorSource === 'none' || isFedByOldRows(node)",
    to: "node.cursorSource === 'none'",
    rareLife: 257,
    lives: 'recordings',
  },
  {
    rule: 'all that changes with a row is news, the things in it as well',
    file: 'plan/activity.ts',
    from: 'Object.entries(changesWith).map(',
    to: 'Object.entries(changesWith).slice(0, 2).map(',
    lives: 'recordings',
  },
  {
    rule: 'nobody is left out for times that the narrowing list was not read for',
    file: 'plan/activity.ts',
    from: 'return this.knownRanges.some((known) => known.from <= from && known.to >= to);',
    to: 'return this.knownRanges.length > 0;',
  },
];
