import type { StreamDeclaration } from './define-stream.js';
import { accountStreams } from './account.js';
import { chatStreams } from './chat.js';
import { meetingStreams } from './meetings.js';
import { pastMeetingStreams } from './past-meetings.js';
import { pastWebinarStreams } from './past-webinars.js';
import { recordingStreams } from './recordings.js';
import { reportStreams } from './reports.js';
import { userStreams } from './users.js';
import { webinarStreams } from './webinars.js';

export { loadSchema } from './schemas.js';
export { secretFields, secretParameters } from './secrets.js';

/** Every stream, in the order in which catalog and documentation show them. */
export const streamDeclarations: readonly StreamDeclaration[] = [
  ...userStreams,
  ...meetingStreams,
  ...pastMeetingStreams,
  ...webinarStreams,
  ...pastWebinarStreams,
  ...reportStreams,
  ...recordingStreams,
  ...chatStreams,
  ...accountStreams,
];
