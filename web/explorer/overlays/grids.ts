/** Outlines of what is at least so high on a grid; pure functions. d3 places sample (i, j) at (i + 1/2, j + 1/2). */
import { contours } from "d3-contour";
import type { Scale } from "../scale";
import type { Point } from "../types";

export type Rings = readonly (readonly Point[])[];

export interface Grid {
  readonly data: ArrayLike<number>;
  /** Rows and columns; row 0 is the lowest. */
  readonly shape: readonly number[];
}

/** Rings around the samples of at least this value, in d3's places; what is not finite lies outside. */
export function rings({ data, shape }: Grid): (level: number) => Rings {
  const [rows = 0, columns = 0] = shape;
  const draw = contours().size([columns, rows]).smooth(true);
  return (level) => draw.contour(data as number[], level).coordinates.flatMap((polygon) => polygon as unknown as Rings);
}

/** From d3's places to pixels: the first and the last sample lie on the map's edges. */
export function placer({ shape }: Grid, { width, height }: Pick<Scale, "width" | "height">): (place: Point) => Point {
  const [rows = 0, columns = 0] = shape;
  return ([i, j]) => [((i - 0.5) / (columns - 1)) * width, height - ((j - 0.5) / (rows - 1)) * height];
}

/**
 * The parts of rings that are genuine outlines: not those along the edge of the grid, and not those along holes, where no
 * value was crossed.
 */
export function genuine(all: Rings, { data, shape }: Grid): Rings {
  const [rows = 0, columns = 0] = shape;
  // Beside a hole an outline runs through the last samples that are known: all samples around a place must be.
  const around = (a: number, end: number): number[] => [Math.max(0, Math.floor(a - 0.01)), Math.round(a), Math.min(end - 1, Math.ceil(a + 0.01))];
  const known = ([i, j]: Point): boolean => {
    if (i <= 0 || j <= 0 || i >= columns || j >= rows) return false;
    const xs = around(i - 0.5, columns);
    return around(j - 0.5, rows).every((y) => xs.every((x) => Number.isFinite(data[y * columns + x])));
  };
  const parts: (readonly Point[])[] = [];
  for (const ring of all) {
    let part: Point[] = [];
    for (const place of ring) {
      if (known(place)) part.push(place);
      else {
        if (part.length > 1) parts.push(part);
        part = [];
      }
    }
    if (part.length > 1) parts.push(part);
  }
  return parts;
}

export function trace(pen: CanvasRenderingContext2D, lines: Rings, place: (p: Point) => Point, close: boolean): void {
  pen.beginPath();
  for (const line of lines) {
    line.forEach((p, k) => (k === 0 ? pen.moveTo(...place(p)) : pen.lineTo(...place(p))));
    if (close) pen.closePath();
  }
}
