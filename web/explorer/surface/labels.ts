/** The axes as they are seen: ticks in the picture, and words over it that turn along with it. */
import { Vector3, type PerspectiveCamera } from "three";
import { make } from "../../dom";
import type { Field } from "../types";
import { axesOf, type Facing, type Label, type Sign } from "./axes";
import { FLOOR, type Relief, type Spot } from "./geometry";
import { Lines } from "./lines";
import type { Paint } from "./paint";

const CORNERS: readonly (readonly [Sign, Sign])[] = [[-1, -1], [1, -1], [1, 1], [-1, 1]];

/** From 0 at the left and the top to 1. */
function seen(spot: Spot, camera: PerspectiveCamera): { x: number; y: number } {
  const { x, y } = new Vector3(...spot).project(camera);
  return { x: (1 + x) / 2, y: (1 - y) / 2 };
}

function facing(relief: Relief, camera: PerspectiveCamera): Facing {
  const [w, h] = relief.half;
  const { x, y } = camera.position;
  const across = (sign: readonly [Sign, Sign]): number => seen([sign[0] * w, sign[1] * h, FLOOR], camera).x;
  const left = CORNERS.reduce((best, corner) => (across(corner) < across(best) ? corner : best));
  return { near: [x < 0 ? -1 : 1, y <= 0 ? -1 : 1], left };
}

export class Labels {
  readonly element = make("div", { class: "ls-surface-labels", "aria-hidden": "true" });
  readonly lines = new Lines();
  #key = "";
  #labels: readonly (readonly [Label, HTMLElement])[] = [];

  /** Before each picture; `anew` where the field or the colours have changed. */
  show(field: Field, relief: Relief, camera: PerspectiveCamera, slant: number, paint: Paint, anew: boolean): void {
    const sides = facing(relief, camera);
    const key = JSON.stringify(sides);
    if (anew || key !== this.#key) {
      this.#key = key;
      const { ticks, labels } = axesOf(field, relief, sides);
      this.lines.showThin(ticks, "muted", paint);
      this.#labels = labels.map((label) => [label, make("span", { class: `ls-surface-${label.kind}` }, label.text)] as const);
      this.element.replaceChildren(...this.#labels.map(([, span]) => span));
    }
    // From above, the top stands out over the floor: what is written beside the floor gives way.
    const wide = 1 + 0.13 * (1 - slant) ** 2;
    for (const [{ spot, kind }, span] of this.#labels) {
      const { x, y } = seen([wide * spot[0], wide * spot[1], spot[2]], camera);
      span.style.left = `${(100 * x).toFixed(2)}%`;
      span.style.top = `${(100 * y).toFixed(2)}%`;
      // From above, heights lie on top of each other.
      span.hidden = kind === "height" && slant < 0.45;
    }
  }

  clear(): void {
    this.#key = "";
    this.lines.clear();
    this.element.replaceChildren();
  }
}
