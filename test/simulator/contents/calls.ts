import type { JsonObject } from '../../../src/json.js';
import { hash } from '../rng.js';
import type { ServedFile } from './served-file.js';
import { sentence, speaker } from './words.js';

/** Transcripts of recorded calls, by the id of the recording. */

/** What Zoom says of the others: none is made, it is not ready; the rest have one. */
export function callTrouble(id: string): 'none' | 'never' | null {
  const lot = hash('call', id) % 8;
  return lot === 0 ? 'none' : lot === 1 ? 'never' : null;
}

function timeOf(index: number): string {
  return `00:0${Math.floor(index / 6)}:${String((index * 10) % 60).padStart(2, '0')}.250`;
}

function segmentsOf(id: string): readonly JsonObject[] {
  return Array.from({ length: 2 + (hash('segments', id) % 5) }, (_, index) => {
    const text = sentence('call', id, index);
    return {
      text,
      raw_text: text.toLowerCase(),
      ts: timeOf(index),
      end_ts: timeOf(index + 1),
      users: [
        {
          username: speaker('call', id, index),
          multiple_people: false,
          user_id: '',
          zoom_userid: `u${index}`,
        },
      ],
      userId: `u${index % 2}`,
      userIds: [`u${index % 2}`],
      channelMark: index % 2 === 0 ? 'L' : 'R',
    };
  });
}

export function callRows(id: string): readonly JsonObject[] {
  return segmentsOf(id).map((segment, index) => ({
    ...segment,
    segment: index + 1,
    start_ms: index * 10_000 + 250,
    end_ms: (index + 1) * 10_000 + 250,
    speaker: speaker('call', id, index),
  }));
}

export function callFile(id: string): ServedFile {
  const whole = { type: 'zoom_transcript', ver: 1, recording_id: id, timeline: segmentsOf(id) };
  return { bytes: Buffer.from(JSON.stringify(whole)), type: 'application/json', way: 'redirect' };
}
