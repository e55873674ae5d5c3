/** What a panel is: a view below the map that opens and stays as left. A new one is one file and one line in `index.ts`. */
import type { Model } from "../model";

export interface View {
  /** Shows the model as it is now. Called only while the panel is open and on screen. */
  update(): void;
  /** The panel is closed, or its explorer leaves the page. */
  stop?(): void;
}

export interface Panel {
  /** Its key in `state.panels` and in links. */
  readonly name: string;
  /** On the button that opens it. */
  readonly title: string;
  /** One sentence: what it shows. */
  readonly about: string;
  /** Builds it inside `host`, which is empty, when it is opened for the first time. */
  mount(host: HTMLElement, model: Model): View;
}
