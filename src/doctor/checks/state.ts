import type { ReadRequest } from '../../engine/catalog.js';
import { accountId } from '../../engine/plan/partition-ref.js';
import { parsePlan } from '../../engine/plan/road-memory.js';
import { decodeState } from '../../engine/state/state-codec.js';
import type { DecodedState } from '../../engine/state/state-codec.js';
import { isJsonObject } from '../../json.js';
import { streamDeclarations } from '../../streams/index.js';
import { wanted } from '../case.js';
import type { Case } from '../case.js';
import type { Check } from '../check.js';
import { durationText } from '../duration.js';
import { note, ok } from '../finding.js';
import type { Finding } from '../finding.js';
import type { Paper } from '../papers.js';

const name = 'State';

export const state: Check = {
  name,
  examine: async (subject) => {
    const paper = subject.options.papers.state;
    return paper === null ? [] : findings(paper, subject);
  },
};

async function findings(paper: Paper, subject: Case): Promise<readonly Finding[]> {
  const now = subject.options.clock.now();
  const offered = await wanted(subject.offered(), 'a valid configuration');
  const { request, notices } = await paper.plan(offered);
  const file = await paper.file();
  const { startDate } = await subject.validSettings();
  const decoded = [...request.state].map(([stream, raw]) => decode(stream, raw, { now, startDate }));
  const warnings = decoded.flatMap((one) => one.warnings);
  const age = durationText(Math.max(0, now - file.changedAt));
  return [
    ok(name, `${file.name}, ${age} old, ${contents(request.state, decoded)}`),
    ...[...notices, ...warnings].map((warning) => note(name, warning)),
  ];
}

interface Times {
  readonly now: number;
  readonly startDate: number | null;
}

/** Only what any sync would say of it: how a stream is read today is not looked at. */
function decode(stream: string, raw: unknown, times: Times): DecodedState {
  const declaration = streamDeclarations.find((one) => one.name === stream);
  const due = isJsonObject(raw) && isJsonObject(raw['due']) ? raw['due'] : {};
  const plan = isJsonObject(raw) && typeof raw['plan'] === 'string' ? raw['plan'] : '';
  return decodeState(raw, {
    stream,
    incremental: declaration?.cursorField !== null,
    ...times,
    plan: parsePlan(plan).hash,
    partitioned: !(accountId in due),
  });
}

function contents(streams: ReadRequest['state'], decoded: readonly DecodedState[]): string {
  const cursors = decoded.flatMap((one) => one.state.cursor ?? []);
  const count = `knows of ${streams.size} ${streams.size === 1 ? 'stream' : 'streams'}`;
  if (cursors.length === 0) return `${count}, none of which was read to its end.`;
  return `${count}: read up to ${minute(Math.min(...cursors))} at least, ${minute(Math.max(...cursors))} at most.`;
}

/** `2026-11-22 12:00 UTC` */
function minute(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
