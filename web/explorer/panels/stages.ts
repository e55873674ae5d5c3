/** The stages of one step: what each is called, which vectors it has, and how it is drawn, all in one frame. Pure functions. */
import { short } from "../numbers";
import { styleOf } from "../methods";
import { clip } from "../scale";
import { node } from "../swatch";
import type { InsideReply, Stage } from "../replies";
import type { NextStep, Point, Probe } from "../types";
import { conics } from "./conics";

export interface StageVector {
  readonly from: Point;
  readonly vector: Point;
  /** The name of the stage. */
  readonly kind: string;
  /** What the source calls it. */
  readonly name: string;
  /** Whether it is a way in the plane; else its direction alone can be drawn. */
  readonly toScale: boolean;
}

const SIZE = 200;
/** Names in the sources that are ways in the plane; then those of which the direction alone can be drawn. */
const WAYS = ["d", "v"];
const DIRECTIONS = ["e", "m_hat", "m", "g"];
const MARK: Readonly<Record<string, string>> = { minimum: "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z", saddle: "M0 -6.5L6.5 0L0 6.5L-6.5 0z", maximum: "M0 -6L6 5H-6z", undecided: "M-4.5 -4.5h9v9h-9z" };

function plane(value: unknown): Point | null {
  if (!Array.isArray(value) || value.length !== 2) return null;
  const [x, y] = value as readonly unknown[];
  return typeof x === "number" && typeof y === "number" ? [x, y] : null;
}

function named(stage: Stage, names: readonly string[]): { name: string; vector: Point } | null {
  for (const name of names) {
    const vector = plane(stage.names.find((entry) => entry.name === name)?.value);
    if (vector !== null) return { name, vector };
  }
  return null;
}

function minus(a: Point, b: Point): Point {
  return [a[0] - b[0], a[1] - b[1]];
}

function plus(a: Point, b: Point): Point {
  return [a[0] + b[0], a[1] + b[1]];
}

/** The vectors of a stage, counted from 1, of a step from the probe; none at 0. */
export function stageVectors({ stages, point }: InsideReply, stage: number, from: Point): readonly StageVector[] {
  const now = stages[stage - 1];
  if (now === undefined) return [];
  const kind = now.name;
  const ahead = stages.map((s) => named(s, ["ahead"])).find((found) => found !== null)?.vector ?? null;
  if (kind === "look ahead" && ahead !== null) return [{ from, vector: minus(ahead, from), kind, name: "look ahead", toScale: true }];
  if (kind === "jump") return [{ from, vector: minus(point, from), kind, name: "", toScale: true }];
  if (kind === "search") return [{ from, vector: minus(point, from), kind, name: "t d", toScale: true }];
  const way = named(now, WAYS);
  if (way !== null) return [{ from, ...way, kind, toScale: true }];
  const direction = named(now, kind === "gradient" ? ["g"] : DIRECTIONS);
  return direction === null ? [] : [{ from: (kind === "gradient" ? ahead : null) ?? from, ...direction, kind, toScale: false }];
}

interface Frame {
  /** Half the side, in the plane's units. */
  readonly half: number;
  readonly unit: number;
  at(point: Point): Point;
}

/**
 * All stages of a step share the frame that holds the probe, where it goes or would have gone, and the model's stationary
 * point unless that is far. The direction of a search may leave it: what counts is what the search made of it.
 */
