/** Everything that a reader made in an explorer of a map, as one frozen value. Pure functions. */
import { snapped } from "../explorer/scale";
import type { Point } from "../explorer/types";
import type { MapCard, Opening, Reply } from "./types";

export interface Scene {
  readonly card: MapCard;
  readonly point: Point;
  readonly wiggle: Point;
  readonly vector: Point;
  readonly opened: boolean;
}

/** The longest wiggle by hand, and the longest weight of an output. */
export const WIGGLE = 0.5;
export const WEIGHT = 2;
const FRESH: Point = [0.4, 0.4];
/** A hand is no finer than this, and an axis that looks hit is hit. */
const GRAIN = 0.005;
const HAND = 0.01;

function within(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

export function opening({ maps, reply, opened }: Opening): Scene | null {
  const card = maps.find(({ name }) => name === reply.map);
  return card === undefined ? null : { card, point: reply.point, wiggle: reply.wiggle, vector: reply.vector, opened };
}

export function landed(scene: Scene, card: MapCard): Scene {
  return { ...scene, card, point: card.start, wiggle: FRESH };
}

/** The point stays where both it and its grid are seen. */
export function moved(scene: Scene, [x, y]: Point, grain = GRAIN): Scene {
  const [[x0, x1], [y0, y1]] = scene.card.input_window;
  return { ...scene, point: [snapped(within(x, x0, x1), grain), snapped(within(y, y0, y1), grain)] };
}

/** By keys along a grid: from wherever the point stood, round numbers are met exactly. */
export function nudged(scene: Scene, direction: Point, size: "usual" | "far" | "fine"): Scene {
  const unit = scene.card.spacing * { usual: 0.2, far: 1, fine: 0.02 }[size];
  const along = (k: 0 | 1): number => (direction[k] === 0 ? scene.point[k] : snapped(scene.point[k] + direction[k] * unit, unit));
  return moved(scene, [along(0), along(1)], unit / 1000);
}

export function wiggled(scene: Scene, input: 0 | 1, by: number): Scene {
  const h = snapped(within(by, -WIGGLE, WIGGLE), HAND);
  return { ...scene, wiggle: input === 0 ? [h, scene.wiggle[1]] : [scene.wiggle[0], h] };
}

export function weighted(scene: Scene, output: 0 | 1, by: number): Scene {
  const v = within(by, -WEIGHT, WEIGHT);
  return { ...scene, vector: output === 0 ? [v, scene.vector[1]] : [scene.vector[0], v] };
}

/** Where the handle of a wiggle stands. */
export function handle({ point, wiggle }: Scene, input: 0 | 1): Point {
  return input === 0 ? [point[0] + wiggle[0], point[1]] : [point[0], point[1] + wiggle[1]];
}

function same(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((value, k) => value === b[k]);
}

export function alike(a: Scene, b: Scene): boolean {
  return a.card === b.card && a.opened === b.opened && same(a.point, b.point) && same(a.wiggle, b.wiggle) && same(a.vector, b.vector);
}

/** Whether these numbers are those of this scene. */
export function answers(reply: Reply | null, { card, point, wiggle, vector }: Scene): boolean {
  return reply !== null && reply.map === card.name && same(reply.point, point) && same(reply.wiggle, wiggle) && same(reply.vector, vector);
}

/** What is under a hand at these pixels: a handle within reach, unless the point itself is nearer. */
export function grasped(scene: Scene, at: Point, toPixel: (point: Point) => Point, reach: number): 0 | 1 | null {
  const distance = (point: Point): number => Math.hypot(toPixel(point)[0] - at[0], toPixel(point)[1] - at[1]);
  const [first, second] = [distance(handle(scene, 0)), distance(handle(scene, 1))];
  const nearest = first <= second ? 0 : 1;
  const closest = Math.min(first, second);
  // A wiggle of nothing has its handle under the point: a slider brings it out again.
  return closest <= reach && closest < distance(scene.point) ? nearest : null;
}
