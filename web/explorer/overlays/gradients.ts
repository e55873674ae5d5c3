/** The gradient at the points of a coarse grid: all arrows in one style, and all of them uphill. */
import { inside, type Scale } from "../scale";
import { specOf } from "../specs";
import type { ArrowsReply } from "../replies";
import type { Point } from "../types";
import { legend } from "./legend";
import type { Overlay } from "./overlay";

/** Columns and rows: fewer of them on a small map. */
const [GRID, SMALL] = [[19, 13], [13, 9]] as const;
const NARROW = 480;
const HEAD = 5;

export interface Arrow {
  readonly from: Point;
  readonly to: Point;
}

/**
 * Arrows in pixels that end `reach` away where the slope is largest, and at the cube root of its part of that elsewhere.
 * The plane's y goes up and the screen's down.
 */
export function arrowsOf({ points, gradients }: ArrowsReply, scale: Pick<Scale, "toPixel">, reach: number): readonly Arrow[] {
  const [p, g] = [points.data, gradients.data];
  const slopes = Array.from({ length: p.length / 2 }, (_, k) => Math.hypot(g[2 * k] as number, g[2 * k + 1] as number));
  const largest = Math.max(0, ...slopes.filter(Number.isFinite));
  return slopes.flatMap((slope, k) => {
    if (!Number.isFinite(slope)) return [];
    const from = scale.toPixel([p[2 * k] as number, p[2 * k + 1] as number]);
    const length = slope === 0 ? 0 : (reach * Math.cbrt(slope / largest)) / slope;
    return [{ from, to: [from[0] + length * (g[2 * k] as number), from[1] - length * (g[2 * k + 1] as number)] as const }];
  });
}

function drawArrow(pen: CanvasRenderingContext2D, { from, to }: Arrow): void {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  pen.moveTo(from[0] + 1.1, from[1]);
  pen.arc(...from, 1.1, 0, 2 * Math.PI);
  if (length < 2) return;
  const [ux, uy] = [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
  const size = Math.min(HEAD, 0.45 * length);
  pen.moveTo(...from);
  pen.lineTo(...to);
  pen.moveTo(to[0] - size * (ux + 0.55 * uy), to[1] - size * (uy - 0.55 * ux));
  pen.lineTo(...to);
  pen.lineTo(to[0] - size * (ux - 0.55 * uy), to[1] - size * (uy + 0.55 * ux));
}

export const gradients: Overlay = {
  name: "gradients",
  title: "Gradient field",
  about: "The gradients at the points of a grid, each pointing uphill from its dot; lengths are drawn as the cube root of the slope.",
  layer: "ground",
  draw(pen, model, scale, colour) {
    const card = model.scene?.card;
    if (card === undefined) return;
    const [columns, rows] = scale.width < NARROW ? SMALL : GRID;
    const wanted = model.want<ArrowsReply>("arrows", { query: "arrows", landscape: specOf(card), window: card.window, resolution: [columns, rows] });
    if (wanted === null || !wanted.fresh) return;
    pen.beginPath();
    for (const arrow of arrowsOf(wanted.answer, scale, 0.86 * Math.min(scale.width / columns, scale.height / rows))) {
      if (inside(arrow.from, scale.width, scale.height)) drawArrow(pen, arrow);
    }
    pen.lineCap = "round";
    pen.lineJoin = "round";
    pen.globalAlpha = 0.6;
    pen.lineWidth = 3.2;
    pen.strokeStyle = colour("halo");
    pen.stroke();
    pen.globalAlpha = 0.85;
    pen.lineWidth = 1.25;
    pen.strokeStyle = colour("ink");
    pen.stroke();
  },
  legend: () => legend([], "Arrows point uphill: the steepest way up. A gradient step goes the opposite way."),
};