function frameOf(reply: InsideReply, probe: Probe, step: NextStep | null, reach: number): Frame {
  const { stages } = reply;
  const from = probe.point;
  const searches = stages.some(({ name }) => name === "search");
  const ends = stages.flatMap(({ name }, k) => (searches && name === "solve" ? [] : stageVectors(reply, k + 1, from)));
  const points: Point[] = [from, ...ends.filter((v) => v.toScale).map((v) => plus(v.from, v.vector))];
  if (step?.direction && !searches) points.push(plus(from, step.direction));
  const far = (q: Point): number => Math.hypot(...minus(q, from));
  const longest = Math.max(...points.map(far));
  const bottom = stages.some(({ name }) => name === "model") ? probe.model.point : null;
  if (bottom !== null && (longest === 0 || far(bottom) <= 6 * longest)) points.push(bottom);
  const [x, y] = [points.map((q) => q[0]), points.map((q) => q[1])];
  const [left, right, low, high] = [Math.min(...x), Math.max(...x), Math.min(...y), Math.max(...y)];
  const half = 0.5 * Math.max(right - left, high - low) * 1.85 || reach;
  const unit = SIZE / 2 / half;
  return { half, unit, at: ([px, py]) => [SIZE / 2 + (px - (left + right) / 2) * unit, SIZE / 2 - (py - (low + high) / 2) * unit] };
}

const f1 = (value: number): string => value.toFixed(1);

function arrow([ax, ay]: Point, [bx, by]: Point, colour: string, dashed = false): SVGElement {
  const length = Math.hypot(bx - ax, by - ay);
  const group = node("g", { fill: "none", "stroke-width": 2.6, "stroke-linejoin": "round" });
  group.style.stroke = colour;
  if (!(length > 0.5)) return group;
  const [ux, uy] = [(bx - ax) / length, (by - ay) / length];
  const head = Math.min(9, length);
  const side = (s: number): string => `${f1(bx - head * ux - s * 0.55 * head * uy)} ${f1(by - head * uy + s * 0.55 * head * ux)}`;
  const tip = node("path", { d: `M${f1(bx)} ${f1(by)}L${side(1)}L${side(-1)}Z`, "stroke-width": 1 });
  tip.style.fill = colour;
  const d = `M${f1(ax)} ${f1(ay)}L${f1(bx - 0.8 * head * ux)} ${f1(by - 0.8 * head * uy)}`;
  group.append(node("path", dashed ? { d, "stroke-dasharray": "5 4" } : { d }), tip);
  return group;
}

/** Words beside the end of an arrow, away from where it came and inside the frame. */
function word([x, y]: Point, from: Point, text: string, colour: string, gap = 11): SVGElement {
  const length = Math.hypot(x - from[0], y - from[1]) || 1;
  const [wide, px, py] = [3.4 * text.length + 3, x + (gap * (x - from[0])) / length, y + (gap * (y - from[1])) / length];
  const label = node("text", { x: f1(Math.min(SIZE - wide, Math.max(wide, px))), y: f1(Math.min(SIZE - 5, Math.max(12, py + 4))), "text-anchor": "middle" });
  label.style.fill = colour;
  label.textContent = text;
  return label;
}

function dot([x, y]: Point, hollow = false): SVGElement {
  return node("circle", { cx: f1(x), cy: f1(y), r: hollow ? 4.5 : 5.5, class: hollow ? "ls-dot-before" : "ls-dot" });
}

function cross(probe: Probe, [x, y]: Point): SVGElement[] {
  const halves = probe.cross.map(({ half }) => half ?? Infinity);
  const longest = Math.max(...halves.filter(Number.isFinite), 0) || 1;
  return probe.cross.flatMap(({ vector: [vx, vy], eigenvalue }, k) => {
    if (eigenvalue === null || vx === null || vy === null) return [];
    const flat = !Number.isFinite(halves[k]);
    const long = flat ? SIZE : Math.max(14, (58 * (halves[k] as number)) / longest);
    const colour = flat ? "var(--ls-undecided)" : eigenvalue > 0 ? "var(--ls-minimum)" : "var(--ls-maximum)";
    const ends = [-1, 1].map((s): Point => [x + s * long * vx, y - s * long * vy]) as [Point, Point];
    const line = node("path", { d: `M${f1(ends[0][0])} ${f1(ends[0][1])}L${f1(ends[1][0])} ${f1(ends[1][1])}`, "stroke-width": 3, "stroke-dasharray": flat ? "2 5" : eigenvalue > 0 ? "none" : "7 4" });
    line.style.stroke = colour;
    // The end with more room has the number.
    const roomy = ends.reduce((a, b) => (Math.hypot(a[0] - SIZE / 2, a[1] - SIZE / 2) <= Math.hypot(b[0] - SIZE / 2, b[1] - SIZE / 2) ? a : b));
    return [line, word(roomy, [x, y], `λ = ${short(eigenvalue)}`, colour, 16)];
  });
}

