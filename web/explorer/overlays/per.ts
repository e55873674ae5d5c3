/** What an overlay keeps for itself: one thing per explorer, and a picture that is painted once and shown often. */
import { drawGround, type Colour } from "../ground";
import type { Model } from "../model";
import type { Scale } from "../scale";
import type { LandscapeCard, Probe } from "../types";

type Pen = CanvasRenderingContext2D;

/** Goes with its explorer when that leaves the page. */
export function perModel<T>(make: () => T): (model: Model) => T {
  const kept = new WeakMap<Model, T>();
  return (model) => {
    let mine = kept.get(model);
    if (mine === undefined) kept.set(model, (mine = make()));
    return mine;
  };
}

/** How many pixels the canvas has for each CSS pixel: more on paper than on the screen. */
export function ratioOf(pen: Pen): number {
  return Math.hypot(pen.getTransform().a, pen.getTransform().b) || 1;
}

/** A picture as large as the map, in device pixels, so that hatches are sharp at any ratio. */
export class Layer {
  readonly canvas = document.createElement("canvas");
  #key: readonly unknown[] = [];

  /**
   * Paints it if anything in `key` is new, or the size is, and lays it on the map. `paint` draws in CSS pixels; hatches it
   * fills in device pixels.
   */
  show(pen: Pen, { width, height }: Scale, key: readonly unknown[], paint: (pen: Pen, ratio: number) => void, alpha = 1): void {
    const ratio = ratioOf(pen);
    const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
    const now = [w, h, ...key];
    if (now.length !== this.#key.length || now.some((part, k) => part !== this.#key[k])) {
      this.#key = now;
      [this.canvas.width, this.canvas.height] = [w, h];
      const mine = this.canvas.getContext("2d") as Pen;
      mine.setTransform(ratio, 0, 0, ratio, 0, 0);
      paint(mine, ratio);
    }
    pen.save();
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.globalAlpha = alpha;
    pen.drawImage(this.canvas, 0, 0);
    pen.restore();
  }
}

const lines = perModel(() => new Layer());

/** The map's contours, labels and axes without its heights, over an area that was coloured. */
export function showLines(pen: Pen, model: Model, scale: Scale, colour: Colour): void {
  const { field } = model;
  if (field === null) return;
  const clear: Colour = (name) => (/^(h\d+|hole)$/.test(name) ? "transparent" : colour(name));
  lines(model).show(pen, scale, [field, colour("ink"), colour("contour")], (its) => drawGround(its, field, scale, clear));
}

const probes = perModel<{ probe: Probe | null; card: LandscapeCard | null }>(() => ({ probe: null, card: null }));

/** The numbers at the probe; while a drag waits for the next ones, the last ones, so that nothing flickers. */
export function probeOf(model: Model): Probe | null {
  const kept = probes(model);
  const { scene } = model;
  if (scene === null) return null;
  if (scene.probe !== null) Object.assign(kept, { probe: scene.probe, card: scene.card });
  else if (model.engine.life.phase !== "ready" || kept.card !== scene.card) kept.probe = null;
  return kept.probe;
}
