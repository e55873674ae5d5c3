/** The script of the 3-D view, loaded when the view is opened for the first time: it leaves its factory where the page finds it. */
import type { Model } from "../model";
import type { SurfaceFactory, SurfaceView } from "./api";
import { LOST, trouble } from "./trouble";
import { View } from "./view";

const createSurface: SurfaceFactory = (host: HTMLElement, model: Model): SurfaceView => {
  let view: View | null = null;
  const fail = (words: string): void => host.replaceChildren(trouble(words, again));
  const lost = (): void => {
    view?.stop();
    view = null;
    fail(LOST);
  };
  const again = (): void => {
    try {
      view = new View(host, model, lost);
      view.canvas.focus();
    } catch (error) {
      fail(error instanceof Error ? error.message : String(error));
    }
  };
  view = new View(host, model, lost);
  return { update: () => view?.update(), stop: () => (view === null ? host.replaceChildren() : view.stop()) };
};

globalThis.__landscapeSurface = createSurface;
