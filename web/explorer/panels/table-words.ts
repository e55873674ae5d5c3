/** A walk in words and as a file. */
import { exact, short } from "../numbers";
import type { Walk } from "../scene";
import type { Maybe, Point, Row } from "../types";

const WORDS: Readonly<Record<string, string>> = {
  moved: "moved",
  ascent: "moved, in a direction that leads uphill",
  stationary: "the gradient is zero",
  singular: "no step: H is singular",
  diverged: "no step: it leads too far away",
  "not finite": "no step: a derivative is not finite",
  "no descent": "no step: the direction does not lead down",
  "no decrease": "no step: no length is accepted",
  unbounded: "no step: f falls without bound",
};

/** How the step went that led to this iterate. */
export function how(k: number, row: Row, all: boolean): string {
  if (k === 0) return "start";
  if (row.reason !== "refused") return WORDS[row.reason] ?? row.reason;
  const [x, y] = row.proposal ?? [null, null];
  const number = (value: number): string => (all ? exact(value) : short(value));
  return x === null || y === null ? "refused" : `refused (${number(x)}, ${number(y)})`;
}

const HEAD = "k,x,y,f,gradient_norm,lambda_1,lambda_2,distance,predicted_change,actual_change,reason,proposal_x,proposal_y";

/** Exact numbers, with a point and a hyphen, as programs read them; empty where there is none. */
export function csv({ points, rows }: Walk): string {
  const lines = rows.map((row, k) => {
    const [x, y] = points[k] as Point;
    const numbers: readonly Maybe[] = [k, x, y, row.value, row.slope, ...row.eigenvalues, row.distance, row.predicted, row.actual];
    const proposal: readonly Maybe[] = row.proposal ?? [null, null];
    return [...numbers.map((n) => n ?? ""), k === 0 ? "start" : row.reason, ...proposal.map((n) => n ?? "")].join(",");
  });
  return `${[HEAD, ...lines].join("\n")}\n`;
}
