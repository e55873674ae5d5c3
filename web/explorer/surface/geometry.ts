/** From a field to a body in a box: where its points stand, which triangles it has. Pure functions from arrays to arrays. */
import { plain } from "../numbers";
import type { Field, Point, Window } from "../types";

export type Spot = readonly [number, number, number];

/** The box: its width is that of the window, its heights are less than half of that; the ground is a slab of some depth. */
export const WIDTH = 3;
export const HEIGHT = 1.15;
export const FLOOR = -0.14;

export interface Relief {
  readonly window: Window;
  /** Lengths in the box for one unit of x and y. */
  readonly unit: number;
  /** Half the box along x and y. */
  readonly half: Point;
  /** How height is drawn. */
  readonly words: string;
  /** From a height to that of the box, 0 to HEIGHT; what is higher or lower is held at its border. */
  lift(value: number): number;
  /** Where a point stands; `z` is a height of the box. */
  at(point: Point, z: number): Spot;
  toPlane(spot: { readonly x: number; readonly y: number }): Point;
  /** Columns and rows of the grid, with fractions. */
  toGrid(point: Point): Point;
  fromGrid(spot: Point): Point;
  /** The height of the box between four samples; null where one of them is missing or the point lies outside. */
  ground(point: Point): number | null;
}

/** Whether the levels grow towards one side, as `contour_levels` lets them where most ground lies low (1) or high (-1). */
export function leaning({ levels }: Pick<Field, "levels">): -1 | 0 | 1 {
  const gaps = levels.slice(1).map((level, k) => level - (levels[k] as number));
  const [first, last] = [gaps[0] ?? 1, gaps.at(-1) ?? 1];
  if (Math.max(...gaps) < 1.5 * Math.min(...gaps) || first === last) return 0;
  return first < last ? 1 : -1;
}

/** From 0 for the lowest ground to 1 for the highest. */
export function shareOf({ minimum, maximum }: Pick<Field, "minimum" | "maximum">, value: number): number {
  const [low, high] = [minimum ?? 0, maximum ?? 0];
  return high > low ? Math.min(1, Math.max(0, (value - low) / (high - low))) : 0;
}

function lifting(field: Field): (value: number) => number {
  const side = leaning(field);
  return (value) => {
    const share = shareOf(field, value);
    if (side === 0) return HEIGHT * share;
    return HEIGHT * (side > 0 ? Math.cbrt(share) : 1 - Math.cbrt(1 - share));
  };
}

function wordsOf(field: Field, unit: number): string {
  const [low, high] = [field.minimum ?? 0, field.maximum ?? 0];
  if (!(high > low)) return "The ground is level.";
  const side = leaning(field);
  if (side > 0) return "Height is drawn as its cube root, measured from the lowest ground, so that the valley floor can be seen.";
  if (side < 0) return "Height is drawn as its cube root, measured from the highest ground, so that the plateau can be seen.";
  const scale = Number((HEIGHT / (high - low) / unit).toPrecision(2));
  return scale === 1 ? "Height is drawn at the scale of x and y." : `Height is drawn at ${plain(scale)} times the scale of x and y.`;
}

export function reliefOf(field: Field): Relief {
  const { window } = field;
  const [[x0, x1], [y0, y1]] = window;
  const [rows = 0, columns = 0] = field.values.shape;
  const { data } = field.values;
  const unit = WIDTH / (x1 - x0);
  const [cx, cy] = [(x0 + x1) / 2, (y0 + y1) / 2];
  const lift = lifting(field);
  const toGrid = ([x, y]: Point): Point => [((x - x0) / (x1 - x0)) * (columns - 1), ((y - y0) / (y1 - y0)) * (rows - 1)];
  return {
    window,
    unit,
    half: [WIDTH / 2, ((y1 - y0) * unit) / 2],
    words: wordsOf(field, unit),
    lift,
    at: ([x, y], z) => [(x - cx) * unit, (y - cy) * unit, z],
    toPlane: ({ x, y }) => [cx + x / unit, cy + y / unit],
    toGrid,
    fromGrid: ([i, j]) => [x0 + (i / (columns - 1)) * (x1 - x0), y0 + (j / (rows - 1)) * (y1 - y0)],
    ground: (point) => {
      const [u, v] = toGrid(point);
      if (!(u >= -1e-9 && v >= -1e-9 && u <= columns - 1 + 1e-9 && v <= rows - 1 + 1e-9)) return null;
      const [i, j] = [Math.max(0, Math.min(columns - 2, Math.floor(u))), Math.max(0, Math.min(rows - 2, Math.floor(v)))];
      const z = (di: number, dj: number): number => lift(data[(j + dj) * columns + i + di] ?? NaN);
      const [s, t] = [u - i, v - j];
      const height = (1 - t) * ((1 - s) * z(0, 0) + s * z(1, 0)) + t * ((1 - s) * z(0, 1) + s * z(1, 1));
      return Number.isFinite(height) ? height : null;
    },
  };
}

