/** A picture of basins: one cell for each start of the finest grid, coloured by how it ends. */
import type { Colour } from "../ground";
import type { Scale } from "../scale";
import type { BasinsReply } from "../replies";
import type { Kind, LandscapeCard } from "../types";
import { GRIDS, STEPS, type Band } from "./bands";
import { pattern, type Hatch } from "./patterns";

type Pen = CanvasRenderingContext2D;
type Rgb = readonly [number, number, number];
const [COLUMNS, ROWS] = GRIDS[GRIDS.length - 1] as readonly [number, number];
const UNKNOWN = -1;
const MOVING = 4;

/** By `BasinsReply.kinds`. `strengths`: of the hue on paper, by turns for different points of a kind. */
export const ENDS: readonly { readonly words: string; readonly hue: string; readonly hatch: Hatch; readonly strengths: readonly number[] }[] = [
  { words: "minimum", hue: "minimum", hatch: "plain", strengths: [0.55, 0.26, 0.72, 0.4] },
  { words: "saddle", hue: "saddle", hatch: "rising", strengths: [0.48, 0.22, 0.64, 0.34] },
  { words: "maximum", hue: "maximum", hatch: "falling", strengths: [0.44, 0.22, 0.58, 0.32] },
  { words: "undecided point", hue: "undecided", hatch: "plain", strengths: [0.55] },
  { words: `still moving after ${STEPS} steps`, hue: "undecided", hatch: "plain", strengths: [0.07] },
  { words: "diverges", hue: "undecided", hatch: "crosses", strengths: [0.18] },
  { words: "stuck: no further step", hue: "undecided", hatch: "dots", strengths: [0.16] },
];

/** The first of them are the kinds of stationary points. */
export const KINDS: readonly Kind[] = ["minimum", "saddle", "maximum", "undecided"];

/** Colours as numbers: the canvas reads whatever a style sheet may say. */
const read = new Map<string, Rgb>();
function rgb(colour: string): Rgb {
  let found = read.get(colour);
  if (found === undefined) {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [1, 1];
    const pen = canvas.getContext("2d") as Pen;
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    const [r = 0, g = 0, b = 0] = pen.getImageData(0, 0, 1, 1).data;
    read.set(colour, (found = [r, g, b]));
  }
  return found;
}

const OPAQUE = packed([0, 0, 0]);

/** As the four bytes of a pixel, in whichever order this machine keeps them. */
function packed([r = 0, g = 0, b = 0]: readonly number[]): number {
  return new Uint32Array(Uint8ClampedArray.of(r, g, b, 255).buffer)[0] as number;
}

/** For each of the card's stationary points the how-manieth of its kind it is. */
export function ranks({ stationary_points }: LandscapeCard): readonly number[] {
  const seen = new Map<string, number>();
  return stationary_points.map(({ kind }) => {
    const rank = seen.get(kind) ?? 0;
    seen.set(kind, rank + 1);
    return rank;
  });
}

export class Mosaic {
  readonly #kinds = new Int8Array(COLUMNS * ROWS).fill(UNKNOWN);
  readonly #which = new Int8Array(COLUMNS * ROWS).fill(UNKNOWN);
  /** Grows with every change. */
  revision = 0;

  clear(): void {
    this.#kinds.fill(UNKNOWN);
    this.revision += 1;
  }

  /** Takes an answer over into all cells that are nearest to one of its starts. */
  put({ stationary_points }: LandscapeCard, { grid }: Band, { kinds, which, rows: [first, end] }: BasinsReply, steps: number): void {
    const [columns, rows] = GRIDS[grid] as readonly [number, number];
    // On the way into a degenerate point H may still be regular to rounding: the kind of a known point is the card's.
    const known = stationary_points.map(({ kind }) => KINDS.indexOf(kind));
    for (let j = 0; j < ROWS; j += 1) {
      const row = Math.round((j * (rows - 1)) / (ROWS - 1));
      if (row < first || row >= end) continue;
      for (let i = 0; i < COLUMNS; i += 1) {
        const from = (row - first) * columns + Math.round((i * (columns - 1)) / (COLUMNS - 1));
        const [kind, k] = [known[which.data[from] as number] ?? (kinds.data[from] as number), j * COLUMNS + i];
        // Until the last step a coarser guess is better than "still moving".
        if (kind === MOVING && steps < STEPS && grid > 0) continue;
        this.#kinds[k] = kind;
        this.#which[k] = which.data[from] as number;
      }
    }
    this.revision += 1;
  }

  /** Which ends there are, ascending. */
  present(): readonly number[] {
    const seen = new Set(this.#kinds);
    return ENDS.map((_, kind) => kind).filter((kind) => seen.has(kind));
  }

  paint(pen: Pen, card: LandscapeCard, scale: Scale, ratio: number, colour: Colour, fine: boolean): void {
    const order = ranks(card);
    const paper = rgb(colour("paper"));
    const shades = ENDS.map(({ hue, strengths }) => strengths.map((s) => packed(rgb(colour(hue)).map((part, c) => s * part + (1 - s) * (paper[c] as number)))));
    const lay = (to: Pen, image: HTMLCanvasElement): void => {
      // The middle of the first and of the last cell lie on the map's edges.
      const [w, h] = [scale.width / (COLUMNS - 1), scale.height / (ROWS - 1)];
      to.imageSmoothingEnabled = fine;
      to.drawImage(image, -w / 2, -h / 2, scale.width + w, scale.height + h);
    };
    const shadeOf = (kind: number, which: number): number => {
      const mine = shades[kind] as number[];
      return mine[(order[which] ?? 0) % mine.length] as number;
    };
    lay(pen, this.#image(shadeOf));
    for (const kind of this.present()) {
      const { hatch, hue } = ENDS[kind] as (typeof ENDS)[number];
      if (hatch === "plain") continue;
      const sheet = document.createElement("canvas");
      [sheet.width, sheet.height] = [pen.canvas.width, pen.canvas.height];
      const its = sheet.getContext("2d") as Pen;
      its.fillStyle = pattern(its, hatch, colour(hue), ratio);
      its.fillRect(0, 0, sheet.width, sheet.height);
      its.globalCompositeOperation = "destination-in";
      its.setTransform(ratio, 0, 0, ratio, 0, 0);
      lay(its, this.#image((other) => (other === kind ? OPAQUE : 0)));
      pen.save();
      pen.setTransform(1, 0, 0, 1, 0, 0);
      pen.globalAlpha = 0.5;
      pen.drawImage(sheet, 0, 0);
      pen.restore();
    }
  }

  /** One pixel a cell; the top row of the picture is the last of the grid. */
  #image(shade: (kind: number, which: number) => number): HTMLCanvasElement {
    const pixels = new Uint32Array(COLUMNS * ROWS);
    for (let j = 0; j < ROWS; j += 1) {
      const to = (ROWS - 1 - j) * COLUMNS;
      for (let i = 0; i < COLUMNS; i += 1) {
        const k = j * COLUMNS + i;
        const kind = this.#kinds[k] as number;
        if (kind !== UNKNOWN) pixels[to + i] = shade(kind, this.#which[k] as number);
      }
    }
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [COLUMNS, ROWS];
    (canvas.getContext("2d") as Pen).putImageData(new ImageData(new Uint8ClampedArray(pixels.buffer), COLUMNS, ROWS), 0, 0);
    return canvas;
  }
}
