/** Draws the two planes in SVG, as `landscape.pictures.planes` draws the stills: one scale, one set of classes. */
import { plain } from "../explorer/numbers";
import { svg, trace } from "../explorer/panels/plot";
import { inside, makeScale, ticks, type Scale } from "../explorer/scale";
import type { Maybe, Point, Window } from "../explorer/types";
import { handle, type Scene } from "./scene";
import type { Both, Grid, MapCard, Reply, Table } from "./types";

/** Of each picture, whatever its size on the page. */
export const [WIDTH, HEIGHT] = [400, 320];
export const PLANES = ["inputs", "outputs"] as const;
export type Which = (typeof PLANES)[number];
type Layer = readonly (SVGElement | null)[];

const HUES = ["jx-first", "jx-second"] as const;
const HEAD = 11;

export function windowOf(card: MapCard, which: Which): Window {
  return which === "inputs" ? card.input_window : card.output_window;
}

export function scaleOf(card: MapCard, which: Which): Scale {
  return makeScale(windowOf(card, which), WIDTH, HEIGHT);
}

/** The points of a table, the last axis being x and y. */
export function points({ data, shape }: Table): Point[] {
  const count = shape.slice(0, -1).reduce((a, b) => a * b, 1);
  return Array.from({ length: count }, (_, k) => [data[2 * k] ?? NaN, data[2 * k + 1] ?? NaN]);
}

function path(kind: string, list: readonly Point[], scale: Scale, closed = false): SVGElement {
  return svg("path", { class: kind, d: trace(list.map((p) => scale.toPixel(p))) + (closed ? "Z" : "") });
}

function spot(kind: string, point: Point, scale: Scale, r: number): SVGElement | null {
  if (!point.every(Number.isFinite)) return null;
  const [cx, cy] = scale.toPixel(point);
  return svg("circle", { class: kind, cx: cx.toFixed(1), cy: cy.toFixed(1), r });
}

/** A shaft with a head at its end, as long as what it stands for. */
export function arrow(kind: string, from: Point, to: Point, scale: Scale): SVGElement | null {
  const [[ax, ay], [bx, by]] = [scale.toPixel(from), scale.toPixel(to)];
  const length = Math.hypot(bx - ax, by - ay);
  if (!(length >= 1)) return null;
  const [ux, uy] = [(bx - ax) / length, (by - ay) / length];
  const size = Math.min(HEAD, length);
  const at = (back: number, side: number): string => `${(bx - ux * back - uy * side).toFixed(1)} ${(by - uy * back + ux * side).toFixed(1)}`;
  const shaft = svg("path", { class: `jx-shaft ${kind}`, d: `M${ax.toFixed(1)} ${ay.toFixed(1)}L${at(size * 0.7, 0)}` });
  const head = svg("path", { class: `jx-head ${kind}`, d: `M${at(0, 0)}L${at(size, size * 0.45)}L${at(size, -size * 0.45)}z` });
  return svg("g", {}, shaft, head);
}

function axes(window: Window, names: readonly [string, string], scale: Scale): SVGElement[] {
  const marks: SVGElement[] = [];
  window.forEach(([low, high], axis) => {
    for (const tick of ticks(low, high, high - low)) {
      const at = scale.toPixel(axis === 0 ? [tick, 0] : [0, tick])[axis] as number;
      if (tick === 0) marks.push(svg("path", { class: "jx-axis", d: axis === 0 ? `M${at.toFixed(1)} 0V${HEIGHT}` : `M0 ${at.toFixed(1)}H${WIDTH}` }));
      if (at <= 14 || at >= (axis === 0 ? WIDTH : HEIGHT) - 14) continue;
      const place = axis === 0 ? { x: at.toFixed(1), y: HEIGHT - 6 } : { x: 6, y: (at + 4).toFixed(1) };
      marks.push(svg("text", { class: `jx-number${axis === 0 ? " jx-middle" : ""}`, ...place }, plain(tick)));
    }
  });
  const across = svg("text", { class: "jx-name jx-end", x: WIDTH - 8, y: HEIGHT - 8 }, names[0]);
  return [...marks, across, svg("text", { class: "jx-name", x: 8, y: 18 }, names[1])];
}

