/** Draws what moves over the ground: trails, the two next steps to scale, the probe. */
import { write, type Colour } from "./ground";
import type { Walk } from "./scene";
import { clamp, clip, inside, type Scale } from "./scale";
import { short } from "./numbers";
import { styleOf, type End } from "./methods";
import type { NextStep, Point } from "./types";

type Pen = CanvasRenderingContext2D;

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

/** A walk up to the iterate that is shown; `shown` is where the eye follows that one while a step is made. */
export function drawWalk(pen: Pen, walk: Walk, upTo: number, scale: Scale, colour: Colour, shown: Point | null, faded: boolean): void {
  const style = styleOf(walk.method);
  const spots = walk.points.slice(0, upTo + 1).map((point) => scale.toPixel(point));
  if (shown !== null) spots[spots.length - 1] = scale.toPixel(shown);
  pen.globalAlpha = faded ? 0.55 : 1;
  pen.beginPath();
  for (let k = 1; k < spots.length; k += 1) {
    const part = clip(spots[k - 1] as Point, spots[k] as Point, scale.width, scale.height);
    if (part === null) continue;
    pen.moveTo(...part[0]);
    pen.lineTo(...part[1]);
  }
  stroke(pen, colour, style.hue, 2, style.dash);
  // Where iterates crowd, only the last ones are marked: a mark says where a step ended, not that there was one.
  const crowd = spots.length > 150;
  spots.forEach((spot, k) => {
    const last = k === spots.length - 1;
    if (inside(spot, scale.width, scale.height) && (!crowd || last || k === 0)) drawEnd(pen, style.end, spot, last ? 4.2 : 3.2, style.hue, colour);
  });
  pen.globalAlpha = 1;
}

const OUTLINES: Readonly<Record<End, readonly Point[]>> = {
  circle: [],
  ring: [],
  square: [[-0.95, -0.95], [0.95, -0.95], [0.95, 0.95], [-0.95, 0.95]],
  diamond: [[0, -1.35], [1.35, 0], [0, 1.35], [-1.35, 0]],
  triangle: [[0, -1.3], [1.2, 0.9], [-1.2, 0.9]],
  cross: [[-1.3, -0.45], [-0.45, -0.45], [-0.45, -1.3], [0.45, -1.3], [0.45, -0.45], [1.3, -0.45], [1.3, 0.45], [0.45, 0.45], [0.45, 1.3], [-0.45, 1.3], [-0.45, 0.45], [-1.3, 0.45]],
};

/** A method's mark, of about the given radius. */
export function drawEnd(pen: Pen, end: End, [x, y]: Point, radius: number, hue: string, colour: Colour): void {
  pen.beginPath();
  if (end === "circle" || end === "ring") pen.arc(x, y, radius, 0, 2 * Math.PI);
  else {
    OUTLINES[end].forEach(([dx, dy], k) => (k === 0 ? pen.moveTo(x + dx * radius, y + dy * radius) : pen.lineTo(x + dx * radius, y + dy * radius)));
    pen.closePath();
  }
  pen.strokeStyle = colour("halo");
  pen.lineWidth = 2.5;
  pen.stroke();
  pen.fillStyle = colour(end === "ring" ? "halo" : hue);
  pen.fill();
  if (end !== "ring") return;
  pen.strokeStyle = colour(hue);
  pen.lineWidth = 1.8;
  pen.stroke();
}

/** The next step to scale. One that leaves the map is cut at the border and says so with a double head. */
export function drawStep(pen: Pen, from: Point, step: NextStep, scale: Scale, colour: Colour): void {
  const style = styleOf(step.method);
  const to = step.point ?? step.proposal;
  if (to === null) return;
  const [a, b] = [scale.toPixel(from), scale.toPixel(to)];
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
  // A proposal that will be refused is drawn as such: dashed, and crossed out at its end.
  stroke(pen, colour, style.hue, 3, step.point === null ? [4, 5] : []);
  if (step.point === null && !left) {
    crossOut(pen, end, colour);
    return;
  }
  for (const back of left ? [0, 9] : [0]) arrowHead(pen, [end[0] - ux * back, end[1] - uy * back], [ux, uy], head, style.hue, colour);
}

function crossOut(pen: Pen, [x, y]: Point, colour: Colour): void {
  pen.beginPath();
  for (const side of [-1, 1]) {
    pen.moveTo(x - 6, y - 6 * side);
    pen.lineTo(x + 6, y + 6 * side);
  }
  stroke(pen, colour, "wrong", 2.2, []);
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
