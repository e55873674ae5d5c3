/** Draws one quantity of several walks over their iterates, on a logarithmic scale. */
import { scaleLinear, scaleLog } from "d3-scale";
import type { Walk } from "../scene";
import type { Maybe } from "../types";
import { breadth, clipped, dashes, hue, logTicks, mark, svg, trace, word, type Pixels } from "./plot";

export interface Series {
  readonly walk: Walk;
  readonly title: string;
  readonly values: readonly Maybe[];
}

export interface Chart {
  readonly layers: readonly SVGElement[];
  /** The iterate at this place, and the line that marks one. */
  readonly iterate: (x: number) => number;
  readonly hair: (k: number) => SVGElement;
  /** Whether some numbers are zero or below, and have no height of their own. */
  readonly zeros: boolean;
  readonly below: boolean;
  /** Whether some are above the upper edge. */
  readonly beyond: boolean;
}

const [TOP, BOTTOM, LANE] = [26, 40, 26];
/** A walk that grows by more than this has run away. */
const AWAY = 1e6;
/** Up to so many iterates each has its mark. */
const MARKED = 60;

interface Box {
  readonly x0: number;
  readonly x1: number;
  readonly y0: number;
  readonly y1: number;
}

function meets(a: Box, b: Box): boolean {
  return a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;
}

/** Whether a line from p to q comes into a box: looked at in steps of four pixels. */
function crosses(box: Box, [px, py]: Pixels, [qx, qy]: Pixels): boolean {
  if (!meets(box, { x0: Math.min(px, qx) - 1, x1: Math.max(px, qx) + 1, y0: Math.min(py, qy) - 1, y1: Math.max(py, qy) + 1 })) return false;
  const parts = Math.max(1, Math.ceil(Math.hypot(qx - px, qy - py) / 4));
  return Array.from({ length: parts + 1 }, (_, k) => k / parts).some((s) => {
    const [x, y] = [px + s * (qx - px), py + s * (qy - py)];
    return x > box.x0 && x < box.x1 && y > box.y0 && y < box.y1;
  });
}

/** The largest number that is shown: a walk that runs away does not squash the others. Alone it is shown to its end. */
function ceiling(series: readonly Series[]): number {
  const tops = series.map(({ values }) => ({ first: values.find((v) => v !== null && v > 0) ?? 0, top: values.reduce<number>((a, v) => Math.max(a, v ?? 0), 0) }));
  const staying = tops.filter(({ first, top }) => top <= AWAY * first).map(({ top }) => top);
  const stay = Math.max(0, ...staying);
  return stay === 0 || staying.length === tops.length ? Infinity : 100 * stay;
}

/** Names at the ends of the curves, where they hide nothing; the legend has them all. */
function names(series: readonly Series[], curves: readonly (readonly Pixels[])[], width: number, floor: number): SVGElement[] {
  const taken: Box[] = [];
  return series.flatMap(({ walk, title }, i) => {
    const end = curves[i]?.findLast(([x, y]) => Number.isFinite(x + y) && y > TOP - 4);
    if (end === undefined) return [];
    const wide = breadth(title);
    const places = [[10, 4, 0], [8, -10, 0], [-wide / 2, -14, 0], [-wide - 8, -10, 0], [8, 20, 0], [-wide - 8, 20, 0]] as const;
    for (const [dx, dy] of places) {
      const [x, y] = [end[0] + dx, end[1] + dy];
      const box = { x0: x - 2, x1: x + wide, y0: y - 12, y1: y + 4 };
      const free = box.x1 <= width - 2 && box.x0 > 40 && box.y0 > TOP - 14 && box.y1 < floor + 4;
      const clear = curves.every((points) => points.every((p, k) => k === 0 || !crosses(box, points[k - 1] as Pixels, p)));
      if (!free || !clear || taken.some((other) => meets(other, box))) continue;
      taken.push(box);
      return [svg("text", { class: "ls-name", style: hue(walk.method), x, y }, title)];
    }
    return [];
  });
}

