/** Small figures that several overlays share. All of them have a halo, so that they are seen on every ground. */
import { write, type Colour } from "../ground";
import { clamp, clip, type Scale } from "../scale";
import type { Point } from "../types";

type Pen = CanvasRenderingContext2D;
export const FONT = "600 12px 'Source Sans 3 Variable', 'Source Sans 3', system-ui, sans-serif";

/** Strokes the path that was begun: halo first. */
export function outlined(pen: Pen, colour: Colour, hue: string, width: number, dash: readonly number[] = []): void {
  pen.save();
  pen.lineCap = "butt";
  pen.lineJoin = "round";
  pen.lineWidth = width + 2.5;
  pen.strokeStyle = colour("halo");
  pen.stroke();
  pen.setLineDash([...dash]);
  pen.lineWidth = width;
  pen.strokeStyle = colour(hue);
  pen.stroke();
  pen.restore();
}

export function segment(pen: Pen, [ax, ay]: Point, [bx, by]: Point): void {
  pen.beginPath();
  pen.moveTo(ax, ay);
  pen.lineTo(bx, by);
}

/** With its tip at the point. */
export function head(pen: Pen, [x, y]: Point, [ux, uy]: Point, size: number, hue: string, colour: Colour): void {
  pen.beginPath();
  pen.moveTo(x, y);
  pen.lineTo(x - size * (ux + 0.5 * uy), y - size * (uy - 0.5 * ux));
  pen.lineTo(x - size * (ux - 0.5 * uy), y - size * (uy + 0.5 * ux));
  pen.closePath();
  pen.lineWidth = 2.5;
  pen.lineJoin = "round";
  pen.strokeStyle = colour("halo");
  pen.stroke();
  pen.fillStyle = colour(hue);
  pen.fill();
}

/** Words near a spot, on the side where `toward` points, and never over the edge of the map. */
export function label(pen: Pen, words: string, [x, y]: Point, toward: Point, scale: Scale, hue: string, colour: Colour): void {
  pen.font = FONT;
  pen.textBaseline = "middle";
  pen.textAlign = "center";
  const half = pen.measureText(words).width / 2;
  const size = Math.hypot(...toward) || 1;
  const [ux, uy] = [toward[0] / size, toward[1] / size];
  const far = Math.min(half / Math.max(1e-6, Math.abs(ux)), 8 / Math.max(1e-6, Math.abs(uy)));
  const [cx, cy] = [x + ux * far, y + uy * far];
  const [px] = clamp([cx, cy], scale.width, scale.height, half + 6);
  const [, py] = clamp([cx, cy], scale.width, scale.height, 12);
  write(pen, words, px, py, colour, hue);
}

/** Something lies off the map: a head at the border, on the way to it. */
export function away(pen: Pen, from: Point, to: Point, words: string, scale: Scale, hue: string, colour: Colour): void {
  const { width, height } = scale;
  const end = clip(from, to, width, height)?.[1];
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  if (end === undefined || !(length > 0)) return;
  const [ux, uy]: Point = [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
  head(pen, end, [ux, uy], 14, hue, colour);
  // Beside the way, on the side where there is more of the map: an arrow may lie on it.
  const side = (end[0] - width / 2) * uy - (end[1] - height / 2) * ux > 0 ? 1 : -1;
  const [nx, ny]: Point = Math.abs(uy) > Math.abs(ux) ? [-side * Math.sign(uy), 0] : [0, side * Math.sign(ux)];
  label(pen, words, [end[0] - 14 * ux + 14 * nx, end[1] - 14 * uy + 14 * ny], [nx, ny], scale, "ink", colour);
}