/** Axes, the grid and the curve along which J is singular. */
export function ground(card: MapCard, grid: Grid | null, which: Which): Layer {
  const scale = scaleOf(card, which);
  const bare = axes(windowOf(card, which), which === "inputs" ? card.inputs : card.outputs, scale);
  if (grid === null) return bare;
  const of = (both: Both): Table => both[which];
  const lines = grid.lines.flatMap((family) => {
    const [count = 0, along = 0] = of(family).shape;
    const all = points(of(family));
    return Array.from({ length: count }, (_, k) => trace(all.slice(k * along, (k + 1) * along).map((p) => scale.toPixel(p))));
  });
  const fold = points(of(grid.singular));
  return [...bare, svg("path", { class: "jx-grid", d: lines.join("") }), fold.length === 0 ? null : path("jx-fold", fold, scale)];
}

function plus(a: readonly Maybe[], b: readonly Maybe[], times = 1): Point {
  return [(a[0] ?? NaN) + times * (b[0] ?? NaN), (a[1] ?? NaN) + times * (b[1] ?? NaN)];
}

/** The point with its two wiggles, and with v^T J where that is shown. */
export function inputs(scene: Scene, reply: Reply | null): Layer {
  const scale = scaleOf(scene.card, "inputs");
  const { point, wiggle } = scene;
  const ends = ([0, 1] as const).map((j) => handle(scene, j));
  const corners = [point, ends[0] as Point, plus(point, wiggle), ends[1] as Point];
  const row = scene.opened && reply !== null ? arrow("jx-vector", point, plus(point, reply.vjp), scale) : null;
  return [
    path("jx-square", corners, scale, true),
    ...ends.flatMap((end, j) => [arrow(HUES[j] as string, point, end, scale), spot(`jx-handle ${HUES[j]}`, end, scale, 6)]),
    row,
    spot("jx-probe", point, scale, 7),
  ];
}

/** The image point, J's columns to scale, and for each wiggle what J predicts (an arrow) and what happens (a line with a ring). */
export function outputs({ card, opened, vector }: Scene, reply: Reply): Layer {
  const scale = scaleOf(card, "outputs");
  const { value, jacobian, changes, square } = reply;
  const start = plus(value, [0, 0]);
  const column = (j: 0 | 1): Point => plus(value, [jacobian[0][j], jacobian[1][j]]);
  return [
    path("jx-model", points(square.parallelogram), scale, true),
    path("jx-square", points(square.image), scale, true),
    ...([0, 1] as const).map((j) => arrow(`${HUES[j]} jx-column`, start, column(j), scale)),
    ...changes.flatMap((change, j) => {
      const way = points(change.path);
      const hue = HUES[j] as string;
      return [path(`jx-path ${hue}`, way, scale), arrow(hue, start, plus(value, change.predicted), scale), spot(`jx-ring ${hue}`, way.at(-1) as Point, scale, 5)];
    }),
    opened ? arrow("jx-vector", start, plus(value, vector), scale) : null,
    away(start, scale) ?? spot("jx-image", start, scale, 5),
  ];
}

/** Words in place of an image that lies outside of the window. */
function away(point: Point, scale: Scale): SVGElement | null {
  if (inside(scale.toPixel(point), WIDTH, HEIGHT)) return null;
  const where = `out of sight, at (${point.map((v) => plain(Number(v.toPrecision(4)))).join(", ")})`;
  return svg("text", { class: "jx-away", x: WIDTH / 2, y: 24 }, `the outputs are ${point.every(Number.isFinite) ? where : "not finite"}`);
}
