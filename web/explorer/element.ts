/** `<landscape-explorer>`: wires model, map, controls and read-out together inside the light DOM. */
import type { Engine, Life } from "../runtime/api";
import { button, make } from "../dom";
import { showLife } from "../life";
import { LinkError, read } from "./address";
import { Controls } from "./controls";
import { Keep } from "./keep";
import { LandscapeMap } from "./map";
import { Model } from "./model";
import { readout } from "./readout";
import type { Catalogue, Point, Probe, State } from "./types";

let count = 0;

function parsed<T>(text: string | undefined): T | null {
  try {
    return text === undefined ? null : (JSON.parse(text) as T);
  } catch {
    return null;
  }
}

function numbers(text: string | null): number[] {
  return (text ?? "").split(",").map(Number).filter(Number.isFinite);
}

export function explorerClass(engine: Engine): typeof HTMLElement {
  return class LandscapeExplorer extends HTMLElement {
    readonly #id = `explorer-${++count}`;
    #model: Model | null = null;
    #map: LandscapeMap | null = null;
    #controls: Controls | null = null;
    #keep: Keep | null = null;
    #parts: { frame: HTMLElement; map: HTMLElement; verdict: HTMLElement; readout: HTMLElement; life: HTMLElement; still: Element | null } | null = null;
    #undo: (() => void)[] = [];
    #all = false;
    #last: Point | null = null;
    #announced = "";
    #read = "";
    #stillOf = "";
    /** The link that the view already answers to. */
    #followed = "";
    #offPaper: (() => void) | null = null;

    get state(): State | null {
      return this.#model?.state ?? null;
    }

    /** Where a point of the plane stands on the canvas, in CSS pixels from its corner. */
    locate(point: Point): Point | null {
      return this.#map?.scale?.toPixel(point) ?? null;
    }

    connectedCallback(): void {
      if (this.#model === null) this.#build();
      const redraw = (): void => this.#map?.request();
      const resized = new ResizeObserver(redraw);
      resized.observe(this.#map?.canvas as Element);
      const scheme = new MutationObserver(redraw);
      for (const root of [document.documentElement, document.body]) scheme.observe(root, { attributes: true });
      const listen = (type: string, hear: () => void): (() => void) => {
        window.addEventListener(type, hear);
        return () => window.removeEventListener(type, hear);
      };
      this.#undo = [
        () => resized.disconnect(),
        () => scheme.disconnect(),
        listen("resize", redraw),
        listen("hashchange", () => this.#follow()),
        listen("beforeprint", () => (this.#offPaper = this.#map?.toPaper() ?? null)),
        listen("afterprint", () => this.#offPaper?.()),
        engine.watch((life) => this.#live(life)),
      ];
      engine.start();
      this.#live(engine.life);
      void document.fonts.ready.then(redraw);
    }

    disconnectedCallback(): void {
      for (const undo of this.#undo.splice(0)) undo();
      this.#map?.stop();
    }

    #build(): void {
      let frame = this.querySelector<HTMLElement>(".ls-frame");
      const catalogue = parsed<Catalogue>(frame?.dataset["catalogue"]);
      const probe = parsed<Probe>(frame?.dataset["probe"]);
      if (frame === null) {
        frame = make("div", { class: "ls-frame" }, ...["pick", "map", "actions", "keep"].map((name) => make("div", { class: `ls-${name}` })), make("p", { class: "ls-verdict" }), make("div", { class: "ls-readout" }));
        this.replaceChildren(frame);
      }
      const part = (name: string): HTMLElement => frame.querySelector(`.ls-${name}`) as HTMLElement;
      const model = (this.#model = new Model(engine, this.#id, () => this.#update()));
      const press = (method: string): void => model.press(method);
      const map = (this.#map = new LandscapeMap(model, press));
      const controls = (this.#controls = new Controls(model, this.#id, press));
      const keep = (this.#keep = new Keep(model, map, () => this.#number(), (fragment) => (this.#followed = fragment)));
      const hint = make("p", { class: "ls-hidden", id: `${this.#id}-hint` }, "Click, tap or use the arrow keys to move the probe; Shift moves further, Alt finer. G takes a gradient step, N a Newton step.");
      map.canvas.setAttribute("aria-describedby", hint.id);
      const life = make("div", { class: "ls-life" });
      const still = part("map").querySelector("svg");
      this.#stillOf = probe?.landscape ?? "";
      part("map").append(map.canvas, hint, life);
      part("pick").replaceChildren(...controls.pick());
      part("actions").replaceChildren(...controls.actions());
      part("keep").replaceChildren(...keep.parts());
      const verdict = part("verdict");
      verdict.setAttribute("aria-live", "polite");
      frame.setAttribute("role", "group");
      frame.addEventListener("keydown", (event) => {
        if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "z" && event.target !== controls.select) {
          event.preventDefault();
          model.undo();
        }
      });
      this.#parts = { frame, map: part("map"), verdict, readout: part("readout"), life, still };
      const [x, y] = numbers(this.getAttribute("point"));
      const [rate] = numbers(this.getAttribute("learning-rate"));
      const name = this.getAttribute("landscape") ?? probe?.landscape ?? "Saddle";
      const fits = probe !== null && probe.landscape === name;
      const spot: Point | null = x !== undefined && y !== undefined ? [x, y] : null;
      void model.open(name, catalogue, fits ? probe : null, spot, rate !== undefined && rate > 0 ? rate : 0.1).then(() => this.#follow());
    }

    /** Which explorer of the page this is, from one: links say it so. */
    #number(): number {
      return [...document.querySelectorAll(this.localName)].indexOf(this) + 1;
    }

    /** Goes where the address says, if it speaks of this explorer. */
    #follow(): void {
      if (location.hash === this.#followed) return;
      this.#followed = location.hash;
      try {
        const view = read(location.hash, this.#number());
        if (view === null) return;
        this.#model?.recall(view);
      } catch (error) {
        if (!(error instanceof LinkError)) throw error;
        this.#model?.complain(error.message);
      }
      this.scrollIntoView({ block: "nearest" });
    }

    #update(): void {
      const [model, map, controls, parts] = [this.#model, this.#map, this.#controls, this.#parts];
      if (model === null || map === null || controls === null || parts === null) return;
      const title = model.card?.title ?? "";
      parts.frame.setAttribute("aria-label", `Landscape Explorer: ${title}`);
      map.canvas.setAttribute("aria-label", `Map of ${title}`);
      const drawn = model.field !== null;
      parts.map.classList.toggle("ls-live", drawn || model.card?.name !== this.#stillOf);
      controls.update();
      this.#keep?.update();
      if (parts.verdict.textContent !== model.message) parts.verdict.textContent = model.message;
      const read = JSON.stringify([model.card?.name, model.point, model.probe, model.field === null, this.#all]);
      if (read !== this.#read) parts.readout.replaceChildren(...readout(model, this.#all), this.#digits());
      this.#read = read;
      const run = model.runs.at(-1);
      if (this.#last !== null && this.#last !== model.point && run?.points.at(-1) === model.point) map.follow(this.#last, model.point);
      this.#last = model.point;
      map.request();
      const said = JSON.stringify(model.state);
      if (said === this.#announced) return;
      this.#announced = said;
      this.dispatchEvent(new CustomEvent("landscape-change", { bubbles: true, composed: true, detail: model.state }));
    }

    #digits(): HTMLElement {
      const toggle = button(this.#all ? "Four digits" : "All digits", "ls-quiet");
      toggle.addEventListener("click", () => {
        this.#all = !this.#all;
        this.#update();
        this.querySelector<HTMLElement>(".ls-quiet")?.focus();
      });
      return toggle;
    }

    #live(life: Life): void {
      const status = { idle: "static", loading: "loading", ready: "ready", error: "error" }[life.phase];
      if (this.getAttribute("status") !== status) this.setAttribute("status", status);
      if (this.#parts !== null) showLife(this.#parts.life, engine);
    }
  };
}
