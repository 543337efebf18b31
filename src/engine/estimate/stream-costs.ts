import type { StreamNode } from '../plan/plan.js';
import type { NodeForecast } from './forecast.js';
import type { LaterForecast } from './later.js';
import type { Basis, StreamCost } from './result.js';
import type { Forecasts } from './study.js';

export function streamCosts(forecasts: Forecasts): readonly StreamCost[] {
  return [...forecasts.values()].map((forecast) => costOfStream(forecast, forecast));
}

/** @param shareOf in which part of the runs a stream is read */
export function laterCosts(
  forecasts: Forecasts,
  later: ReadonlyMap<string, LaterForecast>,
  shareOf: (stream: string) => number,
): readonly StreamCost[] {
  return [...forecasts.values()].flatMap((forecast) => {
    const own = later.get(forecast.node.name);
    const share = shareOf(forecast.node.name);
    return own === undefined ? [] : [costOfStream(forecast, scaled(own, share))];
  });
}

function scaled({ lists, requests, rows }: LaterForecast, share: number): Omit<LaterForecast, 'perDay'> {
  return { lists: lists * share, requests: requests * share, rows: rows * share };
}

/** Of so many partitions' own lists. */
export function proofCost(node: StreamNode, lists: number): StreamCost {
  const { variants, request } = node.declaration;
  const requestsPerList = variants.length;
  const { pool, rateLimit: label } = request;
  const basis = {
    looked: 0,
    requestsPerList,
    rowsPerList: 0,
    countedBy: null,
    refusedShare: 0,
    refusal: null,
  };
  return {
    stream: node.name,
    selected: false,
    pool,
    label,
    lists,
    requests: lists * requestsPerList,
    rows: 0,
    basis: { ...basis, how: 'proof', isOverlapGuessed: false },
  };
}

function costOfStream(
  forecast: NodeForecast,
  { lists, requests, rows }: Pick<NodeForecast, 'lists' | 'requests' | 'rows'>,
): StreamCost {
  const { node } = forecast;
  const { pool, rateLimit } = node.declaration.request;
  return {
    stream: node.name,
    selected: node.configured !== null,
    pool,
    label: rateLimit,
    lists: Math.round(lists),
    requests: Math.round(requests),
    rows: Math.round(rows),
    basis: basisOf(forecast),
  };
}

function basisOf(forecast: NodeForecast): Basis {
  const { sample, perList, told, isOverlapGuessed } = forecast;
  return {
    how: howOf(forecast),
    looked: sample.lists.length,
    requestsPerList: perList.requests.value,
    rowsPerList: told === null ? perList.rows.value : forecast.rows / Math.max(1, forecast.lists),
    countedBy: told?.by ?? null,
    refusedShare: sample.refusedShare,
    isOverlapGuessed,
    refusal: sample.served.length === 0 ? (sample.refusal?.message ?? null) : null,
  };
}

function howOf({ node, sample, lists, told }: NodeForecast): Basis['how'] {
  if (node.declaration.embedded !== null) return 'free';
  if (sample.served.length === 0 && sample.refusal !== null) return 'refused';
  if (told !== null || (sample.lists.length > 0 && sample.lists.length >= lists)) return 'counted';
  return sample.lists.length > 0 ? 'sampled' : 'guessed';
}
