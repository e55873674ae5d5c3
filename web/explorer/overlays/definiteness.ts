/** Where H is positive definite, indefinite, negative definite or singular: the signs of its eigenvalues over the plane. */
import type { Colour } from "../ground";
import type { Model } from "../model";
import type { Scale } from "../scale";
import { specOf } from "../specs";
import type { CurvatureReply } from "../replies";
import { genuine, placer, rings, trace, type Grid, type Rings } from "./grids";
import { legend } from "./legend";
import { outlined } from "./marks";
import type { Overlay } from "./overlay";
import { areaSwatch, lineSwatch, pattern, type Hatch } from "./patterns";
import { Layer, perModel, showLines } from "./per";

type Pen = CanvasRenderingContext2D;
type Sign = "positive definite" | "indefinite" | "negative definite" | "singular";

const LOOK: Readonly<Record<Sign, { hue: string; hatch: Exclude<Hatch, "plain">; words: string }>> = {
  "positive definite": { hue: "minimum", hatch: "dots", words: "positive definite: curved up every way" },
  indefinite: { hue: "saddle", hatch: "rising", words: "indefinite: up one way, down another" },
  "negative definite": { hue: "maximum", hatch: "falling", words: "negative definite: curved down every way" },
  singular: { hue: "undecided", hatch: "level", words: "singular: flat one way" },
};
const SIGNS = Object.keys(LOOK) as Sign[];
const TINT = 0.28;
const HATCH = 0.42;
/** As in `curvature.py`: an eigenvalue counts as zero when it is this small beside the other one. */
const ZERO_RATIO = 1e-9;

/** What is drawn of an answer: areas in d3's places, the curves det H = 0, and cells by column and row. */
export interface Areas {
  readonly grid: Grid;
  readonly outlines: Readonly<Record<"positive definite" | "negative definite", Rings>>;
  readonly curves: Rings;
  readonly singular: readonly number[];
  readonly holes: readonly number[];
  readonly present: readonly Sign[];
}

export function areasOf({ low, high }: CurvatureReply): Areas {
  const { shape } = low;
  const [rows = 0, columns = 0] = shape;
  const grid = (value: (l: number, h: number, zero: number) => number): Grid => ({
    shape,
    data: Float64Array.from(low.data, (l, k) => value(l, high.data[k] as number, ZERO_RATIO * Math.max(Math.abs(l), Math.abs(high.data[k] as number)))),
  });
  // Positive where the name holds. Zero itself is neither, so the outlines are those of the least positive number.
  const up = grid((l, _, zero) => (Math.abs(l) <= zero ? 0 : l));
  const down = grid((_, h, zero) => (Math.abs(h) <= zero ? 0 : -h));
  const [positive, negative] = [rings(up)(Number.MIN_VALUE), rings(down)(Number.MIN_VALUE)];
  const flat = (k: number): boolean => up.data[k] === 0 || down.data[k] === 0;
  const [singular, holes, seen] = [[] as number[], [] as number[], new Set<Sign>()];
  for (let k = 0; k < low.data.length; k += 1) {
    if (!Number.isFinite(low.data[k]) || !Number.isFinite(high.data[k])) holes.push(k);
    else if (flat(k)) {
      // A curve on which H is singular is a curve; where a whole neighbourhood is, it is an area.
      const [i, j] = [k % columns, Math.floor(k / columns)];
      const square = [-1, 0].some((a) => [-1, 0].some((b) => i + a >= 0 && j + b >= 0 && i + a + 1 < columns && j + b + 1 < rows
        && [0, 1, columns, columns + 1].every((d) => flat(k + a + b * columns + d))));
      if (square) singular.push(k);
      if (square) seen.add("singular");
    } else seen.add((up.data[k] as number) > 0 ? "positive definite" : (down.data[k] as number) > 0 ? "negative definite" : "indefinite");
  }
  const curves = [...genuine(positive, up), ...genuine(negative, down)];
  return { grid: up, outlines: { "positive definite": positive, "negative definite": negative }, curves, singular, holes, present: SIGNS.filter((s) => seen.has(s)) };
}

