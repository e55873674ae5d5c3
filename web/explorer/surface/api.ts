/** What the page sees of the 3-D view, which comes with its library when it is opened for the first time. */
import type { Model } from "../model";

export interface SurfaceView {
  /** Shows the model as it is now; draws at the next frame. */
  update(): void;
  stop(): void;
}

/** Throws an Error with a message for the reader where there is no WebGL. */
export type SurfaceFactory = (host: HTMLElement, model: Model) => SurfaceView;
