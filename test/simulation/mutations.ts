import type { LifeKind } from './simulate.js';

/** A rule of the state, and the edit that switches it off: the simulation must notice each of them. */
export interface Mutation {
  readonly rule: string;
  /** Below src/engine. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** Where rare lives alone notice it, the life that did so last: it is tried first, and then all from the beginning. */
  readonly rareLife?: number;
  /** The lives that can notice it; absent: lives of all kinds. */
  readonly lives?: LifeKind;
}

export const mutations: readonly Mutation[] = [
  {
    rule: 'the cursor becomes the start of the pass, not of the run that ends it',
    file: 'state/stream-state.ts',
    from: 'this.cursor = this.isAhead ? null : Math.min(this.pass,',
    to: 'this.cursor = this.isAhead ? null : Math.min(this.settings.runStart,',
  },
  {
    rule: 'an incremental sync reads a lookback before its cursor',
    file: 'state/stream-state.ts',
    from: 'this.cursor - this.settings.lookback',
    to: 'this.cursor',
  },
  {
    rule: 'users who join with a history are read from the start date',
    file: 'state/stream-state.ts',
    from: 'if (isNew) return start;',
    to: '',
  },
  {
    rule: 'the watermark passes a partition in flight only with a due entry',
    file: 'state/watermark.ts',
    from: '!draft.set(id, unpromised(visit))',
    to: "!draft.set(id, visit.kind === 'done' ? visit.failed : [])",
  },
  {
    rule: 'what failed stays due',
    file: 'state/watermark.ts',
    from: 'if (!this.due.set(id, failed)) return false;',
    to: 'this.due.delete(id);',
  },
  {
    rule: 'due partitions are read again',
    file: 'state/stream-state.ts',
    from: 'if (!beyond) return open === undefined ? null : Math.max(open.from, start);',
    to: 'if (!beyond) return null;',
  },
  {
    rule: 'holes are read again beside the normal range',
    file: 'state/stream-state.ts',
    from: 'return from === null || from > until ? holes : [...holes, { from, to: until }];',
    to: 'return from === null || from > until ? [] : [{ from, to: until }];',
  },
  {
    rule: 'a pass with more failures than the state can hold is abandoned',
    file: 'state/stream-state.ts',
    from: 'const abandoned = this.watermark.isCapped;',
    to: 'const abandoned = false;',
  },
  {
    rule: 'the watermark stays before a failure that has no place in the state',
    file: 'state/watermark.ts',
    from: 'if (!this.capped && this.settle(id, visit.failed)) {',
    to: 'if (this.settle(id, visit.failed) || !this.capped) {',
  },
  {
    rule: 'the watermark passes what is under way only where that has a place in the state',
    file: 'state/watermark.ts',
    from: 'if (inFlight > inFlightCap || !draft.set(id, unpromised(visit))) break;',
    to: 'if (inFlight > inFlightCap) break;\n      draft.set(id, unpromised(visit));',
  },
  {
    rule: 'an entry that is too long for its place covers more, and not less',
    file: 'state/due-list.ts',
    from: 'return [condense(ranges), [whole], ...known];',
    to: 'return [condense(ranges), condense(ranges).slice(0, 1), ...known];',
  },
  {
    rule: 'what is due and has no place moves the cursor back',
    file: 'state/state-codec.ts',
    from: 'const cursor = state.cursor === null || earliest === -Infinity ? null : Math.min(state.cursor, earliest);',
    to: 'const { cursor } = { earliest, ...state };',
  },
  {
    rule: 'what is due and has no place takes the open pass with it',
    file: 'run/open-streams.ts',
    from: 'withoutPass(withoutDue(known))',
    to: 'withoutDue(known)',
  },
  {
    rule: 'an earlier start date begins anew',
    file: 'state/state-codec.ts',
    from: 'if (context.incremental && reachesFurtherBack(state, startDate)) {',
    to: 'if (context.incremental && reachesFurtherBack(state, startDate) && now < 0) {',
  },
  {
    rule: 'what a clock that was ahead wrote promises nothing',
    file: 'state/state-codec.ts',
    from: 'if (ahead <= furthestClock) state = forgotten(state);',
    to: 'if (state.pass !== null && state.pass > now) state = withoutPass(state);',
  },
  {
    rule: 'an entry in flight begins where it was really read from',
    file: 'visit/visited-stream.ts',
    from: 'const from = Math.max(open.from, Math.min(this.lowestOpen(), this.startedAt));',
    to: 'const from = Math.max(open.from + 3 * 86_400_000, Math.min(this.lowestOpen(), this.startedAt));',
  },
  {
    rule: 'an entry in flight does not pass what is not listed or answered yet',
    file: 'visit/visited-stream.ts',
    from: 'Math.min(this.lowestOpen(), this.startedAt)',
    to: 'this.startedAt',
  },
  {
    rule: 'an entry in flight does not pass what its ancestors have not listed yet',
    file: 'visit/visited-stream.ts',
    from: 'lowest = Math.min(lowest, work.lowest({ isExact: followsExactly(this.node, node) }));',
    to: '',
  },
  {
    rule: 'what an ancestor failed to list is due for its descendants',
    file: 'visit/visited-stream.ts',
    from: 'const theirs = heir.loseThrough(this, range) ? heir.weigh(refused) : null;',
    to: 'const theirs: Standing | null = null;',
  },
  {
    rule: 'a partition is done only when every request of its children is answered',
    file: 'visit/visited-stream.ts',
    from: 'if (this.open > 0 || this.closed) return;',
    to: 'if (this.closed) return;',
  },
  {
    rule: 'a stop leaves its partitions unfinished',
    file: 'visit/visit.ts',
    from: 'state !== null && !stream.isHalted',
    to: 'state !== null',
  },
  {
    rule: 'a stop of the parent leaves its children unfinished',
    file: 'visit/visit.ts',
    from: 'if (stream.isHalted) this.haltChildren(stream);',
    to: '',
  },
  {
    rule: 'partitions go in the order of their ids',
    file: 'plan/partition-list.ts',
    from: 'return [...this.chosen()].sort(byId);',
    to: 'return [...this.chosen()];',
  },
  {
    rule: 'windows are asked with days around them',
    file: 'time/windows.ts',
    from: 'dayOf(core.from) - around.before * day',
    to: 'dayOf(core.from)',
  },
  {
    rule: 'an instance is asked once more when it is old enough for nothing late to come',
    file: 'state/seen.ts',
    from: 'const aged = this.options.now() - at >= this.lateness;',
    to: 'const aged = this.options.now() < 0;',
  },
  {
    rule: 'an instance is asked again when its parent row changed',
    file: 'state/seen.ts',
    from: '${JSON.stringify(row)}',
    to: '',
  },
  {
    rule: 'what has no place among the seen is asked again when it grows old',
    file: 'state/seen.ts',
    from: 'return !crossesLateness;',
    to: 'return true;',
  },
  {
    rule: 'a stream with its own state is not judged by another one',
    file: 'visit/visited-streams.ts',
    from: 'const wanted = run.state?.wanted(partition) ?? [];',
    to: 'const root = [...runs.values()].find(({ state }) => state !== null);\n    const wanted = run.state === null ? [] : (root?.state?.wanted(partition) ?? []);',
  },
  {
    rule: 'a refused item is borne after some runs only',
    file: 'state/refusals.ts',
    from: 'isOld: runs >= leastRuns && ',
    to: 'isOld: ',
  },
  {
    rule: 'a refused item is borne after some days only',
    file: 'state/refusals.ts',
    from: ' && this.options.now() - time >= leastTime',
    to: '',
    rareLife: 134,
  },
  {
    rule: 'another answer begins the count anew',
    file: 'state/refusals.ts',
    from: 'before?.answer === kind ? before :',
    to: 'before !== undefined ? before :',
    rareLife: 166,
  },
  {
    rule: 'a list is never borne, whatever answers',
    file: 'visit/failed-work.ts',
    from: 'item === null ? null : { item: item.key, answer }',
    to: '{ item: item?.key ?? name, answer }',
  },
  {
    rule: 'what is borne stays due, and is asked again',
    file: 'state/stream-state.ts',
    from: 'this.watermark.finish(id, failed);',
    to: 'this.watermark.finish(id, this.borne.has(id) ? [] : failed);',
  },
  {
    rule: 'a list that failed is not taken for all there is, whichever list it is',
    file: 'run/component-reader.ts',
    from: 'if (listingFailure(root, this.progress.runs) !== null ||',
    to: "if ((root.name === 'users' && listingFailure(root, this.progress.runs) !== null) ||",
  },
  {
    rule: 'each stream is read of the partitions of its own list',
    file: 'run/component-reader.ts',
    from: 'const list = this.progress.runs.get(root)?.lists ?? null;',
    to: 'const list = [...this.progress.runs.values()].find(({ lists }) => lists !== null && root !== null)?.lists ?? null;',
  },
];
