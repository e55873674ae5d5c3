/** Python's answers as walks: arrays become rows, one for each iterate. */
import type { Walk } from "./scene";
import type { Maybe, Numbers, PathReply, Point, Row, Settings } from "./types";

function at(numbers: Numbers, k: number): Maybe {
  const value = numbers.data[k];
  return value === undefined || !Number.isFinite(value) ? null : value;
}

function pair(numbers: Numbers, k: number): readonly [Maybe, Maybe] {
  return [at(numbers, 2 * k), at(numbers, 2 * k + 1)];
}

function rowsOf(reply: PathReply): Row[] {
  return Array.from({ length: reply.values.data.length }, (_, k): Row => {
    const [value, before] = [at(reply.values, k), k === 0 ? null : at(reply.values, k - 1)];
    const [px, py] = pair(reply.proposals, k);
    return {
      value,
      slope: at(reply.slopes, k),
      distance: at(reply.distances, k),
      eigenvalues: pair(reply.eigenvalues, k),
      predicted: k === 0 ? null : at(reply.predicted, k),
      actual: value === null || before === null ? null : value - before,
      reason: reply.reasons[k] ?? "moved",
      proposal: px === null || py === null ? null : [px, py],
    };
  });
}

/** A walk with the steps of a reply behind it; a new one where there was none. */
export function extended(walk: Walk | null, reply: PathReply, method: string, group: number, settings: Settings): Walk {
  const count = reply.values.data.length;
  const points = Array.from({ length: count }, (_, k): Point => [reply.points.data[2 * k] as number, reply.points.data[2 * k + 1] as number]);
  const whole: Walk = { method, group, points, rows: rowsOf(reply), states: reply.states, settings: Array.from({ length: count - 1 }, () => settings), settled: reply.settled };
  if (walk === null) return whole;
  return {
    ...whole,
    points: [...walk.points, ...points.slice(1)],
    rows: [...walk.rows, ...whole.rows.slice(1)],
    states: [...walk.states, ...whole.states.slice(1)],
    settings: [...walk.settings, ...whole.settings],
  };
}
