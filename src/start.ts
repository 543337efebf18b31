import { writeSync } from 'node:fs';
import { nodeFault, partFault } from './installation.js';
import { printable } from './printable.js';
import type { Front } from './main.js';

/**
 * The first moment of the process, which any Node.js must be able to load: it says what is too old or missing, and sees
 * to it that no end is taken for a whole sync. What it imports statically imports nothing newer.
 */

const programs = { airbyte: 'source-zoom', singer: 'tap-zoom', sync: 'sync-zoom' } as const;
const stdout = 1;
const stderr = 2;

export function start(front: Front): void {
  const program = programs[front];
  let isTold = false;
  const end = (code: number): void => {
    isTold = true;
    process.exit(code);
  };
  const fail = (sentence: string): void => {
    tell(front, sentence);
    end(1);
  };
  // Node.js takes an event loop that runs empty for a good end.
  process.exitCode = 1;
  process.on('exit', () => {
    if (!isTold) write(stderr, `CRITICAL ${program} ended in the middle of its work; run it again.\n`);
  });
  const fault = nodeFault(program, process.versions.node);
  if (fault !== null) fail(fault);
  else {
    import('./main.js')
      .then(({ main }) => main(front, end))
      .catch((error: unknown) => {
        const part = partFault(program, error);
        fail(part === null ? `Something unexpected failed: ${String(error)}.` : part);
      });
  }
}

/** In the words of the protocol, for there is nothing yet that knows them better. */
function tell(front: Front, sentence: string): void {
  const message = printable(sentence);
  const trace = {
    type: 'TRACE',
    trace: { type: 'ERROR', emitted_at: Date.now(), error: { message, failure_type: 'system_error' } },
  };
  if (front === 'airbyte' && write(stdout, `${JSON.stringify(trace)}\n`)) return;
  write(stderr, `CRITICAL ${message}\n`);
}

function write(stream: number, text: string): boolean {
  try {
    writeSync(stream, text);
    return true;
  } catch {
    return false;
  }
}
