import type { JsonObject } from '../../src/json.js';

/** An answer that is no data: HTTP status, Zoom's code and text (https://developers.zoom.us/docs/api/errors/, 2026-11). */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
    readonly errors: readonly JsonObject[] = [],
  ) {
    super(message);
  }

  /** As Contact Center writes it. */
  get otherBody(): JsonObject {
    return { status: false, errorCode: this.code, errorMessage: this.message };
  }

  /** As it is written for whoever does not ask for JSON: https://github.com/licht1stein/pyzoom/pull/71 (2021-08). */
  get xml(): string {
    const message = this.message.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
    return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><error><code>${this.code}</code><message>${message}</message></error>`;
  }

  get body(): JsonObject {
    const plain = { code: this.code, message: this.message };
    return this.errors.length === 0 ? plain : { ...plain, errors: this.errors };
  }
}

/** Every refusal that the API knows, by what it means. */
export const refusal = {
  badToken: () => new ApiError(401, 124, 'Invalid access token.'),
  expiredToken: () => new ApiError(401, 124, 'Access token is expired.'),
  missingScopes: (scopes: readonly string[]) =>
    new ApiError(400, 4711, `Invalid access token, does not contain scopes:[${scopes.join(', ')}].`),
  unknownPath: () => new ApiError(404, 2300, 'This API endpoint is not recognized.'),
  unknownUser: (id: string) => new ApiError(404, 1001, `User does not exist: ${id}.`),
  unknownMeeting: (id: string) => new ApiError(404, 3001, `Meeting does not exist: ${id}.`),
  unknownWebinar: (id: string) => new ApiError(404, 3001, `Webinar does not exist: ${id}.`),
  unknownAccount: (id: string) => new ApiError(404, 2001, `Account does not exist: ${id}.`),
  unknownGroup: (id: string) => new ApiError(404, 4130, `A group with this ${id} does not exist.`),
  unknownChannel: () => new ApiError(404, 4130, 'Channel does not exist.'),
  noRecording: () => new ApiError(404, 3301, 'There is no recording for this meeting.'),
  noLicence: () =>
    new ApiError(400, 3161, 'Your user account is not allowed meeting hosting and scheduling capabilities.'),
  paidAccountOnly: () => new ApiError(400, 200, 'Only available for Paid account users.'),
  noWebinarPlan: () =>
    new ApiError(
      400,
      200,
      'Webinar plan is missing. You must subscribe to the webinar plan and enable webinar for this user in order to perform this action.',
    ),
  noWebinarLicence: (id: string) =>
    new ApiError(
      400,
      200,
      `Webinar plan is missing. Enable webinar for this user once the webinar plan subscription is added: ${id}.`,
    ),
  noPermission: () => new ApiError(400, 200, 'No permission.'),
  pollsOff: () =>
    new ApiError(
      400,
      4400,
      'Meeting polls disabled. To enable this feature, enable the "Meeting Polls/Quizzes" setting in the "Settings" page of the Zoom web portal.',
    ),
  registrationOff: (id: string) =>
    new ApiError(400, 300, `Registration has not been enabled for this meeting: ${id}.`),
  cannotRead: () => new ApiError(400, 3000, 'Cannot access webinar info.'),
  tooOld: () => new ApiError(400, 12702, 'Can not access a meeting a year ago.'),
  pageToken: () => new ApiError(400, 300, 'The next page token is invalid or expired.'),
  pageSize: (max: number) => invalidField('page_size', `The value must be at most ${max}.`),
  dateRange: () =>
    new ApiError(
      400,
      300,
      'The request can only be queried for a month that falls within the last six months.',
    ),
  noMe: () => new ApiError(400, 300, 'The "me" value is not supported with this kind of app.'),
  field: (field: string, text: string) => invalidField(field, text),
};

function invalidField(field: string, text: string): ApiError {
  return new ApiError(400, 300, 'Validation Failed.', [{ field, message: text }]);
}
