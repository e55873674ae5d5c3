/** The landscape in 3-D. Its library is large and comes when the panel is opened, not before. */
import { make } from "../../dom";
import type { Model } from "../model";
import type { SurfaceFactory, SurfaceView } from "../surface/api";
import { trouble, UNLOADED } from "../surface/trouble";
import type { Panel, View } from "./panel";

/** The library, or the words for the reader. */
async function loaded(load: () => Promise<SurfaceFactory>): Promise<SurfaceFactory | string> {
  try {
    return await load();
  } catch {
    return UNLOADED;
  }
}

export function surfacePanel(load: () => Promise<SurfaceFactory>): Panel {
  return {
    name: "surface",
    title: "3-D surface",
    about: "The same landscape, probe and paths as a surface that you can turn.",
    mount(host: HTMLElement, model: Model): View {
      const place = make("div", { class: "ls-surface" });
      host.append(place);
      let view: SurfaceView | null = null;
      // Which opening of the panel this is: an answer that comes after its end is no longer wanted.
      let [turn, open] = [0, false];
      const fail = (words: string): void => place.replaceChildren(trouble(words, () => void begin()));
      const begin = async (): Promise<void> => {
        open = true;
        const mine = ++turn;
        place.replaceChildren(make("p", { class: "ls-surface-wait", role: "status" }, "Loading the 3-D view …"));
        const create = await loaded(load);
        if (mine !== turn) return;
        if (typeof create === "string") return fail(create);
        try {
          view = create(place, model);
        } catch (error) {
          fail(error instanceof Error ? error.message : String(error));
        }
      };
      void begin();
      return {
        update: () => {
          if (open) view?.update();
          else void begin();
        },
        stop: () => {
          [turn, open] = [turn + 1, false];
          view?.stop();
          view = null;
          place.replaceChildren();
        },
      };
    },
  };
}