function model(probe: Probe, frame: Frame): SVGElement[] {
  const made = conics(probe, frame.half).map(({ points, strong }) => {
    const d = points.map((q, i) => `${i === 0 ? "M" : "L"}${frame.at(q).map(f1).join(" ")}`).join("");
    return node("path", { d, class: strong ? "ls-conic ls-strong" : "ls-conic" });
  });
  const { point, kind } = probe.model;
  if (point === null) return made;
  const [x, y] = frame.at(point);
  return [...made, node("path", { d: MARK[kind ?? "undecided"] ?? (MARK["undecided"] as string), class: `ls-${kind ?? "undecided"}`, transform: `translate(${f1(x)} ${f1(y)})` })];
}

function layer(reply: InsideReply, k: number, probe: Probe, step: NextStep | null, frame: Frame): SVGElement[] {
  const name = reply.stages[k]?.name;
  const here = frame.at(probe.point);
  if (name === "Hessian") return cross(probe, here);
  if (name === "model") return model(probe, frame);
  const hue = `var(--ls-${styleOf(reply.method).hue})`;
  const vectors = stageVectors(reply, k + 1, probe.point).flatMap(({ from, vector, kind, name: called, toScale }) => {
    const [a, length] = [frame.at(from), Math.hypot(...vector)];
    if (!(length > 0) || !Number.isFinite(length)) return [];
    const long = toScale ? Math.min(length * frame.unit, 1e4) : 36;
    const [ux, uy] = [vector[0] / length, vector[1] / length];
    const b: Point = [a[0] + long * ux, a[1] - long * uy];
    const colour = toScale ? hue : "var(--ls-ink)";
    const line = [arrow(a, b, colour, kind === "look ahead"), ...(called === "" ? [] : [word(clip(a, b, SIZE, SIZE)?.[1] ?? b, a, called, colour)])];
    if (kind !== "gradient") return line;
    const [tx, ty] = [1.5 * SIZE * uy, 1.5 * SIZE * ux];
    return [node("path", { d: `M${f1(a[0] - tx)} ${f1(a[1] - ty)}L${f1(a[0] + tx)} ${f1(a[1] + ty)}`, class: "ls-level" }), ...line];
  });
  if (name === "jump") return [...vectors, dot(here, true)];
  if (name !== "solve" || step?.radius == null) return vectors;
  const region = node("circle", { cx: f1(here[0]), cy: f1(here[1]), r: f1(step.radius * frame.unit), class: "ls-region" });
  region.style.stroke = hue;
  return [region, ...vectors];
}

/** The step as far as the stage (0: the probe alone): the present stage strong, those before it faint. `reach`: the frame of no step at all. */
export function stagePicture(reply: InsideReply, stage: number, probe: Probe, step: NextStep | null, reach: number): { picture: SVGElement; side: number } {
  const { stages } = reply;
  const frame = frameOf(reply, probe, step, reach);
  const now = stages[stage - 1]?.name ?? "before the first stage";
  const picture = node("svg", { class: "ls-stage-picture", viewBox: `0 0 ${SIZE} ${SIZE}`, role: "img", "aria-label": `The step from the probe, drawn to scale: ${now}` });
  for (let k = 0; k < stage; k++) {
    const group = node("g", { class: k === stage - 1 ? "ls-now" : "ls-past" });
    group.append(...layer(reply, k, probe, step, frame));
    picture.append(group);
  }
  const jumped = stages.slice(0, stage).some(({ name }) => name === "jump");
  picture.append(dot(frame.at(jumped ? reply.point : probe.point)));
  return { picture, side: 2 * frame.half };
}
