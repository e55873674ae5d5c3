/** What an overlay is: something drawn on the map that a reader may switch on. One file and one line in `index.ts`. */
import type { Colour } from "../ground";
import type { Model } from "../model";
import type { Scale } from "../scale";

export interface Overlay {
  /** Its key in `state.overlays` and in links. */
  readonly name: string;
  /** On its switch. */
  readonly title: string;
  /** One sentence that explains it. */
  readonly about: string;
  /** Over the ground and under the paths, or on top of them below the probe. */
  readonly layer: "ground" | "top";
  /** Whether it colours areas: such a one goes below the others of its layer. */
  readonly wash?: true;
  /**
   * Draws it in CSS pixels; called at each frame while it is on, so what is dear is kept by the overlay itself (a picture
   * of its own per model). What it needs from Python it asks by `model.want`.
   */
  draw(pen: CanvasRenderingContext2D, model: Model, scale: Scale, colour: Colour): void;
  /** More words for the legend as things stand, or null. */
  legend?(model: Model): Node | null;
}
