import { isJsonObject, type JsonObject, type JsonValue } from '../../json.js';
import type { Spared } from '../declaration.js';
import { textOf } from '../records/fields.js';
import type { Tuple } from './leads.js';
import type { VisitedStream } from './visited-stream.js';

/** What is asked of one parent's row, and what its answer says of other things that are asked of that row. */
interface Answer {
  isOpen: boolean;
  /** True where every row says that there is nothing, by the stream that waits for it. */
  readonly says: Map<VisitedStream, boolean>;
  readonly waiting: (() => void)[];
}

/**
 * Items that wait for the answer to another one of the same parent's row, which may show that they have no rows. Only
 * what is asked in the same visit is waited for; what does not tell spares nothing.
 */
export class SparedItems {
  /** By the stream that may be spared: the one that tells. */
  private readonly sources = new Map<VisitedStream, VisitedStream>();
  private readonly answers = new Map<VisitedStream, Map<string, Answer>>();

  constructor(streams: readonly VisitedStream[]) {
    for (const stream of streams) {
      const { spared } = stream.node.declaration;
      const source = spared === null ? undefined : streams.find(({ node }) => node.name === spared.by);
      if (source === undefined) continue;
      this.sources.set(stream, source);
      this.answers.set(source, new Map());
    }
  }

  /** What is waited for goes first. */
  inOrder(tuples: readonly Tuple[]): readonly Tuple[] {
    if (this.sources.size === 0) return tuples;
    const tells = ({ child }: Tuple): boolean => this.answers.has(child);
    return [...tuples.filter(tells), ...tuples.filter((tuple) => !tells(tuple))];
  }

  /** Calls back once it is known whether the item is spared: at once where nothing is to be waited for. */
  decide(tuple: Tuple, act: (isSpared: boolean) => void): void {
    const { child, key } = tuple;
    this.answers.get(child)?.set(key, { isOpen: true, says: new Map(), waiting: [] });
    const source = this.sources.get(child);
    const answer = source === undefined ? undefined : this.answers.get(source)?.get(key);
    const tell = (): void => act(answer?.says.get(child) === true);
    if (answer?.isOpen === true) answer.waiting.push(tell);
    else tell();
  }

  /** What hears each row of the item as it came; null where nobody waits for it. */
  hears({ child, key }: Tuple): ((raw: JsonObject) => void) | null {
    const answer = this.answers.get(child)?.get(key);
    if (answer === undefined) return null;
    return (raw) => {
      for (const [stream, source] of this.sources) {
        const { spared } = stream.node.declaration;
        if (source !== child || spared === null) continue;
        answer.says.set(stream, (answer.says.get(stream) ?? true) && hasNothing(raw, spared));
      }
    };
  }

  /** The item was answered, or was refused, or failed. */
  end({ child, key }: Tuple): void {
    const answer = this.answers.get(child)?.get(key);
    if (answer === undefined) return;
    answer.isOpen = false;
    for (const tell of answer.waiting.splice(0)) tell();
  }
}

function hasNothing(row: JsonObject, { path, values }: Spared): boolean {
  let value: JsonValue | undefined = row;
  for (const name of path) value = value !== undefined && isJsonObject(value) ? value[name] : undefined;
  return values.some((one) => textOf(value).trim() === String(one));
}
