/** Geometry of the map: from the plane to pixels and back, one scale for both axes; pure functions. */
import type { Point, Window } from "./types";

export interface Scale {
  readonly window: Window;
  readonly width: number;
  readonly height: number;
  toPixel(point: Point): Point;
  toPlane(pixel: Point): Point;
}

export function makeScale(window: Window, width: number, height: number): Scale {
  const [[x0, x1], [y0, y1]] = window;
  const unit = Math.min(width / (x1 - x0), height / (y1 - y0));
  return {
    window,
    width,
    height,
    toPixel: ([x, y]) => [(x - x0) * unit, (y1 - y) * unit],
    toPlane: ([px, py]) => [x0 + px / unit, y1 - py / unit],
  };
}

export function inside([x, y]: Point, width: number, height: number, margin = 0): boolean {
  return x >= -margin && y >= -margin && x <= width + margin && y <= height + margin;
}

/** The part of a segment inside a rectangle from the origin, or null (Liang and Barsky, 1984). */
export function clip([ax, ay]: Point, [bx, by]: Point, width: number, height: number): readonly [Point, Point] | null {
  let [from, to] = [0, 1];
  for (const [p, q] of [[ax - bx, ax], [bx - ax, width - ax], [ay - by, ay], [by - ay, height - ay]] as const) {
    if (p === 0) {
      if (q < 0) return null;
    } else if (p < 0) from = Math.max(from, q / p);
    else to = Math.min(to, q / p);
  }
  if (!(from <= to)) return null;
  const at = (t: number): Point => [ax + t * (bx - ax), ay + t * (by - ay)];
  return [at(from), at(to)];
}

/** Where to put the marks of an axis: round numbers, about `count` of them. */
export function ticks(low: number, high: number, count: number): number[] {
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((m) => m * power >= rough) ?? 10) * power;
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, k) => (first + k) * step);
}

/** The nearest point inside, for a mark at the border that points to something outside. */
export function clamp([x, y]: Point, width: number, height: number, margin: number): Point {
  return [Math.min(width - margin, Math.max(margin, x)), Math.min(height - margin, Math.max(margin, y))];
}

/** A round number: the nearest multiple, without what binary fractions leave. */
export function snapped(value: number, grain: number): number {
  return Number((Math.round(value / grain) * grain).toPrecision(12));
}

/** A tenth of a pixel, or less, as a power of ten. */
export function finest({ window: [[x0, x1]], width }: Scale): number {
  return 10 ** Math.floor(Math.log10((x1 - x0) / width / 10));
}
