/** Draws what moves over the ground: trails, the two next steps to scale, the probe. */
import { write, type Colour } from "./ground";
import { clamp, clip, inside, type Scale } from "./scale";
import { short } from "./numbers";
import type { NextStep, Point, Run } from "./types";

type Pen = CanvasRenderingContext2D;

/** Each method has its hue, its dash and the mark at its iterates. */
export const METHOD: Readonly<Record<string, { hue: string; dash: readonly number[]; square: boolean }>> = {
  GradientDescent: { hue: "gradient", dash: [], square: false },
  Newton: { hue: "newton", dash: [7, 4], square: true },
};

function stroke(pen: Pen, colour: Colour, hue: string, width: number, dash: readonly number[]): void {
  pen.lineCap = "round";
  pen.lineJoin = "round";
  pen.setLineDash([]);
  pen.lineWidth = width + 3;
  pen.strokeStyle = colour("halo");
  pen.stroke();
  pen.setLineDash([...dash]);
  pen.lineWidth = width;
  pen.strokeStyle = colour(hue);
  pen.stroke();
  pen.setLineDash([]);
}

export function drawRun(pen: Pen, run: Run, scale: Scale, colour: Colour, shown: Point | null): void {
  const style = METHOD[run.method];
  if (style === undefined) return;
  const spots = run.points.map((point) => scale.toPixel(point));
  // The last iterate is where the eye follows it, while a step is being shown.
  if (shown !== null) spots[spots.length - 1] = scale.toPixel(shown);
  pen.beginPath();
  for (let k = 1; k < spots.length; k += 1) {
    const part = clip(spots[k - 1] as Point, spots[k] as Point, scale.width, scale.height);
    if (part === null) continue;
    pen.moveTo(...part[0]);
    pen.lineTo(...part[1]);
  }
  stroke(pen, colour, style.hue, 2, style.dash);
  for (const spot of spots) {
    if (!inside(spot, scale.width, scale.height)) continue;
    const [x, y] = spot;
    pen.beginPath();
    if (style.square) pen.rect(x - 3, y - 3, 6, 6);
    else pen.arc(x, y, 3.2, 0, 2 * Math.PI);
    pen.fillStyle = colour(style.hue);
    pen.strokeStyle = colour("halo");
    pen.lineWidth = 2;
    pen.stroke();
    pen.fill();
  }
}

/** The next step to scale. One that leaves the map is cut at the border and says so with a double head. */
export function drawStep(pen: Pen, from: Point, step: NextStep, scale: Scale, colour: Colour): void {
  const style = METHOD[step.method];
  if (style === undefined || step.point === null) return;
  const [a, b] = [scale.toPixel(from), scale.toPixel(step.point)];
  const part = clip(a, b, scale.width, scale.height);
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
  if (part === null || !(length > 1)) return;
  const [start, end] = part;
  const left = !inside(b, scale.width, scale.height);
  const [ux, uy] = [(b[0] - a[0]) / length, (b[1] - a[1]) / length];
  const head = Math.min(11, length);
  pen.beginPath();
  pen.moveTo(...start);
  pen.lineTo(end[0] - ux * head * 0.6, end[1] - uy * head * 0.6);
  stroke(pen, colour, style.hue, 3, []);
  for (const back of left ? [0, 9] : [0]) arrowHead(pen, [end[0] - ux * back, end[1] - uy * back], [ux, uy], head, style.hue, colour);
}

function arrowHead(pen: Pen, [x, y]: Point, [ux, uy]: Point, size: number, hue: string, colour: Colour): void {
  pen.beginPath();
  pen.moveTo(x, y);
  pen.lineTo(x - ux * size - uy * size * 0.5, y - uy * size + ux * size * 0.5);
  pen.lineTo(x - ux * size + uy * size * 0.5, y - uy * size - ux * size * 0.5);
  pen.closePath();
  pen.lineWidth = 2;
  pen.strokeStyle = colour("halo");
  pen.stroke();
  pen.fillStyle = colour(hue);
  pen.fill();
}

export function drawProbe(pen: Pen, point: Point, scale: Scale, colour: Colour): void {
  const spot = scale.toPixel(point);
  if (!inside(spot, scale.width, scale.height)) {
    drawAway(pen, point, spot, scale, colour);
    return;
  }
  const [x, y] = spot;
  pen.beginPath();
  pen.arc(x, y, 7, 0, 2 * Math.PI);
  pen.fillStyle = colour("halo");
  pen.fill();
  pen.lineWidth = 2.5;
  pen.strokeStyle = colour("ink");
  pen.stroke();
  pen.beginPath();
  pen.arc(x, y, 2.2, 0, 2 * Math.PI);
  pen.fillStyle = colour("ink");
  pen.fill();
}

/** The probe has left the map: a mark at the border says where it went. */
function drawAway(pen: Pen, point: Point, spot: Point, scale: Scale, colour: Colour): void {
  const { width, height } = scale;
  const centre: Point = [width / 2, height / 2];
  const far = clip(centre, spot, width, height)?.[1] ?? clamp(spot, width, height, 2);
  const angle = Math.atan2(far[1] - centre[1], far[0] - centre[0]);
  const [x, y] = clamp(far, width, height, 10);
  arrowHead(pen, [x + Math.cos(angle) * 8, y + Math.sin(angle) * 8], [Math.cos(angle), Math.sin(angle)], 18, "ink", colour);
  pen.font = "600 12px 'Source Sans 3', system-ui, sans-serif";
  pen.textAlign = x < width / 4 ? "left" : x > (3 * width) / 4 ? "right" : "center";
  pen.textBaseline = "middle";
  const label = `off the map, at (${short(point[0])}, ${short(point[1])})`;
  write(pen, label, x - Math.cos(angle) * 20, clamp([x, y - Math.sin(angle) * 22], width, height, 34)[1], colour);
}
