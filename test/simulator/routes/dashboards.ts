import type { JsonObject } from '../../../src/json.js';
import { refusal } from '../api-error.js';
import { dashboardRow } from '../account/instance-rows.js';
import { isOver } from '../account/model.js';
import type { Instance, Kind } from '../account/model.js';
import { inWindow } from '../windows.js';
import type { WindowRule } from '../windows.js';
import { requireWebinarPlan } from './access.js';
import type { Answer, Context, RouteSpec } from './route.js';

/** By `type`; left out, it means what is live (https://developers.zoom.us/docs/api/meetings/, 2026-11). */
const types: Readonly<Record<string, (instance: Instance, now: number) => boolean>> = {
  live: (one, now) => one.startAt <= now && one.endAt > now,
  past: (one, now) => isOver(one, now) && one.people > 1,
  pastOne: (one, now) => isOver(one, now) && one.people === 1,
};

function listOf(context: Context, kind: Kind): Answer {
  const { account, options, query, now, window } = context;
  const { dashboards } = options.missing;
  if (dashboards === true) throw refusal.noDashboard();
  if (dashboards === 'as code 200') throw refusal.noDashboardAsSeen();
  if (kind === 'webinar') requireWebinarPlan(context);
  const fits = types[query.get('type') ?? 'live'];
  if (fits === undefined) throw refusal.field('type', 'Invalid type.');
  const rows: readonly JsonObject[] = [...account.instances.values()]
    .filter((one) => one.series.kind === kind && fits(one, now) && inWindow(window, one.startAt))
    .map((one) => dashboardRow(account, one, now));
  return { rows };
}

const dashboardWindow: WindowRule = {
  format: 'date',
  absent: 'refuse',
  single: 'refuse',
  maxMonths: 1,
  keptMonths: 6,
  older: 'shorten',
};

export const dashboardRoutes: readonly RouteSpec[] = [
  {
    path: '/metrics/meetings',
    window: dashboardWindow,
    echo: true,
    answer: (context) => listOf(context, 'meeting'),
  },
  {
    path: '/metrics/webinars',
    window: dashboardWindow,
    echo: true,
    answer: (context) => listOf(context, 'webinar'),
  },
];