export function chartPicture(series: readonly Series[], quantity: string, [width, height]: Pixels): Chart {
  const all = series.flatMap(({ values }) => values.filter((v) => v !== null));
  const [positive, zeros] = [all.filter((v) => v > 0), all.some((v) => v <= 0)];
  const cap = ceiling(series);
  const last = Math.max(1, ...series.map(({ values }) => values.length - 1));
  const low = positive.reduce((a, b) => Math.min(a, b), Infinity);
  const high = positive.reduce((a, b) => Math.max(a, Math.min(b, cap)), 0);
  const { domain, ticks } = positive.length === 0 ? { domain: [1, 10] as const, ticks: [] } : logTicks(low, high, Math.max(3, (height - TOP - BOTTOM) / 30));
  const floor = height - BOTTOM;
  const left = Math.max(38, 14 + Math.max(...ticks.map(({ text }) => breadth(text)), 0));
  const longest = Math.max(...series.map(({ title }) => breadth(title)));
  const right = width - (width > 620 ? Math.min(170, longest + 16) : 16);
  const x = scaleLinear([0, last], [left + 8, right]);
  const y = scaleLog(domain, [zeros ? floor - LANE : floor, TOP]);

  const whole = [...new Set(x.ticks(Math.min(10, Math.floor((right - left) / 50))).map(Math.round))];
  const axes = [
    ...ticks.flatMap(({ value, text }) => [svg("line", { class: "ls-grid", x1: left, x2: right, y1: y(value), y2: y(value) }), word(text, "ls-tick", left - 7, y(value) + 4, "end")]),
    ...(zeros ? [svg("line", { class: "ls-break", x1: left, x2: right, y1: floor - LANE + 11, y2: floor - LANE + 11 }), word("0", "ls-tick", left - 7, floor - 3, "end")] : []),
    svg("line", { class: "ls-axis", x1: left, x2: right, y1: floor, y2: floor }),
    ...whole.map((k) => word(String(k), "ls-tick", x(k), floor + 17, "middle")),
    word("iterate k", "ls-tick", right, floor + 33, "end"),
    word(quantity, "ls-tick", 4, 12),
  ];

  const curves: Pixels[][] = [];
  const drawn = series.map(({ walk, values }) => {
    const at = values.map((v, k): Pixels => [x(k), v !== null && v > 0 ? Math.max(-9 * height, y(v)) : NaN]);
    curves.push(at.map(([px, py], k) => [px, (values[k] ?? 1) <= 0 ? floor - 6 : py]));
    const nil = values.flatMap((v, k) => (v !== null && v <= 0 && !(values[k - 1] === v && values[k + 1] === v) ? [k] : []));
    const fall = nil.flatMap((k) => (k > 0 && (values[k - 1] ?? 0) > 0 ? [trace([at[k - 1] as Pixels, [x(k), floor - 6]])] : []));
    const marked = values.length <= MARKED ? at : at.slice(-1);
    return svg(
      "g",
      { style: hue(walk.method) },
      svg("path", { class: "ls-curve ls-fall", d: fall.join("") }),
      svg("path", { class: "ls-curve", d: trace(at), "stroke-dasharray": dashes(walk.method) }),
      ...marked.filter(([, py]) => Number.isFinite(py)).map(([px, py]) => mark(walk.method, px, py, values.length > 25 ? 22 : 40)),
      ...nil.map((k) => svg("path", { class: "ls-zero", d: `M${x(k) - 5},${floor - 9}h10l-5,8z` })),
    );
  });
  const layers = [svg("g", {}, ...axes), clipped(0, TOP - 8, width, floor - TOP + 8, ...drawn), ...names(series, curves, width, floor)];
  const hair = (k: number): SVGElement => {
    const px = x(Math.min(k, last));
    const text = `k = ${k}`;
    const anchor = px - breadth(text) / 2 < left ? "start" : px + breadth(text) / 2 > width ? "end" : "middle";
    return svg("g", {}, svg("line", { class: "ls-hair", x1: px, x2: px, y1: TOP - 6, y2: floor }), word(text, "ls-tick ls-strong-tick ls-haloed", px, TOP - 12, anchor));
  };
  return { layers, hair, zeros, below: all.some((v) => v < 0), beyond: all.some((v) => v > domain[1]), iterate: (px) => Math.round(Math.min(last, Math.max(0, x.invert(px)))) };
}
