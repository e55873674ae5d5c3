/** `<landscape-explorer>`: wires model, map, controls and read-out together inside the light DOM. */
import type { Engine, Life } from "../runtime/api";
import { button, make } from "../dom";
import { showLife } from "../life";
import { fits, LinkError, read, write } from "./address";
import { Controls } from "./controls";
import { Keep } from "./keep";
import { LandscapeMap } from "./map";
import { Model } from "./model";
import { OVERLAYS } from "./overlays";
import { panels } from "./panels";
import { readout } from "./readout";
import { RunBar } from "./runbar";
import { leading, shownIn } from "./scene";
import { Shelf } from "./shelf";
import type { SurfaceFactory } from "./surface/api";
import type { Catalogue, Point, Probe, State } from "./types";
import { VerdictLine } from "./verdict";

let count = 0;

function parsed<T>(text: string | undefined): T | null {
  try {
    return text === undefined ? null : (JSON.parse(text) as T);
  } catch {
    return null;
  }
}

function listed(text: string | null): number[] {
  return (text ?? "").split(",").map(Number).filter(Number.isFinite);
}

export function explorerClass(engine: Engine, loadSurface: () => Promise<SurfaceFactory>): typeof HTMLElement {
  return class LandscapeExplorer extends HTMLElement {
    readonly #id = `explorer-${++count}`;
    #model: Model | null = null;
    #map: LandscapeMap | null = null;
    #controls: Controls | null = null;
    #keep: Keep | null = null;
    #run: RunBar | null = null;
    #shelf: Shelf | null = null;
    #verdict: VerdictLine | null = null;
    #parts: { frame: HTMLElement; map: HTMLElement; readout: HTMLElement; life: HTMLElement; still: Element | null } | null = null;
    #undo: (() => void)[] = [];
    #all = false;
    #last: Point | null = null;
    #announced = "";
    #read = "";
    #stillOf = "";
    /** The link that the view already answers to. */
    #followed = "";
    #offPaper: (() => void) | null = null;
    /** The page that this explorer is part of: at the end the address may be that of the next one. */
    #home = "";
    #place = 0;

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
        listen("pagehide", () => this.#remember()),
        listen("beforeprint", () => {
          this.#offPaper = this.#map?.toPaper() ?? null;
          this.#shelf?.showAll();
        }),
        listen("afterprint", () => this.#offPaper?.()),
        engine.watch((life) => this.#live(life)),
      ];
      engine.start();
      this.#live(engine.life);
      void document.fonts.ready.then(redraw);
      this.#home = location.pathname;
    }

    disconnectedCallback(): void {
      this.#remember();
      for (const undo of this.#undo.splice(0)) undo();
      this.#map?.stop();
      this.#model?.player.pause();
      this.#shelf?.stop();
    }

    #build(): void {
      let frame = this.querySelector<HTMLElement>(".ls-frame");
      const catalogue = parsed<Catalogue>(frame?.dataset["catalogue"]);
      const probe = parsed<Probe>(frame?.dataset["probe"]);
      if (frame === null) {
        frame = make("div", { class: "ls-frame" }, ...["pick", "map", "actions", "run", "keep"].map((name) => make("div", { class: `ls-${name}` })), make("div", { class: "ls-side" }, make("p", { class: "ls-verdict" }), make("div", { class: "ls-readout" })), make("div", { class: "ls-more" }));
        this.replaceChildren(frame);
      }
      const part = (name: string): HTMLElement => frame.querySelector(`.ls-${name}`) as HTMLElement;
      const model = (this.#model = new Model(engine, this.#id, () => this.#update(), () => this.#answered()));
      const press = (method: string): void => model.press(method);
      const map = (this.#map = new LandscapeMap(model, press));
      const controls = (this.#controls = new Controls(model, this.#id));
      const keep = (this.#keep = new Keep(model, map, () => this.#number(), (fragment) => (this.#followed = fragment)));
      const hint = make("p", { class: "ls-hidden", id: `${this.#id}-hint` }, "Click, tap or use the arrow keys to move the probe; Shift moves further, Alt finer. G takes a gradient step, N a Newton step, S a step of every chosen method; B goes back, P plays.");
      map.canvas.setAttribute("aria-describedby", hint.id);
      const life = make("div", { class: "ls-life" });
      const still = part("map").querySelector("svg");
      this.#stillOf = probe?.landscape ?? "";
      part("map").append(map.canvas, hint, life);
      part("pick").replaceChildren(...controls.pick());
      part("actions").replaceChildren(...controls.actions());
      part("keep").replaceChildren(...keep.parts());
      this.#run = new RunBar(model, this.#id);
      part("run").replaceChildren(...this.#run.parts());
      this.#shelf = new Shelf(model, panels(loadSurface), this.#id);
      part("more").replaceChildren(this.#shelf.element);
      this.#verdict = new VerdictLine(part("verdict"), this.getAttribute("guide"));
      frame.setAttribute("role", "group");
      frame.addEventListener("keydown", (event) => {
        const commands = event.ctrlKey || event.metaKey;
        // The theme has keys of its own, and N would lead to the next page.
        if (!commands && !event.altKey && event.key.length === 1) event.stopPropagation();
        if (!commands || event.key.toLowerCase() !== "z" || event.target === controls.select) return;
        event.preventDefault();
        if (event.shiftKey) model.redo();
        else model.undo();
      });
      const numbers = make("div");
      part("readout").replaceChildren(numbers, this.#digits());
      this.#parts = { frame, map: part("map"), readout: numbers, life, still };
      const [x, y] = listed(this.getAttribute("point"));
      const [rate] = listed(this.getAttribute("learning-rate"));
      const name = this.getAttribute("landscape") ?? probe?.landscape ?? "Saddle";
      const fits = probe !== null && probe.landscape === name;
      const spot: Point | null = x !== undefined && y !== undefined ? [x, y] : null;
      const settings = rate !== undefined && rate > 0 ? { GradientDescent: { learning_rate: rate } } : {};
      void model.open(name, catalogue, fits ? probe : null, spot, settings).then(() => {
        this.#place = this.#number();
        // A link counts more than what was left here.
        if (!this.#follow()) this.#recall();
      });
    }

    /** What a reader leaves behind on a page is there when they come back, in the same tab. */
    #remember(): void {
      const address = this.#model?.address ?? null;
      if (address === null || this.#home === "") return;
      const text = write(this.#place, address);
      try {
        const changed = this.#model?.canUndo === true && fits(address, text);
        if (changed) sessionStorage.setItem(`landscape ${this.#home} ${this.#place}`, text);
      } catch {
        // No room, or not allowed: the page begins anew, as it always did.
      }
    }

    #recall(): void {
      try {
        const text = sessionStorage.getItem(`landscape ${location.pathname} ${this.#place}`);
        const view = text === null ? null : read(text, this.#place);
        if (view !== null) this.#model?.recall(view);
      } catch {
        // What cannot be read any more is not worth a word.
      }
    }

    /** Which explorer of the page this is, from one: links say it so. */
    #number(): number {
      return [...document.querySelectorAll(this.localName)].indexOf(this) + 1;
    }

    /** Goes where the address says, if it speaks of this explorer. */
    #follow(): boolean {
      // Ways to headings lie between: back at the same link, the reader is where it led already.
      if (location.hash !== "" && location.hash === this.#followed) return true;
      try {
        const view = read(location.hash, this.#number());
        if (view === null) return false;
        this.#followed = location.hash;
        const known = (names: readonly string[], table: readonly { readonly name: string }[]): readonly string[] => [...new Set(names)].filter((name) => table.some((row) => row.name === name));
        this.#model?.recall({ ...view, overlays: known(view.overlays, OVERLAYS), panels: known(view.panels, this.#shelf?.panels ?? []) });
      } catch (error) {
        if (!(error instanceof LinkError)) throw error;
        this.#followed = location.hash;
        this.#model?.complain(error.message);
      }
      this.scrollIntoView({ block: "nearest" });
      return true;
    }

    #update(): void {
      const [model, map, parts] = [this.#model, this.#map, this.#parts];
      const scene = model?.scene ?? null;
      if (model === null || map === null || parts === null || scene === null) return;
      const { title, name } = scene.card;
      parts.frame.setAttribute("aria-label", `Landscape Explorer: ${title}`);
      map.canvas.setAttribute("aria-label", `Map of ${title}`);
      parts.map.classList.toggle("ls-live", model.field !== null || name !== this.#stillOf);
      this.#controls?.update();
      this.#run?.update();
      this.#keep?.update();
      this.#verdict?.update(scene, model.player.playing);
      const read = JSON.stringify([name, scene.point, scene.probe, model.field === null, this.#all]);
      if (read !== this.#read) parts.readout.replaceChildren(...readout(model, scene, this.#all));
      this.#read = read;
      const walk = leading(scene);
      const stepped = walk?.points[shownIn(scene, walk)] === scene.point;
      if (this.#last !== null && this.#last !== scene.point && stepped) map.follow(this.#last, scene.point);
      this.#last = scene.point;
      map.request();
      this.#shelf?.update();
      const said = JSON.stringify(model.state);
      if (said === this.#announced) return;
      this.#announced = said;
      this.dispatchEvent(new CustomEvent("landscape-change", { bubbles: true, composed: true, detail: model.state }));
    }

    #answered(): void {
      this.#map?.request();
      this.#shelf?.update();
    }

    #digits(): HTMLElement {
      const toggle = button("All digits", "ls-quiet", () => {
        this.#all = !this.#all;
        toggle.textContent = this.#all ? "Four digits" : "All digits";
        this.#update();
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
