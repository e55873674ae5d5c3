/** What an explorer shows the world: a copy, plain and frozen, so that nobody can reach the model through it. */
import type { LandscapeCard, Point, Probe, Run, State } from "./types";

interface Known {
  readonly card: LandscapeCard | null;
  readonly point: Point;
  readonly probe: Probe | null;
  readonly runs: readonly Run[];
  readonly message: string;
}

export function publicState({ card, point, probe, runs, message }: Known): State {
  return deepFreeze(
    structuredClone({
      landscape: card?.name ?? "",
      point,
      value: probe?.value ?? null,
      gradient: probe?.gradient ?? null,
      hessian: probe?.hessian ?? null,
      eigenvalues: probe?.eigenvalues ?? null,
      definiteness: probe?.definiteness ?? null,
      kind: probe?.kind ?? null,
      runs: runs.map((run) => ({ method: run.method, points: run.points })),
      message,
    }),
  );
}

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null) {
    Object.freeze(value);
    for (const item of Object.values(value)) deepFreeze(item);
  }
  return value;
}