/** A rectangle for each of these samples, half a cell around it. */
function cells(pen: Pen, list: readonly number[], { shape }: Grid, { width, height }: Scale): void {
  const [rows = 0, columns = 0] = shape;
  const [w, h] = [width / (columns - 1), height / (rows - 1)];
  pen.beginPath();
  for (const k of list) pen.rect(((k % columns) - 0.5) * w - 0.25, height - (Math.floor(k / columns) + 0.5) * h - 0.25, w + 0.5, h + 0.5);
}

/** Replaces what is there inside the path: pale hue, and its hatch. */
function fill(pen: Pen, sign: Sign, scale: Scale, ratio: number, colour: Colour): void {
  const { hue, hatch } = LOOK[sign];
  pen.save();
  pen.clip();
  pen.clearRect(0, 0, scale.width, scale.height);
  pen.globalAlpha = 0.62;
  pen.fillStyle = colour("paper");
  pen.fillRect(0, 0, scale.width, scale.height);
  pen.globalAlpha = TINT;
  pen.fillStyle = colour(hue);
  pen.fillRect(0, 0, scale.width, scale.height);
  pen.globalAlpha = HATCH;
  pen.setTransform(1, 0, 0, 1, 0, 0);
  pen.fillStyle = pattern(pen, hatch, colour(hue), ratio);
  pen.fillRect(0, 0, scale.width * ratio + 1, scale.height * ratio + 1);
  pen.restore();
}

function paint(pen: Pen, areas: Areas, scale: Scale, ratio: number, colour: Colour): void {
  const { grid, outlines } = areas;
  const place = placer(grid, scale);
  pen.beginPath();
  pen.rect(0, 0, scale.width, scale.height);
  fill(pen, "indefinite", scale, ratio, colour);
  for (const sign of ["positive definite", "negative definite"] as const) {
    trace(pen, outlines[sign], place, true);
    fill(pen, sign, scale, ratio, colour);
  }
  if (areas.singular.length > 0) {
    cells(pen, areas.singular, grid, scale);
    fill(pen, "singular", scale, ratio, colour);
  }
  if (areas.holes.length === 0) return;
  cells(pen, areas.holes, grid, scale);
  pen.globalCompositeOperation = "destination-out";
  pen.fill();
}

const pictures = perModel(() => ({ layer: new Layer(), curves: new Layer(), answer: null as CurvatureReply | null, areas: null as Areas | null }));

/** What is drawn of the newest answer, once it is there. */
function current(model: Model): Areas | null {
  const card = model.scene?.card;
  if (card === undefined) return null;
  const wanted = model.want<CurvatureReply>("curvature", { query: "curvature", landscape: specOf(card), window: card.window, resolution: [145, 97] });
  if (wanted === null || !wanted.fresh) return null;
  const mine = pictures(model);
  if (mine.answer !== wanted.answer) Object.assign(mine, { answer: wanted.answer, areas: areasOf(wanted.answer) });
  return mine.areas;
}

export const definiteness: Overlay = {
  name: "definiteness",
  title: "Definiteness of H",
  about: "Shades the plane by the signs of H’s two eigenvalues; on the strong curves det H = 0, one of them is zero.",
  layer: "ground",
  wash: true,
  draw(pen, model, scale, colour) {
    const [areas, mine] = [current(model), pictures(model)];
    if (areas === null) return;
    mine.layer.show(pen, scale, [areas, colour("paper"), colour("ink")], (its, ratio) => paint(its, areas, scale, ratio, colour));
    showLines(pen, model, scale, colour);
    mine.curves.show(pen, scale, [areas, colour("ink"), colour("halo")], (its) => {
      trace(its, areas.curves, placer(areas.grid, scale), false);
      outlined(its, colour, "ink", 2.2);
    });
  },
  legend(model) {
    const areas = current(model);
    if (areas === null) return null;
    const keys = areas.present.map((sign) => ({ swatch: areaSwatch(LOOK[sign].hue, LOOK[sign].hatch, [TINT]), words: LOOK[sign].words }));
    return legend(areas.curves.length > 0 ? [...keys, { swatch: lineSwatch("ink", 2, []), words: "det H = 0" }] : keys);
  },
};
