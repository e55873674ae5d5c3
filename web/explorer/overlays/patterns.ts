/** Hatches, so that no area is told by its colour alone: as a fill of a canvas in device pixels, and as a swatch of a legend. */
import { node } from "../swatch";

type Pen = CanvasRenderingContext2D;

export type Hatch = "plain" | "dots" | "rising" | "falling" | "level" | "crosses";

interface Tile {
  /** CSS pixels after which it repeats. */
  readonly size: number;
  readonly width: number;
  /** Strokes [ax, ay, bx, by] in parts of the size; those of no length are dots. */
  readonly strokes: readonly (readonly [number, number, number, number])[];
}

const dot = (x: number, y: number): readonly [number, number, number, number] => [x, y, x, y];

/** Strokes run over the edge where they must, so that tiles join. */
const TILES: Readonly<Record<Exclude<Hatch, "plain">, Tile>> = {
  dots: { size: 9, width: 2.2, strokes: [dot(0.25, 0.25), dot(0.75, 0.75)] },
  rising: { size: 9, width: 1.1, strokes: [[-0.25, 0.25, 0.25, -0.25], [-0.25, 1.25, 1.25, -0.25], [0.75, 1.25, 1.25, 0.75]] },
  falling: { size: 9, width: 1.1, strokes: [[-0.25, -0.25, 1.25, 1.25], [0.75, -0.25, 1.25, 0.25], [-0.25, 0.75, 0.25, 1.25]] },
  level: { size: 10, width: 1, strokes: [[-0.25, 0.5, 1.25, 0.5]] },
  crosses: { size: 13, width: 1.3, strokes: [[0.34, 0.34, 0.66, 0.66], [0.34, 0.66, 0.66, 0.34]] },
};

/** Fill with it under the identity transform: one tile is a whole number of device pixels. */
export function pattern(pen: Pen, hatch: Exclude<Hatch, "plain">, colour: string, ratio: number): CanvasPattern {
  const { size, width, strokes } = TILES[hatch];
  const tile = document.createElement("canvas");
  const s = Math.max(2, Math.round(size * ratio));
  [tile.width, tile.height] = [s, s];
  const mine = tile.getContext("2d") as Pen;
  mine.scale(s, s);
  mine.lineCap = "round";
  mine.lineWidth = width / size;
  mine.strokeStyle = colour;
  for (const [ax, ay, bx, by] of strokes) {
    mine.beginPath();
    mine.moveTo(ax, ay);
    // Some browsers draw nothing for a line of no length.
    mine.lineTo(bx + (ax === bx && ay === by ? 1e-3 : 0), by);
    mine.stroke();
  }
  return pen.createPattern(tile, "repeat") as CanvasPattern;
}

const [WIDTH, HEIGHT] = [27, 18];

function box(): SVGElement {
  return node("svg", { class: "ls-area-swatch", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, width: WIDTH, height: HEIGHT, "aria-hidden": "true", focusable: "false" });
}

/** A piece of an area for a legend; its colours are the page's, so that it changes with the scheme. `strengths`: one slice each. */
export function areaSwatch(hue: string, hatch: Hatch, strengths: readonly number[]): SVGElement {
  const ink = `var(--ls-${hue})`;
  const slice = WIDTH / strengths.length;
  const made = box();
  made.append(node("rect", { width: WIDTH, height: HEIGHT, fill: "var(--ls-paper)" }));
  strengths.forEach((strength, k) => made.append(node("rect", { x: k * slice, width: slice, height: HEIGHT, fill: ink, "fill-opacity": strength })));
  if (hatch !== "plain") {
    const { size, width, strokes } = TILES[hatch];
    let path = "";
    for (let x = 0; x < WIDTH; x += size) {
      for (let y = 0; y < HEIGHT; y += size) for (const [ax, ay, bx, by] of strokes) path += `M${x + ax * size} ${y + ay * size}L${x + bx * size} ${y + by * size}`;
    }
    made.append(node("path", { d: path, stroke: ink, "stroke-width": width, "stroke-linecap": "round", fill: "none" }));
  }
  made.append(node("rect", { x: 0.5, y: 0.5, width: WIDTH - 1, height: HEIGHT - 1, fill: "none", stroke: ink, "stroke-width": 1 }));
  return made;
}

/** A piece of a line for a legend. */
export function lineSwatch(hue: string, width: number, dash: readonly number[]): SVGElement {
  const made = box();
  made.append(node("path", { d: `M1 ${HEIGHT / 2}H${WIDTH - 1}`, stroke: `var(--ls-${hue})`, "stroke-width": width, "stroke-dasharray": dash.join(" ") || "none", fill: "none" }));
  return made;
}
