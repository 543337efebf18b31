/**
 * Draws the live view for the README: a sync of the simulated account by a clock that nobody waits for, on a terminal that only
 * writes down what it is sent. Writes docs/live-view.svg.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { startSimulator } from '../test/simulator/index.js';
import { root } from '../test/support/command.js';
import { createFolder } from '../test/support/files.js';
import { runInProcess, virtualClock } from '../test/support/in-process.js';
import { Terminal } from '../test/support/terminal.js';
import { drawing } from './svg-terminal.js';

const size = { columns: 96, rows: 24 };
const beginning = Date.parse('2026-11-22T09:00:00Z');
/** So much of what was sent had come when the picture is taken. */
const moment = 0.6;
/** Some of each kind, and no more than there is room for. */
const streams = [
  ...['users', 'groups', 'roles', 'channels', 'meetings', 'meeting_registrants', 'recordings'],
  ...[
    'report_meetings',
    'report_meeting_participants',
    'report_meeting_polls',
    'report_webinar_participants',
  ],
  ...['chat_messages', 'report_activities', 'report_operation_logs'],
];

const clock = virtualClock(beginning);
const simulator = await startSimulator({ users: 60, plan: 'pro', now: () => clock.now() });
const folder = await createFolder();
const frames: string[] = [];
const stderr = Object.assign(
  new Writable({
    decodeStrings: false,
    write: (chunk, _encoding, callback) => {
      frames.push(String(chunk));
      callback();
    },
  }),
  { isTTY: true, ...size },
);
try {
  const config = await folder.write('config.json', { ...simulator.config, plan: 'pro', streams });
  await runInProcess('singer', ['--config', config], { clock, stderr });
} finally {
  await Promise.all([simulator.close(), folder.remove()]);
}
const terminal = new Terminal(size);
for (const frame of frames.slice(0, Math.ceil(frames.length * moment))) terminal.write(frame);
const last = terminal.cells.findLastIndex((line) => line.length === 0);
await writeFile(join(root, 'docs/live-view.svg'), drawing(terminal.cells.slice(last + 1), size.columns));
