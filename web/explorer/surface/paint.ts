/** Colours of the page's style sheet as numbers, as the graphics card wants them. */
import { make } from "../../dom";
import { coloursOf } from "../ground";

/** Red, green, blue and opacity from 0 to 1, by the variable's name without `--ls-`. */
export type Paint = (name: string) => readonly [number, number, number, number];

export function paintOf(element: Element): Paint {
  const colour = coloursOf(element);
  const pen = make("canvas", { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true }) as CanvasRenderingContext2D;
  const known = new Map<string, ReturnType<Paint>>();
  return (name) => {
    let found = known.get(name);
    if (found === undefined) {
      pen.clearRect(0, 0, 1, 1);
      pen.fillStyle = colour(name);
      pen.fillRect(0, 0, 1, 1);
      found = Array.from(pen.getImageData(0, 0, 1, 1).data, (byte) => byte / 255) as unknown as ReturnType<Paint>;
      known.set(name, found);
    }
    return found;
  };
}
