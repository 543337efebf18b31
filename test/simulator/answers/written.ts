import { heldAnswers } from './held.js';
import { otherAnswers } from './others.js';
import { scheduledAnswers } from './scheduled.js';
import type { AnswerKey } from './world.js';

/** The answers that code works out, by stream; all others follow from data. */
export const writtenAnswers: Readonly<Record<string, AnswerKey>> = {
  ...scheduledAnswers,
  ...heldAnswers,
  ...otherAnswers,
};
