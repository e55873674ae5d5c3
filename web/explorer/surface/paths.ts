/** What stands and runs on the ground: the walks, the next steps, the marks, the probe. Pure functions from a scene to geometry. */
import { styleOf, type End } from "../methods";
import { clip } from "../scale";
import { shownIn, type Scene } from "../scene";
import type { Maybe, Point } from "../types";
import type { Relief, Spot } from "./geometry";

/** A line on the ground, and the name of its colour. */
export interface Line {
  readonly spots: readonly Spot[];
  readonly hue: string;
  readonly dash: readonly number[];
}

export interface Mark {
  readonly spot: Spot;
  readonly hue: string;
  /** `away`: the probe is outside, in this direction. */
  readonly shape: End | "probe" | "away";
  /** Across, in pixels. */
  readonly size: number;
}

export interface Figures {
  readonly lines: readonly Line[];
  readonly marks: readonly Mark[];
  readonly probe: Mark;
}

/** So much above the ground, lest it shine through. */
const LIFT = 0.006;
const KINDS: Readonly<Record<string, End>> = { minimum: "circle", saddle: "diamond", maximum: "triangle", undecided: "square" };

/** A corner of a way: a point, and its height where it is known. */
type Corner = readonly [Point, Maybe];

function heightAt(relief: Relief, [point, value]: Corner): number | null {
  return value === null ? relief.ground(point) : relief.lift(value);
}

/** A way laid on the ground, cut at the border and where there is no ground. It goes through its corners' own heights. */
export function draped(relief: Relief, corners: readonly Corner[]): readonly (readonly Spot[])[] {
  const [right, top] = relief.toGrid([relief.window[0][1], relief.window[1][1]]);
  const pieces: Spot[][] = [];
  let piece: Spot[] = [];
  const cut = (): void => {
    if (piece.length > 1) pieces.push(piece);
    piece = [];
  };
  const error = (corner: Corner): number => {
    const [exact, drawn] = [heightAt(relief, corner), relief.ground(corner[0])];
    return exact === null || drawn === null ? 0 : exact - drawn;
  };
  corners.slice(1).forEach((to, k) => {
    const from = corners[k] as Corner;
    const part = clip(relief.toGrid(from[0]), relief.toGrid(to[0]), right, top);
    if (part === null) return cut();
    const [a, b] = part;
    const steps = Math.min(600, Math.max(1, Math.ceil(Math.hypot(b[0] - a[0], b[1] - a[1]))));
    const [first, last] = [error(from), error(to)];
    for (let n = piece.length === 0 ? 0 : 1; n <= steps; n += 1) {
      const t = n / steps;
      const point = relief.fromGrid([a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])]);
      const z = relief.ground(point);
      if (z === null) cut();
      else piece.push(relief.at(point, z + (1 - t) * first + t * last + LIFT));
    }
    if (relief.ground(to[0]) === null) cut();
  });
  cut();
  return pieces;
}

/** Cuts a line into the segments that its dashes are made of, all of it where there are none; six numbers for each. */
export function dashed(spots: readonly Spot[], dash: readonly number[], pixel = 1): readonly number[] {
  const segments: number[] = [];
  let [index, left] = [0, dash.length === 0 ? Infinity : (dash[0] as number) * pixel];
  spots.slice(1).forEach((b, k) => {
    let a = spots[k] as Spot;
    let length = Math.hypot(b[0] - a[0], b[1] - a[1], b[2] - a[2]);
    while (length > 0) {
      const share = Math.min(1, left / length);
      const at = (n: 0 | 1 | 2): number => a[n] + share * (b[n] - a[n]);
      const to: Spot = share === 1 ? b : [at(0), at(1), at(2)];
      if (index % 2 === 0) segments.push(...a, ...to);
      a = to;
      left -= share * length;
      length *= 1 - share;
      if (left > 1e-12) continue;
      index = (index + 1) % dash.length;
      left = (dash[index] as number) * pixel;
    }
  });
  return segments;
}

export function inside({ window: [[x0, x1], [y0, y1]] }: Relief, [x, y]: Point): boolean {
  return x >= x0 && x <= x1 && y >= y0 && y <= y1;
}

function walkFigures(relief: Relief, scene: Scene): { lines: Line[]; marks: Mark[] } {
  const [lines, marks] = [[] as Line[], [] as Mark[]];
  for (const walk of scene.walks) {
    const { hue, dash, end } = styleOf(walk.method);
    const corners = walk.points.slice(0, shownIn(scene, walk) + 1).map((point, k): Corner => [point, walk.rows[k]?.value ?? null]);
    for (const spots of draped(relief, corners)) lines.push({ spots, hue, dash });
    for (const corner of corners) {
      const z = heightAt(relief, corner);
      if (z !== null && inside(relief, corner[0])) marks.push({ spot: relief.at(corner[0], z), hue, shape: end, size: 8 });
    }
  }
  return { lines, marks };
}

/** The next steps to scale, each with a head that lies on the ground like the rest of it. */
function stepLines(relief: Relief, { probe, point }: Scene): Line[] {
  if (probe === null) return [];
  return probe.steps.flatMap(({ method, point: to }) => {
    if (to === null) return [];
    const { hue } = styleOf(method);
    const [dx, dy] = [to[0] - point[0], to[1] - point[1]];
    const length = Math.hypot(dx, dy);
    const head = Math.min(0.09 / relief.unit, 0.6 * length) / length;
    if (!(length * relief.unit > 0.02)) return [];
    const barb = (side: number): Corner => [[to[0] - head * (dx - 0.5 * side * dy), to[1] - head * (dy + 0.5 * side * dx)], null];
    const tip: Corner = [to, null];
    const ways: readonly (readonly Corner[])[] = [[[point, probe.value], tip], [barb(1), tip, barb(-1)]];
    return ways.flatMap((way) => draped(relief, way)).map((spots) => ({ spots, hue, dash: [] }));
  });
}

/** The probe, or where it went: at the border, on the straight way from the middle. */
function probeMark(relief: Relief, scene: Scene): Mark {
  if (inside(relief, scene.point)) {
    const z = heightAt(relief, [scene.point, scene.probe?.value ?? null]) ?? 0;
    return { spot: relief.at(scene.point, z), hue: "ink", shape: "probe", size: 17 };
  }
  const [right, top] = relief.toGrid([relief.window[0][1], relief.window[1][1]]);
  const [, border] = clip([right / 2, top / 2], relief.toGrid(scene.point), right, top) ?? [null, [right / 2, top / 2] as Point];
  const point = relief.fromGrid(border);
  return { spot: relief.at(point, relief.ground(point) ?? 0), hue: "ink", shape: "away", size: 17 };
}

export function figuresOf(relief: Relief, scene: Scene): Figures {
  const { lines, marks } = walkFigures(relief, scene);
  const pins = scene.overlays.includes("pins") ? scene.card.stationary_points : [];
  const known = pins.flatMap(({ point, kind, value }): Mark[] => {
    const shape = KINDS[kind];
    return shape === undefined || !inside(relief, point) ? [] : [{ spot: relief.at(point, relief.lift(value)), hue: kind, shape, size: 14 }];
  });
  return { lines: [...lines, ...stepLines(relief, scene)], marks: [...known, ...marks], probe: probeMark(relief, scene) };
}
