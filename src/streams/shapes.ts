import type { Retention, RowFilter, WindowShape } from '../engine/declaration.js';

/**
 * Zoom documents neither the timezone of its day bounds nor whether `to` is included, so each window reaches over both
 * edges and doubles are removed by key. https://developers.zoom.us/docs/api/rest/reference/zoom-api/methods/ (2026-11)
 */
const unclearDays: WindowShape['around'] = { before: 2, after: 1 };

/**
 * List endpoints with dates allow a month between the two and narrow what is wider without an error; 30 days, both
 * edges included, are asked for at most.
 * https://developers.zoom.us/docs/api/meetings/#tag/reports/GET/report/users/{userId}/meetings (2026-11)
 */
export const monthWindow: WindowShape = {
  from: 'from',
  to: 'to',
  format: 'date',
  maxDays: 30,
  around: unclearDays,
  optional: false,
  period: null,
  ahead: 0,
};

/** Bounds that are exact UTC times have no edges in doubt. */
export const exactMonth: WindowShape = {
  ...monthWindow,
  format: 'date-time',
  around: { before: 0, after: 0 },
};

/** Sums over the days that are asked for: whole calendar months, since the bounds are part of the key. */
export const calendarMonths: WindowShape = {
  ...monthWindow,
  around: { before: 0, after: 0 },
  period: 'month',
};

/** The history before that is gone: the endpoint refuses or narrows older dates. */
export const sixMonths: Retention = { months: 6 };

/** One list of instances holds both; the type tells which endpoints know the row. */
const webinarTypes = [5, 6, 9];
export const isWebinar: RowFilter & { readonly field: 'type' } = { field: 'type', in: webinarTypes };
export const isMeeting: RowFilter & { readonly field: 'type' } = { field: 'type', notIn: webinarTypes };

/** The account's history names the two. */
const webinarNames = ['Webinar', 'webinar'];
export const isPastWebinar: RowFilter & { readonly field: 'type' } = { field: 'type', in: webinarNames };
export const isPastMeeting: RowFilter & { readonly field: 'type' } = { field: 'type', notIn: webinarNames };

/**
 * Without registration Zoom refuses to list registrants and the form (400/300, 400/3000), and the details say beforehand that
 * there is none. https://developers.zoom.us/docs/api/meetings/#tag/meetings/GET/meetings/{meetingId} (2026-11)
 */
export const unlessRegistration = {
  path: ['settings', 'approval_type'],
  values: [2],
  reason: 'registration is off',
} as const;

/** Asked for one by one: without a status only the approved ones come. */
export const registrantStatuses = [{ status: 'pending' }, { status: 'approved' }, { status: 'denied' }];
