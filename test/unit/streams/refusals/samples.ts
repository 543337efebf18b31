import { expect } from 'chai';
import type { Subject } from '../../../../src/errors.js';
import type { Action, RefusalRow } from '../../../../src/refusal-rows/row.js';
import type { JsonObject } from '../../../../src/json.js';
import { decide } from '../../zoom/refusals.js';

/** What Zoom answers: its code, its code and words, or the whole body. */
type Answer = number | readonly [code: number, text: string] | JsonObject;

/** Path, status, answer; what is done at first, whose it is, and the reason. */
export type Sample = readonly [string, number, Answer, Action, Subject, string];

export interface Told {
  readonly path: string;
  readonly status: number;
  readonly answer: Answer;
  readonly hadPageToken?: boolean;
}

function isBody(answer: Answer): answer is JsonObject {
  return typeof answer === 'object' && !Array.isArray(answer);
}

/** What the rows of a product, and the common ones after them, make of an answer. */
export function judged(refusals: readonly RefusalRow[], { path, status, answer, ...told }: Told) {
  if (isBody(answer)) return decide({ ...told, refusals, path, status, body: answer });
  const [code, text] = typeof answer === 'number' ? [answer, ''] : answer;
  return decide({ ...told, refusals, path, status, code, text });
}

/** A test for each sample. */
export function judges(refusals: readonly RefusalRow[], samples: readonly Sample[]): void {
  for (const [path, status, answer, action, subject, reason] of samples) {
    it(`${status} ${JSON.stringify(answer)} of ${path}: ${action}, ${subject}`, () => {
      const { row, error } = judged(refusals, { path, status, answer });
      expect(row.action).to.equal(action);
      expect(error).to.include({ subject, reason });
    });
  }
}
