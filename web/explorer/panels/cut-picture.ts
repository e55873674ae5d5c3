/** Draws the landscape along one step. Every curve is Python's; here it only finds its place on the paper. */
import { scaleLinear } from "d3-scale";
import type { CutReply } from "../replies";
import type { Numbers } from "../types";
import { breadth, clipped, hue, linearTicks, svg, trace, word, type Pixels } from "./plot";

/** What a step length of the cut is held at, and how high the curves are there. */
export interface Cut {
  readonly x: (length: number) => number;
  readonly length: (x: number) => number;
  readonly layers: readonly SVGElement[];
  /** Pixels left and right of the axis. */
  readonly margins: Pixels;
}

const [TOP, RIGHT, BOTTOM] = [24, 14, 42];

/** Least and largest of the finite numbers whose length lies in [from, to]. */
function span(values: Numbers, lengths: Numbers, from: number, to: number): Pixels | null {
  let [low, high] = [Infinity, -Infinity];
  values.data.forEach((value, k) => {
    const t = lengths.data[k] as number;
    if (t < from || t > to || !Number.isFinite(value)) return;
    [low, high] = [Math.min(low, value), Math.max(high, value)];
  });
  return low <= high ? [low, high] : null;
}

/**
 * Heights that are shown: f from the probe to the full step and to the held length, whatever its size; f elsewhere and the model only as
 * far as they do not squash that. A line that is level up to rounding stays level.
 */
export function heights(reply: CutReply, length: number): Pixels {
  const { lengths, values, model } = reply;
  const [first, last] = [lengths.data[0] ?? 0, lengths.data.at(-1) ?? 1];
  const [from, to] = [Math.min(0, length), Math.max(1, length)];
  const core = span(values, lengths, from, to) ?? span(model, lengths, from, to) ?? [0, 0];
  let [low, high] = core;
  const size = Math.max(Math.abs(low), Math.abs(high));
  if (high - low <= 1e-13 * size || size === 0) {
    const half = size === 0 ? 1 : 0.1 * size;
    return [low - half, high + half];
  }
  const stretch = (other: Pixels | null, reach: number, otherwise: number): void => {
    if (other === null) return;
    const unit = core[1] - core[0];
    if (other[0] < low) low = other[0] >= core[0] - reach * unit ? other[0] : Math.min(low, core[0] - otherwise * unit);
    if (other[1] > high) high = other[1] <= core[1] + reach * unit ? other[1] : Math.max(high, core[1] + otherwise * unit);
  };
  stretch(span(values, lengths, first, last), 1.5, 0.25);
  stretch(span(model, lengths, from, to), 1.2, 0.15);
  const pad = 0.06 * (high - low);
  return [low - pad, high + pad];
}

/** Runs of accepted lengths. */
function bands(reply: CutReply): Pixels[] {
  const found: [number, number][] = [];
  reply.accepted.data.forEach((yes, k) => {
    const t = reply.lengths.data[k] as number;
    if (yes !== 1) return;
    if (k > 0 && reply.accepted.data[k - 1] === 1) (found.at(-1) as [number, number])[1] = t;
    else found.push([k > 0 ? (reply.lengths.data[k - 1] as number) : t, t]);
  });
  return found;
}

/** The height of a curve between two of its samples. */
function between(values: Numbers, lengths: Numbers, t: number): number {
  const k = Math.max(1, lengths.data.findIndex((l) => l >= t));
  const [t0, t1] = [lengths.data[k - 1] as number, lengths.data[k] as number];
  const [v0, v1] = [values.data[k - 1] as number, values.data[k] as number];
  return t1 === t0 ? v1 : v0 + ((t - t0) / (t1 - t0)) * (v1 - v0);
}

