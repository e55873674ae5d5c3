/** The local quadratic model about the probe, m(d) = f + g.d + d.Hd/2, which is what Newton's method believes. */
import { drawMark, type Colour } from "../ground";
import { inside, type Scale } from "../scale";
import type { Field, Point, Probe } from "../types";
import { placer, rings, trace, type Grid, type Rings } from "./grids";
import { legend } from "./legend";
import { away, label } from "./marks";
import type { Overlay } from "./overlay";
import { lineSwatch } from "./patterns";
import { perModel, probeOf } from "./per";

const [COLUMNS, ROWS] = [109, 73];
const DASH = [5, 4];

/** The model's heights on a grid over the map, from the numbers at the probe; null where one of them is not finite. */
export function heights(probe: Probe, { window }: Pick<Scale, "window">): Grid | null {
  const [gx, gy] = probe.gradient;
  const [[a, b], [, c]] = probe.hessian;
  const f = probe.value;
  if (f === null || gx === null || gy === null || a === null || b === null || c === null) return null;
  const [[x0, x1], [y0, y1]] = window;
  const data = new Float64Array(COLUMNS * ROWS);
  for (let j = 0; j < ROWS; j += 1) {
    const y = y0 + (j * (y1 - y0)) / (ROWS - 1) - probe.point[1];
    for (let i = 0; i < COLUMNS; i += 1) {
      const x = x0 + (i * (x1 - x0)) / (COLUMNS - 1) - probe.point[0];
      data[j * COLUMNS + i] = f + gx * x + gy * y + (a * x * x + 2 * b * x * y + c * y * y) / 2;
    }
  }
  return { data, shape: [ROWS, COLUMNS] };
}

interface Drawn {
  probe: Probe | null;
  field: Field | null;
  grid: Grid | null;
  levels: readonly { lines: Rings; strong: boolean }[];
}

const kept = perModel<Drawn>(() => ({ probe: null, field: null, grid: null, levels: [] }));

function drawGoal(pen: CanvasRenderingContext2D, probe: Probe, scale: Scale, colour: Colour): void {
  const { point, kind } = probe.model;
  if (point === null || kind === null) return;
  const [from, spot] = [scale.toPixel(probe.point), scale.toPixel(point)];
  if (!inside(spot, scale.width, scale.height)) {
    away(pen, from, spot, `model’s ${kind}, off the map`, scale, kind, colour);
    return;
  }
  drawMark(pen, kind, spot, colour);
  // Away from the probe, from where the Newton step comes; below it where the two are one.
  const toward: Point = Math.hypot(spot[0] - from[0], spot[1] - from[1]) < 4 ? [0, 1] : [spot[0] - from[0], spot[1] - from[1]];
  const length = Math.hypot(...toward);
  label(pen, `model’s ${kind}`, [spot[0] + (13 * toward[0]) / length, spot[1] + (13 * toward[1]) / length], toward, scale, "ink", colour);
}

export const quadratic: Overlay = {
  name: "model",
  title: "Local quadratic model",
  about: "Dashed contours of the quadratic that agrees with f in height, slope and curvature at the probe; a Newton step jumps to its stationary point, of whichever kind that is.",
  layer: "top",
  draw(pen, model, scale, colour) {
    const [probe, { field }, mine] = [probeOf(model), model, kept(model)];
    if (probe === null || field === null) return;
    if (mine.probe !== probe || mine.field !== field) {
      const grid = heights(probe, scale);
      const outline = grid === null ? null : rings(grid);
      const levels = outline === null ? [] : field.levels.map((level, k) => ({ lines: outline(level), strong: field.strong[k] ?? false }));
      Object.assign(mine, { probe, field, grid, levels });
    }
    if (mine.grid !== null) {
      const place = placer(mine.grid, scale);
      pen.lineJoin = "round";
      for (const { lines, strong } of mine.levels) {
        trace(pen, lines, place, true);
        pen.setLineDash([]);
        pen.globalAlpha = 0.22;
        pen.lineWidth = strong ? 3.4 : 2.8;
        pen.strokeStyle = colour("halo");
        pen.stroke();
        pen.setLineDash(DASH);
        pen.globalAlpha = strong ? 0.95 : 0.7;
        pen.lineWidth = strong ? 1.5 : 0.9;
        pen.strokeStyle = colour("ink");
        pen.stroke();
      }
      pen.setLineDash([]);
      pen.globalAlpha = 1;
    }
    drawGoal(pen, probe, scale, colour);
  },
  legend(model) {
    const probe = probeOf(model);
    if (probe === null) return null;
    const none = probe.model.point === null ? "The model has no single stationary point here: H is singular, so no Newton step is defined." : null;
    return legend([{ swatch: lineSwatch("ink", 1.3, DASH), words: "contours of the model, at the heights of the map’s own" }], none);
  },
};
