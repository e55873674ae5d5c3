/** Draws the ground: bands of height, contours, labels, axes, known stationary points. Drawn once, shown often. */
import { contours } from "d3-contour";
import { plain } from "./numbers";
import { ticks, type Scale } from "./scale";
import type { Field, Kind, Point } from "./types";

export type Colour = (name: string) => string;
type Pen = CanvasRenderingContext2D;
const HEIGHTS = 16;

/** Colours from the page's style sheet, so that scheme and print decide. */
export function coloursOf(element: Element): Colour {
  const style = getComputedStyle(element);
  return (name) => style.getPropertyValue(`--ls-${name}`).trim() || "#888";
}

type Rings = readonly (readonly Point[])[];

function trace(pen: Pen, rings: Rings): void {
  pen.beginPath();
  for (const ring of rings) {
    ring.forEach(([x, y], k) => (k === 0 ? pen.moveTo(x, y) : pen.lineTo(x, y)));
    pen.closePath();
  }
}

/** The outlines of "at least this high", in pixels. d3 places sample (i, j) at (i + 1/2, j + 1/2). */
function outlines(field: Field, width: number, height: number): (level: number) => Rings {
  const [rows, columns] = field.values.shape;
  const draw = contours().size([columns, rows]).smooth(true);
  const values = field.values.data as unknown as number[];
  const toPixel = ([i, j]: number[]): Point => [
    (((i ?? 0) - 0.5) / (columns - 1)) * width,
    height - (((j ?? 0) - 0.5) / (rows - 1)) * height,
  ];
  return (level) => draw.contour(values, level).coordinates.flatMap((polygon) => polygon.map((ring) => ring.map(toPixel)));
}

export function drawGround(pen: Pen, field: Field, scale: Scale, colour: Colour): void {
  const { width, height } = scale;
  const outline = outlines(field, width, height);
  const levels = field.levels.map((level) => outline(level));
  pen.fillStyle = colour("h0");
  pen.fillRect(0, 0, width, height);
  levels.forEach((rings, k) => {
    trace(pen, rings);
    pen.fillStyle = colour(`h${Math.round(((k + 1) * (HEIGHTS - 1)) / Math.max(1, levels.length))}`);
    pen.fill();
  });
  hatchHoles(pen, field, width, height, colour);
  pen.strokeStyle = colour("contour");
  levels.forEach((rings, k) => {
    trace(pen, rings);
    pen.lineWidth = field.strong[k] ? 1.1 : 0.5;
    pen.stroke();
  });
  drawLabels(pen, levels, field, scale, colour);
  drawAxes(pen, scale, colour);
}

/** Where there is no height there is nothing to see but that. */
function hatchHoles(pen: Pen, field: Field, width: number, height: number, colour: Colour): void {
  const [rows, columns] = field.values.shape;
  const { data } = field.values;
  const [w, h] = [width / (columns - 1), height / (rows - 1)];
  pen.save();
  pen.beginPath();
  let any = false;
  for (let k = 0; k < data.length; k += 1) {
    if (Number.isFinite(data[k])) continue;
    any = true;
    pen.rect(((k % columns) - 0.5) * w, height - (Math.floor(k / columns) + 0.5) * h, w + 0.5, h + 0.5);
  }
  if (any) {
    pen.clip();
    pen.fillStyle = colour("hole");
    pen.fillRect(0, 0, width, height);
    pen.strokeStyle = colour("contour");
    pen.lineWidth = 1;
    pen.beginPath();
    for (let x = -height; x < width; x += 9) {
      pen.moveTo(x, height);
      pen.lineTo(x + height, 0);
    }
    pen.stroke();
  }
  pen.restore();
}

export function write(pen: Pen, text: string, x: number, y: number, colour: Colour, ink = "ink"): void {
  pen.lineJoin = "round";
  pen.lineWidth = 3;
  pen.strokeStyle = colour("halo");
  pen.strokeText(text, x, y);
  pen.fillStyle = colour(ink);
  pen.fillText(text, x, y);
}

/** Each strong level says its height once, as far from the other labels as it can. */
function drawLabels(pen: Pen, levels: readonly Rings[], field: Field, { width, height }: Scale, colour: Colour): void {
  pen.font = "11px 'Source Sans 3', system-ui, sans-serif";
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  const placed: Point[] = [];
  levels.forEach((rings, k) => {
    if (!field.strong[k]) return;
    let [best, far] = [null as Point | null, 40];
    for (const spot of rings.flat()) {
      const [x, y] = spot;
      if (x < 44 || y < 20 || x > width - 30 || y > height - 34) continue;
      const distance = Math.min(...placed.map(([u, v]) => Math.hypot(x - u, y - v)), 400) - 0.05 * Math.abs(y - height / 3);
      if (distance > far) [best, far] = [spot, distance];
    }
    if (best === null) return;
    placed.push(best);
    write(pen, plain(field.levels[k] as number), best[0], best[1], colour, "muted");
  });
}

function drawAxes(pen: Pen, scale: Scale, colour: Colour): void {
  const [[x0, x1], [y0, y1]] = scale.window;
  const { width, height } = scale;
  pen.font = "11px 'Source Sans 3', system-ui, sans-serif";
  pen.strokeStyle = colour("ink");
  pen.textAlign = "center";
  pen.textBaseline = "alphabetic";
  for (const x of ticks(x0, x1, width / 90)) {
    const [px] = scale.toPixel([x, 0]);
    if (px < 26 || px > width - 26) continue;
    tick(pen, px, height, px, height - 5);
    write(pen, plain(x), px, height - 9, colour);
  }
  pen.textAlign = "left";
  pen.textBaseline = "middle";
  for (const y of ticks(y0, y1, height / 80)) {
    const [, py] = scale.toPixel([0, y]);
    if (py < 12 || py > height - 22) continue;
    tick(pen, 0, py, 5, py);
    write(pen, plain(y), 9, py, colour);
  }
  pen.font = "italic 13px 'Source Serif 4', Georgia, serif";
  write(pen, "x", width - 14, height - 12, colour);
  write(pen, "y", 10, 12, colour);
}

function tick(pen: Pen, ax: number, ay: number, bx: number, by: number): void {
  pen.lineWidth = 1;
  pen.beginPath();
  pen.moveTo(ax, ay);
  pen.lineTo(bx, by);
  pen.stroke();
}

/** A kind by hue and by shape: circle, diamond, triangle, square. */
export function drawMark(pen: Pen, kind: Kind, [x, y]: Point, colour: Colour): void {
  pen.beginPath();
  if (kind === "minimum") pen.arc(x, y, 6, 0, 2 * Math.PI);
  else {
    const shapes: Record<string, readonly Point[]> = {
      saddle: [[0, -8], [8, 0], [0, 8], [-8, 0]],
      maximum: [[0, -8], [7.5, 5], [-7.5, 5]],
      undecided: [[-6, -6], [6, -6], [6, 6], [-6, 6]],
    };
    (shapes[kind] ?? []).forEach(([dx, dy], k) => (k === 0 ? pen.moveTo(x + dx, y + dy) : pen.lineTo(x + dx, y + dy)));
    pen.closePath();
  }
  pen.lineWidth = 4;
  pen.strokeStyle = colour("halo");
  pen.stroke();
  pen.fillStyle = colour(kind);
  pen.fill();
}