export function cutPicture(reply: CutReply, held: number, [width, height]: Pixels): Cut {
  const { lengths } = reply;
  const [first, last] = [lengths.data[0] ?? 0, lengths.data.at(-1) ?? 1];
  const length = Math.min(last, Math.max(first, held));
  const [low, high] = heights(reply, length);
  const raw = scaleLinear([low, high], [height - BOTTOM, TOP]);
  const ticks = linearTicks(raw.ticks(5));
  const left = Math.max(34, 14 + Math.max(...ticks.map(({ text }) => breadth(text))));
  const x = scaleLinear([first, last], [left, width - RIGHT]);
  const y = (value: number): number => raw(value);
  const [floor, right] = [height - BOTTOM, width - RIGHT];

  const grid = ticks.flatMap(({ value, text }) => [
    svg("line", { class: "ls-grid", x1: left, x2: right, y1: y(value), y2: y(value) }),
    word(text, "ls-tick", left - 7, y(value) + 4, "end"),
  ]);
  const along = linearTicks(x.ticks(6)).map(({ value, text }) => word(text, value === 1 ? "ls-tick ls-strong-tick" : "ls-tick", x(value), floor + 17, "middle"));
  const full = [
    svg("line", { class: "ls-axis", x1: left, x2: right, y1: floor, y2: floor }),
    svg("line", { class: "ls-full", x1: x(1), x2: x(1), y1: TOP, y2: floor + 4 }),
    word("full step", "ls-tick ls-strong-tick", x(1), floor + 33, "middle"),
    word("step length t", "ls-tick", x(1) > (left + right) / 2 ? left : right, floor + 33, x(1) > (left + right) / 2 ? "start" : "end"),
    word("f (p + t d)", "ls-tick", 4, 12),
  ];
  const accepted = bands(reply).map(([t0, t1]) => {
    const [a, b] = [x(t0), x(t1)];
    const roomy = b - a > breadth("accepted") && a > breadth("f (p + t d)");
    return svg(
      "g",
      {},
      svg("rect", { class: "ls-band", x: a, y: TOP, width: b - a, height: floor - TOP }),
      svg("rect", { class: "ls-band-foot", x: a, y: floor - 5, width: b - a, height: 5 }),
      roomy ? word("accepted", "ls-band-word", (a + b) / 2, TOP - 7, "middle") : null,
    );
  });
  // What leaves the heights that are shown ends at the edge. The model lies on top: on a quadratic it is f.
  const curve = (values: Numbers, kind: string): SVGElement =>
    svg("path", { class: kind, d: trace(Array.from(values.data, (value, k): Pixels => [x(lengths.data[k] as number), clamped(y(value), height)])) });
  const curves = [curve(reply.armijo, "ls-armijo"), curve(reply.tangent, "ls-tangent"), curve(reply.values, "ls-f"), curve(reply.model, "ls-model")];
  const inner = clipped(left, TOP - 2, right - left, floor - TOP + 4, ...curves);

  const at = reply.at.length === held ? reply.at.value : between(reply.values, lengths, length);
  const foreseen = between(reply.model, lengths, length);
  const inside = (value: number): boolean => value >= low && value <= high;
  const handle = [
    svg("line", { class: "ls-hair", x1: x(length), x2: x(length), y1: TOP, y2: floor }),
    inside(foreseen) ? svg("circle", { class: "ls-foreseen", cx: x(length), cy: y(foreseen), r: 4 }) : null,
    svg("circle", { class: "ls-origin", cx: x(0), cy: y(reply.value ?? NaN), r: 3.5, visibility: reply.value === null || !inside(reply.value) ? "hidden" : null }),
    at !== null && Number.isFinite(at) ? svg("circle", { class: "ls-handle", cx: x(length), cy: Math.min(floor, Math.max(TOP, y(at))), r: 8 }) : null,
  ];
  const layers = [svg("g", { style: hue(reply.method) }, ...accepted, ...grid, ...along, ...full, inner, ...handle)];
  return { x, length: (px) => Math.min(last, Math.max(first, x.invert(px))), layers, margins: [left, RIGHT] };
}

/** Far outside a picture all places are the same, and paths stay short. */
function clamped(y: number, height: number): number {
  return Math.min(9 * height, Math.max(-8 * height, y));
}