export interface Body {
  /** Three numbers for each vertex. */
  readonly positions: Float32Array;
  /** Heights from 0 for the lowest to 1 for the highest, where `positions` may have their cube roots. */
  readonly shares: Float32Array;
  /** Three vertices for each triangle, seen from above against the clock. */
  readonly triangles: Uint32Array;
}

/** The ground. Each square of the grid is cut along the flatter diagonal; where a corner has no height, that corner is left out. */
export function groundOf(field: Field, relief: Relief): Body {
  const [rows = 0, columns = 0] = field.values.shape;
  const { data } = field.values;
  const positions = new Float32Array(3 * data.length);
  const shares = new Float32Array(data.length);
  for (let k = 0; k < data.length; k += 1) {
    const value = data[k] as number;
    const here = Number.isFinite(value);
    positions.set(relief.at(relief.fromGrid([k % columns, Math.floor(k / columns)]), here ? relief.lift(value) : 0), 3 * k);
    shares[k] = here ? shareOf(field, value) : 0;
  }
  const has = (k: number): boolean => Number.isFinite(data[k]);
  const z = (k: number): number => positions[3 * k + 2] as number;
  const triangles: number[] = [];
  const add = (...corners: readonly [number, number, number]): void => {
    if (corners.every(has)) triangles.push(...corners);
  };
  for (let j = 0; j + 1 < rows; j += 1) {
    for (let i = 0; i + 1 < columns; i += 1) {
      const a = j * columns + i;
      const [b, c, d] = [a + 1, a + columns + 1, a + columns];
      const rising = has(a) && has(c) && (!has(b) || !has(d) || Math.abs(z(a) - z(c)) <= Math.abs(z(b) - z(d)));
      if (rising) {
        add(a, b, c);
        add(a, c, d);
      } else {
        add(a, b, d);
        add(b, c, d);
      }
    }
  }
  return { positions, shares, triangles: new Uint32Array(triangles) };
}

/** The ground's vertices along each side, seen from above against the clock. */
function bordersOf({ values: { shape: [rows = 0, columns = 0] } }: Field): readonly (readonly number[])[] {
  const side = (length: number, vertex: (n: number) => number): readonly number[] => Array.from({ length }, (_, n) => vertex(n));
  return [
    side(columns, (n) => n),
    side(rows, (n) => n * columns + columns - 1),
    side(columns, (n) => (rows - 1) * columns + columns - 1 - n),
    side(rows, (n) => (rows - 1 - n) * columns),
  ];
}

/** Pairs of neighbours along the borders that both have a height, by their places in the border. */
function pairs(field: Field, border: readonly number[]): readonly number[] {
  const has = (k: number | undefined): boolean => Number.isFinite(field.values.data[k ?? -1]);
  return border.flatMap((k, n) => (n > 0 && has(k) && has(border[n - 1]) ? [n] : []));
}

/** The ground's edge as segments; six numbers for each. */
export function edgesOf(field: Field, { positions }: Body): readonly number[] {
  const vertex = (k: number | undefined): readonly number[] => [...positions.subarray(3 * (k ?? 0), 3 * (k ?? 0) + 3)];
  return bordersOf(field).flatMap((border) => pairs(field, border).flatMap((n) => [...vertex(border[n - 1]), ...vertex(border[n])]));
}

/** The slab's sides: from the ground's edge down to its lowest height, and on to the floor. */
export function wallsOf(field: Field, ground: Body): Body {
  const [positions, shares, triangles] = [[] as number[], [] as number[], [] as number[]];
  for (const border of bordersOf(field)) {
    const first = shares.length;
    for (const k of border) {
      const [x, y, z] = ground.positions.subarray(3 * k, 3 * k + 3) as unknown as [number, number, number];
      positions.push(x, y, z, x, y, 0, x, y, FLOOR);
      shares.push(ground.shares[k] as number, 0, 0);
    }
    for (const n of pairs(field, border)) {
      for (const row of [0, 1]) {
        const [a, b] = [first + 3 * (n - 1) + row, first + 3 * n + row];
        triangles.push(a, a + 1, b, b, a + 1, b + 1);
      }
    }
  }
  return { positions: new Float32Array(positions), shares: new Float32Array(shares), triangles: new Uint32Array(triangles) };
}
