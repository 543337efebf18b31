import type { Cost, Estimate } from '../engine/estimate/result.js';
import type { JsonObject } from '../json.js';

/** The same for programs, in the spelling of the settings. */
export function estimateJson({ calls, callsByLabel, roads }: Estimate): JsonObject {
  return {
    calls,
    calls_by_label: callsByLabel,
    roads: roads.map(({ roads: settings, closed, next, hourly }, place) => ({
      settings: Object.fromEntries(settings.map(({ family, road }) => [family, road])),
      taken: place === 0,
      closed,
      this_sync: costJson(next),
      hourly_run: costJson(hourly),
    })),
  };
}

function costJson({ requests, buckets, streams, time }: Cost): JsonObject {
  return {
    requests,
    seconds: time === null ? null : Math.ceil(time.seconds),
    slowest: time?.bucket ?? null,
    for_budget: time?.isForBudget ?? false,
    rate_limits: buckets.map(({ pool, label, requests: own, day }) => ({
      pool,
      label,
      requests: own,
      per_day: day?.perDay ?? null,
      share_of_day: day?.share ?? null,
    })),
    streams: streams.map(({ stream, selected, pool, label, basis, ...numbers }) => ({
      stream,
      selected,
      pool,
      label,
      ...numbers,
      basis: {
        how: basis.how,
        lists_looked_at: basis.looked,
        requests_a_list: basis.requestsPerList,
        rows_a_list: basis.rowsPerList,
        counted_by: basis.countedBy,
        refused_share: basis.refusedShare,
        overlap_guessed: basis.isOverlapGuessed,
        refusal: basis.refusal,
      },
    })),
  };
}
