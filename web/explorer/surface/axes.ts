/** Ticks and labels of the box, at the edges that face the reader. Pure. */
import { plain } from "../numbers";
import { ticks } from "../scale";
import type { Field } from "../types";
import { FLOOR, HEIGHT, type Relief, type Spot } from "./geometry";

export interface Label {
  readonly text: string;
  readonly spot: Spot;
  readonly kind: "tick" | "name" | "height";
}

export interface Axes {
  /** Six numbers for each short line. */
  readonly ticks: readonly number[];
  readonly labels: readonly Label[];
}

/** Corners by their signs along x and y. */
export type Sign = -1 | 1;
export interface Facing {
  /** The corner of the floor nearest to the eye: x runs along its one side, y along its other. */
  readonly near: readonly [Sign, Sign];
  /** The corner that stands leftmost: heights are written beside its edge. */
  readonly left: readonly [Sign, Sign];
}

const TICK = 0.035;
const GAP = 0.16;
const NAME = 0.38;

export function axesOf(field: Field, relief: Relief, { near: [sx, sy], left: [lx, ly] }: Facing): Axes {
  const [w, h] = relief.half;
  const [[x0, x1], [y0, y1]] = relief.window;
  // The floor's outline, which is all there is of the slab where the ground has holes.
  const [marks, labels] = [[-w, -h, FLOOR, w, -h, FLOOR, w, -h, FLOOR, w, h, FLOOR, w, h, FLOOR, -w, h, FLOOR, -w, h, FLOOR, -w, -h, FLOOR], [] as Label[]];
  for (const x of ticks(x0, x1, 6)) {
    const [px] = relief.at([x, 0], 0);
    if (Math.abs(px) > w - 0.05) continue;
    marks.push(px, sy * h, FLOOR, px, sy * (h + TICK), FLOOR);
    labels.push({ text: plain(x), spot: [px, sy * (h + GAP), FLOOR], kind: "tick" });
  }
  for (const y of ticks(y0, y1, 4)) {
    const [, py] = relief.at([0, y], 0);
    if (Math.abs(py) > h - 0.05) continue;
    marks.push(sx * w, py, FLOOR, sx * (w + TICK), py, FLOOR);
    labels.push({ text: plain(y), spot: [sx * (w + GAP), py, FLOOR], kind: "tick" });
  }
  labels.push({ text: "x", spot: [0, sy * (h + NAME), FLOOR], kind: "name" }, { text: "y", spot: [sx * (w + NAME), 0, FLOOR], kind: "name" });
  // Heights only where they stand apart from each other.
  let last = -Infinity;
  const outward = ([dx, dy]: readonly [number, number], z: number): Spot => [lx * (w + dx), ly * (h + dy), z];
  for (const level of field.levels.filter((_, k) => field.strong[k])) {
    const z = relief.lift(level);
    if (z - last < 0.2 || z > HEIGHT) continue;
    last = z;
    marks.push(...outward([0, 0], z), ...outward([TICK, TICK], z));
    labels.push({ text: plain(level), spot: outward([0.07, 0.07], z), kind: "height" });
  }
  if (last > -Infinity) marks.push(...outward([0, 0], FLOOR), ...outward([0, 0], HEIGHT));
  return { ticks: marks, labels };
}
